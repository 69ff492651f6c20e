"""What a file would do to one order: how it differs from what is stored, field by field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.dates import day_of, long_date, short_date
from app.domain.money import figure
from app.domain.states import word
from app.exchange.orders import FileCustomisation, FileLine, FileOrder
from app.services.import_outcomes import FieldChange, short
from app.services.import_rows import customisations_of, order_values, stated_columns
from app.services.import_stored import StoredLine, StoredOrder, StoredWish

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
WISHES = {
    "engraving": "engraving",
    "ring_size": "ring size",
    "metal": "metal",
    "length": "length",
    "stone": "stone",
}


@dataclass(frozen=True)
class Shown:
    """How values are written for people: the shop's zone and locale."""

    zone: str
    locale: str = "en_US"


def differences(stored: StoredOrder, order: FileOrder, shown: Shown) -> list[FieldChange]:
    """Every field that the file says otherwise, the lines' own first. ``stored`` is complete."""
    return [*_lines(stored, order), *_columns(stored, order, shown)]


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


# ---------------------------------------------------------------------- lines
Content = tuple[str, str, int, int]


def match_lines(
    stored: StoredOrder, order: FileOrder
) -> tuple[list[tuple[StoredLine, FileLine]], list[StoredLine], list[FileLine]]:
    """(matched pairs, stored lines that are gone, lines that are new), by content as a multiset.

    Never by ordinal: what was ticked, engraved or sent to the bench stays with its line. Lines with
    work on them are matched first, so that of two like lines the untouched one is the gone one.
    """
    fields = tuple(n for n in ("sku", "line_name", "price", "quantity") if n in order.stated)
    waiting: dict[tuple[object, ...], list[FileLine]] = {}
    for told in order.lines:
        waiting.setdefault(_content(told, fields), []).append(told)
    pairs: list[tuple[StoredLine, FileLine]] = []
    gone: list[StoredLine] = []
    known = sorted(
        (line for line in stored.lines if not line.removed or stored.values["removed"]),
        key=lambda line: (not line.worked, line.position),
    )
    for line in known:
        same = waiting.get(_stored_content(line, fields))
        if same:
            pairs.append((line, _nearest(same, line.position)))
        else:
            gone.append(line)
    fresh = [told for lines in waiting.values() for told in lines]
    pairs.sort(key=lambda pair: pair[0].position)
    return pairs, gone, sorted(fresh, key=lambda told: told.ordinal)


def _nearest(same: list[FileLine], position: int) -> FileLine:
    nearest = min(same, key=lambda told: abs(told.ordinal - position))
    same.remove(nearest)
    return nearest


def _content(line: FileLine, fields: tuple[str, ...]) -> tuple[object, ...]:
    values = {
        "sku": line.sku,
        "line_name": line.name,
        "price": line.unit_minor or 0,
        "quantity": line.quantity,
    }
    return tuple(values[name] for name in fields)


def _stored_content(line: StoredLine, fields: tuple[str, ...]) -> tuple[object, ...]:
    values = {
        "sku": line.sku,
        "line_name": line.name,
        "price": line.unit_minor,
        "quantity": line.quantity,
    }
    return tuple(values[name] for name in fields)


def _lines(stored: StoredOrder, order: FileOrder) -> list[FieldChange]:
    pairs, gone, fresh = match_lines(stored, order)
    found = []
    if "attributes" in order.stated:
        for line, said in pairs:
            found += _wishes(stored, line, said)
    for line in gone:
        fate = "asks_bench" if line.at_bench else "kept" if line.worked else "taken_over"
        if line.worked and (told := _successor(line, fresh)) is not None:
            found.append(
                FieldChange(
                    f"Line {line.position}",
                    _priced_words(line.quantity, line.name, line.unit_minor, order.currency),
                    _priced_words(told.quantity, told.name, told.unit_minor or 0, order.currency),
                    fate,
                    "order_line",
                    line.id,
                )
            )
            continue
        found.append(
            FieldChange(
                f"Line {line.position} is gone",
                _line_words(line.quantity, line.name),
                "none",
                fate,
                "order_line",
                line.id,
                (("removed", 1),) if fate == "taken_over" else (),
            )
        )
    found += [
        FieldChange(
            f"Line {told.ordinal} is new",
            "none",
            _line_words(told.quantity, told.name),
            "taken_over",
            "order_line",
            0,
            (("ordinal", told.ordinal),),
        )
        for told in fresh
    ]
    return found


