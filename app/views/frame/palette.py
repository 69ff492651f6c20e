"""The command palette (Ctrl+K): everything that can be done now, with its key."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from app.views.frame.chooser import Chooser
from app.views.frame.entries import Entry

RECENT = 5


def folded(text: str) -> str:
    """Text without case and accents, for comparing what is typed with what is written."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c))


def rank(words: str, typed: str) -> int | None:
    """How well a command fits what was typed: 0 begins so, 1 a word begins so, 2 holds it; None: no.

    Several typed words must each fit; the worst of them counts.
    """
    text, wanted = folded(words), folded(typed).split()
    if not wanted:
        return 0
    if text.startswith(" ".join(wanted)):
        return 0
    starts = text.split()
    worst = 1
    for part in wanted:
        if any(word.startswith(part) for word in starts):
            continue
        if part not in text:
            return None
        worst = 2
    return worst


class Palette(Chooser):
    """Fed by ``commands()``, the very list of actions that the keys trigger."""

    verb = "run"

    def __init__(self, host: QWidget, commands: Callable[[], Sequence[QAction]]) -> None:
        super().__init__(host, "Commands", "What would you like to do?")
        self._commands = commands
        self._recent: list[str] = []

    def entries_for(self, text: str) -> Sequence[Entry]:
        fitting = []
        for at, action in enumerate(self._commands()):
            fit = rank(action.text(), text)
            if fit is not None and action.isVisible():
                fitting.append((not action.isEnabled(), fit, self._age(action), at, action))
        self.note.setText("" if fitting else "No such command here. F3 finds records.")
        return [_entry(action) for *_, action in sorted(fitting, key=lambda f: f[:4])]

    def chosen(self, entry: Entry) -> None:
        if entry.words in self._recent:
            self._recent.remove(entry.words)
        self._recent.insert(0, entry.words)
        del self._recent[RECENT:]

    def _age(self, action: QAction) -> int:
        words = action.text()
        return self._recent.index(words) if words in self._recent else RECENT


def _entry(action: QAction) -> Entry:
    on = action.isEnabled()
    return Entry(
        action.text(),
        str(action.property("icon_name") or "chevron-right"),
        "" if on else str(action.property("why_not") or "not now"),
        action.shortcut().toString(),
        run=action.trigger,
        enabled=on,
    )
