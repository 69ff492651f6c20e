"""The ways on where a hand-over is refused for want of a condition report: write it, or decide without."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from app.domain.changes import Changes
from app.domain.errors import ReportDemandedError, UserError
from app.domain.report_demand import WORDS
from app.domain.wording import pieces_words
from app.services.report_waivers import waive_reports
from app.views.bug_report import BugReport
from app.views.frame.desk import Desk
from app.views.frame.page import Page
from app.views.reports.quick_opening import KEY, has_key
from app.views.reports.quick_sheet import ask_quick
from app.views.reports.quick_waiting import wait_for_report
from app.views.widgets.field import TextField
from app.views.widgets.second_person import work_confirmed
from app.views.widgets.sentence_bar import SentenceBar
from app.views.widgets.sheet import Sheet


def offer_ways(page: Page, bar: SentenceBar, error: ReportDemandedError) -> None:
    """Put the ways on into the bar of the refusal: quick form, whole report, a manager's decision.

    The bar stays until one of them was gone to its end: who gives up is where they were.
    """
    desk = page.desk

    def go_on(_changes: Changes) -> None:
        page.clear_refusals()
        if error.again is not None:
            error.again()

    def quick() -> None:
        ask_quick(desk, error.piece_ids, error.reason, go_on, lacking=True)

    def whole() -> None:
        wait_for_report(desk, error.piece_id, quick)
        desk.navigate("report", error.piece_id)

    own = has_key(page)  # the page's command asks the bar first
    bar.add_answer("Quick form", quick, KEY, closes=False, shortcut=not own)
    bar.add_answer("Open its report", whole, "Alt+R", closes=False)
    waive = partial(WaiveSheet, desk, error, go_on)
    bar.add_answer("Go on without it", lambda: waive().open(), "Alt+W", closes=False)


class WaiveSheet(Sheet):
    """Why pieces change hands without a report; a manager confirms where the clerk is none."""

    def __init__(
        self, desk: Desk, error: ReportDemandedError, then: Callable[[Changes], None] | None = None
    ) -> None:
        many = pieces_words(len(error.piece_ids))
        super().__init__(
            desk.frame.host(),
            "Go on without a condition report",
            f"{many} without a report {WORDS[error.reason]}: a manager decides, in words that stay"
            " with the piece.",
            width=440,
        )
        self._desk, self._pieces, self._event = desk, error.piece_ids, error.reason
        self._then, self._again = then, error.again
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
            words=words,
        )

    def _on_decided(self, changes: Changes) -> None:
        if not self.is_open:
            return  # decided twice by a second press: what waited goes on once
        self.dismiss()
        if self._then is not None:
            self._then(changes)
        elif self._again is not None:
            self._again()

    def _on_refused(self, error: UserError | BugReport) -> None:
        if isinstance(error, UserError):
            self.words.set_error(error)