def _successor(line: StoredLine, fresh: list[FileLine]) -> FileLine | None:
    """The new line that stands in the place of a gone one on which work was done; taken out."""
    title = line.name.partition(" - ")[0]
    for told in fresh:
        if (line.sku and told.sku == line.sku) or told.name.partition(" - ")[0] == title:
            fresh.remove(told)
            return told
    return None


def _priced_words(quantity: int, name: str, unit_minor: int, currency: str) -> str:
    return f"{_line_words(quantity, name)} at {figure(unit_minor, currency)}"


def _line_words(quantity: int, name: str) -> str:
    return name if quantity == 1 else f"{quantity} × {name}"


def _wishes(stored: StoredOrder, line: StoredLine, said: FileLine) -> list[FieldChange]:
    """What the client now asks of a line otherwise than before."""
    now = {row["id"]: (row, wish) for row, wish in _rows_of(line.id, said)}
    found = []
    for wish in line.wishes:
        row, told = now.pop(wish.id, (None, None))
        if row is None or told is None:
            if not wish.removed and _from_file(line, wish, said):
                found.append(
                    _wish_change(line, wish.kind, wish.text, "none", wish.id, (("removed", 1),))
                )
            continue
        key = ("customisation", wish.id, "text_value")
        if wish.removed:
            found.append(
                _wish_change(line, wish.kind, "none", told.text, wish.id, (("removed", 0),))
            )
        elif (wish.text, wish.font, wish.position) != (told.text, told.font, told.position):
            if key in stored.edited and stored.edited[key] == told.text:
                continue
            values = tuple(
                (c, row[c]) for c in ("text_value", "value", "system", "font", "position_code")
            )
            change = _wish_change(line, wish.kind, wish.text, told.text, wish.id, values)
            found.append(_kept(change) if key in stored.edited and not line.worked else change)
    for row, told in now.values():
        found.append(_wish_change(line, told.kind, "none", told.text, 0, tuple(row.items())))
    return found


def _rows_of(line_id: int, said: FileLine) -> list[tuple[dict[str, object], FileCustomisation]]:
    rows = customisations_of(line_id, said.customisations)
    return list(zip(rows, said.customisations, strict=True))


def _from_file(line: StoredLine, wish: StoredWish, said: FileLine) -> bool:
    """Whether a wish once came from the file (and was not added here by hand)."""
    count = Counter(w.kind for w in line.wishes)[wish.kind]
    possible = [FileCustomisation(wish.kind, "") for _ in range(count)]
    return wish.id in {row["id"] for row in customisations_of(line.id, possible)}


def _wish_change(
    line: StoredLine,
    kind: str,
    old: str,
    new: str,
    row_id: object,
    values: tuple[tuple[str, object], ...],
) -> FieldChange:
    fate = "asks_bench" if line.at_bench else "kept" if line.worked else "taken_over"
    label = f"Line {line.position}, {WISHES.get(kind, kind.replace('_', ' '))}"
    row = row_id if isinstance(row_id, int) else 0
    return FieldChange(
        label, old, new, fate, "customisation", row, values if fate == "taken_over" else ()
    )


def _kept(change: FieldChange) -> FieldChange:
    return FieldChange(change.label, change.old, change.new, "kept", change.table, change.row_id)


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
    if any(c.label == "Cancelled" for c in changes) and stored.state in ("in_work", "ready"):
        return f"The order is {word(stored.state)}: a manager decides whether it is cancelled here."
    return ""


def seen_words(stored: StoredOrder, shown: Shown) -> str:
    """ "Imported 24 Feb by Emma Castellanos"."""
    if not stored.imported_at:
        return ""
    by = f" by {stored.imported_by}" if stored.imported_by else ""
    return f"Imported {short_date(day_of(stored.imported_at, shown.zone), shown.locale)}{by}"
