"""What an answer at a moment rests on: who saw the piece itself, the newest photo, whose clock."""

from __future__ import annotations

from app.domain.actors import Actor
from app.domain.clock import hybrid
from app.models.database import Database
from app.models.pieces import Measured, Move
from app.models.records import Document, Printed, Report
from app.services.custody_facts import CustodyFact
from app.services.moves import move_place
from app.services.passport import passport
from app.services.passport_events import _event
from app.services.passport_moment import Moment, at_moment
from app.services.photos import attach_photo, keep_photo, say_view
from app.shop import Shop
from tests.services.conftest import picture
from tests.services.passport_fixtures import Lived, at
from tests.services.passport_fixtures import lived as lived

MANAGER = frozenset({"MG"})


def ask(db: Database, life: Lived, day: int) -> Moment:
    return at_moment(db, life.piece, life.day(day), MANAGER)


def test_last_seen_is_when_somebody_had_the_piece_itself_before_them(
    house: Shop,
    house_db: Database,
    staff: dict[str, Actor],
    lived: Lived,
    places: dict[str, int],
) -> None:
    carried = ask(house_db, lived, 5)  # on the fourth day its tray was carried, closed
    assert (carried.place, carried.since) == ("Vitrine A, Tray 7", lived.day(4))
    assert (carried.last_seen, carried.last_seen_at) == ("Moved, Owen Achterberg", lived.day(2))
    with at(house, staff["mia"], "print", lived.day(13)) as w:
        w.add(Printed, subject_kind="piece", subject_id=lived.piece, printer="x", outcome="sent")
    with at(house, staff["mia"], "correct_report", lived.day(14)) as w:
        first = w.value("SELECT id FROM report WHERE piece_id = ?", (lived.piece,))
        w.add(Report, piece_id=lived.piece, number="CR10-26-00001", version_of=first,
              reason="loan_out", grade="fair", findings=1, content="{}")  # fmt: skip
        w.add(Measured, subject_kind="piece", subject_id=lived.piece, what="gross_weight_mg",
              value=4_630, method="scale")  # fmt: skip
    late = ask(house_db, lived, 15)  # a tag came out and a report was corrected; it was out
    assert late.condition == "Fair, 1 mark"
    assert (late.last_seen, late.last_seen_at) == ("Moved, Owen Achterberg", lived.day(12))


def test_who_keeps_a_piece_keeps_it_while_its_tray_is_carried(
    house: Shop,
    house_db: Database,
    staff: dict[str, Actor],
    lived: Lived,
    places: dict[str, int],
) -> None:
    with at(house, staff["mia"], "move", lived.day(14)) as w:
        w.add(Move, subject_kind="piece", subject_id=lived.piece, to_place_id=places["TRAY-07"],
              keeper_id=staff["sara"].user_id)  # fmt: skip
    with at(house, staff["owen"], "move_tray", lived.day(16), staff["mia"]) as w:
        move_place(w, places["TRAY-07"], places["SAFE-1"])
    assert ask(house_db, lived, 15).hands == ask(house_db, lived, 17).hands == "House, Sara Okafor"
    newest = passport(house_db, lived.piece, MANAGER).events[0]
    assert (newest.detail, "hands" in newest.groups) == ("with Tray 7", False)


def test_the_newest_photo_is_the_one_that_was_put_there_last(
    house: Shop, house_db: Database, staff: dict[str, Actor], lived: Lived
) -> None:
    third = keep_photo(house, picture((60, 60, 200), 60), "third.jpg")
    with at(house, staff["sara"], "photo", lived.day(14)) as w:
        attach_photo(w, "piece", lived.piece, third, "front")
    with house.replaying() as db:  # another PC's unit of work: its number says nothing of the order
        db.begin_work()
        db.run("UPDATE attached SET work_id = 1 WHERE role = 'front'")
        db.commit_work()
    assert ask(house_db, lived, 13).photo.sha256 != third.sha256
    assert ask(house_db, lived, 15).photo.sha256 == third.sha256
    shown = ask(house_db, lived, 15).photo
    assert (shown.count, shown.view, shown.taken) == (3, "front", False)
    assert lived.day(14) <= shown.at < lived.day(15)


def test_an_event_stands_at_the_moment_from_which_an_answer_knows_of_it() -> None:
    spoken = 1_790_000_000_000
    fact = CustodyFact(1, 7, hybrid(spoken), "move", "moves", "Moved")
    for by_its_clock in (spoken - 9_000_000, spoken, spoken + 9_000_000):
        event = _event(fact, {7: ("Owen", "", by_its_clock)}, frozenset(), {})
        assert (event.at, event.moment) == (by_its_clock, spoken)


def test_a_printed_paper_of_a_move_is_told_as_well(
    house: Shop, house_db: Database, staff: dict[str, Actor], lived: Lived, places: dict[str, int]
) -> None:
    with at(house, staff["mia"], "hand_over", lived.day(14)) as w:
        paper = w.add(Document, document_kind="hand_over", number="H10-26-00007", content="{}",
                      subject_kind="place", subject_id=places["OUT"], template="x")  # fmt: skip
        w.add(Move, subject_kind="piece", subject_id=lived.piece, to_place_id=places["OUT"],
              document_id=paper)  # fmt: skip
    with at(house, staff["emma"], "print", lived.day(15)) as w:
        w.add(Printed, subject_kind="document", subject_id=paper, printer="x", outcome="sent")
    event = passport(house_db, lived.piece, MANAGER).events[0]
    assert (event.what, event.paper, event.who) == (
        "Paper printed", "H10-26-00007", "Emma Castellanos",
    )  # fmt: skip
    assert "seen" in event.groups


def test_who_only_arranged_photos_did_not_see_the_piece(
    house: Shop, house_db: Database, staff: dict[str, Actor], lived: Lived
) -> None:
    before = ask(house_db, lived, 18)
    with at(house, staff["sara"], "say_view", lived.day(17)) as w:
        say_view(w, w.value("SELECT id FROM attached WHERE role = 'top'"), "hallmark")
    after = ask(house_db, lived, 18)
    assert (after.last_seen, after.last_seen_at) == (before.last_seen, before.last_seen_at)
    assert after.photo.view == "hallmark"
