"""An order that its channel cancels: pieces for sale again, or held where work was done here."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from app.domain.actors import Actor
from app.services import imports, jobs, order_review
from app.shop import Shop
from tests.exchange.make_files import w06
from tests.exchange.reading import file_of
from tests.services.order_desk import Counter, furnished_counter, line_of, reviewed
from tests.services.two_pcs import meet, second_pc

GONE = {"Cancelled_at": "2026-03-04 09:00:00 -0500"}


@pytest.fixture
def counter(house: Shop, staff: dict[str, Actor]) -> Counter:
    return furnished_counter(house, staff)


@pytest.fixture
def order_id(counter: Counter) -> int:
    return counter.bring(file_of(w06()))


def row_of(counter: Counter, **cells: str) -> imports.PreviewRow:
    (row,) = counter.read(imports.preview, file_of(w06(**(GONE | cells)))).rows
    return row


def state(counter: Counter, machine: str, subject: int) -> str:
    sql = "SELECT state FROM state_now WHERE machine = ? AND subject_id = ?"
    return str(counter.value(sql, machine, subject))


def test_a_reserved_piece_is_for_sale_again_and_the_preview_says_so(
    counter: Counter, order_id: int
) -> None:
    ring = reviewed(counter, order_id)
    row = row_of(counter)
    assert (row.outcome, row.why) == ("changed", "Cancelled at the shop; frees 1 piece")
    assert row.consequence == (
        "The order is cancelled. The piece that was reserved for it is for sale again."
    )
    counter.bring(file_of(w06(**GONE)))
    assert counter.card(order_id).state == "cancelled"
    assert state(counter, "piece", counter.ring) == "free"
    assert counter.value("SELECT piece_id FROM order_line WHERE id = ?", ring) is None


def test_what_work_was_done_for_is_held_for_a_person(counter: Counter, order_id: int) -> None:
    reviewed(counter, order_id)
    counter.say("send", "olga", jobs.send_to_bench, order_id=order_id)
    before = counter.card(order_id).state
    row = row_of(counter)
    assert row.why == "Cancelled at the shop; work is out"
    assert row.consequence.endswith("is open. The order goes on hold with its pieces until somebody"
                                    " cancels it here or goes on with it.")  # fmt: skip
    counter.bring(file_of(w06(**GONE)))
    card = counter.card(order_id)
    assert (before, card.state) != ("on_hold", "cancelled")
    assert card.state == "on_hold"
    assert card.held == "Cancelled at the shop's channel while work is out."
    assert state(counter, "piece", counter.ring) == "reserved"


def test_what_a_person_decided_is_not_held_again_by_the_next_file(
    counter: Counter, order_id: int
) -> None:
    reviewed(counter, order_id)
    counter.say("send", "olga", jobs.send_to_bench, order_id=order_id)
    counter.bring(file_of(w06(**GONE)))
    counter.say("release", "olga", order_review.release, order_id=order_id)
    went_on = counter.card(order_id).state
    assert went_on != "on_hold"
    counter.bring(file_of(w06(**GONE, Phone="+442071838750")))
    assert counter.card(order_id).state == went_on


def test_an_order_on_hold_for_something_else_says_it_too(counter: Counter, order_id: int) -> None:
    reviewed(counter, order_id)
    counter.say("send", "olga", jobs.send_to_bench, order_id=order_id)
    counter.say("hold", "olga", order_review.hold, order_id=order_id, reason_code="address")
    counter.bring(file_of(w06(**GONE)))
    assert counter.card(order_id).held.startswith("Address. Cancelled at the shop's channel")


def test_taking_that_import_back_reserves_nothing_by_itself(
    counter: Counter, order_id: int
) -> None:
    chain = line_of(counter.card(order_id), 3)
    piece = counter.value("SELECT min(id) FROM piece WHERE number LIKE 'P10-26-0050%'")
    counter.say("reserve", "olga", order_review.set_piece, line_id=chain, piece_id=piece)
    file = file_of(w06(**GONE))
    counter.bring(file)
    imports.undo_import(counter.house, counter.staff["olga"], file.sha256)
    assert counter.card(order_id).state == "review"
    assert state(counter, "piece", piece) == "free"
    assert counter.value("SELECT count(*) FROM order_line WHERE piece_id IS NOT NULL") == 0


def test_two_pcs_that_read_the_cancellation_free_the_piece_once(
    counter: Counter, order_id: int, tmp_path: Path
) -> None:
    reviewed(counter, order_id)
    with closing(second_pc(counter.house, tmp_path / "other")) as other:
        for shop in (counter.house, other):
            imports.apply(shop, counter.staff["olga"], file_of(w06(**GONE)))
        meet(counter.house, other)
        for shop in (counter.house, other):
            db = shop.reader()
            assert db.value("SELECT count(*) FROM case_file") == 0
            assert db.value("SELECT availability FROM piece_now WHERE id = ?", (counter.ring,)) == (
                "free"
            )
            db.close()
