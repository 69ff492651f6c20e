"""How to reach somebody, where they live, and whether their paper was seen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.phones import shown_phone
from app.services.party_cards import PartyCard
from app.views.frame.desk import Desk
from app.views.frame.permit import tie
from app.views.parties.person_card import seen_words, since_words
from app.views.parties.words import address_words, initials
from app.views.pieces.piece_words import PieceWords
from app.views.widgets.avatar import Avatar
from app.views.widgets.button import Button, IconButton
from app.views.widgets.card import Card
from app.views.widgets.icon_line import IconLine
from app.views.widgets.link_row import LinkRow
from app.views.widgets.text import Line, SectionLabel, Text

ICONS = {"email": "mail", "phone": "phone"}


class ContactCard(Card):
    """A press on an e-mail address or number copies it. ``paper_asked`` for another identity check,
    ``add_asked`` and ``remove_asked(contact_id)`` for a number or address of theirs.
    """

    paper_asked = Signal()
    add_asked = Signal()
    remove_asked = Signal(object)

    def __init__(self, desk: Desk, words: PieceWords) -> None:
        super().__init__(padding=18, spacing=8)
        self._desk = desk
        self._words = words
        head = QHBoxLayout()
        head.setSpacing(12)
        self._avatar = Avatar("", "", 44)
        head.addWidget(self._avatar)
        self._since = Text("", "soft", wrap=True)
        head.addWidget(self._since, 1)
        self.body.addLayout(head)
        self._seen = IconLine("shield-check", "ok")
        self.body.addWidget(self._seen)
        self.paper_button = Button("See an identity paper", small=True, icon="id-card")
        self.paper_button.clicked.connect(self.paper_asked)
        self.body.addWidget(self.paper_button)
        self._parts: list[QWidget] = []
        self.may_change: QAction | None = None
        """The command that adds a number: off for whom numbers are only to be read."""

    def show_party(self, card: PartyCard) -> None:
        """Show somebody."""
        self._avatar.set_person(initials(card.display), card.display)
        unsold = f", {card.unsold} of their pieces unsold" if card.unsold else ""
        self._since.setText(f"{since_words(card, self._desk.settings.zone)}{unsold}")
        if card.id_seen:
            self._seen.say(seen_words(card.id_seen, self._desk.settings), "shield-check", "ok")
        elif "consignor" in card.roles:
            self._seen.say("No identity paper seen", "shield-alert", "warn")
        else:
            self._seen.say("")
        for part in self._parts:
            self.body.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = []
        self._add(Line())
        self._add(self._reach_head())
        for line in card.contacts:
            value = shown_phone(line.value) if line.purpose == "phone" else line.value
            row = LinkRow(ICONS.get(line.purpose, "message-square"), value, "press to copy")
            row.clicked.connect(lambda _on=False, value=value: self._copy(value))
            self._add(self._removable(row, line.id, value) if len(card.contacts) > 1 else row)
        for address in card.addresses:
            self._add(Line())
            self._add(SectionLabel(f"Address, {address.purpose}"))
            self._add(Text(address_words(address), "body", wrap=True))
        if not (card.contacts or card.addresses):
            self._add(
                Text("No e-mail, phone or address yet. Ctrl+E adds them.", "muted", wrap=True)
            )

    def _reach_head(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(SectionLabel("Reach them"))
        row.addStretch(1)
        add = Button("Add", "link")
        add.setAccessibleName("Add a phone or e-mail")
        add.clicked.connect(self.add_asked)
        row.addWidget(add)
        if self.may_change:
            tie(add, self.may_change)
        return holder

    def _removable(self, link: LinkRow, contact_id: int, value: str) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(link, 1)
        remove = IconButton("x", f"Remove {value}", small=True)
        remove.clicked.connect(lambda: self.remove_asked.emit(contact_id))
        row.addWidget(remove)
        if self.may_change:
            tie(remove, self.may_change)
        return holder

    def _add(self, part: QWidget) -> None:
        self._parts.append(part)
        self.body.addWidget(part)

    def _copy(self, value: str) -> None:
        QGuiApplication.clipboard().setText(value)
        self._desk.toast(f"{value} is in the clipboard")
