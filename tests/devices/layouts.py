"""What a US-mode scanner's keys become on other keyboards: for tests that press them by place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QWindow

NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
LOCK_MASK = 0x2
_ROWS = ((2, "1234567890-="), (16, "qwertyuiop[]"), (30, "asdfghjkl;'"), (44, "zxcvbnm,./"))
_UPPER = dict(zip("1234567890-=[];',./`", '!@#$%^&*()_+{}:"<>?~', strict=True))
PLACES = {char: first + at for first, row in _ROWS for at, char in enumerate(row)} | {"`": 41}


class Layout(Enum):
    """A keyboard: what its keys type plain and with Shift, in the order of a US keyboard."""

    US = (
        "1234567890-=qwertyuiop[]asdfghjkl;'zxcvbnm,./",
        '!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?',
    )
    QWERTZ = (
        "1234567890ß´qwertzuiopü+asdfghjklöäyxcvbnm,.-",
        '!"§$%&/()=?`QWERTZUIOPÜ*ASDFGHJKLÖÄYXCVBNM;:_',
    )
    AZERTY = (
        "&é\"'(-è_çà)=azertyuiop^$qsdfghjklmùwxcvbn,;:!",
        "1234567890°+AZERTYUIOP¨£QSDFGHJKLM%WXCVBN?./§",
    )

    def types(self, char: str) -> str:
        """What the key of a US character types here."""
        plain, shifted = self.value
        us_plain, us_shifted = Layout.US.value
        if char in us_plain:
            return str(plain[us_plain.index(char)])
        return str(shifted[us_shifted.index(char)])


@dataclass(frozen=True)
class Press:
    """A key: Qt's code, its text, its modifiers, its place on the board."""

    key: int
    text: str
    mods: Qt.KeyboardModifier
    place: int


def presses(code: str, layout: Layout, *, caps: bool = False) -> list[Press]:
    """The keys that a scanner in US mode presses for a code, as a PC with this layout gets them."""
    made = []
    for char in code:
        if char == "\x1d":
            key = ord(layout.types("]").upper())
            made.append(Press(key, "\x1d", CONTROL, PLACES["]"]))
            continue
        base = next((low for low, up in _UPPER.items() if up == char), char.lower())
        shift = SHIFT if base != char else NONE
        if layout is Layout.US or char not in "`~":
            text = layout.types(char) if char not in "`~" else char
        if caps and text.isalpha():
            text = text.swapcase()
        made.append(Press(ord(text.upper()[0]), text, shift, PLACES[base]))
    return made


class LayoutKeyboard:
    """Sends key events to a window as the system does, at times of its own (ms)."""

    def __init__(self, window: QWindow) -> None:
        self.window = window
        self.now = 10_000
        self.caps = False

    def press(
        self,
        key: int,
        text: str,
        mods: Qt.KeyboardModifier,
        place: int = 0,
        after: int = 4,
    ) -> None:
        self.now += after
        asked = self._event(QEvent.Type.ShortcutOverride, key, text, mods, place)
        asked.ignore()
        QCoreApplication.sendEvent(self.window, asked)
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.sendEvent(self.window, self._event(kind, key, text, mods, place))

    def _event(
        self, kind: QEvent.Type, key: int, text: str, mods: Qt.KeyboardModifier, place: int
    ) -> QKeyEvent:
        native = LOCK_MASK if self.caps else 0
        made = QKeyEvent(kind, int(key), mods, place + 8 if place else 0, 0, native, text)
        made.setTimestamp(self.now)
        return made

    def send(self, keys: list[Press], after: int = 4) -> None:
        """Press keys one after the other."""
        for one in keys:
            if one.mods == SHIFT:
                self.press(Qt.Key.Key_Shift, "", SHIFT, 42, after=0)
            self.press(one.key, one.text, one.mods, one.place, after)

    def scan(self, code: str, layout: Layout, *, caps: bool = False, after: int = 4) -> None:
        """A scanner's burst with its Enter."""
        self.caps = caps
        self.send(presses(code, layout, caps=caps), after)
        self.press(Qt.Key.Key_Return, "\r", NONE, 28, after)
        self.caps = False
