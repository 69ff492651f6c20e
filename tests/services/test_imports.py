"""Importing a file of orders: previews that add up, facts as the file says them, nothing twice."""

from __future__ import annotations

import pytest

from app.domain.actors import Actor
from app.domain.errors import NotAllowedError
from app.models import orders, people, records
from app.models.database import Database
from app.models.orders import SalesOrder
from app.models.projections import all_rows, rebuild
from app.services import import_facts, import_rows, imports
from app.services.import_classify import SLICE
from app.services.orders import order_by_number, order_card
from app.shop import Shop
from tests.exchange.make_files import FOLDER, special, w06
from tests.exchange.make_orders import make_orders
from tests.exchange.reading import file_of
from tests.services.import_desk import OUT, bring, ring, rows, seen, value


# ---------------------------------------------------------------------- the preview
def test_outcomes_add_up_and_the_urgent_ones_stand_first(house: Shop) -> None:
    file = file_of(*special())
    found = seen(house, file)
    assert sum(found.counts.values()) == len(file.orders) == len(found.rows)
    ranks = [OUT.index(row.outcome) for row in found.rows]
    assert ranks == sorted(ranks)
    assert found.counts["refused"] == 2
    assert found.counts["held"] >= 3
    assert all(0 < len(row.why) <= 38 for row in found.rows)
    assert found.to_import == len(file.orders) - 2
    whys = {row.order.name: row.why for row in found.rows}
    assert whys["#1052"].startswith("Row ")
    assert whys["#1049"] == "Cancelled at the shop"
    assert value(house, "SELECT count(*) FROM sales_order") == 0


def test_the_arithmetic_is_shown_row_by_row(house: Shop) -> None:
    found = seen(house, file_of(w06())).rows[0].order
    assert [(row.label, row.amount_minor) for row in imports.arithmetic(found)] == [
        ("Lines", 172_000),
        ("Services", 4_500),
        ("Discount WELCOME10", -17_200),
        ("Shipping", 3_500),
        ("Ours = file", 162_800),
    ]
    wrong = seen(house, file_of(w06(Total="1600.00"))).rows[0].order
    assert [(r.label, r.amount_minor) for r in imports.arithmetic(wrong)][-3:] == [
        ("Ours", 162_800),
        ("The file's", 160_000),
        ("Difference", 2_800),
    ]


# ---------------------------------------------------------------------- saving
def test_states_follow_what_the_file_says(house: Shop, olga: Actor) -> None:
    bring(house, olga, file_of(*special()))
    states = dict(rows(house, "SELECT number, state FROM order_now"))
    assert states["#1049"] == "cancelled"
    assert states["#1048"] == "review"
    assert states["#1050"] == "on_hold"
    assert states["#1051"] == "on_hold"
    assert "#1052" not in states
    reasons = dict(rows(house, "SELECT number, hold_reason FROM order_now WHERE hold_reason <> ''"))
    assert reasons["#1050"] == "arithmetic"
    assert reasons["#1051"] == "address"


def test_money_facts_are_the_files(house: Shop, olga: Actor) -> None:
    bring(house, olga, file_of(*special()))
    found = {
        row[0]: row[1:]
        for row in rows(
            house,
            "SELECT number, currency, total_minor, paid_minor, refunded_minor, balance_minor"
            " FROM order_now",
        )
    }
    assert found["#1046"] == ("USD", 625_000, 600_000, 0, 25_000)
    assert found["#1047"] == ("USD", 16_200, 16_200, 7_200, 7_200)
    assert found["#1048"][:2] == ("JPY", 78_000)
    taxes = rows(
        house,
        "SELECT name, rate_ppm, amount_minor FROM tax_line WHERE order_id ="
        " (SELECT id FROM order_now WHERE number = 'AI-1045') ORDER BY amount_minor",
    )
    assert taxes == [
        ("GA State Tax 4%", 40_000, 2_080),
        ("Fulton County Tax 4.875%", 48_750, 2_535),
    ]
    shares = rows(
        house, "SELECT sum(amount_minor) FROM discount_share GROUP BY order_id ORDER BY 1"
    )
    assert shares == [(1_800,), (17_200,)]


@pytest.mark.parametrize(
    "name", ["main_79.csv", "old_71.csv", "cut_down.csv", "excel_resaved.csv", "w06.csv"]
)
def test_the_same_file_twice_changes_nothing(house: Shop, olga: Actor, name: str) -> None:
    from app.exchange.shopify_orders import read

    file = read(FOLDER / name, channel="shopify/main", zone="America/New_York", currency="USD")
    first = bring(house, olga, file)
    before = value(house, "SELECT max(site_seq) FROM work")
    again = bring(house, olga, file)
    assert again.saved == 0
    assert again.counts["refused"] == first.counts["refused"]
    assert again.counts["unchanged"] == len(file.orders) - first.counts["refused"]
    assert value(house, "SELECT max(site_seq) FROM work") == before
    assert seen(house, file).counts == again.counts


def test_a_wider_export_of_known_orders_changes_nothing_that_is_the_same(
    house: Shop, olga: Actor
) -> None:
    made = make_orders(9, seed=4, first=3001)
    bring(house, olga, file_of(*made))
    narrow = file_of(*made)
    object.__setattr__(narrow.orders[0], "stated", frozenset({"name", "id", "total", "currency"}))
    assert seen(house, narrow).counts["unchanged"] == 9


def test_projections_rebuild_to_equal_rows(house: Shop, olga: Actor) -> None:
    bring(house, olga, file_of(*make_orders(40, seed=8), w06()))
    with house.replaying() as db:
        before = all_rows(db)
        db.begin_work()
        rebuild(db)
        assert all_rows(db) == before
        db.roll_back()


