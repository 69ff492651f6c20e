"""What the papers of hand-overs say of pieces: which are out by one, where they lay before, who had what last."""

from __future__ import annotations

import json
from collections.abc import Sequence

from app.services.house_rules import Asks
from app.services.lent import AWAY, KIND, stands
from app.services.move_rules import path_of
from app.services.report_presence import outside

_LATEST = 400
"""So many of the last papers are looked through for a borrower."""


def still_out(db: Asks, document_id: int) -> tuple[int, ...]:
    """The pieces that went out by a hand-over and have not been moved since, in the order of the paper.

    None for the paper of a return: what it moved is in the house.
    """
    rows = db.rows(
        "SELECT m.subject_id, m.to_place_id FROM move AS m WHERE m.document_id = ?1"
        f" AND m.subject_kind = 'piece' AND {stands('m')} AND NOT EXISTS"
        " (SELECT 1 FROM move AS l WHERE l.subject_id = m.subject_id AND l.subject_kind = 'piece'"
        f" AND (l.hlc, l.id) > (m.hlc, m.id) AND {stands('l')}) ORDER BY m.id",
        (document_id,),
    )
    away = {place for place in {row[1] for row in rows} if _is_away(db, place)}
    return tuple(row[0] for row in rows if row[1] in away)


def paper_of(db: Asks, piece_id: int) -> int:
    """The hand-over by which a piece is out now; 0 where it is out by none."""
    row = db.row(
        "SELECT m.document_id, m.to_place_id FROM move AS m WHERE m.subject_id = ?"
        f" AND m.subject_kind = 'piece' AND {stands('m')} ORDER BY m.hlc DESC, m.id DESC LIMIT 1",
        (piece_id,),
    )
    if row is None or row[0] is None:
        return 0
    kind = db.value("SELECT document_kind FROM document WHERE id = ?", (row[0],))
    return int(row[0]) if kind == KIND and _is_away(db, row[1]) else 0


def lay_before(db: Asks, document_id: int, piece_ids: Sequence[int]) -> int:
    """The one place where all these pieces lay before they went out by a paper; 0 where it is not one."""
    rows = db.rows(
        "SELECT DISTINCT (SELECT b.to_place_id FROM move AS b WHERE b.subject_id = m.subject_id"
        f" AND b.subject_kind = 'piece' AND (b.hlc, b.id) < (m.hlc, m.id) AND {stands('b')}"
        " ORDER BY b.hlc DESC, b.id DESC LIMIT 1) FROM move AS m WHERE m.document_id = ?1"
        " AND m.subject_kind = 'piece' AND m.counter_of IS NULL"
        " AND m.subject_id IN (SELECT value FROM json_each(?2))",
        (document_id, json.dumps(list(piece_ids))),
    )
    return int(rows[0][0] or 0) if len(rows) == 1 else 0


def last_place_of(db: Asks, name: str) -> int:
    """Where what this borrower had last was lent to; 0 for who never had anything."""
    wanted = name.strip().casefold()
    if not wanted:
        return 0
    for place, to, back in db.rows(
        "SELECT subject_id, json_extract(content, '$.to[0]'), json_extract(content, '$.back')"
        " FROM document WHERE document_kind = ? AND subject_kind = 'place' AND content IS NOT NULL"
        " ORDER BY hlc DESC, id DESC LIMIT ?",
        (KIND, _LATEST),
    ):
        if not back and str(to or "").strip().casefold() == wanted:
            return int(place)
    return 0


def _is_away(db: Asks, place_id: int | None) -> bool:
    return place_id is not None and outside([row[1] for row in path_of(db, place_id)]) in AWAY
