"""What a file would do to one order: how it differs from what is stored, field by field."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.dates import day_of, long_date, short_date
from app.domain.money import figure
from app.exchange.orders import FileOrder
from app.services.import_lines import line_differences
from app.services.import_outcomes import FieldChange, short
from app.services.import_rows import order_values, stated_columns
from app.services.import_stored import StoredOrder

_GROUPS = (
    ("Ship to", ("ship_name", "ship_lines", "ship_postcode", "ship_city", "ship_region", "ship_country")),
    ("Bill to", ("bill_name", "bill_lines", "bill_postcode", "bill_city", "bill_region", "bill_country")),
    ("Delivery phone", ("ship_phone",)),
    ("Billing phone", ("bill_phone",)),
    ("Phone", ("phone",)),
    ("E-mail", ("email",)),
    ("Total", ("stated_total_minor", "difference_minor", "tax_included")),
    ("Subtotal", ("stated_subtotal_minor",)),
    ("Discount", ("stated_discount_minor",)),
    ("Shipping", ("stated_shipping_minor",)),
    ("Tax", ("stated_tax_minor",)),
    ("Currency", ("currency",)),
    ("Discount code", ("discount_code",)),
    ("Payment", ("financial_status",)),
    ("Sent by the shop", ("fulfilment_status",)),
    ("Cancelled", ("cancelled_at",)),
    ("Shipping method", ("shipping_method",)),
    ("Note", ("note",)),
    ("Details", ("attributes",)),
    ("Gift message", ("gift_message",)),
    ("Gift wrap", ("gift_wrap",)),
)  # fmt: skip
"""Columns of an order that are shown as one field, and its label."""
UNSHOWN = frozenset({"Details", "Subtotal", "Channel's Id"})


@dataclass(frozen=True)
class Shown:
    """How values are written for people: the shop's zone and locale."""

    zone: str
    locale: str = "en_US"


def differences(stored: StoredOrder, order: FileOrder, shown: Shown) -> list[FieldChange]:
    """Every field that the file says otherwise, the lines' own first. ``stored`` is complete."""
    return [*line_differences(stored, order), *_columns(stored, order, shown)]


def parted(changes: list[FieldChange]) -> tuple[list[FieldChange], list[FieldChange]]:
    """(differences to show, those that only say again what others of them say).

    The details of an order hold the wishes of its lines and the gift's words once more.
    """
    shown = [change for change in changes if change.label not in UNSHOWN]
    return (shown, [c for c in changes if c.label in UNSHOWN]) if shown else (changes, [])


# ---------------------------------------------------------------------- the order's own fields
def _columns(stored: StoredOrder, order: FileOrder, shown: Shown) -> list[FieldChange]:
    said = order_values(order)
    stated = set(stated_columns(order.stated))
    if not stored.values["external_id"] and order.external_id:
        stored_only = [_learned(stored, order)]
    else:
        stored_only = []
    found = []
    for label, columns in _GROUPS:
        changed = [
            c
            for c in columns
            if c in stated and stored.values[c] != said[c] and _news(stored, c, said[c])
        ]
        if not changed:
            continue
        ours = any(("sales_order", stored.id, c) in stored.edited for c in changed)
        old = _words([stored.values[c] for c in columns], columns, stored.values["currency"], shown)
        new = _words([said[c] for c in columns], columns, order.currency, shown)
        if old == new and not any(c.endswith("_minor") for c in changed):
            old, new = old or "none", new or "none"
        fate = "kept" if ours else "taken_over"
        values = () if ours else tuple((c, said[c]) for c in changed)
        found.append(FieldChange(label, old, new, fate, "sales_order", stored.id, values))
    return stored_only + found


def _learned(stored: StoredOrder, order: FileOrder) -> FieldChange:
    """The channel's Id of an order that was known by its name alone."""
    values = (("external_id", order.external_id),)
    return FieldChange(
        "Channel's Id", "none", order.external_id, "taken_over", "sales_order", stored.id, values
    )


def _news(stored: StoredOrder, column: str, said: object) -> bool:
    """Whether the file says something that it had not said before somebody changed the value here."""
    key = ("sales_order", stored.id, column)
    return key not in stored.edited or stored.edited[key] != said


def _words(values: list[object], columns: Iterable[str], currency: str, shown: Shown) -> str:
    """Stored values of a field as people read them."""
    parts = []
    for value, column in zip(values, columns, strict=True):
        if column in ("difference_minor", "tax_included"):
            continue
        if value is None or value == "":
            continue
        if column.endswith("_minor") and isinstance(value, int):
            parts.append(figure(value, currency, shown.locale))
        elif column.endswith("_at") and isinstance(value, int):
            parts.append(long_date(day_of(value, shown.zone), shown.locale))
        elif column == "gift_wrap":
            parts.append("yes" if value else "no")
        else:
            parts.append(str(value))
    return ", ".join(parts) if parts else "none"


# ---------------------------------------------------------------------- in words
def changed_words(changes: list[FieldChange]) -> str:
    """Differences for the column "Why": "Size and address; job is already out"."""
    at_bench = any(change.fate == "asks_bench" for change in changes)
    only = changes[0] if len(changes) == 1 else None
    if only is not None and only.label == "Payment" and not at_bench:
        return short(
            f"{'Paid since' if only.new == 'paid' else 'Payment'}: {only.old} → {only.new}"
        )
    if only is not None and only.old == "none" and only.fate == "taken_over":
        return short(f"{only.label} added" if "is new" not in only.label else only.label)
    names = list(dict.fromkeys(_plain_label(change.label) for change in changes))
    said = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    tail = "; job is already out" if at_bench else ""
    if len(said + tail) > 38:
        said = f"{names[0]} and {len(names) - 1} more" if len(names) > 1 else names[0]
    return short(said[:1].upper() + said[1:] + tail)


def _plain_label(label: str) -> str:
    plain = label.partition(", ")[2] or label
    known = {"ring size": "size", "Ship to": "address", "Bill to": "billing address"}
    return known.get(plain, plain.lower() if not plain.startswith("E-") else plain)


def consequence(stored: StoredOrder, changes: list[FieldChange]) -> str:
    """The sentence of the amber box where work is out, '' otherwise."""
    asked = [change for change in changes if change.fate == "asks_bench"]
    jobs = [line.job_number for line in stored.lines if line.at_bench]
    if asked and jobs:
        what = _plain_label(asked[0].label)
        return (
            f"Job {jobs[0]} is at the bench. Its {what} stays {asked[0].old} until someone accepts"
            " the new one. The bench sees the difference on the job."
        )
    return ""


def seen_words(stored: StoredOrder, shown: Shown) -> str:
    """ "Imported 24 Feb by Emma Castellanos"."""
    if not stored.imported_at:
        return ""
    by = f" by {stored.imported_by}" if stored.imported_by else ""
    return f"Imported {short_date(day_of(stored.imported_at, shown.zone), shown.locale)}{by}"
