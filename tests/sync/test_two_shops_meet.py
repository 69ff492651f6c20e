"""Two PCs of one shop work apart, then tell each other: nothing is lost, both end alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.domain.actors import SYSTEM
from app.domain.ids import derived_id
from app.models.orders import OrderLine, Payment, SalesOrder
from app.models.people import Contact, Party
from app.models.pieces import Measured, Move, Piece
from app.models.records import Transition
from app.models.shopwide import Place
from app.models.work import Work
from app.shop import Shop
from app.sync.changes import outbox
from app.sync.integrate import integrate
from app.sync.resolve import DivergedError
from tests.sync.meeting import Hub, digests, now_tables, together, two_copies

KEY = b"k" * 32
Two = tuple[Shop, Shop, Hub]


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Shop, Shop, Hub]]:
    """Two PCs with stations 10 and 11 that know the same shop, and a hub between them."""
    first = Shop.create(tmp_path / "a", KEY, name="Vale", currency="USD", zone="America/New_York")
    first.keep_outbox()
    with first.work(SYSTEM, "found_shop") as w:
        w.add(Place, id=1, kind_code="safe", name="SAFE-1")
        w.add(Place, id=2, kind_code="tray", name="TRAY-07", parent_id=1)
        w.add(Place, id=3, kind_code="bench", name="BENCH-1")
        w.add(Party, id=4, display="Clara Whitcombe", family="Whitcombe")
        w.add(Piece, id=5, category="ring", description="Sapphire cluster ring")
        w.step("piece", 5, "intake")
        w.step("piece", 5, "free")
        w.add(Move, subject_kind="piece", subject_id=5, to_place_id=2)
    with two_copies(first, KEY, tmp_path / "b") as (a, b, hub):
        yield a, b, hub


def write(shop: Shop, do: Callable[[Work], Any], kind: str = "test") -> Any:
    with shop.work(SYSTEM, kind) as w:
        return do(w)


def test_facts_of_both_are_kept_and_both_end_alike(two: Two) -> None:
    a, b, hub = two
    write(a, lambda w: w.add(Move, subject_kind="piece", subject_id=5, to_place_id=3))
    write(b, lambda w: w.add(Measured, subject_kind="piece", subject_id=5, what="gross_weight_mg",
                             value=5480, method="scale"))  # fmt: skip
    write(b, lambda w: w.add(Contact, party_id=4, purpose="phone", value="+442079460412"))
    results = together(a, b, hub)
    assert len(digests(a, b)) == 1
    assert now_tables(a) == now_tables(b)
    row = now_tables(a)["piece_now"][0]
    assert 3 in row
    assert 5480 in row
    assert [r.lost for r in results] == [[]] * 5
    assert [r.cases for r in results] == [[]] * 5


def test_different_columns_merge_and_the_same_column_keeps_the_later_and_tells_what_lost(
    two: Two,
) -> None:
    a, b, hub = two
    write(a, lambda w: w.edit(Piece, 5, maker="Cartier"))
    write(a, lambda w: w.edit(Party, 4, display="Clara W."))
    write(b, lambda w: w.edit(Piece, 5, period="Edwardian"))
    write(b, lambda w: w.edit(Party, 4, display="Mrs Whitcombe"))
    together(a, b, hub)
    assert len(digests(a, b)) == 1
    with a.replaying() as db:
        assert db.row("SELECT maker, period FROM piece WHERE id=5") == ("Cartier", "Edwardian")
        assert db.value("SELECT display FROM party WHERE id=4") == "Mrs Whitcombe"
        lost = db.rows("SELECT table_name, column_name, content FROM conflict")
    assert [row[:2] for row in lost] == [("party", "display")]
    assert '"theirs":"Clara W."' in lost[0][2]
    assert '"kept":"mine"' in lost[0][2]


def test_a_piece_sold_twice_keeps_both_sales_and_opens_one_case(two: Two) -> None:
    a, b, hub = two
    first = write(a, lambda w: w.step("piece", 5, "reserved"))
    second = write(b, lambda w: w.step("piece", 5, "reserved"))
    write(a, lambda w: w.step("piece", 5, "sold"))
    write(b, lambda w: w.step("piece", 5, "sold"))
    together(a, b, hub)
    assert len(digests(a, b)) == 1
    for shop in two[:2]:
        with shop.replaying() as db:
            steps = db.rows("SELECT to_state FROM transition WHERE subject_id=5 ORDER BY hlc, id")
            cases = db.rows("SELECT case_kind, first_fact_id, second_fact_id FROM case_file")
            state = db.value("SELECT state FROM state_now WHERE subject_id=5 AND machine='piece'")
        assert sorted(s[0] for s in steps) == [
            "free",
            "intake",
            "reserved",
            "reserved",
            "sold",
            "sold",
        ]
        assert state == "sold"
        assert cases == [("piece_twice", first, second)]
    assert now_tables(a) == now_tables(b)
    with b.replaying() as db:
        assert db.value("SELECT open_cases FROM piece_now WHERE id=5") == 1


def test_both_read_one_file_and_its_rows_are_one(two: Two) -> None:
    a, b, hub = two

    def bring_in(w: Work) -> None:
        order = derived_id("shopify/main", "order", "1042")
        w.add(SalesOrder, id=order, number="#1042", currency="USD", stated_total_minor=162_800)
        w.add(OrderLine, id=derived_id("line", "1042", "0"), order_id=order, name="Ring")
        w.add(Payment, id=derived_id("payment", "1042"), order_id=order, amount_minor=162_800,
              currency="USD", method="card")  # fmt: skip
        w.add(Transition, id=derived_id("step", "1042", "imported"), machine="order",
              subject_id=order, from_state="", to_state="imported")  # fmt: skip

    write(a, bring_in, "import_orders")
    write(b, bring_in, "import_orders")
    results = together(a, b, hub)
    assert len(digests(a, b)) == 1
    assert sum(len(r.lost) for r in results) == 0
    assert sum(len(r.cases) for r in results) == 0
    with b.replaying() as db:
        assert db.value("SELECT count(*) FROM payment") == 1
        assert db.value("SELECT paid_minor FROM order_now") == 162_800
        assert db.value("SELECT count(*) FROM repeated") == 2


def test_a_damaged_or_newer_change_is_refused_and_nothing_changes(two: Two) -> None:
    import dataclasses

    from app.domain.errors import ShopError

    a, b, _hub = two
    write(a, lambda w: w.edit(Piece, 5, maker="Boivin"))
    with a.local() as db:
        sent = outbox(db, a.site)[0]
    before = digests(b)
    for wrong in (
        dataclasses.replace(sent, body=sent.body[:-1] + bytes([sent.body[-1] ^ 1])),
        dataclasses.replace(sent, schema_version=99),
    ):
        with pytest.raises(ShopError):
            integrate(b, [wrong])
    assert digests(b) == before


def test_a_copy_that_is_not_whole_is_noticed(two: Two) -> None:
    a, b, _hub = two
    write(a, lambda w: w.edit(Piece, 5, maker="Boivin"))
    with a.local() as db:
        sent = outbox(db, a.site)
    with b.replaying() as db:
        db._guarded = False
        db.begin_work()
        db.run("UPDATE piece SET maker='Tampered' WHERE id=5")
        db.commit_work()
    before = digests(b)
    with pytest.raises(DivergedError):
        integrate(b, sent)
    assert digests(b) == before


def test_a_tray_moved_here_and_renamed_there(two: Two) -> None:
    a, b, hub = two
    write(a, lambda w: w.add(Move, subject_kind="place", subject_id=2, to_place_id=3))
    write(b, lambda w: w.edit(Place, 2, name="TRAY-08"))
    together(a, b, hub)
    assert len(digests(a, b)) == 1
    assert now_tables(a) == now_tables(b)
    with b.replaying() as db:
        assert db.row("SELECT path, whereabouts FROM place_tree WHERE id=2") == (
            "BENCH-1 / TRAY-08",
            "bench",
        )


def test_a_person_who_edited_an_imported_order_wins_over_a_later_import_of_the_file(
    two: Two,
) -> None:
    a, b, hub = two
    order = derived_id("shopify/main", "order", "1042")

    def bring_in(w: Work) -> None:
        w.add(SalesOrder, id=order, number="#1042", currency="USD", ship_city="Bath")

    write(a, bring_in, "import_orders")
    write(a, lambda w: w.edit(SalesOrder, order, ship_city="London"))
    write(b, bring_in, "import_orders")
    together(a, b, hub)
    assert len(digests(a, b)) == 1
    with b.replaying() as db:
        assert db.value("SELECT ship_city FROM sales_order WHERE id=?", (order,)) == "London"
