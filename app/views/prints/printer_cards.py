"""The printers of this PC as cards: what each is for, how it stands, and what it told when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.services.printers import FOLDER, OS_PDF, THERMAL, Printer
from app.views.orders.words import Words
from app.views.widgets.chip import Chip
from app.views.widgets.sentence_bar import IconLabel
from app.views.widgets.text import Text

ACROSS = 4
_ICONS = {FOLDER: "folder-open", OS_PDF: "file-text", THERMAL: "receipt"}


class PrinterCard(QFrame):
    """One printer; ``opened(key)`` when it is pressed."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.key = ""
        self.setObjectName("card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(6)
        top = QHBoxLayout()
        top.setSpacing(8)
        self._icon = IconLabel("tag", "ink2", 17)
        top.addWidget(self._icon)
        self._title = Text("", "strong", elide=True)
        top.addWidget(self._title, 1)
        column.addLayout(top)
        self._about = Text("", "muted", elide=True)
        column.addWidget(self._about)
        row = QHBoxLayout()
        self.chip = Chip("", small=True, parent=self)
        row.addWidget(self.chip)
        row.addStretch(1)
        column.addLayout(row)
        self._said = Text("", "small", elide=True)
        column.addWidget(self._said)

    def show_printer(self, printer: Printer, words: Words, parked: int, wanted: str) -> None:
        """Show a printer; ``wanted`` is the roll that its first job waits for."""
        self.key = printer.key
        self._icon.set_icon(_ICONS.get(printer.kind, "tag"))
        self._title.setText(printer.title)
        self._about.setText(printer.about)
        self.chip.set_status(printer.words, printer.tone)
        said = wanted or _said(printer, words)
        if parked:
            said = f"{parked} label{' waits' if parked == 1 else 's wait'} for a full row"
        self._said.setText(said)
        self.setProperty("tone", "bad" if printer.tone == "bad" else "")
        self.style().unpolish(self)
        self.style().polish(self)
        self.setAccessibleName(f"Printer {printer.title}, {printer.words.lower()}")
        self.setAccessibleDescription(said)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(self.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self.key)
            return
        super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)


def _said(printer: Printer, words: Words) -> str:
    if printer.kind == FOLDER:
        return printer.where
    if not printer.said_at:
        return printer.where.removeprefix("queue:")
    told = printer.said or printer.where
    return f"{told} at {words.clock(printer.said_at)}" if len(told) < 32 else told


class PrinterCards(QWidget):
    """The cards in rows of four, in the order of the printers."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[PrinterCard] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(10)

    def show_printers(
        self,
        printers: Sequence[Printer],
        words: Words,
        parked: Mapping[str, int],
        wanted: Mapping[str, str],
    ) -> None:
        """Show these; a card keeps the keys while only its words change."""
        while len(self.cards) < len(printers):
            at, card = len(self.cards), PrinterCard()
            card.opened.connect(self.opened)
            self._grid.addWidget(card, at // ACROSS, at % ACROSS)
            self.cards.append(card)
        while len(self.cards) > len(printers):
            gone = self.cards.pop()
            self._grid.removeWidget(gone)
            gone.deleteLater()
        for column in range(ACROSS):
            self._grid.setColumnStretch(column, 1)
        for card, printer in zip(self.cards, printers, strict=True):
            card.show_printer(
                printer, words, parked.get(printer.key, 0), wanted.get(printer.key, "")
            )
