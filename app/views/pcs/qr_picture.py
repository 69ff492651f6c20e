"""A QR code on the screen: black on white in every theme, whole dots a module."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

Modules = tuple[tuple[bool, ...], ...]


class QrPicture(QWidget):
    """Shows modules with ``quiet`` white ones around; nothing where there are none."""

    def __init__(self, about: str, quiet: int, dots: int = 4) -> None:
        super().__init__()
        self._quiet, self._dots = quiet, dots
        self.modules: Modules = ()
        self.setAccessibleName(about)

    def show_modules(self, modules: Modules) -> None:
        """Show another one."""
        self.modules = modules
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        side = (len(self.modules) + 2 * self._quiet) * self._dots if self.modules else 0
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        dots, quiet = self._dots, self._quiet
        for y, row in enumerate(self.modules):
            for x, black in enumerate(row):
                if black:
                    at = QRect((x + quiet) * dots, (y + quiet) * dots, dots, dots)
                    painter.fillRect(at, Qt.GlobalColor.black)
