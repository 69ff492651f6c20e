"""The custody of a piece with its filter: how many facts there are is always said."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.wording import counted
from app.services.custody import CustodyEntry
from app.services.move_mending import last_move
from app.views.pieces.custody_list import CustodyList
from app.views.pieces.move_back import offered
from app.views.pieces.piece_words import PieceWords
from app.views.widgets.button import Button
from app.views.widgets.round_card import RoundCard
from app.views.widgets.row_menu import show_row_menu
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
        self._mend: QAction | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.setContentsMargins(2, 0, 0, 0)
        head.setSpacing(8)
        head.addWidget(Text("Custody, newest first", "section"))
        self._count = Text("", "muted", elide=True)
        head.addWidget(self._count, 1)
        self._head = head
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
        self.list.asked.connect(self._show_menu)
        self.begin()

    def offer(self, mend: QAction) -> None:
        """The command that mends the last move: a button over the facts, and in that move's menu."""
        self._mend = mend
        button = Button.of(mend, "ghost", small=True)
        self._head.insertWidget(self._head.count() - 1, button)

    @property
    def last_move(self) -> int:
        """The move by which the piece lies where it lies, where it can be mended; else 0."""
        return last_move(self._entries)

    @property
    def entries(self) -> Sequence[CustodyEntry]:
        """The facts of the piece, newest first."""
        return self._entries

    @property
    def marked_id(self) -> int:
        """The marked fact; 0 for none."""
        return self.list.marked.id if self.list.marked is not None else 0

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

    def _show_menu(self, at: QPoint) -> None:
        marked = self.list.marked
        if marked is None or self._mend is None:
            return
        open_it = self.list.open_marked if marked.opens else None
        show_row_menu(self.list, at, open_it, offered(self._mend, self.last_move, marked.id))

    def _show(self, _filter: object = None) -> None:
        group = self.filter.value
        shown = [entry for entry in self._entries if group in ("all", entry.group)]
        self.list.show_facts(shown)
        if not self._entries:
            self._count.setText("")
            return
        first = self._words.date_of(self._entries[-1].at)
        some = f"{len(shown)} of " if len(shown) != len(self._entries) else ""
        self._count.setText(f"{some}{counted(len(self._entries), 'fact')} since {first}")
