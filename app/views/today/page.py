"""Today: what needs this person now, what waits for others, what can wait."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QModelIndex, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget

from app.domain.changes import Changes
from app.domain.dates import clock_time, full_date
from app.domain.ids import now_ms
from app.domain.permissions import allowed
from app.services.drafts import draft_words
from app.services.today import NOW, Preview, Today, TodayRow, preview, today
from app.views.frame.desk import Desk
from app.views.frame.page import Page
from app.views.reader import Ticket
from app.views.today.preview_list import PreviewList
from app.views.today.rows import TodayList
from app.views.widgets.button import Button
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.find_button import FindButton
from app.views.widgets.skeleton import Skeleton
from app.views.widgets.text import Text

REVIEW = "orders_to_review"
SOON_MS, LATER_MS = 250, 3000
"""So long after a change it is counted anew: while the page is shown, and for the navigation alone."""
AGAIN_MS = 60_000
"""Times grow older by themselves: it is counted again each minute while the page is shown."""
SHOWN = 20
LISTS = {"agreements": ("take_in", ""), "printing": ("prints", "Needs you")}
"""Where a row's list is shown, if it is not on a page of its own."""
NO_LIST = ("drafts", "quarantine")
"""Rows that have no list of their own: the lines beside are all."""
DRAFTS = {
    "take_in": "take_in",
    "scan_basket": "scan",
    "report": "reports",
    "piece": "pieces",
    "party": "parties",
    "import_orders": "import",
    "tag_template": "designer",
}
"""The page on which a draft of a kind is gone on with."""
HAND_OVER = "hand_over"
BEGIN = (
    ("import.orders", "Import orders", "import", "upload"),
    ("take_in.create", "Take in a piece", "take_in", "package-open"),
)
"""What a shop without anything to do may begin with: act, words, page, icon."""


