"""Try the scanner: codes on the screen, what came of them, what to change."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from app.domain.scan_report import TRIALS, Finding, ScanReport
from app.domain.scanner_setup import ScannerSetup
from app.views.scanner.symbols import CodeOnScreen
from app.views.widgets.card import Card
from app.views.widgets.facts import Facts
from app.views.widgets.flow_layout import FlowLayout
from app.views.widgets.sentence_bar import SentenceBar
from app.views.widgets.text import Text
from app.views.widgets.toast import announce

BEFORE = "Scan one of these codes from the screen, or any tag."
BARS = 3


class TryCard(Card):
    """``change_asked(setup)``: an answer under a finding was taken."""

    change_asked = Signal(object)

    def __init__(self, may_change: Callable[[], bool]) -> None:
        super().__init__("Try it", spacing=12)
        self._may_change = may_change
        self.codes = [CodeOnScreen(kind, text) for kind, text in TRIALS.items()]
        row = FlowLayout(gap=22)  # no code is ever cut: a scanner would not read it
        for code in self.codes:
            row.addWidget(code)
        self.body.addLayout(row)
        self.state = Text(BEFORE, "strong", wrap=True)
        self.body.addWidget(self.state)
        self.seen = Facts("What the scanner sent", label_width=92)
        self.body.addWidget(self.seen)
        self._bars = QVBoxLayout()
        self._bars.setSpacing(8)
        self.body.addLayout(self._bars)
        self.body.addStretch(1)

    def show_report(self, report: ScanReport) -> None:
        """What a scan came to."""
        for code in self.codes:
            if code.text == report.code:
                code.set_heard(True)
        words = "Heard, nothing to change" if report.good else "Heard, but look below"
        self.state.setText(words)
        self.seen.show_facts(report.facts)
        self.clear_findings()
        for finding in report.findings[:BARS]:
            self._bars.addWidget(self._bar(finding))
        announce(self, f"{words}: {report.findings[0].title if report.findings else report.code}")

    def begin(self) -> None:
        """As before the first scan."""
        self.state.setText(BEFORE)
        self.seen.show_facts(())
        self.clear_findings()
        for code in self.codes:
            code.set_heard(False)

    def clear_findings(self) -> None:
        """Take the findings away: something was changed."""
        for bar in self.findChildren(SentenceBar):
            self._bars.removeWidget(bar)
            bar.dismiss()

    def _bar(self, finding: Finding) -> SentenceBar:
        bar = SentenceBar(finding.title, finding.words, finding.tone)
        setup = finding.setup
        if setup is not None and finding.verb and self._may_change():
            bar.add_answer(finding.verb, self._asker(setup))
        return bar

    def _asker(self, setup: ScannerSetup) -> Callable[[], None]:
        return lambda: self.change_asked.emit(setup)
