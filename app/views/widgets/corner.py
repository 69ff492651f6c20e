"""The round corners of a card whose content is square: four little covers over its corners."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.views import theme

SIZE = theme.CARD_RADIUS + 2


class Corner(QWidget):
    """Corner ``at`` of ``card``: 0 top left, then clockwise. ``outside`` is the ground around."""

    def __init__(self, card: QWidget, at: int, outside: str = "canvas") -> None:
        super().__init__(card)
        self._card = card
        self._at = at
        self._outside = outside
        self.setFixedSize(SIZE, SIZE)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.place()

    def place(self) -> None:
        """Stay at the card's corner."""
        card = self._card
        right, down = self._at in (1, 2), self._at in (2, 3)
        self.move(card.width() - SIZE if right else 0, card.height() - SIZE if down else 0)
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(SIZE / 2, SIZE / 2)
        painter.rotate(90 * self._at)
        painter.translate(-SIZE / 2, -SIZE / 2)
        radius = theme.CARD_RADIUS
        width = 2 if self._card.hasFocus() else 1  # as the stylesheet draws the card's frame
        edge = width / 2
        arc = QRectF(edge, edge, 2 * radius, 2 * radius)
        cover = QPainterPath(QPointF(0, 0))
        cover.lineTo(0, radius + edge)
        cover.lineTo(edge, radius + edge)
        cover.arcTo(arc, 180, -90)
        cover.lineTo(radius + edge, 0)
        cover.closeSubpath()
        painter.fillPath(cover, theme.color(self._outside))
        painter.setPen(QPen(theme.color("focus" if width == 2 else "line"), width))
        painter.drawArc(arc, 180 * 16, -90 * 16)
