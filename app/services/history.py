"""What happened to a record, in words: who, when, what, from → to."""

from __future__ import annotations

from dataclasses import dataclass

from app.models.database import Database


@dataclass(frozen=True)
class HistoryEntry:
    """One thing that happened. ``before`` and ``after`` are words, empty where there is no from → to.

    ``can_undo`` only says that its kind can be taken back; ``undo`` decides.
    """

    work_id: int
    at: int
    by: str
    second: str
    what: str
    before: str
    after: str
    reason: str
    table: str
    can_undo: bool


def history(db: Database, kind: str, subject_id: int, *, limit: int = 200) -> list[HistoryEntry]:
    """What happened to a record (piece, order, line, job, party, agreement, place, user), newest first."""
    raise NotImplementedError
