"""A manager lets pieces change hands without the condition report that the house demands, in words."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.changes import Changes
from app.domain.errors import InputError, NotAllowedError
from app.domain.permissions import allowed
from app.domain.report_demand import EVENTS, WORDS
from app.domain.wording import pieces_words
from app.models.pieces import Piece
from app.models.records import Note
from app.models.work import Work
from app.services.report_presence import WAIVED

LONGEST_REASON = 500
DECIDES = "report.approve"


def waive_reports(w: Work, piece_ids: Sequence[int], event: str, words: str) -> Changes:
    """Decide that these pieces go on without a report at one hand-over (a code of ``EVENTS``).

    It holds for a day and for this hand-over alone. The manager is the actor or the second person of
    the unit of work, else NotAllowedError asks for one; the words stay in each piece's history.
    """
    w.require("moves.create")
    ids = tuple(dict.fromkeys(piece_ids))
    said = words.strip()
    if not ids or event not in EVENTS:
        raise InputError(
            "Nothing to decide", "No piece waits for a report here.", "Begin the hand-over again."
        )
    if not said or len(said) > LONGEST_REASON:
        raise InputError(
            "Why?",
            "Say in a few words why it goes on without a report.",
            "Then decide again.",
            field="words",
        )
    decider = next(
        (one for one in (w.actor, w.second) if one and allowed(one.roles, DECIDES)), None
    )
    if decider is None:
        raise NotAllowedError(
            "A manager decides",
            f"{pieces_words(len(ids))} would change hands without a condition report.",
            "A manager confirms with a password, or the report is written.",
            field="second",
            act=DECIDES,
        )
    for piece_id in ids:
        w.get(Piece, piece_id)
        w.add(
            Note,
            subject_kind="piece",
            subject_id=piece_id,
            topic=WAIVED + event,
            content=f"No condition report {WORDS[event]}: {said} (decided by {decider.display})",
        )
    return Changes.of(
        f"{pieces_words(len(ids))} may go on without a condition report", w.id, piece=ids
    )
