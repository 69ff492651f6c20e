"""One order out of its rows: cells to values, every doubt told with its row and what to do.

An amount, a date or a quantity that cannot be read refuses the order; what a person must look at
holds it. Nothing here guesses in silence, and nothing depends on anything but the file, the shop's
zone and the shop's currency.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Mapping, Sequence
from typing import Any, cast

from app.exchange.amounts import AmountError, Amounts
from app.exchange.arithmetic import Stated, Sum, add_up
from app.exchange.doubts import Doubts
from app.exchange.note_attributes import Attributes, customise, gift, parse_attributes
from app.exchange.orders import FileAddress, FileLine, FileOrder, FileTax
from app.exchange.said_rows import SaidRows
from app.exchange.shopify_checks import check_address, check_letters, check_rows, check_sum
from app.exchange.shopify_columns import HEAD
from app.exchange.shopify_lines import LineReader, with_discounts
from app.exchange.shopify_rows import Group, picker
from app.exchange.shopify_transporter import RowsOfTheirOwn
from app.exchange.shopify_values import Values, address, flag, payments, phone, rate_of
from app.exchange.table import Table

_FIELDS = tuple(HEAD)
_HeadCells = cast(Any, namedtuple("_HeadCells", _FIELDS))
_BILLING = slice(_FIELDS.index("billing_name"), _FIELDS.index("billing_region_name") + 1)
_SHIPPING = slice(_FIELDS.index("shipping_name"), _FIELDS.index("shipping_region_name") + 1)
_TAX_NAMES = slice(_FIELDS.index("tax1_name"), _FIELDS.index("tax5_name") + 1)
_TAXES = slice(_FIELDS.index("tax1_name"), _FIELDS.index("tax5_value") + 1)
_TAX_VALUES = slice(_FIELDS.index("tax1_value"), _FIELDS.index("tax5_value") + 1)
_CHECKABLE = frozenset({"price", "quantity", "total", "shipping", "taxes", "discount"})


class OrderBuilder:
    """Makes orders out of groups of rows of one file."""

    def __init__(
        self, table: Table, columns: Mapping[str, int], channel: str, values: Values
    ) -> None:
        self._channel, self._values = channel, values
        self._rows = RowsOfTheirOwn(table.header)
        self._stated = frozenset(columns) | self._rows.tells
        self._headings = {field: table.header[place] for field, place in columns.items()}
        self._pick = picker(columns, _FIELDS, table.width)
        self._lines = LineReader(columns, table.width, values)
        self._has_heads = bool({"financial_status", "total", "subtotal"} & self._stated)
        self._taxes_per_row = self._headings.get("tax1_name", "").endswith("Title")
        self._header = table.header
        self._damaged = table.facts.lossy or table.facts.mojibake

    def build(self, group: Group, usually_included: bool | None = None) -> FileOrder:
        """The order of a group, with its refusals and holds; never raises for what cells say.

        ``usually_included`` is how the file's other orders treat tax, where that is known.
        """
        doubts = Doubts(group.key, group.name, self._headings)
        row, cells, _ = group.rows[max(group.head, 0)]
        head: Any = _HeadCells._make(map(str.strip, self._pick(cells)))
        check_rows(group, row, self._has_heads, doubts)
        amounts = self._values.amounts(head.currency, row, "currency" in self._stated, doubts)
        if self._rows.present:
            head = self._rows.put_into(head, group.rows, amounts)
        read = self._lines.read(group.rows, amounts, doubts)
        if not read:
            doubts.refuse(
                row,
                "line_name",
                "no_line",
                "The order has no line",
                "Export the order again with its lines.",
            )
        money = self._money(head, row, amounts, read, doubts)
        found = add_up(money, usually_included=usually_included)
        lines = with_discounts(read, found.discount)
        return self._order(group, row, head, amounts, money, found, lines, doubts)

    def _money(
        self, head: Any, row: int, amounts: Amounts, lines: Sequence[FileLine], doubts: Doubts
    ) -> Stated:
        """What the file says about the order's money."""
        texts = head.discount, head.subtotal, head.shipping, head.taxes, head.duties, head.total
        try:
            discount, subtotal, shipping, taxes, duties, total = map(amounts.__getitem__, texts)
        except AmountError:
            fields = "discount", "subtotal", "shipping", "taxes", "duties", "total"
            discount, subtotal, shipping, taxes, duties, total = (
                self._values.amount(amounts, text, field, row, doubts)
                for text, field in zip(texts, fields, strict=True)
            )
        if not head.total and "total" in self._stated:
            self._values.amount(amounts, "", "total", row, doubts, needed=True)
        tips = own = goods = 0
        for line in lines:
            own += line.stated_discount_minor
            if line.is_tip:
                tips += line.gross_minor
            else:
                goods += line.gross_minor
        return Stated(
            goods,
            tips,
            own,
            discount,
            subtotal if head.subtotal else None,
            shipping,
            taxes,
            duties,
            total if head.total else None,
        )

    def _order(
        self,
        group: Group,
        row: int,
        head: Any,
        amounts: Amounts,
        money: Stated,
        found: Sum,
        lines: tuple[FileLine, ...],
        doubts: Doubts,
    ) -> FileOrder:
        attributes = parse_attributes(head.attributes) if head.attributes else ()
        people = self._people(head, row, doubts)
        times = self._times(head, row, doubts)
        sums = self._sums(head, row, amounts, money, found, doubts)
        taxes = self._taxes(group, row, head, amounts, doubts)
        self._check(head, row, lines, people["shipping"], doubts)
        if self._damaged:
            check_letters(group.rows, doubts)
        return FileOrder(
            channel=self._channel,
            key=group.key,
            name=group.name or group.external_id,
            external_id=group.external_id,
            row=row,
            said=SaidRows(self._header, tuple(group.rows)),
            stated=self._stated,
            currency=amounts.currency,
            lines=customise(lines, attributes) if attributes else lines,
            taxes=taxes,
            attributes=attributes,
            holds=tuple(doubts.holds),
            refusals=tuple(doubts.refusals),
            remarks=tuple(doubts.remarks),
            **people,
            **times,
            **sums,
            **_words(head, attributes),
        )

    def _people(self, head: Any, row: int, doubts: Doubts) -> dict[str, Any]:
        """The client and the two addresses."""
        own = phone(head.phone, "phone", row, doubts) if head.phone else ""
        billing = shipping = address(head[_SHIPPING], "shipping_phone", row, doubts)
        if head[_BILLING] != head[_SHIPPING]:
            billing = address(head[_BILLING], "billing_phone", row, doubts)
        return {
            "email": head.email,
            "phone": own or billing.phone or shipping.phone,
            "customer_id": head.customer_id.removeprefix("'"),
            "accepts_marketing": flag(head.accepts_marketing),
            "billing": billing,
            "shipping": shipping,
        }

    def _times(self, head: Any, row: int, doubts: Doubts) -> dict[str, Any]:
        """When it was ordered, paid, sent and cancelled; only the first must be there."""
        read, dated = self._values.time, "created_at" in self._stated
        return {
            "ordered_at": read(head.created_at, "created_at", row, doubts, needed=dated),
            "paid_at": read(head.paid_at, "paid_at", row, doubts),
            "fulfilled_at": read(head.fulfilled_at, "fulfilled_at", row, doubts),
            "cancelled_at": read(head.cancelled_at, "cancelled_at", row, doubts),
        }

    def _sums(
        self, head: Any, row: int, amounts: Amounts, money: Stated, found: Sum, doubts: Doubts
    ) -> dict[str, Any]:
        """The file's amounts beside ours; what the file has no column for is None."""
        stated, read = self._stated, self._values.amount
        refunded = read(amounts, head.refunded, "refunded", row, doubts)
        outstanding = read(amounts, head.outstanding, "outstanding", row, doubts)
        sure = stated >= _CHECKABLE or (money.total is not None and not found.difference)
        if sure and money.total is not None and not doubts.refusals:
            check_sum(found, money.total, amounts.currency, row, doubts)
        return {
            "subtotal_minor": money.subtotal,
            "discount_minor": money.discount if "discount" in stated else None,
            "shipping_minor": money.shipping if "shipping" in stated else None,
            "tax_minor": money.taxes if "taxes" in stated else None,
            "duties_minor": money.duties if "duties" in stated else None,
            "refunded_minor": refunded if "refunded" in stated else None,
            "outstanding_minor": outstanding if "outstanding" in stated else None,
            "tip_minor": money.tips,
            "total_minor": money.total,
            "our_total_minor": found.total if sure else None,
            "difference_minor": found.difference if sure else 0,
            "tax_included": found.tax_included,
        }

    def _check(
        self,
        head: Any,
        row: int,
        lines: tuple[FileLine, ...],
        ship_to: FileAddress,
        doubts: Doubts,
    ) -> None:
        if not head.cancelled_at:
            method, status = head.shipping_method, head.fulfilment_status
            resaved = self._values.dates.resaved
            check_address(ship_to, lines, self._stated, method, status, resaved, row, doubts)

    def _taxes(
        self, group: Group, row: int, head: Any, amounts: Amounts, doubts: Doubts
    ) -> tuple[FileTax, ...]:
        """The order's tax lines; where each row has its own, those of all rows."""
        found = []
        for number, cells, _ in group.rows if self._taxes_per_row else ((row, (), ""),):
            said = self._pick(cells) if cells else head
            if not any(said[_TAXES]):
                continue
            for n, (name, value) in enumerate(
                zip(said[_TAX_NAMES], said[_TAX_VALUES], strict=True), 1
            ):
                if name or value:
                    amount = self._values.amount(
                        amounts, value.strip(), f"tax{n}_value", number, doubts
                    )
                    found.append(FileTax(name, amount, rate_of(name)))
        return tuple(found)


def _words(head: Any, attributes: Attributes) -> dict[str, Any]:
    """States, codes and texts, as they stand in the file."""
    message, wrap = gift(attributes) if attributes else ("", False)
    references = head.payment_references or head.payment_reference or head.payment_id
    fulfilment = head.fulfilment_status.casefold()
    return {
        "financial_status": head.financial_status.casefold(),
        "fulfilment_status": "" if fulfilment == "null" else fulfilment,
        "payments": payments(head.payment_method, references),
        "discount_code": head.discount_code,
        "shipping_method": head.shipping_method,
        "note": head.note.replace("\r\n", "\n"),
        "gift_message": message,
        "gift_wrap": wrap,
        "tags": head.tags,
        "risk_level": head.risk_level,
        "origin": head.origin,
    }
