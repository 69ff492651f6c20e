"""What is stored of the orders in a file, read for many of them at once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.exchange.orders import FileOrder
from app.models.database import Database
from app.models.orders import SalesOrder
from app.models.work import Work
from app.services.import_rows import channel_id

_COLUMNS = SalesOrder.columns()
_ORDERS = ", ".join(f'o."{column}"' for column in _COLUMNS)
IMPORTING = frozenset({"import_orders", "undo_import"})
"""Kinds of unit in which a file speaks and not a person."""
_BY_FILES = f"({', '.join(repr(kind) for kind in sorted(IMPORTING))})"
_OF_KEYS = "IN (SELECT value FROM json_each(?))"


@dataclass(slots=True)
class StoredWish:
    """A customisation as stored."""

    id: int
    kind: str
    text: str
    font: str
    position: str
    removed: bool


@dataclass(slots=True)
class StoredLine:
    """A line as stored; ``worked`` = ticked, reserved, at the bench: the import leaves it alone."""

    id: int
    position: int
    name: str
    sku: str
    quantity: int
    unit_minor: int
    removed: bool
    worked: bool
    job_number: str
    at_bench: bool
    state: str = "new"
    piece_id: int | None = None
    piece_state: str = ""
    wishes: list[StoredWish] = field(default_factory=list)


@dataclass(slots=True)
class StoredOrder:
    """An order as stored: its columns, its state, what the last file said of it, its lines.

    ``source`` is None where it was erased. ``edited`` holds, for each column that somebody changed
    here, what the file had said before: column → value.
    """

    id: int
    values: dict[str, Any]
    state: str
    source: str | None
    imported_at: int
    imported_by: str
    lines: list[StoredLine] = field(default_factory=list)
    edited: dict[tuple[str, int, str], Any] = field(default_factory=dict)
    paid_minor: int = 0
    refunded_minor: int = 0


def stored_orders(db: Database | Work, orders: Sequence[FileOrder]) -> dict[str, StoredOrder]:
    """The stored order of each order of a file that has one, by the file's key; without lines."""
    by_id = {order.order_id: order.key for order in orders}
    found = {by_id[s.id]: s for s in _by_ids(db, by_id)}
    rest = [order for order in orders if order.key not in found]
    if rest:
        found |= _aliases(db, rest)
    return found


def _by_ids(db: Database | Work, ids: Iterable[int]) -> list[StoredOrder]:
    rows = db.rows(
        f"SELECT {_ORDERS}, coalesce((SELECT s.state FROM state_now AS s WHERE s.subject_id = o.id"
        f" AND s.machine = 'order'), '') FROM sales_order AS o WHERE o.id {_OF_KEYS}",
        (json.dumps(list(ids)),),
    )
    made = {
        row[0]: StoredOrder(row[0], dict(zip(_COLUMNS, row, strict=False)), row[-1], "", 0, "")
        for row in rows
    }
    if made:
        _last_sources(db, made)
    return list(made.values())


def _last_sources(db: Database | Work, made: dict[int, StoredOrder]) -> None:
    """What the last file said, who brought it and when."""
    for order_id, content, file_sha256, at, who in db.rows(
        "SELECT s.order_id, s.content, s.file_sha256, w.at, coalesce(u.display, '')"
        " FROM order_source AS s"
        " JOIN work AS w ON w.id = s.work_id LEFT JOIN user AS u ON u.id = w.actor_id"
        f" WHERE s.order_id {_OF_KEYS} ORDER BY s.hlc, s.id",
        (json.dumps(list(made)),),
    ):
        stored = made[order_id]
        stored.source = content
        if file_sha256:  # '' says again what a file said before one that was taken back
            stored.imported_at, stored.imported_by = at, who


def _aliases(db: Database | Work, orders: Sequence[FileOrder]) -> dict[str, StoredOrder]:
    """Orders known by the other of their two keys: Id here and Name there, or the reverse.

    The same channel, number and time make them one, and the same total where both state it.
    """
    wanted: dict[str, list[FileOrder]] = {}
    for order in orders:
        wanted.setdefault(order.name or order.external_id, []).append(order)
    rows = db.rows(
        "SELECT id, number, external_id, ordered_at, stated_total_minor FROM sales_order"
        f" WHERE channel_id = ? AND number {_OF_KEYS}",
        (channel_id(orders[0].channel), json.dumps(list(wanted))),
    )
    chosen: dict[int, str] = {}
    for order_id, number, external_id, ordered_at, total in rows:
        for order in wanted[number]:
            if external_id and order.external_id:
                if external_id == order.external_id:
                    chosen[order_id] = order.key
            elif ordered_at == (order.ordered_at or 0) and (
                order.total_minor is None or total is None or total == order.total_minor
            ):
                chosen[order_id] = order.key
    return {chosen[s.id]: s for s in _by_ids(db, chosen)}


