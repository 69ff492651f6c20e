"""Find printers: those of this PC's system, and the one at an address that somebody types."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import UserError
from app.services.printer_finding import FoundPrinter
from app.services.printers import KINDS, PURPOSES
from app.views.widgets.button import Button
from app.views.widgets.chip import Chip
from app.views.widgets.field import TextField
from app.views.widgets.sheet import Sheet
from app.views.widgets.text import SectionLabel, Text

MOST = 12


class FindSheet(Sheet):
    """``address_asked(text)`` when an address was typed, ``chosen(FoundPrinter)`` for one to add."""

    address_asked = Signal(str)
    chosen = Signal(object)

    def __init__(self, host: QWidget) -> None:
        super().__init__(
            host,
            "Find printers",
            "Printers of this PC, and a Zebra or receipt printer by its address. Only what you type"
            " is asked.",
            width=560,
        )
        row = QHBoxLayout()
        row.setSpacing(8)
        self.address = TextField("Address in the network", name="address", hint="192.168.1.40")
        self.address.input.entered.disconnect()
        self.address.input.entered.connect(self._on_ask)
        row.addWidget(self.address, 1)
        self.ask = Button("Ask it", icon="search")
        self.ask.clicked.connect(self._on_ask)
        beside = QVBoxLayout()  # level with the field, whatever is said under it
        beside.setContentsMargins(0, 22, 0, 0)
        beside.addWidget(self.ask)
        beside.addStretch(1)
        row.addLayout(beside)
        self.body.addLayout(row)
        self._title = SectionLabel("On this PC")
        self.body.addWidget(self._title)
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        self.body.addLayout(self._list)
        self.said = Text("Looking …", "muted", wrap=True)
        self.body.addWidget(self.said)
        self.buttons: list[Button] = []
        self._rows: list[QWidget] = []
        self.add_way("Close", key="Esc")
        self.closed.connect(self.deleteLater)

    def show_found(self, found: Sequence[FoundPrinter]) -> None:
        """The printers of the system, each with what it may be for."""
        for old in self._rows:
            self._list.removeWidget(old)
            old.deleteLater()
        self._rows, self.buttons = [], []
        for one in found[:MOST]:
            row, button = self._row(one)
            self._rows.append(row)
            self.buttons.append(button)
            self._list.addWidget(row)
        self.say("" if found else "The system of this PC has no printer. Type an address instead.")

    def say(self, words: str) -> None:
        """A sentence under the list."""
        self.said.setText(words)
        self.said.setVisible(bool(words))

    def refuse(self, error: UserError) -> None:
        """Nobody answers there, or it is no address."""
        self.ask.setEnabled(True)
        self.address.set_error(error)
        self.address.setFocus()

    def _row(self, one: FoundPrinter) -> tuple[QWidget, Button]:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(Text(one.new.title, "strong", elide=True))
        use = ", ".join(PURPOSES[purpose] for purpose in one.new.purposes)
        about = f"{KINDS[one.new.kind]} · for {use.lower()}: {one.why}"
        words.addWidget(Text(about, "muted", elide=True))
        row.addLayout(words, 1)
        row.addWidget(Chip(one.status.words, one.status.tone, small=True))
        button = Button("Is here already" if one.there else "Add", small=True)
        button.setAccessibleName(f"Add {one.new.title}")
        button.setEnabled(not one.there)
        button.clicked.connect(lambda: self.chosen.emit(one))
        row.addWidget(button)
        return box, button

    def _on_ask(self) -> None:
        if self.address.text.strip():
            self.ask.setEnabled(False)
            self.say("Asking …")
            self.address_asked.emit(self.address.text)
