"""The two facts of a case: the same shape, the same rows in the same order, nobody marked wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from app.services.case_words import FactCard
from app.views.widgets.avatar import Avatar
from app.views.widgets.chip import Chip
from app.views.widgets.facts import Facts
from app.views.widgets.text import Text


class FactPanel(QFrame):
    """One of the facts: chip and PC, the rows, and who told it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("card")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 11, 14, 10)
        column.setSpacing(7)
        head = QHBoxLayout()
        self.chip = Chip("", parent=self)
        self.pc = Text("", "muted", elide=True)
        self.pc.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.chip)
        head.addWidget(self.pc, 1)
        column.addLayout(head)
        self.rows = Facts(name, label_width=72, spacing=2)
        column.addWidget(self.rows)
        column.addStretch(1)
        who = QHBoxLayout()
        who.setSpacing(8)
        self._avatar = Avatar("", "", 24)
        self.who = Text("", "soft", elide=True)
        who.addWidget(self._avatar)
        who.addWidget(self.who, 1)
        column.addLayout(who)

    def show_fact(self, fact: FactCard) -> None:
        """Show a fact."""
        self.chip.set_status(fact.chip.text, fact.chip.tone)
        self.pc.setText(fact.pc)
        self.rows.show_facts(fact.rows)
        self._avatar.set_person(fact.initials, fact.who)
        self.who.setText(fact.who)
        pc = fact.pc.partition(" (")[0]
        self.setAccessibleName(f"Fact {fact.chip.text.lower()}, {pc}")
