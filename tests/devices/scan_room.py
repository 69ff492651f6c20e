"""A window with things that can have the focus, which prints what it hears: run by the real-key tests.

F6 gives the keys to the button, F7 to the field, F8 keeps the window busy; F9 opens a question over
the window a moment later, which Esc closes; F5 opens a dialog of its own, which F10 closes.
"""

from __future__ import annotations

import sys
import time
from itertools import pairwise

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.devices.scan_router import ScanRouter
from app.devices.scanner import KeyFilter
from app.views.widgets.overlay import Overlay

BUSY_S = 0.25


def say(words: str) -> None:
    """One line to whoever watches."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


class Button(QPushButton):
    """Tells of keys that were given on to it with an Enter: their longest gap and average in ms."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self._times: list[int] = []

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._times.append(event.timestamp())
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            times, self._times = sorted(self._times), []
            gaps = [after - before for before, after in pairwise(times)] or [0]
            say(f"missed {max(gaps)} {-(-sum(gaps) // len(gaps))}")
        super().keyPressEvent(event)


class Question(Overlay):
    """Must be answered before a scan goes on."""


class Room(QObject):
    """Tells scans, the fields' text at each change, and presses of the button."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self.window = QWidget()
        self.field, self.button = QLineEdit(), Button("Press")
        column = QVBoxLayout(self.window)
        column.addWidget(self.field)
        column.addWidget(self.button)
        self.dialog = QDialog(self.window)
        self.inner = QLineEdit()
        QVBoxLayout(self.dialog).addWidget(self.inner)
        self.question = Question(self.window, "Sure?")
        self.asked = QLineEdit(self.question)
        self.question.closed.connect(lambda: say("answered"))
        self.opened = 0
        for field in (self.field, self.inner, self.asked):
            field.textChanged.connect(self.on_text)
        self.button.clicked.connect(self.on_press)
        for key, run in (
            ("F6", self.button.setFocus),
            ("F7", self.field.setFocus),
            ("F8", self.on_busy),
            ("F9", self.on_question),
            ("F5", self.on_dialog),
        ):
            shortcut = QShortcut(QKeySequence(key), self.window)
            shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)
            shortcut.activated.connect(run)
            shortcut.activated.connect(lambda key=key: say(f"did {key}"))
        close = QShortcut(QKeySequence("F10"), self.dialog)
        close.activated.connect(self.dialog.reject)
        self.dialog.finished.connect(lambda _how: say("closed"))
        self.filter = KeyFilter()
        self.router = ScanRouter(lambda: self.window, self.on_scan)
        self.router.waits.connect(lambda code, _many: say(f"waits {code}"))
        self.filter.scanned.connect(self.router.take)
        self.filter.watch(app)
        app.focusWindowChanged.connect(self.on_focus)
        self.window.show()
        say(f"window {int(self.window.winId())}")

    def on_focus(self, window: object) -> None:
        if window is self.window.windowHandle():
            self.field.setFocus()
            say("focused")
        elif window is not None:
            self.inner.setFocus()
            say("dialog focused")

    def on_busy(self) -> None:
        time.sleep(BUSY_S)

    def on_question(self) -> None:
        self.opened += 1
        QTimer.singleShot(self.opened * 7 % 45, self.question.open)

    def on_dialog(self) -> None:
        self.dialog.open()
        say(f"dialog {int(self.dialog.winId())}")

    def on_press(self) -> None:
        say("pressed")

    def on_scan(self, code: str) -> None:
        say(f"scan {code}")

    def on_text(self, text: str) -> None:
        say(f"text {text}")


if __name__ == "__main__":
    application = QApplication(sys.argv)
    room = Room(application)
    application.exec()
