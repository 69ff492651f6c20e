"""How pieces stand before they are handed over, or taken back: what is asked of each, and where they go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.report_demand import LOAN_IN, LOAN_OUT
from app.models.database import Database
from app.services.documents import document_content
from app.services.hand_overs import paper_of, still_out
from app.services.places import place_tree
from app.services.report_demand import missing_report
from app.services.report_presence import has_report
from app.services.report_quick import QuickPiece, quick_piece


@dataclass(frozen=True)
class HandOverReady:
    """Pieces that go out, or come back by the paper ``document_id`` (0: they go out).

    ``reported`` are those whose report is there already: nothing is asked of them. ``places`` are
    (id, words) of where they can go, ``to`` who has them.
    """

    pieces: tuple[QuickPiece, ...]
    reported: tuple[int, ...]
    places: tuple[tuple[int, str], ...]
    document_id: int = 0
    number: str = ""
    to: str = ""

    @property
    def is_back(self) -> bool:
        """Whether they come back."""
        return bool(self.document_id)


def hand_over_ready(db: Database, piece_ids: Sequence[int]) -> HandOverReady:
    """What a hand-over of these pieces asks. One that is out brings all with it that are out by its paper."""
    ids = tuple(dict.fromkeys(piece_ids))
    paper = next((found for one in ids if (found := paper_of(db, one))), 0)
    if not paper:
        asked = [one for one in ids if missing_report(db, one, LOAN_OUT)]
        rest = tuple(one for one in ids if one not in asked)
        return HandOverReady(_quick(db, ids, rest, LOAN_OUT), rest, _places(db, ("out", "event")))
    out = still_out(db, paper)
    chosen = tuple(one for one in out if one in ids) if len(ids) > 1 else out
    seen = tuple(one for one in chosen if has_report(db, one, LOAN_IN))
    content = document_content(db, paper)
    return HandOverReady(
        _quick(db, chosen, seen, LOAN_IN),
        seen,
        _places(db, ("house",)),
        paper,
        content.number,
        content.to[0],
    )


def _quick(
    db: Database, ids: Sequence[int], reported: Sequence[int], reason: str
) -> tuple[QuickPiece, ...]:
    found = []
    for one in ids:
        quick = quick_piece(db, one, reason)
        if one in reported:
            said = f"Reported in {quick.last_number}" if quick.last_number else "No report is asked"
            quick = replace(quick, refusal=f"{said}: nothing more is asked of it.")
        found.append(quick)
    return tuple(found)


def _places(db: Database, kinds: Sequence[str]) -> tuple[tuple[int, str], ...]:
    return tuple(
        (place.id, place.title or place.name)
        for place in place_tree(db)
        if place.whereabouts in kinds and place.kind not in ("site", "room")
    )
