"""Cases as they lie in the tables: which there are, how each stands, and the facts that clash."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.domain.errors import NotFoundError
from app.models import records
from app.models.base import Table
from app.models.pieces import Move
from app.services.house_rules import Asks

SETTLED = "settled"
LATER, DECISION = "later", "decision"
"""Topics of the notes with a case: put off until, and what was decided and why."""
_TOLD_IN: tuple[type[Table], ...] = (
    records.Transition,
    Move,
    records.Edit,
    records.Code,
    records.Report,
    records.Document,
)
_COLUMNS = (
    "c.id, c.case_kind, c.subject_kind, c.subject_id, c.first_fact_id,"
    " coalesce(c.second_fact_id, 0), w.at, coalesce(s.state, ''), coalesce(s.since_at, 0)"
)
_FROM = (
    " FROM case_file AS c JOIN work AS w ON w.id = c.work_id LEFT JOIN state_now AS s"
    " ON s.subject_id = c.id AND s.machine = 'case'"
)


@dataclass(frozen=True)
class CaseRecord:
    """A case: its kind, what it is about, the two facts, when it was opened and how it stands."""

    id: int
    kind: str
    subject_kind: str
    subject_id: int
    first_id: int
    second_id: int
    opened_at: int
    state: str
    since_at: int

    @property
    def is_settled(self) -> bool:
        """Whether somebody has decided."""
        return self.state == SETTLED


@dataclass(frozen=True)
class Told:
    """A fact with who told it: its table and values, and its unit of work."""

    table: str
    id: int
    values: dict[str, Any]
    work_id: int
    hlc: int
    site: int
    at: int
    actor_id: int

    def __getitem__(self, column: str) -> Any:
        return self.values[column]

    @property
    def to_state(self) -> str:
        """The state that a step led to, "" for another fact."""
        return str(self.values.get("to_state", ""))


def open_records(db: Asks, limit: int = 500) -> list[CaseRecord]:
    """Cases that nobody has decided, oldest first."""
    rows = db.rows(
        f"SELECT {_COLUMNS}{_FROM} WHERE coalesce(s.state, '') <> 'settled'"
        " ORDER BY w.at, c.id LIMIT ?",
        (limit,),
    )
    return [CaseRecord(*row) for row in rows]


def settled_records(db: Asks, limit: int = 200) -> list[CaseRecord]:
    """Cases that were decided, the latest first."""
    rows = db.rows(
        f"SELECT {_COLUMNS}{_FROM} WHERE s.state = 'settled'"
        " ORDER BY s.since_at DESC, c.id LIMIT ?",
        (limit,),
    )
    return [CaseRecord(*row) for row in rows]


def case_record(db: Asks, case_id: int) -> CaseRecord:
    """One case; NotFoundError if there is none."""
    row = db.row(f"SELECT {_COLUMNS}{_FROM} WHERE c.id = ?", (case_id,))
    if row is None:
        raise NotFoundError(
            "No such case", "There is no such case here.", "Look at the list of cases again."
        )
    return CaseRecord(*row)


def told_facts(db: Asks, case: CaseRecord) -> list[Told]:
    """The facts of a case in its order; one that is not here (any more) is left out."""
    found = (told(db, fact_id) for fact_id in (case.first_id, case.second_id) if fact_id)
    return [fact for fact in found if fact is not None]


def told(db: Asks, fact_id: int) -> Told | None:
    """A fact by its id, whichever table it is in."""
    for model in _TOLD_IN:
        columns = model.columns()
        names = ", ".join(f'f."{column}"' for column in columns)
        row = db.row(
            f'SELECT w.site, w.at, w.actor_id, {names} FROM "{model.table()}" AS f'
            " JOIN work AS w ON w.id = f.work_id WHERE f.id = ?",
            (fact_id,),
        )
        if row is not None:
            values = dict(zip(columns, row[3:], strict=True))
            return Told(model.table(), fact_id, values, values["work_id"], values["hlc"], *row[:3])
    return None


def last_note(db: Asks, case_id: int, topic: str) -> tuple[str, int, int] | None:
    """(content, when, who) of the last note of a topic with a case."""
    row = db.row(
        "SELECT n.content, w.at, w.actor_id FROM note AS n JOIN work AS w ON w.id = n.work_id"
        " WHERE n.subject_id = ? AND n.subject_kind = 'case' AND n.topic = ?"
        " AND n.content IS NOT NULL ORDER BY n.hlc DESC, n.id DESC LIMIT 1",
        (case_id, topic),
    )
    return (row[0], row[1], row[2]) if row else None
