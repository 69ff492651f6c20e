"""What the condition reports of the piece in the form say, beside its condition."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.chips import SEVERITY_TONES
from app.domain.vocabulary import GRADES
from app.services.piece_parts import ReportLine
from app.views.keys import Key
from app.views.widgets.button import Button
from app.views.widgets.chip import Chip
from app.views.widgets.text import Text


class Findings(QWidget):
    """``asked`` when the condition report is to be written (F6)."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addWidget(Text("Findings", "label"))
        row = QHBoxLayout()
        row.setSpacing(8)
        self._chip = Chip("", "info", parent=self)
        self.button = Button("Report", key=Key.CONDITION)
        self.button.setAccessibleName("Write the condition report")
        self.button.clicked.connect(self.asked)
        row.addWidget(self._chip)
        row.addWidget(self.button)
        row.addStretch(1)
        column.addLayout(row)

    def show_reports(self, reports: Sequence[ReportLine]) -> None:
        """The signed reports of the piece, newest first."""
        if not reports:
            self._chip.set_status("")
            return
        last = reports[0]
        count = "no findings" if not last.findings else f"{last.findings} found"
        grade = f"{GRADES.title(last.grade)}, " if last.grade else ""
        self._chip.set_status(f"{grade}{count}", SEVERITY_TONES[min(last.worst, 4)])
