"""What the benchmarks of sync share: a PostgreSQL that writes to its disk, and PCs around it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from app.shop import Shop
from tests.conftest import SHOP_KEY
from tests.sync.pcs import House, house_of
from tests.sync.postgres import Server

CONNECTIONS = 300


def wanted(name: str, usual: int) -> int:
    """A size that the environment may set: ``PARURE_BENCH_SECONDS=600``."""
    return int(os.environ.get(f"PARURE_BENCH_{name}", usual))


@contextmanager
def server() -> Iterator[Server]:
    """A hub's server as it would be run: every commit is on the disk before it counts."""
    made = Server.make()
    try:
        with psycopg.connect(made.url("postgres"), autocommit=True) as conn:
            conn.execute(f"ALTER SYSTEM SET max_connections = {CONNECTIONS}")
        made.stop()
        made.fsync = True
        made.start()
        yield made
    finally:
        made.remove()


def founded(folder: Path) -> Shop:
    """An empty shop."""
    return Shop.create(folder, SHOP_KEY, name="Bench", currency="EUR", zone="UTC")


@contextmanager
def around_a_hub(count: int = 2) -> Iterator[tuple[Server, House]]:
    """So many PCs of an empty shop around a PostgreSQL."""
    with server() as made, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with house_of(founded(folder / "first"), made.empty_database(), folder, count) as house:
            yield made, house


def processor_s(of: Server) -> float:
    """Seconds of processor time that the server has used until now, all its processes together."""
    assert of.process is not None
    parent, used = of.process.pid, 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it has just ended; its parent counts it then
            continue
        if int(stat.parent.name) == parent:
            used += sum(int(ticks) for ticks in fields[11:15])
        elif int(fields[1]) == parent:
            used += int(fields[11]) + int(fields[12])
    return used / os.sysconf("SC_CLK_TCK")
