"""Making lines fit a panel: the short form first, then smaller down to what a person can read.

What still does not fit is refused with a sentence; nothing runs over an edge or is cut off.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.domain.errors import UserError
from app.printing.lettering import SEMIBOLD
from app.printing.tag.content import TagLine
from app.printing.tag.stock import UM_PER_INCH, dots
from app.printing.tag.typeset import cap_of, line_mask, size_for_cap, width_estimate

LARGEST_CAP_UM = 1_700
COMFORTABLE_CAP_UM = 1_250
SMALLEST_CAP_UM = 900
"""Height of capitals: what is aimed at, what the short form is used for, what nothing goes below."""
_LEADING_PER_MILLE = 480  # white between two lines, of the taller one's capitals


@dataclass(frozen=True)
class Row:
    """A line to set: its two forms, its face, and its size relative to the others (1000 = same)."""

    line: TagLine
    face: str = SEMIBOLD
    scale: int = 1000


@dataclass(frozen=True)
class SetLine:
    """A line with the form and size that were chosen; its capitals begin ``y`` dots down the block."""

    text: str
    face: str
    size: int
    y: int


@dataclass(frozen=True)
class SetBlock:
    """Lines under each other that fit; ``cap_um`` is the height of the smallest capitals."""

    lines: tuple[SetLine, ...]
    height: int
    cap_um: int
    shortened: bool


class DoesNotFitError(UserError):
    """A text that cannot be printed on this tag without being cut off."""


def fit_rows(
    rows: Sequence[Row],
    width: int,
    height: int,
    dpi: int,
    *,
    largest_um: int = LARGEST_CAP_UM,
    smallest_um: int = SMALLEST_CAP_UM,
    comfortable_um: int = COMFORTABLE_CAP_UM,
) -> SetBlock:
    """Set the rows into a block of that many dots; DoesNotFitError names the line that is too long."""
    if not rows:
        return SetBlock((), 0, largest_um, shortened=False)
    largest = size_for_cap(dots(largest_um, dpi))
    comfortable = size_for_cap(dots(comfortable_um, dpi))
    smallest = size_for_cap(dots(smallest_um, dpi))
    whole = [row.line.text for row in rows]
    short = [_form(row, comfortable, width) for row in rows]
    tries = [
        *((size, whole) for size in range(largest, comfortable - 1, -1)),
        *((size, short) for size in range(largest, comfortable - 1, -1) if short != whole),
        *((size, None) for size in range(comfortable - 1, smallest - 1, -1)),
    ]
    for size, given in tries:
        forms = given or [_form(row, size, width) for row in rows]
        if _may_fit(rows, forms, size, width, height):
            block = _set(rows, forms, size, dpi, shortened=forms != whole)
            if block.height <= height:
                return block
    raise _too_long(rows, smallest, width)


def _form(row: Row, size: int, width: int) -> str:
    """The whole line where it fits at this size, else its short form."""
    fits = _line_fits(row, row.line.text, size, width)
    return row.line.text if fits or not row.line.short else row.line.short


def _may_fit(rows: Sequence[Row], forms: Sequence[str], size: int, width: int, height: int) -> bool:
    """Whether the lines fit in width, and their capitals in height: the ink is asked afterwards."""
    caps = [cap_of(_own_size(row, size)) for row in rows]
    if sum(caps) + sum(_leading(*pair) for pair in pairwise(caps)) > height:
        return False
    return all(_line_fits(row, form, size, width) for row, form in zip(rows, forms, strict=True))


def _line_fits(row: Row, form: str, size: int, width: int) -> bool:
    """Whether a form fits: its exact dots are asked only where the estimate is close."""
    own = _own_size(row, size)
    estimate = width_estimate(form, row.face, own)
    if abs(estimate - width) > own // 2:
        return estimate < width
    return line_mask(form, row.face, own).width <= width


def _own_size(row: Row, size: int) -> int:
    return max(1, size * row.scale // 1000)


def _leading(cap: int, following: int) -> int:
    """White between two lines' capitals, in dots."""
    return max(cap, following) * _LEADING_PER_MILLE // 1000


def _set(
    rows: Sequence[Row], forms: Sequence[str], size: int, dpi: int, *, shortened: bool
) -> SetBlock:
    """Place each line by its ink, so that accents and tails touch neither the edge nor each other."""
    lines: list[SetLine] = []
    caps = [cap_of(_own_size(row, size)) for row in rows]
    y, ink_bottom = 0, 0
    for index, (row, form) in enumerate(zip(rows, forms, strict=True)):
        own, cap = _own_size(row, size), caps[index]
        mask = line_mask(form, row.face, own)
        if index:
            y += caps[index - 1] + _leading(caps[index - 1], cap)
        y = max(y, ink_bottom + mask.baseline - cap)
        ink_bottom = y + cap - mask.baseline + mask.image.height
        lines.append(SetLine(form, row.face, own, y))
    return SetBlock(tuple(lines), ink_bottom, min(caps) * UM_PER_INCH // dpi, shortened=shortened)


def _too_long(rows: Sequence[Row], smallest: int, width: int) -> DoesNotFitError:
    worst = max(rows, key=lambda row: width_estimate(row.line.text, row.face, smallest))
    text = worst.line.text if len(worst.line.text) <= 40 else worst.line.text[:39] + "…"
    if width_estimate(_form(worst, smallest, width), worst.face, smallest) <= width:
        return DoesNotFitError(
            "Does not fit the tag",
            f"{len(rows)} lines do not fit on this side of the tag.",
            "Leave one out or choose a larger tag.",
        )
    return DoesNotFitError(
        "Does not fit the tag",
        f"“{text}” is too long for this tag, even in small print.",
        "Give it a shorter form or choose a larger tag.",
    )
