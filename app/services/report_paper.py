"""A condition report as the paper will say it: words and figures, ready for the renderer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from app.domain.codes import spaced
from app.domain.finding_terms import TYPES
from app.domain.gems import SHAPES, SPECIES
from app.domain.lengths import short_mm
from app.domain.mass import estimate_figure, shown_g
from app.domain.metals import alloy_words
from app.domain.reasons import WEIGHT
from app.domain.report_rules import Verdict, pass_limit_mg
from app.domain.vocabulary import CLEANED, GRADES, LIGHTS, MAGNIFICATIONS, REPORT_REASONS, VIEWS
from app.models.database import Database
from app.models.work import Work
from app.printing.document.condition_report import (
    Comparison as ComparisonRow,
)
from app.printing.document.condition_report import (
    ConditionReport,
    ReportFinding,
    ReportFingerprint,
    ReportMark,
    ReportPhoto,
    ReportStone,
)
from app.printing.document.content import Fact, Photo
from app.printing.document.content import Signature as PaperSignature
from app.services.house_paper import company_of, made, statements_of
from app.services.report_compare import Comparison, compared, comparison, runs
from app.services.report_form import Mark, ReportForm, StoneLine, ViewPhoto
from app.services.report_start import KnownPiece, LastReport
from app.services.signatures import Signature

ROLES = {
    "examiner": "For the house, examiner",
    "house": "For the house",
    "manager": "Decided by, for the house",
    "client": "The client",
    "consignor": "The consignor",
    "borrower": "For the borrower",
}
_DECIDED = "decided by a manager"


@dataclass(frozen=True)
class PaperFacts:
    """What the report gets when it is signed: number, its own code, version, the report before it."""

    number: str
    code: str
    version: int
    last: LastReport | None
    at: int
    examiner: str


def report_paper(
    db: Database | Work,
    piece: KnownPiece,
    form: ReportForm,
    signatures: Sequence[Signature],
    facts: PaperFacts,
) -> ConditionReport:
    """The content that is signed, stored and drawn; nothing on the paper is looked up later."""
    head = made(db, facts.at, facts.examiner)
    seen_on = datetime.fromtimestamp(facts.at / 1000, ZoneInfo(head.zone)).date().isoformat()
    against = comparison(form, facts.last) if facts.last else None
    return ConditionReport(
        company=company_of(db),
        made=head,
        number=facts.number,
        code=facts.code,
        version=facts.version,
        reason=REPORT_REASONS.word(form.reason),
        title=piece.description,
        seen_on=seen_on,
        grade=GRADES.title(form.grade),
        grade_words=GRADES[form.grade].note if form.grade in GRADES else "",
        photos=tuple(_photo(photo, form) for photo in form.photos),
        facts=tuple(_facts(db, piece, form, facts.examiner)),
        findings=tuple(_findings(form, facts.last)),
        stones=tuple(_stones(form.stones)),
        stones_expected=piece.stone_count if piece.stones else None,
        stones_found=form.stones_found,
        prongs=_prongs(piece),
        surround=max(0, piece.stone_count - 1) if piece.stones else 0,
        fingerprint=_fingerprint(form),
        compared_with=against.with_number if against else "",
        comparison=tuple(_comparison(against, form)) if against else (),
        statements=_statements(db, form, seen_on),
        signatures=tuple(
            PaperSignature(
                ROLES.get(one.role, one.role.capitalize()), one.name, facts.at, one.strokes
            )
            for one in signatures
        ),
    )


def _photo(photo: ViewPhoto, form: ReportForm) -> ReportPhoto:
    means = f"{LIGHTS.word(form.light)}, {MAGNIFICATIONS.word(form.magnification)}"
    picture = Photo(photo.sha256, VIEWS.word(photo.view), photo.width or 4, photo.height or 3)
    return ReportPhoto(picture, VIEWS.word(photo.view), photo.taken_at, means, photo.um_across)


def _findings(form: ReportForm, last: LastReport | None) -> Iterator[ReportFinding]:
    shown = {photo.sha256 for photo in form.photos}
    changes = {m.n: change for m, change in compared(form, last.form)} if last else {}
    for mark in form.findings:
        yield ReportFinding(
            n=mark.n,
            where=mark.location,
            type=TYPES.title(mark.type),
            severity=mark.severity,
            size_um=mark.size_um,
            words=mark.words,
            since=mark.since,
            change=changes.get(mark.n, ""),
            mark=_mark(mark) if mark.photo_sha256 in shown else None,
        )


def _mark(mark: Mark) -> ReportMark:
    return ReportMark(mark.photo_sha256, mark.x, mark.y, mark.shape, mark.dx, mark.dy, mark.strokes)


def _facts(
    db: Database | Work, piece: KnownPiece, form: ReportForm, examiner: str
) -> Iterator[tuple[str, tuple[Fact, ...]]]:
    yield "Piece", _some(_piece_facts(piece))
    yield "Weight and stone", _some(_weight_facts(piece, form))
    yield "Occasion", _some(_occasion_facts(db, form, examiner))


def _piece_facts(piece: KnownPiece) -> Iterator[tuple[str, str]]:
    yield "Number", piece.number
    yield "Tag", spaced(piece.code) if piece.code else ""
    stamps = [f"stamped {seen}" for seen in piece.marks[:1]]
    metal = [alloy_words(*piece.metals[0])] if piece.metals else []
    yield "Metal", ", ".join([*metal, *stamps])
    yield "Ring size", " ".join(filter(None, (piece.ring_size, piece.ring_system)))
    counts = [str(stone.count) for stone in piece.stones]
    yield "Stones", " + ".join(counts)


def _weight_facts(piece: KnownPiece, form: ReportForm) -> Iterator[tuple[str, str]]:
    before, after = form.weight_before_mg, form.weight_after_mg
    yield "Before", f"{shown_g(before)} g" if before is not None else ""
    limit = pass_limit_mg(form.scale_division_mg)
    yield "After", f"{shown_g(after)} g, limit ±{limit} mg" if after is not None else ""
    centre = form.stones[0] if form.stones else None
    if centre and centre.length_um:
        yield "Centre", f"{_measures(centre)} mm"
        if centre.stone_mct and centre.estimated:
            yield "", f"est. {estimate_figure(centre.stone_mct)} ct (mounted)"
    shank = [short_mm(um) for um in (form.shank_width_um, form.shank_um) if um]
    yield "Shank", f"{' × '.join(shank)} mm" if shank else ""
    by_hand = form.weight_method == "by_hand"
    yield "Scale", "typed by hand" if by_hand else form.instrument


def _occasion_facts(
    db: Database | Work, form: ReportForm, examiner: str
) -> Iterator[tuple[str, str]]:
    yield "Examiner", examiner
    place = db.value("SELECT title FROM place WHERE id = ?", (form.place_id,))
    yield "Place", str(place or "")
    yield "Cleaned", CLEANED.word(form.cleaned)
    yield "Client", {"yes": "present", "no": "absent"}.get(form.client_present, "")
    if form.shown_to_client:
        yield "Shown", "to the client" if form.shown_to_client == "yes" else "not to the client"


def _some(rows: Iterator[tuple[str, str]]) -> tuple[Fact, ...]:
    return tuple(Fact(label, value) for label, value in rows if value)


def _stones(stones: Sequence[StoneLine]) -> Iterator[ReportStone]:
    first = 1
    for stone in stones:
        last = first + stone.count - 1
        shape = SHAPES.word(stone.shape) if stone.shape else ""
        many = str(stone.count) if stone.count > 1 else ""
        words = ", ".join(filter(None, (SPECIES.title(stone.species), shape, many)))
        face = _measures(replace(stone, depth_um=None))
        yield ReportStone(first, last, words, face, stone.stone_mct, stone.estimated)
        first = last + 1


def _measures(stone: StoneLine) -> str:
    sides = [um for um in (stone.length_um, stone.width_um, stone.depth_um) if um]
    return " × ".join(f"{um / 1000:.2f}" for um in sides)


def _prongs(piece: KnownPiece) -> int:
    return {"prong_4": 4, "prong_6": 6, "prong": 4}.get(piece.setting_pattern, 0)


def _fingerprint(form: ReportForm) -> ReportFingerprint | None:
    said = form.fingerprint
    if not (said.shown or said.not_shown or said.photo_sha256):
        return None
    photo = next((p for p in form.photos if p.sha256 == said.photo_sha256), None)
    picture = Photo(photo.sha256, "", photo.width or 4, photo.height or 3) if photo else None
    return ReportFingerprint(said.shown, said.not_shown, picture)


def _comparison(against: Comparison, form: ReportForm) -> Iterator[ComparisonRow]:
    if against.weight is not None:
        verdict = _judged(against.weight, form)
        then, now = against.weight_then_mg or 0, against.weight_now_mg or 0
        difference = f"{against.weight.difference:+d}" if against.weight.difference else "0"
        yield ComparisonRow("Gross weight, mg", f"{then:,}", f"{now:,}", difference, verdict)
    if against.stones is not None:
        same = against.stones.difference == 0
        yield ComparisonRow(
            "Stones",
            str(against.stones_then),
            str(against.stones_now),
            str(against.stones.difference),
            "complete" if same else _DECIDED,
        )
    then_marks = runs([*against.same, *against.worse, *against.repaired]) or "none"
    now_marks = runs(mark.n for mark in form.findings) or "none"
    told = (
        f"{len(against.same)} the same, {len(against.worse)} worse, "
        f"{len(against.repaired)} repaired"
    )
    fresh = f"{runs(against.new)} new" if against.new else "none new"
    yield ComparisonRow("Marks", then_marks, now_marks, fresh, told)


def _judged(weight: Verdict, form: ReportForm) -> str:
    """What a difference of weight meant: within the limit, or with which reason, or who decided."""
    if weight.outcome == "pass":
        return f"within ±{pass_limit_mg(form.scale_division_mg)} mg"
    if weight.outcome == "reason" and form.weight_reason:
        return WEIGHT.word(form.weight_reason)
    return _DECIDED if form.decision else weight.outcome


def _statements(db: Database | Work, form: ReportForm, on: str) -> tuple[str, ...]:
    said = statements_of(db, "condition_report", on)
    extra = [form.remarks.strip()] if form.remarks.strip() else []
    if form.decision.strip():
        extra.append(f"Decision of a manager: {form.decision.strip()}")
    return (*extra, *said)
