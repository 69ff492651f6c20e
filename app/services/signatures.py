"""A signature given on the screen."""

from __future__ import annotations

from dataclasses import dataclass

CONSIGNOR = "consignor"
HOUSE = "house"


@dataclass(frozen=True)
class Signature:
    """Who signed: role (consignor, house, examiner), name as printed, and the strokes as drawn.

    ``strokes`` are lines of (x, y) in thousandths of the field's width, as the pen moved.
    """

    role: str
    name: str
    strokes: tuple[tuple[tuple[int, int], ...], ...] = ()
