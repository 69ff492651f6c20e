"""The take-ins that were begun and not finished, to be gone on with or, if nothing came, given up."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout

from app.domain.wording import pieces_words
from app.services.agreement_lists import AgreementRow
from app.services.take_in_batch import Batch
from app.shop import ShopSettings
from app.views.frame.entries import Entry
from app.views.orders.words import Words
from app.views.take_in.asking import Begun
from app.views.take_in.entry_list import EntryList
from app.views.widgets.button import Button
from app.views.widgets.card import Card
from app.views.widgets.text import Text

ROWS = 8
"""So many are seen at once; a longer list scrolls."""


class BegunCard(Card):
    """``resumed(batch)`` when one is gone on with, ``marked_changed`` when another one is marked."""

    resumed = Signal(object)
    marked_changed = Signal()

    def __init__(self, settings: ShopSettings, ways: dict[str, str]) -> None:
        super().__init__(padding=18, spacing=10)
        self._settings, self._ways = settings, ways
        self._agreements: Sequence[AgreementRow] = ()
        self.body.addWidget(Text("Begun and not finished", "panel"))
        self._note = Text("", "muted", wrap=True)
        self.body.addWidget(self._note)
        self.list = EntryList("Take-ins that were begun", ROWS)
        self.body.addWidget(self.list)
        self._foot = QHBoxLayout()
        self._foot.addStretch(1)
        self.body.addLayout(self._foot)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.list.model().modelReset.connect(self.marked_changed)

    def offer(self, give_up: QAction) -> None:
        """The command that gives the marked agreement up."""
        self._foot.addWidget(Button.of(give_up, "ghost", small=True))

    def show_begun(self, begun: Begun) -> None:
        """The batches that can be gone on with: those of agreements, then those without one."""
        self._agreements = begun.agreements
        rows = [
            self._entry(
                row.party, f"{row.number} · {pieces_words(row.pieces)}", Batch(agreement_id=row.id)
            )
            for row in begun.agreements
        ]
        when = Words(self._settings).when
        for one in begun.batches:
            words = (
                f"{self._ways[one.batch.ownership]} · {when(one.at)} · {pieces_words(one.pieces)}"
            )
            rows.append(self._entry(one.party or "The house", words, one.batch))
        self._note.setText(
            "Go on where you stopped: the pieces so far are saved."
            if rows
            else "Nothing waits to be finished. Find the consignor at the left to begin."
        )
        self.list.setVisible(bool(rows))
        self.list.show_entries(rows)

    @property
    def marked(self) -> AgreementRow | None:
        """The agreement whose draft is marked; None where another take-in or nothing is."""
        row = self.list.currentIndex().row()
        return self._agreements[row] if 0 <= row < len(self._agreements) else None

    def _entry(self, whose: str, detail: str, batch: Batch) -> Entry:
        icon = "handshake" if batch.agreement_id else "package-open"
        return Entry(whose, icon, detail, run=lambda: self.resumed.emit(batch))

    def _on_current(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self.marked_changed.emit()
