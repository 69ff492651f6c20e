"""The quick form: as last time, nothing new, the weight; for one piece or for a hand-over of many."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.domain.errors import UserError
from app.domain.mass import parse_piece_mg, shown_g
from app.domain.reasons import WEIGHT
from app.domain.vocabulary import REPORT_REASONS
from app.services.report_gate import ReportStopError
from app.services.report_quick import (
    QuickAnswer,
    QuickPiece,
    loose_helps,
    quick_piece,
    quick_verdict,
    sign_quick,
)
from app.services.signatures import Signature
from app.views.bug_report import BugReport
from app.views.frame.desk import Desk
from app.views.reports.deciding import DecideSheet
from app.views.reports.panel import TONES
from app.views.reports.sign_sheet import SignSheet
from app.views.reports.signatures_panel import EXAMINER
from app.views.reports.stones_panel import parse_count
from app.views.widgets.chip import Chip
from app.views.widgets.inputs import Choice, Input
from app.views.widgets.sheet import Sheet
from app.views.widgets.text import Text

if TYPE_CHECKING:
    from app.models.work import Work

AS_IT_WENT = "="
Done = Callable[[Changes], None]


class QuickRow:
    """One piece: its weight and its stones as they are now, and what that means."""

    def __init__(
        self, quick: QuickPiece, grid: QGridLayout, at: int, *, looks: bool = False
    ) -> None:
        self.quick, self.looks = quick, looks
        piece = quick.piece
        name = " ".join(filter(None, (piece.number, piece.description)))
        many = len(quick.form.findings)
        marks = "no marks" if not many else f"{many} mark" + ("s" if many > 1 else "")
        title = Text(name, "strong", elide=True)
        title.setMinimumWidth(120)
        grid.addWidget(title, 3 * at, 0, 1, 4 if quick.refusal else 1)  # nothing stands beside it
        self._as_last = quick.refusal or f"As in {quick.last_number}, {marks}"
        self.said = Text(self._as_last, "muted", wrap=True)
        grid.addWidget(self.said, 3 * at + 1, 0, 1, 4)
        self.weight = Input(numeric=True, suffix="g")
        self.weight.setAccessibleName(f"Weight now, {name}")
        if piece.weight_mg is not None:
            self.weight.setPlaceholderText(shown_g(piece.weight_mg))
        self.stones = Input(numeric=True, suffix=f"of {piece.stone_count}")
        self.stones.setAccessibleName(f"Stones found, {name}")
        self.chip = Chip("", about=f"Weight difference, {name}")
        self.reason = Choice([(t.code, t.title) for t in WEIGHT.terms], hint="Choose the reason")
        self.reason.setAccessibleName(f"Reason for the weight difference, {name}")
        self.reason.hide()
        for column, widget in ((1, self.weight), (2, self.stones), (3, self.chip)):
            grid.addWidget(widget, 3 * at, column)
            widget.setVisible(not quick.refusal and widget is not self.chip)
        grid.addWidget(self.reason, 3 * at + 2, 1, 1, 3)
        self.weight.setFixedWidth(104)
        self.stones.setFixedWidth(104)
        self.stones.setVisible(not quick.refusal and bool(piece.stones))
        self.wants_reason = False
        """Whether the weight may pass with a reason, so that the keys go there."""
        self.weight.left.connect(self.judge)
        self.reason.changed.connect(self.judge)

    @property
    def fields(self) -> list[Input]:
        """What is asked of this piece, in order."""
        if self.quick.refusal:
            return []
        return [self.weight, *([self.stones] if self.quick.piece.stones else [])]

    @property
    def as_it_went(self) -> bool:
        """Whether "=" was typed in place of a weight: looked at, and as it went out."""
        return self.looks and self.weight.text().strip() == AS_IT_WENT

    @property
    def stays(self) -> bool:
        """Whether nothing was typed of what may have come, or not: it stays where it is."""
        return self.looks and not any(field.text().strip() for field in self.fields)

    def fill(self, field: Input) -> None:
        """Enter in an empty count: as many as expected, of what was weighed."""
        if field is self.stones and not field.text().strip() and not self.stays:
            field.setText(str(self.quick.piece.stone_count))

    def answer(self) -> QuickAnswer:
        """What was typed; InputError for what is none, marked in its field.

        A reason belongs to a weight that wants one: what was chosen for another is not told.
        """
        if self.as_it_went:
            self.weight.set_wrong(False)
            return QuickAnswer(self.quick.piece.id, as_it_went=True)
        bare = self._weighed()
        stones = self._read(self.stones, parse_count) if self.quick.piece.stones else None
        verdict = quick_verdict(self.quick, bare)
        asked = verdict is not None and verdict.outcome != "pass"
        reason = str(self.reason.value or "") if asked else ""
        return replace(bare, stones_found=stones, weight_reason=reason)

    def _weighed(self) -> QuickAnswer:
        """The weight alone, without a reason; InputError for what is none."""
        weight = self._read(self.weight, lambda text: parse_piece_mg(text, field="weight_after"))
        return QuickAnswer(self.quick.piece.id, weight)

    def _read(self, field: Input, parse: object) -> int | None:
        text = field.text().strip()
        try:
            found = parse(text) if text else None  # type: ignore[operator]
        except UserError as error:
            field.set_wrong(True)
            field.setAccessibleDescription(error.sentence())
            raise
        field.set_wrong(False)
        field.setAccessibleDescription("")
        return int(found) if found is not None else None

    def judge(self) -> None:
        """Say what the weight means as soon as it is typed."""
        self._show_reason()
        try:
            answer = self.answer()
        except UserError as error:
            self.said.setText(error.sentence())
            self.chip.hide()
            return
        verdict = quick_verdict(self.quick, answer)
        self.said.setText(self._as_last)
        if verdict is None:
            self.chip.hide()
            return
        sign = "+" if verdict.difference > 0 else "−" if verdict.difference < 0 else "±"
        self.chip.show()
        self.chip.set_status(f"{sign}{abs(verdict.difference)} mg", TONES[verdict.outcome])
        if verdict.outcome != "pass":
            self.said.setText(verdict.sentence)

    def _show_reason(self) -> None:
        """Ask for a reason where the weight wants one, or stops; what is not asked is forgotten."""
        if self.as_it_went:
            bare = QuickAnswer(self.quick.piece.id, as_it_went=True)
        else:
            try:
                bare = self._weighed()
            except UserError:
                return  # what it will be is not known yet
        verdict = quick_verdict(self.quick, bare)
        outcome = verdict.outcome if verdict else "pass"
        helps = outcome == "stop" and loose_helps(self.quick, bare)
        self.wants_reason = outcome == "reason" or helps
        if outcome == "pass":
            self.reason.set_value(None)
        self.reason.setVisible(outcome != "pass")


class QuickSheet(Sheet):
    """Enter goes from field to field and at the end to the signature."""

    def __init__(
        self,
        desk: Desk,
        pieces: Sequence[QuickPiece],
        reason: str,
        done: Done | None = None,
        *,
        looks: bool = False,
    ) -> None:
        many = len(pieces)
        super().__init__(
            desk.frame.host(),
            "As last time, nothing new" if many == 1 else f"Hand-over of {many} pieces",
            "The findings stay as they were seen last. Weigh and count: whatever differs is asked.",
            width=640,
        )
        self._desk = desk
        self._done = done
        self.why = QWidget()
        top = QHBoxLayout(self.why)
        top.setContentsMargins(0, 0, 0, 0)
        top.addWidget(Text("Reason", "label"))
        self.reason = Choice([(t.code, t.title) for t in REPORT_REASONS.terms])
        self.reason.setAccessibleName("Reason")
        self.reason.set_value(reason)
        top.addWidget(self.reason)
        top.addStretch(1)
        self.body.addWidget(self.why)
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        self.rows = [QuickRow(quick, grid, at, looks=looks) for at, quick in enumerate(pieces)]
        self.body.addWidget(inner)
        self.error = Text("", "error", wrap=True)
        self.error.hide()
        self.body.addWidget(self.error)
        self._fields = [field for row in self.rows for field in row.fields]
        for field in self._fields:
            field.entered.connect(self._on_entered)
        for row in self.rows:
            row.reason.entered.connect(partial(self._go_behind, row))
        self.add_way("Cancel", key="Esc")
        self.verb = self.add_way("Sign", self.take, "primary", key="F10", closes=False)
        self.verb.setEnabled(bool(self._fields))
        self.closed.connect(self.deleteLater)
        self._answers: list[QuickAnswer] = []
        self._signature: Signature | None = None

    def focus_first(self) -> None:
        if self._fields:
            self._fields[0].setFocus()
        else:
            super().focus_first()

    def _on_entered(self) -> None:
        field = self.sender()
        if not isinstance(field, Input):
            return
        row = next(row for row in self.rows if field in row.fields)
        row.fill(field)
        row.judge()
        over = row.as_it_went or row.stays
        at = self._fields.index(row.fields[-1] if over else field)
        if row.wants_reason and not row.reason.value and field is row.fields[-1]:
            row.reason.setFocus()
        else:
            self._go_on(at)

    def _go_behind(self, row: QuickRow) -> None:
        """Enter on a reason: to the next piece."""
        self._go_on(self._fields.index(row.fields[-1]))

    def _go_on(self, at: int) -> None:
        if at + 1 < len(self._fields):
            self._fields[at + 1].setFocus()
            self._fields[at + 1].selectAll()
        else:
            self.take()

    def take(self) -> None:
        """Read everything, then ask for the one signature."""
        try:
            self._answers = [row.answer() for row in self.rows if row.fields]
        except UserError as error:
            self._say(error)
            return
        empty = next((field for field in self._fields if not field.text().strip()), None)
        if empty is not None:
            empty.setFocus()
            self.error.setText("Weigh each piece and count its stones.")
            self.error.show()
            return
        self.error.hide()
        name = self._desk.session.actor.display
        SignSheet(
            self._desk.frame.host(),
            "Sign for the house",
            "The pieces are as in their last reports; what was weighed and counted is as typed.",
            EXAMINER,
            name,
            "Sign report" if len(self._answers) == 1 else f"Sign {len(self._answers)} reports",
            self._on_signature,
        ).open()

    def _on_signature(self, signature: Signature) -> None:
        self._signature = signature
        self._save()

    def _save(self, decision: str = "", second: Actor | None = None) -> None:
        answers, reason = tuple(self._answers), str(self.reason.value)
        signatures = (self._signature,) if self._signature else ()
        words = f"Hand-over of {len(answers)} pieces" if len(answers) > 1 else ""

        def service(w: Work) -> Changes:
            return sign_quick(w, reason, answers, signatures, words, decision)

        self._desk.work("sign_report", service, self._on_signed, self._on_refused, second=second)

    def _on_signed(self, changes: Changes) -> None:
        self.dismiss()
        if self._done is not None:
            self._done(changes)
        elif len(changes.ids("report")) == 1:
            self._desk.navigate("report", changes.first("report"))

    def _on_refused(self, error: UserError | BugReport) -> None:
        if isinstance(error, UserError):
            self._say(error)
        if isinstance(error, ReportStopError):
            DecideSheet(self._desk, error.message, self._save).open()

    def _say(self, error: UserError) -> None:
        self.error.setText(error.sentence())
        self.error.show()


class _Asking(QObject):
    """Waits for how the pieces stand; it goes when the sheet is there."""

    def __init__(self, desk: Desk, reason: str, done: Done | None) -> None:
        super().__init__(desk.frame.host())
        self._desk, self._reason, self._done = desk, reason, done

    def on_read(self, pieces: list[QuickPiece]) -> None:
        """Show the sheet."""
        QuickSheet(self._desk, pieces, self._reason, self._done).open()
        self.deleteLater()

    def on_failed(self, error: Exception) -> None:
        """Say why not."""
        if isinstance(error, UserError):
            self._desk.frame.show_refusal(error)
        self.deleteLater()


def ask_quick(
    desk: Desk, piece_ids: Sequence[int], reason: str = "check", done: Done | None = None
) -> None:
    """Read how these pieces stand, then ask. ``done`` hears of what was signed; without it a single
    report is shown."""
    ids = tuple(dict.fromkeys(piece_ids))
    asking = _Asking(desk, reason, done)
    desk.read(
        lambda db: [quick_piece(db, piece_id, reason) for piece_id in ids],
        asking.on_read,
        asking.on_failed,
        topic=f"quick form {ids[:1]}",
    )
