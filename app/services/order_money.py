"""The money of an order as the channel states it, row by row, and whether our arithmetic agrees."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.chips import Chip
from app.domain.money import figure
from app.domain.wording import arithmetic_words
from app.models.database import Database
from app.services.order_facts import OrderFacts


@dataclass(frozen=True)
class MoneyRow:
    """A row of the money panel; ``total`` rows are strong."""

    label: str
    amount_minor: int
    total: bool = False


@dataclass(frozen=True)
class MoneyCard:
    """What the order costs and what was paid, as the channel states it.

    ``difference_minor`` is our arithmetic less the file's total; ``sentence`` says it in words.
    """

    currency: str
    rows: tuple[MoneyRow, ...]
    total_minor: int
    payments: tuple[MoneyRow, ...]
    balance_minor: int
    difference_minor: int
    sentence: str
    chip: Chip


def money_card(db: Database, order: OrderFacts, locale: str) -> MoneyCard:
    """The money of an order that was read already."""
    values = order.values
    rows = [MoneyRow(_count(order), sum(line.gross_minor for line in order.lines))]
    off = sum(line.discount_minor for line in order.lines)
    if off:
        whole = any(line.kind == "service" and not line.discount_minor for line in order.lines)
        code = str(values["discount_code"]) or "Discount"
        rows.append(MoneyRow(f"{code}, on goods only" if whole else code, -off))
    method = str(values["shipping_method"])
    shipping = values["stated_shipping_minor"]
    if shipping is not None:
        rows.append(MoneyRow(f"Shipping, {method}" if method else "Shipping", shipping))
    included = ", included" if values["tax_included"] else ""
    taxes = db.rows(
        "SELECT name, sum(amount_minor) FROM tax_line WHERE order_id = ? GROUP BY name"
        " HAVING sum(amount_minor) <> 0 ORDER BY min(id)",
        (order.id,),
    )
    rows += [MoneyRow(f"{name or 'Tax'}{included}", amount) for name, amount in taxes]
    if not taxes:
        rows.append(MoneyRow(f"Tax{included}", values["stated_tax_minor"] or 0))
    payments = [
        MoneyRow(method or "Paid, the file does not say how", amount)
        for method, amount in db.rows(
            "SELECT method, sum(amount_minor) FROM payment WHERE order_id = ? GROUP BY method",
            (order.id,),
        )
    ]
    if order.refunded_minor:
        payments.append(MoneyRow("Refunded", -order.refunded_minor))
    return MoneyCard(
        currency=order.currency,
        rows=tuple(rows),
        total_minor=order.total_minor,
        payments=tuple(payments),
        balance_minor=order.total_minor - order.paid_minor + order.refunded_minor,
        difference_minor=values["difference_minor"],
        sentence=arithmetic_words(values["difference_minor"], order.currency, locale),
        chip=_payment_chip(order),
    )


def _count(order: OrderFacts) -> str:
    units = sum(line.quantity for line in order.lines)
    lines = len(order.lines)
    said = "1 line" if lines == 1 else f"{lines} lines"
    return said if units == lines else f"{said}, {units} in all"


def _payment_chip(order: OrderFacts) -> Chip:
    status = str(order.values["financial_status"])
    if status in ("refunded", "partially_refunded", "voided"):
        return Chip(status.replace("_", " ").capitalize(), "neutral")
    due = order.total_minor - order.paid_minor + order.refunded_minor
    if due <= 0:
        return Chip("Paid", "ok")
    if status == "authorized":
        return Chip("Authorised", "info")
    if order.paid_minor > 0:
        return Chip(f"{figure(due, order.currency)} due", "warn")
    return Chip("Not paid", "warn")
