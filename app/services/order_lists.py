"""The orders list: saved views with one key each, instant search, any column as its order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from app.domain.chips import Chip, chip
from app.domain.reasons import reason_words
from app.models.database import Database, Row
from app.services.lists import ListQuery
from app.services.search_text import NOTHING, fts_query


@dataclass(frozen=True)
class SavedView:
    """A saved view of a list: its stable code, its title, the key that opens it."""

    code: str
    title: str
    key: str
    where: str


VIEWS: tuple[SavedView, ...] = (
    SavedView("review", "To review", "1", "state IN ('draft', 'imported', 'review')"),
    SavedView("on_hold", "On hold", "2", "state = 'on_hold'"),
    SavedView("in_work", "In work", "3", "state IN ('confirmed', 'in_work')"),
    SavedView(
        "due",
        "Due this week",
        "4",
        "due_on > '' AND due_on <= :week AND state IN"
        " ('draft', 'imported', 'review', 'on_hold', 'confirmed', 'in_work', 'ready')",
    ),
    SavedView("ready", "Ready", "5", "state IN ('ready', 'part_shipped')"),
    SavedView("all", "All", "6", ""),
)
"""The views in the order of their tabs; ``where`` is over ``order_now`` and knows ``:week``."""

SORTS: dict[str, str] = {
    "placed": "placed_at",
    "client": "client",
    "total": "total_minor",
    "state": "state",
    "due": "due_on",
}
"""What a column heading sorts by."""


@dataclass(frozen=True)
class OrderRow:
    """A row of the orders list. ``total_minor`` is what the channel states, in ``currency``."""

    id: int
    number: str
    client: str
    what: str
    more_lines: int
    chip: Chip
    hold_reason: str
    placed_at: int
    due_on: str
    overdue: bool
    currency: str
    total_minor: int
    difference_minor: int
    financial_status: str
    jobs: int
    rush: bool


@dataclass(frozen=True)
class Neighbours:
    """ "3 of 5 to review": the place from 1 (0 = not in this view), and the orders before and after."""

    place: int
    count: int
    before: int | None
    after: int | None


def view_of(code: str) -> SavedView:
    """The saved view of a code; the first one for a code that is not known any more."""
    return next((view for view in VIEWS if view.code == code), VIEWS[0])


_ROWS = """
SELECT o.id, o.number, o.client, o.first_line, o.lines, o.state, o.hold_reason, o.placed_at,
  o.due_on, o.currency, o.total_minor, o.difference_minor, o.financial_status, o.jobs, o.rush
