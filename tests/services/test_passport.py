"""A piece's passport: what was where, in whose hands, worth what, at any moment of its life."""

from __future__ import annotations

import itertools
import json

import pytest

from app.domain.actors import Actor
from app.domain.errors import NotFoundError
from app.models.database import Database
from app.models.jobs import Job, JobComponent, JobStage
from app.models.people import Party
from app.models.pieces import Move
from app.models.records import CaseFile, Printed, Report
from app.services.passport import answer, passport, passport_proof
from app.services.passport_events import GROUPS
from app.services.passport_moment import ERASED, NOT_KNOWN, Moment, at_moment
from app.services.passport_way import bound_of
from app.shop import Shop
from tests.services.passport_fixtures import DAY, HOUR, Lived, at, insured
from tests.services.passport_fixtures import lived as lived
from tests.services.two_pcs import meet

MANAGER = frozenset({"MG"})
CLERK = frozenset({"OC"})


def ask(db: Database, life: Lived, day: int, hour: int = 0) -> Moment:
    return at_moment(db, life.piece, life.day(day, hour), MANAGER)


def worth(moment: Moment) -> dict[str, int]:
    return {one.what: one.amount_minor for one in moment.worth}


def test_before_its_first_fact_a_piece_is_not_known_to_us(house_db: Database, lived: Lived) -> None:
    before = at_moment(house_db, lived.piece, lived.begin - 1, MANAGER)
    assert not before.known
    assert before.headline == NOT_KNOWN == "Not known to us yet"
    assert (before.place, before.worth, before.facts) == ("", (), 0)
    first = at_moment(house_db, lived.piece, lived.begin, MANAGER)
    assert first.known
    assert first.place == "Take-in drawer"


def test_each_moment_has_its_own_place_and_hands(house_db: Database, lived: Lived) -> None:
    told = [
        (m.place, m.code, m.hands)
        for m in (ask(house_db, lived, day, 1) for day in (0, 2, 4, 8, 12))
    ]
    assert [one[0] for one in told[:3]] == ["Take-in drawer", "Safe, Tray 7", "Vitrine A, Tray 7"]
    assert [one[1] for one in told] == ["house", "house", "house", "bench", "out"]
    assert told[0][2] == told[2][2] == "House"
    assert told[4][2] == "Clara Whitcombe"


def test_the_very_millisecond_decides(house_db: Database, lived: Lived) -> None:
    move = lived.day(2)
    before = at_moment(house_db, lived.piece, move - 1, MANAGER)
    assert before.place == "Take-in drawer"
    assert at_moment(house_db, lived.piece, move, MANAGER).place == "Safe, Tray 7"


def test_worth_weight_and_condition_are_those_of_the_moment(
    house_db: Database, lived: Lived
) -> None:
    early, late = ask(house_db, lived, 5), ask(house_db, lived, 11)
    assert worth(late)["insured"] == 575_000
    assert worth(early)["insured"] != 575_000
    assert worth(early)["agreed"] == 520_000
    assert early.weight.startswith("4.620 g")
    assert late.weight.startswith("4.625 g")
    assert (early.condition, early.stones) == ("", "")
    assert late.condition == "Good, 2 marks"
    assert late.stones == "1 of 1 found"
    assert late.fingerprint == "inscription read"
    assert [(p.kind, p.fits, p.erased) for p in late.papers] == [("report", True, False)]
    assert late.photo.count == 2
    assert late.last_seen.endswith("Sara Okafor")


def test_reserve_and_cost_are_for_those_who_may_see_them(house_db: Database, lived: Lived) -> None:
    assert "reserve" in worth(ask(house_db, lived, 3))
    clerk = at_moment(house_db, lived.piece, lived.day(3), CLERK)
    assert "reserve" not in worth(clerk)
    shown = passport(house_db, lived.piece, CLERK)
    assert not {event.value_kind for event in shown.events} & {"reserve", "cost"}
    assert all(what in ("insured", "agreed", "price") for what, _ in shown.lanes.worth)


def test_the_life_is_told_newest_first_and_counted_by_filter(
    house_db: Database, lived: Lived
) -> None:
    shown = passport(house_db, lived.piece, MANAGER)
    times = [event.hlc for event in shown.events]
    assert times == sorted(times, reverse=True)
    for group in GROUPS:
        assert shown.counts[group] == sum(group in event.groups for event in shown.events)
    assert shown.counts["everything"] == len(shown.events)
    assert shown.counts["reports"] == 1
    assert shown.counts["hands"] == 3  # brought in, to the bench, lent
    photos = next(event for event in shown.events if event.kind == "photo")
    assert (photos.what, photos.facts, len(photos.photos)) == ("Photographed, 2 photos", 2, 2)
    assert shown.facts > len(shown.events)
    lent = next(event for event in shown.events if event.kind == "move")
    assert (lent.who, lent.second) == ("Owen Achterberg", "Mia Delacroix")


