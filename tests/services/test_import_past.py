"""The list of imports: one line a file, its name, who, and whether anything of it is still here."""

from __future__ import annotations

import pytest

from app.domain.actors import Actor
from app.exchange import shopify_orders
from app.services import imports
from app.services.import_past import PastImport, past_imports, remember_name
from app.shop import Shop
from tests.exchange.make_orders import as_csv, flat, make_orders


def bring(shop: Shop, actor: Actor, count: int, first: int) -> str:
    """Import so many orders; the digest of their file."""
    file = shopify_orders.read(
        as_csv(flat(make_orders(count, seed=first, first=first))), channel="shopify/mainstore"
    )
    imports.apply(shop, actor, file)
    return file.sha256


def listed(shop: Shop) -> list[PastImport]:
    """The list as it is now."""
    db = shop.reader()
    try:
        return past_imports(db)
    finally:
        db.close()


def test_each_file_is_one_line_the_latest_first(house: Shop, staff: dict[str, Actor]) -> None:
    assert listed(house) == []
    older = bring(house, staff["emma"], 3, 1001)
    newer = bring(house, staff["mia"], 5, 2001)
    remember_name(house, newer, "orders_export_2.csv")
    found = listed(house)
    assert [one.sha256 for one in found] == [newer, older]
    assert [one.name for one in found] == ["orders_export_2.csv", ""]
    assert [one.orders for one in found] == [5, 3]
    assert [one.by for one in found] == ["Mia Delacroix", "Emma Castellanos"]
    assert all(one.here and one.at for one in found)


@pytest.mark.parametrize("again", [False, True])
def test_an_import_that_was_taken_back_says_so(
    house: Shop, staff: dict[str, Actor], again: bool
) -> None:
    sha256 = bring(house, staff["mia"], 3, 1001)
    imports.undo_import(house, staff["mia"], sha256)
    if again:
        bring(house, staff["mia"], 3, 1001)
    (one,) = listed(house)
    assert one.here is again
    assert one.orders == 3
