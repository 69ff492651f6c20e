"""How this PC's scanner speaks: as a keyboard or over a serial line, and what it puts around a code."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

KEYBOARD, SERIAL = "keyboard", "serial"
BAUDS = (9_600, 19_200, 38_400, 57_600, 115_200)
LONGEST_PREFIX = 3


@dataclass(frozen=True)
class ScannerSetup:
    """The scanner of one PC.

    ``kind``: keyboard (it types) or serial (it has a port; a keyboard scanner is heard as well).
    ``port`` is the name or path of the serial port, ``baud`` its speed in bits a second. ``prefix``
    is what the scanner puts before each code, "" for nothing. ``without_end``: it sends no Enter
    and no Tab behind a code. ``by_keys``: what it types is read by the places of the keys, as on a
    US keyboard, because this PC is set to another one. ``squares``: whether it reads square codes,
    "yes", "no", or "" while nobody has tried.
    """

    kind: str = KEYBOARD
    port: str = ""
    baud: int = 9_600
    prefix: str = ""
    without_end: bool = False
    by_keys: bool = False
    squares: str = ""

    @property
    def is_serial(self) -> bool:
        """Whether a serial port is to be opened."""
        return self.kind == SERIAL and bool(self.port)

    def bare(self, text: str) -> str:
        """A code without the prefix of this scanner."""
        return text.removeprefix(self.prefix) if self.prefix else text

    def kept(self) -> str:
        """As text for the settings of this PC."""
        return json.dumps(asdict(self), sort_keys=True)


def setup_of(text: str) -> ScannerSetup:
    """The setup kept as text; the usual one where it is none, or one of a later version."""
    try:
        said = json.loads(text) if text else {}
    except ValueError:
        return ScannerSetup()
    if not isinstance(said, dict):
        return ScannerSetup()
    usual = asdict(ScannerSetup())
    known = {
        name: said[name] if type(said.get(name)) is type(value) else value
        for name, value in usual.items()
    }
    setup = ScannerSetup(**known)
    if setup.kind not in (KEYBOARD, SERIAL) or setup.baud not in BAUDS:
        return ScannerSetup()
    return setup
