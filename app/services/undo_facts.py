"""A unit of work as Undo reads it: its facts, the rows that it made, and where things were before."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from app.models.base import Kind
from app.models.database import Database
from app.models.schema import TABLES
from app.models.work import Work

Asks = Database | Work
SUBJECT = {
    "transition": "subject_id",
    "move": "subject_id",
    "measured": "subject_id",
    "priced": "subject_id",
    "attached": "subject_id",
    "code": "target_id",
    "document": "subject_id",
    "report": "piece_id",
    "mark_number": "piece_id",
    "note": "subject_id",
    "ticked": "order_id",
    "payment": "order_id",
    "refund": "order_id",
    "discount_share": "order_id",
    "tax_line": "order_id",
    "order_source": "order_id",
    "job_stage": "job_id",
    "job_component": "job_id",
    "grant": "user_id",
    "edit": "row_id",
    "printed": "subject_id",
    "case_file": "subject_id",
}
"""The column of each fact that names the record it is about."""


@dataclass
class Plan:
    """What would be done. ``facts`` maps tables to the unit's rows as column → value.

    ``made`` are the rows that the unit added, by table; ``kept`` says what stays as it is and why.
    """

    work_id: int
    work_kind: str
    at: int
    facts: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    made: dict[str, list[int]] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)

    @property
    def made_ids(self) -> set[int]:
        """All rows that the unit added."""
        return {row_id for ids in self.made.values() for row_id in ids}

    def about_others(self, table: str) -> list[dict[str, Any]]:
        """The unit's facts of a table about records that were there before it, oldest first."""
        made = self.made_ids
        return [row for row in self.facts.get(table, ()) if row[SUBJECT[table]] not in made]


def facts_of(db: Asks, work_id: int) -> dict[str, list[dict[str, Any]]]:
    """The facts that a unit told, by table, in the order in which it told them."""
    found: dict[str, list[dict[str, Any]]] = {}
    for model in TABLES:
        if model.kind in (Kind.FACT, Kind.ERASABLE) and model.table() != "work":
            columns = model.columns()
            names = ", ".join(f'"{name}"' for name in columns)
            rows = db.rows(
                f'SELECT {names} FROM "{model.table()}" WHERE work_id = ? ORDER BY id', (work_id,)
            )
            if rows:
                found[model.table()] = [dict(zip(columns, row, strict=True)) for row in rows]
    return found


def whereabouts_before(
    db: Asks, work_id: int, first: dict[str, Any]
) -> tuple[int | None, int | None]:
    """(place, keeper) of what a unit's ``first`` move of it took away, before that unit."""
    subject = first["subject_id"]
    before = db.row(
        "SELECT to_place_id, keeper_id FROM move WHERE subject_id = ? AND work_id <> ?"
        " AND (hlc, id) < (?, ?) ORDER BY hlc DESC, id DESC LIMIT 1",
        (subject, work_id, first["hlc"], first["id"]),
    )
    if before is None and first["subject_kind"] == "place":
        before = (db.value("SELECT parent_id FROM place WHERE id = ?", (subject,)), None)
    return (before[0], before[1]) if before else (None, None)
