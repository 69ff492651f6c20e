"""Why a signed report is corrected: asked of every new version, and printed on it."""

from __future__ import annotations

from app.views.reports.panel import Panel
from app.views.reports.writing import ReportWriting
from app.views.widgets.inputs import LongInput


class CorrectionPanel(Panel):
    """The reason in words; hidden on a report's first version."""

    def __init__(self, writing: ReportWriting) -> None:
        super().__init__("Why it is corrected", writing)
        self.words = LongInput(hint="What was wrong; printed on the report", lines=2)
        self.words.setAccessibleName("Why it is corrected")
        self.column.addWidget(self.words)
        self.words.textChanged.connect(self._on_words)
        writing.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Ask only where a signed report is corrected."""
        self.setVisible(bool(self.writing.version_of))
        said = self.writing.form.correction
        if self.words.toPlainText() != said:
            self.words.setPlainText(said)

    def _on_words(self) -> None:
        words = self.words.toPlainText()
        if words != self.writing.form.correction:
            self.writing.change("reason of the correction", merge="correction", correction=words)
