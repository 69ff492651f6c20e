"""Thirty PCs of one shop around one hub, one of them saving something every second.

A minute of it unless ``PARURE_BENCH_SECONDS`` says more (600 for the whole). All PCs are threads of
this one process here, so the last of them to know has waited for the twenty-eight others: in a shop
each has a processor of its own. The engines are the program's.
"""

from __future__ import annotations

import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psycopg

from app.domain.actors import SYSTEM
from app.domain.changes import Changes
from app.domain.ids import new_id
from app.models.people import Party
from app.shop import Shop
from app.sync.engine import Engine
from tests.bench.hub import founded, processor_s, server, wanted
from tests.bench.measure import Figure, amount, told, within
from tests.sync.meeting import digests
from tests.sync.pcs import House, house_of
from tests.sync.postgres import Server

PCS, SECONDS = wanted("PCS", 30), wanted("SECONDS", 60)
PATIENCE_S = 60.0
FIRST_MS, LAST_MS = 200, 2_000
"""What the first and the last PC may take, with all of them on this machine."""


class Heard:
    """When each PC knew of each unit: the engine tells it as soon as it is in."""

    def __init__(self) -> None:
        self.at: dict[int, list[float]] = {}
        self._news = threading.Condition()

    def of(self) -> Callable[[Changes], None]:
        """A listener for one PC."""

        def changed(changes: Changes) -> None:
            now = time.monotonic()
            with self._news:
                for party in changes.touched.get("party", ()):
                    self.at.setdefault(party, []).append(now)
                self._news.notify_all()

        return changed

    def until(self, party: int, pcs: int) -> None:
        """Wait until so many PCs know of it."""
        with self._news:
            assert self._news.wait_for(lambda: len(self.at.get(party, ())) >= pcs, PATIENCE_S)


def run() -> list[Figure]:
    """The lag of the first, the middle and the last PC, and what the hub has to do for it."""
    with server() as made, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first = founded(folder / "first")
        with house_of(first, made.empty_database(), folder, PCS) as house:
            return _measured(made, house)


def _measured(made: Server, house: House) -> list[Figure]:
    heard = Heard()
    shops = [pc.shop for pc in house.pcs]
    engines = [Engine(shops[0]), *(Engine(shop, changed=heard.of()) for shop in shops[1:])]
    for engine in engines:
        engine.start()
    _say(shops[0], heard)  # all are awake
    connections = _connections(made)
    used, bytes_before, begun = processor_s(made), _written(made), time.monotonic()
    lags = []
    for second in range(SECONDS):
        lags.append(_say(shops[0], heard))
        pause = begun + second + 1 - time.monotonic()
        if pause > 0:
            time.sleep(pause)
    took = time.monotonic() - begun
    load = (processor_s(made) - used) / took
    written = (_written(made) - bytes_before) / took
    for engine in engines:
        assert engine.stop()
    assert len(digests(*shops)) == 1
    columns = list(zip(*lags, strict=True))
    first = statistics.median(columns[0])
    middle = statistics.median(columns[len(columns) // 2])
    last = statistics.median(columns[-1])
    worst = max(columns[-1])
    return [
        within(f"{PCS} PCs, {SECONDS} s, a save each second: the first knows, median", first, FIRST_MS),
        told(f"{PCS} PCs: the middle one knows, median", middle),
        within(f"{PCS} PCs: the last one knows, median", last, LAST_MS),
        told(f"{PCS} PCs: the last one knows, slowest", worst),
        amount("hub's load, % of one processor", load * 100),
        amount("hub's connections", connections),
        amount("hub's write-ahead log, kB a second", written / 1000),
    ]  # fmt: skip


def _say(shop: Shop, heard: Heard) -> list[float]:
    """Save something; milliseconds until each other PC knew, in order."""
    party = new_id()
    with shop.work(SYSTEM, "bench") as w:
        w.add(Party, id=party, display="Ann Lee")
    saved = time.monotonic()
    heard.until(party, PCS - 1)
    return [(at - saved) * 1000 for at in sorted(heard.at[party])]


def _connections(made: Server) -> int:
    with psycopg.connect(made.url("postgres"), autocommit=True) as conn:
        asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = 'hubs'"
        found = conn.execute(asked).fetchone()
        assert found
        return int(found[0])


def _written(made: Server) -> int:
    with psycopg.connect(made.url("postgres"), autocommit=True) as conn:
        found = conn.execute("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')").fetchone()
        assert found
        return int(found[0])
