"""What lay in a place and below it at a moment, worth what, as an insurer asks for it."""

from __future__ import annotations

import csv
import io

import pytest

from app.domain.actors import Actor
from app.domain.errors import NotFoundError
from app.models.database import Database
from app.models.pieces import Priced
from app.models.records import Transition
from app.services.passport_place import WHOLE_HOUSE, PlaceMoment, place_at, place_table
from app.shop import Shop
from tests.services.passport_fixtures import Lived, at
from tests.services.passport_fixtures import lived as lived


def lay(db: Database, place: int, life: Lived, day: int) -> list[int]:
    return [piece.id for piece in place_at(db, place, life.day(day, 1)).pieces]


def test_a_place_and_all_below_it_as_it_hung_then(
    house_db: Database, lived: Lived, places: dict[str, int]
) -> None:
    vitrine, tray, safe = places["VIT-A"], places["TRAY-07"], places["SAFE-1"]
    assert lay(house_db, tray, lived, 1) == []
    assert lay(house_db, tray, lived, 3) == lay(house_db, safe, lived, 3) == [lived.piece]
    assert lay(house_db, vitrine, lived, 3) == []
    assert lay(house_db, vitrine, lived, 5) == [lived.piece]  # the tray was carried there with it
    assert lay(house_db, safe, lived, 5) == []
    assert lay(house_db, vitrine, lived, 9) == []
    assert lay(house_db, WHOLE_HOUSE, lived, 9) == [lived.piece]
    assert lay(house_db, WHOLE_HOUSE, lived, -1) == []


def test_values_and_total_are_those_of_the_moment(
    house_db: Database, lived: Lived, places: dict[str, int]
) -> None:
    early = place_at(house_db, places["VIT-A"], lived.day(5))
    late = place_at(house_db, places["VIT-A"], lived.day(7))
    first = early.pieces[0].insured_minor
    assert early.totals == (("USD", first),)
    assert late.totals == (("USD", 575_000),)
    assert late.place == "Vitrine A"
    assert late.pieces[0].place == "Vitrine A, Tray 7"
    assert late.valueless == 0
    assert not hasattr(late.pieces[0], "reserve_minor")


def test_a_later_cost_in_another_currency_leaves_the_worth_in_its_own(
    house: Shop, house_db: Database, staff: dict[str, Actor], lived: Lived
) -> None:
    with at(house, staff["mia"], "price", lived.day(30)) as w:
        w.add(
            Priced, subject_kind="piece", subject_id=lived.piece, what="cost", amount_minor=100,
            currency="EUR",
        )  # fmt: skip
    found = place_at(house_db, WHOLE_HOUSE, lived.day(31))
    assert found.totals == (("USD", 575_000),)


def test_who_had_it_is_said(house_db: Database, lived: Lived, places: dict[str, int]) -> None:
    (piece,) = place_at(house_db, places["OUT"], lived.day(13)).pieces
    assert piece.hands == "Clara Whitcombe"


def test_what_had_left_the_house_lay_nowhere(house: Shop, house_db: Database, lived: Lived) -> None:
    people = house_db.value("SELECT actor_id FROM work ORDER BY hlc DESC LIMIT 1")
    with at(house, Actor(people, "", "", frozenset({"system"})), "back", lived.day(15)) as w:
        w.add(
            Transition, machine="piece", subject_id=lived.piece, from_state="intake",
            to_state="returned_to_owner",
        )  # fmt: skip
    assert lay(house_db, WHOLE_HOUSE, lived, 14) == [lived.piece]
    assert lay(house_db, WHOLE_HOUSE, lived, 16) == []


def _cells(lying: PlaceMoment, db: Database) -> list[list[str]]:
    return list(csv.reader(io.StringIO(place_table(db, lying).decode("utf-8-sig"))))


def test_the_table_reads_back_with_its_total_and_holds_no_formula(
    house: Shop, house_db: Database, lived: Lived, places: dict[str, int]
) -> None:
    with house.replaying() as db:
        db.begin_work()
        db.run("UPDATE piece SET description = '=1+1' WHERE id = ?", (lived.piece,))
        db.commit_work()
    rows = _cells(place_at(house_db, places["VIT-A"], lived.day(7)), house_db)
    assert rows[0][:2] == ["What was where", "Vitrine A"]
    assert rows[1][0] == "Number"
    assert rows[2][1] == "'=1+1"
    assert rows[2][6] == rows[2][9] == rows[3][9] == "5750.00"
    assert rows[3][:2] == ["Total", "1 piece"]


def test_a_place_that_never_was_is_refused(house_db: Database) -> None:
    with pytest.raises(NotFoundError):
        place_at(house_db, 4711, 1_800_000_000_000)
