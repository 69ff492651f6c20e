"""Somebody at the keyboard: keys, words, scans, drops and pen strokes into the real window."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from app.views.frame.chooser import Chooser
from app.views.frame.window import MainWindow

PATIENCE_S = 30.0
"""How long one thing may take before the tour gives it up."""
HUMAN_MS = 34
"""Between two keys of somebody who types: slower than a scanner."""
SCANNER_MS = 6
"""Between two keys of a scanner."""
Found = TypeVar("Found", bound=QWidget)


class TourError(Exception):
    """Something that should have come did not, or a page said what it should not have said."""


class Hands:
    """Works a window as a person does: by keys, by the names of things, by what is on the screen."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    # -- waiting

    def until(self, true: Callable[[], object], what: str, patience_s: float = PATIENCE_S) -> None:
        """Let the window work until something is so; TourError says what did not come."""
        ends = time.monotonic() + patience_s
        while not true():
            if time.monotonic() > ends:
                raise TourError(f"waited for {what} in vain; on the screen: {self.said()}")
            QTest.qWait(5)

    def still(self, ms: int = 120) -> None:
        """Give painting and pending answers a moment."""
        QTest.qWait(ms)

    def said(self) -> str:
        """What bars and the foot of the page say now, for a report."""
        from app.views.widgets.sentence_bar import SentenceBar

        page = self.window.page
        bars = self.window.findChildren(SentenceBar)
        words = [f"{b.title.text()}. {b.sentence.text()}" for b in bars if b.isVisible()]
        return " | ".join([page.title if page else "no page", *words])

    # -- finding

    def there(self, kind: type[Found], name: str = "") -> list[Found]:
        """What is in sight of a kind, by its accessible name ('' = any), also over the page."""
        return [
            one
            for one in self.window.findChildren(kind)
            if one.isVisible() and (not name or _named(one, name))
        ]

    def find(self, kind: type[Found], name: str = "") -> Found:
        """The one of a kind with this name, as soon as it is in sight."""
        self.until(lambda: self.there(kind, name), f"{kind.__name__} “{name}”")
        return self.there(kind, name)[0]

    # -- keys

    def key(self, *keys: str) -> None:
        """Press keys one after the other: "F8", "Ctrl+Return", "R"."""
        for one in keys:
            QTest.keySequence(self._handle, QKeySequence(one))
            QCoreApplication.processEvents()

    def write(self, words: str) -> None:
        """Type words, and wait until the window has seen the last letter."""
        for letter in words:
            shift = Qt.KeyboardModifier.ShiftModifier
            held = shift if letter.isupper() else Qt.KeyboardModifier.NoModifier
            QTest.keyClick(self._handle, letter, held, HUMAN_MS)  # type: ignore[call-overload]
        self.still(60)  # the scanner's filter holds a letter back for a moment

    def fill(self, name: str, words: str) -> None:
        """Type into a field by its name, over what stands there."""
        line = self.find(QLineEdit, name)
        line.setFocus(Qt.FocusReason.TabFocusReason)
        self.key("Ctrl+A")
        self.write(words)
        self.key("Return")

    def scan(self, code: str) -> None:
        """A scanner's burst: all of a code, then Enter, faster than anybody types.

        The events carry the times at which a scanner sends them, however busy the window is.
        """
        handle, at = self._handle, time.monotonic_ns() // 1_000_000
        keys = [(ord(letter.upper()), letter) for letter in code]
        for key, text in [*keys, (int(Qt.Key.Key_Return), "\r")]:
            at += SCANNER_MS
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
                event.setTimestamp(at)
                QCoreApplication.postEvent(handle, event)
        QCoreApplication.processEvents()

    def command(self, words: str) -> None:
        """Give a command of the palette."""
        self._choose("Ctrl+K", self.window.palette_box, words)

    def look_up(self, words: str) -> None:
        """Find a record by its number or name, and open the first one."""
        self._choose("F3", self.window.find_box, words)

    def _choose(self, key: str, box: Chooser, words: str) -> None:
        self.key(key)
        self.until(box.isVisible, box.accessibleName())
        self.write(words)
        self.until(lambda: box.field.text() == words, f"“{words}” to be typed")
        self.key("Return")
        self.until(lambda: not box.isVisible(), f"“{words}” to be chosen")

    @property
    def _handle(self) -> QWindow:
        handle = self.window.windowHandle()
        if QApplication.activeWindow() is not self.window:
            self.window.activateWindow()
            self.until(lambda: QApplication.activeWindow() is self.window, "the window in front")
        return handle

    # -- mouse

    def press(self, kind: type[Found], name: str) -> None:
        """Click the middle of something by its name."""
        self.click(self.find(kind, name))

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Click a thing, in its middle unless told where."""
        QTest.mouseClick(
            widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
            at or widget.rect().center(),
        )  # fmt: skip
        QCoreApplication.processEvents()

    def draw(self, pad: QWidget, strokes: Iterable[Sequence[tuple[int, int]]]) -> None:
        """Draw strokes with the pen; places in thousandths of the pad's width and height."""
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        for stroke in strokes:
            places = [QPoint(x * pad.width() // 1000, y * pad.height() // 1000) for x, y in stroke]
            QTest.mousePress(pad, left, none, places[0])
            for place in places[1:]:
                QTest.mouseMove(pad, place)
                QCoreApplication.processEvents()
            QTest.mouseRelease(pad, left, none, places[-1])

    def drop(self, widget: QWidget, paths: Sequence[Path]) -> None:
        """Drop files onto something."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        action, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        none = Qt.KeyboardModifier.NoModifier
        middle = widget.rect().center()
        over = QDragEnterEvent(middle, action, data, left, none)
        QApplication.sendEvent(widget, over)
        if not over.isAccepted():
            raise TourError(f"{widget.accessibleName() or type(widget).__name__} takes no files")
        QApplication.sendEvent(widget, QDropEvent(QPointF(middle), action, data, left, none))


def _named(widget: QWidget, name: str) -> bool:
    text = getattr(widget, "text", None)
    shown = widget.accessibleName() or (text() if callable(text) else "")
    return str(shown).startswith(name)
