"""Which outcome each order of a file has here: refused, held, changed, new or unchanged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.exchange.orders import FileOrder, Problem
from app.models.database import Database
from app.models.work import Work
from app.services import import_stored as stored_side
from app.services.channel_cancel import cancellation, cancelled_there
from app.services.import_compare import (
    Shown,
    changed_words,
    consequence,
    differences,
    parted,
    seen_words,
)
from app.services.import_expectations import hold_code, hold_words, shop_problems
from app.services.import_facts import OVER, payment_values, refund_values
from app.services.import_outcomes import FieldChange, PreviewRow, short
from app.services.import_stored import StoredOrder
from app.services.settings import get
from app.services.style_rules import StyleRule, style_rules

SLICE = 2_500
"""Orders that are compared, or saved in one unit of work, at a time: well under a second of saving."""


@dataclass(frozen=True)
class House:
    """What of this shop a comparison asks: its styles and how it writes dates and amounts."""

    styles: Mapping[str, StyleRule]
    shown: Shown


@dataclass
class Sorted:
    """A slice of a file sorted: its rows, and what is stored of the orders that are known."""

    rows: list[PreviewRow] = field(default_factory=list)
    stored: dict[str, StoredOrder] = field(default_factory=dict)


def house_of(db: Database | Work) -> House:
    """Read what a comparison asks of the shop, once a slice."""
    return House(style_rules(db), Shown(get(db, "zone", "UTC"), get(db, "locale", "en_US")))


def classify(db: Database | Work, orders: Sequence[FileOrder], house: House) -> Sorted:
    """The outcome of each order, in the order given."""
    known = stored_side.stored_orders(db, [o for o in orders if not o.refusals]) if orders else {}
    differing = [
        known[o.key] for o in orders if o.key in known and not _says_the_same(known[o.key], o)
    ]
    stored_side.complete(db, differing)
    found = Sorted(stored=known)
    for order in orders:
        if order.refusals:
            found.rows.append(_refused(order))
        elif order.key in known:
            found.rows.append(_known(known[order.key], order, house))
        else:
            found.rows.append(_new(order, house))
    return found


def _says_the_same(stored: StoredOrder, order: FileOrder) -> bool:
    """Whether the last file said the very same (or what it said was erased and must not return)."""
    if stored.source is None:
        return True
    return stored.source == order.source and not stored.values["removed"]


def _refused(order: FileOrder) -> PreviewRow:
    first = order.refusals[0]
    why = short(f"Row {first.row}: {first.reason[:1].lower()}{first.reason[1:]}")
    return PreviewRow(order, order.order_id, "refused", why, problems=order.refusals)


def _new(order: FileOrder, house: House) -> PreviewRow:
    problems = [*order.holds, *shop_problems(order, house.styles)]
    if problems:
        return PreviewRow(
            order,
            order.order_id,
            "held",
            hold_words(order, problems[0]),
            problems=tuple(problems),
            hold_code=hold_code(problems),
        )
    return PreviewRow(order, order.order_id, "new", _new_words(order))


def _new_words(order: FileOrder) -> str:
    if order.cancelled_at:
        return "Cancelled at the shop"
    if order.fulfilment_status in OVER:
        return "Already sent by the shop"
    kinds = {wish.kind for line in order.lines for wish in line.customisations}
    if kinds:
        names = [w for k, w in (("engraving", "engraving"), ("ring_size", "size")) if k in kinds]
        said = " and ".join(names) or "made for the client"
        return short(f"{said[:1].upper()}{said[1:]}: goes to review")
    if order.financial_status in ("pending", "authorized", "partially_paid"):
        return "Not paid yet"
    return "Nothing unusual"


def _known(stored: StoredOrder, order: FileOrder, house: House) -> PreviewRow:
    seen = seen_words(stored, house.shown)
    if _says_the_same(stored, order):
        why = "Nothing to do" if stored.source is not None else "Erased on request, stays erased"
        return PreviewRow(order, stored.id, "unchanged", why, seen=seen)
    if other := _other_currency(stored, order):
        return PreviewRow(
            order,
            stored.id,
            "refused",
            "Its money is in another currency",
            problems=(other,),
            seen=seen,
        )
    if stored.values["removed"]:
        return _back(stored, order, house, seen)
    changes = differences(stored, order, house.shown)
    if not changes:
        return PreviewRow(order, stored.id, "unchanged", "Nothing to do", seen=seen)
    shown, also = parted(changes)
    why, box = changed_words(shown), consequence(stored, shown)
    if cancelled_there(stored, order):
        gone = cancellation(stored)
        why, box = gone.why, gone.sentence
    return PreviewRow(
        order,
        stored.id,
        "changed",
        why,
        tuple(shown),
        order.holds,
        box,
        seen,
        also=tuple(also),
    )


def _other_currency(stored: StoredOrder, order: FileOrder) -> Problem | None:
    """Why this file's money cannot be put with what is known of the order; None where it can.

    Payments of two currencies have no sum, and no exchange rates are kept.
    """
    ours, theirs = stored.values["currency"], order.currency
    if theirs == ours:
        return None
    states = "currency" in order.stated
    if states and ("sales_order", stored.id, "currency") not in stored.edited:
        # The order takes the file's currency over, which what was paid before would then be counted in.
        mixed = bool(stored.paid_minor or stored.refunded_minor)
    else:
        mixed = order.stated >= {"financial_status", "total"} and bool(
            payment_values(order, stored.id, stored.paid_minor)
            or refund_values(order, stored.id, stored.refunded_minor)
        )
    if not mixed:
        return None
    says = f"the file says {theirs}" if states else f"the file names none and was read as {theirs}"
    return Problem(
        order.row,
        "Currency",
        "other_currency",
        f"The order and its payments are in {ours} here, {says}",
        f"Parure keeps no exchange rates: ask the web shop for a file with the amounts in {ours}.",
        order.key,
        order.name,
    )


def _back(stored: StoredOrder, order: FileOrder, house: House, seen: str) -> PreviewRow:
    """An order whose import was taken back: it comes again, as the file says it now."""
    changes: list[FieldChange] = differences(stored, order, house.shown)
    row = _new(order, house)
    return PreviewRow(
        order,
        stored.id,
        row.outcome,
        row.why if row.outcome == "held" else "Comes back: was taken back before",
        tuple(changes),
        row.problems,
        "",
        seen,
        row.hold_code,
        comes_back=True,
    )
