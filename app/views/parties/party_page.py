"""A person or company: how to reach them, what they have with us, what was noted."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.changes import Changes
from app.domain.errors import UserError
from app.services.parties import note_party, remove_contact, set_language
from app.services.party_cards import PartyCard, party_card
from app.views.bug_report import BugReport
from app.views.documents.making import Answers, AskSheet, language_field
from app.views.documents.order_papers import PAPERS_KEY
from app.views.documents.papers_sheet import PapersSheet
from app.views.frame.desk import Desk, Service
from app.views.frame.page import NARROW, Page
from app.views.frame.permit import permit, tie
from app.views.keys import Key
from app.views.orders.words import Words
from app.views.parties.contact_card import ContactCard
from app.views.parties.notes_panel import NotesPanel
from app.views.parties.party_sheet import PartySheet
from app.views.parties.party_sheets import ContactSheet, PaperSheet
from app.views.parties.party_tables import agreement_columns, item_columns, order_columns
from app.views.parties.words import RISKS, role_chip
from app.views.pieces.piece_words import PieceWords
from app.views.pieces.table import NO_PHOTO, ROW_HEIGHT
from app.views.widgets.chip import Chip
from app.views.widgets.list_view.fixed_list import FixedList
from app.views.widgets.segments import Option, Segments

TABS = (
    Option("items", "Consigned pieces"),
    Option("agreements", "Agreements"),
    Option("orders", "Orders"),
    Option("notes", "Notes"),
)
MOST_ROLES = 5
CONTACT_WIDTH, COMPACT_CONTACT_WIDTH = 340, 272


class PartyPage(Page):
    """``open_record`` shows somebody."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Client")
        self.words = PieceWords(desk.settings)
        self.card: PartyCard | None = None
        self._party_id = 0
        self._noting = 0
        self._begun: dict[
            int, str
        ] = {}  # notes that were typed and not kept, by whom they are about
        self.header.set_crumb("Clients", lambda: desk.navigate("parties"))
        self._chips = [Chip("", parent=self) for _ in range(MOST_ROLES + 1)]
        for chip in self._chips:
            self.header.add_chip(chip)
        row = QHBoxLayout()
        row.setSpacing(14)
        self.contact = ContactCard(desk, self.words)
        self.contact.setFixedWidth(CONTACT_WIDTH)
        left = QVBoxLayout()
        left.addWidget(self.contact)
        left.addStretch(1)
        row.addLayout(left)
        row.addWidget(self._make_right(), 1)
        self.body.addLayout(row, 1)
        self._declare()
        self._connect()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.window().width() < NARROW
        self.contact.setFixedWidth(COMPACT_CONTACT_WIDTH if narrow else CONTACT_WIDTH)

    def _make_right(self) -> QWidget:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.tabs = Segments("What is shown", TABS, "tab")
        self.tabs.set_value("items")
        column.addWidget(self.tabs)
        self.items = FixedList(
            item_columns(self.words), "Consigned pieces", row_height=ROW_HEIGHT, thumbs=self._thumb
        )
        self.agreements = FixedList(agreement_columns(self.words), "Agreements")
        self.orders = FixedList(order_columns(self.words), "Orders of the client")
        self.notes = NotesPanel(self.words)
        self.stack = QStackedWidget()
        for part in (self.items, self.agreements, self.orders, self.notes):
            self.stack.addWidget(part)
        column.addWidget(self.stack, 1)
        return right

    def _declare(self) -> None:
        self.hint_bar.add_fixed(Key.OPEN, "open")
        take = self.command(
            "Take pieces in",
            self.take_in,
            Key.NEW,
            icon="package-open",
            hint="take in",
            button="plain",
        )
        paper = self.command("See an identity paper", self.see_paper, icon="id-card")
        contact = self.command("Add a phone or e-mail", self.add_contact, icon="phone")
        self.command("Write a note", self.write_note, "Ctrl+M", icon="sticky-note", hint="note")
        self.command("Papers", self.show_papers, PAPERS_KEY, icon="file-text")
        speaks = self.command("Say in which language", self.say_language, icon="languages")
        edit = self.command(
            "Edit", self.edit, "Ctrl+E", icon="pencil", hint="edit", button="primary"
        )
        for act, actions in (
            ("take_in.create", (take, paper)),
            ("parties.update", (contact, edit, speaks)),
        ):
            for action in actions:
                permit(action, self.desk.session, act)
        tie(self.contact.paper_button, paper)
        self.contact.may_change = contact
        for at, option in enumerate(TABS, 1):
            self.command(
                f"Show {option.words.lower()}",
                partial(self.tabs.choose, option.value),
                f"Alt+{at}",
                icon="list-filter",
            )

    def show_papers(self) -> None:
        """Everything on paper of their agreements and orders, to be looked at and printed again."""
        if self.card:
            words = Words(self.desk.settings)
            title = f"Papers of {self.card.display}"
            PapersSheet(self.desk, words, title, "party", self.card.id, ()).open()

    def say_language(self) -> None:
        """In which language they get their papers."""
        if self.card:
            party_id, spoken = self.card.id, self.card.language
            field = language_field(spoken)
            field.set_aside("")

            def make(answers: Answers) -> Service:
                return lambda w: set_language(w, party_id, answers["language"] or "")

            AskSheet(
                self.desk,
                f"Papers for {self.card.display}",
                "Papers of their orders are written in it unless somebody chooses otherwise.",
                "Keep the language",
                {"language": field},
                "party_language",
                make,
            ).open()

    def _connect(self) -> None:
        self.tabs.chosen.connect(self._on_tab)
        self.items.view.opened.connect(partial(self._open, "piece"))
        self.agreements.view.opened.connect(self._open_agreement)
        self.orders.view.opened.connect(partial(self._open, "order"))
        self.notes.kept.connect(self._keep_note)
        self.contact.paper_asked.connect(self.see_paper)
        self.contact.add_asked.connect(self.add_contact)
        self.contact.remove_asked.connect(self._remove_contact)
        self.desk.thumbs.arrived.connect(self.items.view.viewport().update)

    # -- what a page answers

    def entered(self) -> None:
        if self._party_id:
            self._read()
        self.items.view.setFocus()

    def open_record(self, record_id: int) -> None:
        if record_id != self._party_id:
            self._begun[self._party_id] = self.notes.field.value
            self._party_id = record_id
            self.card = None
            self.notes.clear()
            self.notes.field.set_value(self._begun.pop(record_id, ""))
            self._noting = 0
            self.clear_refusals()
        self._read()

    def refresh(self, changes: Changes) -> None:
        if self._party_id and changes.touches("party", "order", "item", "agreement", "piece"):
            self._read()

    # -- reading

    def _read(self) -> None:
        party_id = self._party_id
        self.desk.read(
            lambda db: party_card(db, party_id), self._on_card, self._on_no_card, topic="party page"
        )

    def _on_no_card(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.show_refusal(error)
        else:
            self.say("This could not be read. Open it again in a moment.")

    def _on_card(self, card: PartyCard) -> None:
        if card.id != self._party_id:
            return
        first = self.card is None
        self.card = card
        self.set_title(card.display)
        chips = [role_chip(role) for role in card.roles[:MOST_ROLES]]
        if card.risk in RISKS:
            chips.append(RISKS[card.risk])
        for at, chip in enumerate(self._chips):
            chip.set_status(
                *((chips[at].text, chips[at].tone) if at < len(chips) else ("", "neutral"))
            )
        self.contact.show_party(card)
        stay = not first
        self.items.model.show_records(card.items, [i.piece_id for i in card.items], stay=stay)
        self.agreements.model.show_records(
            card.agreements, [a.id for a in card.agreements], stay=stay
        )
        self.orders.model.show_records(card.orders, [o.id for o in card.orders], stay=stay)
        self.notes.show_notes(card.notes)
        counts = {
            "items": len(card.items),
            "agreements": len(card.agreements),
            "orders": len(card.orders),
            "notes": len(card.notes),
        }
        for code, count in counts.items():
            self.tabs.set_count(code, count)
        if first:
            order = ("items", "orders", "agreements", "notes")
            self.tabs.set_value(next((code for code in order if counts[code]), "notes"))
            self._show_tab()
        self.say(self._state_words(card))

    def _state_words(self, card: PartyCard) -> str:
        if card.removed:
            return "Taken out of use"
        return f"Known since {self.words.date_of(card.since_at)}"

    def _thumb(self, key: str) -> QPixmap | None:
        return None if key == NO_PHOTO else self.desk.thumbs(key)

    # -- acting

    def _on_tab(self, _code: object) -> None:
        self._show_tab()
        shown = self.stack.currentWidget()
        shown.setFocus() if isinstance(shown, FixedList) else self.notes.field.edit.setFocus()

    def _show_tab(self) -> None:
        at = [option.value for option in TABS].index(self.tabs.value)
        self.stack.setCurrentIndex(at)

    def _open(self, page: str, record_id: int) -> None:
        self.desk.navigate(page, record_id)

    def _open_agreement(self, agreement_id: int) -> None:
        """A draft goes on at take-in; a signed one is its receipt."""
        found = [a for a in self.card.agreements if a.id == agreement_id] if self.card else []
        if found and found[0].state == "draft":
            self.desk.navigate("take_in", agreement_id)
            return
        self.desk.read(
            lambda db: _receipt_of(db, agreement_id), self._on_receipt, topic="receipt of agreement"
        )

    def _on_receipt(self, document_id: int) -> None:
        if document_id:
            self.desk.navigate("document", document_id)
        else:
            self.desk.toast("There is no receipt of this agreement on this PC")

    def take_in(self) -> None:
        """Take their pieces in."""
        if self._party_id:
            self.desk.navigate("take_in", self._party_id)

    def edit(self) -> None:
        """Change who they are and how to reach them."""
        if self.card:
            PartySheet(self.desk, self.card, self._on_saved).open()

    def _on_saved(self, party_id: int) -> None:
        if party_id != self._party_id:
            self.desk.navigate("party", party_id)

    def add_contact(self) -> None:
        """A further phone number or e-mail address."""
        if self.card:
            ContactSheet(self.desk, self.card).open()

    def _remove_contact(self, contact_id: object) -> None:
        wanted = int(str(contact_id))
        self.desk.work("remove_contact", lambda w: remove_contact(w, wanted))

    def write_note(self) -> None:
        """Go to the field of the next note."""
        self.tabs.choose("notes")

    def _keep_note(self, text: str) -> None:
        if self._noting:
            return
        party_id = self._noting = self._party_id
        self.desk.work(
            "note_party",
            lambda w: note_party(w, party_id, text),
            self._on_noted,
            self._on_not_noted,
        )

    def _on_noted(self, changes: Changes) -> None:
        for party_id in changes.ids("party"):
            self._begun.pop(party_id, None)
        if self._noting in changes.ids("party"):  # else somebody else is shown by now
            self.notes.clear()
            self._noting = 0

    def _on_not_noted(self, error: UserError | BugReport) -> None:
        self._noting = 0
        if isinstance(error, UserError):
            self.notes.field.set_error(error)

    def see_paper(self) -> None:
        """Note that an identity paper was seen."""
        if self.card:
            PaperSheet(self.desk, self.card).open()


def _receipt_of(db: Any, agreement_id: int) -> int:
    """The receipt of an agreement, 0 for none."""
    from app.services.documents import documents_of

    found = documents_of(db, "agreement", agreement_id)
    return found[0].id if found else 0
