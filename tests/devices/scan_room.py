"""A window with a text field that prints what it hears and reads: run by test_real_keys."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from app.devices.scanner import KeyFilter


def say(words: str) -> None:
    """One line to whoever watches."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


class Room(QObject):
    """Tells scans, and the field's text at each change."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self.window = QWidget()
        self.field = QLineEdit()
        QVBoxLayout(self.window).addWidget(self.field)
        self.field.textChanged.connect(self.on_text)
        self.filter = KeyFilter()
        self.filter.scanned.connect(self.on_scan)
        self.filter.watch(app)
        app.focusWindowChanged.connect(self.on_focus)
        self.window.show()
        say(f"window {int(self.window.winId())}")

    def on_focus(self, window: object) -> None:
        if window is not None:
            self.field.setFocus()
            say("focused")

    def on_scan(self, code: str) -> None:
        say(f"scan {code}")

    def on_text(self, text: str) -> None:
        say(f"text {text}")


if __name__ == "__main__":
    application = QApplication(sys.argv)
    room = Room(application)
    application.exec()
