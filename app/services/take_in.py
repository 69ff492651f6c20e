"""Take-in: a piece comes into the house, of a consignor, bought, or a client's own."""

from __future__ import annotations

from app.domain.changes import Changes
from app.models.work import Work
from app.services.piece_forms import PieceForm


def take_in(w: Work, agreement_id: int, form: PieceForm) -> Changes:
    """Take one piece in under a draft agreement: ``first("piece")``, ``first("item")`` are the new ids.

    The piece gets its item number, a tag code and a place; what is missing is told by its badge.
    """
    raise NotImplementedError


def take_in_own(
    w: Work, form: PieceForm, *, ownership: str = "owned", owner_id: int | None = None
) -> Changes:
    """Take in a piece without an agreement: bought by the house, on memo, or a client's property."""
    raise NotImplementedError


def edit_taken_in(w: Work, piece_id: int, form: PieceForm) -> Changes:
    """Change a piece that was taken in to what the form says; a signed one keeps prices and weight."""
    raise NotImplementedError


def take_out(w: Work, piece_id: int, reason_code: str) -> Changes:
    """Take a piece off a draft agreement again: entered twice, or the consignor keeps it."""
    raise NotImplementedError
