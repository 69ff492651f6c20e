"""The columns of what a party has with us: pieces, agreements, orders."""

from __future__ import annotations

from app.domain.chips import chip
from app.services.party_cards import PartyAgreement, PartyItem, PartyOrder
from app.views.pieces.piece_words import PieceWords
from app.views.pieces.table import NO_PHOTO
from app.views.widgets.list_view.columns import Cell, Column


def item_columns(words: PieceWords) -> tuple[Column, ...]:
    """Consigned pieces."""

    def piece(row: PartyItem) -> Cell:
        photo = row.photo_sha256 or NO_PHOTO
        return Cell(row.description, "medium", second=row.number, photo=photo)

    return (
        Column("Piece", piece, stretch=1),
        Column(
            "State", lambda row: Cell(status=chip("item", row.state)), width=140, hide_below=420
        ),
        Column(
            "Agreed", lambda row: words.amount(row.agreed_minor, row.currency), 130, numeric=True
        ),
    )


def agreement_columns(words: PieceWords) -> tuple[Column, ...]:
    """Agreements."""

    def ends(row: PartyAgreement) -> Cell:
        return Cell(
            words.iso(row.expires_on) or "not signed", "body" if row.expires_on else "muted"
        )

    return (
        Column("Agreement", lambda row: Cell(row.number, "strong"), stretch=1),
        Column("State", lambda row: Cell(status=chip("agreement", row.state)), width=130),
        Column("Signed", lambda row: Cell(words.iso(row.begins_on)), width=120, hide_below=560),
        Column("Ends", ends, width=120),
        Column("Pieces", lambda row: str(row.pieces), 90, numeric=True),
    )


def order_columns(words: PieceWords) -> tuple[Column, ...]:
    """Orders."""

    def total(row: PartyOrder) -> Cell:
        return Cell(words.amount(row.total_minor, row.currency), "medium")

    return (
        Column("Order", lambda row: Cell(row.number, "strong"), stretch=1),
        Column("State", lambda row: Cell(status=chip("order", row.state)), width=140),
        Column("Placed", lambda row: Cell(words.date_of(row.placed_at)), width=130, hide_below=520),
        Column("Total", total, 140, numeric=True),
    )