FROM order_now AS o WHERE o.id IN (SELECT value FROM json_each(?))
"""
_OPEN = frozenset(
    ("draft", "imported", "review", "on_hold", "confirmed", "in_work", "ready", "part_shipped")
)


def orders_list(
    view: str = "review",
    search: str = "",
    sort: str = "placed",
    descending: bool = True,
    *,
    today: str = "",
) -> ListQuery:
    """The orders of a saved view, narrowed by words, in the order of a column.

    ``today`` (ISO, in the shop's zone) tells what is due this week and what is overdue; the PC's
    date unless given. Sorted by time, a search follows its index, newest first, and so streams.
    """
    day = today or date.today().isoformat()
    chosen = view_of(view)
    where = " AND ".join(["o.removed = 0", *([chosen.where] if chosen.where else [])])
    params: tuple[object, ...] = ()
    if ":week" in where:
        where = where.replace(":week", "?")
        params = (_week(day),)
    way = "DESC" if descending else "ASC"
    column = SORTS[sort]
    # A view of few states is found by its states and then sorted; the plus keeps SQLite from
    # walking all orders by the column instead.
    plus = "+" if chosen.where else ""
    order = f"{plus}o.{column} {way}, o.id {way}"
    ids = f"SELECT o.id FROM order_now AS o WHERE {where} ORDER BY {order}"
    if search.strip():
        if sort == "placed":
            order = f"s.rowid {way}"
        ids = (
            "SELECT o.id FROM order_search AS s"
            " CROSS JOIN search_row AS r ON r.kind_code = 'order' AND r.row = s.rowid"
            " CROSS JOIN order_now AS o ON o.id = r.target_id"
            f" WHERE order_search MATCH ? AND {where} ORDER BY {order}"
        )
        params = (fts_query(search) or NOTHING, *params)
    return ListQuery("orders", ids, _ROWS, params, partial(_row, day))


def _row(today: str, values: Row) -> OrderRow:
    """A row of the list from its columns."""
    state, due_on = values[5], values[8]
    return OrderRow(
        id=values[0],
        number=values[1],
        client=values[2],
        what=values[3],
        more_lines=max(values[4] - 1, 0),
        chip=chip("order", state),
        hold_reason=reason_words(values[6]) if values[6] else "",
        placed_at=values[7],
        due_on=due_on,
        overdue=bool(due_on) and due_on < today and state in _OPEN,
        currency=values[9],
        total_minor=values[10],
        difference_minor=values[11],
        financial_status=values[12],
        jobs=values[13],
        rush=bool(values[14]),
    )


def order_row(db: Database, order_id: int, *, today: str = "") -> OrderRow | None:
    """One order as a row of the list; None when it is not there."""
    values = db.row(_ROWS, (f"[{order_id}]",))
    return _row(today or date.today().isoformat(), values) if values else None


def view_counts(db: Database, *, today: str = "") -> dict[str, int]:
    """How many orders each saved view holds."""
    parts, params = [], []
    for view in VIEWS:
        where = " AND ".join(["removed = 0", *([view.where] if view.where else [])])
        if ":week" in where:
            where = where.replace(":week", "?")
            params.append(_week(today or date.today().isoformat()))
        parts.append(f"(SELECT count(*) FROM order_now WHERE {where})")
    row = db.row(f"SELECT {', '.join(parts)}", params)
    return dict(zip((view.code for view in VIEWS), row or (), strict=True))


NEWEST, OLDEST, QUEUE = "newest", "oldest", "queue"
_WAYS = {
    NEWEST: ("placed_at, id", True),
    OLDEST: ("placed_at, id", False),
    QUEUE: ("difference_minor = 0, rush = 0, placed_at, id", False),
}
"""What an order's place in a view is counted by, and whether the highest comes first. The queue is
Today's: sums that differ, then what is in a rush, then the oldest."""


def neighbours(
    db: Database, order_id: int, view: str, way: str = NEWEST, *, today: str = ""
) -> Neighbours:
    """Where an order stands in a saved view, gone through in a ``way``, and the orders beside it.

    Counted inside SQLite: a view may hold every order there ever was.
    """
    key, high_first = _WAYS[way]
    falling = ", ".join(f"{part} DESC" for part in key.split(", "))
    first, last = (falling, key) if high_first else (key, falling)
    less, more = (">", "<") if high_first else ("<", ">")
    where = view_of(view).where or "1"
    if ":week" in where:
        where = where.replace(":week", f"'{_week(today or date.today().isoformat())}'")
    within = f"FROM order_now WHERE removed = 0 AND {where}"
    count = db.value(f"SELECT count(*) {within}")
    at = db.row(f"SELECT {key} {within} AND id = ?", (order_id,))
    if at is None:
        return Neighbours(0, count, None, db.value(f"SELECT id {within} ORDER BY {first} LIMIT 1"))
    marks = ", ".join("?" * len(at))
    before = f"{within} AND ({key}) {less} ({marks})"
    after = f"{within} AND ({key}) {more} ({marks})"
    return Neighbours(
        db.value(f"SELECT count(*) {before}", at) + 1,
        count,
        db.value(f"SELECT id {before} ORDER BY {last} LIMIT 1", at),
        db.value(f"SELECT id {after} ORDER BY {first} LIMIT 1", at),
    )


def _week(today: str) -> str:
    """The last day that still is "this week": the coming Sunday."""
    day = date.fromisoformat(today)
    return (day + timedelta(days=6 - day.weekday())).isoformat()
