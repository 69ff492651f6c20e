"""The marked report beside the list: its photo with the marks, its findings, its verdict."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.codes import spaced
from app.domain.mass import shown_g
from app.domain.vocabulary import GRADES, REPORT_REASONS
from app.services.report_opening import OpenedReport
from app.views.frame.beside import trouble_words
from app.views.frame.desk import Desk
from app.views.keys import Key
from app.views.orders.words import Words
from app.views.reports.finding_list import FindingList
from app.views.reports.photo_stage import PhotoStage
from app.views.reports.writing import ReportWriting
from app.views.widgets.button import Button
from app.views.widgets.chip import Chip
from app.views.widgets.facts import Facts
from app.views.widgets.text import SectionLabel, Text


class ReportSide(QWidget):
    """Shows a report or a draft; the list's page opens it."""

    def __init__(self, desk: Desk, words: Words) -> None:
        super().__init__()
        self.desk, self.words = desk, words
        self.writing = ReportWriting(self)
        self.open_button = Button("Open", "primary", icon="external-link", key=Key.OPEN)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        top = QHBoxLayout()
        self._number = Text("", "muted", elide=True)
        top.addWidget(self._number, 1)
        self.chip = Chip("", about="State", parent=self)
        top.addWidget(self.chip)
        column.addLayout(top)
        self._title = Text("", "panel", wrap=True)
        self._about = Text("", "muted", wrap=True)
        column.addWidget(self._title)
        column.addWidget(self._about)
        self.stage = PhotoStage(desk, self.writing, editable=False)
        self.stage.setFixedHeight(236)
        self.stage.setMinimumWidth(120)  # the words of an empty stage would widen the panel
        self.stage.zoom_bar.hide()
        self.stage.looking_tools.set_shown(False)
        for area in (self.stage.canvas, self.stage.canvas.viewport()):
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes by: marks are for pages
        self.stage.empty.set_words("No photo", "", "image")
        column.addWidget(self.stage)
        self._found = SectionLabel("Findings")
        column.addWidget(self._found)
        self.findings = FindingList(self.writing, editable=False)
        column.addWidget(self.findings)
        self._facts = Facts("About the report", label_width=92)
        column.addWidget(self._facts)
        column.addStretch(1)
        self.show_nothing()

    def show_card(self, opened: OpenedReport) -> None:
        """Show a signed report, or a draft."""
        self.setVisible(True)
        card, draft, piece = opened.card, opened.draft, opened.piece
        form = card.form if card else draft.form if draft else opened.started
        self._title.setText(piece.description)
        tag = f"tag {spaced(piece.code)}" if piece.code else ""
        self._about.setText(" · ".join(part for part in (piece.number, tag) if part))
        if card:
            self._number.setText(f"{card.number} · version {card.version}")
            self.chip.set_status("Signed", "ok")
            self.open_button.set_words("Open")
        else:
            self._number.setText("Draft on this PC")
            self.chip.set_status("Draft", "vio")
            self.open_button.set_words("Go on with it")
        self.writing.begin(piece, form)
        self.stage.setVisible(bool(form.photos))
        many = len(form.findings)
        self._found.setText(f"Findings, {many}" if many else "No findings")
        self.findings.setVisible(bool(many))
        weight = form.weight_before_mg if form.weight_after_mg is None else form.weight_after_mg
        stones = f"{form.stones_found} of {form.stones_expected}" if form.stones_expected else ""
        self._facts.show_facts(
            [
                ("Grade", GRADES.title(form.grade) if form.grade else ""),
                ("Reason", REPORT_REASONS.title(form.reason)),
                ("Examiner", card.examiner if card else ""),
                ("Signed" if card else "Kept", self._when(opened)),
                ("Weight", f"{shown_g(weight)} g" if weight else ""),
                ("Stones", stones if form.stones_found is not None else ""),
                ("Since last", card.comparison.line if card and card.comparison else ""),
            ]
        )

    def _when(self, opened: OpenedReport) -> str:
        if opened.card:
            return self.words.when(opened.card.signed_at)
        return self.words.when(opened.draft.at) if opened.draft else ""

    def show_nothing(self) -> None:
        """No report is marked."""
        self.setVisible(False)

    def show_trouble(self, error: Exception) -> None:
        """It cannot be shown."""
        self.setVisible(True)
        for part in (self.stage, self.findings, self._found):
            part.hide()
        self.chip.set_status("")
        self._number.setText("")
        title, sentence = trouble_words(error)
        self._title.setText(title)
        self._about.setText(sentence)
        self._facts.show_facts([])
