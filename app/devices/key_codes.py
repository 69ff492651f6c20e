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


_LOCK_MASKS = {"linux": 0x2, "win32": 0x100}
"""Where the native modifiers of a key tell of Caps Lock: X11's LockMask; Qt's own bit on Windows."""
_CONTROL = Qt.KeyboardModifier.ControlModifier
_OTHER = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def us_character(event: QKeyEvent) -> str:
    """The character that a US keyboard would have typed with this very key; "" when unknown."""
    if event.modifiers() & _CONTROL:
        return GROUP_SEPARATOR if _us_key(event) == "]" else ""
    return _us_key(event)


def _us_key(event: QKeyEvent) -> str:
    scan = event.nativeScanCode()
    if sys.platform.startswith("linux"):
        scan -= 8
    table = _SHIFTED if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else _PLAIN
    return table.get(scan, "")


def caps_lock(event: QKeyEvent) -> bool:
    """Whether Caps Lock was on when the key was pressed; False where the system does not say."""
    return bool(event.nativeModifiers() & _LOCK_MASKS.get(sys.platform, 0))


def character(event: QKeyEvent) -> str:
    """What a key event types: a printable character, or FNC1 for Ctrl+]; "" for anything else."""
    if event.modifiers() & _CONTROL:
        return GROUP_SEPARATOR if event.key() == Qt.Key.Key_BracketRight else ""
    text = event.text()
    if event.modifiers() & _OTHER or len(text) != 1:
        return ""
    return text if text.isprintable() else ""


def continues(event: QKeyEvent) -> str:
    """As ``character``, also where FNC1 came from the key that is "]" on a US keyboard."""
    if character(event):
        return character(event)
    fnc1 = event.modifiers() & _CONTROL and us_character(event) == GROUP_SEPARATOR
    return GROUP_SEPARATOR if fnc1 else ""
