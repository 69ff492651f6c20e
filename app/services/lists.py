"""Lists of any length: the first page at once, the rest as a window of ids inside SQLite.

A desk describes its list as a ``ListQuery``; the window's reader asks for it with ``open_list``,
which answers twice (the first rows, then the exact count), and for pages by position later.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.models.database import Database

PAGE = 64
"""Rows fetched at a time: more than a tall screen shows."""


@dataclass(frozen=True)
class ListQuery:
    """A list as SQL: which ids in which order, and how rows of some ids are read.

    ``ids_sql`` selects one column of ids in the list's order, without LIMIT. ``rows_sql`` selects
    the columns of some rows, the id first, and ends in ``WHERE x.id IN (SELECT value FROM
    json_each(?))``, in any order. ``make`` turns one such tuple into what the cells are made from.
    ``name`` is the plural for counting in words ("orders"). ``count_hint`` is a count known before.
    """

    name: str
    ids_sql: str
    rows_sql: str
    params: tuple[Any, ...] = ()
    make: Callable[[tuple[Any, ...]], Any] = field(default=tuple)
    count_hint: int | None = None


@dataclass(frozen=True)
class Rows:
    """Some rows of a list from position ``start`` on: ids and made rows, side by side.

    A row that vanished between is ``None``.
    """

    start: int
    ids: tuple[int, ...]
    rows: tuple[Any, ...]


@dataclass(frozen=True)
class FirstPage:
    """The beginning of a list; ``whole`` says that this is all of it."""

    rows: Rows
    whole: bool


@dataclass(frozen=True)
class Window:
    """The whole list is known now: its exact count, where some records are, the rows on screen."""

    count: int
    positions: dict[int, int]
    rows: Rows


def rows_of(db: Database, query: ListQuery, start: int, ids: Sequence[int]) -> Rows:
    """The rows of these ids in their order."""
    found = {
        row[0]: query.make(tuple(row)) for row in db.rows(query.rows_sql, (json.dumps(list(ids)),))
    }
    return Rows(start, tuple(ids), tuple(found.get(i) for i in ids))


def open_list(
    db: Database, query: ListQuery, window: str, *, follow: Sequence[int] = (), anchor: int = 0
) -> Iterator[FirstPage | Window]:
    """Answer a list: its first page, then the filled window ``window`` (a name of a TEMP table).

    With ``follow`` (ids whose new positions are wanted, on a refresh) the first page is left out,
    and the rows that come with the window lie around the position of the first followed id that is
    still there, else around ``anchor``. Both answers are of one moment: one read transaction.
    """
    db.run("BEGIN")
    try:
        if not follow:
            ids = [row[0] for row in db.rows(f"{query.ids_sql} LIMIT {PAGE}", query.params)]
            whole = len(ids) < PAGE
            yield FirstPage(rows_of(db, query, 0, ids), whole)
        db.run(f"DROP TABLE IF EXISTS temp.{window}")
        db.run(f"CREATE TEMP TABLE {window}(pos INTEGER PRIMARY KEY, id INTEGER)")
        db.run(f"INSERT INTO temp.{window}(id) {query.ids_sql}", query.params)
        count = db.value(f"SELECT coalesce(max(pos), 0) FROM temp.{window}")
        wanted = json.dumps(list(follow))
        found = db.rows(
            f"SELECT id, pos - 1 FROM temp.{window} WHERE id IN (SELECT value FROM json_each(?))",
            (wanted,),
        )
        positions: dict[int, int] = dict(found) if follow else {}
        at = next((positions[i] for i in follow if i in positions), anchor)
        start = max(0, min(at - PAGE // 2, count - PAGE)) if follow else 0
        rows = page_of(db, query, window, start) if follow else Rows(0, (), ())
        yield Window(count, positions, rows)
    finally:
        # An interrupt inside the INSERT has already rolled the transaction back.
        if db.conn.in_transaction:
            db.run("COMMIT")


def page_of(db: Database, query: ListQuery, window: str, start: int, size: int = PAGE) -> Rows:
    """The rows at positions ``start`` … of a filled window."""
    ids = db.rows(
        f"SELECT id FROM temp.{window} WHERE pos BETWEEN ? AND ? ORDER BY pos",
        (start + 1, start + size),
    )
    return rows_of(db, query, start, [row[0] for row in ids])


def position_of(db: Database, window: str, record_id: int) -> int | None:
    """Where a record stands in a filled window (0 is the first), or None."""
    pos = db.value(f"SELECT pos FROM temp.{window} WHERE id = ?", (record_id,))
    return None if pos is None else pos - 1


def ids_between(db: Database, window: str, first: int, last: int) -> list[int]:
    """The ids from position ``first`` to ``last``, both included."""
    rows = db.rows(
        f"SELECT id FROM temp.{window} WHERE pos BETWEEN ? AND ? ORDER BY pos",
        (first + 1, last + 1),
    )
    return [row[0] for row in rows]


def present_in(db: Database, window: str, ids: Sequence[int]) -> list[int]:
    """Which of these ids a filled window holds."""
    rows = db.rows(
        f"SELECT id FROM temp.{window} WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )
    return [row[0] for row in rows]


def close_list(db: Database, window: str) -> None:
    """Forget a window."""
    db.run(f"DROP TABLE IF EXISTS temp.{window}")
