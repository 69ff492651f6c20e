"""A hand-over that was typed and not signed: what is still so of it when it is gone on with."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.wording import pieces_words
from app.models.database import Database
from app.services.hand_over_papers import paper_of, still_out

DRAFT_KIND = "hand_over"
"""The kind of its draft; a person has one on a PC, about no record (0)."""
_MOST_NAMED = 4


def still_so(
    db: Database, piece_ids: Sequence[int], document_id: int
) -> tuple[tuple[int, ...], str]:
    """The pieces that can still go out, or come back by the paper ``document_id`` (0: they go out),
    and a sentence about those that cannot any more ("": all can)."""
    if document_id:
        out = still_out(db, document_id)
        stay = tuple(one for one in piece_ids if one in out)
    else:
        stay = tuple(one for one in piece_ids if not paper_of(db, one))
    gone = [one for one in piece_ids if one not in stay]
    if not gone:
        return stay, ""
    numbers = [_number(db, one) for one in gone[:_MOST_NAMED]]
    more = f" and {len(gone) - _MOST_NAMED} more" if len(gone) > _MOST_NAMED else ""
    verb = "is" if len(gone) == 1 else "are"
    went = "no longer out by that paper" if document_id else "out by another paper by now"
    it = "it is" if len(gone) == 1 else "they are"
    said = f"{pieces_words(len(gone))} ({', '.join(numbers)}{more}) {verb} {went}"
    return stay, f"{said}: {it} left alone."


def _number(db: Database, piece_id: int) -> str:
    row = db.row("SELECT item_number, number FROM piece_now WHERE id = ?", (piece_id,))
    return str((row[0] or row[1]) if row else "") or "without a number"
