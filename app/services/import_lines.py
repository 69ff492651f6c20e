"""The lines of an order in a file against those that are stored: by content, never by place."""

from __future__ import annotations

from collections import Counter

from app.domain.money import figure
from app.exchange.orders import FileCustomisation, FileLine, FileOrder
from app.services.import_outcomes import FieldChange
from app.services.import_rows import customisations_of
from app.services.import_stored import StoredLine, StoredOrder, StoredWish
from app.services.order_facts import WISHES


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


def line_differences(stored: StoredOrder, order: FileOrder) -> list[FieldChange]:
    """What the file says otherwise of an order's lines and their wishes."""
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
            if not wish.removed and _from_file(line, wish):
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


def _from_file(line: StoredLine, wish: StoredWish) -> bool:
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
