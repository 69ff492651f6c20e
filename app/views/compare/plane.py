"""Both photos in one plane: parts of the earlier photo's width, from its middle."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF
from PySide6.QtGui import QPainter, QPixmap, QTransform

from app.domain.similarity import SAME, Similarity
from app.services.report_form import ARROW, BOX, MILLION, Mark


@dataclass(frozen=True)
class Layer:
    """A photo as it lies in the plane; ``way`` leads from the plane to the photo."""

    picture: QPixmap
    way: Similarity = SAME

    @property
    def ratio(self) -> float:
        """Its height by its width."""
        return self.picture.height() / max(1, self.picture.width())

    def place(self, part: QPointF) -> QPointF:
        """Where a part of the photo's width and height lies in the plane."""
        u, v = self.way.back.at(part.x() - 0.5, (part.y() - 0.5) * self.ratio)
        return QPointF(u, v)

    def part(self, place: QPointF) -> QPointF:
        """What lies at a place of the plane, as a part of the photo's width and height."""
        u, v = self.way.at(place.x(), place.y())
        return QPointF(u + 0.5, v / max(self.ratio, 1e-6) + 0.5)

    def transform(self) -> QTransform:
        """From the photo's own pixels to the plane."""
        back, size = self.way.back, max(1, self.picture.width())
        made = QTransform(back.a, back.b, -back.b, back.a, back.x, back.y)
        made.scale(1 / size, 1 / size)
        made.translate(-self.picture.width() / 2, -self.picture.height() / 2)
        return made


@dataclass(frozen=True)
class Window:
    """What a widget of ``size`` px sees of the plane: ``middle`` in its middle, ``scale`` px a width."""

    size: QSize
    middle: QPointF
    scale: float

    @classmethod
    def around(cls, size: QSize, middle: QPointF, room: QSizeF, zoom: float = 1.0) -> Window:
        """So near that a room of the plane is just seen whole; ``zoom`` times nearer than that."""
        wide = size.width() / max(room.width(), 1e-6)
        high = size.height() / max(room.height(), 1e-6)
        return cls(size, middle, max(1e-6, min(wide, high) * zoom))

    def to_view(self, place: QPointF) -> QPointF:
        """Where a place of the plane is painted."""
        away = (place - self.middle) * self.scale
        return QPointF(self.size.width() / 2 + away.x(), self.size.height() / 2 + away.y())

    def from_view(self, at: QPointF) -> QPointF:
        """The place of the plane under a point of the widget."""
        half = QPointF(self.size.width() / 2, self.size.height() / 2)
        return (at - half) / self.scale + self.middle

    def seen(self) -> QRectF:
        """What part of the plane is seen."""
        end = QPointF(self.size.width(), self.size.height())
        return QRectF(self.from_view(QPointF(0, 0)), self.from_view(end))

    def paint(self, painter: QPainter, layer: Layer) -> None:
        """Paint a photo where it lies; the painter's clip stays."""
        plane = QTransform.fromTranslate(self.size.width() / 2, self.size.height() / 2)
        plane.scale(self.scale, self.scale)
        plane.translate(-self.middle.x(), -self.middle.y())
        painter.save()
        painter.setTransform(layer.transform() * plane * painter.transform())
        painter.drawPixmap(0, 0, layer.picture)
        painter.restore()


@dataclass(frozen=True)
class Placed:
    """A finding on one of the two photos."""

    mark: Mark
    layer: Layer


def middle(placed: Placed) -> QPointF:
    """The middle of a mark in the plane."""
    mark = placed.mark
    x, y = mark.x, mark.y
    if mark.shape in (BOX, ARROW):
        x, y = x + mark.dx // 2, y + mark.dy // 2
    elif mark.strokes:
        xs, ys = [p[0] for p in mark.strokes], [p[1] for p in mark.strokes]
        x, y = (min(xs) + max(xs)) // 2, (min(ys) + max(ys)) // 2
    return placed.layer.place(QPointF(x / MILLION, y / MILLION))
