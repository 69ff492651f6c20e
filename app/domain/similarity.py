"""How one photo lies on another: turned, enlarged and shifted; told by the program or by two clicks."""

from __future__ import annotations

import math
from dataclasses import dataclass

MOST_ERROR = 0.02
"""Part of the width; photos that fit worse are not aligned."""


@dataclass(frozen=True)
class Similarity:
    """Where a place of the first photo lies on the second one: turned, enlarged and shifted.

    Places are parts of each photo's own width, from its middle: (u, v) is found at
    (a·u − b·v + x, b·u + a·v + y).
    """

    a: float
    b: float
    x: float
    y: float

    @property
    def turn(self) -> float:
        """Degrees that the second photo is turned against the first, clockwise as seen."""
        return math.degrees(math.atan2(self.b, self.a))

    @property
    def scale(self) -> float:
        """How much larger the piece stands on the second photo, as a part of its width."""
        return math.hypot(self.a, self.b)

    def at(self, u: float, v: float) -> tuple[float, float]:
        """A place of the first photo on the second one."""
        return self.a * u - self.b * v + self.x, self.b * u + self.a * v + self.y

    @property
    def back(self) -> Similarity:
        """The way from the second photo to the first one."""
        size = self.a * self.a + self.b * self.b
        a, b = self.a / size, -self.b / size
        return Similarity(a, b, -(a * self.x - b * self.y), -(b * self.x + a * self.y))


SAME = Similarity(1.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True)
class Alignment:
    """How a second photo lies on a first one; ``error`` is a part of the width (0.004 = 0.4 %).

    ``parts`` is how many small parts of the photos agree; 0 where two points were clicked by hand.
    """

    way: Similarity
    error: float = 0.0
    parts: int = 0


def by_two_points(
    first: tuple[tuple[float, float], tuple[float, float]],
    second: tuple[tuple[float, float], tuple[float, float]],
) -> Alignment | None:
    """The alignment that two places clicked on both photos say; None where they nearly coincide.

    Places are parts of each photo's own width, from its middle.
    """
    (ax, ay), (bx, by) = first
    (cx, cy), (dx, dy) = second
    before, after = complex(bx - ax, by - ay), complex(dx - cx, dy - cy)
    if abs(before) < MOST_ERROR or abs(after) < MOST_ERROR:
        return None
    turned = after / before
    shift = complex(cx, cy) - turned * complex(ax, ay)
    return Alignment(Similarity(turned.real, turned.imag, shift.real, shift.imag))
