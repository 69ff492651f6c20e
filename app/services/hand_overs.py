"""A loan or another hand-over of many pieces: out on one paper that is signed once, and back on one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.domain.changes import Changes
from app.domain.errors import InputError, NotFoundError, StateError
from app.domain.report_demand import LOAN_IN, LOAN_OUT
from app.domain.wording import pieces_words
from app.models.work import Work
from app.printing.document.hand_over import HandOverForm
from app.printing.document.wording import Labels
from app.services.documents import document_content, store_document
from app.services.hand_over_content import handed_items, owners_of, signed_on_paper, terms_of_paper
from app.services.hand_over_papers import still_out
from app.services.house_paper import company_of, statements_of
from app.services.house_rules import Asks, house_rules, today
from app.services.lent import AWAY, KIND
from app.services.move_rules import movers, path_of
from app.services.moves import move
from app.services.paper_making import begin_paper, code_on
from app.services.report_presence import last_crossing, outside
from app.services.report_quick import QuickAnswer, sign_quick
from app.services.report_start import known_piece
from app.services.reports import EXAMINER
from app.services.signatures import Signature

RECEIVER = "borrower"
LONGEST_WORDS = 200
FARTHEST = timedelta(days=5 * 366)
"""A loan that would last longer is a year that was mistyped."""
MOST_NAMED = 12
"""So many pieces that are still out are named on the paper of a return."""


@dataclass(frozen=True)
class HandOver:
    """What is said of pieces that go out: to whom (name, then address), where that is, until when.

    ``due_on`` (ISO) makes it a loan; without a day nothing is said of a way back. ``purpose`` and
    ``identity`` stand on the paper.
    """

    place_id: int
    to: tuple[str, ...]
    due_on: str = ""
    purpose: str = ""
    identity: str = ""
    party_id: int | None = None
    language: str = ""


def hand_out(
    w: Work,
    piece_ids: Sequence[int],
    said: HandOver,
    answers: Sequence[QuickAnswer],
    signatures: Sequence[Signature],
    decision: str = "",
) -> Changes:
    """Give pieces out, all or none: a report each, one paper with both signatures, one move.

    ``answers`` are quick forms of those that have no fresh report, ``decision`` a manager's words for
    those whose weight or stones stop; ``first("document")`` is the paper. Refuses with the sentence
    of whatever lacks: a report, a name, a day, a second person.
    """
    w.require("loans.create")
    ids = _pieces(piece_ids)
    check_said(w, said, today(w))
    _refuse_there_already(w, ids, said.place_id)
    _require_signed(signatures)
    reports = _reports(w, ids, LOAN_OUT, answers, signatures, f"For {said.to[0].strip()}", decision)
    begun = begin_paper(w, KIND, language=said.language)
    terms = (("Purpose", said.purpose), ("Place", path_of(w, said.place_id)[0][2]))
    content = HandOverForm(
        company=company_of(w),
        made=begun.made,
        number=begun.number,
        code=code_on(w, "document", begun.document_id),
        loan=bool(said.due_on),
        to=tuple(line.strip() for line in said.to if line.strip()),
        out_on=today(w),
        currency=house_rules(w).currency,
        items=handed_items(w, ids, reports, begun.made.language),
        due_on=said.due_on,
        identity=said.identity.strip(),
        terms=terms_of_paper(begun.made.language, terms),
        statements=statements_of(w, KIND, today(w), begun.made.language),
        signatures=signed_on_paper(w, begun.made.language, signatures),
        owners=owners_of(w, ids),
    )
    store_document(w, KIND, "place", said.place_id, content, document_id=begun.document_id)
    moved = move(w, ids, said.place_id, keeper_id=said.party_id, document_id=begun.document_id)
    return Changes.of(
        f"{pieces_words(len(ids))} handed over with {begun.number}",
        document=begun.document_id,
        piece=ids,
        report=tuple(reports.values()),
        place=moved.ids("place"),
    )


def hand_back(
    w: Work,
    document_id: int,
    place_id: int,
    answers: Sequence[QuickAnswer],
    signatures: Sequence[Signature],
    reported: Sequence[int] = (),
    decision: str = "",
) -> Changes:
    """Take pieces of a hand-over back into the house: one paper for those that came, signed once.

    ``answers`` are their quick forms; ``reported`` are those whose report was written whole, because
    something was new. What is in neither stays out, and the paper names it.
    """
    w.require("loans.create")
    before = _paper(w, document_id)
    out = still_out(w, document_id)
    coming = _pieces([*(one.piece_id for one in answers), *reported])
    _require_out(w, before, out, coming, place_id)
    ids = tuple(one for one in out if one in coming)  # in the order of the paper they went by
    _require_signed(signatures)
    reports = _reports(
        w, ids, LOAN_IN, answers, signatures, f"Back from {before.to[0]}, {before.number}", decision
    )
    begun = begin_paper(w, KIND, language=before.made.language)
    left = [one for one in out if one not in ids]
    terms = (("Back from", before.number), ("Still out", _left_words(w, left, begun.made.language)))
    content = replace(
        before,
        made=begun.made,
        company=company_of(w),
        number=begun.number,
        code=code_on(w, "document", begun.document_id),
        loan=False,
        back=True,
        out_on=today(w),
        due_on="",
        statements=(),
        items=handed_items(w, ids, reports, begun.made.language, back=True),
        terms=terms_of_paper(begun.made.language, terms),
        signatures=signed_on_paper(w, begun.made.language, signatures),
    )
    store_document(w, KIND, "place", place_id, content, document_id=begun.document_id)
    move(w, ids, place_id, document_id=begun.document_id)
    rest = f", {pieces_words(len(left))} still out" if left else ""
    return Changes.of(
        f"{pieces_words(len(ids))} back with {begun.number}{rest}",
        document=begun.document_id,
        piece=ids,
        report=tuple(reports.values()),
        place=place_id,
    )


# ---------------------------------------------------------------------- what must be said
def _require_out(
    w: Work, before: HandOverForm, out: Sequence[int], coming: Sequence[int], place_id: int
) -> None:
    """Only what is out by this paper comes back by it, and into the house."""
    if before.back:
        raise StateError(
            "These are back already",
            f"{before.number} is the paper of a return: what stands on it is in the house.",
            "Open the hand-over by which the others went out; “Back from” on this paper names it.",
        )
    strange = [one for one in coming if one not in out]
    if strange:
        name = w.value("SELECT description FROM piece WHERE id = ?", (strange[0],)) or "A piece"
        raise StateError(
            "Not on this paper",
            f"{name} is not out by this hand-over, or it is back already.",
            "Take it off the list; move it from its own page.",
        )
    if outside([row[1] for row in path_of(w, place_id)]) not in ("house", "bench"):
        raise InputError(
            "Where to?", "It comes back into the house.", "Choose a place here.", field="place"
        )


def _pieces(piece_ids: Sequence[int]) -> tuple[int, ...]:
    ids = tuple(dict.fromkeys(piece_ids))
    if not ids:
        raise InputError("Nothing to hand over", "No piece is chosen.", "Mark or scan the pieces.")
    return ids


def check_said(db: Asks, said: HandOver, day: str) -> None:
    """To whom, where and until when, as far as it can be understood on this ``day`` (ISO); InputError."""
    if not said.to or not said.to[0].strip():
        raise InputError(
            "To whom?", "Who receives the pieces is not said.", "Type the name.", field="to"
        )
    if max(map(len, (*said.to, said.purpose, said.identity))) > LONGEST_WORDS:
        raise InputError(
            "Too long", "A line of the paper has up to 200 letters.", "Say it shorter.", field="to"
        )
    if outside([row[1] for row in path_of(db, said.place_id)]) not in AWAY:
        raise InputError(
            "Where to?",
            "A hand-over goes to somebody outside or to an event.",
            "Choose such a place; inside the house pieces are moved (F4).",
            field="place",
        )
    if said.due_on:
        try:
            due = date.fromisoformat(said.due_on)
        except ValueError as error:
            raise InputError(
                "Not a date", f"“{said.due_on}” is not a day.", "Type 2026-05-11.", field="due_on"
            ) from error
        if due > date.fromisoformat(day) + FARTHEST:
            raise InputError(
                "A day far away",
                f"{said.due_on} is more than five years away.",
                "Look at the year; a loan that lasts longer is written anew.",
                field="due_on",
            )
        if due < date.fromisoformat(day):
            raise InputError(
                "The day is over",
                "The pieces would be due before they went.",
                "Choose a day from today on.",
                field="due_on",
            )


def _refuse_there_already(w: Work, ids: Sequence[int], place_id: int) -> None:
    """A paper lists what it moves: a piece that is there went by another one, and comes back by that."""
    for mover in movers(w, ids):
        if mover.place_id == place_id:
            name = w.value("SELECT description FROM piece WHERE id = ?", (mover.id,)) or "A piece"
            raise StateError(
                "Already there",
                f"{name} lies there already.",
                "Take it off the list, then hand over the others.",
            )


def _require_signed(signatures: Sequence[Signature]) -> None:
    """Both sides, by name and line: the paper is signed once, for all pieces."""
    for role, who in ((EXAMINER, "the house"), (RECEIVER, "the other side")):
        signed = [one for one in signatures if one.role == role]
        if not any(one.strokes and one.name.strip() for one in signed):
            raise InputError(
                "Not signed",
                f"The signature of {who} is missing, or it has no name.",
                "Sign with the name as printed.",
                field=role,
            )


def _left_words(w: Work, piece_ids: Sequence[int], language: str) -> str:
    """What is still out, by number, so that both sides sign which; "" where all is back."""
    if not piece_ids:
        return ""
    numbers = [known_piece(w, one).number for one in piece_ids[:MOST_NAMED]]
    more = len(piece_ids) - len(numbers)
    said = ", ".join(filter(None, numbers)) + (f" +{more}" if more else "")
    labels, many = Labels("hand_over", language), len(piece_ids)
    words = labels["pieces_one"] if many == 1 else labels.say("pieces", count=many)
    return f"{words}: {said}"


def _paper(w: Work, document_id: int) -> HandOverForm:
    content = document_content(w.db, document_id)
    if not isinstance(content, HandOverForm):
        raise NotFoundError(
            "No hand-over", "This paper is no hand-over.", "Open the paper of the loan."
        )
    return content


# ---------------------------------------------------------------------- reports and the paper
def _reports(
    w: Work,
    ids: Sequence[int],
    event: str,
    answers: Sequence[QuickAnswer],
    signatures: Sequence[Signature],
    words: str,
    decision: str,
) -> dict[int, int]:
    """The report of each piece, signed now or since it changed hands last; none where none is asked."""
    answered = [one for one in answers if one.piece_id in ids]
    if answered:
        sign_quick(w, event, answered, signatures, words, decision)
    found = {}
    for piece_id in ids:
        report = w.value(
            "SELECT id FROM report WHERE piece_id = ? AND hlc >= ? ORDER BY hlc DESC, id DESC LIMIT 1",
            (piece_id, last_crossing(w, piece_id) + (event == LOAN_IN)),
        )
        if report:
            found[piece_id] = int(report)
    return found
