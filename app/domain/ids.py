"""Ids of synced rows: made anywhere without asking anyone, or derived from what a file said."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from hashlib import blake2b

from app.domain.errors import ShopError

EPOCH_MS = 1_577_836_800_000
"""2020-01-01T00:00:00Z in milliseconds: ids count from here, so that 41 bits last until 2089."""
RANDOM_BITS = 22
EARLIEST_MS = 1_704_067_200_000  # 2024-01-01Z: a clock before it has lost its battery

_digest = blake2b(digest_size=8).copy  # a copy is made sooner than a new one is set up
_lock = threading.Lock()
_last = 0


@dataclass
class ToldClock:
    """A clock that shows what it is told (ms since 1970) and steps forward only.

    The sample shop's eighteen months are written with it, day after day; nothing else uses it.
    """

    ms: int
    last_id: int = 0

    def to(self, ms: int) -> None:
        """Show this moment from now on, unless it is already later."""
        self.ms = max(self.ms, ms)


_told: ContextVar[ToldClock | None] = ContextVar("told", default=None)


@contextmanager
def telling_time(clock: ToldClock) -> Iterator[ToldClock]:
    """Inside the block, and in this thread alone, ``now_ms`` and ``new_id`` go by ``clock``."""
    token = _told.set(clock)
    try:
        yield clock
    finally:
        _told.reset(token)


def now_ms() -> int:
    """Milliseconds since 1970 by this PC's clock; refuses a clock that is plainly wrong."""
    told = _told.get()
    if told is not None:
        return told.ms
    now = time.time_ns() // 1_000_000
    if now < EARLIEST_MS:
        raise ShopError(
            "The clock is wrong",
            "This PC's clock shows a date before 2024, so nothing can be saved with a true time.",
            "Set the date and time of this PC, then start Parure again.",
        )
    return now


def new_id() -> int:
    """A new 63-bit id: 41 bits of milliseconds since 2020, 22 random bits, rising in a process."""
    global _last
    told = _told.get()
    if told is not None:
        made = ((told.ms - EPOCH_MS) << RANDOM_BITS) | secrets.randbits(RANDOM_BITS)
        told.last_id = made if made > told.last_id else told.last_id + 1
        return told.last_id
    with _lock:
        made = ((now_ms() - EPOCH_MS) << RANDOM_BITS) | secrets.randbits(RANDOM_BITS)
        _last = made if made > _last else _last + 1
        return _last


def derived_id(*parts: str) -> int:
    """The id of something that comes from outside: the same on each PC that reads the same file.

    ``parts`` are (channel, kind, key …); 63 bits of BLAKE2b, never 0.
    """
    digest = _digest()
    digest.update("\x1f".join(parts).encode())
    return (int.from_bytes(digest.digest()) >> 1) or 1


def ms_of(made: int) -> int:
    """The millisecond (since 1970) at which a *new* id was made; meaningless for a derived one."""
    return (made >> RANDOM_BITS) + EPOCH_MS
