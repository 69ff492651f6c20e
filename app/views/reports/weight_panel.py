"""The gross weight before and after, against the limit up to which it passes without a word."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from app.domain.dates import medium_date, short_date
from app.domain.errors import UserError
from app.domain.mass import parse_piece_mg, shown_g, taken_for
from app.domain.reasons import WEIGHT
from app.domain.report_rules import pass_limit_mg
from app.services.report_form import ReportForm
from app.services.report_gate import weight_of
from app.views.reports.panel import TONES, InsetInput, Panel
from app.views.reports.writing import ReportWriting
from app.views.widgets.button import Button
from app.views.widgets.chip import Chip
from app.views.widgets.inputs import Choice, Input
from app.views.widgets.text import Text

BEFORE, KNOWN = "Before", "Known"
"""What the first field is called: weighed for this report, or known from an earlier reading."""


class WeightPanel(Panel):
    """The gross weight before and after, judged against the limit; ``naming_asked``: of a scale."""

    naming_asked = Signal()

    def __init__(self, writing: ReportWriting) -> None:
        super().__init__("Weight", writing)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.before = InsetInput("Weight before", "g")
        self.after = InsetInput("Weight after", "g")
        for field, words in ((self.before, BEFORE), (self.after, "After")):
            field.set_label(words)
            row.addWidget(field, 1)
        self.chip = Chip("", about="Weight difference", parent=self)
        row.addWidget(self.chip)
        self.column.addLayout(row)
        self._taken = Text("", "muted", wrap=True)
        """What was typed last in another unit than grams, and what it was taken for."""
        self._taken.hide()
        self.column.addWidget(self._taken)
        self.scale = Choice([("", "no scale named")], hint="Which scale?")
        self.scale.setAccessibleName("Scale")
        scales = QHBoxLayout()
        scales.setSpacing(8)
        scales.addWidget(self.scale, 1)
        self.name_one = Button("Name a scale", "link", icon="scale", small=True)
        self.name_one.clicked.connect(self.naming_asked)
        scales.addWidget(self.name_one)
        self.column.addLayout(scales)
        self._overdue = Text("", "small", wrap=True, tone="warn")
        self._overdue.hide()
        self.column.addWidget(self._overdue)
        self._sentence = Text("", "small", wrap=True)
        self._sentence.hide()
        self.column.addWidget(self._sentence)
        self.reason = Choice([(t.code, t.title) for t in WEIGHT.terms], hint="Choose the reason")
        self.reason.setAccessibleName("Reason for the weight difference")
        self.column.addWidget(self.reason)
        self.column.addWidget(self.error)
        self.before.left.connect(self._on_before)
        self.before.entered.connect(self._on_before_entered)
        self.after.left.connect(self._on_after)
        self.after.entered.connect(self._on_after_entered)
        self.scale.changed.connect(self._on_scale)
        self.scale.entered.connect(self.scale.advance)
        self.reason.changed.connect(self._on_reason)
        self.reason.entered.connect(self.reason.advance)
        writing.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show the weights and what their difference means."""
        piece, form = self.writing.piece, self.writing.form
        if piece is None:
            return
        self._show_scale()
        known = bool(form.before_read_on) and form.weight_before_mg is not None
        self.before.set_label(KNOWN if known else BEFORE)
        for field, mg in ((self.before, form.weight_before_mg), (self.after, form.weight_after_mg)):
            shown = "" if mg is None else shown_g(mg)
            if not field.hasFocus() and field.text() != shown:
                field.setText(shown)
                self.refuse(field, None)
        verdict = weight_of(piece, form)
        if verdict is None:
            self.chip.set_status("")
            self._say_when(form)
            self.reason.setVisible(bool(form.weight_reason))
            return
        sign = "+" if verdict.difference > 0 else "−" if verdict.difference < 0 else "±"
        self.chip.set_status(f"{sign}{abs(verdict.difference)} mg", TONES[verdict.outcome])
        self._sentence.setText(verdict.told)
        self._sentence.set_tone(TONES[verdict.outcome])
        self._sentence.setVisible(verdict.outcome != "pass")
        self.reason.setVisible(verdict.outcome != "pass" or bool(form.weight_reason))
        self.reason.set_value(form.weight_reason or None)

    def _say_when(self, form: ReportForm) -> None:
        """A weight that came along is no weight of now."""
        day, house = form.before_read_on, self.writing.house
        if day:
            read = f"on {short_date(date.fromisoformat(day), house.locale)}"
            read = read if day < house.today else "earlier today"
            self._sentence.setText(
                f"Before was weighed {read}, not for this report, and the paper says so."
                " Type what it weighs now as After, or as Before once more."
            )
            self._sentence.set_tone("neutral")
        self._sentence.setVisible(bool(day))

    def _day(self, iso: str) -> str:
        return medium_date(date.fromisoformat(iso), self.writing.house.locale) if iso else ""

    def _show_scale(self) -> None:
        """The limit of the scale that is used, and whether its calibration still holds."""
        form, house = self.writing.form, self.writing.house
        limit = f"limit ±{pass_limit_mg(form.scale_division_mg)} mg"
        names = [one.name for one in house.instruments]
        if form.instrument and form.instrument not in names:
            names.append(form.instrument)
        options = [("", "No scale named"), *((name, name) for name in names)]
        if [self.scale.itemText(at) for at in range(self.scale.count())] != [w for _, w in options]:
            self.scale.set_options(options)
        self.name_one.setVisible(not house.instruments)
        self.scale.set_value(form.instrument)
        if form.calibrated_on:
            limit += f" · calibrated {self._day(form.calibrated_on)}"
        self.aside.setText(limit)
        due = form.calibration_due_on
        overdue = bool(form.instrument and due and due < house.today)
        self._overdue.setText(
            f"The calibration of {form.instrument} is overdue since {self._day(due)}; the paper says so."
        )
        self._overdue.setVisible(overdue)

    def _on_scale(self, name: object) -> None:
        found = next((one for one in self.writing.house.instruments if one.name == name), None)
        self.writing.change(
            "scale",
            instrument=str(name or ""),
            scale_division_mg=found.division_mg if found else 1,
            calibrated_on=found.calibrated_on if found else "",
            calibration_due_on=found.due_on if found else "",
        )

    def _on_before(self) -> bool:
        return self._weigh(self.before, "weight_before_mg")

    def _on_after(self) -> bool:
        return self._weigh(self.after, "weight_after_mg")

    def _on_before_entered(self) -> None:
        if self._on_before():
            self.before.advance()

    def _on_after_entered(self) -> None:
        if self._on_after():
            self.after.advance()

    def _weigh(self, field: Input, name: str) -> bool:
        text = field.text().strip()
        now = getattr(self.writing.form, name)
        try:
            mg = parse_piece_mg(text, field=name) if text else None
        except UserError as error:
            self.refuse(field, error)
            return False
        self.refuse(field, None)
        before, typed = field is self.before, field.isModified()
        if typed:
            self._taken.setText(taken_for(text, mg) if mg else "")
            self._taken.setVisible(bool(self._taken.text()))
        shown = "" if mg is None else shown_g(mg)
        if field.text() != shown:
            field.setText(shown)  # "12,5" was understood as 12.500
        field.setModified(False)
        again = before and typed and bool(self.writing.form.before_read_on)
        if mg != now or again:
            # No scale is connected yet: what is typed says so on the paper.
            values: dict[str, Any] = {name: mg, "weight_method": "by_hand"}
            if before:  # it was weighed now, also where it weighs what it weighed then
                values["before_read_on"] = ""
            self.writing.change("weight", **values)
        return True

    def _on_reason(self, code: object) -> None:
        self.writing.change("reason of the difference", weight_reason=str(code or ""))
