"""The marked piece beside the list: enough to answer most questions without opening it."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.codes import spaced
from app.domain.vocabulary import CATEGORIES, GRADES, OWNERSHIP
from app.services.piece_cards import PieceCard
from app.views.frame.beside import trouble_words
from app.views.frame.desk import Desk
from app.views.pieces.piece_words import PieceWords
from app.views.widgets.chip import Chip
from app.views.widgets.facts import Facts
from app.views.widgets.flow_layout import FlowLayout
from app.views.widgets.icon_line import IconLine
from app.views.widgets.photo import Photo, read_image
from app.views.widgets.text import SectionLabel, Text

PHOTO = QSize(260, 232)
MOST_WARNINGS = 3


class PieceSide(QWidget):
    """Photo, name and number, the three answers, facts, what to know."""

    def __init__(self, desk: Desk, words: PieceWords) -> None:
        super().__init__()
        self._desk = desk
        self._words = words
        self._photo_key = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self._photo = Photo("Photo", PHOTO)
        self._photo.setFixedHeight(PHOTO.height())
        column.addWidget(self._photo)
        self._number = Text("", "muted", elide=True)
        column.addWidget(self._number)
        self._title = Text("", "panel", wrap=True)
        column.addWidget(self._title)
        chips = QWidget()
        flow = FlowLayout(chips, 6)
        self._chips = [
            Chip("", about=about, parent=chips)
            for about in ("Availability", "Whereabouts", "Quality")
        ]
        for chip in self._chips:
            flow.addWidget(chip)
        column.addWidget(chips)
        self._facts = Facts("About the piece", label_width=88)
        column.addWidget(self._facts)
        self._know = SectionLabel("To know before selling")
        column.addWidget(self._know)
        self._warnings = [IconLine("triangle-alert", "warn") for _ in range(MOST_WARNINGS)]
        for line in self._warnings:
            column.addWidget(line)
        column.addStretch(1)
        self.hide()

    def show_card(self, card: PieceCard) -> None:
        """Show a piece."""
        row, words = card.row, self._words
        self.show()
        self._number.setText(
            " · ".join(part for part in (row.item_number or row.number, spaced(row.code)) if part)
        )
        self._title.setText(row.description or CATEGORIES.title(row.category))
        answers = (card.availability, card.whereabouts, card.quality)
        for chip, answer in zip(self._chips, answers, strict=True):
            chip.set_status(answer.word, answer.tone)
        price = words.amount(row.asked.amount_minor, row.asked.currency) if row.asked else ""
        size = f"{card.ring_system} {card.ring_size}".strip()
        self._facts.show_facts(
            [
                ("Place", row.place),
                ("With", row.lent_to),
                ("Back by", words.iso(row.due_on)),
                ("Owner", card.owner or OWNERSHIP.word(row.ownership)),
                ("Price", price),
                ("Weight", words.grams(row.weight_mg)),
                ("Metal", ", ".join(card.metal_words)),
                ("Stones", ", ".join(title for title, _ in card.stone_words[:2])),
                ("Size", size),
                ("Condition", GRADES.word(card.condition) if card.condition else ""),
                ("Order", card.order_number),
            ]
        )
        self._show_warnings(card.warnings)
        self._show_photo(card.photos[0].sha256 if card.photos else "")

    def show_nothing(self) -> None:
        """No piece is marked."""
        self.hide()

    def show_trouble(self, error: Exception) -> None:
        """The piece cannot be shown."""
        title, sentence = trouble_words(error)
        self.show()
        self._number.setText("")
        self._title.setText(title)
        for chip in self._chips:
            chip.set_status("")
        self._facts.show_facts([("", sentence)])
        self._show_warnings(())
        self._show_photo("")

    def _show_warnings(self, warnings: tuple[str, ...]) -> None:
        self._know.setVisible(bool(warnings))
        for at, line in enumerate(self._warnings):
            line.say(warnings[at] if at < len(warnings) else "")

    def _show_photo(self, key: str) -> None:
        if key != self._photo_key:
            self._photo.show_picture(None, "Photo on its way" if key else "No photo")
            if key:
                self._desk.start(lambda _job: (key, self._desk.photo(key, 1280)), self._on_photo)
        self._photo_key = key

    def _on_photo(self, got: tuple[str, bytes | None]) -> None:
        key, content = got
        if key == self._photo_key and content:
            self._photo.show_picture(read_image(content, 1280), "Photo of the piece")
