"""The ways on where a hand-over is refused for want of a condition report: write it, or decide without."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.changes import Changes
from app.domain.errors import ReportDemandedError, UserError
from app.domain.report_demand import WORDS
from app.domain.wording import pieces_words
from app.services.report_waivers import waive_reports
from app.views.bug_report import BugReport
from app.views.frame.desk import Desk
from app.views.reports.quick_sheet import ask_quick
from app.views.widgets.field import TextField
from app.views.widgets.second_person import work_confirmed
from app.views.widgets.sentence_bar import SentenceBar
from app.views.widgets.sheet import Sheet


def offer_ways(desk: Desk, bar: SentenceBar, error: ReportDemandedError) -> None:
    """Put the ways on into the bar of the refusal: quick form, whole report, a manager's decision."""
    pieces, reason = error.piece_ids, error.reason
    bar.add_answer("Quick form", lambda: ask_quick(desk, pieces, reason, _then(error)), "Alt+Q")
    bar.add_answer("Open its report", lambda: desk.navigate("report", error.piece_id), "Alt+R")
    bar.add_answer("Go on without it", lambda: WaiveSheet(desk, error).open(), "Alt+W")


def _then(error: ReportDemandedError) -> Callable[[Changes], None]:
    """What follows once nothing is lacking: the hand-over that was refused, where it can be done again."""

    def go_on(_changes: Changes) -> None:
        if error.again is not None:
            error.again()

    return go_on


class WaiveSheet(Sheet):
    """Why pieces change hands without a report; a manager confirms where the clerk is none."""

    def __init__(self, desk: Desk, error: ReportDemandedError) -> None:
        many = pieces_words(len(error.piece_ids))
        super().__init__(
            desk.frame.host(),
            "Go on without a condition report",
            f"{many} without a report {WORDS[error.reason]}: a manager decides, in words that stay"
            " with the piece.",
            width=440,
        )
        self._desk, self._pieces, self._event = desk, error.piece_ids, error.reason
        self._then = _then(error)
        self.words = TextField("Why it goes on without", required=True, name="words")
        self.words.input.entered.connect(self.take)
        self.body.addWidget(self.words)
        self.add_way("Cancel", key="Esc")
        self.add_way("Decide so", self.take, "primary", key="Return", closes=False)
        self.closed.connect(self.deleteLater)

    def take(self) -> None:
        """Keep the decision; a manager is asked for where one is needed."""
        if not self.words.check():
            return
        pieces, event, words = self._pieces, self._event, self.words.text
        work_confirmed(
            self._desk,
            "waive_report",
            lambda w: waive_reports(w, pieces, event, words),
            "report.approve",
            self._on_decided,
            self._on_refused,
        )

    def _on_decided(self, changes: Changes) -> None:
        self.dismiss()
        self._then(changes)

    def _on_refused(self, error: UserError | BugReport) -> None:
        if isinstance(error, UserError):
            self.words.set_error(error)
