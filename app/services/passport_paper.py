"""The passport as a paper: the answer at a moment with the chosen parts of the life that led to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.changes import Changes
from app.domain.clock import wall_ms
from app.domain.codes import spaced
from app.domain.errors import InputError
from app.domain.vocabulary import CONFIDENTIAL_PRICES
from app.models.work import Work
from app.printing.document.content import Made, Photo
from app.printing.document.local import Local
from app.printing.document.passport import (
    PassportPaper,
    PassportStay,
    PassportValue,
    PiecePassport,
    PlaceStatement,
    StatedPiece,
    StatedPlace,
)
from app.printing.document.terms import PaperTerms
from app.services.documents import store_document
from app.services.house_paper import company_of, statements_of
from app.services.house_rules import today
from app.services.paper_making import begin_paper, code_on, made_words
from app.services.paper_words import detail_in, kind_in
from app.services.passport import Passport, passport, passport_proof
from app.services.passport_lines import event_lines
from app.services.passport_moment import CORRECTED, FIRST_PUT, Moment, at_moment, marks_words
from app.services.passport_place import WHOLE_HOUSE, PlaceMoment, places_at
from app.services.passport_way import HOUSE, NOBODY, bound_of, named
from app.services.printed_digests import printed_digest

PARTS = ("photos", "reports", "moves", "worth", "documents", "events")
ANSWERED = ("moves", "worth", "reports")
"""The parts that the answer at the paper's head tells of."""
MOST_PHOTOS = 12
MOST_STATED = 5_000
MOST_NAMED = 3


@dataclass(frozen=True)
class Chosen:
    """What a passport shows; ``insurer``: worth and custody alone.

    Nothing of a part that is left out stands on the paper, not in the answer and not in the events.
    """

    parts: frozenset[str] = frozenset(PARTS) - {"events"}
    insurer: bool = False
    language: str = ""


INSURER = Chosen(frozenset({"moves", "worth"}), insurer=True)


def make_passport(w: Work, piece_id: int, at: int, chosen: Chosen | None = None) -> Changes:
    """Store the passport of a piece as of a moment (UTC ms): ``first("document")``.

    What these roles may not see, and what never stands on paper (reserve, cost), is left out.
    """
    w.require("documents.print")
    chosen = chosen or Chosen()
    if at > w.at:
        raise _not_yet()
    roles = w.actor.roles
    life = passport(w.db, piece_id, roles)
    begun = begin_paper(w, "passport", language=chosen.language)
    language = begun.made.language
    terms = PaperTerms(language)
    moment = at_moment(
        w.db, piece_id, at, roles, events=life.events, stays=life.stays, language=language
    )
    proof = passport_proof(w.db, life, at)
    row, bound = life.row, bound_of(at)

    def part(name: str) -> bool:
        return name in chosen.parts

    photos, put_days = _photos(w, life, bound, begun.made) if part("photos") else ((), False)

    content = PiecePassport(
        company=company_of(w),
        made=begun.made,
        number=begun.number,
        code=code_on(w, "piece", row.id),
        piece=row.description,
        piece_number=row.item_number or row.number,
        detail=detail_in(w, row.id, language),
        tag=spaced(row.code) if row.code else "",
        asked_at=at,
        known=moment.known,
        state=moment.state,
        place=moment.place if part("moves") else "",
        hands=named(moment.hands, moment.place, moment.code) if part("moves") else "",
        since=moment.since if part("moves") else 0,
        worth=_worth(moment) if part("worth") else (),
        condition=_condition(moment) if part("reports") else "",
        weight=moment.weight,
        stones=moment.stones if part("reports") else "",
        fingerprint=moment.fingerprint if part("reports") else "",
        last_seen=moment.last_seen if part("moves") else "",
        last_seen_at=moment.last_seen_at if part("moves") else 0,
        facts=moment.facts,
        changed=proof.changed,
        unchecked=proof.unchecked,
        insurer=chosen.insurer,
        left_out=tuple(one for one in ANSWERED if not part(one)),
        photos=photos[:MOST_PHOTOS],
        more_photos=len(photos[MOST_PHOTOS:]),
        put_days=put_days,
        stays=_stays(life, bound) if part("moves") else (),
        values=_values(w, row.id, bound) if part("worth") else (),
        reports=_reports(w, row.id, bound, terms) if part("reports") else (),
        papers=_papers(w, life, bound, language) if part("documents") else (),
        events=event_lines(w, row.id, life.events, bound, chosen.parts, terms)
        if part("events")
        else (),
        statements=statements_of(w, "passport", today(w), language),
    )
    store_document(w, "passport", "piece", piece_id, content, document_id=begun.document_id)
    return made_words(w, begun, "Passport", piece=piece_id)


