"""The marked order beside the list: enough to answer most questions without opening it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.orders import HistoryRow, LineCard, OrderCard
from app.views.frame.beside import trouble_words
from app.views.frame.desk import Desk
from app.views.keys import Key
from app.views.orders.words import Words
from app.views.widgets.button import Button
from app.views.widgets.chip import Chip
from app.views.widgets.facts import Facts
from app.views.widgets.photo import Photo, read_image
from app.views.widgets.sentence_bar import SentenceBar
from app.views.widgets.text import Line, SectionLabel, Text

MOST_LINES = 4
MOST_EVENTS = 4
PHOTO = QSize(260, 190)


class OrderSide(QWidget):
    """Number and state, what was ordered, for whom, by when, for how much, and what happened."""

    def __init__(self, desk: Desk, words: Words) -> None:
        super().__init__()
        self.desk = desk
        self.words = words
        self.card: OrderCard | None = None
        self._photo_key = ""
        self.open_button = Button("Open", "primary", icon="external-link", key=Key.OPEN)
        self.copy_button = Button("Copy the answer", icon="copy")
        self.copy_button.clicked.connect(self.copy_answer)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        top = QHBoxLayout()
        self._number = Text("", "muted", elide=True)
        self._chip = Chip("", parent=self, about="State")
        top.addWidget(self._number, 1)
        top.addWidget(self._chip)
        column.addLayout(top)
        self._title = Text("", "panel", wrap=True)
        self._client = Text("", "muted", wrap=True)
        column.addWidget(self._title)
        column.addWidget(self._client)
        self._held = SentenceBar("On hold", " ", "warn", icon="pause", parent=self)
        column.addWidget(self._held)
        self._photo = Photo("Photo", PHOTO)
        self._photo.setFixedHeight(PHOTO.height())
        column.addWidget(self._photo)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(7)
        column.addLayout(self._lines)
        self._parts: list[QWidget] = []
        self._rule = Line()
        column.addWidget(self._rule)
        self._facts = Facts("About the order")
        column.addWidget(self._facts)
        self._where_title = SectionLabel("Where is it?")
        self._where = Text("", "body", wrap=True)
        column.addWidget(self._where_title)
        column.addWidget(self._where)
        self._history_title = SectionLabel("History")
        self._history = Facts("Last events", label_width=104)
        column.addWidget(self._history_title)
        column.addWidget(self._history)
        column.addStretch(1)
        self.show_nothing()

    # -- showing

    def show_card(self, card: OrderCard) -> None:
        """Show an order."""
        self.card = card
        self.setVisible(True)
        first = card.lines[0] if card.lines else None
        self._number.setText(f"{card.number} · {card.channel}")
        self._chip.set_status(card.chip.text, card.chip.tone)
        self._title.setText(first.name if first else "No lines")
        city = f", {card.client.city}" if card.client.city else ""
        self._client.setText(f"{card.client.name or 'No name'}{city}")
        self._held.setVisible(bool(card.held))
        self._held.set_words("On hold", card.held)
        self._show_photo(card)
        self._show_lines(card)
        self._show_facts(card)
        self._where.setText(card.where)
        for part in (self._where_title, self._where):
            part.setVisible(bool(card.where))
        self._history_title.setVisible(bool(card.history))
        self._history.show_facts([self._event(row) for row in card.history[:MOST_EVENTS]])

    def show_nothing(self) -> None:
        """No order is marked."""
        self.card = None
        self.setVisible(False)

    def show_trouble(self, error: Exception) -> None:
        """The order cannot be shown."""
        self.show_nothing()
        self.setVisible(True)
        for part in (self._photo, self._held, self._where_title, self._where):
            part.hide()
        self._number.setText("")
        self._chip.set_status("")
        title, sentence = trouble_words(error)
        self._title.setText(title)
        self._client.setText(sentence)
        self._show_parts([])
        self._facts.show_facts([])
        self._history_title.hide()
        self._history.show_facts([])

    def copy_answer(self) -> None:
        """Put the answer to "Where is my order?" into the clipboard."""
        if self.card:
            QGuiApplication.clipboard().setText(self.card.where)
            self.desk.toast("The answer is in the clipboard")

    def _show_facts(self, card: OrderCard) -> None:
        money = card.money
        paid = card.money.chip.text
        rush = "Rush · " if card.rush else ""
        checks = f"{card.checks_done} of {card.checks_all} made" if card.checks_all else ""
        self._facts.show_facts(
            [
                ("Placed", self.words.when(card.placed_at)),
                ("Promised", f"{rush}{self.words.promise(card.promised_on) or 'not promised'}"),
                ("Total", f"{self.words.amount(money.total_minor, money.currency)} · {paid}"),
                ("Checks", checks),
                ("In care of", card.in_care_of),
            ]
        )

    def _event(self, row: HistoryRow) -> tuple[str, str]:
        return self.words.when(row.at).capitalize(), row.words

    # -- lines and photo

    def _show_lines(self, card: OrderCard) -> None:
        rows = [self._line(line) for line in card.lines[:MOST_LINES]]
        more = len(card.lines) - MOST_LINES
        if more > 0:
            rows.append(Text(f"and {more} more", "muted"))
        self._show_parts(rows)

    def _show_parts(self, rows: list[QWidget]) -> None:
        for part in self._parts:
            self._lines.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = rows
        for row in rows:
            self._lines.addWidget(row)

    def _line(self, line: LineCard) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        times = f"{line.quantity} × " if line.quantity > 1 else ""
        name = Text(f"{times}{line.name}", "medium", elide=True)
        name.setAccessibleName(f"Line {line.position}, {times}{line.name}")
        layout.addWidget(name, 1)
        about = f"State of line {line.position}"
        chip = Chip(line.chip.text, line.chip.tone, small=True, about=about)
        layout.addWidget(chip, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _show_photo(self, card: OrderCard) -> None:
        key = next((line.photo_sha256 for line in card.lines if line.photo_sha256), "")
        self._photo.setVisible(bool(key))
        if key and key != self._photo_key:
            self._photo.show_picture(None, "Photo on its way")
            self.desk.start(lambda _job: (key, self.desk.photo(key, 1280)), self._on_photo)
        self._photo_key = key

    def _on_photo(self, got: tuple[str, bytes | None]) -> None:
        key, content = got
        if key == self._photo_key and content:
            self._photo.show_picture(read_image(content, 1280), "Photo of the piece")
