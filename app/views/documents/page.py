"""Documents: every paper of the shop, newest first; the marked one is shown beside the list."""

from __future__ import annotations

from typing import Any

from app.domain.changes import Changes
from app.services.document_lists import KINDS, REPORT, document_counts, documents_list
from app.views.documents.document_side import DocumentSide
from app.views.documents.table import columns
from app.views.frame.desk import Desk
from app.views.frame.page import Page
from app.views.keys import Key
from app.views.orders.words import Words
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.list_view.record_list import RecordList
from app.views.widgets.segments import Option, Segments

ALL = "all"
VIEWS = (
    Option(ALL, "All"),
    Option("take_in_receipt", "Receipts"),
    Option("job_bag", "Job bags"),
    Option(REPORT, "Condition reports"),
)


class DocumentsPage(Page):
    """The list with a small preview of the marked paper."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Documents", side=True)
        self.words = Words(desk.settings)
        self._sort, self._descending = "made", True
        self._started = False
        self.search = self.add_find("Search by number", "Search documents")
        self.views = Segments("Saved views", VIEWS, "tab")
        self.views.set_value(ALL)
        self.facts.addWidget(self.views)
        self.facts.addStretch(1)
        self.empty = EmptyState("file-text", "No document yet", " ")
        self.list = RecordList(desk.reader, columns(self.words), "Documents", self.empty)
        self.view = self.list.view
        self.view.show_sorted(self._sort, self._descending)
        self.body.addWidget(self.list, 1)
        assert self.side is not None
        self.document_side = DocumentSide(desk, self.words)
        self.side.body.addWidget(self.document_side, 1)
        for button in self.document_side.buttons:
            self.side.foot.addWidget(button, 1)
        self._declare()
        self._connect()

    def _declare(self) -> None:
        self.hint_bar.add_fixed(Key.FIND, "search")
        self.hint_bar.add_fixed(Key.OPEN, "open")
        self.command("Open the document", self.open_marked, icon="external-link")
        self.command(
            "Print the marked document",
            self.document_side.print_it,
            Key.PRINT,
            icon="printer",
            hint="print",
        )
        for at, option in enumerate(VIEWS, 1):
            self.command(
                f"Show {option.words.lower()}",
                lambda value=option.value: self.views.choose(value),  # type: ignore[misc]
                f"Alt+{at}",
                icon="list-filter",
            )
        self.hint_bar.add_fixed("Alt+1 … 4", "view")

    def _connect(self) -> None:
        self.search.searched.connect(self._on_search)
        self.search.left_downwards.connect(self.view.setFocus)
        self.views.chosen.connect(self._on_view)
        self.view.sort_asked.connect(self._on_sort)
        self.view.settled.connect(self.document_side.show_document)
        self.view.opened.connect(self._on_opened)
        self.list.counted.connect(self._on_counted)
        self.document_side.open_button.clicked.connect(self.open_marked)

    # -- what a page answers

    def entered(self) -> None:
        if not self._started:
            self._started = True
            self.show_list()
        self._ask_counts()
        self.view.setFocus()

    def open_record(self, record_id: int) -> None:
        self.desk.navigate("document", record_id)

    def refresh(self, changes: Changes) -> None:
        if self._started and changes.touches("document", "report", "print_job"):
            self.list.refresh()
            self._ask_counts()

    # -- showing

    def show_list(self) -> None:
        """Ask for the papers of the view, narrowed by the search."""
        kind = "" if self.views.value == ALL else str(self.views.value)
        self.list.show_list(
            documents_list(
                self.search.text(), kind=kind, sort=self._sort, descending=self._descending
            )
        )

    def open_marked(self) -> None:
        """Open the marked paper."""
        if self.view.current_id:
            self._on_opened(self.view.current_id)

    def _on_opened(self, document_id: int) -> None:
        self.desk.navigate("document", document_id)

    def _on_search(self, _text: str) -> None:
        self.show_list()

    def _on_view(self, _value: object) -> None:
        self.show_list()
        self.view.setFocus()

    def _on_sort(self, key: str, descending: bool) -> None:
        self._sort, self._descending = key, descending
        self.show_list()

    def _ask_counts(self) -> None:
        self.desk.read(document_counts, self._on_counts, topic="document views")

    def _on_counts(self, counts: dict[str, Any]) -> None:
        for option in VIEWS:
            kind = "" if option.value == ALL else str(option.value)
            self.views.set_count(option.value, counts.get(kind, 0))

    def _on_counted(self, words: str) -> None:
        self.say(words)
        if self.list.model.rowCount():
            return
        self.document_side.show_document(0)
        if self.search.text().strip():
            said = f"No document has the number “{self.search.text()}”."
            self.empty.set_words("Nothing found", said, "search")
            self.empty.set_button("Clear the search", self.search.clear_and_leave, key="Esc")
            return
        kind = "document" if self.views.value == ALL else KINDS.word(str(self.views.value))
        self.empty.set_words(
            f"No {kind} yet",
            "Papers are kept here when they are made: receipts at take-in, job bags at the "
            "bench, condition reports when they are signed.",
            "file-text",
        )
