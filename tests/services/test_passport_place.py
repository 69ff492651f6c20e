"""What lay in a place and below it at a moment, worth what, as an insurer asks for it."""

from __future__ import annotations

import csv
import io

import pytest

from app.domain.actors import Actor
from app.domain.errors import NotFoundError
from app.models.database import Database
from app.models.jobs import Job
from app.models.people import Party
from app.models.pieces import Move, Priced
from app.models.records import Document, Transition
from app.models.shopwide import Place
from app.services import passport_place
from app.services.moves import move_place
from app.services.passport import passport
from app.services.passport_moment import at_moment
from app.services.passport_place import (
    WHOLE_HOUSE,
    PlaceMoment,
    PlacePart,
    place_at,
    places_at,
    places_of_kind,
)
from app.services.passport_table import place_table
from app.services.piece_forms import PieceForm
from app.services.take_in import take_in_own
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
    first = early.pieces[0].minor("insured")
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


def test_values_in_two_currencies_stand_side_by_side(
    house: Shop, house_db: Database, staff: dict[str, Actor], lived: Lived
) -> None:
    with at(house, staff["mia"], "price", lived.day(14)) as w:
        w.add(
            Priced, subject_kind="piece", subject_id=lived.piece, what="agreed", amount_minor=410_000,
            currency="EUR",
        )  # fmt: skip
        other = take_in_own(w, PieceForm("ring", "Signet ring", weight_mg=3_000)).first("piece")
        w.add(Move, subject_kind="piece", subject_id=other, to_place_id=w.value(
            "SELECT id FROM place WHERE name = 'SAFE-1'"))  # fmt: skip
        w.add(
            Priced, subject_kind="piece", subject_id=other, what="declared", amount_minor=90_000,
            currency="EUR",
        )  # fmt: skip
    found = place_at(house_db, WHOLE_HOUSE, lived.day(15))
    assert found.totals == (("EUR", 90_000), ("USD", 575_000))
    assert [piece.stands_for for piece in found.pieces] == ["declared", "insured"]
    rows = _cells(found, house_db)
    assert rows[3][6:] == ["5750.00", "EUR 4100.00", "5200.00", "5750.00", "USD", "insured value"]
    assert [row[1:2] + row[9:11] for row in rows[-2:]] == [
        ["1 piece", "900.00", "EUR"],
        ["1 piece", "5750.00", "USD"],
    ]


def test_it_says_the_same_as_the_passport(
    house: Shop,
    house_db: Database,
    staff: dict[str, Actor],
    lived: Lived,
    places: dict[str, int],
) -> None:
    mia = staff["mia"]
    with at(house, mia, "job", lived.day(14)) as w:
        kofi = w.add(Party, kind_code="person", display="Kofi Tanaka", is_artisan=1)
        job = w.add(
            Job, number=w.number("J"), job_kind="sizing", piece_id=lived.piece, artisan_id=kofi
        )
        for state in ("draft", "approved", "kitted", "issued"):
            w.step("job", job, state)
        w.add(Move, subject_kind="piece", subject_id=lived.piece, to_place_id=places["BENCH-1"])
    with at(house, mia, "move", lived.day(16)) as w:  # back, into Sara's own keeping
        w.add(
            Move, subject_kind="piece", subject_id=lived.piece, to_place_id=places["TRAY-07"],
            keeper_id=staff["sara"].user_id,
        )  # fmt: skip
        w.step("quality", lived.piece, "quarantine", "suspect")
    with at(house, mia, "move_tray", lived.day(18), staff["owen"]) as w:
        move_place(w, places["TRAY-07"], places["SAFE-1"])
    told = []
    for day in (1, 3, 5, 9, 11, 13, 15, 17, 19):
        moment = at_moment(house_db, lived.piece, lived.day(day), frozenset({"MG"}))
        (piece,) = place_at(house_db, WHOLE_HOUSE, lived.day(day)).pieces
        shown = (moment.place, moment.hands, moment.since, moment.state, moment.state_tone)
        assert (piece.place, piece.hands, piece.since, piece.state, piece.tone) == shown, day
        told.append((piece.hands, piece.since))
    assert told[-3:] == [
        ("Kofi Tanaka", lived.day(14)),
        ("House, Sara Okafor", lived.day(16)),
        ("House, Sara Okafor", lived.day(18)),  # her keeping goes on when the tray is carried
    ]


