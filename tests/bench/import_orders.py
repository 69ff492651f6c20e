"""Importing 10 000 orders against csv.DictReader and the same synced rows by executemany."""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path
from random import Random

from app.domain.actors import CLI
from app.exchange import shopify_orders
from app.models.database import Database
from app.models.schema import BY_NAME, SYNCED
from app.services import imports
from app.services.founding import found_shop
from tests.bench.measure import Figure, against, once, told
from tests.exchange.make_orders import as_csv, flat, make_orders

KEY = b"k" * 32
ORDERS = 10_000
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


def run() -> list[Figure]:
    """The whole import, from the file's bytes to the projected rows; the floor without projections."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "orders.csv"
        file.write_bytes(as_csv(flat(make_orders(ORDERS, seed=7))))
        shop = found_shop(
            Path(folder) / "s", name="B", currency="USD", zone="America/New_York", key=KEY
        ).shop
        reader = shop.reader()
        before = {name: reader.value(f'SELECT max(rowid) FROM "{name}"') or 0 for name in SYNCED}
        had = {name: {row[0] for row in reader.rows(f'SELECT id FROM "{name}"')} for name in before}
        ours_read = once(lambda: shopify_orders.read(file))
        orders_file = shopify_orders.read(file)
        ours_save = once(lambda: imports.apply(shop, CLI, orders_file))
        assert reader.value("SELECT count(*) FROM order_now") == ORDERS
        assert reader.value("SELECT sum(lines) FROM order_now") == sum(
            len(order.lines) for order in orders_file.orders
        )
        rows = {
            name: [row for row in reader.rows(f'SELECT * FROM "{name}"') if row[0] not in had[name]]
            for name in SYNCED
        }
        for name in DERIVED:  # in the file's order, which to a derived id is any order
            Random(name).shuffle(rows[name])
        plain = Database(Path(folder) / "plain.db", KEY, free=True)
        for name, sql in reader.rows(
            "SELECT tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type DESC"
        ):
            if name in SYNCED:
                plain.run(sql)
        plain.rows("PRAGMA foreign_keys=OFF")

        def floor_read() -> None:
            with file.open(encoding="utf-8", newline="") as text:
                assert sum(1 for _ in csv.DictReader(text)) >= ORDERS

        def floor_save() -> None:
            plain.begin_work()
            for name, some in rows.items():
                marks = ",".join("?" * len(BY_NAME[name].columns()))
                plain.run_many(f'INSERT INTO "{name}" VALUES ({marks})', some)
            plain.commit_work()

        floor_read_ms, floor_save_ms = once(floor_read), once(floor_save)
        assert plain.value("SELECT count(*) FROM order_line") == len(rows["order_line"])
        for db in (reader, plain, shop):
            db.close()
        return [
            told(f"reading a file of {ORDERS} orders", ours_read, floor_read_ms),
            told(f"saving {ORDERS} orders", ours_save, floor_save_ms),
            against(
                f"importing {ORDERS} orders",
                ours_read + ours_save,
                floor_read_ms + floor_save_ms,
                4.0,
            ),
        ]
