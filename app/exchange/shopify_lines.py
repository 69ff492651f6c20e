"""The lines of an order: one a row that has one, with its share of the discounts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from app.exchange.amounts import Amounts
from app.exchange.arithmetic import Sum, shares
from app.exchange.doubts import Doubts
from app.exchange.orders import FileLine
from app.exchange.shopify_columns import LINE
from app.exchange.shopify_rows import picker
from app.exchange.shopify_values import Values, about, flag
from app.exchange.table import Row


class ReadLine(NamedTuple):
    """A line whose numbers are read and whose discount is not known yet."""

    row: int
    name: str
    sku: str
    quantity: int
    unit_minor: int
    gross_minor: int
    own_discount_minor: int
    compare_at: str
    vendor: str
    requires_shipping: bool | None
    taxable: bool | None
    fulfilment: str
    is_tip: bool
    is_service: bool
    size: str
    metal: str


class LineReader:
    """Reads the lines of one file's orders."""

    def __init__(self, columns: Mapping[str, int], absent: int, values: Values) -> None:
        self._pick = picker(columns, tuple(LINE), absent)
        self._values = values
        self._has_price, self._has_quantity = "price" in columns, "quantity" in columns

    def read(self, rows: Sequence[Row], amounts: Amounts, doubts: Doubts) -> list[ReadLine]:
        """The lines in these rows; a row without name, quantity, price and SKU has none."""
        lines = []
        values, pick = self._values, self._pick
        for row, cells, _ in rows:
            quantity, name, price, compare_at, sku, ships, tax, state, off, vendor = pick(cells)
            if not (name or quantity or price or sku):
                continue
            name, requires_shipping = name.strip(), flag(ships)
            count = values.quantity(quantity, row, doubts) if self._has_quantity else 1
            unit = (
                values.amount(amounts, price, "price", row, doubts, needed=True)
                if self._has_price
                else 0
            )
            own = values.amount(amounts, off, "line_discount", row, doubts) if off else 0
            lines.append(
                ReadLine(
                    row,
                    name,
                    sku.strip().removeprefix("'"),
                    count,
                    unit,
                    unit * count,
                    own,
                    compare_at,
                    vendor.strip(),
                    requires_shipping,
                    flag(tax),
                    "" if state == "null" else state.strip(),
                    *about(name, requires_shipping),
                )
            )
        return lines

    def finish(
        self, lines: Sequence[ReadLine], found: Sum, amounts: Amounts
    ) -> tuple[FileLine, ...]:
        """The lines with their discounts, numbered from 1."""
        discounts = _discounts(lines, found.discount)
        return tuple(
            [
                FileLine(
                    ordinal,
                    line.row,
                    line.name,
                    line.sku,
                    line.quantity,
                    line.unit_minor if self._has_price else None,
                    line.own_discount_minor,
                    discount,
                    _compare_at(line.compare_at, amounts) if line.compare_at else None,
                    line.vendor,
                    line.requires_shipping,
                    line.taxable,
                    line.fulfilment,
                    line.is_tip,
                    line.is_service,
                    line.size,
                    line.metal,
                )
                for ordinal, (line, discount) in enumerate(zip(lines, discounts, strict=True), 1)
            ]
        )


def _discounts(lines: Sequence[ReadLine], discount: int) -> list[int]:
    """What each line bears of the order's discounts: goods do, services and tips do not."""
    if not discount:
        return [0] * len(lines)
    for bears in (_is_goods, _is_no_tip):
        costs = [line.gross_minor if bears(line) else 0 for line in lines]
        if any(costs):
            return shares(costs, [line.own_discount_minor for line in lines], discount)
    return [0] * len(lines)


def _is_goods(line: ReadLine) -> bool:
    return not (line.is_tip or line.is_service)


def _is_no_tip(line: ReadLine) -> bool:
    return not line.is_tip


def _compare_at(text: str, amounts: Amounts) -> int | None:
    """The price before a sale; one that cannot be read is left out, for nothing rests on it."""
    try:
        return amounts[text]
    except ValueError:
        return None
