"""The side of a report that is being written: findings, stones, weight, grade, signatures, in that order."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.report_gate import Blocker
from app.views.reports.correction_panel import CorrectionPanel
from app.views.reports.finding_list import FindingList
from app.views.reports.house_panel import HousePanel
from app.views.reports.judgement_panels import DecisionPanel, GradePanel, MorePanel, ShownPanel
from app.views.reports.signatures_panel import SignaturesPanel
from app.views.reports.stones_panel import StonesPanel
from app.views.reports.weight_panel import WeightPanel
from app.views.reports.writing import ReportWriting
from app.views.widgets.chip import Chip
from app.views.widgets.text import SectionLabel, Text


class EditingSide(QWidget):
    """Everything that is asked besides the photo."""

    def __init__(self, writing: ReportWriting) -> None:
        super().__init__()
        self.writing = writing
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        top = QHBoxLayout()
        self.number = Text("New report", "muted", elide=True)
        top.addWidget(self.number, 1)
        self.chip = Chip("Draft", "vio", about="State")
        top.addWidget(self.chip)
        column.addLayout(top)
        self.correction = CorrectionPanel(writing)
        column.addWidget(self.correction)
        found = QVBoxLayout()
        found.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(SectionLabel("Findings"))
        head.addStretch(1)
        self._count = Text("", "muted")
        head.addWidget(self._count)
        found.addLayout(head)
        self.nothing = Text(
            "Nothing found yet. Click on the photo, or press Enter on it, to mark a finding.",
            "muted",
            wrap=True,
        )
        found.addWidget(self.nothing)
        self.findings = FindingList(writing)
        found.addWidget(self.findings)
        column.addLayout(found)
        self.stones = StonesPanel(writing)
        self.weight = WeightPanel(writing)
        self.grade = GradePanel(writing)
        self.shown = ShownPanel(writing)
        self.decision = DecisionPanel(writing)
        self.more = MorePanel(writing)
        self.house = HousePanel(writing)
        self.signatures = SignaturesPanel(writing)
        for panel in (
            self.stones,
            self.weight,
            self.grade,
            self.shown,
            self.decision,
            self.more,
            self.house,
            self.signatures,
        ):
            column.addWidget(panel)
        column.addStretch(1)
        writing.changed.connect(self.refresh)

    def name(self, correcting: str) -> None:
        """Say what is written: a new report, or a new version of the one with that number."""
        self.number.setText(f"New version of {correcting}" if correcting else "New report")

    def refresh(self) -> None:
        """Show how many findings there are and what the next number is."""
        many = len(self.writing.form.findings)
        self.nothing.setVisible(not many)
        self.findings.setVisible(bool(many))
        self._count.setText(f"{many} · next mark is {self.writing.next_n}" if many else "")

    def go_to(self, blocker: Blocker) -> bool:
        """Give the keys to the field that a blocker means; False for one that is not here."""
        kind, _, n = blocker.field.partition(" ")
        if kind == "finding" and n.isdigit():
            return self._go_to_finding(int(n))
        field = {
            "stones_found": self.stones.found,
            "parts_found": self.stones.parts,
            "weight_before": self.weight.before,
            "weight_after": self.weight.after,
            "weight_reason": self.weight.reason,
            "instrument": self.weight.scale,
            "correction": self.correction.words,
        }.get(blocker.field)
        if blocker.stop and self.decision.isVisibleTo(self):
            field = self.decision.words
        if blocker.field == "grade":
            self.grade.grades.focus_chosen()
            return True
        if blocker.field == "shown_to_client":
            self.shown.answers.focus_chosen()
            return True
        if blocker.field == "fingerprint":
            self.more.open()
            field = self.more.shown
        if blocker.field == "other_side":
            self.house.open()
            field = self.house.attach
        if blocker.field == "signatures":
            field = self.signatures.house
        if field is None:
            return False
        field.setFocus()
        return True

    def _go_to_finding(self, n: int) -> bool:
        self.writing.mark_current(n)
        mark, editor = self.writing.mark, self.findings.editor
        if mark is None or editor is None:
            return False
        missing = "location" if not mark.location else "type" if not mark.type else "severity"
        editor.go_to(missing)
        return True
