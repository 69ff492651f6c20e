"""A file of orders brought into the house, and what the house holds of it then."""

from __future__ import annotations

from typing import Any

from app.domain.actors import Actor
from app.exchange.orders import OrdersFile
from app.services import imports
from app.shop import Shop
from tests.exchange.make_orders import Cells, line, order

OUT = ("refused", "held", "changed", "new", "unchanged")


def bring(house: Shop, who: Actor, file: OrdersFile, **more) -> imports.ImportResult:  # type: ignore[no-untyped-def]
    return imports.apply(house, who, file, **more)


def seen(house: Shop, file: OrdersFile) -> imports.ImportPreview:
    db = house.reader()
    try:
        return imports.preview(db, file)
    finally:
        db.close()


def value(house: Shop, sql: str, *params: object) -> Any:
    db = house.reader()
    try:
        return db.value(sql, params)
    finally:
        db.close()


def rows(house: Shop, sql: str, *params: object) -> list[tuple]:
    db = house.reader()
    try:
        return db.rows(sql, params)
    finally:
        db.close()


def ring(**cells: str) -> list[Cells]:
    """Order #2001: one ring, not paid yet, unless the cells say otherwise."""
    said = {
        "Name": "#2001",
        "Id": "777001",
        "Email": "a.laurent@example.com",
        "Subtotal": "500.00",
        "Shipping": "20.00",
        "Taxes": "0.00",
        "Total": "520.00",
        "Financial_Status": "pending",
        "Paid_at": "",
    }
    return order(line("Halo Ring", "500.00", sku="HALO"), **(said | cells))
