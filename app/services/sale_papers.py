"""The papers of an order: packing slip, receipts, invoice, and the credit note that reverses one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.domain.changes import Changes
from app.domain.errors import StateError
from app.domain.report_demand import PRE_SHIP
from app.models.database import Database
from app.models.work import Work
from app.printing.document.sale import (
    GiftReceipt,
    Invoice,
    PackingSlip,
    Paid,
    SaleLine,
    SalesReceipt,
)
from app.services.document_lists import KINDS
from app.services.documents import store_document
from app.services.house_paper import company_of, statements_of
from app.services.house_rules import house_rules, today
from app.services.order_facts import OrderFacts, order_facts
from app.services.paper_making import Begun, begin_paper, code_on, made_words
from app.services.reach import require_on
from app.services.report_demand import demand_reports, told
from app.services.sale_content import address_lines, day_in, payments_of, sale_lines, sums_of

EXCHANGE_DAYS = 30
DUE_DAYS = 14
STRIP = "80mm"


def is_gift(order: OrderFacts) -> bool:
    """Whether the order goes to somebody who must not see what it cost."""
    values = order.values
    return bool(values["hide_prices"] or values["gift_wrap"] or values["gift_message"])


def make_packing_slip(
    w: Work,
    order_id: int,
    *,
    prices: bool | None = None,
    packed_by: str = "",
    checked_by: str = "",
    language: str = "",
) -> Changes:
    """A packing slip of an order: ``first("document")``. A present shows no prices unless said so."""
    sale = _begun(w, "packing_slip", "shipments.create", order_id, language)
    order = sale.order
    pieces = [line.piece_id for line in order.lines if line.piece_id is not None]
    lacking = demand_reports(w, pieces, PRE_SHIP)
    with_prices = not is_gift(order) if prices is None else prices
    content = PackingSlip(
        **sale.head,
        ordered_on=_ordered_on(w, order),
        ship_to=address_lines(order, "ship"),
        lines=sale.lines(prices=with_prices),
        currency=order.currency if with_prices else "",
        sums=sums_of(w, order) if with_prices else None,
        shipping=str(order.values["shipping_method"] or ""),
        message=str(order.values["gift_message"] or ""),
        packed_by=packed_by,
        checked_by=checked_by,
    )
    return told(sale.stored(content), lacking)


def make_sales_receipt(
    w: Work, order_id: int, *, strip: bool = False, language: str = ""
) -> Changes:
    """The receipt of an order that was paid or in part; ``strip`` is for the 80-mm printer."""
    paper = STRIP if strip else ""
    sale = _begun(w, "sales_receipt", "payments.create", order_id, language, paper)
    content = SalesReceipt(
        **sale.head,
        sold_on=_ordered_on(w, sale.order),
        currency=sale.order.currency,
        lines=sale.lines(),
        sums=sums_of(w, sale.order),
        payments=sale.payments(),
        balance_minor=_balance(w, sale.order),
        client=address_lines(sale.order, "bill")[:1],
    )
    return sale.stored(content)


def make_gift_receipt(
    w: Work, order_id: int, *, exchange_days: int = EXCHANGE_DAYS, language: str = ""
) -> Changes:
    """The receipt that goes with a present: no amount is in it."""
    sale = _begun(w, "gift_receipt", "payments.create", order_id, language)
    until = date.fromisoformat(today(w)) + timedelta(days=exchange_days)
    content = GiftReceipt(
        **sale.head,
        sold_on=_ordered_on(w, sale.order),
        lines=sale.lines(prices=False),
        message=str(sale.order.values["gift_message"] or ""),
        exchange_until=until.isoformat() if exchange_days else "",
    )
    return sale.stored(content)


def make_invoice(
    w: Work,
    order_id: int,
    *,
    due_days: int = DUE_DAYS,
    tax_number: str = "",
    supplied_on: str = "",
    language: str = "",
) -> Changes:
    """The invoice of an order. An order has one; it is reversed by credit notes, never replaced."""
    sale = _begun(w, "invoice", "payments.create", order_id, language)
    order = sale.order
    before = invoice_of(w, order_id)
    if before is not None:
        raise StateError(
            "There is an invoice",
            f"{order.number} has the invoice {before[1]} already.",
            "Print that one again; what changed since is credited by a credit note.",
        )
    balance = _balance(w, order)
    due = date.fromisoformat(today(w)) + timedelta(days=due_days)
    content = Invoice(
        **sale.head,
        invoiced_on=today(w),
        currency=order.currency,
        bill_to=address_lines(order, "bill"),
        lines=sale.lines(),
        sums=sums_of(w, order),
        ship_to=address_lines(order, "ship"),
        tax_number=tax_number.strip(),
        supplied_on=supplied_on,
        due_on=due.isoformat() if balance > 0 else "",
        payments=sale.payments(),
        balance_minor=balance,
    )
    return sale.stored(content)


def invoice_of(db: Database | Work, order_id: int) -> tuple[int, str] | None:
    """Id and number of an order's invoice, None while there is none."""
    row = db.row(
        "SELECT id, number FROM document WHERE document_kind = 'invoice' AND subject_kind = 'order'"
        " AND subject_id = ? ORDER BY hlc DESC, id DESC LIMIT 1",
        (order_id,),
    )
    return (row[0], row[1]) if row else None


@dataclass(frozen=True)
class _Sale:
    """A paper of an order that is about to be made; ``head`` is what all its papers begin with."""

    w: Work
    kind: str
    order: OrderFacts
    begun: Begun
    head: dict[str, Any]

    def lines(self, *, prices: bool = True) -> tuple[SaleLine, ...]:
        return sale_lines(self.order, self.begun.made.language, prices=prices)

    def payments(self) -> tuple[Paid, ...]:
        rules = house_rules(self.w)
        return payments_of(self.w, self.order.id, rules.zone, self.begun.made.language)

    def stored(self, content: object) -> Changes:
        begun, order_id = self.begun, self.order.id
        store_document(self.w, self.kind, "order", order_id, content, document_id=begun.document_id)
        return made_words(self.w, begun, KINDS.title(self.kind), order=order_id)


def _begun(w: Work, kind: str, act: str, order_id: int, language: str, paper: str = "") -> _Sale:
    """Begin a paper of an order: whoever may, of an order that has lines."""
    require_on(w, act, "order", order_id)
    order = order_facts(w, order_id)
    _require_lines(order)
    begun = begin_paper(w, kind, language=language, paper=paper)
    head = {
        "company": company_of(w),
        "made": begun.made,
        "number": begun.number,
        "code": code_on(w, "order", order_id),
        "order_number": order.number,
        "statements": statements_of(w, kind, today(w), begun.made.language),
    }
    return _Sale(w, kind, order, begun, head)


def _require_lines(order: OrderFacts) -> None:
    if not order.lines:
        raise StateError(
            "Nothing to show",
            f"{order.number} has no line that could stand on a paper.",
            "Look at the order at its channel, then import it again.",
        )


def _balance(w: Work, order: OrderFacts) -> int:
    return sums_of(w, order).total_minor - order.paid_minor + order.refunded_minor


def _ordered_on(w: Work, order: OrderFacts) -> str:
    return day_in(order.values["ordered_at"], house_rules(w).zone) or today(w)
