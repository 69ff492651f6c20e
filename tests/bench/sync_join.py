"""A PC joins a shop: the hub's first snapshot, the joining, against a plain copy of the same rows.

A tenth of 50,000 pieces and 200,000 orders unless ``PARURE_BENCH_PIECES`` and ``_ORDERS`` say more; the
last lines are what the whole would take. Photos come afterwards, while one works.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from app.services import joining
from app.shop import Shop
from app.sync.begin import begin_hub
from app.sync.invites import open_door
from app.sync.membership import need_membership
from app.sync.round import Round
from tests.bench.filling import fill
from tests.bench.hub import founded, server, wanted
from tests.bench.measure import Figure, amount, once, told
from tests.bench.sync_rows import hasty, inserted, plain_database
from tests.sync.meeting import digests, now_tables

PIECES, ORDERS = wanted("PIECES", 5_000), wanted("ORDERS", 20_000)
WHOLE = 50_000 + 200_000


def run() -> list[Figure]:
    """Set the hub up, invite, join; then both PCs hold the same rows and projections."""
    with server() as made, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["PARURE_KEY"] = "file"
        os.environ["XDG_CONFIG_HOME"] = str(folder / "config")
        first = founded(folder / "first")
        with hasty(first):
            fill(first, PIECES, ORDERS)
        address = made.empty_database()
        up = once(lambda: begin_hub(first, address, name="counter"))
        door = open_door(first)
        joined: list[Shop] = []
        took = once(lambda: joined.append(
            joining.join_shop(folder / "second", door.address, door.code, "workshop")))  # fmt: skip
        second = joined[0]
        hub = need_membership(first).open()
        Round(first, hub).meet()  # the new PC has told that it is there
        hub.close()
        assert len(digests(first, second)) == 1
        reader = second.reader()
        assert reader.value("SELECT count(*) FROM piece_now") == PIECES
        assert reader.value("SELECT count(*) FROM order_now") == ORDERS
        reader.close()
        assert now_tables(first) == now_tables(second)
        floor = once(lambda: _copied(first, folder / "plain.db"))
        size = (second.path / "shop.db").stat().st_size / 1e6
        first.close()
        second.close()
    scale = WHOLE / (PIECES + ORDERS)
    return [
        told(f"hub's first snapshot, {PIECES:,} pieces and {ORDERS:,} orders", up),
        told("joining, until it is usable, and a plain copy of its rows", took, floor),
        amount("MB of the joined shop's database", size),
        told("hub's first snapshot, 50,000 and 200,000 (scaled)", up * scale),
        told("joining, 50,000 and 200,000 (scaled)", took * scale, floor * scale),
    ]


def _copied(shop: Shop, path: Path) -> None:
    """All rows, synced and projected, into another encrypted database, without a search index."""
    plain, tables = plain_database(shop, path)
    reader = shop.reader()
    inserted(plain, {table: reader.rows(f'SELECT * FROM "{table}"') for table in tables}, [])
    reader.close()
    plain.close()
