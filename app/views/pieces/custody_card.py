"""The custody of a piece with its filter: how many facts there are is always said."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.dates import day_of, long_date
from app.domain.wording import counted
from app.services.custody import CustodyEntry
from app.views.pieces.custody_list import CustodyList
from app.views.pieces.piece_words import PieceWords
from app.views.widgets.round_card import RoundCard
from app.views.widgets.segments import Option, Segments
from app.views.widgets.text import Text

FILTERS = (
    Option("all", "All"),
    Option("moves", "Moves"),
    Option("price", "Price"),
    Option("checks", "Checks"),
)


class CustodyCard(QWidget):
    """``opened(kind, id)`` when the paper of a fact is to be shown."""

    opened = Signal(str, object)

    def __init__(self, words: PieceWords) -> None:
        super().__init__()
        self._words = words
        self._entries: Sequence[CustodyEntry] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.setContentsMargins(2, 0, 0, 0)
        head.setSpacing(8)
        head.addWidget(Text("Custody, newest first", "section"))
        self._count = Text("", "muted", elide=True)
        head.addWidget(self._count, 1)
        self.filter = Segments("Facts shown", FILTERS, "tab")
        head.addWidget(self.filter)
        column.addLayout(head)
        self.list = CustodyList(words)
        card = RoundCard()
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 6, 1, 6)
        inside.addWidget(self.list)
        card.raise_corners()
        column.addWidget(card, 1)
        self.setFocusProxy(self.list)
        self.filter.chosen.connect(self._show)
        self.list.opened.connect(self.opened)
        self.begin()

    def begin(self) -> None:
        """Another piece: all of its facts."""
        self.filter.set_value("all")

    def show_entries(self, entries: Sequence[CustodyEntry]) -> None:
        """The facts of the piece, newest first."""
        self._entries = entries
        self._show()

    @property
    def count_words(self) -> str:
        """What is said of the number of facts."""
        return self._count.text()

    def _show(self, _filter: object = None) -> None:
        group = self.filter.value
        shown = [entry for entry in self._entries if group in ("all", entry.group)]
        self.list.show_facts(shown)
        if not self._entries:
            self._count.setText("")
            return
        settings = self._words.settings
        first = long_date(day_of(self._entries[-1].at, settings.zone), settings.locale)
        some = f"{len(shown)} of " if len(shown) != len(self._entries) else ""
        self._count.setText(
            f"{some}{counted(len(self._entries), 'fact')} since {first}, never edited"
        )
