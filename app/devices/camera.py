"""The camera of this PC as a scanner: its frames, and the codes in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLoggingCategory, QObject, Qt, Signal
from PySide6.QtGui import QImage

from app.devices.sounds import QUIET

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QCamera, QMediaCaptureSession, QVideoFrame, QVideoSink

NO_CAMERA = "This PC has no camera that Parure can use. Plug one in, or take a photo of the code."
NO_LIBRARY = "This installation cannot use cameras. Take a photo of the code instead."
WIDEST = 1_600
"""Frames are made this small before codes are looked for in them, px."""


class CodeCamera(QObject):
    """``frame(QImage)`` as they come; ``failed(sentence)`` where there is nothing to look through."""

    frame = Signal(QImage)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._camera: QCamera | None = None
        self._session: QMediaCaptureSession | None = None
        self._sink: QVideoSink | None = None

    def start(self) -> None:
        """Look through the usual camera of the system."""
        QLoggingCategory.setFilterRules(QUIET)
        try:
            # Here: video is loaded when somebody wants to see it.
            from PySide6.QtMultimedia import (
                QCamera,
                QMediaCaptureSession,
                QMediaDevices,
                QVideoSink,
            )
        except ImportError:
            self.failed.emit(NO_LIBRARY)
            return
        device = QMediaDevices.defaultVideoInput()
        if device.isNull():
            self.failed.emit(NO_CAMERA)
            return
        self._camera, self._sink = QCamera(device, self), QVideoSink(self)
        self._session = QMediaCaptureSession(self)
        self._session.setCamera(self._camera)
        self._session.setVideoSink(self._sink)
        self._sink.videoFrameChanged.connect(self._on_frame)
        self._camera.errorOccurred.connect(self._on_error)
        self._camera.start()

    def stop(self) -> None:
        """Look no more; the camera's light goes off."""
        if self._camera is not None:
            self._camera.stop()
            self._camera = None

    def _on_frame(self, frame: QVideoFrame) -> None:
        image = frame.toImage()
        if not image.isNull():
            self.frame.emit(image)

    def _on_error(self, _error: object, words: str) -> None:
        self.stop()
        self.failed.emit(f"The camera cannot be used: {words or 'another program may have it'}.")


def codes_in_frame(image: QImage) -> list[str]:
    """The codes in one frame as a scanner would send them; for a thread beside the window's."""
    import zxingcpp  # here: only who looks through the camera waits for the reader

    if image.width() > WIDEST:
        image = image.scaledToWidth(WIDEST, Qt.TransformationMode.SmoothTransformation)
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    found = zxingcpp.read_barcodes(grey, text_mode=zxingcpp.TextMode.Plain)
    return [f"{one.symbology_identifier}{one.text}" for one in found if one.text.strip()]
