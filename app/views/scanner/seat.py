"""The scanner of this PC: keyboard or serial line, set up as the settings say, heard everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from app.devices.scanner import KeyFilter
from app.domain.scanner_setup import KEYBOARD, SERIAL, ScannerSetup
from app.services.scanner_setup import scanner_setup
from app.views.frame.desk import Desk

if TYPE_CHECKING:
    from app.devices.serial_scanner import SerialScanner


class ScannerSeat(QObject):
    """One for a desk. ``scanned(text)`` whichever way a code came; ``changed`` when it is set up
    otherwise or was plugged in or out.
    """

    scanned = Signal(str)
    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.setup = ScannerSetup()
        self.keys = KeyFilter(parent=self)
        self.keys.scanned.connect(self.on_keys)
        self.way = KEYBOARD
        """Which way the last code came."""
        self._serial: SerialScanner | None = None

    @classmethod
    def of(cls, desk: Desk) -> ScannerSeat:
        """The scanner of a desk, made when it is first asked for."""
        return desk.findChild(cls) or cls(desk)

    def begin(self, app: QApplication) -> None:
        """Hear keys from now on, and the port once the settings have been read."""
        self.keys.watch(app)
        self._desk.read(scanner_setup, self.use, topic="scanner")

    def stop(self) -> None:
        """Hear nothing more, and give the port back."""
        self.keys.stop()
        self._close_port()

    @property
    def state(self) -> str:
        """Of the serial scanner: closed, open or away."""
        return self._serial.state if self._serial is not None else "closed"

    @property
    def why(self) -> str:
        """Why the serial scanner is away, in words."""
        return self._serial.why if self._serial is not None else ""

    def use(self, setup: ScannerSetup) -> None:
        """The scanner is this one from now on."""
        before, self.setup = self.setup, setup
        self.keys.use(setup)
        if (setup.is_serial, setup.port, setup.baud) != (
            before.is_serial,
            before.port,
            before.baud,
        ):
            self._use_port(setup)
        self.changed.emit()

    def _use_port(self, setup: ScannerSetup) -> None:
        if not setup.is_serial:
            self._close_port()
            return
        if self._serial is None:
            from app.devices.serial_scanner import SerialScanner  # here: most shops have none

            self._serial = SerialScanner(self)
            self._serial.scanned.connect(self._on_serial)
            self._serial.state_changed.connect(self._on_state)
        self._serial.open(setup.port, setup.baud)

    def _close_port(self) -> None:
        if self._serial is not None:
            self._serial.close()

    def on_keys(self, text: str) -> None:
        """A code came from the keyboard."""
        self.way = KEYBOARD
        self.scanned.emit(text)

    def _on_serial(self, text: str) -> None:
        self.way = SERIAL
        self.scanned.emit(self.setup.bare(text))

    def _on_state(self, state: str) -> None:
        self.changed.emit()
        if state == "away":
            QTimer.singleShot(0, self, self._say_away)

    def _say_away(self) -> None:
        if self.state == "away" and self._desk.session.signed_in:
            self._desk.toast(f"The scanner is not there. {self.why} It is looked for every second.")
