"""Documents: every paper of the shop, newest first; the marked one is shown beside the list."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QSizePolicy

from app.domain.permissions import print_act
from app.services.document_lists import (
    KINDS,
    REPORT,
    DocumentCard,
    document_card,
    document_counts,
    documents_list,
)
from app.services.lists import ListQuery
from app.views.documents.document_side import DocumentSide
from app.views.documents.table import columns
from app.views.frame.desk import Desk
from app.views.frame.list_page import ListPage
from app.views.frame.permit import Permit, tie
from app.views.keys import Key
from app.views.orders.words import Words
from app.views.printing import print_papers
from app.views.reader import Question
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.inputs import Choice
from app.views.widgets.segments import Option

ALL = "all"
EVERY_KIND = ""
VIEWS = (
    Option(ALL, "All"),
    Option("take_in_receipt", "Receipts"),
    Option("job_bag", "Job bags"),
    Option(REPORT, "Condition reports"),
    Option("invoice", "Invoices"),
)
MADE_AT = {
    ALL: ("Take pieces in", "take_in", "package-open"),
    "take_in_receipt": ("Take pieces in", "take_in", "package-open"),
    "job_bag": ("Go to the workshop", "jobs", "hammer"),
    REPORT: ("Go to the condition reports", "reports", "clipboard-check"),
    "repair_ticket": ("Go to the workshop", "jobs", "hammer"),
    "transfer_list": ("Go to the scan basket", "scan", "scan-line"),
    "hand_over": ("Go to the pieces", "pieces", "gem"),
    "passport": ("Go to the pieces", "pieces", "gem"),
    "difference_report": ("Go to the condition reports", "reports", "clipboard-check"),
    "place_statement": ("Go to the places", "place", "map-pin"),
    "count_sheet": ("Go to the places", "place", "map-pin"),
    "place_labels": ("Go to the places", "place", "map-pin"),
    "price_cards": ("Go to the pieces", "pieces", "gem"),
    "command_cards": ("Go to the scanner", "scanner", "scan-barcode"),
}
AT_AN_ORDER = ("Go to the orders", "orders", "clipboard-list")
"""Where papers of a kind come from: the next step where there is none yet."""


class DocumentsPage(ListPage):
    """The list with a small preview of the marked paper."""

    opens = "document"
    touched = ("document", "report", "print_job")

    def __init__(self, desk: Desk) -> None:
        self.words = Words(desk.settings)
        super().__init__(
            desk,
            "Documents",
            columns(self.words),
            VIEWS,
            ALL,
            sort="made",
            descending=True,
            find=("Search by number", "Search documents"),
            empty=EmptyState("file-text", "No document yet", " "),
        )
        kinds = sorted(((one, KINDS.title(one)) for one in KINDS), key=lambda pair: pair[1])
        self.kinds = Choice(((EVERY_KIND, "Every kind"), *kinds))
        self.kinds.setAccessibleName("Kind of document")
        self.kinds.set_value(EVERY_KIND)
        self.kinds.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.kinds.changed.connect(self._on_kind)
        self.header.add_choice(self.kinds)
        self.document_side = side = DocumentSide(desk, self.words)
        side.open_button.clicked.connect(self.open_marked)
        self.stand_beside(side, side.print_button, side.open_button)
        self.hint_bar.add_fixed(Key.FIND, "search")
        self.hint_bar.add_fixed(Key.OPEN, "open")
        self.command("Open the document", self.open_marked, icon="external-link")
        print_it = self.command(
            "Print the marked documents", self.print_marked, Key.PRINT, icon="printer", hint="print"
        )
        self._may_print = Permit(print_it, desk.session, "documents.print")
        tie(side.print_button, print_it)
        self.command(
            "Show one kind of document", self._choose_kind, "Ctrl+Shift+K", icon="list-filter"
        )
        self.views.declare_hinted()

    # -- what a list page answers

    @property
    def kind(self) -> str:
        """The kind that is shown, "" for all."""
        chosen = str(self.kinds.value or "")
        return chosen or ("" if self.view_code == ALL else self.view_code)

    def query(self) -> ListQuery:
        return documents_list(
            self.search.text(), kind=self.kind, sort=self._sort, descending=self._descending
        )

    def card_of(self, record_id: int) -> Question:
        return lambda db: document_card(db, record_id)

    def on_card(self, card: DocumentCard) -> None:
        self._may_print.set_act(print_act(card.row.kind))

    def counts(self) -> Question:
        return _view_counts

    def not_found_words(self, typed: str) -> str:
        return f"No document has the number “{typed}”."

    def say_nothing(self) -> None:
        kind = KINDS.word(self.kind) if self.kind else "document"
        self.empty.set_words(
            f"No {kind} yet",
            "Papers are kept here when they are made: receipts at take-in, job bags at the bench, "
            "invoices at their order, condition reports when they are signed.",
            "file-text",
        )
        words, page, icon = MADE_AT.get(self.kind or ALL, AT_AN_ORDER)
        self.empty.set_button(words, lambda: self.desk.navigate(page), icon=icon)

    def print_marked(self) -> None:
        """Print the ticked papers, each a job of its own, else the marked one."""
        ticked = self.view.chosen_ids()
        if len(ticked) > 1:
            print_papers(self.desk, ticked)
        else:
            self.document_side.print_it()

    def ticked_words(self, count: int) -> str:
        return f"{count:,} {'document' if count == 1 else 'documents'} chosen"

    # -- one kind

    def _choose_kind(self) -> None:
        self.kinds.setFocus()
        self.kinds.showPopup()

    def _on_kind(self, kind: object) -> None:
        """Another kind: one that has a view of its own is shown by that."""
        known = kind if self.views.knows(str(kind)) else ALL
        if self.view_code != known:
            self.views.choose(known)  # forgets the kind
            self.kinds.set_value(kind if known == ALL else EVERY_KIND)
        self.show_list()

    def _on_view(self, code: object) -> None:
        self.kinds.set_value(EVERY_KIND)
        super()._on_view(code)


def _view_counts(db: Any) -> dict[Any, int]:
    """How many papers each view has."""
    counts = document_counts(db)
    return {
        option.value: counts.get("" if option.value == ALL else str(option.value), 0)
        for option in VIEWS
    }
