"""The lines of an order: one a row that has one, with its share of the discounts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from operator import attrgetter

from app.exchange.amounts import Amounts
from app.exchange.arithmetic import shares
from app.exchange.doubts import Doubts
from app.exchange.orders import FileLine
from app.exchange.shopify_columns import LINE
from app.exchange.shopify_rows import picker
from app.exchange.shopify_values import Values, about, flag
from app.exchange.table import Row


class LineReader:
    """Reads the lines of one file's orders."""

    def __init__(self, columns: Mapping[str, int], absent: int, values: Values) -> None:
        self._pick = picker(columns, tuple(LINE), absent)
        self._values = values
        self._has_price, self._has_quantity = "price" in columns, "quantity" in columns

    def read(self, rows: Sequence[Row], amounts: Amounts, doubts: Doubts) -> list[FileLine]:
        """The lines in these rows; a row without name, quantity, price and SKU has none."""
        lines: list[FileLine] = []
        values, pick = self._values, self._pick
        for row, cells, _ in rows:
            quantity, name, price, compare_at, sku, ships, tax, state, off, vendor = pick(cells)
            if not (name or quantity or price or sku):
                continue
            name, requires_shipping = name.strip(), flag(ships)
            unit = None
            if self._has_price:
                unit = values.amount(amounts, price, "price", row, doubts, needed=True)
            tip, service, size, metal = about(name, requires_shipping)
            own = values.amount(amounts, off, "line_discount", row, doubts) if off else 0
            lines.append(
                FileLine(
                    len(lines) + 1,
                    row,
                    name,
                    sku.strip().removeprefix("'"),
                    values.quantity(quantity, row, doubts) if self._has_quantity else 1,
                    unit,
                    own,
                    own,
                    _compare_at(compare_at, amounts) if compare_at else None,
                    vendor.strip(),
                    requires_shipping,
                    flag(tax),
                    "" if state == "null" else state.strip(),
                    tip,
                    service,
                    size,
                    metal,
                )
            )
        return lines


def with_discounts(lines: Sequence[FileLine], discount: int) -> tuple[FileLine, ...]:
    """The lines, each with its share of what is taken off the order's goods."""
    if not discount:
        return tuple([line if not line.discount_minor else _with_share(line, 0) for line in lines])
    return tuple(
        [
            line if line.discount_minor == share else _with_share(line, share)
            for line, share in zip(lines, _discounts(lines, discount), strict=True)
        ]
    )


_FIELDS = tuple(field.name for field in fields(FileLine))
_values_of = attrgetter(*_FIELDS)
_SHARE = _FIELDS.index("discount_minor")


def _with_share(line: FileLine, share: int) -> FileLine:
    """The line with another discount; as ``dataclasses.replace``, which takes ten times as long."""
    values = [*_values_of(line)]
    values[_SHARE] = share
    return FileLine(*values)


def _discounts(lines: Sequence[FileLine], discount: int) -> list[int]:
    """What each line bears of the order's discount: goods do, services and tips do not."""
    for bears in (_is_goods, _is_no_tip):
        costs = [line.gross_minor if bears(line) else 0 for line in lines]
        if any(costs):
            return shares(costs, [line.stated_discount_minor for line in lines], discount)
    return [0] * len(lines)


def _is_goods(line: FileLine) -> bool:
    return not (line.is_tip or line.is_service)


def _is_no_tip(line: FileLine) -> bool:
    return not line.is_tip


def _compare_at(text: str, amounts: Amounts) -> int | None:
    """The price before a sale; one that cannot be read is left out, for nothing rests on it."""
    try:
        return amounts[text]
    except ValueError:
        return None
