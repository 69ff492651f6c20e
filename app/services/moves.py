"""Moves: pieces change their place or keeper, a tray is carried with all that lies in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.changes import Changes
from app.models.database import Database
from app.models.work import Work


@dataclass(frozen=True)
class MovePlan:
    """What a move would mean, asked before it is made: value in minor units, who must confirm.

    ``refused`` are (piece id, sentence) of those that cannot go, ``already`` those that lie there.
    """

    pieces: int
    value_minor: int
    currency: str
    needs_second: bool
    over_limit: bool
    refused: tuple[tuple[int, str], ...]
    already: tuple[int, ...]


def plan_move(db: Database, piece_ids: Sequence[int], to_place_id: int) -> MovePlan:
    """What moving these pieces to a place would mean."""
    raise NotImplementedError


def move(
    w: Work,
    piece_ids: Sequence[int],
    to_place_id: int,
    *,
    keeper_id: int | None = None,
    document_id: int | None = None,
) -> Changes:
    """Put pieces into a place, all or none; from the house's limits on a second person confirms."""
    raise NotImplementedError


def move_place(w: Work, place_id: int, to_place_id: int) -> Changes:
    """Carry a tray (or another container) with everything in it: one fact about the tray."""
    raise NotImplementedError


def take_back_move(w: Work, move_id: int, reason_code: str) -> Changes:
    """Mend a wrong move by a counter-move to where it came from; both stay in the history."""
    raise NotImplementedError
