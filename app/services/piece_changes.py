"""What is done to a piece on its page: described, priced, weighed, held, judged, set free."""

from __future__ import annotations

from app.domain.changes import Changes
from app.models.work import Work
from app.services.piece_forms import PieceForm


def edit_piece(w: Work, piece_id: int, form: PieceForm) -> Changes:
    """Change a piece's description, metals, stones and marks to what the form says."""
    raise NotImplementedError


def set_price(w: Work, piece_id: int, what: str, amount_minor: int, evidence: str = "") -> Changes:
    """Say a price, agreed price, reserve, insured value or cost from now on, with its evidence."""
    raise NotImplementedError


def weigh(
    w: Work, piece_id: int, weight_mg: int, method: str = "scale", instrument: str = ""
) -> Changes:
    """Note the gross weight in mg as read; a difference beyond the limit asks for a reason."""
    raise NotImplementedError


def quarantine(w: Work, piece_id: int, reason_code: str) -> Changes:
    """Put a piece aside as doubtful: anyone may."""
    raise NotImplementedError


def judge(w: Work, piece_id: int, quality: str, reason_code: str) -> Changes:
    """Say that a piece is sound or incomplete again (out of quarantine: operations or a manager)."""
    raise NotImplementedError


def hold(w: Work, piece_id: int, reason_code: str) -> Changes:
    """Hold a piece back from sale."""
    raise NotImplementedError


def release_hold(w: Work, piece_id: int, reason_code: str) -> Changes:
    """End a hold: a manager with a second person, or its date has passed."""
    raise NotImplementedError


def set_free(w: Work, piece_id: int) -> Changes:
    """Put a piece that was taken in up for sale: complete, and its hold passed."""
    raise NotImplementedError


def replace_tag(w: Work, piece_id: int) -> Changes:
    """Give a piece a new tag code; the old one still leads to it and says that it was replaced."""
    raise NotImplementedError


def add_alias(w: Work, piece_id: int, code: str) -> Changes:
    """Let another code (an old tag, a maker's barcode) lead to this piece."""
    raise NotImplementedError