def test_clients_are_one_with_all_their_ways_to_reach_them(house: Shop, olga: Actor) -> None:
    bring(
        house,
        olga,
        file_of(
            ring(),
            ring(Name="#2002", Id="777002", Shipping_City="Nice"),
            ring(Name="#2003", Id="777003", Email="other@example.com"),
        ),
    )
    assert value(house, "SELECT count(*) FROM party") == 2
    assert value(house, "SELECT orders FROM party_now WHERE email = 'a.laurent@example.com'") == 2
    cities = rows(house, "SELECT DISTINCT city FROM address ORDER BY 1")
    assert ("Nice",) in cities


def test_rows_are_whole_and_in_the_order_of_their_tables() -> None:
    """They are added as they stand, without their names."""
    (found,) = file_of(w06(Tax_1_Name="VAT 20%", Tax_1_Value="0.00", Refunded_Amount="1.00")).orders
    told = found.lines[0]
    facts = [c for c in orders.Payment.columns() if c not in ("work_id", "hlc")]
    assert list(import_rows.order_values(found)) == list(SalesOrder.columns())
    assert list(import_rows.line_values(1, 2, told)) == list(orders.OrderLine.columns())
    assert list(import_facts.payment_values(found, 1)[0]) == facts
    for table, rows_of in (
        (orders.Customisation, import_rows.customisations_of(1, told.customisations)),
        (people.Party, [import_rows.party_values(found, 1)]),
        (people.Contact, import_rows.contact_values(found, 1)),
        (people.Address, import_rows.address_values(found, 1)),
        (orders.Refund, import_facts.refund_values(found, 1)),
        (orders.TaxLine, import_facts.tax_values(found, 1)),
        (orders.DiscountShare, import_facts.share_values(1, {2: 3})),
        (records.Transition, import_facts.step_values(1, import_facts.states_of(found, ""))),
    ):
        wanted = [c for c in table.columns() if c not in ("work_id", "hlc")]
        assert rows_of
        assert all(list(row) == wanted for row in rows_of)


def test_one_address_in_two_spellings_is_one_contact(house: Shop, olga: Actor) -> None:
    bring(
        house,
        olga,
        file_of(ring(), ring(Name="#2002", Id="777002", Email="A.Laurent@Example.com")),
    )
    assert value(house, "SELECT count(*) FROM party") == 1
    found = rows(house, "SELECT value FROM contact WHERE purpose = 'email'")
    assert found == [("a.laurent@example.com",)]


def test_who_may_not_import_saves_nothing(house: Shop, staff: dict[str, Actor]) -> None:
    for login in ("owen", "sara", "adam"):
        with pytest.raises(NotAllowedError):
            bring(house, staff[login], file_of(ring()))
    assert value(house, "SELECT count(*) FROM sales_order") == 0


# ---------------------------------------------------------------------- in slices
def test_it_is_cancelled_between_slices_and_goes_on_later(house: Shop, olga: Actor) -> None:
    file = file_of(*make_orders(SLICE + 60, seed=11))
    told: list[tuple[int, int]] = []
    stopped = bring(
        house,
        olga,
        file,
        progress=lambda done, all_: told.append((done, all_)),
        cancelled=lambda: bool(told),
    )
    assert told == [(SLICE, SLICE + 60)]
    assert (stopped.stopped, stopped.left) == (True, 60)
    assert value(house, "SELECT count(*) FROM sales_order") == stopped.saved
    rest = bring(house, olga, file)
    assert (rest.stopped, rest.left) == (False, 0)
    assert rest.counts["unchanged"] == stopped.saved
    assert stopped.saved + rest.saved == len(file.orders) - rest.counts["refused"]


def test_a_slice_that_fails_leaves_nothing_of_itself(
    house: Shop, olga: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = file_of(*make_orders(SLICE + 5, seed=12))
    committed: list[int] = []
    honest = Database.commit_work

    def second_fails(db: Database) -> None:
        if committed:
            raise OSError("the disk is full")
        committed.append(1)
        honest(db)

    monkeypatch.setattr(Database, "commit_work", second_fails)
    with pytest.raises(OSError, match="disk"):
        bring(house, olga, file)
    monkeypatch.undo()
    assert value(house, "SELECT count(*) FROM sales_order") == SLICE
    assert bring(house, olga, file).saved == 5


def test_what_is_left_out_is_not_saved(house: Shop, olga: Actor) -> None:
    file = file_of(ring(), ring(Name="#2002", Id="777002"))
    done = bring(house, olga, file, choices=imports.Choices(left_out=frozenset({"777001"})))
    assert done.saved == 1
    assert rows(house, "SELECT number FROM sales_order") == [("#2002",)]


# ---------------------------------------------------------------------- for programs
def test_the_json_counts_what_the_contract_says(house: Shop, olga: Actor) -> None:
    file = file_of(ring(), w06(), ring(Name="#9", Id="9", Currency="US$"))
    db = house.reader()
    said = imports.import_json(imports.preview(db, file))
    db.close()
    assert said["orders"] == {"new": 1, "unchanged": 0, "changed": 0, "held": 1, "refused": 1}
    assert (said["lines"], said["units"]) == (4, 5)
    assert said["totals"] == {"USD": "2148.00"}
    assert said["saved"] is False
    assert {p["code"] for p in said["problems"]} >= {"sku", "currency"}
    assert imports.import_json(bring(house, olga, file))["saved"] is True


def test_the_history_tells_of_the_import_in_words(house: Shop, olga: Actor) -> None:
    bring(house, olga, file_of(ring()))
    db = house.reader()
    order_id = order_by_number(db, "2001")
    assert order_id is not None
    card = order_card(db, order_id)
    db.close()
    assert [(row.words, row.who) for row in card.history][-1] == (
        "Imported from the web shop",
        "Olga Marchenko",
    )
