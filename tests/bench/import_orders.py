"""Importing 10 000 orders against csv.DictReader and the same synced rows by executemany."""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path
from random import Random
from typing import Any

from app.domain.actors import CLI
from app.exchange import shopify_orders
from app.models.database import Database
from app.models.schema import BY_NAME, SYNCED
from app.services import imports
from app.services.check import check
from app.services.founding import found_shop
from app.shop import Shop
from tests.bench.measure import Figure, against, once, told
from tests.exchange.make_orders import as_csv, flat, make_orders

KEY = b"k" * 32
ORDERS = 10_000
TURNS = 3
DERIVED = (
    "address",
    "contact",
    "customisation",
    "discount_share",
    "order_line",
    "party",
    "payment",
    "refund",
    "sales_order",
    "tax_line",
    "transition",
)
"""Tables whose rows have derived ids: the file's order is any order to them, so they are shuffled."""

Rows = dict[str, list[tuple[Any, ...]]]


def run() -> list[Figure]:
    """The whole import, from the file's bytes to the projected rows; the floor without projections.

    Both sides take turns, each in a new database every time; the best turn of each counts.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "orders.csv"
        file.write_bytes(as_csv(flat(make_orders(ORDERS, seed=7))))
        few = as_csv(flat(make_orders(20, seed=8)))
        shopify_orders.read(few)  # loads what a first reading loads
        read, saved, floor_read, floor_saved = [], [], [], []
        for turn in range(TURNS):
            shop = _shop(Path(folder) / f"s{turn}")
            before = _ids(shop)
            floor_read.append(once(lambda: _read_plainly(file)))
            read.append(once(lambda: shopify_orders.read(file)))
            orders_file = shopify_orders.read(file)
            saved.append(once(lambda s=shop, f=orders_file: imports.apply(s, CLI, f)))
            _right(shop, sum(len(order.lines) for order in orders_file.orders))
            rows = _new_rows(shop, before)
            plain = _plain(shop, Path(folder) / f"plain{turn}.db")
            floor_saved.append(once(lambda p=plain, r=rows: _save_plainly(p, r)))
            assert plain.value("SELECT count(*) FROM order_line") == len(rows["order_line"])
            plain.close()
            if turn == TURNS - 1:
                assert check(shop).clean
            shop.close()
        return [
            told(f"reading a file of {ORDERS} orders", min(read), min(floor_read)),
            told(f"saving {ORDERS} orders", min(saved), min(floor_saved)),
            against(
                f"importing {ORDERS} orders",
                min(read) + min(saved),
                min(floor_read) + min(floor_saved),
                4.0,
            ),
        ]


def _shop(path: Path) -> Shop:
    return found_shop(path, name="B", currency="USD", zone="America/New_York", key=KEY).shop


def _right(shop: Shop, lines: int) -> None:
    """Every order and every line stands in the projections."""
    reader = shop.reader()
    assert reader.value("SELECT count(*) FROM order_now") == ORDERS
    assert reader.value("SELECT sum(lines) FROM order_now") == lines
    reader.close()


def _ids(shop: Shop) -> dict[str, set[int]]:
    reader = shop.reader()
    found = {name: {row[0] for row in reader.rows(f'SELECT id FROM "{name}"')} for name in SYNCED}
    reader.close()
    return found


def _new_rows(shop: Shop, before: dict[str, set[int]]) -> Rows:
    """The synced rows that the import made."""
    reader = shop.reader()
    rows = {
        name: [row for row in reader.rows(f'SELECT * FROM "{name}"') if row[0] not in before[name]]
        for name in SYNCED
    }
    reader.close()
    for name in DERIVED:
        Random(name).shuffle(rows[name])
    return rows


def _plain(shop: Shop, path: Path) -> Database:
    """An empty encrypted database with the synced tables and their indexes, without foreign keys."""
    plain, reader = Database(path, KEY, free=True), shop.reader()
    for name, sql in reader.rows(
        "SELECT tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type DESC"
    ):
        if name in SYNCED:
            plain.run(sql)
    plain.rows("PRAGMA foreign_keys=OFF")
    reader.close()
    return plain


def _read_plainly(file: Path) -> None:
    with file.open(encoding="utf-8", newline="") as text:
        assert sum(1 for _ in csv.DictReader(text)) >= ORDERS


def _save_plainly(plain: Database, rows: Rows) -> None:
    plain.begin_work()
    for name, some in rows.items():
        marks = ",".join("?" * len(BY_NAME[name].columns()))
        plain.run_many(f'INSERT INTO "{name}" VALUES ({marks})', some)
    plain.commit_work()
