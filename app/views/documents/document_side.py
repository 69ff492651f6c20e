"""The marked paper beside the list: what it is, how often it was printed, its first page."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import UserError
from app.services.document_lists import KINDS, DocumentCard
from app.services.documents import Paper
from app.views.bug_report import BugReport
from app.views.documents.paper_source import PaperSource
from app.views.documents.paper_view import PaperView
from app.views.frame.beside import trouble_words
from app.views.frame.desk import Desk
from app.views.keys import Key
from app.views.orders.words import Words
from app.views.pool import Job
from app.views.printing import print_document, print_report
from app.views.widgets.button import Button
from app.views.widgets.chip import Chip
from app.views.widgets.facts import Facts
from app.views.widgets.text import Text

PREVIEW = 400


class DocumentSide(QWidget):
    """Shows what is known of a paper at once, and its picture when it is drawn."""

    def __init__(self, desk: Desk, words: Words) -> None:
        super().__init__()
        self.desk, self.words = desk, words
        self.card: DocumentCard | None = None
        self._wanted = 0
        self._drawing: Job | None = None
        self.open_button = Button("Open", "primary", icon="external-link", key=Key.OPEN)
        self.print_button = Button("Print", icon="printer", key=Key.PRINT)
        self.print_button.clicked.connect(self.print_it)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        top = QHBoxLayout()
        self._number = Text("", "muted", elide=True)
        top.addWidget(self._number, 1)
        self.chip = Chip("", about="Printed", parent=self)
        top.addWidget(self.chip)
        column.addLayout(top)
        self._title = Text("", "panel", wrap=True)
        column.addWidget(self._title)
        self.preview = PaperView()
        self.preview.setFixedHeight(PREVIEW)
        column.addWidget(self.preview)
        self._facts = Facts("About the document", label_width=92)
        column.addWidget(self._facts)
        column.addStretch(1)
        self.show_nothing()

    def show_nothing(self) -> None:
        """No paper is marked."""
        self.card, self._wanted = None, 0
        self.hide()

    def print_it(self) -> None:
        """Print the paper that is shown: COPY from the second time on."""
        if self.card is None:
            return
        if self.card.is_report:
            print_report(self.desk, self.card.row.id)
        else:
            print_document(self.desk, self.card.row.id, KINDS.word(self.card.row.kind))

    def show_card(self, card: DocumentCard) -> None:
        """Show another paper, or what was read anew of the same."""
        before, row = self.card, card.row
        self.card, self._wanted = card, row.id
        self.show()
        version = f" · version {row.version}" if row.version > 1 else ""
        self._number.setText(f"{row.number}{version}")
        self.chip.set_status(*printed_words(row.printed))
        self._title.setText(f"{KINDS.title(row.kind)}, {row.about}".rstrip(", "))
        self._facts.show_facts(
            [("Made", self.words.when(row.at)), ("By", row.by), *printings(card, self.words)[:3]]
        )
        if before is None or before.row.id != row.id:
            self._draw(card)

    def _draw(self, card: DocumentCard) -> None:
        self._drop_drawing()
        if card.erased:
            self.preview.show_pdf(b"")
            return
        self.preview.show_waiting()
        source = (
            PaperSource.report(self.desk, card.row.id)
            if card.is_report
            else PaperSource.document(self.desk, card.row.id)
        )
        wanted, draw = card.row.id, source.draw
        self._drawing = self.desk.start(
            lambda _job: (wanted, draw()),
            self._on_paper,
            self._on_no_paper,
            title="drawing a paper",
        )

    def _drop_drawing(self) -> None:
        """The paper before is not waited for any more: it says nothing here, not even that it failed."""
        if self._drawing is not None:
            self._drawing.drop()
            self._drawing = None

    def _on_paper(self, drawn: tuple[int, Paper]) -> None:
        wanted, paper = drawn
        if wanted == self._wanted:
            self.preview.show_pdf(paper.pdf)

    def _on_no_paper(self, error: UserError | BugReport) -> None:
        self.preview.show_pdf(b"")
        if isinstance(error, UserError):
            self._title.setText(error.sentence())

    def show_trouble(self, error: Exception) -> None:
        """The paper cannot be read."""
        self.card, self._wanted = None, 0
        self._drop_drawing()
        self.show()
        self.preview.show_pdf(b"")
        self._number.setText("")
        self.chip.set_status("")
        self._title.setText(". ".join(trouble_words(error)))
        self._facts.show_facts([])


def printed_words(times: int) -> tuple[str, str]:
    """The chip that says how often a paper was printed."""
    if not times:
        return "Not printed", "neutral"
    return ("Printed once" if times == 1 else f"Printed {times} times"), "ok"


_OUTCOMES = {
    "sent": "printed",
    "doubtful": "nobody is sure that it came out",
    "not_printed": "did not come out",
}


def printings(card: DocumentCard, words: Words) -> list[tuple[str, str]]:
    """Every printing as a fact: when, and what became of it."""
    found = []
    for line in card.printings:
        said = _OUTCOMES.get(line.outcome, line.outcome)
        copies = f", {line.copies} copies" if line.copies > 1 else ""
        why = f", again: {line.reason}" if line.reason else ""
        found.append((words.when(line.at).capitalize(), f"{said}{copies} by {line.by}{why}"))
    return found
