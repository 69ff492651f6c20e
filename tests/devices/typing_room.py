"""A window with what can have the focus, a keyboard for it with times of its own, an ear for scans."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from app.domain.codes import make_code

TAG = make_code(10, 2231)
NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


class Ear(QObject):
    """Keeps what was scanned."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []

    def on_scan(self, code: str) -> None:
        self.heard.append(code)


class Room(QWidget):
    """A window with the things that can have the focus, and a bare-digit command."""

    def __init__(self) -> None:
        super().__init__()
        self.line, self.text, self.button = QLineEdit(), QPlainTextEdit(), QPushButton("Press")
        column = QVBoxLayout(self)
        for widget in (self.line, self.text, self.button):
            column.addWidget(widget)
        self.jumped: list[str] = []
        self.clicks = 0
        self.button.clicked.connect(self.on_click)
        for key in ("1", "P"):
            action = QAction(f"Jump {key}", self)
            action.setShortcut(QKeySequence(key))
            action.triggered.connect(self.jumper(key))
            self.addAction(action)

    def jumper(self, key: str):  # type: ignore[no-untyped-def]
        return lambda: self.jumped.append(key)

    def on_click(self) -> None:
        self.clicks += 1


class Keyboard:
    """Sends key events to the window as the system does: a shortcut is asked for first."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.now = 10_000

    def key(
        self,
        key: int,
        text: str,
        *,
        after: int = 5,
        mods: Qt.KeyboardModifier = NONE,
        scan_code: int = 0,
        repeat: bool = False,
    ) -> None:
        self.now += after
        window = self.room.windowHandle()
        asked = self._event(QEvent.Type.ShortcutOverride, key, text, mods, scan_code, repeat)
        asked.ignore()
        QCoreApplication.sendEvent(window, asked)
        if not asked.isAccepted() and not mods & CTRL:
            for action in self.room.actions():
                if action.shortcut() in (QKeySequence(text.upper()), QKeySequence(Qt.Key(key))):
                    return action.trigger()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.sendEvent(
                window, self._event(kind, key, text, mods, scan_code, repeat)
            )
        return None

    def _event(  # type: ignore[no-untyped-def]
        self, kind, key, text, mods, scan_code, repeat
    ) -> QKeyEvent:
        made = QKeyEvent(kind, key, mods, scan_code, 0, 0, text, repeat)
        made.setTimestamp(self.now)
        return made

    def type(self, text: str, *, after: int = 5) -> None:
        for char in text:
            mods = SHIFT if char.isupper() else NONE
            if char.isupper():
                self.key(Qt.Key.Key_Shift, "", after=0, mods=SHIFT)
            self.key(ord(char.upper()), char, after=after, mods=mods)

    def enter(self, *, after: int = 5) -> None:
        self.key(Qt.Key.Key_Return, "\r", after=after)

    def scan(self, text: str, *, after: int = 5) -> None:
        self.type(text, after=after)
        self.enter(after=after)
        self.now += 400
