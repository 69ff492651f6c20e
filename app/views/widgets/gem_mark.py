"""Parure's mark: a cut stone in thin lines on a soft ground, for the pages before the shop."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from app.views import theme

OUTLINE = ((6, 3), (18, 3), (22, 9), (12, 21.5), (2, 9))
FACETS = (
    ((2, 9), (22, 9)),
    ((12, 3), (8, 9), (12, 21.5)),
    ((12, 3), (16, 9), (12, 21.5)),
    ((6, 3), (8, 9)),
    ((18, 3), (16, 9)),
)


class GemMark(QWidget):
    """The mark, ``size`` px square."""

    def __init__(self, size: int = 48) -> None:
        super().__init__()
        self.setFixedSize(size, size)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = self.width() / 24
        painter.scale(scale, scale)
        pen = QPen(theme.color("accent"), 2.0 / scale)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(theme.color("accent_soft"))
        painter.drawPolygon(_line(OUTLINE))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for facet in FACETS:
            painter.drawPolyline(_line(facet))


def _line(points: tuple[tuple[float, float], ...]) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in points])
