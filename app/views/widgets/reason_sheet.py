"""The sheet that asks why, with one letter a reason, and for a note where words are wanted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.domain.terms import Vocabulary
from app.views.widgets.field import LongTextField
from app.views.widgets.segments import Option, Segments
from app.views.widgets.sheet import Sheet
from app.views.widgets.text import Text

NOTED = "other"
"""The reason that says nothing by itself: it wants a note."""


class ReasonSheet(Sheet):
    """Asks for a reason (``reasons``, may be None) and a note, then does ``run(code, note)``.

    A letter chooses, Enter goes on: from the reasons to the note, from there to doing it.
    ``note`` is the label of the note's field ("" for none); it is wanted with ``must_note``, and
    with the reason "other".
    """

    def __init__(
        self,
        host: QWidget,
        title: str,
        sentence: str,
        verb: str,
        run: Callable[[str, str], object],
        *,
        reasons: Vocabulary | None = None,
        note: str = "Note",
        must_note: bool = False,
        keep: str = "Cancel",
        kind: str = "primary",
        width: int = 460,
    ) -> None:
        super().__init__(host, title, sentence, width=width)
        self._run = run
        self._must_note = must_note
        self.reasons: Segments | None = None
        if reasons is not None:
            options = [Option(term.code, term.title, term.key) for term in reasons.terms]
            self.reasons = Segments("Reason", options, "tile")
            self.reasons.entered.connect(self._on_reason_entered)
            self.reasons.chosen.connect(self._on_reason)
            self.body.addWidget(self.reasons)
        self.note: LongTextField | None = LongTextField(note, lines=2) if note else None
        if self.note:
            self.body.addWidget(self.note)
            self.note.changed.connect(self._clear)
        self._error = Text("", "error", wrap=True)
        self._error.hide()
        self.body.addWidget(self._error)
        self.add_way(keep, key="Esc")
        self.verb = self.add_way(verb, self.take, kind, key="Ctrl+Return", closes=False)
        self.closed.connect(self.deleteLater)

    def open(self) -> None:
        super().open()
        if self.reasons:
            self.reasons.focus_chosen()
        elif self.note:
            self.note.edit.setFocus()

    def take(self) -> None:
        """Do it, unless a reason or its note is missing."""
        code = str(self.reasons.value or "") if self.reasons else ""
        note = self.note.value if self.note else ""
        if self.reasons and not code:
            self._refuse("Choose a reason first: press its letter.")
            self.reasons.focus_chosen()
        elif self.note and not note and (self._must_note or code == NOTED):
            self._refuse("Say it in a few words.")
            self.note.edit.setFocus()
        else:
            self.dismiss()
            self._run(code, note)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.take()
            event.accept()
            return
        super().keyPressEvent(event)

    def _on_reason(self, _code: object) -> None:
        self._clear()

    def _on_reason_entered(self) -> None:
        self._clear()
        needs_words = self._must_note or (self.reasons and self.reasons.value == NOTED)
        if self.note and needs_words and not self.note.value:
            self.note.edit.setFocus()
        else:
            self.take()

    def _refuse(self, words: str) -> None:
        self._error.setText(words)
        self._error.show()

    def _clear(self) -> None:
        self._error.hide()


def ask_reason(
    host: QWidget,
    title: str,
    sentence: str,
    verb: str,
    run: Callable[[str, str], object],
    *,
    reasons: Vocabulary | None = None,
    note: str = "Note",
    must_note: bool = False,
    kind: str = "primary",
) -> ReasonSheet:
    """Open such a sheet over ``host``."""
    sheet = ReasonSheet(
        host, title, sentence, verb, run, reasons=reasons, note=note, must_note=must_note, kind=kind
    )
    sheet.open()
    return sheet
