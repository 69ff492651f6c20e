"""A camera for tests: it sees one colour at a time."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QImage


class Lens(QObject):
    """A camera made of one colour."""

    frame = Signal(QImage)
    failed = Signal(str)
    on = ""

    def start(self, camera_id: str = "", *, finest: bool = False) -> None:
        self.on = camera_id
        self.finest = finest

    def stop(self) -> None:
        self.on = ""

    def see(self, colour: str, size: tuple[int, int] = (1920, 1080)) -> None:
        image = QImage(*size, QImage.Format.Format_RGB32)
        image.fill(QColor(colour))
        self.frame.emit(image)
