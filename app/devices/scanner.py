"""Scans of a keyboard scanner, whatever has the focus.

A scanner types faster than any person and ends with Enter or Tab. Keys that may begin a scan are
held back for 51 ms at most; a burst that is fast enough (by the times of the events, not by when we
got round to them: a window that was busy must not make typing look fast) and has the form of a code
is a scan. Everything else is given on in its order, so that nothing a person types is lost.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)
from shiboken6 import isValid

from app.devices.key_codes import character, us_character
from app.devices.scan_grammar import SHORTEST, looks_scanned
from app.devices.shortcuts import copy_of, replay

LONGEST_GAP_MS = 51
"""No scanner pauses longer between two keys."""
AVERAGE_MS = 30
"""No person types a whole code faster than this on average."""
LATE_END_MS = 400
"""How long the Enter of a whole code may let wait: some scanners pause before it."""
WHOLE = 8
"""Digits that make a whole code: tags have ten, EAN eight or thirteen."""
MOST_WAITS = 20
"""How many times the longest gap (a second) a key that a screen reader has is waited for."""
LONGEST = 120

_MODIFIERS = frozenset(
    {
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Meta,
        Qt.Key.Key_CapsLock,
        Qt.Key.Key_NumLock,
    }
)
_ENDS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab})
_TEXT_INPUTS = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox)


class KeyFilter(QObject):
    """Finds scans in the key events of all windows. ``scanned(text)`` has the code as it was read.

    ``accept`` judges the form. The times are the events' own; events without a time (made by hand)
    pass through.
    """

    scanned = Signal(str)

    def __init__(
        self,
        accept: Callable[[str], bool] = looks_scanned,
        give_on: Callable[[QKeyEvent], None] = replay,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._accept = accept
        self._give_on = give_on
        self._held: list[QKeyEvent] = []
        self._typed = ""
        self._meant = ""
        self._first = self._last = 0
        self._patience = 0
        self._announced: deque[tuple[int, int]] = deque(maxlen=LONGEST)
        self._down: set[int] = set()
        self._passed = -LONGEST_GAP_MS
        self._window: QWindow | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(LONGEST_GAP_MS)
        self._timer.timeout.connect(self._on_quiet)

    def watch(self, app: QGuiApplication) -> None:
        """Listen to whichever window has the keys, from now on."""
        app.focusWindowChanged.connect(self._on_window)
        self._on_window(app.focusWindow())

    def listen_to(self, window: QWindow | None) -> None:
        """Listen to this window, until another one gets the keys."""
        self._on_window(window)

    def _on_window(self, window: QWindow | None) -> None:
        # Key events come to a window before its widgets and before shortcuts; listening there
        # costs nothing while a list is painted, which a filter on the application would.
        # Where no window has the focus, the last one may still get keys (a screen without a
        # window manager), so it is listened to until another takes its place.
        if window is None or window is self._window:
            self.flush()
            return
        if self._window is not None:
            if isValid(self._window):
                self._window.removeEventFilter(self)
            self.flush()
        self._window = window
        self._announced.clear()
        self._down.clear()
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self.on_press(event)
        if kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            ending = self._is_end(event) and self._coming(event.timestamp())
            self._announced.append((event.key(), event.timestamp()))
            if self._would_hold(event):
                event.accept()  # no shortcut now; the press that follows is held
                return True
            if ending or (self._is_end(event) and self._scan(event.timestamp())):
                event.accept()  # Enter ends a scan here, whatever it is a shortcut for
                return True
            if event.key() not in _MODIFIERS and not self._is_end(event):
                self.flush()  # a shortcut goes off before its press comes here: keep the order
        elif kind == QEvent.Type.KeyRelease and isinstance(event, QKeyEvent):
            self._forget_shortcut(event.key())
            return self._hold_release(event)
        return False

    def on_press(self, event: QKeyEvent) -> bool:
        """Judge a key; True when it is held back or belonged to a scan."""
        self._give_time(event)
        self._down.add(event.key())
        if event.key() in _MODIFIERS:
            return False
        if self._is_end(event):
            return self._end(event)
        if self._held and event.timestamp() - self._last > LONGEST_GAP_MS:
            self.flush()
        if not self._would_hold(event):
            if character(event):
                self._passed = event.timestamp()
            self.flush()
            return False
        self._hold(event)
        return True

    def flush(self) -> None:
        """It was no scan: give on what was held, in its order."""
        self._timer.stop()
        held, self._held = self._held, []
        self._typed = self._meant = ""
        for event in held:
            self._give_on(event)
        if held:
            self._passed = self._last

    # -- judging

    def _would_hold(self, event: QKeyEvent) -> bool:
        text = character(event)
        at = event.timestamp()
        if not text or event.isAutoRepeat() or not at:
            return False
        if self._held and at - self._last <= LONGEST_GAP_MS:
            return True
        if at - self._passed <= LONGEST_GAP_MS and _is_typing():
            return False  # in the middle of typing no scan begins
        begins = "0123456789]"
        return not _is_typing() or text in begins or us_character(event) in tuple(begins)

    def _give_time(self, event: QKeyEvent) -> None:
        """While a screen reader listens, keys come late and without their time: the one they were
        announced with is theirs."""
        key = event.key()
        while self._announced:
            announced, at = self._announced.popleft()
            if announced == key:
                if not event.timestamp():
                    event.setTimestamp(at)
                return

    def _forget_shortcut(self, key: int) -> None:
        """A key let go that was never pressed was a shortcut: nothing later takes its time."""
        if key in self._down:
            self._down.discard(key)
            return
        stale = next((one for one in self._announced if one[0] == key), None)
        if stale is not None:
            self._announced.remove(stale)

    def _coming(self, ended: int) -> bool:
        """Whether keys that were announced and are still to come make a scan with the held ones."""
        times = [at for _, at in self._announced]
        count = len(self._typed) + len(times)
        if not times or count < SHORTEST:
            return False
        first = self._first if self._held else times[0]
        return (ended - first) / count <= AVERAGE_MS

    def _hold_release(self, event: QKeyEvent) -> bool:
        """The release of a held key waits with it."""
        if not self._held or event.key() in _MODIFIERS:
            return False
        self._held.append(copy_of(event, event.type()))
        return True

    def _hold(self, event: QKeyEvent) -> None:
        at = event.timestamp()
        self._patience = MOST_WAITS
        if not self._held:
            self._first = at
        self._last = at
        self._held.append(copy_of(event, event.type()))
        self._typed += character(event)
        self._meant += us_character(event) or character(event)
        if len(self._typed) > LONGEST:
            self.flush()
        else:
            self._timer.start(LATE_END_MS if self._whole() else LONGEST_GAP_MS)

    def _is_end(self, event: QKeyEvent) -> bool:
        return event.key() in _ENDS or event.text() in ("\r", "\n", "\t")

    def _end(self, event: QKeyEvent) -> bool:
        found = self._scan(event.timestamp())
        if not found:
            self.flush()
            return False
        self._timer.stop()
        self._held = []
        self._typed = self._meant = ""
        self.scanned.emit(found)
        return True

    def _scan(self, ended: int) -> str:
        """The text of the scan that the held keys are, or ""."""
        presses = len(self._typed)
        late = ended - self._last > LONGEST_GAP_MS
        if presses < 2 or (late and (not self._whole() or ended - self._last > LATE_END_MS)):
            return ""
        if not late and (ended - self._first) / presses > AVERAGE_MS:
            return ""
        return next((t for t in (self._typed, self._meant) if self._accept(t)), "")

    def _whole(self) -> bool:
        """Whether the held keys are the digits of a whole code, quicker than any hand."""
        digits = next((t for t in (self._typed, self._meant) if t.isascii() and t.isdigit()), "")
        if len(digits) < WHOLE or not self._accept(digits):
            return False
        return (self._last - self._first) / (len(digits) - 1) <= AVERAGE_MS

    def _on_quiet(self) -> None:
        # A timer can be served before keys that came while the window was busy: one more turn.
        QTimer.singleShot(0, self, self._flush_if_quiet)

    def _flush_if_quiet(self) -> None:
        if self._timer.isActive():
            return
        if self._on_their_way() and self._patience > 0:
            self._patience -= 1
            self._timer.start(LONGEST_GAP_MS)
        else:
            self.flush()

    def _on_their_way(self) -> bool:
        """Whether keys that followed the held ones at once are still with the screen reader."""
        return any(0 <= at - self._last <= LONGEST_GAP_MS for _, at in self._announced)


def _is_typing() -> bool:
    """Whether the focus is where people type words."""
    focus = QApplication.focusWidget()
    if isinstance(focus, QComboBox):
        return focus.isEditable()
    return isinstance(focus, _TEXT_INPUTS)


@runtime_checkable
class ScanTaker(Protocol):
    """A widget that may want a scan: a page, a form, an overlay."""

    def on_scan(self, code: str) -> bool:
        """Take the code, or say False to leave it to what lies around."""


class ScanRouter(QObject):
    """Brings a scan to whom it concerns: what has the focus and what lies around it first, then the
    page that is shown, then everybody (``everywhere``), who opens what the code stands for.
    """

    def __init__(
        self,
        page: Callable[[], object],
        everywhere: Callable[[str], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._everywhere = everywhere

    def take(self, code: str) -> None:
        """Route one scan; connect ``KeyFilter.scanned`` here."""
        asked: list[object] = []
        at = QApplication.focusWidget()
        while at is not None:
            asked.append(at)
            at = at.parentWidget()
        page = self._page()
        if page not in asked:
            asked.append(page)
        for one in asked:
            if isinstance(one, ScanTaker) and one.on_scan(code):
                return
        self._everywhere(code)
