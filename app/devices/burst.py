"""Keys that came one right after the other: what they spell, and whether a scanner may have sent them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtGui import QKeyEvent

from app.devices.key_codes import caps_lock, character, us_character
from app.domain.codes import strip_aim
from app.domain.scanner_setup import ScannerSetup

LONGEST_GAP_MS = 51
"""No scanner pauses longer between two keys."""
AVERAGE_MS = 30
"""No person types a whole code faster than this on average."""
LATE_END_MS = 400
"""How long the Enter of a whole code may let wait: some scanners pause before it."""
WHOLE = 8
"""Digits that make a whole code: tags have ten, EAN eight or thirteen."""
LEAST_AFTER_PREFIX = 3
"""So many characters behind the scanner's own prefix are a scan whatever they are."""


class Burst:
    """The text as it was typed and as its keys were meant on a US keyboard; times in ms."""

    def __init__(self) -> None:
        self.typed = ""
        self.meant = ""
        self.first = 0
        self.last = 0
        self.caps = False

    def __len__(self) -> int:
        return len(self.typed)

    def add(self, event: QKeyEvent) -> None:
        """One more key."""
        at = event.timestamp()
        if not self.typed:
            self.first = at
        self.last = at
        typed = character(event) or us_character(event)
        self.typed += typed
        self.meant += us_character(event) or typed
        self.caps = self.caps or caps_lock(event)

    def clear(self) -> None:
        """Begin anew."""
        self.typed = self.meant = ""
        self.caps = False

    @property
    def is_fast(self) -> bool:
        """Whether its keys so far came quicker than any hand's."""
        return len(self) > 1 and (self.last - self.first) / (len(self) - 1) <= AVERAGE_MS

    def text(self, ended: int, setup: ScannerSetup, accept: Callable[[str], bool]) -> str:
        """The code that it is when its end came at ``ended`` (ms), without the prefix; "" for none."""
        presses = len(self)
        late = ended - self.last > LONGEST_GAP_MS
        if presses < 2:
            return ""
        if late and (ended - self.last > LATE_END_MS or not self.is_whole(setup, accept)):
            return ""
        if not late and (ended - self.first) / presses > AVERAGE_MS:
            return ""
        return next((setup.bare(t) for t in self._spelled(setup) if _fits(t, setup, accept)), "")

    def is_whole(self, setup: ScannerSetup, accept: Callable[[str], bool]) -> bool:
        """Whether it is the digits of a whole code, quicker than any hand."""
        bare = (setup.bare(text) for text in self._spelled(setup))
        digits = next((text for text in bare if text.isascii() and text.isdigit()), "")
        return len(digits) >= WHOLE and accept(digits) and self.is_fast

    def _spelled(self, setup: ScannerSetup) -> Iterator[str]:
        """What it may spell, the likeliest first: Caps Lock turns what scanners type around."""
        # Where one key gave "]" by its place and something else by its character, the place is right.
        if setup.by_keys or (strip_aim(self.meant)[0] and not strip_aim(self.typed)[0]):
            yield self.meant
        yield self.typed.swapcase() if self.caps else self.typed
        yield self.meant


def _fits(text: str, setup: ScannerSetup, accept: Callable[[str], bool]) -> bool:
    if setup.prefix and text.startswith(setup.prefix):
        return len(setup.bare(text)) >= LEAST_AFTER_PREFIX
    return accept(text)
