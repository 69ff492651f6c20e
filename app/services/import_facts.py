"""The facts that an order of a file tells: payments, refunds, taxes, discounts, its first states.

Each fact brings what is known to what the file says; its id is made from both, so that two PCs that
bring the same file tell one fact twice, and a second telling by another way gets an id of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app.domain.ids import derived_id
from app.exchange.orders import FileOrder
from app.services.import_rows import Values

_LOW_BITS = 0xFF
OVER = frozenset({"fulfilled", "shipped"})
"""Fulfilment of the channel that means: nothing is left to do here."""
STEP_REASONS = (
    *("", "arithmetic", "sku", "phone", "address", "spec", "price", "payment", "stock", "fraud"),
    *("channel", "other"),
)
"""Reasons that an import gives for a step. New ones only at the end: ids count by them."""
_STEP_STATES = ("imported", "review", "on_hold", "cancelled", "shipped", "closed")


def paid_minor(order: FileOrder) -> int:
    """How much the file says was paid, refunds aside."""
    total = order.total_minor or 0
    if order.financial_status in ("paid", "partially_refunded", "refunded"):
        return total - max(order.outstanding_minor or 0, 0)
    if order.financial_status == "partially_paid" and order.outstanding_minor:
        return total - order.outstanding_minor
    return 0


def _leaves_open(order: FileOrder) -> bool:
    """Whether the file says that a part was paid, and has no column that says how much."""
    return order.financial_status == "partially_paid" and order.outstanding_minor is None


def payment_values(order: FileOrder, order_id: int, before_minor: int = 0) -> list[Values]:
    """The payment that brings what was known to be paid to what the file says; none if equal."""
    paid = paid_minor(order)
    if paid == before_minor or _leaves_open(order):
        return []
    return [
        {
            "id": derived_id("payment", str(order_id), str(before_minor), str(paid)),
            "order_id": order_id,
            "amount_minor": paid - before_minor,
            "currency": order.currency,
            "method": " + ".join([p.method for p in order.payments if p.method]),
            "external_key": " + ".join([p.reference for p in order.payments if p.reference]),
            "paid_at": order.paid_at,
        }
    ]


def refund_values(order: FileOrder, order_id: int, before_minor: int = 0) -> list[Values]:
    """The refund that brings what was known to be given back to what the file says."""
    refunded = order.refunded_minor or 0
    if refunded == before_minor or order.refunded_minor is None:
        return []
    return [
        {
            "id": derived_id("refund", str(order_id), str(before_minor), str(refunded)),
            "order_id": order_id,
            "amount_minor": refunded - before_minor,
            "currency": order.currency,
            "method": "",
            "external_key": "",
        }
    ]


def tax_values(
    order: FileOrder, order_id: int, before: Mapping[str, int] | None = None
) -> list[Values]:
    """The taxes that bring what is known (name → minor units) to what the file names."""
    known = dict(before or {})
    said: dict[str, int] = {}
    rates: dict[str, int | None] = {}
    for tax in order.taxes:
        said[tax.name] = said.get(tax.name, 0) + tax.amount_minor
        rates[tax.name] = tax.rate_ppm
    for name in known:
        said.setdefault(name, 0)
    return [
        {
            "id": derived_id("tax", str(order_id), name, str(known.get(name, "")), str(amount)),
            "order_id": order_id,
            "line_id": None,
            "name": name,
            "rate_ppm": rates.get(name),
            "amount_minor": amount - known.get(name, 0),
            "counter_of": None,
        }
        for name, amount in said.items()
        if known.get(name) != amount
    ]


def share_values(
    order_id: int, discounts: Mapping[int, int], before: Mapping[int, int] | None = None
) -> list[Values]:
    """The discount shares that bring each line (id → minor units) to what the file says."""
    known = before or {}
    return [
        {
            "id": derived_id("share", str(line_id), str(known.get(line_id, 0)), str(amount)),
            "order_id": order_id,
            "line_id": line_id,
            "amount_minor": amount - known.get(line_id, 0),
            "counter_of": None,
        }
        for line_id, amount in discounts.items()
        if amount != known.get(line_id, 0)
    ]


def step_values(order_id: int, states: Iterable[tuple[str, str]]) -> list[Values]:
    """The steps of a new order through (state, reason), ids rising so that they fold in order."""
    first = derived_id("step", str(order_id)) & ~_LOW_BITS
    rows, before = [], ""
    for state, reason in states:
        offset = _STEP_STATES.index(state) * len(STEP_REASONS) + STEP_REASONS.index(reason)
        rows.append(
            {
                "id": first + offset,
                "machine": "order",
                "subject_id": order_id,
                "from_state": before,
                "to_state": state,
                "reason_code": reason,
            }
        )
        before = state
    return rows


def states_of(order: FileOrder, hold_code: str) -> tuple[tuple[str, str], ...]:
    """The states that a new order of the file goes through, with their reasons."""
    if order.cancelled_at:
        return ("imported", ""), ("cancelled", "channel")
    if order.fulfilment_status in OVER:
        return ("imported", ""), ("shipped", "")
    if order.financial_status in ("refunded", "voided"):
        return ("imported", ""), ("closed", "")
    if hold_code:
        return ("imported", ""), ("on_hold", hold_code)
    return ("imported", ""), ("review", "")
