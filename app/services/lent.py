"""By which paper a piece was lent, as SQL: light, for Today and the list of pieces ask it at the start."""

from __future__ import annotations

KIND = "hand_over"
AWAY = ("out", "event")
"""Whereabouts to which a hand-over goes."""


def stands(move: str) -> str:
    """SQL: the move of this alias takes none back, and was not taken back, or that was in its turn."""
    return (
        f"{move}.counter_of IS NULL AND (WITH RECURSIVE back(id, n) AS (SELECT {move}.id, 0"
        f" UNION ALL SELECT c.id, n + 1 FROM move AS c JOIN back ON c.counter_of = back.id"
        f" WHERE c.subject_id = {move}.subject_id) SELECT max(n) % 2 FROM back) = 0"
    )


def went_by(piece: str) -> str:
    """SQL: the id of the paper by which the piece of this column was moved last; NULL without a paper."""
    return (
        f"(SELECT m.document_id FROM move AS m WHERE m.subject_id = {piece}"
        f" AND m.subject_kind = 'piece' AND {stands('m')} ORDER BY m.hlc DESC, m.id DESC LIMIT 1)"
    )
