"""Inclusions of a centre stone, lettered on its photo: where each lies within the girdle, and which of
two reports shows it.

Places on a photo are millionths of its width and height. A place within the girdle is said as seen
from above: the hour of a clock, and how far it is from the middle to the girdle.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.terms import vocabulary

INCLUSIONS = vocabulary(
    "Kinds of inclusion",
    "crystal",
    "needle",
    "feather",
    "cloud",
    "silk",
    "pinpoint",
    "knot",
    "twinning_wisp",
    "growth_line",
    "colour_zone",
    "cavity",
    "natural | natural at the girdle",
    "liquid | liquid inclusion",
)
SAME, ELSEWHERE, MISSING, NEW = "same", "elsewhere", "missing", "new"
APART = 0.2
"""Two marks of a letter that lie farther apart (in half girdles) are not the same place."""
NEAR = 0.12
"""A new mark this near to one of the last report is proposed its letter."""
MIDDLE = 0.08
OUTSIDE = 1.05
MOST = 20
"""Letters a … t: a fingerprint is a handful of marks, and not a map."""
LETTERS = "abcdefghijklmnopqrst"

Place = tuple[float, float]


@dataclass(frozen=True)
class Inclusion:
    """A lettered mark on the stone's photo: where (millionths), and of which kind ("" not said)."""

    letter: str
    x: int
    y: int
    kind: str = ""


@dataclass(frozen=True)
class Girdle:
    """The stone's outline on its photo: middle and half width and height in millionths."""

    x: int
    y: int
    rx: int
    ry: int

    def place(self, x: int, y: int) -> Place:
        """A place of the photo in half girdles from the stone's middle: (1, 0) is its right edge."""
        return (x - self.x) / max(1, self.rx), (y - self.y) / max(1, self.ry)


@dataclass(frozen=True)
class Lettered:
    """A letter on both sides: same, elsewhere, missing or new; ``out`` and ``into`` None where not."""

    letter: str
    change: str
    out: Inclusion | None = None
    into: Inclusion | None = None


def polar(place: Place) -> tuple[int, int]:
    """A place as hour (1 … 12) and per cent of the way from the middle to the girdle."""
    u, v = place
    turn = math.degrees(math.atan2(u, -v)) % 360
    return round(turn / 30) % 12 or 12, round(100 * math.hypot(u, v))


def place_words(girdle: Girdle | None, one: Inclusion) -> str:
    """Where it lies: "4 o'clock, 62 % out"; "" while nobody has drawn the girdle."""
    if girdle is None:
        return ""
    place = girdle.place(one.x, one.y)
    hour, percent = polar(place)
    if math.hypot(*place) < MIDDLE:
        return "in the middle"
    if percent > 100 * OUTSIDE:
        return f"{hour} o'clock, outside the girdle"
    return f"{hour} o'clock, {percent} % out"


def compared(
    out: Sequence[Inclusion],
    into: Sequence[Inclusion],
    girdle_out: Girdle | None,
    girdle_in: Girdle | None,
) -> tuple[Lettered, ...]:
    """Each letter of two fingerprints and what became of it, in their order.

    Places are compared only where both stones have a girdle; else the letters alone are.
    """
    before = {one.letter: one for one in out}
    after = {one.letter: one for one in into}
    found = []
    for letter in sorted({*before, *after}):
        then, now = before.get(letter), after.get(letter)
        if then is None or now is None:
            found.append(Lettered(letter, NEW if then is None else MISSING, then, now))
            continue
        apart = 0.0
        if girdle_out is not None and girdle_in is not None:
            apart = math.dist(girdle_out.place(then.x, then.y), girdle_in.place(now.x, now.y))
        found.append(Lettered(letter, ELSEWHERE if apart > APART else SAME, then, now))
    return tuple(found)


def next_letter(
    there: Iterable[Inclusion],
    last: Iterable[Inclusion] = (),
    place: Place | None = None,
    girdle_last: Girdle | None = None,
) -> str:
    """The letter of a new mark: that of the last report's mark at this place, else the next free one.

    A letter of the last report is never given to something else; "" when all are used.
    """
    used = {one.letter for one in there}
    old = [one for one in last if one.letter not in used]
    if place is not None and girdle_last is not None and old:
        near = min(old, key=lambda one: math.dist(girdle_last.place(one.x, one.y), place))
        if math.dist(girdle_last.place(near.x, near.y), place) <= NEAR:
            return near.letter
    taken = used | {one.letter for one in old}
    return next((letter for letter in LETTERS if letter not in taken), "")


def change_line(found: Iterable[Lettered]) -> str:
    """What became of the letters in one line: "a, b the same, c missing, d new"; "" without any."""
    told = {SAME: "the same", ELSEWHERE: "elsewhere", MISSING: "missing", NEW: "new"}
    said = []
    kept = list(found)
    for change, words in told.items():
        letters = [one.letter for one in kept if one.change == change]
        if letters:
            said.append(f"{', '.join(letters)} {words}")
    return ", ".join(said)
