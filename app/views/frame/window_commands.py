"""The commands that work on every page."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence

from app.views import theme
from app.views.frame.page import Page, PageSpec
from app.views.frame.palette_words import ALSO
from app.views.keys import Key

if TYPE_CHECKING:
    from app.views.frame.window import MainWindow


class WindowCommands:
    """Go to …, find, back, undo, theme, lock: each a QAction of the window, and in the palette."""

    def __init__(self, window: MainWindow, specs: Sequence[PageSpec]) -> None:
        self._window = window
        self._all: list[QAction] = []
        self._goes: list[tuple[str, QAction, str]] = []
        add = self._add
        self._find = add("Find on this page", self._on_find, Key.FIND, "search")
        add("Find everywhere", lambda: window.find_box.open(), Key.FIND_ALL, "search")
        every = add("Show all commands", lambda: window.palette_box.open(), Key.PALETTE, "command")
        every.setShortcuts([QKeySequence(Key.PALETTE), QKeySequence(Key.HELP)])
        every.setProperty(ALSO, "help, keys, shortcuts, what can I do here")
        self._back = add("Go back", window.back, Key.BACK, "arrow-left")
        add("Undo", self._on_undo, Key.UNDO, "undo-2")
        self._side = add("Show or hide the side panel", self._on_side, Key.SIDE, "panel-right")
        add("Change between light and dark theme", window.nav.theme_switch.click, "", "moon")
        add("Lock", window.nav.lock.click, Key.LOCK, "lock")
        add("Let somebody else sign in", window.nav.person.click, "", "users")
        for at, spec in enumerate([s for s in specs if s.section is not None]):
            key = f"Ctrl+{at + 1}" if at < 9 else ""
            go = add(f"Go to {spec.title}", self._goer(spec.key), key, spec.icon)
            self._goes.append((spec.key, go, spec.also))
        for spec in (s for s in specs if s.command):
            go = add(spec.command, self._goer(spec.key), "", spec.icon)
            self._goes.append((spec.key, go, f"{spec.title}, {spec.also}"))
        self._escape = add("Leave", self._on_escape, "Escape", "arrow-left")

    def all(self) -> list[QAction]:
        """All of them, as the palette shows them."""
        return [action for action in self._all if action is not self._escape]

    def follow(self, page: Page, here: Collection[str]) -> None:
        """A page is shown: what does not apply to it is off, and it may use Alt+← for its own.

        ``here`` are the pages that lead to it: what is done there its own commands say now.
        """
        for key, go, also in self._goes:
            go.setProperty(ALSO, "" if key in here else also)
        self._side.setEnabled(page.side is not None)
        own = {action.shortcut().toString() for action in page.commands()}
        taken = QKeySequence(Key.BACK).toString() in own
        self._back.setShortcut(QKeySequence() if taken else QKeySequence(Key.BACK))
        self._escape.setEnabled("Esc" not in own)

    def _add(self, words: str, run: Callable[[], object], key: str, icon: str) -> QAction:
        action = QAction(theme.icon(icon), words, self._window.host())
        action.setProperty("icon_name", icon)
        if key:
            action.setShortcut(QKeySequence(key))
        action.triggered.connect(lambda: run())
        self._window.host().addAction(action)
        self._all.append(action)
        return action

    def _goer(self, key: str) -> Callable[[], None]:
        return lambda: self._window.navigate(key)

    def _on_find(self) -> None:
        page = self._window.page
        if page and page.find_field:
            page.find_field.focus_all()
        else:
            self._window.find_box.open()

    def _on_undo(self) -> None:
        page = self._window.page
        if not self._window.notice.take_back() and page:
            page.take_back()

    def _on_side(self) -> None:
        page = self._window.page
        if page and page.side:
            page.side.toggle()

    def _on_escape(self) -> None:
        """Esc takes a refusal away, closes the drawer, leaves a search, then a document for its list."""
        page = self._window.page
        if page and page.clear_refusals():
            return
        if page and page.find_field and page.find_field.hasFocus():
            page.find_field.clear_and_leave()
        elif page and page.side and page.side.is_drawer and page.side.isVisible():
            page.side.hide()
        elif self._window.is_document:
            self._window.back()
