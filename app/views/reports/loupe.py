"""The loupe: a round magnifier at the pointer, over whatever paints the photo below it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPen

from app.views import theme
from app.views.reports.severity import INK, WHITE

MOST_RADIUS, LEAST_RADIUS = 112.0, 56.0


def radius_in(room: QSizeF) -> float:
    """How large a loupe is over a photo of this size on the screen."""
    return min(MOST_RADIUS, max(LEAST_RADIUS, 0.3 * min(room.width(), room.height())))


def paint_loupe(
    painter: QPainter,
    at: QPointF,
    radius: float,
    power: int,
    draw: Callable[[QPainter], None],
    room: QRectF,
) -> None:
    """Magnify what ``draw`` paints (in the view's own places) around ``at``.

    Near an edge the lens stays in the ``room`` and still shows what lies at ``at``.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    lies = QPointF(
        _within(at.x(), radius, room.left(), room.right()),
        _within(at.y(), radius, room.top(), room.bottom()),
    )
    ring = QRectF(lies.x() - radius, lies.y() - radius, 2 * radius, 2 * radius)
    lens = QPainterPath()
    lens.addEllipse(ring)
    painter.save()
    painter.setClipPath(lens, Qt.ClipOperation.IntersectClip)
    painter.fillRect(ring, theme.color("sunken"))
    painter.translate(lies)
    painter.scale(power, power)
    painter.translate(-at)
    draw(painter)
    painter.restore()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for ink, width in ((INK, 5.0), (WHITE, 3.0)):
        painter.setPen(QPen(ink, width))
        painter.drawEllipse(ring)
    _paint_power(painter, lies, radius, power)
    painter.restore()


def _within(at: float, radius: float, least: float, most: float) -> float:
    edge = radius + 4
    return min(max(at, least + edge), max(least + edge, most - edge))


def _paint_power(painter: QPainter, at: QPointF, radius: float, power: int) -> None:
    font = theme.font(11, "semibold")
    words = f"{power}×"
    wide = QFontMetrics(font).horizontalAdvance(words) + 14
    plate = QRectF(at.x() - wide / 2, at.y() + radius - 26, wide, 20)  # inside: seen at an edge too
    painter.setPen(QPen(INK, 1))
    painter.setBrush(WHITE)
    painter.drawRoundedRect(plate, 6, 6)
    painter.setFont(font)
    painter.setPen(INK)
    painter.drawText(plate, int(Qt.AlignmentFlag.AlignCenter), words)
