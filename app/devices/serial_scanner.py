"""A scanner on a serial line (RS-232, or USB as a virtual COM port): no keyboard, no guessing.

It is recommended where a scanner offers it: layouts, Caps Lock and what has the focus do not matter.
An unplugged scanner is looked for until it is back.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QIODevice, QObject, QTimer, Signal
from PySide6.QtSerialPort import QSerialPort, QSerialPortInfo

REOPEN_MS = 1_000
"""An unplugged scanner is looked for once a second."""
QUIET_MS = 120
"""A code without an end is whole when its line was quiet for so long."""
LONGEST = 4_096
"""More bytes than this without an end are no code: a modem, or the wrong speed."""
ENDS = b"\r\n\t\x03"
STARTS = b"\x02"


@dataclass(frozen=True)
class Port:
    """A serial port of this PC: what opens it, and what people know it by."""

    name: str
    words: str


def ports() -> list[Port]:
    """The serial ports that this PC has now."""
    found = []
    for info in QSerialPortInfo.availablePorts():
        about = ", ".join(part for part in (info.manufacturer(), info.description()) if part)
        words = f"{info.portName()} · {about}" if about else info.portName()
        found.append(Port(info.systemLocation() or info.portName(), words))
    return found


class SerialScanner(QObject):
    """``scanned(text)`` for each code; ``state_changed(state)``: closed, open or away.

    ``why`` says in words why the port cannot be used while the state is away.
    """

    scanned = Signal(str)
    state_changed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = "closed"
        self.why = ""
        self._buffer = b""
        self._port = QSerialPort(self)
        self._port.readyRead.connect(self._on_bytes)
        self._port.errorOccurred.connect(self._on_error)
        self._again = QTimer(self)
        self._again.setInterval(REOPEN_MS)
        self._again.timeout.connect(self._try)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(QUIET_MS)
        self._quiet.timeout.connect(self._on_quiet)

    def open(self, name: str, baud: int) -> None:
        """Listen on a port; one that is not there is waited for."""
        self.close()
        self._port.setPortName(name)
        self._port.setBaudRate(baud)
        self._try()

    def close(self) -> None:
        """Listen no more."""
        self._again.stop()
        self._quiet.stop()
        self._buffer = b""
        if self._port.isOpen():
            self._port.close()
        self._tell("closed")

    def _try(self) -> None:
        if self._port.open(QIODevice.OpenModeFlag.ReadWrite):
            self._again.stop()
            self._port.setDataTerminalReady(True)
            self._port.clearError()
            self._tell("open")
        else:
            self._lost(_WHY.get(self._port.error(), "The port cannot be opened."))

    def _on_error(self, error: QSerialPort.SerialPortError) -> None:
        if error in _GONE and self._port.isOpen():
            # Closing inside the signal that tells of the error upsets Qt: one turn later.
            QTimer.singleShot(0, self, self._on_gone)

    def _on_gone(self) -> None:
        if self._port.isOpen():
            self._port.close()
            self._lost("The scanner was unplugged.")

    def _lost(self, why: str) -> None:
        self._buffer = b""
        self._quiet.stop()
        self.why = why
        if not self._again.isActive():
            self._again.start()
        self._tell("away")

    def _tell(self, state: str) -> None:
        if state != "away":
            self.why = ""
        if state != self.state:
            self.state = state
            self.state_changed.emit(state)

    def _on_bytes(self) -> None:
        self._buffer += bytes(self._port.readAll().data())
        while (at := _first_end(self._buffer)) >= 0:
            code, self._buffer = self._buffer[:at], self._buffer[at + 1 :]
            self._hear(code)
        if len(self._buffer) > LONGEST:
            self._buffer = b""
        if self._buffer:
            self._quiet.start()
        else:
            self._quiet.stop()

    def _on_quiet(self) -> None:
        code, self._buffer = self._buffer, b""
        self._hear(code)

    def _hear(self, code: bytes) -> None:
        if len(code) > LONGEST:
            return
        try:
            text = code.lstrip(STARTS).decode("utf-8")
        except UnicodeDecodeError:
            text = code.lstrip(STARTS).decode("latin-1")
        if text.strip():
            self.scanned.emit(text)


_ERROR = QSerialPort.SerialPortError
_GONE = (_ERROR.ResourceError, _ERROR.DeviceNotFoundError, _ERROR.ReadError)
_WHY = {
    _ERROR.DeviceNotFoundError: "There is no such port: the scanner is not plugged in.",
    _ERROR.PermissionError: "This account may not use the port, or another program has it.",
    _ERROR.OpenError: "Another program has the port.",
}


def _first_end(data: bytes) -> int:
    return min((at for at in (data.find(end) for end in ENDS) if at >= 0), default=-1)
