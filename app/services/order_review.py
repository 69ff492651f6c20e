"""Reviewing an order: tick or doubt its points, read back, hold, release, confirm."""

from __future__ import annotations

from app.domain.changes import Changes
from app.models.work import Work


def tick(w: Work, order_id: int, point: str, line_id: int | None = None) -> Changes:
    """Say that a point is right as it stands now; refused where it plainly cannot be."""
    raise NotImplementedError


def problem(w: Work, order_id: int, point: str, reason: str, line_id: int | None = None) -> Changes:
    """Say that a point is not right, and why."""
    raise NotImplementedError


def lock_read_back(w: Work, line_id: int, how: str) -> Changes:
    """Keep that the line was read back to the client (``how``: phone, in_person, email, message)."""
    raise NotImplementedError


def change_wish(w: Work, line_id: int, kind: str, text: str, **more: str) -> Changes:
    """Set a line's engraving, ring size, metal or length; more = font, position. Checks open anew."""
    raise NotImplementedError


def hold(w: Work, order_id: int, reason_code: str, note: str = "") -> Changes:
    """Put an order on hold with a reason (``reasons.ORDER_HOLD``)."""
    raise NotImplementedError


def release(w: Work, order_id: int, note: str = "") -> Changes:
    """Take an order off hold, back to review."""
    raise NotImplementedError


def confirm(w: Work, order_id: int) -> Changes:
    """Confirm a reviewed order; says in one sentence what is missing."""
    raise NotImplementedError


def set_piece(w: Work, line_id: int, piece_id: int | None) -> Changes:
    """Reserve a piece for a line, or give it back (None)."""
    raise NotImplementedError


def set_piece_by_code(w: Work, line_id: int, code: str) -> Changes:
    """Reserve the piece whose tag was scanned; a wrong code says what it is."""
    raise NotImplementedError
