"""A later file of orders that are here: what is taken over, what stays ours; and two PCs with one file."""

from __future__ import annotations

from app.domain.actors import Actor
from app.exchange.orders import OrdersFile
from app.models.orders import SalesOrder
from app.services import imports, order_review
from app.shop import Shop
from tests.exchange.make_files import special
from tests.exchange.make_orders import line, make_orders, order
from tests.exchange.reading import file_of
from tests.services.import_desk import bring, ring, rows, seen, value
from tests.services.two_pcs import meet


# ---------------------------------------------------------------------- changes
def change_of(house: Shop, file: OrdersFile) -> dict[str, tuple[str, str, str]]:
    (row,) = seen(house, file).rows
    return {c.label: (c.old, c.new, c.fate) for c in row.differences}


def test_paid_since_is_taken_over_with_its_payment(house: Shop, olga: Actor) -> None:
    bring(house, olga, file_of(ring()))
    assert value(house, "SELECT paid_minor FROM order_now") == 0
    later = file_of(ring(Financial_Status="paid", Paid_at="2026-03-02 10:00:00 -0500"))
    assert seen(house, later).rows[0].why == "Paid since: pending → paid"
    done = bring(house, olga, later)
    assert done.counts["changed"] == 1
    assert value(house, "SELECT balance_minor FROM order_now") == 0
    assert bring(house, olga, later).saved == 0


def test_a_payment_in_another_currency_than_its_order_is_refused(house: Shop, olga: Actor) -> None:
    paid = {"Financial_Status": "paid", "Paid_at": "2026-03-02 10:00:00 -0500"}
    bring(house, olga, file_of(ring(**paid)))
    later = file_of(ring(**paid, Currency="EUR", Subtotal="600.00", Total="620.00"))
    (row,) = seen(house, later).rows
    assert row.outcome == "refused"
    assert row.problems[0].reason == (
        "The order and its payments are in USD here, the file says EUR"
    )
    assert "no exchange rates" in row.problems[0].remedy
    assert bring(house, olga, later).saved == 0
    assert rows(house, "SELECT currency, amount_minor FROM payment") == [("USD", 52_000)]
    assert rows(house, "SELECT currency, paid_minor FROM order_now") == [("USD", 52_000)]


def test_a_currency_that_stays_ours_takes_no_payment_in_the_files(house: Shop, olga: Actor) -> None:
    bring(house, olga, file_of(ring()))
    with house.work(olga, "edit") as w:
        w.edit(SalesOrder, w.value("SELECT id FROM sales_order"), currency="EUR")
    later = file_of(ring(Currency="CAD", Financial_Status="paid"))
    assert seen(house, later).rows[0].outcome == "refused"
    assert bring(house, olga, later).saved == 0
    assert rows(house, "SELECT 1 FROM payment") == []


def test_the_currency_of_an_order_that_nobody_paid_is_taken_over(house: Shop, olga: Actor) -> None:
    bring(house, olga, file_of(ring()))
    later = file_of(ring(Currency="EUR", Financial_Status="paid"))
    assert change_of(house, later)["Currency"] == ("USD", "EUR", "taken_over")
    bring(house, olga, later)
    assert rows(house, "SELECT currency, paid_minor FROM order_now") == [("EUR", 52_000)]
    assert rows(house, "SELECT currency FROM payment") == [("EUR",)]


def test_what_was_changed_here_stays_ours_and_is_shown(house: Shop, olga: Actor) -> None:
    bring(house, olga, file_of(ring(Phone="+33472001836")))
    order_id = value(house, "SELECT id FROM sales_order")
    with house.work(olga, "edit") as w:
        w.edit(SalesOrder, order_id, phone="+33600000000")
    same_there = file_of(ring(Phone="+33472001836", Shipping_City="Nice"))
    assert "Phone" not in change_of(house, same_there)
    other_there = file_of(ring(Phone="+33472001999", Shipping_City="Nice"))
    assert change_of(house, other_there)["Phone"] == ("+33600000000", "+33472001999", "kept")
    bring(house, olga, other_there)
    assert rows(house, "SELECT phone, ship_city FROM sales_order") == [("+33600000000", "Nice")]


