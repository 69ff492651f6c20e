"""What was noted about a person: a field for the next note, the others beneath it, newest first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.party_cards import PartyNote
from app.views.parties.words import initials
from app.views.pieces.piece_words import PieceWords
from app.views.widgets.avatar import Avatar
from app.views.widgets.button import Button
from app.views.widgets.card import Card
from app.views.widgets.field import LongTextField
from app.views.widgets.read_area import ReadArea
from app.views.widgets.text import Line, Text


class NotesPanel(Card):
    """``kept(text)`` when a note is to be kept."""

    kept = Signal(str)

    def __init__(self, words: PieceWords) -> None:
        super().__init__(padding=16, spacing=10)
        self._words = words
        self.field = LongTextField("New note", hint="A remark, a call, a wish", lines=2)
        self.body.addWidget(self.field)
        row = QHBoxLayout()
        row.addStretch(1)
        self.button = Button("Keep the note", "outline")
        self.button.setAutoDefault(True)
        self.button.clicked.connect(self._on_keep)
        row.addWidget(self.button)
        self.body.addLayout(row)
        self.body.addWidget(Line())
        area = ReadArea("Notes, newest first")
        self._column = area.column
        self._column.setContentsMargins(6, 6, 6, 6)
        self._column.setSpacing(12)
        self._column.addStretch(1)
        self.body.addWidget(area, 1)
        self._parts: list[QWidget] = []

    def show_notes(self, notes: Sequence[PartyNote]) -> None:
        """Show these notes."""
        for part in self._parts:
            self._column.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = []
        for note in notes:
            self._parts.append(self._note(note))
            self._column.insertWidget(self._column.count() - 1, self._parts[-1])
        if not notes:
            self._parts.append(Text("Nothing was noted yet.", "muted"))
            self._column.insertWidget(0, self._parts[-1])

    def clear(self) -> None:
        """The note was kept."""
        self.field.set_value("")
        self.field.clear_error()

    def _note(self, note: PartyNote) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(Avatar(initials(note.by), note.by, 26))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Text(note.text, "body", wrap=True))
        words.addWidget(Text(f"{note.by}, {self._words.moment(note.at)}", "muted"))
        row.addLayout(words, 1)
        return holder

    def _on_keep(self) -> None:
        if not self.field.value:
            self.field.set_error("The note is empty. Type what should be kept.")
            self.field.edit.setFocus()
            return
        self.kept.emit(self.field.value)
