"""Whom a scan goes to: what has the focus, then the page, then everywhere; and Qt's own ways."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.devices.scan_router import ScanRouter
from tests.devices.typing_room import Ear, Room

BEHIND = "docs/scanners.md says that they are lost, which could be taken out there"


class Taker(QLineEdit):
    """A field that wants the scans of one kind."""

    def __init__(self) -> None:
        super().__init__()
        self.took: list[str] = []

    def on_scan(self, code: str) -> bool:
        if code.startswith("10"):
            self.took.append(code)
            return True
        return False


class PageTaker(QObject):
    """A page that takes badges."""

    def __init__(self) -> None:
        super().__init__()
        self.took: list[str] = []

    def on_scan(self, code: str) -> bool:
        if code.startswith("2"):
            self.took.append(code)
            return True
        return False


def test_a_scan_goes_to_the_focus_then_the_page_then_everywhere(qtbot: QtBot) -> None:
    around = QWidget()
    taker, inner = Taker(), QPushButton("inner")
    inner.setParent(taker)
    QVBoxLayout(around).addWidget(taker)
    qtbot.addWidget(around)
    around.show()
    qtbot.waitUntil(around.isActiveWindow)
    inner.setFocus()
    page, everywhere = PageTaker(), Ear()
    router = ScanRouter(lambda: page, everywhere.on_scan)
    for code in ("1000", "2000", "3000"):
        router.take(code)
    assert taker.took == ["1000"]
    assert page.took == ["2000"]
    assert everywhere.heard == ["3000"]


class Keys(QObject):
    """Counts the keys that come to any object of the program."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
        return False


def test_qt_gives_nobody_the_keys_of_a_window_behind_a_dialog(qtbot: QtBot, qapp: QObject) -> None:
    """Not even a listener on the whole application hears them: why such a scan is lost."""
    room = Room()
    qtbot.addWidget(room)
    room.show()
    qtbot.waitExposed(room)
    keys = Keys()
    qapp.installEventFilter(keys)
    dialog = QDialog(room)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitExposed(dialog)
    QTest.keyClick(room.windowHandle(), Qt.Key.Key_5)
    assert keys.count == 0, BEHIND
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_5)
    assert keys.count > 0
    dialog.reject()
    qapp.removeEventFilter(keys)
