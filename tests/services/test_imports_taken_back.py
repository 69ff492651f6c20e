"""An import taken back: as a whole, to the cent, and brought again; on one PC and on two."""

from __future__ import annotations

import pytest

from app.domain.actors import Actor
from app.domain.errors import NotFoundError
from app.exchange.shopify_columns import USUAL
from app.exchange.shopify_orders import read
from app.models.orders import Payment, SalesOrder
from app.services import imports, order_review
from app.services.check import check
from app.services.orders import add_note, order_by_number
from app.shop import Shop
from tests.exchange.make_files import w06
from tests.exchange.make_orders import Cells, as_csv, line
from tests.exchange.reading import file_of
from tests.services.import_desk import bring, ring, rows, seen, value
from tests.services.two_pcs import meet

NOW = (
    "SELECT state, total_minor, paid_minor, refunded_minor, lines, financial_status FROM order_now"
)


def more(**cells: str) -> list[Cells]:
    """Order #2001 later: a chain was added, it was paid, and an engraving is asked for."""
    said = {
        "Subtotal": "600.00",
        "Total": "620.00",
        "Financial_Status": "paid",
        "Note_Attributes": "Engraving text: Hi",
    }
    first, *_ = ring(**(said | cells))
    chain = line("Fine Chain", "100.00", sku="CHN")
    again = {key: first[key] for key in ("Name", "Email", "Created at")}
    return [first, again | chain]


def test_an_import_is_taken_back_as_a_whole_and_comes_back(house: Shop, olga: Actor) -> None:
    file = file_of(ring(), w06())
    bring(house, olga, file)
    undone = imports.undo_import(house, olga, file.sha256)
    assert (undone.removed, undone.kept) == (2, ())
    assert value(house, "SELECT count(*) FROM order_now WHERE removed = 0") == 0
    assert value(house, "SELECT count(*) FROM party_now WHERE removed = 0") == 0
    assert value(house, "SELECT count(*) FROM search_row WHERE kind_code = 'order'") == 0
    with pytest.raises(NotFoundError):
        imports.undo_import(house, olga, file.sha256)
    assert seen(house, file).rows[-1].why == "Comes back: was taken back before"
    again = bring(house, olga, file)
    assert again.saved == 2
    found = rows(house, "SELECT number, lines, paid_minor, removed FROM order_now ORDER BY number")
    assert found == [("#1042", 3, 162_800, 0), ("#2001", 1, 0, 0)]
    assert value(house, "SELECT count(*) FROM party_now WHERE removed = 0") == 2
    assert bring(house, olga, file).saved == 0


def test_what_was_worked_on_is_kept_and_named(house: Shop, olga: Actor) -> None:
    file = file_of(ring(), ring(Name="#2002", Id="777002"), ring(Name="#2003", Id="777003"))
    bring(house, olga, file)
    db = house.reader()
    second, third = order_by_number(db, "#2002"), order_by_number(db, "#2003")
    db.close()
    assert second is not None
    assert third is not None
    with house.work(olga, "note") as w:
        add_note(w, second, "Called the client")
    with house.work(olga, "hold") as w:
        order_review.hold(w, third, "stock")
    undone = imports.undo_import(house, olga, file.sha256)
    assert undone.removed == 1
    assert sorted(number for _, number in undone.kept) == ["#2002", "#2003"]
    assert undone.changes.message == "1 order taken back, 2 kept because work was done on them"


def test_taking_back_a_later_import_gives_the_old_values_back(house: Shop, olga: Actor) -> None:
    bring(house, olga, file_of(ring()))
    before = value(house, "SELECT ship_city FROM sales_order")
    later = file_of(ring(Shipping_City="Nice"))
    bring(house, olga, later)
    undone = imports.undo_import(house, olga, later.sha256)
    assert undone.removed == 0
    assert value(house, "SELECT ship_city FROM sales_order") == before
    assert value(house, "SELECT count(*) FROM order_now WHERE removed = 0") == 1


def test_what_a_later_file_brought_goes_as_a_whole_and_comes_again(
    house: Shop, olga: Actor
) -> None:
    first, later = file_of(ring()), file_of(more())
    bring(house, olga, first)
    before = rows(house, NOW)
    bring(house, olga, later)
    after = rows(house, NOW)
    assert after == [("review", 62_000, 62_000, 0, 2, "paid")]
    undone = imports.undo_import(house, olga, later.sha256)
    assert undone.changes.message == "0 orders taken back, 1 as before"
    assert rows(house, NOW) == before == [("review", 52_000, 0, 0, 1, "pending")]
    assert rows(house, "SELECT removed FROM customisation") == [(1,)]
    assert seen(house, first).counts["unchanged"] == 1
    for _ in range(2):  # again and again, to the cent
        assert bring(house, olga, later).counts["changed"] == 1
        assert rows(house, NOW) == after
        imports.undo_import(house, olga, later.sha256)
        assert rows(house, NOW) == before
    assert check(house).clean


