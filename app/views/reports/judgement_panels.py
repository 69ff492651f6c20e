"""What the examiner judges: the grade, shown to the client or not, a manager's decision, the rest."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import UserError
from app.domain.lengths import parse_length_um, short_mm
from app.domain.report_rules import needs_fingerprint, shows_client
from app.domain.vocabulary import GRADES
from app.services.report_form import ReportForm
from app.services.report_gate import grade_doubt, grade_suggested, obvious_words, stops_of
from app.services.report_start import KnownPiece
from app.views.reports.choices import Choices, Pick
from app.views.reports.inclusion_rows import InclusionRows
from app.views.reports.panel import Panel
from app.views.reports.phrase_offer import PhraseOffer
from app.views.reports.writing import ReportWriting
from app.views.widgets.button import Button
from app.views.widgets.inputs import Input, LongInput
from app.views.widgets.text import Text


class GradePanel(Panel):
    """The overall grade; what the findings suggest is framed, and a digit chooses."""

    def __init__(self, writing: ReportWriting) -> None:
        super().__init__("Overall grade", writing)
        picks = [
            Pick(term.code, term.title, str(n), f"{term.word}, {term.note}")
            for n, term in enumerate(GRADES.terms, 1)
        ]
        self.grades = Choices("Overall grade", picks, bar=True)
        self.grades.setFixedHeight(36)
        self.column.addWidget(self.grades)
        self.note = Text("", "muted", wrap=True)
        self.column.addWidget(self.note)
        self.grades.picked.connect(self._on_grade)
        self.grades.walked.connect(self._on_grade)
        writing.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show the grade and what it means, and at once what speaks against it."""
        piece, form = self.writing.piece, self.writing.form
        if piece is None:
            return
        suggested, doubt = grade_suggested(piece, form), grade_doubt(piece, form)
        self.grades.suggest(suggested)
        self.grades.set_value(form.grade or None)
        shown = form.grade or suggested
        said = f"suggested: {GRADES.word(suggested)}" if form.grade != suggested else ""
        self.aside.setText(said)
        self.note.setText(doubt.sentence if doubt else GRADES[shown].note)
        self.note.set_look("small" if doubt else "muted")
        self.note.set_tone(("bad" if doubt.blocks else "warn") if doubt else "")

    def _on_grade(self, code: object) -> None:
        self.writing.change("grade", merge="grade", grade=str(code))


