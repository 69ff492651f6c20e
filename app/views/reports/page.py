"""Condition reports: drafts of this PC, what was signed, and what is obvious or at risk."""

from __future__ import annotations

from app.services.lists import ListQuery
from app.services.report_cards import reports_list
from app.services.report_opening import drafts_list, open_report, report_counts
from app.views.frame.desk import Desk
from app.views.frame.list_page import ListPage
from app.views.frame.permit import permit
from app.views.keys import Key
from app.views.orders.words import Words
from app.views.passport.opening import declare_passport
from app.views.reader import Question
from app.views.reports.list_acts import ListActs
from app.views.reports.report_side import ReportSide
from app.views.reports.table import columns
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.segments import Option

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


class ReportsPage(ListPage):
    """The list with the marked report beside it."""

    opens = "report"
    touched = ("report", "piece", "report_draft")

    def __init__(self, desk: Desk) -> None:
        self.words = Words(desk.settings)
        super().__init__(
            desk,
            "Condition reports",
            columns(self.words),
            VIEWS,
            SIGNED,
            sort="signed",
            descending=True,
            find=("Search report, piece or tag", "Search condition reports"),
            empty=EmptyState("clipboard-check", *NOTHING[SIGNED]),
            row_height=52,
            thumbs=desk.thumbs,
        )
        self.report_side = ReportSide(desk, self.words)
        self.report_side.open_button.clicked.connect(self.open_marked)
        self.stand_beside(self.report_side, self.report_side.open_button)
        self.hint_bar.add_fixed(Key.FIND, "search")
        self.hint_bar.add_fixed(Key.OPEN, "open")
        self.hint_bar.add_fixed(Key.SELECT, "tick")
        self.command("Open the report", self.open_marked, icon="external-link")
        new = self.command(
            "New report of the marked piece",
            self.new_report,
            Key.CONDITION,
            icon="clipboard-check",
            hint="new report",
        )
        permit(new, desk.session, "report.create")
        declare_passport(self, self.piece_of_marked, "Passport of its piece")
        self.acts = ListActs(self)
        self.views.declare_hinted()

    # -- what a list page answers

    def query(self) -> ListQuery:
        if self.views.value == DRAFTS:
            return drafts_list(self.desk.session.owner_id)
        return reports_list(
            self.search.text(),
            worst=3 if self.views.value == SEVERE else 0,
            sort=self._sort,
            descending=self._descending,
        )

    def card_of(self, record_id: int) -> Question:
        user_id = self.desk.session.owner_id
        return lambda db: open_report(db, record_id, user_id)

    def counts(self) -> Question:
        user_id = self.desk.session.owner_id
        return lambda db: report_counts(db, user_id)

    def not_found_words(self, typed: str) -> str:
        return f"No report here has “{typed}”."

    def on_search(self, typed: str) -> None:
        if typed and self.views.value == DRAFTS:
            self.views.set_value(SIGNED)  # drafts are few and are not searched
        super().on_search(typed)

    def say_nothing(self) -> None:
        self.empty.set_words(*NOTHING[self.view_code], "clipboard-check")
        self.empty.set_button("Go to the pieces", self.go_pieces, icon="gem")

    # -- what can be done

    def go_pieces(self) -> None:
        """To the list where F6 begins a report."""
        self.desk.navigate("pieces")

    def new_report(self) -> None:
        """Begin a new report of the piece that the marked one is about."""
        piece_id = self.piece_of_marked()
        if piece_id:
            self.desk.navigate("report", piece_id)
        else:
            self.say("Mark a report first, or press F6 on a piece's page")

    def piece_of_marked(self) -> int:
        """The piece that the marked report or draft is about; 0 where none is marked."""
        row = self.list.model.line(self.view.currentIndex().row())
        if row is None or row.record is None:
            return 0
        return int(getattr(row.record, "piece_id", row.record_id))