def _condition(moment: Moment) -> str:
    return ", ".join(part for part in (moment.condition, moment.report) if part)


def _worth(moment: Moment) -> tuple[PassportValue, ...]:
    return tuple(
        PassportValue(one.since, one.what, one.amount_minor, one.currency)
        for one in moment.worth
        if one.what not in CONFIDENTIAL_PRICES
    )


_TAKEN_OFF = "SELECT c.hlc FROM attached AS c WHERE c.subject_id = :id AND c.counter_of = {}.id"


def _photos(w: Work, life: Passport, bound: int, made: Made) -> tuple[tuple[Photo, ...], bool]:
    """The photos that lay with the piece by then, the newest first, each with its view and its day.

    Whether a day is in brackets, that on which it was put with the piece, where no camera told one. One
    that was taken off since, such as another piece's, is given out no more; one that was only put
    elsewhere in their order (taken off and put back) is.
    """
    rows = w.rows(
        "SELECT f.sha256, a.role, coalesce(f.width, 4), coalesce(f.height, 3), f.taken_at,"
        f" ({FIRST_PUT}) FROM attached AS a"
        " JOIN file AS f ON f.id = a.file_id WHERE a.subject_id = :id AND a.subject_kind = 'piece'"
        " AND a.counter_of IS NULL AND a.role <> 'paper' AND a.hlc <= :bound"
        f" AND NOT EXISTS (SELECT 1 FROM ({_TAKEN_OFF.format('a')}) WHERE hlc <= :bound)"
        " AND EXISTS (SELECT 1 FROM attached AS n WHERE n.subject_id = :id AND n.file_id = a.file_id"
        f" AND n.counter_of IS NULL AND NOT EXISTS ({_TAKEN_OFF.format('n')}))"
        " ORDER BY a.hlc DESC, a.position, a.id",
        {"id": life.row.id, "bound": bound},
    )
    terms, local = PaperTerms(made.language), Local(made.language, made.zone)
    found, brackets = [], False
    for sha256, role, width, height, taken_at, put in rows:
        view = terms.word("views", role, role) if role else ""
        day = local.day(taken_at) if taken_at else f"({local.day(wall_ms(put))})"
        brackets = brackets or not taken_at
        found.append(Photo(sha256, " · ".join(filter(None, (view, day))), width or 4, height or 3))
    return tuple(found), brackets


def _stays(life: Passport, bound: int) -> tuple[PassportStay, ...]:
    stays = [stay for stay in life.stays if stay.hlc <= bound]
    ends = [*(stay.since for stay in stays[1:]), 0]
    return tuple(
        PassportStay(stay.since, until, stay.place, named(stay.hands, stay.place, stay.code))
        for stay, until in zip(stays, ends, strict=False)
    )


def _values(w: Work, piece_id: int, bound: int) -> tuple[PassportValue, ...]:
    rows = w.rows(
        "SELECT hlc, what, amount_minor, currency FROM priced WHERE subject_id = ?"
        " AND subject_kind = 'piece' AND hlc <= ? ORDER BY hlc, id",
        (piece_id, bound),
    )
    return tuple(
        PassportValue(wall_ms(row[0]), *row[1:])
        for row in rows
        if row[1] not in CONFIDENTIAL_PRICES
    )


