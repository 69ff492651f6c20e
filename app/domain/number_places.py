"""Where the numbers of marks stand on a photo, so that none lies on another: in any unit of length."""

from __future__ import annotations

import math
from collections.abc import Sequence

Point = tuple[float, float]
_TOUCH = 1.7
"""Two numbers nearer than so many radii cannot be told apart."""
_APART = 2.1
"""So many radii lie between the middles of two that were."""
_TURNS = 16
_RINGS = 8


def spread(points: Sequence[Point], radius: float) -> list[Point]:
    """A place for each number: its own point, or the nearest free one around it where an earlier number
    has that place. The same for the same points, in the order of the marks."""
    taken: list[Point] = []
    for point in points:
        taken.append(_free(point, taken, radius))
    return taken


def _free(point: Point, taken: Sequence[Point], radius: float) -> Point:
    if _is_clear(point, taken, _TOUCH * radius):
        return point
    x, y = point
    for ring in range(1, _RINGS + 1):
        far = ring * _APART * radius
        for turn in range(_TURNS):
            # To the upper right first, where the words of a photo do not stand.
            angle = -math.pi / 4 + turn * 2 * math.pi / _TURNS
            there = (x + far * math.cos(angle), y + far * math.sin(angle))
            if _is_clear(there, taken, _APART * radius * 0.98):
                return there
    return point


def _is_clear(point: Point, taken: Sequence[Point], least: float) -> bool:
    return all(math.dist(point, one) >= least for one in taken)
