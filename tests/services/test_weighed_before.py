"""A weight of an earlier day is no weight of now: the paper says on which day it was read."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pytest

from app.domain.actors import Actor
from app.domain.ids import ToldClock, now_ms, telling_time
from app.models.pieces import Measured, Piece
from app.models.records import File
from app.services import reports
from app.services.report_known import known_then
from app.services.report_paper import PaperFacts, report_paper
from app.services.report_start import GROSS, known_piece, start_report
from app.shop import Shop
from tests.services.test_report_opening import SIGNED, signed
from tests.services.test_report_opening import form as reported

PHOTOS = reported().photos
DAY_MS = 86_400_000


@pytest.fixture
def ring(house: Shop, staff: dict[str, Actor]) -> int:
    """A ring that was weighed ten days ago."""
    with telling_time(ToldClock(now_ms() - 10 * DAY_MS)), house.work(staff["sara"], "in") as w:
        piece = w.add(Piece, category="ring", description="Band")
        w.add(Measured, subject_kind="piece", subject_id=piece, what=GROSS, value=4100)
    return piece


def before(house: Shop, ring: int, at: int, **values: object) -> str:
    """What the paper of a report made at a moment says of the weight before."""
    with closing(house.reader()) as db:
        form = replace(start_report(db, ring), grade="good", **values)  # type: ignore[arg-type]
        facts = PaperFacts("CR10-26-00001", "1000000001", 1, None, at, "Sara Okafor")
        paper = report_paper(db, known_piece(db, ring), form, (), facts)
    (said,) = [fact.value for _, facts in paper.facts for fact in facts if fact.label == "Before"]
    return said


def test_a_weight_that_came_along_says_when_it_was_read(house: Shop, ring: int) -> None:
    said = before(house, ring, now_ms())
    assert said.startswith("4.100 g, as weighed on ")
    assert said == before(house, ring, now_ms(), weight_after_mg=4101)


def test_a_weight_that_was_read_for_the_report_stands_alone_whatever_it_was_before(
    house: Shop, ring: int
) -> None:
    assert before(house, ring, now_ms(), weight_before_mg=4090) == "4.090 g"
    assert before(house, ring, now_ms(), before_read_on="") == "4.100 g"


def test_one_that_was_read_earlier_that_day_is_told_from_one_of_now(house: Shop, ring: int) -> None:
    then = now_ms() - 10 * DAY_MS
    assert before(house, ring, then) == "4.100 g, as weighed earlier that day"
    assert before(house, ring, then, before_read_on="") == "4.100 g"


def test_a_form_that_kept_no_day_is_judged_by_its_figure(house: Shop, ring: int) -> None:
    """A draft or a report of an older Parure."""
    assert before(house, ring, now_ms(), before_read_on=None).startswith("4.100 g, as weighed on ")
    assert before(house, ring, now_ms() - 10 * DAY_MS, before_read_on=None) == "4.100 g"


@pytest.mark.parametrize(("read_on", "times"), [("", 2), (None, 1)])
def test_what_was_weighed_again_is_measured_of_today_though_it_is_as_it_was(
    house: Shop, staff: dict[str, Actor], ring: int, read_on: str | None, times: int
) -> None:
    with house.work(staff["sara"], "sign_report") as w:
        form = replace(start_report(w, ring), photos=PHOTOS, grade="good", before_read_on=read_on)
        w.add(File, sha256=PHOTOS[0].sha256, size=1000, mime="image/jpeg", width=800, height=600)
        reports.sign(w, ring, form, SIGNED)
    with closing(house.reader()) as db:
        found = db.value("SELECT count(*) FROM measured WHERE what = ? AND value = 4100", (GROSS,))
        day = known_piece(db, ring).weighed_on
    assert found == times
    assert (day == house.settings.today()) is (times == 2)


def test_the_day_is_the_shop_s_own(house: Shop, ring: int) -> None:
    with closing(house.reader()) as db:
        known = known_piece(db, ring)
        at = db.value("SELECT w.at FROM measured AS m JOIN work AS w ON w.id = m.work_id")
    assert known.weighed_on == house.settings.date_of(at)


def test_a_correction_knows_when_it_had_been_weighed_then(
    house: Shop, staff: dict[str, Actor], ring: int
) -> None:
    first = known_piece_day(house, ring)
    report = signed(house, staff, ring)
    with house.work(staff["sara"], "weigh") as w:
        w.add(Measured, subject_kind="piece", subject_id=ring, what=GROSS, value=4050)
    with closing(house.reader()) as db:
        then = known_then(db, report)
    assert (then.weight_mg, then.weighed_on) == (4100, first)
    assert known_piece_day(house, ring) > first


def known_piece_day(house: Shop, ring: int) -> str:
    with closing(house.reader()) as db:
        return known_piece(db, ring).weighed_on
