"""Reserving a piece for a line of an order: by its tag, or chosen from the list."""

from __future__ import annotations

from app.domain.changes import Changes
from app.domain.errors import InputError, StateError
from app.domain.states import word
from app.models.orders import OrderLine
from app.models.work import Work
from app.services.order_facts import (
    OVER_STATES,
    LineFacts,
    LinePiece,
    line_order,
    order_facts,
)
from app.services.reach import require_on
from app.services.scanning import resolve


def set_piece(w: Work, line_id: int, piece_id: int | None) -> Changes:
    """Reserve a piece for a line, or give it back (None)."""
    order = order_facts(w, line_order(w, line_id))
    require_on(w, "orders.update", "order", order.id)
    line = order.line(line_id)
    if not line.is_goods:
        raise StateError(
            "Not a thing",
            f"{line.title} is work, not goods; no piece stands for it.",
            "Choose the line of the piece.",
        )
    if piece_id == line.piece_id:
        return Changes.of("Already reserved for this line", 0, order=order.id)
    if line.job is not None and line.job.state not in ("done", "closed", "cancelled"):
        raise StateError(
            "The bench has it",
            f"Job {line.job.number} works on the piece of this line.",
            "Cancel the job first, or swap the piece there.",
        )
    if piece_id is not None and order.state in OVER_STATES:
        raise StateError(
            "The order is over",
            f"{order.number} is {word(order.state)}, so no piece is set aside for it.",
            "Look for the order that the piece is meant for.",
        )
    touched = [piece for piece in (line.piece_id, piece_id) if piece is not None]
    if line.piece is not None and line.piece.availability == "reserved":
        w.step("piece", line.piece.id, "free")
    if piece_id is None:
        w.edit(OrderLine, line_id, piece_id=None)
        if w.state("line", line_id) == "reserved":
            w.step("line", line_id, "verified", "other")
        return Changes.of("The piece is free again", w.id, order=order.id, piece=touched)
    w.edit(OrderLine, line_id, piece_id=piece_id)
    fresh = order_facts(w, order.id).line(line_id).piece
    if fresh is None:
        raise InputError("No such piece", "There is no such piece any more.", "Scan another one.")
    _require_fit(line, fresh)
    w.step("piece", piece_id, "reserved")
    if w.state("line", line_id) == "verified":
        w.step("line", line_id, "reserved")
    name = fresh.number or fresh.description
    return Changes.of(f"{name} reserved for {order.number}", w.id, order=order.id, piece=touched)


def _require_fit(line: LineFacts, piece: LinePiece) -> None:
    """Refuse a piece that is not free, not sound, or plainly another thing than was ordered."""
    name = piece.number or piece.description
    made_for_it = piece.availability == "intake" and piece.ownership == "owned"
    if piece.availability != "free" and not made_for_it:
        raise StateError(
            "The piece is not free",
            f"{name} is {word(piece.availability)}.",
            "Choose another piece of the same style.",
            field="piece",
        )
    if piece.quality != "ok":
        raise StateError(
            "The piece is not sound",
            f"{name} is {word(piece.quality)}.",
            "Choose another piece, or have it inspected.",
            field="piece",
        )
    if line.style is not None and piece.style_id not in (None, line.style.id):
        raise StateError(
            "Another style",
            f"{name} is not {line.sku}: {piece.description}.",
            "Scan the piece that was ordered.",
            field="piece",
        )
    if piece.ownership not in ("owned", "consigned_in", "memo_in"):
        raise StateError(
            "Not for sale",
            f"{name} does not belong to what the house may sell.",
            "Choose another piece.",
            field="piece",
        )


def set_piece_by_code(w: Work, line_id: int, code: str) -> Changes:
    """Reserve the piece whose tag was scanned; a wrong code says what it is."""
    scan = resolve(w.db, code)
    piece_id = scan.piece_id or (scan.target_id if scan.kind == "piece" else 0)
    if not piece_id:
        said = scan.sentence or f"{scan.title or code} is not a piece."
        raise InputError(
            "Not a piece", said, scan.remedy or "Scan the tag of the piece.", field="piece"
        )
    return set_piece(w, line_id, piece_id)
