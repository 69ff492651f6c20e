"""Condition reports: drafts of this PC, what was signed, and what is obvious or at risk."""

from __future__ import annotations

from app.domain.changes import Changes
from app.services.lists import ListQuery
from app.services.report_cards import reports_list
from app.services.report_opening import OpenedReport, drafts_list, open_report, report_counts
from app.views.frame.desk import Desk
from app.views.frame.page import Page
from app.views.keys import Key
from app.views.orders.words import Words
from app.views.reports.report_side import ReportSide
from app.views.reports.table import columns
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.list_view.record_list import RecordList
from app.views.widgets.segments import Option, Segments

DRAFTS, SIGNED, SEVERE = "drafts", "signed", "severe"
VIEWS = (
    Option(DRAFTS, "Drafts"),
    Option(SIGNED, "Signed"),
    Option(SEVERE, "Obvious or at risk"),
)
NOTHING = {
    DRAFTS: (
        "No draft is open",
        "Mark a piece and press F6, or scan its tag: the report keeps itself while it is written.",
    ),
    SIGNED: ("No report is signed yet", "A report begins on a piece's page with F6."),
    SEVERE: ("Nothing severe", "No signed report has a finding that is obvious or at risk."),
}


class ReportsPage(Page):
    """The list with the marked report beside it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Condition reports", side=True)
        self.words = Words(desk.settings)
        self._sort, self._descending = "signed", True
        self._shown = 0
        self._started = False
        self.search = self.add_find("Search report, piece or tag", "Search condition reports")
        self.views = Segments("Saved views", VIEWS, "tab")
        self.views.set_value(SIGNED)
        self.facts.addWidget(self.views)
        self.facts.addStretch(1)
        self.empty = EmptyState("clipboard-check", *NOTHING[SIGNED])
        self.list = RecordList(
            desk.reader,
            columns(self.words),
            "Condition reports",
            self.empty,
            row_height=52,
            thumbs=desk.thumbs,
        )
        self.view = self.list.view
        self.view.show_sorted(self._sort, self._descending)
        self.body.addWidget(self.list, 1)
        assert self.side is not None
        self.report_side = ReportSide(desk, self.words)
        self.side.body.addWidget(self.report_side, 1)
        self.side.foot.addWidget(self.report_side.open_button)
        self._declare()
        self._connect()

    def _declare(self) -> None:
        self.hint_bar.add_fixed(Key.FIND, "search")
        self.hint_bar.add_fixed(Key.OPEN, "open")
        self.command("Open the report", self.open_marked, icon="external-link")
        self.command(
            "New report of the marked piece",
            self.new_report,
            Key.CONDITION,
            icon="clipboard-check",
            hint="new report",
        )
        for at, option in enumerate(VIEWS, 1):
            self.command(
                f"Show {option.words.lower()}",
                lambda value=option.value: self.views.choose(value),  # type: ignore[misc]
                f"Alt+{at}",
                icon="list-filter",
            )
        self.hint_bar.add_fixed("Alt+1 … 3", "view")

    def _connect(self) -> None:
        self.search.searched.connect(self._on_search)
        self.search.left_downwards.connect(self.view.setFocus)
        self.views.chosen.connect(self._on_view)
        self.view.sort_asked.connect(self._on_sort)
        self.view.settled.connect(self._on_settled)
        self.view.opened.connect(self._on_opened)
        self.list.counted.connect(self._on_counted)
        self.desk.thumbs.arrived.connect(self.view.viewport().update)
        self.report_side.open_button.clicked.connect(self.open_marked)

    # -- what a page answers

    def entered(self) -> None:
        if not self._started:
            self._started = True
            self.show_list()
        self._ask_counts()
        self.view.setFocus()

    def open_record(self, record_id: int) -> None:
        self.desk.navigate("report", record_id)

    def refresh(self, changes: Changes) -> None:
        if self._started and changes.touches("report", "piece", "report_draft"):
            self.list.refresh()
            self._ask_counts()

    # -- showing

    def show_list(self) -> None:
        """Ask for the reports of the view, narrowed by the search."""
        self.list.show_list(self._query())

    def _query(self) -> ListQuery:
        if self.views.value == DRAFTS:
            return drafts_list(self.desk.session.actor.user_id)
        return reports_list(
            self.search.text(),
            worst=3 if self.views.value == SEVERE else 0,
            sort=self._sort,
            descending=self._descending,
        )

    def open_marked(self) -> None:
        """Open the marked report or draft."""
        if self.view.current_id:
            self._on_opened(self.view.current_id)

    def new_report(self) -> None:
        """Begin a new report of the piece that the marked one is about."""
        row = self.list.model.line(self.view.currentIndex().row())
        if row is not None and row.record is not None:
            piece_id = getattr(row.record, "piece_id", row.record_id)
            self.desk.navigate("report", piece_id)
        else:
            self.say("Mark a report first, or press F6 on a piece's page")

    def _on_search(self, text: str) -> None:
        if text and self.views.value == DRAFTS:
            self.views.set_value(SIGNED)
        self.show_list()

    def _on_view(self, _value: object) -> None:
        self.show_list()
        self.view.setFocus()

    def _on_sort(self, key: str, descending: bool) -> None:
        self._sort, self._descending = key, descending
        self.show_list()

    def _on_opened(self, record_id: int) -> None:
        self.desk.navigate("report", record_id)

    def _on_settled(self, record_id: int) -> None:
        self._shown = record_id
        if not record_id:
            self.report_side.show_nothing()
            return
        user_id = self.desk.session.actor.user_id
        self.desk.read(
            lambda db: (record_id, open_report(db, record_id, user_id)),
            self._on_read,
            self.report_side.show_trouble,
            topic="report beside the list",
        )

    def _on_read(self, read: tuple[int, OpenedReport]) -> None:
        record_id, opened = read
        if record_id == self._shown:
            self.report_side.show_opened(opened)

    def _ask_counts(self) -> None:
        user_id = self.desk.session.actor.user_id
        self.desk.read(lambda db: report_counts(db, user_id), self._on_counts, topic="report views")

    def _on_counts(self, counts: dict[str, int]) -> None:
        for code, count in counts.items():
            self.views.set_count(code, count)

    def _on_counted(self, words: str) -> None:
        self.say(words)
        if self.list.model.rowCount():
            return
        self.report_side.show_nothing()
        if self.search.text().strip():
            self.empty.set_words(
                "Nothing found", f"No report here has “{self.search.text()}”.", "search"
            )
            self.empty.set_button("Clear the search", self.search.clear_and_leave, key="Esc")
        else:
            self.empty.set_words(*NOTHING[str(self.views.value)], "clipboard-check")
