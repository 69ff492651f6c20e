"""The cameras of this PC, microscopes too: their frames, and the codes in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QLoggingCategory, QObject, Qt, Signal
from PySide6.QtGui import QImage

from app.devices.sounds import QUIET

if TYPE_CHECKING:
    from PySide6.QtMultimedia import (
        QCamera,
        QCameraDevice,
        QMediaCaptureSession,
        QVideoFrame,
        QVideoSink,
    )

NO_CAMERA = "This PC has no camera that Parure can use. Plug one in, or take a photo of the code."
NO_LIBRARY = "This installation cannot use cameras. Take a photo of the code instead."
WIDEST = 1_600
"""Frames are made this small before codes are looked for in them, px."""


@dataclass(frozen=True)
class Camera:
    """A camera that is plugged in: its id for the system, its name for people."""

    id: str
    name: str


def cameras() -> list[Camera]:
    """Those that are there, the system's usual one first; none without the library for video."""
    QLoggingCategory.setFilterRules(QUIET)
    try:
        from PySide6.QtMultimedia import QMediaDevices
    except ImportError:
        return []
    usual = QMediaDevices.defaultVideoInput().id().data()
    devices = sorted(QMediaDevices.videoInputs(), key=lambda one: one.id().data() != usual)
    return [Camera(_id(one), one.description()) for one in devices]


class CodeCamera(QObject):
    """``frame(QImage)`` as they come; ``failed(sentence)`` where there is nothing to look through."""

    frame = Signal(QImage)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._camera: QCamera | None = None
        self._session: QMediaCaptureSession | None = None
        self._sink: QVideoSink | None = None

    def start(self, camera_id: str = "", *, finest: bool = False) -> None:
        """Look through a camera, the system's usual one without an id; ``finest``: all its pixels."""
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
        device = next(
            (one for one in QMediaDevices.videoInputs() if _id(one) == camera_id),
            QMediaDevices.defaultVideoInput(),
        )
        if device.isNull():
            self.failed.emit(NO_CAMERA)
            return
        self._camera, self._sink = QCamera(device, self), QVideoSink(self)
        formats = device.videoFormats()
        if finest and formats:
            area = max(formats, key=lambda f: f.resolution().width() * f.resolution().height())
            self._camera.setCameraFormat(area)
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


def _id(device: QCameraDevice) -> str:
    return bytes(device.id().data()).decode("utf-8", "replace")


def codes_in_frame(image: QImage) -> list[str]:
    """The codes in one frame as a scanner would send them; for a thread beside the window's."""
    import zxingcpp  # here: only who looks through the camera waits for the reader

    if image.width() > WIDEST:
        image = image.scaledToWidth(WIDEST, Qt.TransformationMode.SmoothTransformation)
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    found = zxingcpp.read_barcodes(grey, text_mode=zxingcpp.TextMode.Plain)
    return [f"{one.symbology_identifier}{one.text}" for one in found if one.text.strip()]
