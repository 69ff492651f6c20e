"""Pieces that could stand for an order's line: the free ones of its style first, else by search."""

from __future__ import annotations

from app.models.database import Database
from app.services.pieces import PieceRow, piece_rows, pieces_list

MOST = 12


def pieces_for_line(
    db: Database, line_id: int, text: str = "", limit: int = MOST
) -> list[PieceRow]:
    """Free pieces for a line: without ``text`` those of its style, by arrival; with it by search."""
    if text.strip():
        query = pieces_list("free", text)
        ids = [row[0] for row in db.rows(f"{query.ids_sql} LIMIT {limit}", query.params)]
        return piece_rows(db, ids)
    rows = db.rows(
        "SELECT p.id FROM order_line AS l"
        " JOIN style AS s ON s.id = l.style_id OR (l.sku <> '' AND s.sku = l.sku AND s.removed = 0)"
        " JOIN piece_now AS p ON p.style_id = s.id"
        " WHERE l.id = ? AND p.removed = 0 AND p.availability = 'free' AND p.quality = 'ok'"
        " ORDER BY p.came_at, p.id LIMIT ?",
        (line_id, limit),
    )
    return piece_rows(db, [row[0] for row in rows])
