"""Which character a key of the main block stands for on a US keyboard, whatever layout is set.

Scanners type as a US keyboard. On a French layout the digits then arrive as "&é\"'(": the physical
key still tells what was meant. X11 key codes are the PC's scan codes plus 8.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_ROWS = (
    (2, "1234567890-=", "!@#$%^&*()_+"),
    (16, "qwertyuiop[]", "QWERTYUIOP{}"),
    (30, "asdfghjkl;'", 'ASDFGHJKL:"'),
    (44, "zxcvbnm,./", "ZXCVBNM<>?"),
)
_PLAIN: dict[int, str] = {43: "\\", 57: " "}
_SHIFTED: dict[int, str] = {43: "|", 57: " "}
for _first, _plain, _shift in _ROWS:
    _PLAIN.update({_first + at: char for at, char in enumerate(_plain)})
    _SHIFTED.update({_first + at: char for at, char in enumerate(_shift)})

GROUP_SEPARATOR = "\x1d"
"""FNC1 inside a GS1 code; a keyboard scanner sends it as Ctrl+]."""


def us_character(event: QKeyEvent) -> str:
    """The character that a US keyboard would have typed with this very key; "" when unknown."""
    scan = event.nativeScanCode()
    if sys.platform.startswith("linux"):
        scan -= 8
    table = _SHIFTED if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else _PLAIN
    return table.get(scan, "")


def character(event: QKeyEvent) -> str:
    """What a key event types: a printable character, or FNC1 for Ctrl+]; "" for anything else."""
    control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
    if control:
        return GROUP_SEPARATOR if event.key() == Qt.Key.Key_BracketRight else ""
    text = event.text()
    if event.modifiers() & Qt.KeyboardModifier.AltModifier or len(text) != 1:
        return ""
    return text if text.isprintable() else ""
