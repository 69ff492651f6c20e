"""Short ways to write an export and read it back, for the tests of the import."""

from __future__ import annotations

from app.exchange.orders import FileOrder, OrdersFile
from app.exchange.shopify_orders import read
from tests.exchange.make_orders import Cells, as_csv, flat, order


def file_of(*orders: list[Cells], **said: str) -> OrdersFile:
    options = {"channel": "shopify/main", "zone": "America/New_York", "currency": "USD"}
    return read(as_csv(flat(orders)), **(options | said))  # type: ignore[arg-type]


def one(*lines: Cells, **cells: str) -> FileOrder:
    (found,) = file_of(order(*lines, **cells)).orders
    return found


def codes(found: FileOrder) -> list[tuple[str, int, str]]:
    return [(p.code, p.row, p.field) for p in (*found.refusals, *found.holds, *found.remarks)]
