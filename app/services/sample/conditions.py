"""Condition reports of the sample shop: of consigned pieces at take-in, checks, returns, corrections."""

from __future__ import annotations

from dataclasses import replace

from app.domain.report_rules import FINGERPRINT_MCT, suggested_grade
from app.domain.vocabulary import views_wanted
from app.services import report_cards, reports
from app.services.report_form import Fingerprint, Mark, ReportForm
from app.services.report_start import KnownPiece, known_piece
from app.services.sample.consigning import PEN
from app.services.sample.findings import place_on, possible
from app.services.sample.state import Sample
from app.services.signatures import Signature

REPORTS = 90
NOT_SHOWN = "inclusions not photographed, no inscription"
_REASONS = ("take_in", "take_in", "take_in", "check", "insurance", "pre_ship", "auction")


def examine(sample: Sample, piece_id: int, reason: str = "", *, again: bool = True) -> int:
    """Sara examines a piece and signs its report; the report's id, 0 where it cannot be signed.

    ``again``: it is weighed a second time, and no two weighings are quite the same.
    """
    db = sample.shop.reader()
    try:
        form = reports.start_report(db, piece_id, reason or sample.rng.choice(_REASONS))
        piece = known_piece(db, piece_id)
        first = reports.next_mark_number(db, piece_id, form)
        filled = _filled(sample, form, piece, first)
        filled = filled if again else replace(filled, weight_after_mg=None)
        if any(one.blocks for one in reports.before_signing(db, piece_id, filled)):
            return 0
    finally:
        db.close()
    signed = (Signature("examiner", "Sara Okafor", PEN),)
    with sample.work("sara", "sign_report") as w:
        return reports.sign(w, piece_id, filled, signed).first("report")


def correct(sample: Sample, report_id: int) -> None:
    """A second version of a report, the first one staying as it is."""
    db = sample.shop.reader()
    try:
        card = report_cards.report_card(db, report_id)
    finally:
        db.close()
    said = "The seam is at 5 o'clock, not at 6."
    form = replace(card.form, remarks=said, correction="The seam was noted at the wrong hour")
    with sample.work("sara", "correct_report") as w:
        reports.correct(w, report_id, form, (Signature("examiner", "Sara Okafor", PEN),))


def begun(sample: Sample, piece_id: int) -> None:
    """A report that Sara has begun on this PC and not signed yet."""
    db = sample.shop.reader()
    try:
        form = reports.start_report(db, piece_id, "check")
        piece = known_piece(db, piece_id)
        first = reports.next_mark_number(db, piece_id, form)
    finally:
        db.close()
    filled = replace(_filled(sample, form, piece, first), grade="", weight_after_mg=None)
    reports.save_draft(sample.shop, sample.people["sara"], piece_id, filled)


def _filled(sample: Sample, form: ReportForm, piece: KnownPiece, first: int) -> ReportForm:
    rng = sample.rng
    views = views_wanted(piece.category)
    photos = tuple(
        replace(photo, view=views[min(at, len(views) - 1)]) for at, photo in enumerate(form.photos)
    )
    sha = photos[0].sha256 if photos else ""
    picture = next((name for name, kept in sample.photos.items() if kept.sha256 == sha), "")
    seen = {mark.location for mark in form.findings}
    found = [one for one in possible(piece, picture) if one[0] not in seen]
    chosen = rng.sample(found, k=min(len(found), rng.choice((0, 1, 2, 2, 3))))
    marks = []
    for at, (location, kind, severity, words) in enumerate(chosen):
        size = rng.choice((200, 300, 500, 900)) if severity else None
        mark = Mark(first + at, location, kind, severity, size, words)
        place = place_on(picture, location)
        if place is not None:
            mark = replace(mark, photo_sha256=sha, x=place[0], y=place[1])
        marks.append(mark)
    findings = (*form.findings, *marks)
    weight = form.weight_before_mg
    return replace(
        form,
        findings=findings,
        photos=photos,
        weight_after_mg=None if weight is None else weight + rng.randint(-3, 3),
        instrument="Scale 1",
        stones_found=form.stones_expected,
        parts_found=form.parts_expected,
        shown_to_client="yes" if any(mark.severity >= 3 for mark in findings) else "",
        client_present="yes",
        grade=suggested_grade(mark.severity for mark in findings),
        fingerprint=Fingerprint(not_shown=NOT_SHOWN if piece.centre_mct >= FINGERPRINT_MCT else ""),
    )
