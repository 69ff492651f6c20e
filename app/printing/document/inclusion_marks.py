"""A centre stone's fingerprint on paper: its photo within the girdle, the inclusions by letters."""

from __future__ import annotations

from dataclasses import dataclass

from app.printing.document.ink import INK, WHITE
from app.printing.document.sheet import CENTRE, Box, Sheet
from app.printing.lettering import SEMIBOLD

_MILLION = 1_000_000
ROOM = 1.35
"""So much more than the stone is seen around it."""


@dataclass(frozen=True)
class ReportInclusion:
    """An inclusion's letter, where it lies on the photo (millionths), and what is said of it."""

    letter: str
    x: int
    y: int
    words: str = ""


@dataclass(frozen=True)
class ReportGirdle:
    """The stone's outline on its photo: middle, half width and half height in millionths."""

    x: int
    y: int
    rx: int
    ry: int

    def part(self, ratio: float, size: tuple[int, int]) -> tuple[float, float, float]:
        """The detail of a photo of this size (px) that shows the stone in a box ``ratio`` times as
        wide as high: its middle as parts of the photo, and how much of the width."""
        high = 2 * self.ry / _MILLION * size[1] * ratio / max(1, size[0])
        return (
            self.x / _MILLION,
            self.y / _MILLION,
            min(1.0, ROOM * max(2 * self.rx / _MILLION, high)),
        )


def draw_inclusions(
    sheet: Sheet,
    inclusions: tuple[ReportInclusion, ...],
    place: Box,
    within: Box,
    radius: float = 4.2,
) -> None:
    """Letters on a photo that lies at ``place``; those beyond the part that is seen are left out."""
    seen = sheet.seat(within)
    with sheet.as_it_is(place) as (x, y, width, height):
        for one in inclusions:
            at = (x + one.x / _MILLION * width, y + one.y / _MILLION * height)
            across = seen[0] <= at[0] <= seen[0] + seen[2]
            if not (across and seen[1] <= at[1] <= seen[1] + seen[3]):
                continue
            sheet.circle(*at, radius, fill=WHITE, stroke=INK)
            size = radius * 1.35
            sheet.text(
                at[0], at[1] + size * 0.34, one.letter, size=size, face=SEMIBOLD, align=CENTRE
            )


def letters_line(inclusions: tuple[ReportInclusion, ...]) -> str:
    """All letters in words: "a crystal, 4 o'clock, 62 % out; b feather"."""
    return "; ".join(f"{one.letter} {one.words}".strip() for one in inclusions)
