"""The hybrid clock: orders what happened on several PCs without trusting their wall clocks.

A hybrid time is one integer: 41 bits of milliseconds since 2020 and 16 bits of a counter. It never
runs backwards on a PC and is never behind what that PC has already seen from others.
"""

from __future__ import annotations

import threading

from app.domain.ids import EPOCH_MS, now_ms

COUNTER_BITS = 16


def hybrid(ms: int, counter: int = 0) -> int:
    """The hybrid time of a millisecond since 1970."""
    return ((ms - EPOCH_MS) << COUNTER_BITS) + counter


def wall_ms(hlc: int) -> int:
    """The millisecond since 1970 in a hybrid time: for showing, never for deciding."""
    return (hlc >> COUNTER_BITS) + EPOCH_MS


class HybridClock:
    """Gives rising hybrid times; ``seen`` makes it step over what another PC has already used."""

    def __init__(self, last: int = 0) -> None:
        self._last = last
        self._lead_ms: int | None = None
        self._lock = threading.Lock()

    def tick(self) -> int:
        """The next hybrid time, later than every one given or seen so far."""
        with self._lock:
            wall = now_ms()
            if self._lead_ms is not None:
                wall = min(wall, wall + self._lead_ms)
            self._last = max(self._last + 1, hybrid(wall))
            return self._last

    def bound(self, lead_ms: int) -> None:
        """This PC's clock may be wrong: never go further than it shows and ``lead_ms`` (may be < 0)."""
        with self._lock:
            self._lead_ms = lead_ms

    def seen(self, hlc: int) -> None:
        """Take note of a hybrid time from another PC."""
        with self._lock:
            self._last = max(self._last, hlc)
