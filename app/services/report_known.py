"""What was known of a piece when a report was signed: a correction is judged against that."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from app.domain.errors import NotFoundError
from app.models.database import Database
from app.models.work import Work
from app.services.report_form import ReportForm, StoneLine, form_from_json
from app.services.report_start import KnownPiece, known_piece, signed_content, weighed_last
from app.services.report_unexplained import unexplained_mg

_THEN = ("ring_size", "ring_system", "setting_pattern", "components")
"""What work at the bench changes of a piece; its description stays what it is called today."""


def known_for(db: Database | Work, piece_id: int, version_of: int) -> KnownPiece:
    """What a report is judged against: the piece as it is known now; a correction of the report
    ``version_of`` (0: it is a new one) against what was known when that one was first signed."""
    return known_then(db, version_of) if version_of else known_piece(db, piece_id)


def known_then(db: Database | Work, report_id: int) -> KnownPiece:
    """The piece as it was known when a report, or the one that it corrects, was first signed.

    Its weight is the last one read before, its stones are those that the report expected. What was
    erased from the report is told as it is known now.
    """
    row = db.row(
        "SELECT f.piece_id, f.id, f.hlc, f.content FROM report AS r"
        " JOIN report AS f ON f.id = coalesce(r.version_of, r.id) WHERE r.id = ?",
        (report_id,),
    )
    if row is None:
        raise NotFoundError(
            "No such report",
            "This condition report is not here.",
            "Look for it by its number, or by its piece.",
        )
    piece_id, root, hlc, content = row
    piece = known_piece(db, piece_id)
    weight_mg, weighed_on = weighed_last(db, piece_id, (hlc, root))
    left = unexplained_mg(db, piece_id, (hlc, root))
    piece = replace(piece, weight_mg=weight_mg, weighed_on=weighed_on, unexplained_mg=left)
    piece = replace(piece, **_columns_then(db, piece_id, root, hlc))
    return _with_stones(piece, signed_content(content)) if content else piece


def _columns_then(db: Database | Work, piece_id: int, root: int, hlc: int) -> dict[str, Any]:
    """The columns that were edited since, with what stood in them before the first of these edits."""
    rows = db.rows(
        "SELECT column_name, content FROM edit WHERE row_id = ? AND table_name = 'piece'"
        " AND content IS NOT NULL AND (hlc, id) > (?, ?) ORDER BY hlc DESC, id DESC",
        (piece_id, hlc, root),
    )
    return {name: json.loads(said)["old"] for name, said in rows if name in _THEN}


def _with_stones(piece: KnownPiece, said: dict[str, Any]) -> KnownPiece:
    """The stones that the report listed; where it counted others than it listed, their counts."""
    form = form_from_json(said["form"])
    paper = said.get("paper", {})
    expected = paper.get("stones_expected", form.stones_expected)
    counts = [int(one) for one in paper.get("stone_counts", ())]
    stones = form.stones
    if expected is None:
        stones = ()
    elif sum(one.count for one in stones) != expected:
        counts = counts if sum(counts) == expected else [int(expected)]
        stones = tuple(StoneLine(n, "", count=count) for n, count in enumerate(counts, 1))
    if [one.count for one in stones] == [one.count for one in piece.stones]:
        return piece
    return replace(piece, stones=stones, centre_mct=_centre(form))


def _centre(form: ReportForm) -> int:
    first = form.stones[0] if form.stones else None
    return (first.stone_mct or 0) if first and first.count == 1 else 0
