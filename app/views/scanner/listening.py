"""Listens to one scan after another as it comes, key by key, for the test of a scanner."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent

from app.devices.key_codes import caps_lock, continues, us_character
from app.domain.scan_report import KeyHeard, ScanReport, judge, judge_line
from app.views.scanner.seat import ScannerSeat

QUIET_MS = 350
"""A scan is over when no key came for so long: some scanners pause before their Enter."""
LEAST = 6
"""Fewer keys than this are somebody typing."""
MOST_MS = 120
"""A person who types letters one by one is no scanner, however slow scanners may be."""
_ENDS = {Qt.Key.Key_Return: "Enter", Qt.Key.Key_Enter: "Enter", Qt.Key.Key_Tab: "Tab"}
_END_TEXTS = {"\r": "Enter as Ctrl+M", "\n": "Line feed", "\t": "Tab"}


class Listening(QObject):
    """``reported(report)`` for each scan while it is on."""

    reported = Signal(object)

    def __init__(self, seat: ScannerSeat, parent: QObject) -> None:
        super().__init__(parent)
        self._seat = seat
        self._keys: list[KeyHeard] = []
        self._on = False
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(QUIET_MS)
        self._quiet.timeout.connect(self._on_quiet)

    def begin(self) -> None:
        """Listen from now on."""
        self._on = True
        self._keys = []
        self._seat.keys.seen = self._on_key

    def end(self) -> None:
        """Listen no more."""
        self._on = False
        self._quiet.stop()
        self._seat.keys.seen = None

    def hear_line(self, text: str) -> None:
        """A code that came over the serial line."""
        self.reported.emit(judge_line(text, self._seat.setup))

    def _on_key(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat():
            return
        end = _ENDS.get(Qt.Key(event.key())) or _END_TEXTS.get(event.text(), "")
        text = "" if end else continues(event)
        if not end and not text:
            return
        at = event.timestamp()
        if self._keys and at - self._keys[-1].at > QUIET_MS:
            self._keys = []
        if end and not self._keys:
            return  # a person's Enter
        self._keys.append(KeyHeard(at, text, us_character(event), end, caps_lock(event)))
        self._quiet.start()

    def _on_quiet(self) -> None:
        keys, self._keys = self._keys, []
        if len(keys) < LEAST:
            return
        if (keys[-1].at - keys[0].at) / (len(keys) - 1) > MOST_MS:
            return
        report: ScanReport = judge(keys, self._seat.setup)
        self.reported.emit(report)
