"""The arithmetic of an order: ours beside the file's, and which way the channel counts.

No column tells whether prices include tax, nor whether the subtotal already has the discounts off.
Both are decided order by order by what adds up, and what adds up in no way is shown, never hidden.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from app.domain.money import split
from app.exchange.unchanging import unchanging


@unchanging(frozen=True, slots=True)
class Stated:
    """What the file says about an order's money, in minor units; None: it has no such column.

    ``goods`` is the sum of price times quantity without tips, ``line_discounts`` the sum of the
    discounts stated by the lines, ``discount`` the order's own.
    """

    goods: int
    tips: int
    line_discounts: int
    discount: int
    subtotal: int | None
    shipping: int
    taxes: int
    duties: int
    total: int | None


@unchanging(frozen=True, slots=True)
class Sum:
    """Our total and how it came about; ``subtotal_off`` is our subtotal less the file's."""

    total: int
    difference: int
    tax_included: bool | None
    discount: int
    subtotal_off: int


def add_up(stated: Stated, *, usually_included: bool | None = None) -> Sum:
    """Our total by the way of counting that meets the file's total, else by the likeliest one.

    ``usually_included`` tells how the other orders of the file treat tax: it decides where nothing
    adds up, so that the difference shown is the true one.
    """
    discounts, off = _discounts(stated)
    modes = _tax_modes(stated, usually_included)
    base = stated.goods + stated.tips + stated.shipping + stated.duties
    best: Sum | None = None
    for discount, included in product(discounts, modes):
        ours = base - discount + (0 if included or included is None else stated.taxes)
        difference = 0 if stated.total is None else ours - stated.total
        found = Sum(ours, difference, included, discount, off)
        if not difference:
            best = found
            break
        if best is None:
            best = found
    assert best is not None
    if best.difference and usually_included is None and len(modes) > 1:
        best = _nearer(best, stated)
    return best


def _discounts(stated: Stated) -> tuple[list[int], int]:
    """The discounts that may be off the lines, likeliest first, and what the subtotal is off by."""
    d, per_line = stated.discount, stated.line_discounts
    if not d and not per_line:
        return [0], _off(stated, (0,))
    options = list(dict.fromkeys((d or per_line, d + per_line, per_line, 0)))
    if stated.subtotal is None:
        return options, 0
    fitting = [off for off in options if not _off(stated, (off,))]
    if not fitting:
        return options, _off(stated, tuple(options))
    if fitting[0] == 0:
        # the subtotal is before the discount (or the discount is one on shipping, already off it)
        return [0, *(off for off in options if off)], 0
    return fitting, 0


def _off(stated: Stated, options: tuple[int, ...]) -> int:
    """Our subtotal less the file's, by the nearest way of counting; tips may be in it or not."""
    if stated.subtotal is None:
        return 0
    ways = [
        stated.goods - off + tips - stated.subtotal
        for off in options
        for tips in ((0, stated.tips) if stated.tips else (0,))
    ]
    return min(ways, key=abs)


def _tax_modes(stated: Stated, usually_included: bool | None) -> tuple[bool | None, ...]:
    if not stated.taxes or stated.total is None:
        return (None,)
    return (True, False) if usually_included else (False, True)


def _nearer(found: Sum, stated: Stated) -> Sum:
    """The same sum with tax the other way, if that comes nearer to the file's total."""
    taxes = -stated.taxes if not found.tax_included else stated.taxes
    other = found.difference + taxes
    if abs(other) >= abs(found.difference):
        return found
    return Sum(
        found.total + taxes, other, not found.tax_included, found.discount, found.subtotal_off
    )


def shares(goods: Sequence[int], per_line: Sequence[int], discount: int) -> list[int]:
    """Each line's whole discount, summing up to ``discount`` where there are goods to take it.

    ``goods`` is what each line that takes part costs (0 for tips and services), ``per_line`` what
    the file takes off the line itself. The rest, the order's own discount, is spread by largest
    remainder over what the goods cost after that.
    """
    kept = list(per_line) if 0 < sum(per_line) <= discount else [0] * len(goods)
    rest = discount - sum(kept)
    weights = [max(cost - off, 0) for cost, off in zip(goods, kept, strict=True)]
    if not rest or not any(weights):
        return kept
    return [off + more for off, more in zip(kept, split(rest, weights), strict=True)]
