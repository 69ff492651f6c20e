"""What each of two PCs may do alone and what cannot stand together: a case, the same on both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.actors import Actor
from app.models.pieces import Move
from app.services import imports, order_review
from app.services.aliases import add_alias
from app.services.check import check
from app.services.moves import move
from app.services.piece_states import hold
from app.services.places import PlaceForm, add_place, remove_place
from app.shop import Shop
from tests.exchange.make_files import line, order, w06
from tests.exchange.reading import file_of
from tests.services.order_desk import furnished_counter
from tests.services.two_pcs import meet, second_pc

Cases = list[tuple[str, str, int]]


@pytest.fixture
def two(house: Shop, staff: dict[str, Actor], tmp_path: Path) -> Iterator[tuple[Shop, Shop]]:
    """The house on two PCs with the ring, three chains and an empty place called TRAY-99."""
    furnished_counter(house, staff)
    with house.work(staff["adam"], "add_place") as w:
        add_place(w, PlaceForm("TRAY-99", "tray"))
    imports.apply(house, staff["olga"], file_of(w06()))
    other = second_pc(house, tmp_path / "other")
    yield house, other
    other.close()


def pieces(shop: Shop) -> list[int]:
    db = shop.reader()
    found = [row[0] for row in db.rows("SELECT id FROM piece ORDER BY number")]
    db.close()
    return found


def place(shop: Shop, name: str) -> int:
    db = shop.reader()
    found = int(db.value("SELECT id FROM place WHERE name = ?", (name,)))
    db.close()
    return found


def cases(shop: Shop) -> Cases:
    db = shop.reader()
    found = db.rows("SELECT case_kind, subject_kind, subject_id FROM case_file ORDER BY id")
    db.close()
    return [(row[0], row[1], row[2]) for row in found]


def asked(two: tuple[Shop, Shop]) -> Cases:
    """The cases after both met: the same on both, and nothing more when they meet again."""
    here, there = two
    meet(here, there)
    found = cases(here)
    assert cases(there) == found
    meet(there, here)
    assert cases(here) == cases(there) == found
    for shop in two:
        assert check(shop, files=False).problems == ()
    return found


@pytest.mark.parametrize("turned", [False, True])
def test_pieces_went_into_a_place_that_was_taken_out_of_use(
    two: tuple[Shop, Shop], staff: dict[str, Actor], turned: bool
) -> None:
    first, second = two[::-1] if turned else two
    tray = place(first, "TRAY-99")
    with first.work(staff["adam"], "remove_place") as w:
        remove_place(w, tray)
    for piece in pieces(second)[:2]:
        with second.work(staff["owen"], "move") as w:
            move(w, [piece], tray)
    assert asked(two) == [("place_in_use", "place", tray)]


def test_the_next_piece_into_that_place_opens_no_second_case(
    two: tuple[Shop, Shop], staff: dict[str, Actor]
) -> None:
    here, there = two
    tray = place(here, "TRAY-99")
    with here.work(staff["adam"], "remove_place") as w:
        remove_place(w, tray)
    with there.work(staff["owen"], "move") as w:
        move(w, [pieces(there)[0]], tray)
    assert len(asked(two)) == 1
    with there.work(staff["owen"], "stray") as w:
        w.add(Move, subject_kind="piece", subject_id=pieces(there)[1], to_place_id=tray)
    assert len(asked(two)) == 1


def test_a_place_that_is_empty_again_asks_nobody(
    two: tuple[Shop, Shop], staff: dict[str, Actor]
) -> None:
    here, there = two
    tray, safe = place(here, "TRAY-99"), place(here, "TRAY-07")
    with here.work(staff["adam"], "remove_place") as w:
        remove_place(w, tray)
    for to in (tray, safe):
        with there.work(staff["owen"], "move") as w:
            move(w, [pieces(there)[0]], to)
    assert asked(two) == []


def test_one_code_on_two_pieces(two: tuple[Shop, Shop], staff: dict[str, Actor]) -> None:
    here, there = two
    first, second = pieces(here)[:2]
    with here.work(staff["sara"], "alias") as w:
        add_alias(w, first, "4006381333931")
    with there.work(staff["sara"], "alias") as w:
        add_alias(w, second, "4006381333931")
    (found,) = asked(two)
    assert found[:2] == ("code_twice", "piece")
    assert found[2] in (first, second)


def test_the_same_code_on_the_same_piece_asks_nobody(
    two: tuple[Shop, Shop], staff: dict[str, Actor]
) -> None:
    for shop in two:
        with shop.work(staff["sara"], "alias") as w:
            add_alias(w, pieces(shop)[0], "4006381333931")
    assert asked(two) == []


def test_set_aside_here_for_an_order_that_was_cancelled_there(
    two: tuple[Shop, Shop], staff: dict[str, Actor]
) -> None:
    here, there = two
    ring = pieces(here)[0]
    db = here.reader()
    order_id = db.value("SELECT id FROM sales_order")
    line = db.value("SELECT id FROM order_line WHERE order_id = ? AND position = 1", (order_id,))
    db.close()
    with here.work(staff["olga"], "reserve") as w:
        order_review.set_piece(w, line, ring)
    imports.apply(there, staff["olga"], file_of(w06(Cancelled_at="2026-03-04 09:00:00 -0500")))
    assert asked(two) == [("reserved_for_cancelled", "piece", ring)]


def test_set_aside_for_two_lines_of_an_order_that_was_cancelled_is_asked_once(
    house: Shop, staff: dict[str, Actor], tmp_path: Path
) -> None:
    furnished_counter(house, staff)
    said = {"Name": "#1050", "Id": "5550000001050", "Subtotal": "240.00", "Total": "240.00"}
    chain = line("Fine Cable Chain - 45 cm", "120.00", sku="CHN-45")
    imports.apply(house, staff["olga"], file_of(order(chain, chain, **said)))
    other = second_pc(house, tmp_path / "other")
    db = house.reader()
    order_id = db.value("SELECT id FROM sales_order")
    lines = [row[0] for row in db.rows("SELECT id FROM order_line ORDER BY position")]
    db.close()
    piece = pieces(house)[1]
    for shop, line_id in zip((house, other), lines, strict=True):
        with shop.work(staff["olga"], "reserve") as w:
            order_review.set_piece(w, line_id, piece)
    assert asked((house, other)) == [("piece_twice", "piece", piece)]
    with house.work(staff["mia"], "cancel") as w:
        w.step("order", order_id, "cancelled", reason_code="customer")
    assert asked((house, other)).count(("reserved_for_cancelled", "piece", piece)) == 1
    other.close()


def test_a_piece_sold_on_two_pcs_is_one_case_as_before(
    two: tuple[Shop, Shop], staff: dict[str, Actor]
) -> None:
    ring = pieces(two[0])[0]
    for shop in two:
        with shop.work(staff["mia"], "sell") as w:
            w.step("piece", ring, "sold")
    assert asked(two) == [("piece_twice", "piece", ring)]


def test_held_there_and_sold_here_from_free_is_one_case_with_its_two_facts(
    two: tuple[Shop, Shop], staff: dict[str, Actor]
) -> None:
    here, there = two
    ring = pieces(here)[0]
    with here.work(staff["mia"], "sell") as w:
        w.step("piece", ring, "sold")
    with there.work(staff["mia"], "hold") as w:
        hold(w, ring, "police")
    assert asked(two) == [("piece_twice", "piece", ring)]
    db = here.reader()
    first, second = db.row("SELECT first_fact_id, second_fact_id FROM case_file") or (0, 0)
    told: dict[int, str] = dict(
        db.rows("SELECT id, to_state FROM transition WHERE id IN (?, ?)", (first, second))
    )
    db.close()
    assert {told[first], told[second]} == {"sold", "hold"}
