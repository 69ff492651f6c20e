"""A status: dot, word and colour together, never colour alone."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.chips import Chip as Status
from app.views import theme


def chip_width(status: Status, dot: bool = True) -> int:
    """Width in px of a chip."""
    text = QFontMetrics(theme.font(12, "medium")).horizontalAdvance(status.text)
    return text + (30 if dot else 20)


def paint_chip(painter: QPainter, box: QRectF, status: Status, dot: bool = True) -> None:
    """Paint a chip that fills ``box``; the word gives way when the box is too narrow."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(f"b_{status.tone}"))
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    ink = theme.color(f"c_{status.tone}")
    left = 10.0
    if dot:
        painter.setBrush(ink)
        painter.drawEllipse(QPointF(box.left() + 12, box.center().y()), 2.75, 2.75)
        left = 20.0
    painter.setPen(ink)
    painter.setFont(theme.font(12, "medium"))
    room = box.adjusted(left, 0, -8, 0)
    words = painter.fontMetrics().elidedText(
        status.text, Qt.TextElideMode.ElideRight, int(room.width()) + 2
    )
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)


class Chip(QWidget):
    """A chip on a page: 24 px high, ``small`` 20."""

    def __init__(
        self,
        words: str = "",
        tone: str = "neutral",
        *,
        small: bool = False,
        dot: bool = True,
        about: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._status = Status(words, tone)
        self._dot = dot
        self._height = 20 if small else 24
        self._about = about
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_status(words, tone)

    @property
    def status(self) -> Status:
        """What the chip says now."""
        return self._status

    def set_status(self, words: str, tone: str = "neutral") -> None:
        """Say something else. ``about`` of the constructor stands before it for a screen reader."""
        self._status = Status(words, tone)
        self.setAccessibleName(f"{self._about}, {words}" if self._about else words)
        self.setVisible(bool(words)) if self.parent() else None
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(chip_width(self._status, self._dot), self._height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_chip(painter, QRectF(self.rect()), self._status, self._dot)
