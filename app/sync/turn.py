"""How much is brought in at once, so that nobody at the counter waits for what arrives.

What arrives is brought in by slices, each whole in itself: its changes, the lists that they concern,
the cases that they open. Several slices share one transaction, for each commit writes the pages that
they all touch anew; between two of them the turn is given up if somebody else wants to write.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from app.models.database import Database
from app.shop import Shop
from app.sync.changes import Sent

AIM_S = 0.02
"""What a slice should take: some are slower than the one before, and who waits also waits for the
commit behind it; 50 ms is the most."""
HOLD_S = 0.08
"""How long a turn lasts while nobody waits: another program on this PC cannot say that it does."""
PAUSE_S = 0.002
SMALLEST, LARGEST = 4 << 10, 4 << 20


@dataclass
class Slices:
    """How much is brought in at once: adapts to what this PC manages within ``AIM_S``."""

    budget: int = 32 << 10
    longest_s: float = 0.0

    def took(self, seconds: float, size: int) -> None:
        """Take note of how long a slice of ``size`` bytes took.

        The next one is as much bigger or smaller as would have taken ``AIM_S``, at most by half or
        double; what little came alone says nothing about how much more there could have been.
        """
        self.longest_s = max(self.longest_s, seconds)
        fit = self.budget * min(2.0, max(0.5, AIM_S / max(seconds, 1e-6)))
        if fit < self.budget or size * 2 >= self.budget:
            self.budget = min(LARGEST, max(min(SMALLEST, self.budget), int(fit)))

    def first(self, arrived: Sequence[Sent], least: int, start: int = 0) -> int:
        """How many of these come next behind the first ``start``; never fewer than ``least``, which
        are redone each time."""
        size, at_least = 0, start + max(1, least)
        for n in range(start, len(arrived)):
            size += len(arrived[n].body)
            if size > self.budget and n >= at_least:
                return n - start
        return len(arrived) - start


@contextmanager
def turn(shop: Shop, *, lasting: bool = True) -> Iterator[Database]:
    """One transaction of sync's own: all of the block is saved, or nothing of it.

    With ``lasting`` false nobody waits for the disk: for what is followed by more, and what the hub
    would give again.
    """
    with shop.replaying() as db, _without_waiting(db, not lasting):
        db.begin_work()
        try:
            yield db
            db.commit_work()
        except BaseException:
            db.roll_back()
            raise


@contextmanager
def _without_waiting(db: Database, hurried: bool) -> Iterator[None]:
    """A commit inside is on the disk with the next one; a power cut before takes it back whole."""
    if hurried:
        db.rows("PRAGMA synchronous=NORMAL")
    try:
        yield
    finally:
        if hurried:
            db.rows("PRAGMA synchronous=FULL")
