"""Orders: every order of the shop by saved view, found as one types, opened with Enter."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QDragEnterEvent, QDropEvent

from app.services.lists import ListQuery
from app.services.order_lists import NEWEST, OLDEST, VIEWS, orders_list, view_counts
from app.services.orders import order_card
from app.views.frame.desk import Desk
from app.views.frame.list_page import ListPage
from app.views.frame.permit import permit
from app.views.imports.inbox import Inbox, dropped_file
from app.views.keys import Key
from app.views.orders.order_side import OrderSide
from app.views.orders.table import columns
from app.views.orders.view_memory import ViewMemory
from app.views.orders.words import Words
from app.views.printing import print_address_labels, print_job_bags, print_packing_slips
from app.views.reader import Question
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.segments import Option

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


class OrdersPage(ListPage):
    """The list of orders with the marked one beside it."""

    opens = "order"
    touched = ("order", "order_line", "party", "job")

    def __init__(self, desk: Desk) -> None:
        self.words = Words(desk.settings)
        super().__init__(
            desk,
            "Orders",
            columns(self.words),
            [Option(view.code, view.title) for view in VIEWS],
            VIEWS[0].code,
            sort="placed",
            descending=True,
            find=("Search order, client or item", "Search orders"),
            empty=EmptyState("circle-check", *NOTHING["review"]),
        )
        self._memory = ViewMemory.of(desk)
        self.setAcceptDrops(True)
        self.order_side = OrderSide(desk, self.words)
        self.order_side.open_button.clicked.connect(self.open_marked)
        self.stand_beside(self.order_side, self.order_side.copy_button, self.order_side.open_button)
        bring = self.command(
            "Import orders", self.go_import, "Ctrl+I", icon="upload", button="plain"
        )
        self.hint_bar.add_fixed(Key.FIND, "search")
        self.command("Open the order", self.open_marked, icon="external-link", hint="open")
        self.hint_bar.add_fixed(Key.OPEN, "open")
        bags = self.command("Print job bags", self.print_bags, Key.PRINT, icon="printer")
        slips = self.command("Print packing slips", self.print_slips, icon="package")
        labels = self.command("Print address labels", self.print_addresses, icon="map-pin")
        permit(slips, desk.session, "shipments.create")
        permit(labels, desk.session, "tags.print")
        permit(bring, desk.session, "import.orders")
        permit(bags, desk.session, "jobs.print")
        self.views.declare_hinted()

    # -- what a list page answers

    def query(self) -> ListQuery:
        rising = self._sort == "placed" and not self._descending
        self._memory.code, self._memory.way = self.view_code, OLDEST if rising else NEWEST
        today = self.words.today.isoformat()
        return orders_list(
            self.view_code, self.search.text(), self._sort, self._descending, today=today
        )

    def card_of(self, record_id: int) -> Question:
        return lambda db: order_card(db, record_id)

    def counts(self) -> Question:
        today = self.words.today.isoformat()
        return lambda db: view_counts(db, today=today)

    def ticked_words(self, count: int) -> str:
        return f"{count:,} {'order' if count == 1 else 'orders'} chosen"

    def not_found_words(self, typed: str) -> str:
        if self.view_code == "all":
            return f"No order has “{typed}”."
        return f"No order in “{self.views.title}” has “{typed}”. Alt+6 searches all orders."

    def say_nothing(self) -> None:
        self.empty.set_words(*NOTHING[self.view_code], "circle-check")
        self.empty.set_button("Import a file", self.go_import, icon="file-up", key="Ctrl+I")

    # -- what can be done

    def go_import(self) -> None:
        """To the page that brings a file in."""
        self.desk.navigate("import")

    def print_bags(self) -> None:
        """Print the bags of the jobs of the chosen orders, or of the marked one."""
        chosen = tuple(self.view.chosen_ids())
        if chosen:
            self.desk.read(lambda db: _jobs_of(db, chosen), self._on_jobs)

    def print_slips(self) -> None:
        """Make and print the packing slips of the chosen orders, or of the marked one."""
        chosen = self.view.chosen_ids()
        if chosen:
            print_packing_slips(self.desk, chosen)
        else:
            self.desk.toast("Mark an order first, then its packing slip can be printed")

    def print_addresses(self) -> None:
        """Print the address labels of the chosen orders, or of the marked one."""
        chosen = self.view.chosen_ids()
        if chosen:
            print_address_labels(self.desk, chosen)
        else:
            self.desk.toast("Mark an order first, then its address label can be printed")

    def _on_jobs(self, job_ids: list[int]) -> None:
        print_job_bags(self.desk, job_ids)

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
