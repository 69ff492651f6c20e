"""Beside a job: until when, for whom, and who is at work on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.codes import spaced
from app.domain.dates import due_words, full_date, parse_day
from app.domain.mass import shown_g
from app.services.jobs import JobCard
from app.views.frame.desk import Desk
from app.views.widgets.button import Button
from app.views.widgets.facts import Facts
from app.views.widgets.field import ChoiceField
from app.views.widgets.text import SectionLabel, Text


class JobSide(QWidget):
    """The promise large, the facts, the artisan to choose, and ways to order and piece."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(SectionLabel("Promised"))
        self._due = Text("", "panel", wrap=True)
        self._due_words = Text("", "muted")
        column.addWidget(self._due)
        column.addWidget(self._due_words)
        self._facts = Facts("Job facts", label_width=92)
        column.addWidget(self._facts)
        self.who = ChoiceField("At work on it", [(None, "Nobody yet")])
        column.addWidget(self.who)
        left = Qt.AlignmentFlag.AlignLeft
        self.order_link = Button("Open its order", "link", small=True)
        self.piece_link = Button("Open its piece", "link", small=True)
        column.addWidget(self.order_link, 0, left)
        column.addWidget(self.piece_link, 0, left)
        column.addStretch(1)

    def show_job(self, card: JobCard, people: Sequence[tuple[int, str]]) -> None:
        """Show a job; ``people`` are the artisans to choose from."""
        self._show_due(card.due_on)
        locale = self._desk.settings.locale
        expected = "" if card.expected_mg is None else f"{shown_g(card.expected_mg, locale)} g"
        self._facts.show_facts(
            (
                ("Client", card.client),
                ("Order", card.order_number),
                ("Piece", card.piece_number),
                ("Property", "the client's own" if card.customer_property else ""),
                ("Expected", expected),
                ("Code", spaced(card.code) if card.code else ""),
            )
        )
        options: list[tuple[int | None, str]] = [(None, "Nobody yet"), *people]
        self.who.choice.set_options(options)
        self.who.set_value({name: i for i, name in people}.get(card.artisan))
        self.order_link.setVisible(card.order_id is not None)
        self.piece_link.setVisible(card.piece_id is not None)

    def _show_due(self, due_on: str) -> None:
        if not due_on:
            self._due.setText("No date")
            self._due_words.setText("")
            return
        settings = self._desk.settings
        due, today = parse_day(due_on), date.fromisoformat(settings.today())
        self._due.setText(full_date(due, settings.locale))
        days = (due - today).days
        in_days = f"in {days} days" if days > 1 else due_words(due, today, settings.locale)
        self._due_words.setText(in_days)
        self._due_words.set_tone("bad" if due < today else "")
