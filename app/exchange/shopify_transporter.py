"""The orders file of Shopify's Transporter tool: shipping, taxes and payments in rows of their own.

Its further rows carry a shipping line or a transaction and no line of goods; what they say is put
where the usual export has it, in the order's first row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.domain.money import plain
from app.exchange.amounts import AmountError, Amounts
from app.exchange.table import Row

_COLUMNS = {
    "shipping": "Shipping line price",
    "method": "Shipping line title",
    "amount": "Transaction amount",
    "kind": "Transaction kind",
    "status": "Transaction status",
    **{f"tax{n}": f"Tax {n} Price" for n in range(1, 4)},
}


class RowsOfTheirOwn:
    """What a file's further rows say; ``present`` tells whether it is such a file at all."""

    def __init__(self, header: Sequence[str]) -> None:
        places = {heading.casefold(): place for place, heading in enumerate(header)}
        self._at: Mapping[str, int] = {
            name: places[heading.casefold()]
            for name, heading in _COLUMNS.items()
            if heading.casefold() in places
        }
        self.present = "shipping" in self._at
        self.tells = frozenset({"shipping", "taxes", "refunded"}) if self.present else frozenset()

    def put_into(self, head: Any, rows: Sequence[Row], amounts: Amounts) -> Any:
        """The head's cells with the sums over all rows; what cannot be read is left for the head."""
        try:
            shipping = self._sum(rows, ("shipping",), amounts)
            taxes = self._sum(rows, ("tax1", "tax2", "tax3"), amounts)
            refunds = [row for row in rows if self._cell(row, "kind").casefold() == "refund"]
            refunded = self._sum(refunds, ("amount",), amounts)
        except AmountError:
            return head
        told = {
            "shipping": head.shipping or shipping,
            "taxes": head.taxes or taxes,
            "refunded": head.refunded or refunded,
            "shipping_method": head.shipping_method
            or next(filter(None, (self._cell(row, "method") for row in rows)), ""),
        }
        return head._replace(**told)

    def _sum(self, rows: Sequence[Row], names: Sequence[str], amounts: Amounts) -> str:
        """The sum of these cells over the rows, written as a cell, "" where none says anything."""
        texts = [text for row in rows for name in names if (text := self._cell(row, name))]
        if not texts:
            return ""
        return plain(sum(amounts[text] for text in texts), amounts.currency)

    def _cell(self, row: Row, name: str) -> str:
        return row[1][self._at[name]].strip() if name in self._at else ""
