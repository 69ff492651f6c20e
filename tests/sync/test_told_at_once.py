"""Moved to two places, signed twice, cancelled here and at the bench there: one case, the same on both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.actors import SYSTEM, Actor
from app.models import schema
from app.models.pieces import Move, Piece
from app.models.shopwide import Place
from app.services import jobs, order_review, reports
from app.services.moves import move, move_place
from app.services.report_form import ViewPhoto
from app.services.signatures import Signature
from app.shop import Shop
from tests.services.case_desk import Twins, cases_of, facts, place, state, twins
from tests.services.conftest import picture
from tests.services.order_desk import Counter, reviewed
from tests.sync.pcs import House

EXAMINER = Signature("examiner", "Sara Okafor", (((1, 1), (30, 20)),))


@pytest.fixture
def pair(house: Shop, staff: dict[str, Actor], tmp_path: Path) -> Iterator[Twins]:
    with twins(house, staff, tmp_path) as made:
        yield made


def carry(counter: Counter, piece: int, where: str) -> None:
    counter.say("move", "owen", move, piece_ids=[piece], to_place_id=place(counter, where))


@pytest.mark.parametrize("turned", [False, True])
def test_moved_to_two_places_is_one_case_with_both_moves(pair: Twins, turned: bool) -> None:
    first, second = pair.both[::-1] if turned else pair.both
    carry(first, pair.ring, "TRAY-99")
    carry(second, pair.ring, "BENCH-1")
    assert pair.kinds() == [("moved_twice", "piece", pair.ring)]
    told = facts(pair.here, cases_of(pair.here)[0])
    sql = "SELECT to_place_id FROM move WHERE id = ?"
    ends = [pair.here.value(sql, fact) for fact in told]
    assert ends == [place(pair.here, "TRAY-99"), place(pair.here, "BENCH-1")]


def test_only_where_it_ended_on_each_side_counts(pair: Twins) -> None:
    carry(pair.here, pair.ring, "BENCH-1")
    carry(pair.here, pair.ring, "TRAY-99")
    carry(pair.there, pair.ring, "TRAY-99")
    assert pair.kinds() == []


def test_who_knew_of_the_other_move_opens_no_case(pair: Twins) -> None:
    carry(pair.here, pair.ring, "TRAY-99")
    pair.meet()
    carry(pair.there, pair.ring, "BENCH-1")
    assert pair.kinds() == []


def test_a_tray_carried_to_two_places(pair: Twins) -> None:
    tray = place(pair.here, "TRAY-99")
    for counter, to in zip(pair.both, ("SAFE-1", "INTAKE"), strict=True):
        counter.say("move", "owen", move_place, place_id=tray, to_place_id=place(counter, to))
    assert pair.kinds() == [("moved_twice", "place", tray)]


def sign(counter: Counter, piece: int) -> int:
    house = counter.house
    data = picture((90, 120, 60))
    digest = house.files.put(data)
    house.files.cache(digest, "1280", data)
    form = counter.read(reports.start_report, piece)
    form = replace(
        form,
        photos=(ViewPhoto(digest, "top", 40, 40, len(data)),),
        weight_before_mg=3_850,
        stones_found=form.stones_expected,
        parts_found=form.parts_expected,
        grade="good",
    )
    with house.work(counter.staff["sara"], "sign_report") as w:
        return reports.sign(w, piece, form, (EXAMINER,)).first("report")


def test_two_reports_signed_for_one_piece_at_once(pair: Twins) -> None:
    for counter in pair.both:
        sign(counter, pair.ring)
    assert pair.kinds() == [("report_twice", "piece", pair.ring)]
    sign(pair.here, pair.ring)
    assert len(pair.kinds()) == 1


def test_an_order_cancelled_here_and_sent_to_the_bench_there(pair: Twins) -> None:
    line = reviewed(pair.here, pair.first)
    for step in ("new", "verified", "reserved"):
        with pair.here.house.work(pair.here.staff["olga"], "verify") as w:
            w.step("line", line, step)
    pair.meet()
    pair.here.say("cancel", "olga", order_review.cancel, order_id=pair.first, reason_code="client")
    pair.there.say("send", "olga", jobs.send_to_bench, order_id=pair.first)
    assert pair.kinds() == [("order_twice", "order", pair.first)]


def test_the_bench_got_a_line_of_an_order_in_work_that_a_manager_cancelled_there(
    pair: Twins,
) -> None:
    line = reviewed(pair.here, pair.first)
    sent = pair.here.say("send", "olga", jobs.send_to_bench, order_id=pair.first)
    pair.here.say("cancel", "mia", jobs.cancel_job, job_id=sent.first("job"), reason_code="other")
    assert state(pair.here, "order", pair.first) == "in_work"
    pair.meet()
    pair.here.say("cancel", "mia", order_review.cancel, order_id=pair.first, reason_code="client")
    pair.there.say("send", "olga", jobs.send_to_bench, order_id=pair.first, line_ids=(line,))
    assert [kind for kind in pair.kinds() if kind[1] == "order"] == [
        ("job_for_cancelled", "order", pair.first)
    ]


def test_what_an_older_pc_tells_by_letter_is_compared_as_well(
    two_pcs: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = two_pcs.pcs
    with a.shop.work(SYSTEM, "test") as w:
        here, there, elsewhere = (w.add(Place, name=name, kind_code="tray") for name in "ABC")
        piece = w.add(Piece, category="ring", description="Ring")
        w.add(Move, subject_kind="piece", subject_id=piece, to_place_id=here)
    two_pcs.together()

    def carry(shop: Shop, to: int) -> None:
        with shop.work(SYSTEM, "test") as w:
            w.add(Move, subject_kind="piece", subject_id=piece, to_place_id=to)

    monkeypatch.setattr(schema, "SYNCED_VERSION", 3)
    carry(a.shop, there)
    a.meet()
    monkeypatch.setattr(schema, "SYNCED_VERSION", 2)  # the other PC runs an older program
    carry(b.shop, elsewhere)
    assert b.meet().letters == 1
    monkeypatch.setattr(schema, "SYNCED_VERSION", 3)
    a.meet()
    two_pcs.together()
    two_pcs.agree()
    for pc in two_pcs.pcs:
        with pc.shop.replaying() as db:
            found = db.rows("SELECT case_kind, subject_id FROM case_file")
        assert found == [("moved_twice", piece)]
