"""A wrong move is mended with a reason, and the way back asks for what a move there asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.domain.errors import InputError, NotAllowedError, ReportDemandedError, StateError
from app.domain.report_demand import LOAN_IN, LOAN_OUT, DemandRule
from app.models.database import Database
from app.models.shopwide import Place
from app.photos import Photo
from app.services.check import check
from app.services.custody import custody
from app.services.move_mending import last_move, mending, take_back_move
from app.services.moves import move, move_place
from app.services.piece_forms import PieceForm
from app.services.piece_states import hold
from app.services.pieces import piece_row
from app.services.report_demand import put_demand_rules
from app.shop import Shop
from tests.services.test_moves import bought, go

SECOND = "second person"


def mend(
    shop: Shop, actor: Actor, move_id: int, second: Actor | None = None, code: str = "wrong_place",
    words: str = "",
) -> Changes:  # fmt: skip
    with shop.work(actor, "take_back_move", second=second) as w:
        return take_back_move(w, move_id, code, words)


def untold(shop: Shop, actor: Actor, *asked: str) -> None:
    """No hand-over but these asks for a report."""
    rules = [
        DemandRule(one, "demanded" if one in asked else "off", 0, False)
        for one in (LOAN_OUT, LOAN_IN)
    ]
    with shop.work(actor, "rules") as w:
        put_demand_rules(w, rules)


def test_the_way_back_of_a_dear_piece_asks_for_a_second_person_in_the_words_of_a_move(
    house: Shop,
    staff: dict[str, Actor],
    house_db: Database,
    places: dict[str, int],
    ring_form: PieceForm,
) -> None:
    (piece,) = bought(house, staff["owen"], ring_form, 600_000)
    (wrong,) = go(house, staff["owen"], [piece], places["VIT-A"], staff["sara"])
    with pytest.raises(NotAllowedError, match=SECOND) as by_hand:
        go(house, staff["owen"], [piece], places["INTAKE"])
    with pytest.raises(NotAllowedError) as refused:
        mend(house, staff["owen"], wrong)
    assert refused.value.sentence() == by_hand.value.sentence()
    assert refused.value.field == "second"
    mend(house, staff["owen"], wrong, staff["sara"])
    assert piece_row(house_db, piece).place_id == places["INTAKE"]


def test_a_place_that_is_full_by_now_takes_nothing_back_without_a_manager(
    house: Shop, staff: dict[str, Actor], places: dict[str, int], ring_form: PieceForm
) -> None:
    with house.work(staff["adam"], "edit_place") as w:
        w.edit(Place, places["VIT-A"], limit_minor=300_000)
    first, other = bought(house, staff["owen"], ring_form, 200_000, 200_000)
    go(house, staff["owen"], [first], places["VIT-A"])
    (wrong,) = go(house, staff["owen"], [first], places["INTAKE"])
    go(house, staff["owen"], [other], places["VIT-A"])
    with pytest.raises(NotAllowedError, match="Vitrine A may hold"):
        mend(house, staff["owen"], wrong)
    with pytest.raises(NotAllowedError, match="Sara Okafor may not confirm"):
        mend(house, staff["owen"], wrong, staff["sara"])
    mend(house, staff["owen"], wrong, staff["mia"])


def test_the_way_back_out_of_the_house_asks_for_the_report_of_a_loan(
    house: Shop,
    staff: dict[str, Actor],
    places: dict[str, int],
    ring_form: PieceForm,
    photo_of: Callable[[int], Photo],
) -> None:
    untold(house, staff["mia"])
    (piece,) = bought(house, staff["owen"], replace(ring_form, photos=(photo_of(1),)), 10_000)
    go(house, staff["owen"], [piece], places["OUT"])
    (wrong,) = go(house, staff["owen"], [piece], places["VIT-A"])
    untold(house, staff["mia"], LOAN_OUT)
    with pytest.raises(ReportDemandedError) as by_hand:
        go(house, staff["owen"], [piece], places["OUT"])
    with pytest.raises(ReportDemandedError) as refused:
        mend(house, staff["owen"], wrong)
    assert refused.value.sentence() == by_hand.value.sentence()
    assert (refused.value.reason, refused.value.piece_ids) == (LOAN_OUT, (piece,))


def test_a_tray_goes_back_with_all_that_lies_in_it_or_not_at_all(
    house: Shop,
    staff: dict[str, Actor],
    house_db: Database,
    places: dict[str, int],
    ring_form: PieceForm,
    photo_of: Callable[[int], Photo],
) -> None:
    untold(house, staff["mia"])
    seen = replace(ring_form, photos=(photo_of(1),))
    pieces = bought(house, staff["owen"], seen, 300_000, 300_000)
    tray = places["TRAY-07"]
    for piece in pieces:
        go(house, staff["owen"], [piece], tray)
    with house.work(staff["owen"], "move", second=staff["mia"]) as w:
        move_place(w, tray, places["OUT"])
    with house.work(staff["owen"], "move", second=staff["mia"]) as w:
        move_place(w, tray, places["VIT-A"])
    wrong = last_move(custody(house_db, pieces[0]))
    found = mending(house_db, wrong)
    assert (found.name, found.carried, set(found.pieces)) == ("Tray 7", True, set(pieces))
    assert (found.lies_in, found.goes_to) == ("Vitrine A", "With someone outside")
    with house.work(staff["mia"], "hold") as w:
        hold(w, pieces[1], "police")
    with pytest.raises(StateError, match="may not leave the premises"):
        mend(house, staff["owen"], wrong, staff["mia"])
    with house.work(staff["mia"], "move") as w:
        move(w, [pieces[1]], places["INTAKE"])
    changes = mend(house, staff["owen"], wrong)
    assert changes.ids("piece") == (pieces[0],)
    assert set(changes.ids("place")) == {tray, places["OUT"], places["VIT-A"]}
    assert piece_row(house_db, pieces[0]).whereabouts == "out"
    assert check(house).clean


def test_the_reason_stands_in_the_history_and_other_wants_words(
    house: Shop,
    staff: dict[str, Actor],
    house_db: Database,
    places: dict[str, int],
    ring_form: PieceForm,
) -> None:
    (piece,) = bought(house, staff["owen"], ring_form, 10_000)
    assert last_move(custody(house_db, piece)) == 0  # it came in by it
    (wrong,) = go(house, staff["owen"], [piece], places["VIT-A"])
    assert last_move(custody(house_db, piece)) == wrong
    with pytest.raises(InputError, match="none of the house's reasons"):
        mend(house, staff["owen"], wrong, code="weather")
    with pytest.raises(InputError, match="says nothing by itself"):
        mend(house, staff["owen"], wrong, code="other")
    mend(house, staff["owen"], wrong, code="other", words="Tray 7 and 8 were confused")
    told = custody(house_db, piece)
    assert {(one.what, one.detail) for one in told[:2]} == {
        ("Moved back", "other, see the note"),
        ("Note", "Tray 7 and 8 were confused"),
    }
    assert last_move(told) == 0
    with pytest.raises(StateError, match="not taken back"):
        mending(house_db, next(one.id for one in told if one.what == "Moved back"))
