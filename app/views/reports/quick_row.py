"""A row of the quick form: one piece, its weight, its stones and parts as they are now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QGridLayout

from app.domain.errors import UserError
from app.domain.mass import parse_piece_mg, shown_g
from app.domain.reasons import WEIGHT
from app.services.report_quick import (
    QuickAnswer,
    QuickPiece,
    loose_helps,
    named,
    quick_verdict,
    quick_words,
)
from app.views.reports.panel import TONES
from app.views.reports.stones_panel import parse_count
from app.views.widgets.chip import Chip
from app.views.widgets.inputs import Choice, Input
from app.views.widgets.text import Text

AS_IT_WENT = "="


class QuickRow:
    """One piece: its weight and its stones as they are now, and what that means."""

    def __init__(
        self, quick: QuickPiece, grid: QGridLayout, at: int, *, looks: bool = False
    ) -> None:
        self.quick, self.looks = quick, looks
        piece = quick.piece
        name = named(piece)
        many = len(quick.form.findings)
        marks = "no marks" if not many else f"{many} mark" + ("s" if many > 1 else "")
        title = Text(name, "strong", elide=True)
        title.setMinimumWidth(120)
        grid.addWidget(title, 3 * at, 0, 1, 5 if quick.refusal else 1)  # nothing stands beside it
        self._as_last = quick.refusal or f"As in {quick.last_number}, {marks}"
        self.said = Text(self._as_last, "muted", wrap=True)
        grid.addWidget(self.said, 3 * at + 1, 0, 1, 5)
        self.weight = Input(numeric=True, suffix="g")
        self.weight.setAccessibleName(f"Weight now, {name}")
        if piece.weight_mg is not None:
            self.weight.setPlaceholderText(shown_g(piece.weight_mg))
        self.stones = Input(numeric=True, suffix=f"of {piece.stone_count}")
        self.stones.setAccessibleName(f"Stones found, {name}")
        self.parts = Input(numeric=True, suffix=f"of {piece.components} parts")
        self.parts.setAccessibleName(f"Parts found, {name}")
        self.chip = Chip("", about=f"Weight difference, {name}")
        self.reason = Choice([(t.code, t.title) for t in WEIGHT.terms], hint="Choose the reason")
        self.reason.setAccessibleName(f"Reason for the weight difference, {name}")
        self.reason.hide()
        shown = self.fields
        for column, widget in enumerate((self.weight, self.stones, self.parts), 1):
            grid.addWidget(widget, 3 * at, column)
            widget.setVisible(widget in shown)
            widget.setFixedWidth(124 if widget is self.parts else 104)
            widget.left.connect(self.judge)
            widget.textEdited.connect(self._on_edited)
        grid.addWidget(self.chip, 3 * at, 4)
        self.chip.hide()
        grid.addWidget(self.reason, 3 * at + 2, 1, 1, 4)
        self.wants_reason = False
        """Whether the weight may pass with a reason, so that the keys go there."""
        self.scale = ""
        """The scale that was chosen for the weights; "" where none was."""
        self.wrong: Input | None = None
        """The field that cannot be read; ``said`` tells why."""
        self.reason.changed.connect(self.judge)

    @property
    def fields(self) -> list[Input]:
        """What is asked of this piece, in order."""
        if self.quick.refusal:
            return []
        piece = self.quick.piece
        stones = [self.stones] if piece.stones else []
        return [self.weight, *stones, *([self.parts] if piece.components > 1 else [])]

    @property
    def typed(self) -> tuple[Any, ...]:
        """What stands in it, for ``put_back``."""
        return (
            self.weight.text(),
            self.stones.text(),
            self.parts.text(),
            self.reason.value,
        )

    def put_back(self, typed: tuple[Any, ...]) -> None:
        """What was typed of this piece before; an empty tuple: nothing was."""
        if not self.fields:
            return
        weight, stones, parts, reason = typed or ("", "", "", None)
        self.weight.setText(weight)
        self.stones.setText(stones)
        self.parts.setText(parts)
        self.reason.set_value(reason)
        self.judge()

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
        if field is self.weight or field.text().strip() or self.stays:
            return
        piece = self.quick.piece
        field.setText(str(piece.stone_count if field is self.stones else piece.components))

    def answer(self) -> QuickAnswer:
        """What was typed; InputError for what is none, marked in its field.

        A reason belongs to a weight that wants one: what was chosen for another is not told.
        """
        if self.as_it_went:
            self.weight.set_wrong(False)
            return QuickAnswer(self.quick.piece.id, as_it_went=True)
        bare = self._weighed()
        stones, parts = self._stones(), self._parts()
        verdict = quick_verdict(self.quick, bare)
        asked = verdict is not None and verdict.outcome != "pass"
        reason = str(self.reason.value or "") if asked else ""
        return replace(bare, stones_found=stones, parts_found=parts, weight_reason=reason)

    def so_far(self) -> QuickAnswer:
        """What was typed and can be understood, for the report in which the rest is told."""
        grams, stones, parts = (
            self._if_read(take) for take in (self._grams, self._stones, self._parts)
        )
        piece_id = self.quick.piece.id
        return QuickAnswer(piece_id, grams, stones, parts_found=parts, instrument=self.scale)

    def _if_read(self, take: Callable[[], int | None]) -> int | None:
        try:
            return take()
        except UserError:
            return None

    def _weighed(self) -> QuickAnswer:
        """The weight alone, without a reason; InputError for what is none."""
        weight = self._grams()
        return QuickAnswer(
            self.quick.piece.id, weight, instrument=self.scale if weight is not None else ""
        )

    def _grams(self) -> int | None:
        return self._read(self.weight, lambda text: parse_piece_mg(text, field="weight_after"))

    def _stones(self) -> int | None:
        return self._read(self.stones, parse_count) if self.stones in self.fields else None

    def _parts(self) -> int | None:
        return self._read(self.parts, parse_count) if self.parts in self.fields else None

    def _read(self, field: Input, parse: Callable[[str], int | None]) -> int | None:
        text = field.text().strip()
        try:
            found = parse(text) if text else None
        except UserError as error:
            field.set_wrong(True)
            self.wrong = field
            field.setAccessibleDescription(error.sentence())
            raise
        field.set_wrong(False)
        field.setAccessibleDescription("")
        return found

    def _on_edited(self) -> None:
        """What was refused is judged at every letter, so that it is gone as soon as it is mended."""
        if self.wrong is not None:
            self.wrong = None
            self.judge()

    def judge(self) -> None:
        """Say all that differs as soon as it is typed."""
        self.wrong = None
        self._show_reason()
        try:
            answer = self.answer()
        except UserError as error:
            self.said.setText(error.sentence())
            self.chip.hide()
            return
        verdict = quick_verdict(self.quick, answer)
        self.said.setText(" ".join(quick_words(self.quick, answer)) or self._as_last)
        if verdict is None:
            self.chip.hide()
            return
        sign = "+" if verdict.difference > 0 else "−" if verdict.difference < 0 else "±"
        self.chip.show()
        self.chip.set_status(f"{sign}{abs(verdict.difference)} mg", TONES[verdict.outcome])

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
