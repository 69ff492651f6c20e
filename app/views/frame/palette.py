"""The command palette (Ctrl+K): everything that can be done now, with its key."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from app.views.frame.chooser import Chooser
from app.views.frame.entries import Entry
from app.views.frame.palette_synonyms import also_of
from app.views.frame.palette_words import ALSO, found_by, rank

RECENT = 5


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
            fit = rank(action.text(), text, _also(action))
            if fit is not None and action.isVisible():
                fitting.append((not action.isEnabled(), fit, self._age(action), at, action))
        self.note.setText("" if fitting else "No such command here. F3 finds records.")
        return [_entry(action, text) for *_, action in sorted(fitting, key=lambda f: f[:4])]

    def chosen(self, entry: Entry) -> None:
        if entry.words in self._recent:
            self._recent.remove(entry.words)
        self._recent.insert(0, entry.words)
        del self._recent[RECENT:]

    def _age(self, action: QAction) -> int:
        words = action.text()
        return self._recent.index(words) if words in self._recent else RECENT


def _also(action: QAction) -> str:
    return also_of(action.text(), str(action.property(ALSO) or ""))


def _entry(action: QAction, typed: str) -> Entry:
    on = action.isEnabled()
    found = found_by(action.text(), typed, _also(action))
    return Entry(
        action.text(),
        str(action.property("icon_name") or "chevron-right"),
        found if on else str(action.property("why_not") or "not now"),
        action.shortcut().toString(),
        run=action.trigger,
        enabled=on,
    )