class ShownPanel(QWidget):
    """Asks whether an obvious finding was shown to the client; hidden while there is none."""

    def __init__(self, writing: ReportWriting) -> None:
        super().__init__()
        self.writing = writing
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self.words = Text("", "small", wrap=True, tone="warn")
        row.addWidget(self.words, 1)
        self.answers = Choices(
            "Shown to the client", [Pick("yes", "Yes", "Y"), Pick("no", "No", "N")]
        )
        self.answers.setFixedWidth(146)
        row.addWidget(self.answers, 0, Qt.AlignmentFlag.AlignTop)
        self.answers.picked.connect(self._on_answer)
        self.answers.walked.connect(self._on_answer)
        writing.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Ask only where a finding is obvious or worse."""
        form = self.writing.form
        self.setVisible(shows_client(form.worst))
        if not shows_client(form.worst):
            return
        self.words.setText(f"{obvious_words(form)}. Shown to the client?")
        self.answers.set_value(form.shown_to_client or None)

    def _on_answer(self, answer: object) -> None:
        self.writing.change("answer", shown_to_client=str(answer))


def is_stopped(piece: KnownPiece, form: ReportForm) -> bool:
    """Whether weight, stones or parts differ so far that only a manager may pass it."""
    return bool(stops_of(piece, form))


class DecisionPanel(Panel):
    """A manager's words where a hand-over was stopped; hidden otherwise."""

    def __init__(self, writing: ReportWriting) -> None:
        super().__init__("A manager decides", writing)
        self.words = LongInput(hint="Why the piece may pass all the same", lines=2)
        self.words.setAccessibleName("Decision of a manager")
        self.column.addWidget(self.words)
        self.words.textChanged.connect(self._on_words)
        writing.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Ask only where something is stopped."""
        piece, form = self.writing.piece, self.writing.form
        self.setVisible(bool(form.decision) or (piece is not None and is_stopped(piece, form)))
        if self.words.toPlainText() != form.decision:
            self.words.setPlainText(form.decision)

    def _on_words(self) -> None:
        words = self.words.toPlainText()
        if words != self.writing.form.decision:
            self.writing.change("decision", merge="decision", decision=words)


class MorePanel(QWidget):
    """What few reports need: the centre stone's fingerprint, the shank, remarks. Folded away."""

    def __init__(self, writing: ReportWriting) -> None:
        super().__init__()
        self.writing = writing
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.opener = Button("Fingerprint, shank, remarks", "link", icon="chevron-down", small=True)
        self.opener.clicked.connect(self._on_open)
        column.addWidget(self.opener)
        self.inner = QWidget()
        inside = QVBoxLayout(self.inner)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        self.about = Text("", "muted", wrap=True)
        inside.addWidget(self.about)
        self.shown = Input(hint="Proven here: inscription, inclusions, tester and measures")
        self.shown.setAccessibleName("Fingerprint, proven here")
        self.shown.setToolTip("Printed on the report as what was proven here")
        self.not_shown = Input(hint="Not proven here: origin, treatment")
        self.not_shown.setAccessibleName("Fingerprint, not proven here")
        self.not_shown.setToolTip("Printed on the report as what was not proven here")
        self.shank = _measure("Shank at its thinnest", "Shank, thinnest")
        self.shank_width = _measure("Shank width there", "Shank width")
        self._shank_row = QWidget()
        row = QHBoxLayout(self._shank_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.shank)
        row.addWidget(self.shank_width)
        self.remarks = LongInput(hint="Remarks, printed on the report", lines=2)
        self.remarks.setAccessibleName("Remarks")
        self.phrases = PhraseOffer(writing, self.remarks)
        self.inclusions = InclusionRows(writing)
        fields = (self.shown, self.not_shown, self.inclusions, self._shank_row, self.remarks)
        for field in (*fields, self.phrases):
            inside.addWidget(field)
        self.error = Text("", "error", wrap=True)
        self.error.hide()
        inside.addWidget(self.error)
        column.addWidget(self.inner)
        self.inner.hide()
        self._connect()

    def _connect(self) -> None:
        self.shown.textEdited.connect(self._on_print)
        self.not_shown.textEdited.connect(self._on_print)
        self.shown.entered.connect(self.shown.advance)
        self.not_shown.entered.connect(self.not_shown.advance)
        for field in (self.shank, self.shank_width):
            field.left.connect(self._on_shank)
            field.entered.connect(self._on_shank_entered)
        self.remarks.textChanged.connect(self._on_remarks)
        self.writing.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show what was typed; the shank is asked of rings only."""
        piece, form = self.writing.piece, self.writing.form
        if piece is None:
            return
        wanted = needs_fingerprint("centre", piece.centre_mct)
        self.about.setText(
            "The centre stone has 0.50 ct or more: say what was proven of it, and what was not."
            if wanted
            else "Fingerprint of the centre stone"
        )
        said = form.fingerprint
        for field, text in ((self.shown, said.shown), (self.not_shown, said.not_shown)):
            if field.text() != text:
                field.setText(text)
        self._shank_row.setVisible(piece.category == "ring")
        for field, um in ((self.shank, form.shank_um), (self.shank_width, form.shank_width_um)):
            if not field.hasFocus():
                field.setText(short_mm(um) if um else "")
        if self.remarks.toPlainText() != form.remarks:
            self.remarks.setPlainText(form.remarks)
        self.inclusions.refresh()
        shank = form.shank_um or form.shank_width_um
        marked = said.inclusions or said.girdle
        if any((said.shown, said.not_shown, marked, shank, form.remarks)):
            self.open()

    def open(self) -> None:
        """Show the fields."""
        self.inner.show()
        self.opener.set_icon("chevron-up")

    def _on_open(self) -> None:
        if self.inner.isVisibleTo(self):
            self.inner.hide()
            self.opener.set_icon("chevron-down")
        else:
            self.open()
            self.shown.setFocus()

    def _on_print(self, _text: str) -> None:
        said = replace(
            self.writing.form.fingerprint,
            shown=self.shown.text(),
            not_shown=self.not_shown.text(),
        )
        self.writing.change("fingerprint", merge="fingerprint", fingerprint=said)

    def _on_shank(self) -> bool:
        """Judge both measures of the shank; whether neither has to be mended."""
        said: dict[str, Any] = {}
        refused: UserError | None = None
        for field, name in ((self.shank, "shank_um"), (self.shank_width, "shank_width_um")):
            text = field.text().strip()
            try:
                said[name] = um = parse_length_um(text, field="shank") if text else None
                if um and field.text() != short_mm(um):
                    field.setText(short_mm(um))
            except UserError as error:
                refused = refused or error
            field.set_wrong(name not in said)
        self.error.setText(refused.sentence() if refused else "")
        self.error.setVisible(refused is not None)
        form = self.writing.form
        if any(getattr(form, name) != um for name, um in said.items()):
            self.writing.change("shank", **said)
        return refused is None

    def _on_shank_entered(self) -> None:
        if self._on_shank():
            (self.shank_width if self.shank_width.hasFocus() else self.shank).advance()

    def _on_remarks(self) -> None:
        words = self.remarks.toPlainText()
        if words != self.writing.form.remarks:
            self.writing.change("remarks", merge="remarks", remarks=words)


def _measure(words: str, hint: str) -> Input:
    """A length that is read off in mm."""
    made = Input(numeric=True, suffix="mm", hint=hint)
    made.setAccessibleName(words)
    return made
