"""What a piece is and is worth, in two columns: facts at the left, stones and marks at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.money import rate_words
from app.domain.permissions import allowed
from app.domain.ring_sizes import across_mm
from app.domain.vocabulary import GRADES, OWNERSHIP
from app.services.piece_cards import PieceCard
from app.views.frame.desk import Desk
from app.views.pieces.piece_words import PieceWords
from app.views.widgets.button import Button
from app.views.widgets.card import Card
from app.views.widgets.facts import Facts
from app.views.widgets.text import SectionLabel, Text

MOST_STONES = 4


class FactsCard(Card):
    """``edit_button`` opens the form in the card's place."""

    def __init__(self, desk: Desk, words: PieceWords) -> None:
        super().__init__(padding=14, spacing=8)
        self.setAccessibleName("Facts")
        self._desk = desk
        self._words = words
        row = QHBoxLayout()
        row.setSpacing(18)
        self._facts = Facts("Facts", label_width=72)
        row.addWidget(self._facts, 11, Qt.AlignmentFlag.AlignTop)
        right = QVBoxLayout()
        right.setSpacing(2)
        head = QHBoxLayout()
        self._stones_title = SectionLabel("Stones")
        head.addWidget(self._stones_title)
        head.addStretch(1)
        self.edit_button = Button("Edit", "link")
        self.edit_button.setAccessibleName("Edit the facts")
        head.addWidget(self.edit_button)
        right.addLayout(head)
        self._holder = QVBoxLayout()
        self._holder.setSpacing(2)
        right.addLayout(self._holder)
        right.addStretch(1)
        row.addLayout(right, 10)
        self.body.addLayout(row)
        self._parts: list[QWidget] = []

    def show_card(self, card: PieceCard) -> None:
        """Show a piece's facts."""
        self._facts.show_facts(self._pairs(card))
        self._stones_title.setText("Stones" if card.stone_words else "Marks")
        for part in self._parts:
            self._holder.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = []
        for title, detail in card.stone_words[:MOST_STONES]:
            self._add(Text(title, "medium", wrap=True))
            if detail:
                self._add(Text(detail, "muted", wrap=True))
        more = len(card.stone_words) - MOST_STONES
        if more > 0:
            self._add(Text(f"and {more} more", "muted"))
        marks = ", ".join(mark.text_seen for mark in card.marks)
        if card.stone_words:
            self._add(Text("Marks", "medium"))
        self._add(Text(marks or "not stamped", "muted", wrap=True))
        if card.hallmark:
            self._add(Text(card.hallmark, "muted", wrap=True))

    def _add(self, part: QWidget) -> None:
        self._parts.append(part)
        self._holder.addWidget(part)

    def _pairs(self, card: PieceCard) -> list[tuple[str, str]]:
        row, words = card.row, self._words
        amounts = {
            line.what: words.amount(line.amount_minor, line.currency) for line in card.prices
        }
        roles = self._desk.session.roles
        share = ""
        if card.consignment:
            rate = card.consignment.share_ppm
            ends = words.iso(card.consignment.expires_on)
            share = ", ".join(
                part
                for part in (
                    rate_words(rate) if rate is not None else "",
                    f"ends {ends}" if ends else "not signed",
                )
                if part
            )
        size = ""
        if card.ring_circumference_um:
            across = across_mm(card.ring_circumference_um)
            size = f"{card.ring_system} {card.ring_size}, {across} mm Ø"
        reserve = amounts.get("reserve", "") if allowed(roles, "confidential.reserve") else ""
        cost = amounts.get("cost", "") if allowed(roles, "confidential.cost") else ""
        return [
            (
                "Owner",
                card.owner
                or (card.consignment.party if card.consignment else "")
                or OWNERSHIP.word(row.ownership),
            ),
            ("Share", share),
            ("Price", amounts.get("price", "")),
            ("Reserve", reserve),
            ("Cost", cost),
            ("Insured at", amounts.get("insured", "")),
            ("Owner states", amounts.get("declared", "")),
            ("Weight", card.weight_words),
            ("Metal", ", ".join(card.metal_words)),
            ("Size", size),
            ("Maker", card.maker),
            ("Period", card.period),
            *self._condition(card),
        ]

    def _condition(self, card: PieceCard) -> tuple[tuple[str, str], ...]:
        """What the last report says; how the piece was described beside it where that differs."""
        described = GRADES.word(card.condition) if card.condition else ""
        last = card.reports[0] if card.reports else None
        if last is None or not last.grade:
            return (("Described", described),)
        graded = GRADES.word(last.grade)
        said = f"{graded}, {self._words.date_of(last.since)}"
        other = described if described != graded else ""
        return (("Last report", said), ("Described", other))
