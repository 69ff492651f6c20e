"""The three questions about a piece and their answers: never folded into one word."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.piece_cards import Answer, PieceCard
from app.views.widgets.card import Card
from app.views.widgets.chip import Chip
from app.views.widgets.sentence_bar import IconLabel
from app.views.widgets.text import Line, Text

QUESTIONS = (
    ("May it be sold?", "circle-check", "Availability"),
    ("Where is it?", "map-pin", "Whereabouts"),
    ("Is it sound?", "shield-check", "Quality"),
)


class AnswersCard(Card):
    """Side by side; beneath each chip a line or two that say more."""

    def __init__(self) -> None:
        super().__init__(padding=0, spacing=0)
        self.setAccessibleName("Three answers")
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._answers: list[tuple[Chip, Text]] = []
        for n, question in enumerate(QUESTIONS):
            if n:
                row.addWidget(Line(upright=True))
            row.addWidget(self._column(*question), 1)
        self.body.addLayout(row)

    def _column(self, question: str, icon: str, about: str) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(14, 10, 10, 10)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(7)
        head.addWidget(IconLabel(icon, "muted", 16), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(Text(question, "label", wrap=True), 1)
        column.addLayout(head)
        chip = Chip("", about=about, parent=holder)
        column.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft)
        lines = Text("", "small", wrap=True)
        column.addWidget(lines)
        column.addStretch(1)
        self._answers.append((chip, lines))
        return holder

    def show_card(self, card: PieceCard) -> None:
        """Show a piece's answers."""
        for (chip, lines), answer in zip(
            self._answers, (card.availability, card.whereabouts, card.quality), strict=True
        ):
            self._show(chip, lines, answer)

    def _show(self, chip: Chip, lines: Text, answer: Answer) -> None:
        chip.set_status(answer.word, answer.tone)
        words = "\n".join(answer.lines)
        lines.setText(words)
        lines.setVisible(bool(words))
        about = chip.accessibleName()
        chip.setAccessibleName(", ".join(part for part in (about, *answer.lines) if part))
