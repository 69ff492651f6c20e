"""Ticks that must say why: goods that no piece stands for, and a wish in the client's note."""

from __future__ import annotations

import pytest

from app.domain.actors import Actor
from app.domain.errors import InputError, StateError
from app.services import jobs, order_review
from app.services.order_history import order_history
from app.shop import Shop
from tests.exchange.make_files import w06
from tests.exchange.make_orders import line, order
from tests.exchange.reading import file_of
from tests.services.order_desk import Counter, furnished_counter, line_of, reviewed


@pytest.fixture
def counter(house: Shop, staff: dict[str, Actor]) -> Counter:
    return furnished_counter(house, staff)


def tick(
    counter: Counter, order_id: int, point: str, line_id: int | None, answer: str = ""
) -> None:
    counter.say(
        "tick", "olga", order_review.tick,
        order_id=order_id, point=point, line_id=line_id, answer=answer,
    )  # fmt: skip


def one_line(counter: Counter, name: str, count: str = "1", **cells: str) -> tuple[int, int]:
    """An order of one line; its id and the line's."""
    sku = cells.pop("sku", "")
    said = {"Name": "#1042", "Id": "5550000001042", "Total": "120.00"} | cells
    order_id = counter.bring(file_of(order(line(name, "120.00", count, sku=sku), **said)))
    return order_id, line_of(counter.card(order_id), 1)


# ---------------------------------------------------------------------- goods without a piece
def test_goods_that_nobody_has_are_not_available_by_a_mere_tick(counter: Counter) -> None:
    order_id, pearls = one_line(counter, "Pearl Drop Earrings")
    check = counter.checks(order_id, pearls)["available"]
    assert check.state == "doubt"
    assert check.asks is not None
    with pytest.raises(InputError) as refused:
        tick(counter, order_id, "available", pearls)
    assert refused.value.field == "answer"
    assert "will be made" in refused.value.remedy
    with pytest.raises(InputError):
        tick(counter, order_id, "available", pearls, "somehow")
    tick(counter, order_id, "available", pearls, "ordered")
    check = counter.checks(order_id, pearls)["available"]
    assert (check.state, check.value) == ("ok", "No piece chosen · will be ordered")
    told = [
        row for row in counter.read(order_history, order_id) if row.words == "Available checked"
    ]
    assert [row.detail for row in told] == ["will be ordered"]


def test_more_than_the_house_has_must_come_from_somewhere(counter: Counter) -> None:
    order_id, chains = one_line(counter, "Fine Cable Chain - 45 cm", "5", sku="CHN-45")
    with pytest.raises(InputError, match="5 wanted, 3 free"):
        tick(counter, order_id, "available", chains)
    tick(counter, order_id, "available", chains, "made")
    assert counter.checks(order_id, chains)["available"].done


def test_what_lies_in_stock_needs_no_words(counter: Counter) -> None:
    order_id, chain = one_line(counter, "Fine Cable Chain - 45 cm", sku="CHN-45")
    assert counter.checks(order_id, chain)["available"].asks is None
    tick(counter, order_id, "available", chain)
    assert counter.checks(order_id, chain)["available"].done


def test_what_is_made_for_the_client_says_so_by_itself(counter: Counter) -> None:
    order_id, ring = one_line(counter, "Moonstone Ring")
    counter.say(
        "wish", "olga", order_review.change_wish, line_id=ring, kind="metal", text="18 K rose gold"
    )
    check = counter.checks(order_id, ring)["available"]
    assert (check.value, check.asks, check.state) == ("Will be made", None, "open")


# ---------------------------------------------------------------------- the client's note
ENGRAVE = "Please engrave  “Forever”\ninside, it is for our wedding"


def test_a_wish_in_the_note_is_confirmed_or_denied_before_the_bench_begins(
    counter: Counter,
) -> None:
    order_id = counter.bring(file_of(w06(Notes="Could you engrave the date as well?")))
    ring = reviewed(counter, order_id)
    check = counter.checks(order_id, ring)["note"]
    assert (check.line_id, check.blocks, check.state) == (None, "bench", "doubt")
    assert "engraving" in check.explanation
    with pytest.raises(StateError, match="Note"):
        counter.say("send", "olga", jobs.send_to_bench, order_id=order_id)
    with pytest.raises(InputError):
        tick(counter, order_id, "note", None)
    tick(counter, order_id, "note", None, "declined")
    check = counter.checks(order_id, ring)["note"]
    assert check.done
    assert check.value.endswith("the client does not want it")
    assert counter.say("send", "olga", jobs.send_to_bench, order_id=order_id)


def test_a_wish_that_is_put_to_the_line_answers_the_note(counter: Counter) -> None:
    order_id, ring = one_line(counter, "Solitaire Ring", sku="SOL-Y-6", Notes=ENGRAVE)
    assert counter.checks(order_id, ring)["note"].state == "doubt"
    counter.say(
        "wish", "olga", order_review.change_wish, line_id=ring, kind="engraving", text="Forever"
    )
    check = counter.checks(order_id, ring)["note"]
    assert (check.state, check.who) == ("ok", "SYS")


def test_a_note_that_asks_for_no_work_asks_nobody(counter: Counter) -> None:
    order_id, ring = one_line(counter, "Solitaire Ring", sku="SOL-Y-6", Notes="A small box, please")
    assert "note" not in counter.checks(order_id, ring)
