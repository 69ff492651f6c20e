"""Both photos in one plane: parts of the earlier photo's width, from its middle."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPixmap, QTransform

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
