"""Opening a condition report: a signed one by its id, or a piece's draft or new report by the piece's."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from app.domain.ids import now_ms
from app.models.database import Database
from app.printing.document.wording import languages
from app.services.as_signed import require_as_signed
from app.services.counts import report_drafts
from app.services.house_paper import language_of
from app.services.house_rules import house_rules
from app.services.instruments import Instrument, instruments
from app.services.lists import ListQuery
from app.services.move_rules import path_of
from app.services.places import place_tree
from app.services.report_cards import ReportCard, report_card
from app.services.report_corrections import corrected_form
from app.services.report_difference import Difference, difference, signed_side
from app.services.report_form import ReportForm, form_from_json, form_to_json
from app.services.report_known import known_for
from app.services.report_phrases import Phrase, phrases
from app.services.report_presence import came_from, outside
from app.services.report_start import (
    KnownPiece,
    LastReport,
    last_report,
    next_mark_number,
    start_report,
)

DRAFT_KIND = "report"
VERSION_OF = "version_of"
FROM_QUICK = "from_quick"
_BACK_FROM = {"out": "loan_in", "event": "loan_in", "bench": "bench_in", "transit": "return"}
"""The reason of a report of what comes back, by where it was."""
_EXAMINED_IN = frozenset({"site", "room", "bench", "photo", "event", "safe", "vault"})


@dataclass(frozen=True)
class KeptReport:
    """A draft: its form, when it was kept (ms), the report that it corrects (0: it is a new one)."""

    form: ReportForm
    at: int
    version_of: int
    from_quick: bool = False
    """The quick form began it, and nobody has written in it since."""


@dataclass(frozen=True)
class OpenedReport:
    """All that the editor needs of a piece: how a new report begins, the last one, a draft.

    Where a signed report is opened, or a draft that corrects one, ``piece`` is as it was known and
    ``last`` the one before it at that time. ``card`` is the signed report where one was opened. ``places`` are (id, words) of where a report
    can be made. ``ownership``: whose the piece is, a code of the vocabulary.
    ``against`` is how a signed report stands against the one before it, with what was decided since.
    """

    piece: KnownPiece
    started: ReportForm
    last: LastReport | None
    next_n: int
    draft: KeptReport | None
    places: tuple[tuple[int, str], ...]
    card: ReportCard | None = None
    house: HouseLists = field(default_factory=lambda: HouseLists())
    place_kind: str = ""
    ownership: str = ""
    consignor: str = ""
    """Whose it is, where it is not the house's: who signs for it is most likely they."""
    against: Difference | None = None
    corrected: ReportForm | None = None
    """Of a draft that corrects a report: what that one says."""


@dataclass(frozen=True)
class HouseLists:
    """What the house offers to whoever writes: phrases and the language they are in, instruments, and
    the languages that papers speak. ``today`` is the shop's date, ``locale`` how it writes dates."""

    phrases: tuple[Phrase, ...] = ()
    language: str = "en"
    instruments: tuple[Instrument, ...] = ()
    languages: tuple[str, ...] = ("en",)
    today: str = ""
    locale: str = "en_US"


def house_lists(db: Database) -> HouseLists:
    """The lists as they are now."""
    rules = house_rules(db)
    return HouseLists(
        phrases(db),
        language_of(db),
        instruments(db),
        languages(),
        rules.date_of(now_ms()),
        rules.locale,
    )


def open_report(db: Database, record_id: int, user_id: int) -> OpenedReport:
    """What ``record_id`` opens: a signed report, else the piece's; NotFoundError if it is neither.

    StateError where the report is no longer what was signed: its page would show what nobody signed.
    """
    card = None
    piece_id = record_id
    if db.value("SELECT 1 FROM report WHERE id = ?", (record_id,)):
        require_as_signed(db, record_id)
        card = report_card(db, record_id)
        piece_id = card.piece_id
    draft = kept_report(db, user_id, piece_id)
    written = card.id if card else draft.version_of if draft else 0
    piece = known_for(db, piece_id, written)
    last = last_report(db, piece_id, before=written)
    return OpenedReport(
        piece=piece,
        started=start_report(db, piece_id, _reason_at(db, piece, last)),
        last=last,
        next_n=next_mark_number(db, piece_id),
        draft=draft,
        places=_places(db, piece.place_id),
        card=card,
        house=house_lists(db),
        place_kind=str(
            db.value("SELECT kind_code FROM place WHERE id = ?", (piece.place_id,)) or ""
        ),
        ownership=db.value("SELECT ownership FROM piece WHERE id = ?", (piece_id,)),
        consignor=_consignor(db, piece_id),
        against=_against(db, piece, card, last),
        corrected=_corrected(db, draft),
    )


def _against(
    db: Database, piece: KnownPiece, card: ReportCard | None, last: LastReport | None
) -> Difference | None:
    """A signed report against the one before it; None where there is none, or one was erased."""
    if card is None or card.erased or last is None:
        return None
    return difference(db, piece, signed_side(report_card(db, last.id)), signed_side(card))


