"""What a piece's page reads at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.printing.tag.roll import Roll
from app.printing.tag.values import TagValues
from app.services.piece_cards import PieceCard, neighbours, piece_card
from app.services.tags import roll_of, tag_value


@dataclass(frozen=True)
class PieceView:
    """What the page reads at once."""

    card: PieceCard
    before: int | None
    after: int | None
    position: int
    of: int
    tag: TagValues | None
    roll: Roll


def piece_view(db: Any, piece_id: int) -> PieceView:
    """A piece with its neighbours in the same place and what its tag says."""
    card = piece_card(db, piece_id)
    tag = tag_value(db, piece_id) if card.row.code else None
    return PieceView(card, *neighbours(db, piece_id), tag, roll_of(db))