def complete(db: Database | Work, orders: Sequence[StoredOrder]) -> None:
    """Read lines, wishes, payments and what was edited here of these orders."""
    by_id = {order.id: order for order in orders}
    lines = _add_lines(db, by_id)
    _add_wishes(db, lines)
    _add_edits(db, by_id, lines)
    _add_money(db, by_id)


_LINES = f"""
SELECT l.order_id, l.id, l.position, l.name, l.sku, l.quantity, l.unit_minor, l.removed,
  l.piece_id IS NOT NULL OR j.id IS NOT NULL
    OR EXISTS (SELECT 1 FROM ticked AS t WHERE t.order_id = l.order_id AND t.line_id = l.id)
    OR coalesce((SELECT s.state FROM state_now AS s WHERE s.subject_id = l.id
      AND s.machine = 'line'), 'new') <> 'new',
  coalesce(j.number, ''),
  coalesce((SELECT s.state FROM state_now AS s WHERE s.subject_id = j.id
    AND s.machine = 'job'), ''),
  coalesce((SELECT s.state FROM state_now AS s WHERE s.subject_id = l.id
    AND s.machine = 'line'), 'new'),
  l.piece_id,
  coalesce((SELECT s.state FROM state_now AS s WHERE s.subject_id = l.piece_id
    AND s.machine = 'piece'), '')
FROM order_line AS l
LEFT JOIN job AS j ON j.id = (SELECT max(k.id) FROM job AS k
  WHERE k.line_id = l.id AND k.removed = 0)
WHERE l.order_id {_OF_KEYS} ORDER BY l.position, l.id
"""


def _add_lines(db: Database | Work, by_id: dict[int, StoredOrder]) -> dict[int, StoredLine]:
    """The lines of each order with what was done to them here; all of them by their ids."""
    lines: dict[int, StoredLine] = {}
    for row in db.rows(_LINES, (json.dumps(list(by_id)),)):
        at_bench = row[10] not in ("", "done", "closed", "cancelled")
        line = StoredLine(
            id=row[1],
            position=row[2],
            name=row[3],
            sku=row[4],
            quantity=row[5],
            unit_minor=row[6],
            removed=bool(row[7]),
            worked=bool(row[8]),
            job_number=row[9],
            at_bench=at_bench,
            state=row[11],
            piece_id=row[12],
            piece_state=row[13],
        )
        lines[line.id] = line
        by_id[row[0]].lines.append(line)
    return lines


def _add_money(db: Database | Work, by_id: dict[int, StoredOrder]) -> None:
    """What files said was paid and given back of each order."""
    wanted = (json.dumps(list(by_id)),)
    for table, said in (("payment", "paid_minor"), ("refund", "refunded_minor")):
        for order_id, amount in db.rows(
            f"SELECT f.order_id, sum(f.amount_minor) FROM {table} AS f JOIN work AS w"
            f" ON w.id = f.work_id WHERE f.order_id {_OF_KEYS} AND w.work_kind IN {_BY_FILES}"
            " GROUP BY f.order_id",
            wanted,
        ):
            setattr(by_id[order_id], said, amount)


def _add_wishes(db: Database | Work, lines: dict[int, StoredLine]) -> None:
    for line_id, wish_id, kind, text, font, position, removed in db.rows(
        "SELECT line_id, id, kind_code, text_value, font, position_code, removed FROM customisation"
        f" WHERE line_id {_OF_KEYS} ORDER BY id",
        (json.dumps(list(lines)),),
    ):
        lines[line_id].wishes.append(StoredWish(wish_id, kind, text, font, position, bool(removed)))


def _add_edits(
    db: Database | Work, by_id: dict[int, StoredOrder], lines: dict[int, StoredLine]
) -> None:
    """What people changed here: the value that the file had given, before the first such edit."""
    owner = {wish.id: line.id for line in lines.values() for wish in line.wishes}
    order_of = {line.id: order for order in by_id.values() for line in order.lines}
    rows = db.rows(
        "SELECT e.table_name, e.row_id, e.column_name, e.content, w.work_kind FROM edit AS e"
        f" JOIN work AS w ON w.id = e.work_id WHERE e.row_id {_OF_KEYS} ORDER BY e.hlc, e.id",
        (json.dumps([*by_id, *lines, *owner]),),
    )
    for table, row_id, column, content, kind in rows:
        order = by_id.get(row_id) or order_of.get(owner.get(row_id) or row_id)
        if order is None or content is None:
            continue
        key = (table, row_id, column)
        change = json.loads(content)
        if kind in IMPORTING:
            if key in order.edited:
                order.edited[key] = change["new"]
        else:
            order.edited.setdefault(key, change["old"])
    for order in by_id.values():  # changed and changed back is not changed
        for key in [k for k in order.edited if k[0] == "sales_order"]:
            if order.values.get(key[2]) == order.edited[key]:
                del order.edited[key]
