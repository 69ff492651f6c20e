"""How pieces stand before they are handed over, or taken back: what is asked of each, and where they go."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.report_demand import LOAN_IN, LOAN_OUT
from app.domain.wording import pieces_words
from app.models.database import Database
from app.services.documents import document_content
from app.services.hand_over_check import Stop, stops_at_first, unreported
from app.services.hand_over_papers import last_place_of, lay_before, paper_of, still_out
from app.services.places import place_tree
from app.services.report_demand import missing_report
from app.services.report_presence import has_report
from app.services.report_quick import QuickPiece, quick_piece


@dataclass(frozen=True)
class HandOverReady:
    """Pieces that go out, or come back by the paper ``document_id`` (0: they go out).

    ``reported`` are those whose report is there already: nothing is asked of them. ``unasked`` come
    back without a report, as they went: it is asked only whether they came. ``stops`` says what stops
    pieces before anything was typed. ``places`` are (id, words) of where they can go, ``place_id`` the
    one there is a reason for (0: none), ``to`` who has them; ``apart`` tells of pieces that were marked
    and have no part in it.
    """

    pieces: tuple[QuickPiece, ...]
    reported: tuple[int, ...]
    places: tuple[tuple[int, str], ...]
    document_id: int = 0
    number: str = ""
    to: str = ""
    unasked: tuple[int, ...] = ()
    stops: tuple[Stop, ...] = ()
    place_id: int = 0
    apart: str = ""

    @property
    def is_back(self) -> bool:
        """Whether they come back."""
        return bool(self.document_id)


def hand_over_ready(db: Database, piece_ids: Sequence[int], user_id: int = 0) -> HandOverReady:
    """What a hand-over of these pieces asks. One that is out brings all with it that are out by its paper.

    ``user_id`` is who hands over: a report that they have begun stops its piece.
    """
    ids = tuple(dict.fromkeys(piece_ids))
    paper = next((found for one in ids if (found := paper_of(db, one))), 0)
    if paper:
        return _back(db, ids, paper, user_id)
    ids = _in_order(db, ids)
    asked = [one for one in ids if missing_report(db, one, LOAN_OUT)]
    rest = tuple(one for one in ids if one not in asked)
    pieces = _quick(db, ids, rest, LOAN_OUT)
    return HandOverReady(
        pieces,
        rest,
        _places(db, ("out", "event")),
        stops=stops_at_first(db, user_id, pieces, rest, LOAN_OUT),
    )


def _back(db: Database, ids: tuple[int, ...], paper: int, user_id: int) -> HandOverReady:
    """What coming back by a paper asks, of all that are out by it or of those of them that were marked."""
    out = still_out(db, paper)
    chosen = tuple(one for one in out if one in ids) if len(ids) > 1 else out
    seen = tuple(one for one in chosen if has_report(db, one, LOAN_IN))
    pieces = _quick(db, chosen, seen, LOAN_IN)
    unasked = tuple(
        one.piece.id
        for one in pieces
        if one.refusal and one.piece.id not in seen and not _demanded(db, one.piece.id)
    )
    pieces = tuple(
        replace(one, refusal="It went without a report, and none is asked.")
        if one.piece.id in unasked
        else one
        for one in pieces
    )
    content = document_content(db, paper)
    places = _places(db, ("house",))
    before = lay_before(db, paper, chosen)
    many = len(set(ids) - set(chosen))
    return HandOverReady(
        pieces,
        seen,
        places,
        paper,
        content.number,
        content.to[0],
        unasked,
        stops_at_first(db, user_id, pieces, (*seen, *unasked), LOAN_IN),
        before if before in dict(places) else 0,
        _apart_words(many, content.number),
    )  # fmt: skip


def _in_order(db: Database, ids: Sequence[int]) -> tuple[int, ...]:
    """As people read them off a tray: by their numbers."""
    rows = db.rows(
        "SELECT n.id FROM piece_now AS n WHERE n.id IN (SELECT value FROM json_each(?))"
        " ORDER BY coalesce(nullif(n.item_number, ''), n.number), n.id",
        (json.dumps(list(ids)),),
    )
    known = [row[0] for row in rows]
    return (*known, *(one for one in ids if one not in known))


def _apart_words(many: int, number: str) -> str:
    """What is said of pieces that were marked as well and are not out by this paper; "" of none."""
    if not many:
        return ""
    stays = "it is" if many == 1 else "they are"
    be = "is" if many == 1 else "are"
    return f"{pieces_words(many)} of those marked {be} not out by {number} now: {stays} left alone."


def _demanded(db: Database, piece_id: int) -> bool:
    missing = missing_report(db, piece_id, LOAN_IN)
    return missing is not None and missing.stops


def place_for(db: Database, name: str, places: Sequence[tuple[int, str]]) -> int:
    """Which of these places what this borrower has now goes to, by what they had last; 0: nobody knows."""
    last = last_place_of(db, name)
    return last if last in dict(places) else 0


def _quick(
    db: Database, ids: Sequence[int], reported: Sequence[int], reason: str
) -> tuple[QuickPiece, ...]:
    found = []
    for one in ids:
        quick = quick_piece(db, one, reason)
        if one in reported:
            quick = replace(quick, refusal=_why_not_asked(db, quick, reason))
        elif quick.refusal:
            quick = replace(quick, refusal=unreported(quick))
        found.append(quick)
    return tuple(found)


def _why_not_asked(db: Database, quick: QuickPiece, reason: str) -> str:
    """Why nothing more is asked of a piece: it is reported, a manager let it pass, or no rule wants it."""
    if not has_report(db, quick.piece.id, reason):
        return "No report is asked of it."
    if quick.last_number and quick.last_at:
        back = " It comes back with this paper." if reason == LOAN_IN else ""
        return f"Reported in {quick.last_number}.{back}"
    return "It goes without a report: a manager has decided so."


def _places(db: Database, kinds: Sequence[str]) -> tuple[tuple[int, str], ...]:
    return tuple(
        (place.id, place.title or place.name)
        for place in place_tree(db)
        if place.whereabouts in kinds and place.kind not in ("site", "room")
    )
