"""Hands on the keys of the program's window, for tests that do all by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.views.floor import NONE, Floor

PATIENCE_MS = 20_000


@dataclass
class Hands:
    """Somebody at the window of the floor."""

    floor: Floor
    qtbot: QtBot

    @property
    def focus(self) -> str:
        """The name of what has the keys."""
        widget = QApplication.focusWidget()
        return widget.accessibleName() if widget else ""

    def keys(self, text: str) -> None:
        """Type."""
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the keys"
        QTest.keyClicks(widget, text)

    def press(self, key: Qt.Key, mods: Qt.KeyboardModifier = NONE) -> None:
        """Press a key."""
        QTest.keyClick(QApplication.focusWidget() or self.floor.window, key, mods)

    def until(self, ready: Callable[[], object]) -> None:
        """Wait until something holds."""
        self.qtbot.waitUntil(lambda: bool(ready()), timeout=PATIENCE_MS)
