"""Clients and consignors: everybody the shop knows, found by three letters."""

from __future__ import annotations

from app.services.lists import ListQuery
from app.services.party_cards import party_card
from app.services.party_lists import PARTY_VIEWS, parties_list
from app.views.frame.desk import Desk
from app.views.frame.list_page import ListPage
from app.views.frame.permit import permit
from app.views.keys import Key
from app.views.parties.party_sheet import PartySheet
from app.views.parties.party_side import PartySide
from app.views.parties.table import ROW_HEIGHT, columns
from app.views.pieces.piece_words import PieceWords
from app.views.reader import Question
from app.views.widgets.button import Button
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.segments import Option

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


class PartiesPage(ListPage):
    """The list with the marked one beside it."""

    opens = "party"
    touched = ("party", "order", "item", "agreement")

    def __init__(self, desk: Desk) -> None:
        self.words = PieceWords(desk.settings)
        super().__init__(
            desk,
            "Clients",
            columns(self.words),
            [Option(code, TITLES[code]) for code in PARTY_VIEWS],
            "all",
            sort="name",
            find=("Search name, e-mail or phone", "Search clients"),
            empty=EmptyState("users", *NOTHING["all"]),
            row_height=ROW_HEIGHT,
        )
        self._declare()

    def _declare(self) -> None:
        self.hint_bar.add_fixed(Key.FIND, "search")
        self.hint_bar.add_fixed(Key.OPEN, "open")
        self.command("Open the client", self.open_marked, icon="external-link")
        add = self.command(
            "Add a person", self.add, Key.NEW, icon="user-plus", hint="add", button="primary"
        )
        self.views.declare()
        take = self.command("Take pieces in", self.take_in, icon="package-open")
        permit(add, self.desk.session, "parties.create")
        permit(take, self.desk.session, "take_in.create")
        open_button = Button("Open", "primary", key=Key.OPEN)
        open_button.setAccessibleName("Open the marked client")
        open_button.clicked.connect(self.open_marked)
        self.party_side = PartySide(self.desk, self.words)
        self.stand_beside(self.party_side, Button.of(take), open_button)

    # -- what a list page answers

    def query(self) -> ListQuery:
        return parties_list(self.view_code, self.search.text(), self._sort, self._descending)

    def card_of(self, record_id: int) -> Question:
        return lambda db: party_card(db, record_id)

    def count_words(self, words: str) -> str:
        return words.replace("parties", "people and companies").replace("party", "person")

    def say_not_found(self, typed: str) -> None:
        self.empty.set_words("Nobody found", f"Nobody here is called “{typed}”.", "search")
        self.empty.set_button("Add them", self.add, icon="user-plus", key=Key.NEW)

    def say_nothing(self) -> None:
        self.empty.set_words(*NOTHING[self.view_code], "users")
        self.empty.set_button("Add a person", self.add, icon="user-plus", key=Key.NEW)

    # -- what can be done

    def add(self) -> None:
        """Add somebody; what was searched for is their name already."""
        typed = self.search.text().strip()
        name = " ".join(word[:1].upper() + word[1:] for word in typed.split())
        PartySheet(self.desk, None, self.open_record, name).open()

    def take_in(self) -> None:
        """Take pieces of the marked one in."""
        if self.view.current_id:
            self.desk.navigate("take_in", self.view.current_id)
