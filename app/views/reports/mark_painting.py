"""Marks as they lie on a photo: white and one fixed colour, in any theme, at any zoom."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from app.domain.number_places import spread
from app.services.report_form import ARROW, BOX, LINE, MILLION, Mark
from app.views.reports.severity import INK, WHITE, paint_number, severity_colour

RADIUS = 10.0
HEAD = 11.0
ToView = Callable[[QPointF], QPointF]


def part(x: int, y: int) -> QPointF:
    """Millionths as parts of the photo."""
    return QPointF(x / MILLION, y / MILLION)


def number_at(mark: Mark, to_view: ToView) -> QPointF:
    """Where the number stands: at the point, at an arrow's tail, at a box's right upper corner."""
    if mark.shape == BOX:
        return to_view(part(mark.x + mark.dx, mark.y))
    return to_view(part(mark.x, mark.y))


def numbers_at(marks: Sequence[Mark], to_view: ToView) -> dict[int, QPointF]:
    """Where the number of each mark stands, none on another: by the marks' numbers."""
    own = [number_at(mark, to_view) for mark in marks]
    places = spread([(at.x(), at.y()) for at in own], RADIUS)
    return {mark.n: QPointF(*place) for mark, place in zip(marks, places, strict=True)}


def hit(marks: Sequence[Mark], at: QPointF, to_view: ToView) -> int:
    """The mark whose number lies under a point, 0 for none; the last one drawn wins."""
    for n, place in reversed(numbers_at(marks, to_view).items()):
        if QLineF(place, at).length() <= RADIUS + 3:
            return n
    return 0


def paint_mark(
    painter: QPainter,
    mark: Mark,
    to_view: ToView,
    *,
    current: bool,
    number: QPointF | None = None,
) -> None:
    """Shape and number of a finding, at ``number`` if its own place is taken (``paint_tie``); the
    current one has a second ring.
    """
    colour = severity_colour(mark.severity)
    if mark.shape == BOX:
        box = QRectF(
            to_view(part(mark.x, mark.y)), to_view(part(mark.x + mark.dx, mark.y + mark.dy))
        )
        _stroke(painter, colour, lambda: painter.drawRoundedRect(box.normalized(), 3, 3))
    elif mark.shape == ARROW:
        tail = to_view(part(mark.x, mark.y))
        tip = to_view(part(mark.x + mark.dx, mark.y + mark.dy))
        path = _arrow(tail, tip)
        _stroke(painter, colour, lambda: painter.drawPath(path))
    elif mark.shape == LINE and len(mark.strokes) > 1:
        line = QPolygonF([to_view(part(x, y)) for x, y in mark.strokes])
        _stroke(painter, colour, lambda: painter.drawPolyline(line))
    at = number or number_at(mark, to_view)
    if current:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(INK, 4))
        painter.drawEllipse(at, RADIUS + 4, RADIUS + 4)
        painter.setPen(QPen(WHITE, 2))
        painter.drawEllipse(at, RADIUS + 4, RADIUS + 4)
    paint_number(painter, at, mark.n, mark.severity, RADIUS)


def paint_tie(painter: QPainter, mark: Mark, own: QPointF, number: QPointF) -> None:
    """The line from a number that stands beside its place to that place; before any number is drawn."""
    if QLineF(own, number).length() > 1:
        colour = severity_colour(mark.severity)
        _stroke(painter, colour, lambda: painter.drawLine(own, number))
        painter.setPen(QPen(WHITE, 1.5))
        painter.setBrush(colour)
        painter.drawEllipse(own, 3.5, 3.5)


def paint_trace(painter: QPainter, tool: str, points: Sequence[QPointF]) -> None:
    """What is being drawn at the moment."""
    if tool == BOX:
        box = QRectF(points[0], points[-1]).normalized()
        _stroke(painter, INK, lambda: painter.drawRoundedRect(box, 3, 3))
    elif tool == ARROW:
        path = _arrow(points[0], points[-1])
        _stroke(painter, INK, lambda: painter.drawPath(path))
    else:
        line = QPolygonF(list(points))
        _stroke(painter, INK, lambda: painter.drawPolyline(line))


def paint_cross(painter: QPainter, at: QPointF) -> None:
    """The cross-hair: four short hairs around a free middle, dark in white."""
    lines = [
        QLineF(at.x() + dx * 5, at.y() + dy * 5, at.x() + dx * 17, at.y() + dy * 17)
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1))
    ]
    for colour, width in ((WHITE, 4.0), (INK, 1.5)):
        pen = QPen(colour, width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawLines(lines)


def _stroke(painter: QPainter, colour: QColor, draw: Callable[[], object]) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for ink, width in ((WHITE, 4.5), (colour, 2.0)):
        pen = QPen(ink, width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        draw()


def _arrow(tail: QPointF, tip: QPointF) -> QPainterPath:
    path = QPainterPath(tail)
    path.lineTo(tip)
    turn = math.atan2(tip.y() - tail.y(), tip.x() - tail.x())
    for side in (2.6, -2.6):
        path.moveTo(tip)
        path.lineTo(tip + QPointF(HEAD * math.cos(turn + side), HEAD * math.sin(turn + side)))
    return path