def test_the_lanes_follow_each_other_without_a_gap(house_db: Database, lived: Lived) -> None:
    lanes = passport(house_db, lived.piece, MANAGER).lanes
    for bars in (lanes.place, lanes.hands):
        assert all(a.until == b.since for a, b in itertools.pairwise(bars))
        assert bars[-1].until == 0
    assert [bar.tone for bar in lanes.place][-2:] == ["vio", "warn"]
    assert [step.amount_minor for step in dict(lanes.worth)["insured"]][-1] == 575_000
    assert [(point.nth, point.tone) for point in lanes.reports] == [(1, "warn")]


def test_a_fact_that_was_changed_from_outside_is_found(
    house: Shop, house_db: Database, lived: Lived
) -> None:
    shown = passport(house_db, lived.piece, MANAGER)
    proof = passport_proof(house_db, shown, lived.day(11))
    assert (proof.changed, proof.unchecked) == (0, 0)
    assert proof.facts == answer(house_db, shown, lived.day(11), MANAGER).facts
    assert proof.words == f"{proof.facts} facts up to this time, none changed since"
    with house.replaying() as db:
        db.begin_work()
        db.run(
            "UPDATE priced SET amount_minor = 1 WHERE subject_id = ? AND amount_minor = 575000",
            (lived.piece,),
        )
        db.commit_work()
    after = passport_proof(house_db, shown, lived.day(11))
    assert after.changed == 1
    assert "1 changed from outside" in after.words
    assert passport_proof(house_db, shown, lived.day(5)).changed == 0


def test_what_another_pc_told_counts_from_when_it_happened(
    two: tuple[Shop, Shop], staff: dict[str, Actor], lived: Lived
) -> None:
    here, there = two
    with at(there, staff["sara"], "price", lived.day(13)) as w:
        insured(w, lived.piece, 900_000)
    with at(here, staff["sara"], "price", lived.day(14)) as w:
        insured(w, lived.piece, 800_000)
    meet(here, there)
    told = []
    for shop in two:
        db = shop.reader()
        told.append([worth(ask(db, lived, day, 1))["insured"] for day in (12, 13, 14)])
        shown = passport(db, lived.piece, MANAGER)
        assert passport_proof(db, shown, lived.day(15)).changed == 0
        db.close()
    assert told == [[575_000, 900_000, 800_000]] * 2


def test_an_erased_person_leaves_the_facts(house: Shop, house_db: Database, lived: Lived) -> None:
    with house.replaying() as db:
        db.begin_work()
        db.run("UPDATE report SET content = NULL, salt = NULL WHERE piece_id = ?", (lived.piece,))
        db.run("UPDATE party SET display = '' WHERE display = 'Clara Whitcombe'")
        db.commit_work()
    moment = ask(house_db, lived, 13)
    assert moment.hands == "Somebody whose data was erased"
    assert moment.condition == "Good, 2 marks"
    assert (moment.stones, moment.fingerprint) == (ERASED, ERASED)
    assert [(p.erased, p.fits) for p in moment.papers] == [(True, True)]
    shown = passport(house_db, lived.piece, MANAGER)
    assert passport_proof(house_db, shown, lived.day(13)).changed == 0


def test_a_piece_that_is_not_here_is_refused(house_db: Database) -> None:
    with pytest.raises(NotFoundError):
        passport(house_db, 12345, MANAGER)


def test_a_moment_takes_its_whole_millisecond() -> None:
    assert bound_of(DAY * 30_000) < bound_of(DAY * 30_000 + 1)
    assert bound_of(DAY * 30_000 + HOUR) - bound_of(DAY * 30_000) == HOUR << 16


def test_what_a_pc_with_a_slow_clock_told_comes_when_it_was_told(
    house: Shop, house_db: Database, staff: dict[str, Actor], lived: Lived
) -> None:
    with at(house, staff["sara"], "price", lived.day(3)) as w:  # its clock is nine days behind
        insured(w, lived.piece, 610_000)
    event = passport(house_db, lived.piece, MANAGER).events[0]
    assert event.at == lived.day(3)
    assert event.moment >= lived.day(12)
    assert worth(ask(house_db, lived, 4))["insured"] != 610_000
    assert worth(at_moment(house_db, lived.piece, event.moment, MANAGER))["insured"] == 610_000


def test_a_report_shows_its_photos(house: Shop, house_db: Database, lived: Lived) -> None:
    with house.replaying() as db:
        db.begin_work()
        db.run(
            """UPDATE report SET content = '{"form":{"photos":[{"sha256":"aa"},{"sha256":"bb"}]}}'"""
        )
        db.commit_work()
    report = next(e for e in passport(house_db, lived.piece, MANAGER).events if e.kind == "report")
    assert report.photos == ("aa", "bb")
    assert not at_moment(house_db, lived.piece, lived.day(11), MANAGER).papers[0].fits


