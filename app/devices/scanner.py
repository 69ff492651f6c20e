"""Scans of a keyboard scanner, whatever has the focus.

A scanner types faster than any person and ends with Enter or Tab. Keys that may begin a scan are
held back for 51 ms at most; a burst that is fast enough (by the times of the events, not by when we
got round to them: a window that was busy must not make typing look fast) and has the form of a code
is a scan. Everything else is given on in its order, so that nothing a person types is lost.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

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

from app.devices.burst import AVERAGE_MS, LATE_END_MS, LONGEST_GAP_MS, Burst
from app.devices.key_codes import GROUP_SEPARATOR, continues, us_character
from app.devices.scan_grammar import SHORTEST, looks_scanned
from app.devices.shortcuts import copy_of, replay
from app.devices.slipped import Slipped
from app.domain.scanner_setup import ScannerSetup

MOST_WAITS = 20
"""How many times the longest gap (a second) a key that a screen reader has is waited for."""
LONGEST = 200
BEGINS = "0123456789]"
"""What codes begin with: in a field for words only such a key is held back."""

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
    seen: Callable[[QKeyEvent], None] | None = None
    """Is shown every key press, for the test of a scanner; it must not keep the event."""

    def __init__(
        self,
        accept: Callable[[str], bool] = looks_scanned,
        give_on: Callable[[QKeyEvent], None] = replay,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._accept = accept
        self._give_on = give_on
        self._setup = ScannerSetup()
        self._held: list[QKeyEvent] = []
        self._burst = Burst()
        self._ended = -LONGEST_GAP_MS
        self._slipped = Slipped()
        self._patience = 0
        self._announced: deque[tuple[int, int]] = deque(maxlen=LONGEST)
        self._down: set[int] = set()
        self._passed = -LONGEST_GAP_MS
        self._window: QWindow | None = None
        self._app: QGuiApplication | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(LONGEST_GAP_MS)
        self._timer.timeout.connect(self._on_quiet)

    def use(self, setup: ScannerSetup) -> None:
        """Expect what this PC's scanner sends."""
        self._setup = setup

    def watch(self, app: QGuiApplication) -> None:
        """Listen to whichever window has the keys, from now on."""
        self._app = app
        app.focusWindowChanged.connect(self._on_window)
        self._on_window(app.focusWindow())

    def stop(self) -> None:
        """Listen no longer: another shop's window may open in this program."""
        if self._app is not None:
            self._app.focusWindowChanged.disconnect(self._on_window)
            self._app = None
        self.flush()
        if self._window is not None and isValid(self._window):
            self._window.removeEventFilter(self)
        self._window = None

    def listen_to(self, window: QWindow | None) -> None:
        """Listen to this window, until another one gets the keys."""
        self._on_window(window)

    def _on_window(self, window: QWindow | None) -> None:
        # Key events come to a window before its widgets and before shortcuts; listening there
        # costs nothing while a list is painted, which a filter on the application would.
        # Where no window has the focus, the last one may still get keys (a screen without a
        # window manager), so it is listened to until another takes its place.
        if not self._burst.is_fast:  # a scan goes on in whatever window opens in the middle of it
            self.flush()
        if window is None or window is self._window:
            return
        if self._window is not None and isValid(self._window):
            self._window.removeEventFilter(self)
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
            ending = self._is_end(event) and (
                self._is_second_end(event) or self._coming(event.timestamp())
            )
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
        if self.seen is not None:
            self.seen(event)
        if event.key() in _MODIFIERS:
            return False
        if self._is_end(event):
            return self._end(event)
        if self._held and event.timestamp() - self._burst.last > LONGEST_GAP_MS:
            self.flush()
        if not self._would_hold(event):
            if continues(event):
                self._slipped.note(event, self._passed)
                self._passed = event.timestamp()
            self.flush()
            return False
        self._hold(event)
        return True

    def flush(self) -> None:
        """It was no scan: give on what was held, in its order."""
        self._timer.stop()
        held, self._held = self._held, []
        self._burst.clear()
        for event in held:
            self._give_on(event)
        if held:
            self._passed = self._burst.last

    # -- judging

    def _would_hold(self, event: QKeyEvent) -> bool:
        text = continues(event)
        at = event.timestamp()
        if not text or event.isAutoRepeat() or not at:
            return False
        if self._held and at - self._burst.last <= LONGEST_GAP_MS:
            return True
        if text == GROUP_SEPARATOR:
            return False  # it is inside of codes; alone it is a shortcut
        if at - self._passed <= LONGEST_GAP_MS and _is_typing():
            # In the middle of typing no scan begins, but letters may have been one's beginning.
            return text.isdigit() and self._slipped.leads_to(at)
        begins = tuple(self._setup.prefix[:1] or BEGINS)
        return not _is_typing() or text in begins or us_character(event) in begins

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
        count = len(self._burst) + len(times)
        if not times or count < SHORTEST:
            return False
        first = self._burst.first if self._held else times[0]
        return (ended - first) / count <= AVERAGE_MS

    def _hold_release(self, event: QKeyEvent) -> bool:
        """The release of a held key waits with it."""
        if not self._held or event.key() in _MODIFIERS:
            return False
        self._held.append(copy_of(event, event.type()))
        return True

    def _hold(self, event: QKeyEvent) -> None:
        self._patience = MOST_WAITS
        self._held.append(copy_of(event, event.type()))
        self._burst.add(event)
        if len(self._burst) > LONGEST:
            self.flush()
            return
        late = not self._setup.without_end and self._burst.is_whole(self._setup, self._accept)
        self._timer.start(LATE_END_MS if late else LONGEST_GAP_MS)

    def _is_end(self, event: QKeyEvent) -> bool:
        return event.key() in _ENDS or event.text() in ("\r", "\n", "\t")

    def _is_second_end(self, event: QKeyEvent) -> bool:
        """Whether an Enter belongs to the scan before it: some scanners send CR and LF, or Tab too."""
        at = event.timestamp()
        return not self._held and bool(at) and 0 <= at - self._ended <= LONGEST_GAP_MS

    def _end(self, event: QKeyEvent) -> bool:
        if self._is_second_end(event):
            return True
        found = self._with_slipped(event.timestamp()) or self._scan(event.timestamp())
        if not found:
            self.flush()
            return False
        self._ended = event.timestamp()
        self._found(found)
        return True

    def _with_slipped(self, ended: int) -> str:
        """The scan whose first letters went into the field before anybody could know; "" for none.

        The letters are taken out of the field again.
        """
        letters = self._slipped.letters
        if not letters or self._burst.first - self._passed > LONGEST_GAP_MS:
            return ""
        rest = self._burst.text(ended, ScannerSetup(), lambda text: self._accept(letters + text))
        return letters + rest if rest and self._slipped.take_back() else ""

    def _found(self, text: str) -> None:
        self._timer.stop()
        self._held = []
        self._burst.clear()
        self.scanned.emit(text)

    def _scan(self, ended: int) -> str:
        """The text of the scan that the held keys are, or ""."""
        return self._burst.text(ended, self._setup, self._accept)

    def _on_quiet(self) -> None:
        # A timer can be served before keys that came while the window was busy: one more turn.
        QTimer.singleShot(0, self, self._flush_if_quiet)

    def _flush_if_quiet(self) -> None:
        if self._timer.isActive():
            return
        if self._on_their_way() and self._patience > 0:
            self._patience -= 1
            self._timer.start(LONGEST_GAP_MS)
        elif self._setup.without_end and (found := self._scan(self._burst.last)):
            self._found(found)
        else:
            self.flush()

    def _on_their_way(self) -> bool:
        """Whether keys that followed the held ones at once are still with the screen reader."""
        return any(0 <= at - self._burst.last <= LONGEST_GAP_MS for _, at in self._announced)


def _is_typing() -> bool:
    """Whether the focus is where people type words."""
    focus = QApplication.focusWidget()
    if isinstance(focus, QComboBox):
        return focus.isEditable()
    return isinstance(focus, _TEXT_INPUTS)
