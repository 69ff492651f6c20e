"""Letters that went into a field at scanner's speed before it was known that a scan had begun.

What people type appears at once, so the first letters of a code such as "LG482251093" are in the
field already when its digits tell what it is. Then they are taken out again.
"""

from __future__ import annotations

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit

from app.devices.burst import AVERAGE_MS, LONGEST_GAP_MS
from app.devices.key_codes import character

MOST = 4
"""No laboratory's number has more letters before its digits."""


class Slipped:
    """The letters, and when the first and the last of them came (ms)."""

    def __init__(self) -> None:
        self.letters = ""
        self._first = 0
        self._last = 0

    def note(self, event: QKeyEvent, passed: int) -> None:
        """A key was given to the field; ``passed`` is when the one before it was."""
        at, text = event.timestamp(), character(event)
        if not text.isalpha() or not text.isascii():
            self.letters = ""
            return
        if not self.letters or at - self._last > LONGEST_GAP_MS:
            fresh = at - passed > LONGEST_GAP_MS
            self.letters, self._first = (text if fresh else ""), at
        else:
            self.letters += text
        self._last = at

    def leads_to(self, at: int) -> bool:
        """Whether a digit at this time goes on as fast as a scanner does."""
        count = len(self.letters)
        if not 1 <= count <= MOST or at - self._last > LONGEST_GAP_MS:
            return False
        return (at - self._first) / count <= AVERAGE_MS

    def take_back(self) -> bool:
        """Take the letters out of the field that has the keys; whether they stood there."""
        letters, self.letters = self.letters, ""
        focus = QApplication.focusWidget()
        if isinstance(focus, QComboBox):
            focus = focus.lineEdit()
        if isinstance(focus, QLineEdit):
            before = focus.text()[: focus.cursorPosition()]
            if focus.hasSelectedText() or not before.endswith(letters):
                return False
            for _ in letters:
                focus.backspace()
            return True
        if isinstance(focus, QTextEdit | QPlainTextEdit):
            cursor = focus.textCursor()
            before = cursor.block().text()[: cursor.positionInBlock()]
            if cursor.hasSelection() or not before.endswith(letters):
                return False
            for _ in letters:
                cursor.deletePreviousChar()
            return True
        return False
