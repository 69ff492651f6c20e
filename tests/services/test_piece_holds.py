"""Holds stack: a second reason to hold a piece, and a piece that is free when the last one ended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from app.domain import ids
from app.domain.actors import SYSTEM, Actor
from app.domain.errors import InputError, StateError
from app.models.database import Database
from app.models.orders import OrderLine, SalesOrder
from app.models.pieces import Piece
from app.photos import Photo
from app.services.check import check
from app.services.photos import attach_photo
from app.services.piece_cards import piece_card
from app.services.piece_holds import open_holds
from app.services.piece_states import end_waiting, hold, release_hold
from app.services.pieces import piece_row
from app.services.signatures import Signature
from app.services.signing import sign
from app.services.undo import undo
from app.shop import Shop
from tests.services.two_pcs import meet

PEN = (((1, 2), (3, 4)),)


@pytest.fixture
def waiting(
    house: Shop,
    staff: dict[str, Actor],
    agreement: int,
    ring: int,
    photo_of: Callable[[int], Photo],
) -> int:
    """The ring, signed for and in its waiting time of 15 days."""
    with house.work(staff["sara"], "sign") as w:
        attach_photo(w, "piece", ring, photo_of(1))
        sign(w, agreement, (Signature("consignor", "Clara", PEN),))
    return ring


def hold_for(shop: Shop, who: Actor, piece: int, reason: str) -> int:
    with shop.work(who, "hold") as w:
        return hold(w, piece, reason).work_id


def test_a_police_hold_keeps_to_which_case_it_belongs(
    house: Shop, staff: dict[str, Actor], house_db: Database, ring: int
) -> None:
    with house.work(staff["mia"], "hold", reason_code="police") as w:
        hold(w, ring, "police", " Case 24-118, Sgt Hale, 3 March ")
    hold_for(house, staff["mia"], ring, "title")
    card = piece_card(house_db, ring)
    assert card.availability.lines[:2] == (
        "police hold · Case 24-118, Sgt Hale, 3 March",
        "title dispute",
    )
    assert [e.detail for e in card.custody if e.kind == "note"] == [
        "Case 24-118, Sgt Hale, 3 March"
    ]
    release(house, staff, ring, "police")
    hold_for(house, staff["mia"], ring, "police")
    assert [one.reference for one in open_holds(house_db, ring)] == ["", ""], "another one by now"
    assert not check(house).problems


def release(shop: Shop, staff: dict[str, Actor], piece: int, which: str = "") -> str:
    with shop.work(staff["mia"], "release", second=staff["sara"]) as w:
        return release_hold(w, piece, "released", which).message


def wait_out(shop: Shop, days: int = 16) -> None:
    later = datetime.now(UTC) + timedelta(days=days)
    with (
        ids.telling_time(ids.ToldClock(int(later.timestamp() * 1000))),
        shop.work(SYSTEM, "end_waiting") as w,
    ):
        end_waiting(w)


def held_for(shop: Shop, piece: int) -> tuple[str, list[str]]:
    db = shop.reader()
    found = piece_row(db, piece).availability, [one.code for one in open_holds(db, piece)]
    db.close()
    return found


def test_the_end_of_waiting_does_not_end_a_police_hold(
    house: Shop, staff: dict[str, Actor], waiting: int
) -> None:
    assert held_for(house, waiting) == ("hold", ["second_hand"])
    hold_for(house, staff["sara"], waiting, "police")
    assert held_for(house, waiting) == ("hold", ["second_hand", "police"])
    wait_out(house)
    assert held_for(house, waiting) == ("hold", ["police"])
    later = datetime.now(UTC) + timedelta(days=17)
    with ids.telling_time(ids.ToldClock(int(later.timestamp() * 1000))):
        assert release(house, staff, waiting) == "The piece may be sold now"
    assert held_for(house, waiting) == ("free", [])


def test_which_hold_ends_is_asked_and_the_waiting_time_never(
    house: Shop, staff: dict[str, Actor], waiting: int
) -> None:
    hold_for(house, staff["sara"], waiting, "police")
    hold_for(house, staff["owen"], waiting, "title")
    with pytest.raises(InputError, match="second-hand waiting time, police hold and title dispute"):
        release(house, staff, waiting)
    with pytest.raises(StateError, match="may not be sold, changed or taken away"):
        release(house, staff, waiting, "second_hand")
    said = release(house, staff, waiting, "police")
    assert said == "Still held: second-hand waiting time and title dispute"
    assert held_for(house, waiting) == ("hold", ["second_hand", "title"])


def test_the_same_hold_is_not_put_on_twice(
    house: Shop, staff: dict[str, Actor], waiting: int
) -> None:
    hold_for(house, staff["sara"], waiting, "police")
    with pytest.raises(StateError, match="held already: police hold"):
        hold_for(house, staff["owen"], waiting, "police")


def test_a_hold_that_an_older_program_put_on_is_one_too(
    house: Shop, staff: dict[str, Actor], ring: int
) -> None:
    with house.work(staff["sara"], "hold") as w:
        w.step("piece", ring, "hold", "estate")
    hold_for(house, staff["sara"], ring, "police")
    assert held_for(house, ring) == ("hold", ["police", "estate"])
    release(house, staff, ring, "estate")
    assert held_for(house, ring) == ("hold", ["police"])
    release(house, staff, ring)
    assert held_for(house, ring) == ("free", [])


def test_a_hold_is_taken_back_alone(house: Shop, staff: dict[str, Actor], waiting: int) -> None:
    work = hold_for(house, staff["sara"], waiting, "police")
    undo(house, staff["sara"], work)
    assert held_for(house, waiting) == ("hold", ["second_hand"])


def test_held_on_two_pcs_for_two_reasons_is_held_for_both(
    staff: dict[str, Actor], ring: int, two: tuple[Shop, Shop]
) -> None:
    here, there = two
    hold_for(here, staff["sara"], ring, "police")
    hold_for(there, staff["owen"], ring, "title")
    met, back = meet(here, there)
    assert (met.cases, back.cases) == ([], [])
    for shop in two:
        assert held_for(shop, ring) == ("hold", ["police", "title"])
        assert check(shop, files=False).clean


def test_a_hold_stands_over_the_release_of_another_one_elsewhere(
    staff: dict[str, Actor], ring: int, two: tuple[Shop, Shop], house_db: Database
) -> None:
    here, there = two
    hold_for(here, staff["sara"], ring, "check")
    meet(here, there)
    for first, second in ((here, there), (there, here)):
        release(first, staff, ring)
        hold_for(second, staff["sara"], ring, "police")
        meet(here, there)
        for shop in two:
            assert held_for(shop, ring) == ("hold", ["police"])
            assert check(shop, files=False).clean
        release(here, staff, ring)
        hold_for(here, staff["sara"], ring, "check")
        meet(here, there)


def test_two_releases_of_two_holds_on_two_pcs_leave_none_and_free_the_piece(
    staff: dict[str, Actor], waiting: int, two: tuple[Shop, Shop]
) -> None:
    here, there = two
    hold_for(here, staff["sara"], waiting, "police")
    meet(here, there)
    release(here, staff, waiting, "police")
    wait_out(there)
    meet(here, there)
    for shop in two:
        assert held_for(shop, waiting) == ("hold", [])
    wait_out(here)
    assert held_for(here, waiting) == ("free", [])


def test_sold_here_and_held_there_is_a_case_on_both(
    staff: dict[str, Actor], ring: int, two: tuple[Shop, Shop]
) -> None:
    here, there = two
    hold_for(here, staff["sara"], ring, "check")
    meet(here, there)
    release(here, staff, ring)
    with here.work(staff["mia"], "sell") as w:
        w.step("piece", ring, "sold")
    hold_for(there, staff["sara"], ring, "police")
    met, back = meet(here, there)
    assert (len(met.cases), back.cases) == (1, [])
    for shop in two:
        db = shop.reader()
        rows = db.rows("SELECT case_kind, subject_kind, subject_id FROM case_file")
        db.close()
        assert rows == [("held_and_gone", "piece", ring)]


def test_the_card_names_each_hold(house: Shop, staff: dict[str, Actor], waiting: int) -> None:
    hold_for(house, staff["sara"], waiting, "police")
    db = house.reader()
    card = piece_card(db, waiting)
    db.close()
    assert [one.code for one in card.holds] == ["second_hand", "police"]
    assert card.availability.lines[0] == "police hold"
    assert card.availability.lines[1].startswith("until ")


@pytest.mark.parametrize(
    ("ends", "then"),
    [
        ((), "reserved"),
        ((("order", "cancelled"),), "free"),
        ((("line", "cancelled"),), "free"),
        ((("line", "packed"), ("line", "shipped"), ("line", "return_open")), "free"),
    ],
    ids=["the order goes on", "the order is over", "the line is over", "it came back"],
)
def test_a_hold_over_a_reservation_ends_in_what_the_order_wants(
    house: Shop, staff: dict[str, Actor], ends: tuple[tuple[str, str], ...], then: str
) -> None:
    with house.work(staff["mia"], "order", reason_code="other") as w:
        piece = w.add(Piece, category="ring", description="Signet")
        order = w.add(SalesOrder, number="#1", currency="USD", ordered_at=w.at)
        line = w.add(OrderLine, order_id=order, position=1, name="Signet", piece_id=piece)
        for state in ("intake", "free", "reserved"):
            w.step("piece", piece, state)
        for state in ("draft", "review"):
            w.step("order", order, state)
        for state in ("new", "verified", "reserved"):
            w.step("line", line, state)
    hold_for(house, staff["mia"], piece, "check")
    with house.work(staff["mia"], "order", reason_code="other") as w:
        for machine, state in ends:
            w.step(machine, {"order": order, "line": line}[machine], state)
    release(house, staff, piece)
    assert held_for(house, piece) == (then, [])
