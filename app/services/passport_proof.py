"""What proves an answer: the audit entries that told it, computed anew from their facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.models.chain import chain_hash, fact_lines
from app.models.database import Database
from app.models.schema import FACTS
from app.services.check_chain import repeated_lines
from app.services.passport_events import PassportEvent

MOST_FACTS = 20_000
"""An entry with more facts (a whole stock taken over) is left to the check of the shop."""
_HEADER = (
    "id, site, site_seq, hlc, actor_id, second_id, at, work_kind, reason_code, reverses_work_id"
)


@dataclass(frozen=True)
class Proof:
    """How many facts were looked at; ``changed`` are those whose entry does not fit them any more,
    ``unchecked`` those of entries too large to be computed while somebody waits.
    """

    facts: int
    changed: int
    unchecked: int

    @property
    def words(self) -> str:
        """ "39 facts up to this time, none changed since"."""
        many = f"{self.facts:,} fact{'' if self.facts == 1 else 's'} up to this time"
        if self.changed:
            return f"{many}, {self.changed} changed from outside since"
        if self.unchecked:
            sealed = self.facts - self.unchecked
            return f"{many}, {sealed} looked at and unchanged, {self.unchecked} came in one go"
        return f"{many}, none changed since"


def proof_of(db: Database, events: Iterable[PassportEvent], bound: int) -> Proof:
    """Compute the audit entries of the facts up to a hybrid time anew."""
    by_work: dict[int, int] = {}
    for event in events:
        if event.hlc <= bound:
            by_work[event.work_id] = by_work.get(event.work_id, 0) + event.facts
    return proof_of_works(db, by_work)


def proof_of_works(db: Database, by_work: dict[int, int]) -> Proof:
    """The same for units of work with how many facts of each are told."""
    changed = unchecked = 0
    left = MOST_FACTS
    for work_id, facts in sorted(by_work.items()):
        lines = _lines(db, work_id, left)
        if lines is None:
            unchecked += facts
            continue
        left -= len(lines)
        changed += 0 if stands(db, work_id, lines) else facts
    return Proof(sum(by_work.values()), changed, unchecked)


def entry_stands(db: Database, work_id: int) -> bool:
    """Whether an entry still seals its facts, told before a paper is drawn from them.

    One with more than ``MOST_FACTS`` is left to the check of the shop, and so is the unit of work
    that is just being written: its entry comes when it closes.
    """
    if not db.conn.readonly("main") and not db.row("SELECT 1 FROM work WHERE id = ?", (work_id,)):
        return True
    lines = _lines(db, work_id, MOST_FACTS)
    return lines is None or stands(db, work_id, lines)


def stands(db: Database, work_id: int, lines: Sequence[str]) -> bool:
    """Whether an entry still seals its facts, and the next entry of its site seals it."""
    row = db.row(f"SELECT {_HEADER}, prev, hash FROM work WHERE id = ?", (work_id,))
    if row is None:
        return False
    header, prev, kept = row[:10], row[10], row[11]
    if chain_hash(prev, header, lines) != kept:
        told_again = repeated_lines(db).get(work_id, ())  # two PCs told it: kept under the first
        if not told_again or chain_hash(prev, header, (*lines, *told_again)) != kept:
            return False
    after = db.row("SELECT prev FROM work WHERE site = ? AND site_seq = ?", (row[1], row[2] + 1))
    return after is None or after[0] == kept


def _lines(db: Database, work_id: int, most: int) -> list[str] | None:
    """The facts of an entry as the chain sees them; None when there are more than ``most``."""
    found: list[str] = []
    for model in FACTS:
        names = ", ".join(f'"{name}"' for name in model.columns())
        rows = db.rows(
            f'SELECT {names} FROM "{model.table()}" WHERE work_id = ? LIMIT ?',
            (work_id, most - len(found) + 1),
        )
        if len(found) + len(rows) > most:
            return None
        found += fact_lines(model, rows)
    return found
