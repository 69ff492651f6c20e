"""Orders: every order of the shop by saved view, found as one types, opened with Enter."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QDragEnterEvent, QDropEvent

from app.domain.changes import Changes
from app.services.order_lists import VIEWS, orders_list, view_counts, view_of
from app.services.orders import OrderCard, order_card
from app.views.frame.desk import Desk
from app.views.frame.page import Page
from app.views.imports.inbox import Inbox, dropped_file
from app.views.keys import Key
from app.views.orders.order_side import OrderSide
from app.views.orders.table import columns
from app.views.orders.view_memory import ViewMemory
from app.views.orders.words import Words
from app.views.printing import print_job_bags
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.list_view.record_list import RecordList
from app.views.widgets.segments import Option, Segments

NOTHING = {
    "review": (
        "Nothing to review",
        "All orders are checked. The next ones come with the next file of the web shop.",
    ),
    "on_hold": ("Nothing on hold", "No order waits for an answer."),
    "in_work": ("Nothing in work", "No order is confirmed or at the bench."),
    "due": ("Nothing due this week", "No open order is promised until Sunday."),
    "ready": ("Nothing ready", "No order waits to be sent or collected."),
    "all": (
        "No orders yet",
        "Import the web shop's orders export, or drop the file anywhere on this page.",
    ),
}


class OrdersPage(Page):
    """The list of orders with the marked one beside it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Orders", side=True)
        self.words = Words(desk.settings)
        self._memory = ViewMemory.of(desk)
        self._sort, self._descending = "placed", True
        self._shown = 0
        self._counted = ""
        self.setAcceptDrops(True)
        self.search = self.add_find("Search order, client or item", "Search orders")
        self.views = Segments(
            "Saved views", [Option(view.code, view.title) for view in VIEWS], "tab"
        )
        self.views.set_value(VIEWS[0].code)
        self.facts.addWidget(self.views)
        self.facts.addStretch(1)
        self.empty = EmptyState("circle-check", *NOTHING["review"])
        self.list = RecordList(desk.reader, columns(self.words), "Orders", self.empty)
        self.view = self.list.view
        self.view.show_sorted(self._sort, self._descending)
        self.body.addWidget(self.list, 1)
        assert self.side is not None
        self.order_side = OrderSide(desk, self.words)
        self.side.body.addWidget(self.order_side, 1)
        self._declare()
        self._connect()
        self._started = False

    def _declare(self) -> None:
        self.command("Import orders", self.go_import, "Ctrl+I", icon="upload", button="plain")
        self.hint_bar.add_fixed(Key.FIND, "search")
        self.command("Open the order", self.open_marked, icon="external-link", hint="open")
        self.hint_bar.add_fixed(Key.OPEN, "open")
        self.command("Print job bags", self.print_bags, Key.PRINT, icon="printer")
        for view in VIEWS:
            self.command(
                f"Show {view.title.lower()}",
                lambda code=view.code: self.views.choose(code),  # type: ignore[misc]
                f"Alt+{view.key}",
                icon="list-filter",
            )
        self.hint_bar.add_fixed("Alt+1 … 6", "view")
        open_ = self.order_side.open_button
        open_.clicked.connect(self.open_marked)
        assert self.side is not None
        for button in self.order_side.buttons:
            self.side.foot.addWidget(button)

    def _connect(self) -> None:
        self.search.searched.connect(self._on_search)
        self.search.left_downwards.connect(self.view.setFocus)
        self.views.chosen.connect(self._on_view)
        self.view.sort_asked.connect(self._on_sort)
        self.view.settled.connect(self._on_settled)
        self.view.opened.connect(self._on_opened)
        self.view.ticks_changed.connect(self._on_ticks)
        self.list.counted.connect(self._on_counted)
        self.list.model.failed.connect(self._on_failed)

    # -- what a page answers

    def entered(self) -> None:
        if not self._started:
            self._started = True
            self.show_list()
        self._ask_counts()
        self.view.setFocus()

    def open_record(self, record_id: int) -> None:
        self.desk.navigate("order", record_id)

    def show_view(self, code: str) -> None:
        if code in {view.code for view in VIEWS}:
            self.search.clear()
            self.views.choose(code)

    def refresh(self, changes: Changes) -> None:
        if self._started and changes.touches("order", "order_line", "party", "job"):
            self.list.refresh()
            self._ask_counts()

    # -- showing

    @property
    def view_code(self) -> str:
        """The saved view that is shown."""
        return str(self.views.value)

    def show_list(self) -> None:
        """Ask for the orders of the view, narrowed by the search, in the order of the column."""
        self._memory.code = self.view_code
        today = self.words.today.isoformat()
        query = orders_list(
            self.view_code, self.search.text(), self._sort, self._descending, today=today
        )
        self.list.show_list(query)

    def go_import(self) -> None:
        """To the page that brings a file in."""
        self.desk.navigate("import")

    def open_marked(self) -> None:
        """Open the marked order on its own page."""
        if self.view.current_id:
            self._on_opened(self.view.current_id)

    def print_bags(self) -> None:
        """Print the bags of the jobs of the chosen orders, or of the marked one."""
        chosen = tuple(self.view.chosen_ids())
        if chosen:
            self.desk.read(lambda db: _jobs_of(db, chosen), self._on_jobs)

    def _on_jobs(self, job_ids: list[int]) -> None:
        print_job_bags(self.desk, job_ids)

    def _on_ticks(self) -> None:
        count = len(self.view.ticked)
        orders = "order" if count == 1 else "orders"
        self.say(f"{count:,} {orders} chosen" if count else self._counted)

    def _on_search(self, _text: str) -> None:
        self.show_list()

    def _on_view(self, _code: object) -> None:
        self.show_list()
        self.view.setFocus()

    def _on_sort(self, key: str, descending: bool) -> None:
        self._sort, self._descending = key, descending
        self.show_list()

    def _on_opened(self, order_id: int) -> None:
        self.desk.navigate("order", order_id)

    def _on_settled(self, order_id: int) -> None:
        self._shown = order_id
        if not order_id:
            self.order_side.show_nothing()
            return
        self.desk.read(
            lambda db: order_card(db, order_id),
            self._on_card,
            self._on_no_card,
            topic="order beside the list",
        )

    def _on_card(self, card: OrderCard) -> None:
        if card.id == self._shown:
            self.order_side.show_order(card)

    def _on_no_card(self, error: Exception) -> None:
        self.order_side.show_trouble(error)

    def _on_failed(self, _error: object) -> None:
        self.say("The list could not be read. It is tried again with the next key.")

    # -- counts and nothing

    def _ask_counts(self) -> None:
        today = self.words.today.isoformat()
        self.desk.read(
            lambda db: view_counts(db, today=today), self._on_view_counts, topic="order views"
        )

    def _on_view_counts(self, counts: dict[str, int]) -> None:
        for code, count in counts.items():
            self.views.set_count(code, count)

    def _on_counted(self, words: str) -> None:
        self._counted = words
        self.say(words)
        if self.list.model.rowCount():
            return
        self.order_side.show_nothing()
        if self.search.text().strip():
            self.empty.set_words(
                "Nothing found",
                f"No order in “{view_of(self.view_code).title}” has “{self.search.text()}”. "
                "Alt+6 searches all orders.",
                "search",
            )
            self.empty.set_button("Clear the search", self.search.clear_and_leave, key="Esc")
        else:
            self.empty.set_words(*NOTHING[self.view_code], "circle-check")
            self.empty.set_button("Import a file", self.go_import, icon="file-up", key="Ctrl+I")

    # -- a file dropped on the page

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event.mimeData())
        if path:
            event.acceptProposedAction()
            Inbox.of(self.desk).put(path)
            self.go_import()


def _jobs_of(db: Any, order_ids: tuple[int, ...]) -> list[int]:
    """The jobs of these orders, each once."""
    lines = [line for order_id in order_ids for line in order_card(db, order_id).lines]
    return list(dict.fromkeys(line.job_id for line in lines if line.job_id))