def test_who_had_a_report_printed_is_told(
    house: Shop, house_db: Database, staff: dict[str, Actor], lived: Lived
) -> None:
    report = house_db.value("SELECT id FROM report WHERE piece_id = ?", (lived.piece,))
    with at(house, staff["emma"], "print", lived.day(14)) as w:
        w.add(Printed, subject_kind="report", subject_id=report, printer="folder", outcome="sent")
    event = passport(house_db, lived.piece, MANAGER).events[0]
    assert (event.what, event.detail, event.who) == ("Paper printed", "sent", "Emma Castellanos")
    assert event.paper == "CR10-26-00001"
    assert event.groups == {"documents", "seen"}


def test_a_report_tells_who_saw_the_piece(
    house: Shop, house_db: Database, staff: dict[str, Actor], lived: Lived
) -> None:
    with house.work(staff["sara"], "sign") as w:
        w.add(Report, piece_id=lived.piece, number="CR10-26-00002", reason="loan_in",
              content=json.dumps({"form": {"shown_to_client": "yes"}, "signatures": [
                  {"role": "examiner", "name": "Sara Okafor"},
                  {"role": "borrower", "name": "Ida Lund"}]}))  # fmt: skip
    found = passport(house_db, lived.piece, MANAGER)
    event = found.events[0]
    assert event.detail.endswith("shown to the client, seen and signed by Ida Lund")
    assert "Sara" not in event.detail
    seen = [one for one in found.events if "seen" in one.groups]
    assert {one.kind for one in seen} <= {"report", "document", "handed_out"}
    assert found.counts["seen"] == len(seen) > 0


def test_at_the_bench_it_is_in_the_hands_of_whose_job_it_was(
    house: Shop, house_db: Database, staff: dict[str, Actor], lived: Lived, places: dict[str, int]
) -> None:
    assert ask(house_db, lived, 9).hands == "Bench 1"
    with at(house, staff["mia"], "job", lived.day(14)) as w:
        kofi = w.add(Party, kind_code="person", display="Kofi Tanaka", is_artisan=1)
        job = w.add(
            Job, number=w.number("J"), job_kind="sizing", piece_id=lived.piece, artisan_id=kofi
        )
        for state in ("draft", "approved", "kitted", "issued"):
            w.step("job", job, state)
        w.add(Move, subject_kind="piece", subject_id=lived.piece, to_place_id=places["BENCH-1"])
    assert ask(house_db, lived, 15).hands == "Kofi Tanaka"
    assert ask(house_db, lived, 9).hands == "Bench 1"
    jobs = [e for e in passport(house_db, lived.piece, MANAGER).events if e.kind == "job"]
    assert [event.after for event in jobs][-1] == "Draft"
    assert jobs[0].opens == ("job", job)


def test_its_work_and_its_doubts_are_told_in_words(
    house: Shop, house_db: Database, staff: dict[str, Actor], lived: Lived
) -> None:
    with at(house, staff["mia"], "job", lived.day(14)) as w:
        number = w.number("J")
        job = w.add(Job, number=number, job_kind="sizing", piece_id=lived.piece)
        w.step("job", job, "draft")
        w.add(JobComponent, job_id=job, piece_id=lived.piece, direction="out", weight_mg=4_620)
        w.add(JobStage, job_id=job, stage="setting", direction="in", weight_mg=4_620, stones=1)
        w.add(JobStage, job_id=job, stage="setting", direction="out")
        w.add(
            CaseFile, case_kind="place_in_use", subject_kind="piece", subject_id=lived.piece,
            first_fact_id=0,
        )  # fmt: skip
        report = w.value("SELECT id FROM report WHERE piece_id = ?", (lived.piece,))
        w.add(
            Printed, subject_kind="report", subject_id=report, printer="folder",
            outcome="not_printed", reason_code="second_copy",
        )  # fmt: skip
    told = [
        (event.what, event.after, event.detail, event.paper)
        for event in passport(house_db, lived.piece, MANAGER).events
        if event.work_id == house_db.value("SELECT max(id) FROM work")
    ]
    assert sorted(told) == [
        ("Paper printed", "", "did not come out, second copy wanted", "CR10-26-00001"),
        ("Put into a job bag", "", "4.620 g", number),
        ("Setting begun", "", "4.620 g, 1 stones", number),
        ("Setting done", "", "", number),
        (
            "Two facts that cannot both stand",
            "",
            "Place taken out of use, pieces put in",
            "",
        ),
        ("Workshop", "Draft", "", number),
    ]
    items = [e for e in passport(house_db, lived.piece, MANAGER).events if e.kind == "item"]
    assert [(event.what, event.opens) for event in items][-1] == ("Consignment", None)
