"""The quick form: the same as last time, nothing new, the weight. One for a hand-over of many pieces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.changes import Changes
from app.domain.errors import InputError
from app.domain.report_rules import Verdict, suggested_grade
from app.models.database import Database
from app.models.work import Work
from app.services.report_form import ReportForm
from app.services.report_gate import ReportStopError, before_signing, weight_of
from app.services.report_start import KnownPiece, known_piece, last_report, start_report
from app.services.reports import sign
from app.services.signatures import Signature

MOST_PIECES = 200


@dataclass(frozen=True)
class QuickPiece:
    """A piece to confirm: what is known of it and the form that says "as last time".

    ``refusal`` says why it cannot be confirmed so: it was never reported, or has no photo.
    """

    piece: KnownPiece
    form: ReportForm
    last_number: str
    last_at: int
    refusal: str = ""

    @property
    def photo_sha256(self) -> str:
        """The photo to know it by."""
        return self.form.photos[0].sha256 if self.form.photos else ""


@dataclass(frozen=True)
class QuickAnswer:
    """What was seen of one piece: its weight now (mg) and its stones counted, as far as asked.

    ``as_it_went``: it was looked at and is as it went out, complete, without being weighed.
    """

    piece_id: int
    weight_mg: int | None = None
    stones_found: int | None = None
    weight_reason: str = ""
    as_it_went: bool = False


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
        calibrated_on=last.form.calibrated_on,
        calibration_due_on=last.form.calibration_due_on,
    )
    why = "" if form.photos else f"{piece.description} has no photo: take one first."
    return QuickPiece(piece, form, last.number, last.signed_at, why)


def answered(quick: QuickPiece, answer: QuickAnswer) -> ReportForm:
    """The form with what was seen now."""
    if answer.as_it_went:
        return replace(
            quick.form,
            weight_before_mg=None,
            weight_after_mg=None,
            stones_found=quick.form.stones_expected,
            not_weighed=True,
        )
    by_hand = "by_hand" if answer.weight_mg is not None else quick.form.weight_method
    return replace(
        quick.form,
        weight_after_mg=answer.weight_mg,
        weight_method=by_hand,
        stones_found=answer.stones_found,
        weight_reason=answer.weight_reason or quick.form.weight_reason,
    )


def quick_verdict(quick: QuickPiece, answer: QuickAnswer) -> Verdict | None:
    """What the weight means, as it is typed."""
    return weight_of(quick.piece, answered(quick, answer))


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
