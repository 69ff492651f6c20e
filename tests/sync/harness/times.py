"""The clocks of several PCs in one process: each is wrong in its own way, and all obey the seed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

import pytest

from app.domain import ids
from app.sync import round as rounds

MINUTE_MS = 60_000
WRONG_MS = (0, 0, 5 * MINUTE_MS, -5 * MINUTE_MS, 25 * 60 * MINUTE_MS, -25 * 60 * MINUTE_MS)
"""How far a PC's clock may be off."""


class Times:
    """Stands in for the module ``time``: it goes on a little whenever somebody looks at it.

    ``skew_ms`` is how wrong the PC is whose turn it is; the hub's time is right.
    """

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._ns = time.time_ns()
        self._ticks = 0.0
        self.skew_ms = 0

    def true_ms(self) -> int:
        """The right time."""
        return self._ns // 1_000_000

    def pass_ms(self, ms: int) -> None:
        """Some time goes by in which nothing happens."""
        self._ns += ms * 1_000_000

    def time_ns(self) -> int:
        """What the clock of this PC shows."""
        self._ns += self._chance.randrange(3_000_000)
        return self._ns + self.skew_ms * 1_000_000

    def time(self) -> float:
        """What the clock of this PC shows, in seconds."""
        return self.time_ns() / 1e9

    def perf_counter(self) -> float:
        """Steps of many lengths, so that slices become smaller and bigger."""
        self._ticks += self._chance.choice((0.001, 0.001, 0.02, 0.06, 0.2))
        return self._ticks

    def sleep(self, seconds: float) -> None:
        """Nobody waits here."""

    def __getattr__(self, name: str) -> Any:
        return getattr(time, name)


@contextmanager
def told_times(chance: Random) -> Iterator[Times]:
    """Inside the block ids, hybrid times and rounds go by such clocks, and random ids by the seed."""
    times = Times(chance)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ids, "time", times)
        patch.setattr(ids, "_last", ids._last)  # back afterwards: these clocks are days ahead
        patch.setattr(rounds, "time", times)
        patch.setattr(ids, "secrets", _Seeded(chance))
        yield times


class _Seeded:
    """Stands in for the module ``secrets`` where ids are made."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance

    def randbits(self, bits: int) -> int:
        """Random bits, the same for the same seed."""
        return self._chance.getrandbits(bits)