def test_a_large_house_is_read_table_by_table_and_says_the_same(
    house_db: Database, lived: Lived, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = [lived.day(day) for day in (1, 3, 9, 13)]
    by_piece = [place_at(house_db, WHOLE_HOUSE, moment) for moment in asked]
    monkeypatch.setattr(passport_place, "MANY", 0)
    assert [place_at(house_db, WHOLE_HOUSE, moment) for moment in asked] == by_piece


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


def test_what_was_lent_is_in_the_hands_of_who_signed_for_it(
    house: Shop,
    house_db: Database,
    staff: dict[str, Actor],
    lived: Lived,
    places: dict[str, int],
) -> None:
    with at(house, staff["mia"], "hand_over", lived.day(14)) as w:
        paper = w.add(
            Document, document_kind="hand_over", number="H10-26-00007", template="x",
            content='{"to":["Lumen Magazine","Miami"]}', subject_kind="place",
            subject_id=places["OUT"],
        )  # fmt: skip
        w.add(
            Move, subject_kind="piece", subject_id=lived.piece, to_place_id=places["OUT"],
            document_id=paper,
        )  # fmt: skip
    moment = at_moment(house_db, lived.piece, lived.day(15), frozenset({"MG"}))
    (piece,) = place_at(house_db, places["OUT"], lived.day(15)).pieces
    assert moment.hands == piece.hands == "Lumen Magazine"
    assert "hands" in passport(house_db, lived.piece, staff["mia"].roles).events[0].groups
    with at(house, staff["mia"], "move", lived.day(16)) as w:
        w.add(
            Move, subject_kind="piece", subject_id=lived.piece, to_place_id=places["TRAY-07"],
            document_id=paper,
        )  # fmt: skip
    assert at_moment(house_db, lived.piece, lived.day(17), frozenset({"MG"})).hands == "House"


def test_several_places_are_told_each_and_together(
    house: Shop,
    house_db: Database,
    staff: dict[str, Actor],
    lived: Lived,
    places: dict[str, int],
) -> None:
    vitrine, safe, tray = places["VIT-A"], places["SAFE-1"], places["TRAY-07"]
    out = places["OUT"]
    with at(house, staff["mia"], "price", lived.day(14)) as w:
        other = take_in_own(w, PieceForm("ring", "Signet ring", weight_mg=3_000)).first("piece")
        w.add(Move, subject_kind="piece", subject_id=other, to_place_id=safe)
        w.add(
            Priced, subject_kind="piece", subject_id=other, what="declared", amount_minor=90_000,
            currency="USD",
        )  # fmt: skip
    found = places_at(house_db, [safe, out, safe], lived.day(15))
    assert (found.place_id, found.place_ids) == (safe, (safe, out))
    assert found.place == "Safe + With someone outside"
    assert [piece.id for piece in found.pieces] == [other, lived.piece]
    assert found.totals == (("USD", 665_000),)
    assert found.parts == (
        PlacePart("Safe", 1, (("USD", 90_000),)),
        PlacePart("With someone outside", 1, (("USD", 575_000),)),
    )
    rows = _cells(found, house_db)
    assert [row[:3] + row[9:11] for row in rows[-3:]] == [
        ["Of it", "1 piece", "Safe", "900.00", "USD"],
        ["Of it", "1 piece", "With someone outside", "5750.00", "USD"],
        ["Total", "2 pieces", "", "6650.00", "USD"],
    ]
    # The tray hung in the vitrine then: asked about with it, it is counted once, there.
    nested = places_at(house_db, [tray, vitrine], lived.day(7))
    assert nested.totals == (("USD", 575_000),)
    assert (nested.place, nested.parts) == ("Vitrine A", ())
    apart = places_at(house_db, [tray, vitrine], lived.day(3))  # and in the safe before
    assert [(part.place, part.pieces) for part in apart.parts] == [
        ("Safe, Tray 7", 1),
        ("Vitrine A", 0),
    ]
    assert places_at(house_db, [vitrine, WHOLE_HOUSE], lived.day(7)).place == "All places"
    with pytest.raises(NotFoundError):
        places_at(house_db, [vitrine, 4711], lived.day(7))


def test_all_places_of_a_kind_are_asked_about_those_out_of_use_too(
    house: Shop, house_db: Database, staff: dict[str, Actor], places: dict[str, int]
) -> None:
    with house.work(staff["adam"], "add_place") as w:
        second = w.add(Place, name="SAFE-2", kind_code="safe", title="Second safe")
        old = w.add(Place, name="SAFE-0", kind_code="safe", title="Old safe", removed=1)
    assert places_of_kind(house_db, "safe") == (places["SAFE-1"], second, old)
