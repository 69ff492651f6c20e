"""What a piece's page reads at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.printing.tag.content import TagContent
from app.printing.tag.stock import Stock
from app.services.piece_cards import PieceCard, neighbours, piece_card
from app.services.tags import stock_of, tag_content


@dataclass(frozen=True)
class PieceView:
    """What the page reads at once."""

    card: PieceCard
    before: int | None
    after: int | None
    position: int
    of: int
    tag: TagContent | None
    stock: Stock


def piece_view(db: Any, piece_id: int) -> PieceView:
    """A piece with its neighbours in the same place and the content of its tag."""
    card = piece_card(db, piece_id)
    tag = tag_content(db, piece_id) if card.row.code else None
    return PieceView(card, *neighbours(db, piece_id), tag, stock_of(db))
