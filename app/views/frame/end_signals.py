"""Being told to end by the system: at a log-off, a shutdown, or ``kill`` in a terminal."""

from __future__ import annotations

import signal
import socket
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, Signal

ENDS = ("SIGTERM", "SIGINT", "SIGHUP")
"""The signals that ask a program to end; a system has not all of them."""


class EndSignals(QObject):
    """``asked`` tells in the window's thread that Parure should end, so that it closes in good order.

    While Qt waits for keys no Python runs, and a handler alone would only be called with the next
    key. Python's own wake-up byte comes through a socket that Qt waits for as well.
    """

    asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Listen from now on; only from the main thread."""
        super().__init__(parent)
        self._here, self._there = socket.socketpair()
        self._here.setblocking(False)
        self._there.setblocking(False)
        self._notifier = QSocketNotifier(self._here.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_byte)
        self._wake_before = signal.set_wakeup_fd(self._there.fileno(), warn_on_full_buffer=False)
        known = [getattr(signal, name) for name in ENDS if hasattr(signal, name)]
        # Who started it with nohup wants it to go on.
        known = [number for number in known if signal.getsignal(number) != signal.SIG_IGN]
        self._before = {number: signal.signal(number, _heard) for number in known}

    def close(self) -> None:
        """Leave the signals to whoever had them before."""
        for number, handler in self._before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._wake_before)
        self._notifier.setEnabled(False)
        self._here.close()
        self._there.close()

    def _on_byte(self) -> None:
        heard = self._here.recv(64)
        if any(number in self._before for number in heard):
            self.asked.emit()


def _heard(_number: int, _frame: FrameType | None) -> None:
    """The byte in the socket says it; a handler must be there for it to be written."""