def _corrected(db: Database, draft: KeptReport | None) -> ReportForm | None:
    found = corrected_form(db, draft.version_of) if draft and draft.version_of else None
    return replace(found[0], correction="") if found else None


def _consignor(db: Database, piece_id: int) -> str:
    name = db.value(
        "SELECT o.display FROM piece AS p JOIN party AS o ON o.id = p.owner_id"
        " WHERE p.id = ? AND p.ownership <> 'owned'",
        (piece_id,),
    )
    return str(name or "")


def _reason_at(db: Database, piece: KnownPiece, last: LastReport | None) -> str:
    """Why a new report is made most likely: what is with somebody else is looked at as it comes back.

    So is what has come back since its last report; what has one and lies here is only checked.
    """
    kinds = [row[1] for row in path_of(db, piece.place_id)] if piece.place_id is not None else []
    here = outside(kinds)
    if here in _BACK_FROM:
        return _BACK_FROM[here]
    if last is None:
        return "take_in"
    since, before = came_from(db, piece.id)
    seen = int(db.value("SELECT hlc FROM report WHERE id = ?", (last.root_id,)) or 0)
    return _BACK_FROM.get(before, "check") if since > seen else "check"


def draft_content(form: ReportForm, version_of: int) -> dict[str, Any]:
    """What is kept of a report that is being written."""
    return {**form_to_json(form), VERSION_OF: version_of}


def kept_report(db: Database, user_id: int, piece_id: int) -> KeptReport | None:
    """The person's draft about a piece, if there is one on this PC."""
    row = db.row(
        "SELECT content, at FROM draft WHERE user_id = ? AND draft_kind = ? AND subject_id = ?"
        " ORDER BY at DESC LIMIT 1",
        (user_id, DRAFT_KIND, piece_id),
    )
    if row is None:
        return None
    said = json.loads(row[0])
    return KeptReport(
        form_from_json(said), int(row[1]), int(said.get(VERSION_OF, 0)), bool(said.get(FROM_QUICK))
    )


def _places(db: Database, here: int | None) -> tuple[tuple[int, str], ...]:
    return tuple(
        (place.id, place.title or place.name)
        for place in place_tree(db)
        if place.kind in _EXAMINED_IN or place.id == here
    )


@dataclass(frozen=True)
class DraftRow:
    """A draft in the list: whose piece, its photo, why, how many findings and the worst, since when."""

    id: int
    piece: str
    piece_number: str
    photo_sha256: str
    reason: str
    grade: str
    findings: int
    worst: int
    at: int
    version_of: int


def drafts_list(user_id: int) -> ListQuery:
    """The person's drafts of condition reports on this PC, newest first. Ids are of pieces."""
    return ListQuery(
        "drafts",
        "SELECT d.subject_id FROM draft AS d JOIN piece AS p ON p.id = d.subject_id"
        " WHERE d.user_id = ? AND d.draft_kind = 'report' AND p.removed = 0 ORDER BY d.at DESC",
        "SELECT p.id, p.description, coalesce(nullif(n.item_number, ''), p.number), n.photo_sha256,"
        " d.content, d.at FROM draft AS d JOIN piece AS p ON p.id = d.subject_id"
        " LEFT JOIN piece_now AS n ON n.id = p.id"
        f" WHERE d.user_id = {int(user_id)} AND d.draft_kind = 'report'"
        " AND p.id IN (SELECT value FROM json_each(?))",
        (user_id,),
        _draft_row,
    )


def _draft_row(row: tuple[Any, ...]) -> DraftRow:
    said = json.loads(row[4])
    form = form_from_json(said)
    photo = form.photos[0].sha256 if form.photos else row[3] or ""
    return DraftRow(
        id=row[0],
        piece=row[1],
        piece_number=row[2] or "",
        photo_sha256=photo,
        reason=form.reason,
        grade=form.grade,
        findings=len(form.findings),
        worst=form.worst,
        at=row[5],
        version_of=int(said.get(VERSION_OF, 0)),
    )


def pieces_of(db: Database, record_ids: Sequence[int]) -> tuple[int, ...]:
    """The pieces that reports are about, each once and in order; a draft is listed by its piece."""
    about: dict[int, int] = dict(
        db.rows(
            "SELECT id, piece_id FROM report WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(record_ids)),),
        )
    )
    return tuple(dict.fromkeys(about.get(one, one) for one in record_ids))


def report_counts(db: Database, user_id: int) -> dict[str, int]:
    """How many reports each saved view has: drafts, signed, obvious or at risk."""
    newest = (
        "NOT EXISTS (SELECT 1 FROM report AS later WHERE coalesce(later.version_of, later.id)"
        " = coalesce(r.version_of, r.id) AND (later.hlc, later.id) > (r.hlc, r.id))"
    )
    signed, severe = db.row(
        f"SELECT count(*), coalesce(sum(r.worst >= 3), 0) FROM report AS r WHERE {newest}"
    ) or (0, 0)
    drafts = report_drafts(db, user_id)
    return {"drafts": drafts, "signed": int(signed), "severe": int(severe)}
