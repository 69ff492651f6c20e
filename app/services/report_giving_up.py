"""A report that was begun and is not wanted: what lay in its draft goes, who threw it away and why stay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.domain.changes import Changes
from app.domain.errors import InputError
from app.domain.finding_terms import TYPES
from app.domain.mass import shown_g
from app.domain.reasons import DRAFT_GIVEN_UP
from app.domain.whole_texts import whole_text
from app.models.records import Note
from app.models.work import Work
from app.services.drafts import leave_draft
from app.services.report_corrections import corrected_form
from app.services.report_form import Mark, ReportForm
from app.services.report_opening import DRAFT_KIND, KeptReport, kept_report
from app.services.report_start import start_report

TOPIC = "report_draft_given_up"


def draft_words(form: ReportForm, begun: ReportForm) -> str:
    """What somebody did in a draft since it was begun: "2 findings (PR-3 prong worn, …), 4.027 g".

    "" where nothing was: the reason, the light, the place are proposed and prove nothing.
    """
    said = list(_done(form, begun))
    if not said and _bare(form, begun) != begun.on_paper:
        said.append("other words")
    return ", ".join(said)


def _bare(form: ReportForm, begun: ReportForm) -> ReportForm:
    """The form without what every report is begun with."""
    return replace(
        form.on_paper,
        reason=begun.reason,
        light=begun.light,
        magnification=begun.magnification,
        cleaned=begun.cleaned,
        place_id=begun.place_id,
        language=begun.language,
    )


def _done(form: ReportForm, begun: ReportForm) -> Iterator[str]:
    marks = [mark for mark in form.findings if mark not in begun.findings]
    if marks:
        many = f"{len(marks)} finding{'s' if len(marks) > 1 else ''}"
        yield f"{many} ({'; '.join(_mark_words(mark) for mark in marks)})"
    lost = len(begun.findings) - sum(
        1 for mark in begun.findings if any(mark.n == one.n for one in form.findings)
    )
    if lost:
        yield f"{lost} finding{'s' if lost > 1 else ''} taken out"
    for name, mg, before in (
        ("before", form.weight_before_mg, begun.weight_before_mg),
        ("after", form.weight_after_mg, begun.weight_after_mg),
    ):
        typed = name == "before" and form.before_read_on != begun.before_read_on
        if mg is not None and (mg != before or typed):
            yield f"{shown_g(mg)} g {name}"
    for what, found, before in (
        ("stones", form.stones_found, begun.stones_found),
        ("parts", form.parts_found, begun.parts_found),
    ):
        if found is not None and found != before:
            yield f"{found} {what} counted"
    photos = {one.sha256 for one in form.photos} ^ {one.sha256 for one in begun.photos}
    if photos:
        yield f"{len(photos)} photo{'s' if len(photos) > 1 else ''}"
    if form.fingerprint != begun.fingerprint:
        yield "fingerprint"
    if form.remarks.strip() != begun.remarks.strip():
        yield f"remarks “{form.remarks.strip()}”"
    if form.correction.strip():
        yield f"correction “{form.correction.strip()}”"
    if form.private_notes.strip() != begun.private_notes.strip():
        yield "private notes"


def _mark_words(mark: Mark) -> str:
    kind = TYPES.word(mark.type) if mark.type in TYPES else ""
    how = f"severity {mark.severity}" if mark.severity >= 0 else ""
    return " ".join(filter(None, (str(mark.n), mark.location, kind, how)))


def give_up_draft(
    w: Work, piece_id: int, code: str, words: str = "", signed_by: Sequence[str] = ()
) -> Changes:
    """End the person's own draft of a piece's report, with a reason (a code of ``DRAFT_GIVEN_UP``).

    What lay in it, and ``signed_by`` (who of the other side had signed it), stay as a note with the
    piece; the audit log seals who threw it away, when and why. Without a draft nothing is done.
    """
    w.require("report.create")
    kept = kept_report(w.db, w.actor.user_id, piece_id)
    if kept is None and not signed_by:
        return Changes()
    if code not in DRAFT_GIVEN_UP or code != w.reason_code:
        raise InputError(
            "Why?", "Say why the draft is thrown away.", "Choose a reason.", field="reason"
        )
    leave_draft(w, DRAFT_KIND, piece_id)
    signed = f"signed by {' and '.join(signed_by)}" if signed_by else ""
    lay_in_it = draft_words(kept.form, _begun(w, piece_id, kept)) if kept else ""
    told = ", ".join(filter(None, (lay_in_it, signed))) or "nothing was written yet"
    said = whole_text(f"{told}. {words.strip()}" if words.strip() else told)
    w.add(Note, subject_kind="piece", subject_id=piece_id, topic=TOPIC, content=said)
    # What was thrown away does not come back: no Undo is offered.
    return Changes.of("The draft is thrown away", 0, piece=piece_id, report_draft=1)


def _begun(w: Work, piece_id: int, kept: KeptReport) -> ReportForm:
    """The form before anything was typed: the version that it corrects, else a new report."""
    before = corrected_form(w, kept.version_of) if kept.version_of else None
    return replace(before[0], correction="") if before else start_report(w, piece_id)
