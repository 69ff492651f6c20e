"""A weight of an earlier day is no weight of now: the paper says on which day it was read."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pytest

from app.domain.actors import Actor
from app.domain.ids import ToldClock, now_ms, telling_time
from app.models.pieces import Measured, Piece
from app.services.report_known import known_then
from app.services.report_paper import PaperFacts, report_paper
from app.services.report_start import GROSS, known_piece, start_report
from app.shop import Shop
from tests.services.test_report_opening import signed

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


def test_a_weight_of_the_same_day_and_one_that_was_typed_stand_alone(
    house: Shop, ring: int
) -> None:
    assert before(house, ring, now_ms() - 10 * DAY_MS) == "4.100 g"
    assert before(house, ring, now_ms(), weight_before_mg=4090) == "4.090 g"


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