def test_keep_ours_takes_nothing_and_does_not_ask_again(house: Shop, olga: Actor) -> None:
    bring(house, olga, file_of(ring()))
    later = file_of(ring(Shipping_City="Nice"))
    bring(house, olga, later, choices=imports.Choices(keep_ours=frozenset({"777001"})))
    assert value(house, "SELECT ship_city FROM sales_order") != "Nice"
    assert seen(house, later).counts["unchanged"] == 1


def test_lines_are_known_by_content_never_by_place(house: Shop, olga: Actor) -> None:
    first = order(
        line("Halo Ring", "500.00", sku="HALO"),
        line("Charm", "20.00", sku="CH"),
        Name="#1", Id="1", Subtotal="520.00", Shipping="0.00", Taxes="0.00", Total="520.00",
    )  # fmt: skip
    bring(house, olga, file_of(first))
    charm = value(house, "SELECT id FROM order_line WHERE sku = 'CH'")
    with house.work(olga, "tick") as w:
        order_review.tick(w, w.value("SELECT id FROM sales_order"), "price", charm)
    later = order(
        line("Charm", "20.00", sku="CH"),
        line("Bangle", "80.00", sku="BA"),
        Name="#1", Id="1", Subtotal="100.00", Shipping="0.00", Taxes="0.00", Total="100.00",
    )  # fmt: skip
    found = change_of(house, file_of(later))
    assert found["Line 1 is gone"] == ("Halo Ring", "none", "taken_over")
    assert found["Line 2 is new"] == ("none", "Bangle", "taken_over")
    bring(house, olga, file_of(later))
    lines = rows(house, "SELECT sku, removed FROM order_line ORDER BY sku")
    assert lines == [("BA", 0), ("CH", 0), ("HALO", 1)]
    assert value(house, "SELECT id FROM order_line WHERE sku = 'CH'") == charm
    assert value(house, "SELECT count(*) FROM ticked WHERE line_id = ?", charm) == 1
    assert value(house, "SELECT total_minor FROM order_now") == 10_000


def test_cancelled_there_is_cancelled_here_while_no_work_is_out(house: Shop, olga: Actor) -> None:
    bring(house, olga, file_of(ring()))
    bring(house, olga, file_of(ring(Cancelled_at="2026-03-04 09:00:00 -0500")))
    assert value(house, "SELECT state FROM order_now") == "cancelled"


def test_sent_there_is_sent_here(house: Shop, olga: Actor) -> None:
    bring(house, olga, file_of(ring()))
    bring(house, olga, file_of(ring(Fulfillment_Status="fulfilled")))
    assert value(house, "SELECT state FROM order_now") == "shipped"


def test_an_order_known_by_name_learns_its_id(house: Shop, olga: Actor) -> None:
    bring(house, olga, file_of(ring(Id="")))
    known = value(house, "SELECT id FROM sales_order")
    later = file_of(ring())
    done = bring(house, olga, later)
    assert (done.counts["new"], done.counts["changed"]) == (0, 1)
    assert rows(house, "SELECT id, external_id FROM sales_order") == [(known, "777001")]
    assert bring(house, olga, later).counts["unchanged"] == 1


# ---------------------------------------------------------------------- two PCs, one file
def test_two_pcs_that_import_one_file_make_the_same_rows(
    two: tuple[Shop, Shop], staff: dict[str, Actor]
) -> None:
    here, there = two
    file = file_of(*special(), *make_orders(30, seed=3, first=1101))
    bring(here, staff["olga"], file)
    bring(there, staff["emma"], file)
    for result in meet(here, there):
        assert result.lost == []
        assert result.cases == []
    totals = set()
    for shop in two:
        with shop.replaying() as db:
            totals.add(tuple(db.rows("SELECT number, state, paid_minor FROM order_now ORDER BY 1")))
            assert db.value("SELECT count(*) FROM case_file") == 0
            assert db.value("SELECT count(*) FROM conflict") == 0
    assert len(totals) == 1
