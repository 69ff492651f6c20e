"""Printing with a choice: on which printer, how many, and why once more."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from app.domain.reasons import REPRINT
from app.services.document_lists import KINDS, DocumentCard
from app.services.print_jobs import MOST_COPIES
from app.services.printers import (
    FOLDER,
    OS_PDF,
    THERMAL,
    Printer,
    printer_for,
    printers,
    purpose_of,
)
from app.views.frame.desk import Desk
from app.views.orders.review_sheets import FormSheet
from app.views.printing import print_document, print_report
from app.views.widgets.field import ChoiceField, WholeField, check_all
from app.views.widgets.segments import Option, Segments
from app.views.widgets.text import Text

ON_A_TILL = "sales_receipt"
"""The one kind of paper that a printer of receipts takes."""


@dataclass(frozen=True)
class Ways:
    """The printers that take a paper, and the one that its kind usually goes to."""

    printers: tuple[Printer, ...]
    usual: str


def ways_of(db: Any, kind: str) -> Ways:
    """Which printers of this PC take a kind of paper."""
    takes = {FOLDER, OS_PDF, *((THERMAL,) if kind == ON_A_TILL else ())}
    found = tuple(one for one in printers(db) if one.kind in takes)
    usual = printer_for(db, purpose_of(kind))
    return Ways(found, usual.key if usual in found else printer_for(db, "documents").key)


class PrintChoice(QObject):
    """Looks the printers up, then asks."""

    def __init__(self, desk: Desk, card: DocumentCard) -> None:
        super().__init__(desk)
        self._desk, self._card = desk, card

    def start(self) -> None:
        """Ask as soon as the printers are known."""
        kind = self._card.row.kind
        self._desk.read(lambda db: ways_of(db, kind), self._on_ways, urgent=True)

    def _on_ways(self, ways: Ways) -> None:
        PrintSheet(self._desk, self._card, ways).open()
        self.deleteLater()


class PrintSheet(FormSheet):
    """Enter prints. A paper that was printed before says so, and wants its reason here."""

    def __init__(self, desk: Desk, card: DocumentCard, ways: Ways) -> None:
        row = card.row
        super().__init__(desk.frame.host(), f"Print {row.number}", _sentence(card), "Print")
        self._desk, self._card = desk, card
        self.printer = ChoiceField("Printer", [(one.key, _named(one)) for one in ways.printers])
        self.printer.set_value(ways.usual)
        self.copies = WholeField("Copies", 1, MOST_COPIES, name="copies")
        self.copies.set_text("1")
        self.body.addWidget(self.printer)
        self.body.addWidget(self.copies)
        self.reasons: Segments | None = None
        self.said = Text("", "error", wrap=True)
        if row.printed:
            self.body.addWidget(Text("Why once more?", "label"))
            options = [Option(term.code, term.title, term.key) for term in REPRINT.terms]
            self.reasons = Segments("Reason", options, "tile")
            self.reasons.entered.connect(self.take)
            self.reasons.chosen.connect(self._on_reason)
            self.body.addWidget(self.reasons)
        self.said.hide()
        self.body.addWidget(self.said)
        self.first = self.printer.control

    def take(self) -> None:
        """Store the job; what its printer cannot do is said over the page."""
        reason = str(self.reasons.value or "") if self.reasons else ""
        if not check_all([self.copies]):
            return
        if self.reasons is not None and not reason:
            self.said.setText("Choose a reason first: press its letter.")
            self.said.show()
            self.reasons.focus_chosen()
            return
        copies, printer = self.copies.value or 1, str(self.printer.value or "")
        self.dismiss()
        row = self._card.row
        send = (
            print_report
            if self._card.is_report
            else partial(print_document, what=KINDS.word(row.kind))
        )
        send(self._desk, row.id, copies=copies, printer=printer, reason_code=reason)

    def _on_reason(self, _code: object) -> None:
        self.said.hide()


def _sentence(card: DocumentCard) -> str:
    times = card.row.printed
    if not times:
        return "It was not printed yet."
    often = "once" if times == 1 else f"{times} times"
    return f"It was printed {often}. This one is marked COPY, and logged with its reason."


def _named(printer: Printer) -> str:
    stands = " (paused)" if printer.paused else ""
    return "Into the folder, as a file" if printer.kind == FOLDER else f"{printer.title}{stands}"
