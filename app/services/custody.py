"""A piece's custody: every fact about it, newest first, nothing hidden."""

from __future__ import annotations

from dataclasses import dataclass

from app.models.database import Database


@dataclass(frozen=True)
class CustodyEntry:
    """One fact: when, what, from → to, which paper, who.

    ``kind`` is move, state, quality, price, weight, photo, report, tag, printed, edit, note or item;
    ``group`` (moves, price, checks, other) is the filter's. ``counter_of`` is the fact that this one
    takes back, ``taken_back_by`` the fact that took this one back (0 = none).
    """

    id: int
    kind: str
    group: str
    at: int
    what: str
    before: str
    after: str
    detail: str
    paper: str
    opens: tuple[str, int] | None
    who: str
    initials: str
    second: str
    counter_of: int = 0
    taken_back_by: int = 0


def custody(db: Database, piece_id: int) -> tuple[CustodyEntry, ...]:
    """All facts about a piece, newest first."""
    raise NotImplementedError
