"""Undo of a move asks what a move there by hand asks: report, second person, room; and claims first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.domain.actors import Actor
from app.domain.errors import NotAllowedError, ReportDemandedError
from app.domain.report_demand import LOAN_IN, LOAN_OUT
from app.models.database import Database
from app.models.shopwide import Place
from app.photos import Photo
from app.services.check import check
from app.services.moves import move, move_place
from app.services.piece_forms import PieceForm
from app.services.pieces import piece_row
from app.services.undo import undo
from app.services.undo_moves import leaving_undone
from app.shop import Shop
from tests.services.test_move_mending import SECOND, untold
from tests.services.test_moves import bought


def step(
    house: Shop, actor: Actor, pieces: list[int], place: int, second: Actor | None = None
) -> int:
    """Move pieces; the unit of work."""
    with house.work(actor, "move", second=second) as w:
        return move(w, pieces, place).work_id


def test_a_dear_piece_goes_back_with_a_second_person_alone(
    house: Shop,
    staff: dict[str, Actor],
    house_db: Database,
    places: dict[str, int],
    ring_form: PieceForm,
) -> None:
    (piece,) = bought(house, staff["owen"], ring_form, 600_000)
    moved = step(house, staff["owen"], [piece], places["VIT-A"], staff["sara"])
    with pytest.raises(NotAllowedError, match=SECOND) as by_hand:
        step(house, staff["owen"], [piece], places["INTAKE"])
    with pytest.raises(NotAllowedError) as refused:
        undo(house, staff["owen"], moved)
    assert refused.value.sentence() == by_hand.value.sentence()
    assert refused.value.field == "second"
    with pytest.raises(NotAllowedError, match="cannot confirm what"):
        undo(house, staff["owen"], moved, staff["owen"])
    assert piece_row(house_db, piece).place_id == places["VIT-A"]
    undo(house, staff["owen"], moved, staff["sara"])
    assert piece_row(house_db, piece).place_id == places["INTAKE"]
    assert check(house).clean


def test_a_place_that_is_full_by_now_takes_nothing_back_without_a_manager(
    house: Shop, staff: dict[str, Actor], places: dict[str, int], ring_form: PieceForm
) -> None:
    with house.work(staff["adam"], "edit_place") as w:
        w.edit(Place, places["VIT-A"], limit_minor=300_000)
    first, other = bought(house, staff["owen"], ring_form, 200_000, 200_000)
    step(house, staff["owen"], [first], places["VIT-A"])
    moved = step(house, staff["owen"], [first], places["INTAKE"])
    step(house, staff["owen"], [other], places["VIT-A"])
    with pytest.raises(NotAllowedError, match="Vitrine A may hold"):
        undo(house, staff["owen"], moved)
    with pytest.raises(NotAllowedError, match="Sara Okafor may not confirm"):
        undo(house, staff["owen"], moved, staff["sara"])
    undo(house, staff["owen"], moved, staff["mia"])


def test_out_of_the_house_again_asks_for_the_report_of_a_loan(
    house: Shop,
    staff: dict[str, Actor],
    house_db: Database,
    places: dict[str, int],
    ring_form: PieceForm,
    photo_of: Callable[[int], Photo],
) -> None:
    untold(house, staff["mia"])
    (piece,) = bought(house, staff["owen"], replace(ring_form, photos=(photo_of(1),)), 10_000)
    step(house, staff["owen"], [piece], places["OUT"])
    back = step(house, staff["owen"], [piece], places["VIT-A"])
    untold(house, staff["mia"], LOAN_OUT)
    with pytest.raises(ReportDemandedError) as refused:
        undo(house, staff["owen"], back)
    assert (refused.value.reason, refused.value.piece_ids) == (LOAN_OUT, (piece,))
    assert piece_row(house_db, piece).place_id == places["VIT-A"]
    untold(house, staff["mia"], LOAN_IN)  # the way out asks nothing now
    undone = undo(house, staff["owen"], back).work_id
    with pytest.raises(ReportDemandedError) as refused:  # and taking that back comes in again
        undo(house, staff["owen"], undone)
    assert refused.value.reason == LOAN_IN


def test_a_report_that_is_only_told_is_told(
    house: Shop,
    staff: dict[str, Actor],
    places: dict[str, int],
    ring_form: PieceForm,
) -> None:
    (piece,) = bought(house, staff["owen"], ring_form, 150_000)
    with house.work(staff["mia"], "add_place") as w:
        bench = w.add(Place, name="BENCH-9", kind_code="bench")
    moved = step(house, staff["owen"], [piece], bench)
    done = undo(house, staff["owen"], moved)
    assert done.message.endswith("taken back; 1 without a condition report")
    assert (done.unreported, done.unreported_at) == ((piece,), "bench_in")


def test_a_tray_goes_back_with_all_that_lies_in_it_or_not_at_all(
    house: Shop, staff: dict[str, Actor], places: dict[str, int], ring_form: PieceForm
) -> None:
    pieces = bought(house, staff["owen"], ring_form, 600_000, 300_000)
    tray = places["TRAY-07"]
    for piece in pieces:
        step(house, staff["owen"], [piece], tray, staff["mia"])
    with house.work(staff["owen"], "move", second=staff["mia"]) as w:
        carried = move_place(w, tray, places["VIT-A"]).work_id
    with pytest.raises(NotAllowedError, match=r"2 pieces worth USD 9,000\.00"):
        undo(house, staff["owen"], carried)
    assert undo(house, staff["owen"], carried, staff["mia"]).ids("place") == (tray,)


def test_without_a_hub_nothing_is_claimed(
    house: Shop, staff: dict[str, Actor], places: dict[str, int], ring_form: PieceForm
) -> None:
    (piece,) = bought(house, staff["owen"], ring_form, 10_000)
    moved = step(house, staff["owen"], [piece], places["VIT-A"])
    assert leaving_undone(house, moved) == []
