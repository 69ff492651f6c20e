"""Ids of synced rows: made anywhere without asking anyone, or derived from what a file said."""

from __future__ import annotations

import secrets
import threading
import time
from hashlib import blake2b

from app.domain.errors import ShopError

EPOCH_MS = 1_577_836_800_000
"""2020-01-01T00:00:00Z in milliseconds: ids count from here, so that 41 bits last until 2089."""
RANDOM_BITS = 22
EARLIEST_MS = 1_704_067_200_000  # 2024-01-01Z: a clock before it has lost its battery

_lock = threading.Lock()
_last = 0


def now_ms() -> int:
    """Milliseconds since 1970 by this PC's clock; refuses a clock that is plainly wrong."""
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
    with _lock:
        made = ((now_ms() - EPOCH_MS) << RANDOM_BITS) | secrets.randbits(RANDOM_BITS)
        _last = made if made > _last else _last + 1
        return _last


def derived_id(*parts: str) -> int:
    """The id of something that comes from outside: the same on each PC that reads the same file.

    ``parts`` are (channel, kind, key …); 63 bits of BLAKE2b, never 0.
    """
    text = "\x1f".join(parts).encode()
    return (int.from_bytes(blake2b(text, digest_size=8).digest(), "big") >> 1) or 1


def ms_of(made: int) -> int:
    """The millisecond (since 1970) at which a *new* id was made; meaningless for a derived one."""
    return (made >> RANDOM_BITS) + EPOCH_MS
