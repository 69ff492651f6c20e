"""One paper: its pages as they are printed, where it can be saved and printed, what it is about."""

from __future__ import annotations

from functools import partial

from app.domain.changes import Changes
from app.domain.errors import UserError
from app.domain.permissions import print_act
from app.services.document_lists import KINDS, DocumentCard, document_card
from app.services.documents import Paper
from app.views.bug_report import BugReport
from app.views.documents.document_side import printed_words, printings
from app.views.documents.mailing import mail_paper
from app.views.documents.paper_source import PaperSource
from app.views.documents.paper_view import PaperView
from app.views.documents.print_sheet import PrintChoice
from app.views.documents.saving import save_paper
from app.views.frame.desk import Desk
from app.views.frame.page import Page
from app.views.frame.permit import Permit, permit
from app.views.keys import Key
from app.views.orders.words import Words
from app.views.pool import Job
from app.views.printing import print_document, print_report
from app.views.reports.hand_over_opening import OutByPaper
from app.views.widgets.button import Button
from app.views.widgets.chip import Chip
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.facts import Facts
from app.views.widgets.text import SectionLabel, Text

PAGES_OF = {
    "piece": "piece",
    "job": "job",
    "order": "order",
    "agreement": "take_in",
    "place": "place",
}


class DocumentPage(Page):
    """``open_record`` takes the id of a stored document or of a signed condition report."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Document", side=True)
        self.words = Words(desk.settings)
        self.card: DocumentCard | None = None
        self.paper: Paper | None = None
        self._drawing: Job | None = None
        self._record = 0
        self.header.set_crumb("Documents", partial(desk.navigate, "documents"))
        self._about = Text("", "muted", elide=True)
        self.facts.addWidget(self._about, 1)
        self._page_words = Text("", "muted")
        self.facts.addWidget(self._page_words)
        self.view = PaperView()
        self.view.page_changed.connect(self._on_page)
        self.body.addWidget(self.view, 1)
        self.nothing = EmptyState("file-x", "Nothing to show")
        self.nothing.hide()
        self.body.addWidget(self.nothing, 1)
        self._declare()
        self._build_side()

    def _declare(self) -> None:
        self.command("Save as", self.save_as, "Ctrl+S", icon="download", button="plain")
        mail = self.command("Send by e-mail", self.mail, "Ctrl+M", icon="mail", button="plain")
        choose = self.command(
            "Print with a choice", self.print_with_choice, "Ctrl+P", icon="printer"
        )
        for action in (mail, choose):
            permit(action, self.desk.session, "documents.print")
        print_it = self.command(
            "Print", self.print_it, Key.PRINT, icon="printer", hint="print", button="primary"
        )
        self._may_print = Permit(print_it, self.desk.session, "documents.print")
        on = self.view
        self.command("Zoom in", partial(self.view.zoom_by, 1.2), icon="zoom-in", on=on)
        self.command("Zoom out", partial(self.view.zoom_by, 1 / 1.2), icon="zoom-out", on=on)
        self.command("Show a whole page", self.view.fit_page, "Alt+2", icon="maximize")
        self.command("Show the width of a page", self.view.fit_width, "Alt+1", icon="maximize")
        self._open_action = self.command("Open what it is about", self.open_subject, "Ctrl+O")
        self.out = OutByPaper(self)
        self.hint_bar.add_fixed("PgUp PgDown", "page")
        self.hint_bar.add_fixed("+ −", "zoom")
        self.hint_bar.add_fixed("Alt 1 2", "width, page")

    def _build_side(self) -> None:
        assert self.side is not None
        body = self.side.body
        self.chip = Chip("", about="Printed", parent=self)
        body.addWidget(self.chip)
        self._facts = Facts("About the document", label_width=92)
        body.addWidget(self._facts)
        self._printed_title = SectionLabel("Printed")
        body.addWidget(self._printed_title)
        self._printings = Facts("Printings", label_width=112)
        body.addWidget(self._printings)
        self._copy = Text("The next one is marked COPY, and asks for a reason.", "muted", wrap=True)
        body.addWidget(self._copy)
        back = Button.of(self.out.action, "outline")
        body.addWidget(back)
        back.hide()
        body.addStretch(1)
        self._subject = Button.of(self._open_action)
        self.side.foot.addWidget(self._subject, 1)

    # -- what a page answers

    def open_record(self, record_id: int) -> None:
        if record_id != self._record:
            self.card = self.paper = None  # no key means the paper before while this one is read
            self.view.show_waiting()
            if self._drawing is not None:
                self._drawing.drop()
        self._record = record_id
        self.clear_refusals()
        self._read()

    def refresh(self, changes: Changes) -> None:
        if self._record and changes.touches("print_job", "document", "report", "piece"):
            self._read()

    def _read(self) -> None:
        record_id = self._record
        self.desk.read(
            lambda db: document_card(db, record_id),
            self._on_card,
            self._on_nothing,
            topic="document",
        )

    # -- showing

    def _on_card(self, card: DocumentCard) -> None:
        self.card = card
        row = card.row
        self._may_print.set_act(print_act(row.kind))
        version = f", version {row.version}" if row.version > 1 else ""
        self.set_title(f"{row.number}{version}")
        self._about.setText(f"{KINDS.title(row.kind)} · {row.about}".rstrip(" ·"))
        self.chip.set_status(*printed_words(row.printed))
        self._facts.show_facts(
            [
                ("Kind", KINDS.title(row.kind)),
                ("About", row.about),
                ("Made", self.words.when(row.at)),
                ("By", row.by),
                ("Language", card.language),
                ("Template", card.template),
                ("Digest", f"{card.sha256[:8]} … {card.sha256[-4:]}" if card.sha256 else ""),
            ]
        )
        lines = printings(card, self.words)
        self._printed_title.setVisible(bool(lines))
        self._printings.setVisible(bool(lines))
        self._printings.show_facts(lines)
        self._copy.setVisible(row.printed > 0)
        self.out.show_paper(row.kind, row.id)
        there = row.subject_kind in PAGES_OF
        self._open_action.setVisible(there)
        self._subject.setVisible(there)
        if there:
            what = {"agreement": "take-in"}.get(row.subject_kind, row.subject_kind)
            self._open_action.setText(f"Open the {what}")
        if self.paper is None:
            self._draw(card)

    def _draw(self, card: DocumentCard) -> None:
        if card.erased:
            self._show_nothing(
                "Erased",
                f"The content of {card.row.number} was erased with a person's data. "
                "Its number and date stay in the record's history.",
            )
            return
        self._show_nothing("")
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

    def _show_nothing(self, title: str, sentence: str = "") -> None:
        self.nothing.setVisible(bool(title))
        self.view.setVisible(not title)
        self.nothing.set_words(title, sentence)

    def _on_paper(self, drawn: tuple[int, Paper]) -> None:
        wanted, paper = drawn
        if wanted == self._record:
            self.paper = paper
            self.view.show_pdf(paper.pdf)
            self.say(paper.title)
            self.view.setFocus()

    def _on_no_paper(self, error: UserError | BugReport) -> None:
        if self.paper is not None:
            return  # that of the paper before: this one is drawn
        if isinstance(error, UserError):
            self._show_nothing(error.title, error.sentence())
        else:
            self._show_nothing("Not drawn", "This paper could not be drawn.")

    def _on_nothing(self, error: Exception) -> None:
        self.card = None
        self.view.show_pdf(b"")
        if isinstance(error, UserError):
            self.set_title("Document")
            self._show_nothing(error.title, error.sentence())

    def _on_page(self, at: int, many: int) -> None:
        self._page_words.setText(f"Page {at} of {many}" if many else "")

    # -- what can be done

    def save_as(self) -> None:
        """Save the PDF where somebody wants it."""
        if self.paper:
            save_paper(self.desk, self, self.paper, self.say)

    def print_it(self) -> None:
        """Print it: COPY from the second time on, and with a reason."""
        if self.card is None:
            return
        if self.card.is_report:
            print_report(self.desk, self.card.row.id)
        else:
            print_document(self.desk, self.card.row.id, KINDS.word(self.card.row.kind))

    def print_with_choice(self) -> None:
        """Print on a chosen printer, several if wanted."""
        if self.card and not self.card.erased:
            PrintChoice(self.desk, self.card).start()

    def mail(self) -> None:
        """Open a draft in the person's own mail program, with the paper attached."""
        if self.card and self.paper:
            mail_paper(self.desk, self.card.row.id, self.paper, self.say)

    def open_subject(self) -> None:
        """Open the record that the paper is about."""
        if self.card and self.card.row.subject_kind in PAGES_OF:
            row = self.card.row
            self.desk.navigate(PAGES_OF[row.subject_kind], row.subject_id)
