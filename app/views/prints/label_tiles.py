"""The labels of a job as numbered tiles: which are certain, which nobody knows, which never left."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.views import theme

ACROSS, HEIGHT, GAP = 6, 28, 8
MOST = 24


class LabelTiles(QWidget):
    """``pressed(n)`` when a tile is clicked: that label is the last good one."""

    pressed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._count = self._certain = self._left = self._first = 0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_labels(0, 0, 0)

    def show_labels(self, count: int, certain: int, left: int) -> None:
        """So many labels, of which ``certain`` are out and ``left`` may have left this PC.

        Of a long job those around the break are shown.
        """
        self._first = max(0, min(certain - ACROSS, count - MOST))
        self._count, self._certain, self._left = min(count - self._first, MOST), certain, left
        rows = (self._count + ACROSS - 1) // ACROSS
        self.setFixedHeight(max(1, rows * (HEIGHT + GAP) - GAP))
        unknown = max(0, left - certain)
        self.setAccessibleName(
            f"Labels, {certain} of {count} certain, {unknown} not known, {count - left} not sent"
        )
        self.update()

    def state(self, n: int) -> str:
        """Of a label: certain, not known, not sent."""
        if n <= self._certain:
            return "certain"
        return "not known" if n <= self._left else "not sent"

    def _box(self, n: int) -> QRect:
        width = (self.width() - (ACROSS - 1) * GAP) // ACROSS
        row, at = divmod(n - 1, ACROSS)
        return QRect(at * (width + GAP), row * (HEIGHT + GAP), width, HEIGHT)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for n in range(1, self._count + 1):
            if self._box(n).contains(event.position().toPoint()):
                self.pressed.emit(n + self._first)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(12, "semibold", numbers=True))
        for n in range(1, self._count + 1):
            tone = {"certain": "ok", "not known": "warn"}.get(self.state(n + self._first), "")
            box = QRectF(self._box(n)).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.setPen(QPen(theme.color(f"c_{tone}" if tone else "line2"), 1))
            painter.setBrush(theme.color(f"b_{tone}" if tone else "surface"))
            painter.drawRoundedRect(box, 6, 6)
            painter.setPen(theme.color(f"c_{tone}" if tone else "ink2"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(n + self._first))
