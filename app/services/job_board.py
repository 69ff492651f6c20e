"""The board of the bench in one answer: every column with its most urgent jobs and a word about it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from app.models.database import Database
from app.services.job_lists import COLUMNS, JobRow, board_column
from app.services.lists import rows_of

MOST = 200
"""A column shows so many jobs; the list shows all of them."""


@dataclass(frozen=True)
class BoardColumn:
    """A column: its code and title, how many jobs stand in it, the first of them, a short note.

    ``note`` is what is worth knowing of the whole column: "oldest 4 d", "3 people", "2 due today".
    """

    code: str
    title: str
    count: int
    rows: tuple[JobRow, ...]
    note: str


def board(
    db: Database, view: str = "in_work", search: str = "", *, today: str = ""
) -> tuple[BoardColumn, ...]:
    """The five columns from left to right, all of the same moment."""
    return tuple(_column(db, code, title, view, search, today) for code, title in COLUMNS)


def _column(db: Database, code: str, title: str, view: str, search: str, today: str) -> BoardColumn:
    query = board_column(code, view, search, today=today)
    ids = [row[0] for row in db.rows(f"{query.ids_sql} LIMIT {MOST + 1}", query.params)]
    count = len(ids)
    if count > MOST:
        count = db.value(f"SELECT count(*) FROM ({query.ids_sql})", query.params)
    rows = tuple(row for row in rows_of(db, query, 0, ids[:MOST]).rows if row is not None)
    return BoardColumn(code, title, count, rows, _note(code, rows))


def _note(code: str, rows: tuple[JobRow, ...]) -> str:
    if not rows:
        return ""
    if code == "start":
        oldest = max(row.days for row in rows)
        return f"oldest {oldest} d" if oldest else "all of today"
    if code == "qc":
        due = sum(1 for row in rows if row.due_words == "today")
        return f"{due} due today" if due else ""
    people = Counter(row.artisan for row in rows if row.artisan)
    if not people:
        return "nobody yet"
    return "1 person" if len(people) == 1 else f"{len(people)} people"


def artisans(db: Database) -> list[tuple[int, str]]:
    """Who works at the bench, by name: id and how they are called."""
    rows = db.rows(
        "SELECT id, display FROM party WHERE removed = 0 AND is_artisan = 1 ORDER BY display"
    )
    return [(row[0], row[1]) for row in rows]
