"""The cameras of this PC, microscopes too: their frames, and the codes in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QCameraPermission,
    QCoreApplication,
    QLoggingCategory,
    QObject,
    Qt,
    Signal,
)
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
NOT_ALLOWED = (
    "The system does not let Parure use the camera. Allow it in the system's settings for privacy, "
    "then try once more."
)
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


def hear_of_cameras(changed: Callable[[], None], parent: QObject) -> None:
    """Have ``changed`` called when a camera is plugged in or out, for as long as ``parent`` lives."""
    QLoggingCategory.setFilterRules(QUIET)
    try:
        from PySide6.QtMultimedia import QMediaDevices
    except ImportError:
        return
    QMediaDevices(parent).videoInputsChanged.connect(changed)


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
        if not self._is_allowed(camera_id, finest):
            return
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

    def _is_allowed(self, camera_id: str, finest: bool) -> bool:
        """Whether the system lets us look; macOS asks whoever sits there first, and we start then."""
        program, wish = QCoreApplication.instance(), QCameraPermission()
        said = program.checkPermission(wish) if program else Qt.PermissionStatus.Granted
        if said == Qt.PermissionStatus.Undetermined and program:
            program.requestPermission(wish, self, lambda _: self._on_answered(camera_id, finest))
        elif said == Qt.PermissionStatus.Denied:
            self.failed.emit(NOT_ALLOWED)
        return bool(said == Qt.PermissionStatus.Granted)

    def _on_answered(self, camera_id: str, finest: bool) -> None:
        program = QCoreApplication.instance()
        asked = program.checkPermission(QCameraPermission()) if program else None
        if asked != Qt.PermissionStatus.Undetermined:  # else nobody has answered: not again
            self.start(camera_id, finest=finest)

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
