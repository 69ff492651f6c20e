"""The quick form: the same as last time, nothing new, the weight. One for a hand-over of many pieces."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.domain.errors import InputError
from app.domain.report_rules import Verdict, components_verdict, stones_verdict, suggested_grade
from app.domain.vocabulary import GRADES
from app.models.database import Database
from app.models.work import Work
from app.services.drafts import keep_draft
from app.services.instruments import Instrument, instruments
from app.services.report_form import ReportForm, form_to_json
from app.services.report_gate import (
    ReportStopError,
    before_signing,
    grade_doubt,
    grade_suggested,
    weight_of,
)
from app.services.report_opening import DRAFT_KIND, FROM_QUICK
from app.services.report_start import (
    KnownPiece,
    known_piece,
    last_report,
    start_report,
    weighed_on,
)
from app.services.reports import open_draft, sign
from app.services.signatures import Signature
from app.shop import Shop

MOST_PIECES = 200


@dataclass(frozen=True)
class QuickPiece:
    """A piece to confirm: what is known of it and the form that says "as last time".

    ``refusal`` says why it cannot be confirmed so: it was never reported, or has no photo. ``scales``
    are the house's: of several it is asked which one was used, the only one is taken.
    """

    piece: KnownPiece
    form: ReportForm
    last_number: str
    last_at: int
    refusal: str = ""
    scales: tuple[Instrument, ...] = ()

    @property
    def photo_sha256(self) -> str:
        """The photo to know it by."""
        return self.form.photos[0].sha256 if self.form.photos else ""


@dataclass(frozen=True)
class QuickAnswer:
    """What was seen of one piece: its weight now (mg) and its stones counted, as far as asked.

    ``as_it_went``: it was looked at and is as it went out, complete, without being weighed.
    ``parts_found`` is None where nobody counted them apart; ``instrument`` names the scale that was
    chosen ("": none was).
    """

    piece_id: int
    weight_mg: int | None = None
    stones_found: int | None = None
    weight_reason: str = ""
    as_it_went: bool = False
    parts_found: int | None = None
    instrument: str = ""


def named(piece: KnownPiece) -> str:
    """A piece in a list of many: two rings may be called the same."""
    return " ".join(filter(None, (piece.number, piece.description))) or "A piece"


def quick_piece(db: Database | Work, piece_id: int, reason: str) -> QuickPiece:
    """How a piece stands before a quick form; NotFoundError if there is none."""
    piece = known_piece(db, piece_id)
    last = last_report(db, piece_id)
    begun = start_report(db, piece_id, reason)
    if last is None:
        why = f"{piece.description} has no condition report yet: write the first one whole."
        return QuickPiece(piece, begun, "", 0, why)
    form = replace(
        begun,
        photos=last.form.photos or begun.photos,
        grade=last.form.grade or suggested_grade(mark.severity for mark in last.form.findings),
        same_as=last.number,
        light=last.form.light,
        magnification=last.form.magnification,
        cleaned=last.form.cleaned,
        shown_to_client=last.form.shown_to_client,
        fingerprint=last.form.fingerprint,
        shank_um=last.form.shank_um,
        shank_width_um=last.form.shank_width_um,
        parts_found=piece.components if piece.components > 1 else None,
    )
    scales = instruments(db)
    form = weighed_on(form, scales[0] if len(scales) == 1 else None)
    why = "" if form.photos else f"{piece.description} has no photo: take one first."
    return QuickPiece(piece, form, last.number, last.signed_at, why, scales)


def answered(quick: QuickPiece, answer: QuickAnswer) -> ReportForm:
    """The form with what was seen now."""
    if answer.as_it_went:
        return replace(
            weighed_on(quick.form, None),
            weight_before_mg=None,
            weight_after_mg=None,
            stones_found=quick.form.stones_expected,
            not_weighed=True,
        )
    by_hand = "by_hand" if answer.weight_mg is not None else quick.form.weight_method
    chosen = next((one for one in quick.scales if one.name == answer.instrument), None)
    counted = quick.form.parts_found if answer.parts_found is None else answer.parts_found
    form = replace(
        weighed_on(quick.form, chosen) if chosen else quick.form,
        weight_after_mg=answer.weight_mg,
        weight_method=by_hand,
        stones_found=answer.stones_found,
        parts_found=counted,
        weight_reason=answer.weight_reason or quick.form.weight_reason,
    )
    # Nobody chooses a grade here: what lacks a stone is not as new any more.
    doubt = grade_doubt(quick.piece, replace(form, same_as=""))
    return (
        replace(form, grade=grade_suggested(quick.piece, form)) if doubt and doubt.blocks else form
    )


def quick_verdict(quick: QuickPiece, answer: QuickAnswer) -> Verdict | None:
    """What the weight means, as it is typed."""
    return weight_of(quick.piece, answered(quick, answer))


def quick_words(quick: QuickPiece, answer: QuickAnswer) -> tuple[str, ...]:
    """All that differs from last time, as it is typed: the weight, the stones, the parts."""
    piece, form = quick.piece, answered(quick, answer)
    found = [quick_verdict(quick, answer)]
    if piece.stones and form.stones_found is not None:
        found.append(stones_verdict(piece.stone_count, form.stones_found))
    if piece.components > 1 and form.parts_found is not None:
        found.append(components_verdict(piece.components, form.parts_found))
    said = [one.told for one in found if one is not None and one.outcome != "pass"]
    if form.grade != quick.form.grade:
        said.append(f"Graded {GRADES.word(form.grade)}.")
    return tuple(said)


def begin_whole(shop: Shop, actor: Actor, reason: str, answer: QuickAnswer) -> Changes:
    """Something is new: keep a draft of the whole report with what was weighed and counted so far.

    A draft that the person has already stays as it is.
    """
    piece_id = answer.piece_id
    with closing(shop.reader()) as db:
        if open_draft(db, actor.user_id, piece_id):
            return Changes()
        form = start_report(db, piece_id, reason)
        scales = instruments(db)
    only = scales[0] if len(scales) == 1 else None
    scale = next((one for one in scales if one.name == answer.instrument), only)
    if answer.weight_mg is not None:
        typed = replace(
            form, weight_before_mg=answer.weight_mg, before_read_on="", weight_method="by_hand"
        )
        form = weighed_on(typed, scale)
    if answer.stones_found is not None:
        form = replace(form, stones_found=answer.stones_found)
    if answer.parts_found is not None:
        form = replace(form, parts_found=answer.parts_found)
    content = {**form_to_json(form), FROM_QUICK: True}
    kept = keep_draft(shop, actor.user_id, DRAFT_KIND, piece_id, content)
    return kept | Changes.of(report_draft=1)


def loose_helps(quick: QuickPiece, answer: QuickAnswer) -> bool:
    """Whether a weight that stops may pass with the reason that it is strung or not cleaned (0.5 %)."""
    stopped = quick_verdict(quick, replace(answer, weight_reason=""))
    loose = quick_verdict(quick, replace(answer, weight_reason="strung"))
    return bool(stopped and loose and stopped.outcome == "stop" != loose.outcome)


def sign_quick(
    w: Work,
    reason: str,
    answers: Sequence[QuickAnswer],
    signatures: Sequence[Signature],
    hand_over: str = "",
    decision: str = "",
) -> Changes:
    """Sign that these pieces are as last time, all or none: one signature, a report for each.

    ``hand_over`` is what the papers call the hand-over of many ("for 23 pieces"). Whatever the whole
    form would refuse, this refuses too; ``decision`` are a manager's words for those that stop, and the
    refusal that asks for them names every one.
    """
    if not 0 < len(answers) <= MOST_PIECES or len({a.piece_id for a in answers}) != len(answers):
        raise InputError(
            "Which pieces?",
            f"A hand-over has 1 to {MOST_PIECES} pieces, each once.",
            "Choose the pieces again.",
        )
    made: list[int] = []
    stopped: list[tuple[str, ReportStopError]] = []
    said = ""
    for answer in answers:
        quick = quick_piece(w, answer.piece_id, reason)
        if not quick.refusal and _has_draft(w, answer.piece_id):
            name = quick.piece.description
            raise InputError(
                "A report is begun",
                f"You have begun a report of {name}, and a quick form would put it away.",
                "Sign it (F6 on the piece), or discard it first.",
            )
        if quick.refusal:
            raise InputError(
                "Not by the quick form", quick.refusal, "Open its report (F6).", field="photos"
            )
        form = answered(quick, answer)
        if hand_over:
            form = replace(form, remarks=hand_over)
        if decision and any(one.stop for one in before_signing(w, answer.piece_id, form)):
            form = replace(form, decision=decision)
        try:
            changes = sign(w, answer.piece_id, form, signatures)
        except ReportStopError as stop:
            stopped.append((quick.piece.description, stop))
            continue
        made.append(changes.first("report"))
        said = changes.message
    _refuse_all(stopped)
    many = f"{len(made)} condition reports signed" if len(made) > 1 else said
    return Changes.of(many, report=made, piece=[a.piece_id for a in answers])  # signed: no Undo


def _refuse_all(stopped: Sequence[tuple[str, ReportStopError]]) -> None:
    """Nothing is signed while one stops: a manager decides about what was read, so all of it is said."""
    if len(stopped) == 1:
        raise stopped[0][1]
    if stopped:
        first = stopped[0][1]
        said = " ".join(f"{name}: {stop.message}" for name, stop in stopped)
        raise ReportStopError(first.title, said, first.remedy, field=first.field)


def _has_draft(w: Work, piece_id: int) -> bool:
    """Whether whoever signs has a draft about this piece on this PC: it is never lost."""
    return bool(
        w.value(
            "SELECT 1 FROM draft WHERE user_id = ? AND draft_kind = 'report' AND subject_id = ?",
            (w.actor.user_id, piece_id),
        )
    )
