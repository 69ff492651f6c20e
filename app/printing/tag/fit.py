"""Making lines fit: the short form first, then smaller down to what a person can read.

What still does not fit is told, by how much and what would help; nothing is cut off in silence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.printing.tag.stock import dots
from app.printing.tag.typeset import (
    cap_of,
    line_mask,
    size_for_cap,
    size_for_width,
    width_estimate,
)

COMFORTABLE_PER_MILLE = 735
"""Of its usual size, a line takes its short form before it becomes smaller than this."""
_LEADING_PER_MILLE = 480  # white between two lines, of the taller one's capitals
_SHOWN_OVER_UM = 15_000  # how far a line that runs over is drawn past the edge


@dataclass(frozen=True)
class Row:
    """A line to set: its forms (whole first), its face, its usual and its least capitals in µm."""

    field: str
    forms: tuple[str, ...]
    face: str
    cap_um: int
    least_um: int


@dataclass(frozen=True)
class SetLine:
    """A line with the form and size that were chosen; its capitals begin ``y`` dots down the block."""

    field: str
    text: str
    form: int
    face: str
    size: int
    y: int
    over: int = 0


@dataclass(frozen=True)
class SetBlock:
    """Lines under each other; ``over_down`` says by how many dots the block is too high."""

    lines: tuple[SetLine, ...]
    height: int
    over_down: int = 0

    @property
    def fits(self) -> bool:
        """Whether nothing runs over."""
        return not self.over_down and not any(line.over for line in self.lines)


EMPTY = SetBlock((), 0)


def fit_rows(
    rows: Sequence[Row], width: int, height: int, dpi: int, *, comfortably: bool = False
) -> SetBlock | None:
    """Set the rows into a block of that many dots, None where they do not fit.

    ``comfortably``: not in small print.
    """
    if not rows:
        return EMPTY
    if width < 1 or height < 1:
        return None
    sizes = _Sizes(rows, dpi)
    whole = [0] * len(rows)
    short = [_form(row, sizes.own(row, sizes.comfortable), width) for row in rows]
    for forms in [whole, *([short] if short != whole else [])]:
        top = min(sizes.largest, sizes.bound(rows, forms, width))
        for size in range(top, sizes.comfortable - 1, -1):
            if block := _tried(rows, forms, sizes, size, width, height):
                return block
    if not comfortably:
        for size in range(sizes.comfortable - 1, sizes.smallest - 1, -1):
            forms = [_form(row, sizes.own(row, size), width) for row in rows]
            if block := _tried(rows, forms, sizes, size, width, height):
                return block
    return None


def forced_rows(rows: Sequence[Row], width: int, height: int, dpi: int) -> SetBlock:
    """The rows in their last form and smallest print, told by how much they run over."""
    if not rows:
        return EMPTY
    sizes = _Sizes(rows, dpi)
    forms = [_form(row, sizes.own(row, sizes.smallest), width) for row in rows]
    return _set(rows, forms, sizes, sizes.smallest, width, height)


class _Sizes:
    """Font sizes of rows that grow and shrink together; counted in the smallest row's."""

    def __init__(self, rows: Sequence[Row], dpi: int) -> None:
        self.dpi = dpi
        self.base_um = min(row.cap_um for row in rows)
        self.largest = self._px(self.base_um)
        least = min(row.least_um * self.base_um // row.cap_um for row in rows)
        self.smallest = min(self.largest, self._px(least))
        comfortable = self._px(self.base_um * COMFORTABLE_PER_MILLE // 1000)
        self.comfortable = max(self.smallest, comfortable)

    def _px(self, cap_um: int) -> int:
        return size_for_cap(dots(cap_um, self.dpi))

    def own(self, row: Row, size: int) -> int:
        """The font size of a row when the smallest one's is ``size``."""
        own = size * row.cap_um // self.base_um
        return max(1, own, min(self._px(row.least_um), self._px(row.cap_um)))

    def bound(self, rows: Sequence[Row], forms: Sequence[int], width: int) -> int:
        """The size above which some row is surely too wide."""
        return min(
            (size_for_width(row.forms[form], row.face, width) + 1) * self.base_um // row.cap_um + 1
            for row, form in zip(rows, forms, strict=True)
        )


def _form(row: Row, size: int, width: int) -> int:
    """The first form that fits at this size, else the last."""
    for index, form in enumerate(row.forms[:-1]):
        if _line_fits(form, row.face, size, width):
            return index
    return len(row.forms) - 1


def _tried(
    rows: Sequence[Row], forms: Sequence[int], sizes: _Sizes, size: int, width: int, height: int
) -> SetBlock | None:
    caps = [cap_of(sizes.own(row, size)) for row in rows]
    if sum(caps) + sum(_leading(*pair) for pair in pairwise(caps)) > height:
        return None
    for row, form in zip(rows, forms, strict=True):
        if not _line_fits(row.forms[form], row.face, sizes.own(row, size), width):
            return None
    block = _set(rows, forms, sizes, size, width, height)
    return block if block.fits else None


def _line_fits(text: str, face: str, size: int, width: int) -> bool:
    """Whether a form fits: its exact dots are asked only where the estimate is close."""
    estimate = width_estimate(text, face, size)
    if abs(estimate - width) > size // 2:
        return estimate < width
    return line_mask(text, face, size).width <= width


def _leading(cap: int, following: int) -> int:
    """White between two lines' capitals, in dots."""
    return max(cap, following) * _LEADING_PER_MILLE // 1000


def _set(
    rows: Sequence[Row], forms: Sequence[int], sizes: _Sizes, size: int, width: int, height: int
) -> SetBlock:
    """Place each line by its ink, so that accents and tails touch neither the edge nor each other."""
    lines: list[SetLine] = []
    y, ink_bottom, cap_before = 0, 0, 0
    shown = width + dots(_SHOWN_OVER_UM, sizes.dpi)
    for row, form in zip(rows, forms, strict=True):
        own = sizes.own(row, size)
        text, cap = row.forms[form], cap_of(own)
        estimate = width_estimate(text, row.face, own)
        if estimate > shown:  # far too long: as much as is looked at is set
            text = text[: max(1, len(text) * shown // estimate)]
        mask = line_mask(text, row.face, own)
        over = max(0, (estimate if estimate > shown else mask.width) - width)
        if lines:
            y += cap_before + _leading(cap_before, cap)
        y = max(y, ink_bottom + mask.baseline - cap)
        ink_bottom = y + cap - mask.baseline + mask.image.height
        cap_before = cap
        lines.append(SetLine(row.field, text, form, row.face, own, y, over))
    return SetBlock(tuple(lines), ink_bottom, max(0, ink_bottom - height))