def _reports(w: Work, piece_id: int, bound: int, terms: PaperTerms) -> tuple[PassportPaper, ...]:
    rows = w.rows(
        "SELECT hlc, number, reason, grade, findings, content, version_of FROM report"
        " WHERE piece_id = ? AND hlc <= ? ORDER BY hlc, id",
        (piece_id, bound),
    )
    found = []
    for hlc, number, reason, grade, findings, content, version_of in rows:
        said = (
            terms.title("reasons", reason) if reason else "",
            terms.word("grades", grade) if grade else "",
            marks_words(findings, terms),
        )
        words = ", ".join(part for part in said if part)
        words = f"{terms.phrase(CORRECTED)}: {words}" if version_of else words
        told = printed_digest("report", content)
        found.append(PassportPaper(wall_ms(hlc), number, words, told))
    return tuple(found)


def _papers(w: Work, life: Passport, bound: int, language: str) -> tuple[PassportPaper, ...]:
    """The documents of its life, oldest first."""
    found = []
    for event in reversed(life.events):
        if event.kind == "document" and event.hlc <= bound:
            row = w.row("SELECT document_kind, content FROM document WHERE id = ?", (event.id,))
            if row is not None:
                words = kind_in(row[0], language)
                told = printed_digest("document", row[1])
                found.append(PassportPaper(event.moment, event.paper, words, told))
    return tuple(found)


# ---------------------------------------------------------------------- a place
def make_place_statement(
    w: Work, place_ids: Sequence[int], at: int, *, language: str = ""
) -> Changes:
    """Store what lay in places and below them at a moment (UTC ms), worth what, each and together."""
    w.require("documents.print")
    if at > w.at:
        raise _not_yet()
    lying = places_at(w.db, place_ids, at)
    if len(lying.pieces) > MOST_STATED:
        raise InputError(
            "Too much for a paper",
            f"{len(lying.pieces):,} pieces lay there: too many for a paper.",
            "Choose a smaller place, or save the list as a table.",
        )
    begun = begin_paper(w, "place_statement", language=language)
    content = PlaceStatement(
        company=company_of(w),
        made=begun.made,
        number=begun.number,
        code=code_on(w, "document", begun.document_id),
        place=_heading(lying),
        asked_at=at,
        pieces=_stated(lying),
        totals=lying.totals,
        valueless=lying.valueless,
        statements=statements_of(w, "place_statement", today(w), begun.made.language),
        parts=tuple(StatedPlace(one.place, one.pieces, one.totals) for one in lying.parts),
    )
    first, paper = lying.place_id, begun.document_id
    store_document(w, "place_statement", "place", first, content, document_id=paper)
    return made_words(w, begun, "Statement", place=first)


def _heading(lying: PlaceMoment) -> str:
    """The places in the paper's heading; '' for the whole house. Of many the first: all stand below."""
    if lying.place_id == WHOLE_HOUSE:
        return ""
    names = [part.place for part in lying.parts] or [lying.place]
    return " + ".join([*names[:MOST_NAMED], *(["…"] if len(names) > MOST_NAMED else [])])


def _stated(lying: PlaceMoment) -> tuple[StatedPiece, ...]:
    return tuple(
        StatedPiece(
            piece.number,
            piece.description,
            piece.place,
            "" if named(piece.hands, piece.place, piece.code) in (HOUSE, NOBODY) else piece.hands,
            piece.worth_minor,
            piece.currency,
            piece.stands_for,
            piece.since,
        )
        for piece in lying.pieces
    )


def _not_yet() -> InputError:
    return InputError(
        "Not yet",
        "That moment has not come yet; nothing is known of it.",
        "Choose a moment up to now.",
        field="date",
    )
