"""The marked person or company beside the list."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.chips import chip
from app.domain.phones import shown_phone
from app.domain.wording import counted
from app.services.party_cards import PartyCard
from app.views.frame.beside import trouble_words
from app.views.frame.desk import Desk
from app.views.parties.person_card import PersonCard
from app.views.parties.words import address_words
from app.views.pieces.piece_words import PieceWords
from app.views.widgets.facts import Facts
from app.views.widgets.link_row import LinkRow
from app.views.widgets.text import SectionLabel, Text

MOST = 4


class PartySide(QWidget):
    """Who, how to reach them, their last orders and pieces."""

    def __init__(self, desk: Desk, words: PieceWords) -> None:
        super().__init__()
        self._desk = desk
        self._words = words
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.person = PersonCard(desk.settings)
        self.person.link.hide()
        column.addWidget(self.person)
        self._facts = Facts("How to reach them", label_width=72)
        column.addWidget(self._facts)
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        column.addLayout(self._column)
        column.addStretch(1)
        self._parts: list[QWidget] = []
        self.hide()

    def show_nothing(self) -> None:
        """Nobody is marked."""
        self.hide()

    def show_trouble(self, error: Exception) -> None:
        """They cannot be shown."""
        self._clear()
        self.person.hide()
        self._facts.show_facts([])
        for words, look in zip(trouble_words(error), ("panel", "muted"), strict=True):
            self._add(Text(words, look, wrap=True))
        self.show()

    def show_card(self, card: PartyCard) -> None:
        """Show somebody."""
        self.show()
        self.person.show()
        self.person.show_party(card)
        reach = [(line.purpose.capitalize(), shown_phone(line.value)) for line in card.contacts]
        home = [("Address", address_words(line)) for line in card.addresses[:1]]
        self._facts.show_facts([*reach, *home])
        self._clear()
        if card.notes:
            self._add(SectionLabel("Last note"))
            self._add(Text(card.notes[0].text, "small", wrap=True))
        if card.orders:
            self._add(SectionLabel(counted(len(card.orders), "order")))
        for order in card.orders[:MOST]:
            total = self._words.amount(order.total_minor, order.currency)
            second = f"{self._words.date_of(order.placed_at)} · {total}"
            row = LinkRow("clipboard-list", order.number, second, chip("order", order.state))
            self._link(row, "order", order.id)
        if card.items:
            self._add(SectionLabel(counted(len(card.items), "consigned piece")))
        for item in card.items[:MOST]:
            row = LinkRow("gem", item.description, item.number, chip("item", item.state))
            self._link(row, "piece", item.piece_id)

    def _clear(self) -> None:
        for part in self._parts:
            self._column.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = []

    def _link(self, row: LinkRow, page: str, record_id: int) -> None:
        row.clicked.connect(lambda: self._desk.navigate(page, record_id))
        self._add(row)

    def _add(self, part: QWidget) -> None:
        self._parts.append(part)
        self._column.addWidget(part)