class TodayPage(Page):
    """One list in falling urgency; the panel shows the records behind the marked row."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Today", side=True)
        self._counted_at = 0
        self._asked: Ticket | None = None
        self.header.add_widget(FindButton(desk, "Find order, client, piece or code"))
        self._date = Text("", "soft")
        self.facts.addWidget(self._date)
        self.facts.addStretch(1)
        self.list = TodayList()
        self.empty = EmptyState("circle-check", "Nothing needs you", "")
        self._stack = QStackedWidget()
        for part in (Skeleton(8, step=58), self.list, self.empty):
            self._stack.addWidget(part)
        self.body.addWidget(self._stack, 1)
        self._build_side()
        self._declare()
        self.list.selectionModel().currentChanged.connect(self._on_marked)
        self.list.doubleClicked.connect(self._on_double)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.ask)
        self._again = QTimer(self)
        self._again.setInterval(AGAIN_MS)
        self._again.timeout.connect(self.ask)

    def _build_side(self) -> None:
        assert self.side is not None
        self._shown = Text("", "muted")
        self._title = Text("", "panel", wrap=True)
        self.preview = PreviewList(self.desk.settings)
        self.preview.opened.connect(self._on_line)
        self.side.body.addWidget(self._shown)
        self.side.body.addWidget(self._title)
        self.side.body.addWidget(self.preview, 1)

    def _declare(self) -> None:
        assert self.side is not None
        self.hint_bar.add_fixed("Up Down", "move")
        self._open = self.command(
            "Open list", self.open_list, "Return", hint="open list", on=self.list
        )
        self.hint_bar.add_fixed("1 … 8", "jump")
        self._review = self.command("Start review", self.start_review, "R", icon="clipboard-check")
        self._jumps = [
            self.command(f"Mark row {nth}", self._jumper(nth), str(nth), on=self.list)
            for nth in range(1, 10)
        ]
        for button in (Button.of(self._open), Button.of(self._review, "primary")):
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self.side.foot.addWidget(button)

    # -- what the window asks

    def entered(self) -> None:
        self.ask()
        shown = self._stack.currentWidget() or self
        shown.setFocus()  # the skeleton keeps the keys on this page until there are rows

    def refresh(self, changes: Changes) -> None:
        self._soon.start(SOON_MS if self.isVisible() else LATER_MS)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._again.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._again.stop()

    # -- reading

    def ask(self) -> None:
        """Count everything anew."""
        if not self.desk.session.signed_in:
            return
        settings, actor = self.desk.settings, self.desk.session.actor
        day = settings.today()
        self._date.setText(self._date_line(day))
        self._asked = self.desk.read(
            lambda db: today(db, settings, actor), self._on_today, self._on_failed, topic="today"
        )

    def leave(self) -> bool:
        """Whoever goes on does not wait for counts that nobody sees."""
        if self._asked is not None:
            self.desk.reader.drop(self._asked)
        return super().leave()

    def _date_line(self, day: str) -> str:
        settings = self.desk.settings
        place = settings.zone.rpartition("/")[2].replace("_", " ")
        clock = clock_time(now_ms(), settings.zone)
        words = full_date(date.fromisoformat(day), settings.locale)
        return f"{words} · {settings.name}, {place} · {clock}"

    def _on_today(self, shown: Today) -> None:
        self._counted_at = now_ms()
        key = self.list.row.key if self.list.row else ""
        self.list.entries.show_today(shown)
        rows = [entry.row for entry in self.list.entries.entries if entry.row]
        for at, jump in enumerate(self._jumps):
            jump.setVisible(at < len(rows))
            if at < len(rows):
                jump.setText(f"Mark {rows[at].title}")
        if shown.rows:
            first = self._stack.currentWidget() is not self.list
            self._stack.setCurrentWidget(self.list)
            if first and self.isVisible():
                self.list.setFocus()
            if self.list.row is None or self.list.row.key != key:
                self.list.mark(key)
            self._ask_preview()
        else:
            self._show_nothing()
        self.say(shown.foot)
        waiting = sum(row.count for row in shown.group(NOW))
        self.desk.frame.set_count("today", waiting)

    def _show_nothing(self) -> None:
        """Nothing needs anyone: say so, and offer what this person may begin with."""
        self.empty.set_words("Nothing needs you", "New orders, promises and returns show here.")
        for act, words, page, icon in BEGIN:
            if allowed(self.desk.session.roles, act):
                go = partial(self.desk.navigate, page)
                self.empty.setFocusProxy(self.empty.set_button(words, go, icon=icon))
                break
        self._stack.setCurrentWidget(self.empty)
        self._show_row(None)
        if self.isVisible():
            self.empty.setFocus()

    def _on_failed(self, _error: Exception) -> None:
        when = clock_time(self._counted_at, self.desk.settings.zone) if self._counted_at else ""
        counted = f"counted {when}, " if when else "could not be counted, "
        self.say(f"{counted}will try again")

    # -- the panel

    def _on_marked(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._ask_preview()

    def _ask_preview(self) -> None:
        row = self.list.row
        self._show_row(row)
        if row is None or not self.desk.session.signed_in:
            return
        settings, actor, key = self.desk.settings, self.desk.session.actor, row.key
        self.desk.read(
            lambda db: (key, preview(db, settings, actor, key, SHOWN)),
            self._on_preview,
            self._on_failed,
            topic="today preview",
        )

    def _show_row(self, row: TodayRow | None) -> None:
        assert self.side is not None
        if row is None:
            self.side.hide()
        elif not self.side.is_drawer:
            self.side.show()
        self._title.setText(row.title if row else "")
        self.preview.setAccessibleName(f"{row.title} preview" if row else "Preview")
        self._open.setEnabled(row is not None)
        self._review.setVisible(row is not None and row.key == REVIEW)
        if row is None:
            self._shown.setText("")
            self.preview.lines.show_lines(())

    def _on_preview(self, answer: tuple[str, list[Preview]]) -> None:
        key, lines = answer
        row = self.list.row
        if row is not None and row.key == key:
            shown = f"{min(len(lines), row.count)} of {row.count:,} shown · exceptions first"
            self._shown.setText(shown)
            if list(self.preview.lines.lines) != lines:
                self.preview.lines.show_lines(lines)

    # -- going on

    def open_list(self) -> None:
        """Open the saved view behind the marked row."""
        row = self.list.row
        if row is None:
            return
        page, view = LISTS.get(row.page, (row.page, row.view))
        if page in NO_LIST:
            self.preview.setFocus()
        else:
            self.desk.frame.show_view(page, view)

    def start_review(self) -> None:
        """Open the first order to review."""
        lines = self.preview.lines.lines
        if self.list.row and self.list.row.key == REVIEW and lines:
            self._on_line(lines[0])
        else:
            self.desk.frame.show_view("orders", "review")

    def _on_line(self, line: Preview) -> None:
        if line.kind == "draft":
            of = line.title.casefold()
            page = next((page for kind, page in DRAFTS.items() if draft_words(kind) == of), "")
            if page:
                self.desk.navigate(page)
            elif of == draft_words(HAND_OVER):  # it has no page: it opens with its pieces
                from app.views.reports.hand_over_going_on import open_hand_over

                open_hand_over(self.desk, ())
            return
        from app.views.records import RECORDS  # here: Today is painted before Find is loaded

        if self.list.row and self.list.row.key == REVIEW:
            from app.views.orders.view_memory import ViewMemory

            ViewMemory.of(self.desk).begin_review()
        record = RECORDS.get(line.kind)
        if record is not None:
            self.desk.navigate(record.page, line.id)

    def _on_double(self, _index: QModelIndex) -> None:
        self.open_list()

    def _jumper(self, nth: int):  # type: ignore[no-untyped-def]
        return lambda: self.list.mark_nth(nth)