def test_what_the_channel_cancelled_is_not_cancelled_without_its_file(
    house: Shop, olga: Actor
) -> None:
    bring(house, olga, file_of(ring()))
    gone = file_of(ring(Cancelled_at="2026-03-05 10:00:00 -0500"))
    bring(house, olga, gone)
    assert value(house, "SELECT state FROM order_now") == "cancelled"
    imports.undo_import(house, olga, gone.sha256)
    assert value(house, "SELECT state FROM order_now") == "review"
    bring(house, olga, gone)
    assert value(house, "SELECT state FROM order_now") == "cancelled"


def test_an_order_that_was_worked_on_keeps_what_a_later_file_changed_and_is_named(
    house: Shop, olga: Actor
) -> None:
    bring(house, olga, file_of(ring()))
    later = file_of(ring(Shipping_City="Nice"))
    bring(house, olga, later)
    order_id = value(house, "SELECT id FROM sales_order")
    with house.work(olga, "note") as w:
        add_note(w, order_id, "called")
    undone = imports.undo_import(house, olga, later.sha256)
    assert [number for _, number in undone.kept] == ["#2001"]
    assert value(house, "SELECT ship_city FROM sales_order") == "Nice"


def test_a_wish_that_was_put_in_here_keeps_its_order(house: Shop, olga: Actor) -> None:
    file = file_of(ring(), w06())
    bring(house, olga, file)
    line_id = value(
        house,
        "SELECT l.id FROM order_line AS l JOIN sales_order AS o ON o.id = l.order_id"
        " WHERE o.number = '#2001'",
    )
    with house.work(olga, "wish") as w:
        order_review.change_wish(w, line_id, "engraving", "Always")
    undone = imports.undo_import(house, olga, file.sha256)
    assert (undone.removed, [number for _, number in undone.kept]) == (1, ["#2001"])


def test_a_value_changed_here_and_changed_back_follows_the_channel_again(
    house: Shop, olga: Actor
) -> None:
    bring(house, olga, file_of(ring(Shipping_City="Lyon")))
    order_id = value(house, "SELECT id FROM sales_order")
    for city in ("Nice", "Lyon"):
        with house.work(olga, "edit") as w:
            w.edit(SalesOrder, order_id, ship_city=city)
    bring(house, olga, file_of(ring(Shipping_City="Paris")))
    assert value(house, "SELECT ship_city FROM sales_order") == "Paris"


def test_money_taken_here_is_not_set_off_by_a_file(house: Shop, olga: Actor) -> None:
    bring(house, olga, file_of(ring()))
    order_id = value(house, "SELECT id FROM sales_order")
    with house.work(olga, "take_payment") as w:
        w.add(Payment, order_id=order_id, amount_minor=10_000, currency="USD", method="cash")
    bring(house, olga, file_of(ring(Notes="rings twice")))
    assert value(house, "SELECT paid_minor FROM order_now") == 10_000


def test_a_part_that_was_paid_stays_known_where_a_file_does_not_say_how_much(
    house: Shop, olga: Actor
) -> None:
    part = ring(Financial_Status="partially_paid", Outstanding_Balance="400.00")
    bring(house, olga, file_of(part))
    assert value(house, "SELECT paid_minor FROM order_now") == 12_000
    columns = [name for name in USUAL if name != "Outstanding Balance"]
    narrow = read(
        as_csv(part, columns), channel="shopify/main", zone="America/New_York", currency="USD"
    )
    bring(house, olga, narrow)
    assert value(house, "SELECT paid_minor FROM order_now") == 12_000


# ---------------------------------------------------------------------- two PCs
def test_two_pcs_that_take_one_import_back_do_it_once(
    two: tuple[Shop, Shop], staff: dict[str, Actor]
) -> None:
    first, later = file_of(ring()), file_of(more())
    for shop in two:
        for file in (first, later):
            bring(shop, staff["olga"], file)
        imports.undo_import(shop, staff["olga"], later.sha256)
        bring(shop, staff["olga"], later)
        imports.undo_import(shop, staff["olga"], later.sha256)
    meet(*two)
    for shop in two:
        assert rows(shop, NOW) == [("review", 52_000, 0, 0, 1, "pending")]
        assert check(shop).clean


def test_two_pcs_that_read_one_order_from_different_files_agree(
    two: tuple[Shop, Shop], staff: dict[str, Actor]
) -> None:
    here, there = two
    bring(here, staff["olga"], file_of(w06(Payment_Method="PayPal", Notes="early")))
    bring(there, staff["emma"], file_of(w06(Payment_Method="PayPal + manual", Notes="late")))
    meet(here, there)
    for shop in two:
        assert rows(shop, "SELECT number, paid_minor FROM order_now") == [("#1042", 162_800)]
        assert check(shop).clean
    assert rows(here, "SELECT method FROM payment") == rows(there, "SELECT method FROM payment")
