"""A signature given on the screen."""

from __future__ import annotations

from dataclasses import dataclass

CONSIGNOR = "consignor"
HOUSE = "house"


TYPED = ", typed"
"""Behind a name that stands for a line, as the paper says it."""


@dataclass(frozen=True)
class Signature:
    """Who signed: role (consignor, house, examiner), name as printed, and the strokes as drawn.

    ``strokes`` are lines of (x, y) in thousandths of the field's width, as the pen moved. ``at`` is when
    (UTC ms), 0 where it is the moment at which the paper was closed.
    """

    role: str
    name: str
    strokes: tuple[tuple[tuple[int, int], ...], ...] = ()
    at: int = 0

    @property
    def who(self) -> str:
        """The name alone, without the word that it was typed."""
        return self.name.removesuffix(TYPED)
