"""A line in a panel that opens something: icon, title, a second line, a chip."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from app.domain.chips import Chip as Status
from app.views import theme
from app.views.widgets.chip import chip_width, paint_chip

HEIGHT = 42


class LinkRow(QAbstractButton):
    """``clicked`` opens it; without a way on it only says something."""

    def __init__(
        self, icon: str, title: str, second: str = "", status: Status | None = None
    ) -> None:
        super().__init__()
        self._icon, self._second, self._status = icon, second, status
        self.setText(title)
        parts = (title, second, status.text if status else "")
        self.setAccessibleName(", ".join(part for part in parts if part))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(200, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("hover"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(-0.5, 0, 0.5, 0), 7, 7)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 7, 7)
        theme.paint_icon(painter, QRect(6, 12, 17, 17), self._icon)
        right = self.width() - 6
        if self._status:
            width = min(chip_width(self._status), self.width() // 2)
            right -= width
            paint_chip(painter, QRectF(right, (self.height() - 21) / 2, width, 21), self._status)
            right -= 8
        room = right - 34
        top = 5 if self._second else 12
        self._line(painter, QRect(34, top, room, 18), self.text(), 13, "medium", "ink")
        self._line(painter, QRect(34, 22, room, 17), self._second, 12, "regular", "muted")

    def _line(
        self, painter: QPainter, room: QRect, words: str, size: int, weight: str, token: str
    ) -> None:
        font = theme.font(size, weight)
        painter.setFont(font)
        painter.setPen(theme.color(token))
        shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), shown)
