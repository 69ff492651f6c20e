"""A piece's passport: its whole life on one page."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from app.models.database import Database
from app.services.passport_events import PassportEvent, counts_of, events_of
from app.services.passport_lanes import Lanes, lanes_of
from app.services.passport_moment import Moment, at_moment
from app.services.passport_proof import Proof, proof_of
from app.services.passport_way import Stay, bound_of, stays_of
from app.services.pieces import PieceRow, piece_row

__all__ = ["Passport", "answer", "passport", "passport_proof"]


@dataclass(frozen=True)
class Passport:
    """A piece's life: events newest first, lanes, and how many events each filter shows."""

    row: PieceRow
    events: tuple[PassportEvent, ...]
    stays: tuple[Stay, ...]
    lanes: Lanes
    counts: dict[str, int]

    @property
    def facts(self) -> int:
        """How many facts tell it."""
        return sum(event.facts for event in self.events)

    @property
    def begins_at(self) -> int:
        """When the first fact was told, UTC ms; 0 where there is none."""
        return self.events[-1].moment if self.events else 0


def passport(db: Database, piece_id: int, roles: Collection[str]) -> Passport:
    """A piece's life, without the values that these roles may not see; NotFoundError if none is."""
    row = piece_row(db, piece_id)
    stays = stays_of(db, piece_id)
    events = events_of(db, piece_id, roles, stays)
    return Passport(row, events, stays, lanes_of(db, piece_id, roles, stays), counts_of(events))


def answer(db: Database, shown: Passport, at: int, roles: Collection[str]) -> Moment:
    """What was where, worth what, at a moment, for a passport that is read already."""
    return at_moment(db, shown.row.id, at, roles, events=shown.events, stays=shown.stays)


def passport_proof(db: Database, shown: Passport, at: int) -> Proof:
    """Whether the facts up to a moment are still those that were sealed."""
    return proof_of(db, shown.events, bound_of(at))
