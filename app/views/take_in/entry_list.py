"""A short list to choose from, as high as what is in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView

from app.views.frame.entries import ENTRY, ROW, Entries, Entry, EntryDelegate

MOST = 4


class EntryList(QListView):
    """Enter and a click run the entry."""

    def __init__(self, name: str, most: int = MOST) -> None:
        super().__init__()
        self._most = most
        self._rows = Entries()
        self.setObjectName("clear")
        self.setModel(self._rows)
        self.setItemDelegate(EntryDelegate(self))
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(lambda index: self._run(index.data(ENTRY)))

    def show_entries(self, rows: Sequence[Entry]) -> None:
        """Show these; a list that is longer scrolls."""
        self._rows.show(rows)
        self.setFixedHeight(max(1, min(len(rows), self._most)) * ROW + 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self._run(index.data(ENTRY))
        else:
            super().keyPressEvent(event)

    def _run(self, entry: Entry) -> None:
        if entry.run:
            entry.run()
