"""Clients and consignors: everybody the shop knows, found by three letters."""

from __future__ import annotations

from app.domain.changes import Changes
from app.services.party_cards import PartyCard, party_card
from app.services.party_lists import PARTY_VIEWS, parties_list
from app.views.frame.desk import Desk
from app.views.frame.page import Page
from app.views.keys import Key
from app.views.parties.party_sheet import PartySheet
from app.views.parties.party_side import PartySide
from app.views.parties.table import ROW_HEIGHT, columns
from app.views.pieces.piece_words import PieceWords
from app.views.widgets.button import Button
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.list_view.record_list import RecordList
from app.views.widgets.segments import Option, Segments

TITLES = {
    "all": "All",
    "clients": "Clients",
    "consignors": "Consignors",
    "suppliers": "Suppliers and bench",
}
NOTHING = {
    "all": ("Nobody yet", "People come with the first order or take-in, or are added here."),
    "clients": ("No clients yet", "They come with the first imported order."),
    "consignors": ("No consignors yet", "They come with the first take-in."),
    "suppliers": ("No suppliers yet", "Add the people who sell to you or work at your bench."),
}


class PartiesPage(Page):
    """The list with the marked one beside it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Clients", side=True)
        self.words = PieceWords(desk.settings)
        self._sort, self._descending = "name", False
        self._shown = 0
        self._started = False
        self.search = self.add_find("Search name, e-mail or phone", "Search clients")
        self.views = Segments("Saved views", [Option(v, TITLES[v]) for v in PARTY_VIEWS], "tab")
        self.views.set_value("all")
        self.facts.addWidget(self.views)
        self.facts.addStretch(1)
        self.empty = EmptyState("users", *NOTHING["all"])
        self.list = RecordList(
            desk.reader, columns(self.words), "Clients", self.empty, row_height=ROW_HEIGHT
        )
        self.view = self.list.view
        self.view.show_sorted(self._sort, self._descending)
        self.body.addWidget(self.list, 1)
        assert self.side is not None
        self.party_side = PartySide(desk, self.words)
        self.side.body.addWidget(self.party_side, 1)
        self._declare()
        self._connect()

    def _declare(self) -> None:
        assert self.side is not None
        self.hint_bar.add_fixed(Key.FIND, "search")
        self.hint_bar.add_fixed(Key.OPEN, "open")
        self.command("Open the client", self.open_marked, icon="external-link")
        self.command(
            "Add a person", self.add, Key.NEW, icon="user-plus", hint="add", button="primary"
        )
        for at, code in enumerate(PARTY_VIEWS, 1):
            self.command(
                f"Show {TITLES[code].lower()}",
                lambda code=code: self.views.choose(code),  # type: ignore[misc]
                f"Alt+{at}",
                icon="list-filter",
            )
        take = self.command("Take pieces in", self.take_in, icon="package-open")
        self.take_button = Button.of(take)
        self.open_button = Button("Open", "primary", key=Key.OPEN)
        self.open_button.setAccessibleName("Open the marked client")
        self.open_button.clicked.connect(self.open_marked)
        self.side.foot.addWidget(self.take_button)
        self.side.foot.addStretch(1)
        self.side.foot.addWidget(self.open_button)

    def _connect(self) -> None:
        self.search.searched.connect(self._on_search)
        self.search.left_downwards.connect(self.view.setFocus)
        self.views.chosen.connect(self._on_view)
        self.view.sort_asked.connect(self._on_sort)
        self.view.settled.connect(self._on_settled)
        self.view.opened.connect(self._on_opened)
        self.list.counted.connect(self._on_counted)
        self.list.model.failed.connect(self._on_failed)

    # -- what a page answers

    def entered(self) -> None:
        if not self._started:
            self._started = True
            self.show_list()
        self.view.setFocus()

    def open_record(self, record_id: int) -> None:
        self.desk.navigate("party", record_id)

    def refresh(self, changes: Changes) -> None:
        if self._started and changes.touches("party", "order", "item", "agreement"):
            self.list.refresh()

    # -- acting

    def show_list(self) -> None:
        """Ask for the people of the view, narrowed by the search."""
        query = parties_list(
            str(self.views.value), self.search.text(), self._sort, self._descending
        )
        self.list.show_list(query)

    def open_marked(self) -> None:
        """Open the marked one on their own page."""
        if self.view.current_id:
            self._on_opened(self.view.current_id)

    def add(self) -> None:
        """Add somebody; what was searched for is their name already."""
        typed = self.search.text().strip()
        name = " ".join(word[:1].upper() + word[1:] for word in typed.split())
        PartySheet(self.desk, None, self._on_opened, name).open()

    def take_in(self) -> None:
        """Take pieces of the marked one in."""
        if self.view.current_id:
            self.desk.navigate("take_in", self.view.current_id)

    # -- answers

    def _on_search(self, _text: str) -> None:
        self.show_list()

    def _on_view(self, _code: object) -> None:
        self.show_list()
        self.view.setFocus()

    def _on_sort(self, key: str, descending: bool) -> None:
        self._sort, self._descending = key, descending
        self.show_list()

    def _on_opened(self, party_id: int) -> None:
        self.desk.navigate("party", party_id)

    def _on_settled(self, party_id: int) -> None:
        self._shown = party_id
        if not party_id:
            self.party_side.hide()
            return
        self.desk.read(
            lambda db: party_card(db, party_id),
            self._on_card,
            self._on_no_card,
            topic="party beside the list",
        )

    def _on_card(self, card: PartyCard) -> None:
        if card.id == self._shown:
            self.party_side.show_party(card)

    def _on_no_card(self, _error: Exception) -> None:
        self.party_side.hide()

    def _on_failed(self, _error: object) -> None:
        self.say("The list could not be read. It is tried again with the next key.")

    def _on_counted(self, words: str) -> None:
        people = words.replace("parties", "people and companies").replace("party", "person")
        self.say(people)
        there = self.list.model.rowCount() > 0
        self.take_button.setVisible(there)
        self.open_button.setVisible(there)
        if there:
            return
        self.party_side.hide()
        if self.search.text().strip():
            self.empty.set_words(
                "Nobody found", f"Nobody here is called “{self.search.text()}”.", "search"
            )
            self.empty.set_button("Add them", self.add, icon="user-plus", key=Key.NEW)
        else:
            self.empty.set_words(*NOTHING[str(self.views.value)], "users")
            self.empty.set_button("Add a person", self.add, icon="user-plus", key=Key.NEW)
