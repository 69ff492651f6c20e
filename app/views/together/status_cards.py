"""The row of cards: this PC, the hub, the other PCs, the backup."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.services.together import StatusCard
from app.views.widgets.chip import Chip
from app.views.widgets.sentence_bar import IconLabel
from app.views.widgets.text import Text

HEIGHT, GAP, LEAST = 92, 10, 196
WHOLE_NOTE = 96
"""So much of what stands right of a title is never elided, px: "10 · this PC"."""


class StatusTile(QFrame):
    """One card: icon, title, what stands right of it; a chip; a muted line."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setFixedHeight(HEIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 10)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(8)
        self._icon = IconLabel("monitor", "ink2", 17)
        self.title = Text("", "strong", elide=True)
        self.note = Text("", "muted", elide=True)
        self.note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self._icon)
        self.title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        head.addWidget(self.title)
        head.addWidget(self.note, 1)
        column.addLayout(head)
        self.chip = Chip("", small=True, parent=self)
        column.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignLeft)
        self.detail = Text("", "muted", elide=True)
        column.addWidget(self.detail)

    def show_card(self, card: StatusCard) -> None:
        """Show another card, or the same with other words."""
        self._icon.set_icon(card.icon)
        self.title.setText(card.title)
        self.note.setText(card.note)
        wanted = self.note.fontMetrics().horizontalAdvance(card.note) + 2
        self.note.setMinimumWidth(min(wanted, WHOLE_NOTE))
        self.chip.set_status(card.chip.text, card.chip.tone)
        self.detail.setText(card.detail)
        for part in (self.title, self.note, self.detail):
            part.setToolTip(part.text())
        self.setAccessibleName(card.spoken)


class StatusCards(QScrollArea):
    """The cards, as many in a row as have room; one or two rows are seen, the rest by scrolling."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("How the PCs stand")
        inner = QWidget()
        inner.setObjectName("scrolled")
        self._grid = QGridLayout(inner)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        self.setWidget(inner)
        self.tiles: list[StatusTile] = []
        self._columns = 0
        self._rows = 2

    def set_rows(self, most: int) -> None:
        """How many rows are seen at most."""
        if most != self._rows:
            self._rows = most
            self._arrange()

    def show_cards(self, cards: Sequence[StatusCard]) -> None:
        """Show these."""
        while len(self.tiles) < len(cards):
            self.tiles.append(StatusTile())
            self._columns = 0
        while len(self.tiles) > len(cards):
            gone = self.tiles.pop()
            self._grid.removeWidget(gone)
            gone.deleteLater()
            self._columns = 0
        for tile, card in zip(self.tiles, cards, strict=True):
            tile.show_card(card)
        self._arrange()

    def sizeHint(self) -> QSize:
        return QSize(600, HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        count = max(1, len(self.tiles))
        fit = max(1, (self.width() + GAP) // (LEAST + GAP))
        columns = min(count, fit)
        rows = -(-count // columns)
        self.setFixedHeight(min(rows, self._rows) * (HEIGHT + GAP) - GAP)
        if columns == self._columns:
            return
        for at in range(max(self._columns, columns)):
            self._grid.setColumnStretch(at, 1 if at < columns else 0)
        self._columns = columns
        for at, tile in enumerate(self.tiles):
            self._grid.addWidget(tile, at // columns, at % columns)
