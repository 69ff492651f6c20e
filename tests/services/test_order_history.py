"""What an order's history says after files came again, and on two PCs that read one file."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from app.domain.actors import Actor
from app.services import imports
from app.services.order_history import order_history
from app.shop import Shop
from tests.exchange.make_files import w06
from tests.exchange.reading import file_of
from tests.services.two_pcs import meet, second_pc


def told(house: Shop) -> list[tuple[str, str]]:
    db = house.reader()
    order_id = db.value("SELECT id FROM sales_order")
    rows = [(row.words, row.detail) for row in order_history(db, order_id)]
    db.close()
    return rows


def test_an_import_taken_back_and_brought_again_is_said_once_each(
    house: Shop, staff: dict[str, Actor]
) -> None:
    file = file_of(w06())
    imports.apply(house, staff["olga"], file)
    imports.undo_import(house, staff["olga"], file.sha256)
    imports.apply(house, staff["olga"], file)
    assert told(house) == [
        ("Imported again", ""),
        ("Import taken back", ""),
        ("On hold: unknown SKU", ""),
        ("Imported from the web shop", ""),
    ]


def test_what_a_later_file_changed_is_said_once_on_two_pcs(
    house: Shop, staff: dict[str, Actor], tmp_path: Path
) -> None:
    imports.apply(house, staff["olga"], file_of(w06()))
    later = file_of(w06(Total="1630.00", Shipping="37.00"))
    with closing(second_pc(house, tmp_path / "other")) as other:
        for shop in (house, other):
            imports.apply(shop, staff["olga"], later)
        meet(house, other)
        for shop in (house, other):
            assert told(shop) == [
                ("Total changed", "USD 1628.00 → USD 1630.00"),
                ("Imported again", ""),
                ("On hold: unknown SKU", ""),
                ("Imported from the web shop", ""),
            ]


def test_a_line_that_is_gone_is_named(house: Shop, staff: dict[str, Actor]) -> None:
    imports.apply(house, staff["olga"], file_of(w06()))
    imports.apply(house, staff["olga"], file_of(w06()[:2]))
    words = [said for said, _ in told(house)]
    assert words.count("Fine Cable Chain taken off") == 1
