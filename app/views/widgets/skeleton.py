"""What is shown while something is on its way: the shape of it, never a spinner."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.views import theme

PARTS = (0.72, 0.9, 0.55, 0.8, 0.64)


class Skeleton(QWidget):
    """So many lines of text to come."""

    def __init__(self, lines: int = 3, *, step: int = 24) -> None:
        super().__init__()
        self._lines = lines
        self._step = step
        self.setAccessibleName("Loading")

    def sizeHint(self) -> QSize:
        return QSize(200, self._lines * self._step)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self._lines * self._step)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("skeleton"))
        for line in range(self._lines):
            width = self.width() * PARTS[line % len(PARTS)]
            top = line * self._step + (self._step - 10) / 2
            painter.drawRoundedRect(QRectF(0, top, width, 10), 5, 5)
