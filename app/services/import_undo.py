"""Taking a whole import back: its orders leave, those that were worked on since stay and are named."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.domain.errors import NotFoundError
from app.models import orders as tables
from app.models import records
from app.models.base import Descriptive
from app.models.chain import canonical
from app.models.people import Party
from app.models.work import Work
from app.services.import_outcomes import UndoneImport
from app.services.import_rows import wish_ids
from app.services.import_write_back import changed_elsewhere, write_back
from app.services.turns import Turn, at_once
from app.shop import Shop

_SLICE = 500
_OF_KEYS = "IN (SELECT value FROM json_each(?))"


def undo_import(shop: Shop, actor: Actor, file_sha256: str, turn: Turn = at_once) -> UndoneImport:
    """Take back the import of a file by its digest.

    Orders that it brought are taken out of use; those that it changed become what they were, with
    their money and steps, where nobody changed them since. An order on which somebody worked, or
    that another PC's import changed, stays as it is and is named.
    Importing the file again brings them back. ``turn`` takes each unit of work. NotFoundError when no such import is here.
    """
    brought, changed = _orders_of(shop, file_sha256)
    kept: list[tuple[int, str]] = []
    removed: list[int] = []
    restored: list[int] = []

    def take_out(part: Sequence[int]) -> Changes:
        with shop.work(actor, "undo_import") as w:
            w.require("import.orders")
            worked = _worked_on(w, part)
            names = {order_id for order_id, _ in worked}
            gone = [order_id for order_id in part if order_id not in names]
            _take_out(w, gone)
        kept.extend(worked)
        removed.extend(gone)
        return Changes.of(order=gone)

    def restore(part: Sequence[int]) -> Changes:
        with shop.work(actor, "undo_import") as w:
            w.require("import.orders")
            stay = _worked_on(w, part) + _numbers(w, changed_elsewhere(w, file_sha256, part))
            free = [order_id for order_id in part if order_id not in dict(stay)]
            for order_id in free:
                write_back(w, file_sha256, order_id)
        kept.extend(dict.fromkeys(stay))
        restored.extend(free)
        return Changes.of(order=free)

    for start in range(0, len(brought), _SLICE):
        turn(partial(take_out, brought[start : start + _SLICE]))
    for start in range(0, len(changed), _SLICE):
        turn(partial(restore, changed[start : start + _SLICE]))
    return UndoneImport(
        len(removed),
        tuple(kept),
        Changes.of(_words(len(removed), len(restored), len(kept)), order=[*removed, *restored]),
    )


def _words(removed: int, restored: int, kept: int) -> str:
    said = "1 order taken back" if removed == 1 else f"{removed} orders taken back"
    if restored:
        said += f", {restored} as before"
    if kept:
        said += f", {kept} kept because work was done on them"
    return said


def _numbers(w: Work, orders: Iterable[int]) -> list[tuple[int, str]]:
    """(id, number) of orders."""
    rows = w.rows(
        f"SELECT id, number FROM sales_order WHERE id {_OF_KEYS}", (json.dumps(sorted(orders)),)
    )
    return [(row[0], row[1]) for row in rows]


def _orders_of(shop: Shop, file_sha256: str) -> tuple[list[int], list[int]]:
    """(orders that the file brought or brought back, orders that were here and that it changed)."""
    db = shop.reader()
    try:
        rows = db.rows(
            "SELECT s.order_id, max((SELECT f.file_sha256 FROM order_source AS f"
            "  WHERE f.order_id = s.order_id ORDER BY f.hlc, f.id LIMIT 1) = s.file_sha256"
            " OR EXISTS (SELECT 1 FROM edit AS e WHERE e.row_id = s.order_id"
            "  AND e.column_name = 'removed' AND e.work_id = s.work_id))"
            " FROM order_source AS s JOIN sales_order AS o ON o.id = s.order_id"
            " WHERE s.file_sha256 = ? AND o.removed = 0 GROUP BY s.order_id",
            (file_sha256,),
        )
    finally:
        db.close()
    if not rows:
        raise NotFoundError(
            "Nothing to take back",
            "No order of that file is here any more.",
            "It was perhaps taken back already.",
        )
    return [r[0] for r in rows if r[1]], [r[0] for r in rows if not r[1]]


_WORK = (
    "import_orders",
    "undo_import",
    "found_shop",
)


def _worked_on(w: Work, orders: Sequence[int]) -> list[tuple[int, str]]:
    """The orders on which somebody did something since: (id, number)."""
    wanted = json.dumps(list(orders))
    marks = ",".join("?" * len(_WORK))
    by_people = f"(SELECT id FROM work WHERE work_kind NOT IN ({marks}))"
    rows = w.rows(
        "SELECT o.id, o.number FROM sales_order AS o"
        f" WHERE o.id {_OF_KEYS} AND ("
        " EXISTS (SELECT 1 FROM ticked AS t WHERE t.order_id = o.id)"
        " OR EXISTS (SELECT 1 FROM job AS j WHERE j.order_id = o.id)"
        " OR EXISTS (SELECT 1 FROM order_line AS l WHERE l.order_id = o.id AND l.piece_id IS NOT NULL)"
        f" OR EXISTS (SELECT 1 FROM note AS n WHERE n.subject_id = o.id AND n.work_id IN {by_people})"
        " OR EXISTS (SELECT 1 FROM document AS d WHERE d.subject_id = o.id)"
        f" OR EXISTS (SELECT 1 FROM transition AS t WHERE t.subject_id = o.id AND t.work_id IN {by_people})"
        f" OR EXISTS (SELECT 1 FROM edit AS e WHERE e.row_id = o.id AND e.work_id IN {by_people})"
        f" OR EXISTS (SELECT 1 FROM payment AS p WHERE p.order_id = o.id AND p.work_id IN {by_people})"
        " OR EXISTS (SELECT 1 FROM order_line AS l JOIN customisation AS c ON c.line_id = l.id"
        f"  JOIN edit AS e ON e.row_id IN (l.id, c.id) WHERE l.order_id = o.id AND e.work_id IN {by_people})"
        ")",
        (wanted, *(_WORK * 5)),
    )
    worked = {row[0] for row in rows} | _with_wishes_of_ours(w, wanted)
    return _numbers(w, worked)


def _with_wishes_of_ours(w: Work, orders: str) -> set[int]:
    """Orders with a wish that somebody put to a line here: no file derived its id."""
    rows = w.rows(
        "SELECT l.order_id, c.line_id, c.kind_code, c.id FROM customisation AS c"
        f" JOIN order_line AS l ON l.id = c.line_id WHERE c.removed = 0 AND l.order_id {_OF_KEYS}",
        (orders,),
    )
    many = Counter((line_id, kind) for _, line_id, kind, _ in rows)
    return {
        order_id
        for order_id, line_id, kind, wish_id in rows
        if wish_id not in wish_ids(line_id, kind, many[line_id, kind])
    }


def _take_out(w: Work, orders: Sequence[int]) -> None:
    """Take orders out of use with their lines, wishes, and clients who have no other order."""
    wanted = (json.dumps(list(orders)),)
    lines = _ids(w, f"SELECT id FROM order_line WHERE removed = 0 AND order_id {_OF_KEYS}", wanted)
    wishes = _ids(
        w,
        "SELECT id FROM customisation WHERE removed = 0 AND line_id IN"
        f" (SELECT id FROM order_line WHERE order_id {_OF_KEYS})",
        wanted,
    )
    _remove_all(w, tables.SalesOrder, orders)
    _remove_all(w, tables.OrderLine, lines)
    _remove_all(w, tables.Customisation, wishes)
    clients = _ids(
        w,
        "SELECT p.id FROM party AS p WHERE p.removed = 0"
        f" AND p.id IN (SELECT party_id FROM sales_order WHERE id {_OF_KEYS})"
        " AND NOT EXISTS (SELECT 1 FROM sales_order AS o WHERE o.party_id = p.id AND o.removed = 0)"
        " AND NOT EXISTS (SELECT 1 FROM edit AS e WHERE e.row_id = p.id AND e.column_name <> 'removed')"
        " AND p.is_consignor = 0 AND p.is_vendor = 0 AND p.is_artisan = 0 AND p.is_borrower = 0"
        " AND NOT EXISTS (SELECT 1 FROM note AS n WHERE n.subject_id = p.id)"
        " AND NOT EXISTS (SELECT 1 FROM agreement AS a WHERE a.party_id = p.id)",
        wanted,
    )
    _remove_all(w, Party, clients)


def _ids(w: Work, sql: str, params: tuple[str, ...]) -> list[int]:
    return [row[0] for row in w.rows(sql, params)]


def _remove_all(w: Work, table: type[Descriptive], ids: Sequence[int]) -> None:
    """As ``w.remove`` for each of many rows that are all in use, in two statements."""
    w.db.run_many(f'UPDATE "{table.table()}" SET removed = 1 WHERE id = ?', ((i,) for i in ids))
    content = canonical({"old": 0, "new": 1})
    w.add_many(
        records.Edit,
        (
            {
                "table_name": table.table(),
                "row_id": row_id,
                "column_name": "removed",
                "content": content,
            }
            for row_id in ids
        ),
    )
