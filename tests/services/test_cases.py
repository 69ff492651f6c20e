"""Cases: what clashes is shown side by side, each way says what follows, and one of them is decided."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.domain.actors import Actor
from app.domain.errors import InputError, NotAllowedError, StateError
from app.models.pieces import Move
from app.services import cases, jobs, order_review
from app.services.aliases import add_alias
from app.services.cases import CasePage, case_counts, case_page, case_rows
from app.services.check import check
from app.services.counts import open_cases
from app.services.moves import move
from app.services.piece_states import hold
from app.services.places import remove_place
from app.services.undo import undo
from app.shop import Shop
from tests.services.case_desk import (
    Twins,
    cases_of,
    piece_of,
    place,
    reserve,
    ring_line,
    state,
    twins,
)
from tests.services.order_desk import Counter, reviewed
from tests.sync.test_told_at_once import sign


@pytest.fixture
def pair(house: Shop, staff: dict[str, Actor], tmp_path: Path) -> Iterator[Twins]:
    with twins(house, staff, tmp_path) as made:
        yield made


def only(pair: Twins) -> int:
    """The one case after both met."""
    (case,) = pair.meet()
    return case


def page(counter: Counter, case: int, who: str = "mia") -> CasePage:
    return case_page(counter.house, counter.staff[who], case)


def decide(
    counter: Counter, case: int, code: str, who: str = "mia", second: str = "", why: str = ""
) -> int:
    """Decide as a person, with a second one where asked; the unit of work."""
    confirms = counter.staff[second] if second else None
    with counter.house.work(counter.staff[who], "settle_case", second=confirms) as w:
        return cases.decide(w, case, code, why).work_id


def rows(counter: Counter, view: str = "open", who: str = "mia") -> list[cases.CaseRow]:
    return counter.read(case_rows, counter.staff[who], view)


def reserved_twice(pair: Twins) -> None:
    reserve(pair.here, pair.first, pair.ring)
    reserve(pair.there, pair.second, pair.ring)


def sold_twice(pair: Twins) -> None:
    for counter in pair.both:
        with counter.house.work(counter.staff["mia"], "sell") as w:
            w.step("piece", pair.ring, "sold")


def sold_and_held(pair: Twins) -> None:
    with pair.here.house.work(pair.here.staff["mia"], "sell") as w:
        w.step("piece", pair.ring, "sold")
    pair.there.say("hold", "mia", hold, piece_id=pair.ring, reason_code="police")


def held_and_sold(pair: Twins) -> None:
    pair.there.say("hold", "mia", hold, piece_id=pair.ring, reason_code="police")
    with pair.here.house.work(pair.here.staff["mia"], "sell") as w:
        w.step("piece", pair.ring, "sold")


def sold_while_reserved_and_held(pair: Twins) -> None:
    reserve(pair.here, pair.first, pair.ring)
    pair.meet()
    with pair.here.house.work(pair.here.staff["mia"], "sell") as w:
        w.step("piece", pair.ring, "sold")
    pair.there.say("hold", "mia", hold, piece_id=pair.ring, reason_code="title")


def moved_twice(pair: Twins) -> None:
    for counter, to in zip(pair.both, ("TRAY-99", "BENCH-1"), strict=True):
        counter.say("move", "owen", move, piece_ids=[pair.ring], to_place_id=place(counter, to))


def place_left(pair: Twins) -> None:
    tray = place(pair.here, "TRAY-99")
    pair.here.say("remove_place", "adam", remove_place, place_id=tray)
    pair.there.say("move", "owen", move, piece_ids=[pair.ring], to_place_id=tray)


def one_code(pair: Twins) -> None:
    chain = pair.here.value("SELECT id FROM piece WHERE number = 'P10-26-00500'")
    for counter, piece in zip(pair.both, (pair.ring, chain), strict=True):
        counter.say("alias", "sara", add_alias, piece_id=piece, code="4006381333931")


def two_reports(pair: Twins) -> None:
    for counter in pair.both:
        sign(counter, pair.ring)


def cancelled_and_benched(pair: Twins) -> None:
    line = reviewed(pair.here, pair.first)
    for step in ("new", "verified", "reserved"):
        with pair.here.house.work(pair.here.staff["olga"], "verify") as w:
            w.step("line", line, step)
    pair.meet()
    pair.here.say("cancel", "olga", order_review.cancel, order_id=pair.first, reason_code="client")
    pair.there.say("send", "olga", jobs.send_to_bench, order_id=pair.first)


def benched_and_cancelled(pair: Twins) -> None:
    line = reviewed(pair.here, pair.first)
    for step in ("new", "verified", "reserved"):
        with pair.here.house.work(pair.here.staff["olga"], "verify") as w:
            w.step("line", line, step)
    pair.meet()
    pair.there.say("send", "olga", jobs.send_to_bench, order_id=pair.first)
    pair.here.say("cancel", "olga", order_review.cancel, order_id=pair.first, reason_code="client")


def next_line_benched(pair: Twins) -> None:
    line = reviewed(pair.here, pair.first)
    sent = pair.here.say("send", "olga", jobs.send_to_bench, order_id=pair.first)
    pair.here.say("cancel", "mia", jobs.cancel_job, job_id=sent.first("job"), reason_code="other")
    pair.meet()
    pair.here.say("cancel", "mia", order_review.cancel, order_id=pair.first, reason_code="client")
    pair.there.say("send", "olga", jobs.send_to_bench, order_id=pair.first, line_ids=(line,))


def reserved_for_cancelled(pair: Twins) -> None:
    reserve(pair.there, pair.first, pair.ring)
    pair.here.say("cancel", "olga", order_review.cancel, order_id=pair.first, reason_code="client")


def job_held_and_given_up(pair: Twins) -> None:
    reviewed(pair.here, pair.first)
    sent = pair.here.say("send", "olga", jobs.send_to_bench, order_id=pair.first)
    job = sent.first("job")
    pair.meet()
    pair.here.say("hold", "owen", jobs.hold_job, job_id=job, reason_code="client")
    pair.there.say("cancel", "mia", jobs.cancel_job, job_id=job, reason_code="other")


CLASHES: dict[str, Callable[[Twins], None]] = {
    do.__name__: do
    for do in (
        reserved_twice, sold_twice, sold_and_held, held_and_sold, sold_while_reserved_and_held,
        moved_twice, place_left, one_code, two_reports, cancelled_and_benched,
        benched_and_cancelled, next_line_benched, reserved_for_cancelled, job_held_and_given_up,
    )
}  # fmt: skip


@pytest.mark.parametrize("which", [0, 1, 2])
@pytest.mark.parametrize("clash", list(CLASHES))
def test_every_way_of_every_case_does_what_it_said_and_both_pcs_end_alike(
    pair: Twins, clash: str, which: int
) -> None:
    CLASHES[clash](pair)
    case = only(pair)
    shown = page(pair.there, case)
    assert shown == page(pair.there, case), "a dry run leaves nothing behind"
    assert len(shown.facts) == 2
    labels = [[label for label, _ in fact.rows] for fact in shown.facts]
    assert labels[0] == labels[1]
    assert shown.apart
    assert len(shown.options) >= 2
    if which >= len(shown.options):
        return
    option = shown.options[which]
    assert option.follows, option
    assert not option.refused, option
    decide(pair.there, case, option.code, second="sara", why="asked Clara")
    assert pair.meet() == [case], "deciding opens no further case"
    for counter in pair.both:
        left = [row.id for row in rows(counter)]
        assert left == ([] if option.closes else [case])
        report = check(counter.house, files=False)
        assert report.problems == ()
    settled = page(pair.here, case)
    assert settled.options == () or not option.closes
    if option.closes:
        assert option.title in settled.settled
        assert "asked Clara" in settled.settled
        assert [row.id for row in rows(pair.here, "closed")] == [case]


def test_the_order_that_loses_a_piece_asks_for_another_one(pair: Twins) -> None:
    reserved_twice(pair)
    case = only(pair)
    shown = page(pair.here, case)
    assert shown.title == "Reserved for two orders"
    assert [dict(fact.rows)["Order"] for fact in shown.facts] == ["#1042", "#1043"]
    assert shown.facts[0].pc == "This PC (10)"
    first = shown.options[0]
    assert (first.title, first.verb) == ("#1042 keeps it", "Let #1042 keep it")
    assert "It stays reserved; #1043 stays in review without a piece" in first.follows
    decide(pair.here, case, "first")
    pair.meet()
    for counter in pair.both:
        assert state(counter, "piece", pair.ring) == "reserved"
        assert piece_of(counter, ring_line(counter, pair.first)) == pair.ring
        assert piece_of(counter, ring_line(counter, pair.second)) is None


def test_the_other_order_may_have_it_as_well(pair: Twins) -> None:
    reserved_twice(pair)
    case = only(pair)
    decide(pair.there, case, "second")
    pair.meet()
    assert piece_of(pair.here, ring_line(pair.here, pair.first)) is None
    assert piece_of(pair.here, ring_line(pair.here, pair.second)) == pair.ring


def test_the_cancellation_stands_and_the_bench_stops(pair: Twins) -> None:
    cancelled_and_benched(pair)
    case = only(pair)
    shown = page(pair.here, case)
    assert shown.title == "Cancelled here, in work there"
    cancel = next(one for one in shown.options if one.title == "The cancellation stands")
    assert "is put on hold" in cancel.follows
    decide(pair.here, case, cancel.code)
    pair.meet()
    job = pair.here.value("SELECT id FROM job")
    assert state(pair.there, "order", pair.first) == "cancelled"
    assert state(pair.there, "job", job) == "on_hold"


@pytest.mark.parametrize("clash", [cancelled_and_benched, benched_and_cancelled, next_line_benched])
def test_the_order_goes_on_with_its_piece(pair: Twins, clash: Callable[[Twins], None]) -> None:
    clash(pair)
    case = only(pair)
    goes_on = next(one for one in page(pair.here, case).options if "goes on" in one.title)
    decide(pair.here, case, goes_on.code)
    pair.meet()
    for counter in pair.both:
        assert state(counter, "order", pair.first) == "in_work"
        assert state(counter, "piece", pair.ring) == "reserved"
        line = ring_line(counter, pair.first)
        assert piece_of(counter, line) == pair.ring
        assert state(counter, "line", line) == "in_job"


def test_a_hold_ends_only_by_a_manager_with_a_second_person(pair: Twins) -> None:
    sold_and_held(pair)
    case = only(pair)
    sale = next(o for o in page(pair.here, case, "olga").options if o.title == "The sale stands")
    assert "manager" in sale.refused
    with pytest.raises(NotAllowedError) as refused:
        decide(pair.here, case, sale.code)
    assert refused.value.field == "second"
    by_mia = next(o for o in page(pair.here, case).options if o.title == "The sale stands")
    assert "A second person confirms it" in by_mia.follows
    decide(pair.here, case, sale.code, second="sara")
    assert state(pair.here, "piece", pair.ring) == "sold"
    assert state(pair.here, "hold_police", pair.ring) == "off"


def test_where_it_lies_is_told_again_where_the_other_move_stood(pair: Twins) -> None:
    moved_twice(pair)
    case = only(pair)
    shown = page(pair.here, case)
    assert shown.title == "Moved to two places"
    assert shown.suggested == "second"
    decide(pair.here, case, "first")
    pair.meet()
    sql = "SELECT place_id FROM piece_now WHERE id = ?"
    assert pair.there.value(sql, pair.ring) == place(pair.there, "TRAY-99")


def test_what_nobody_knows_yet_is_held_and_comes_back_tomorrow(pair: Twins) -> None:
    reserved_twice(pair)
    case = only(pair)
    hold_it = page(pair.here, case).options[-1]
    assert (hold_it.title, hold_it.closes) == ("Neither yet: hold the piece", False)
    assert "due tomorrow 10:00" in hold_it.follows
    decide(pair.here, case, hold_it.code)
    assert state(pair.here, "piece", pair.ring) == "hold"
    (row,) = rows(pair.here)
    assert row.chip.text == "Later"
    assert page(pair.here, case).put_off.startswith("Put off until")
    assert "already" in page(pair.here, case).options[-1].refused


def test_put_off_goes_to_the_end_of_the_list(pair: Twins) -> None:
    reserved_twice(pair)
    moved_twice(pair)
    first, second = (row.id for row in (pair.meet(), rows(pair.here))[1])
    pair.here.say("later", "olga", cases.put_off, case_id=first)
    assert [row.id for row in rows(pair.here)] == [second, first]


def test_mine_are_those_in_which_i_told_a_fact(pair: Twins) -> None:
    moved_twice(pair)
    pair.meet()
    assert len(rows(pair.here, "mine", "owen")) == 1
    assert rows(pair.here, "mine", "olga") == []
    assert pair.here.read(case_counts, pair.here.staff["owen"]) == {"open": 1, "mine": 1}
    assert pair.here.read(open_cases) == 1


def test_a_case_is_settled_once(pair: Twins) -> None:
    moved_twice(pair)
    case = only(pair)
    with pytest.raises(InputError, match="None of the ways"):
        decide(pair.here, case, "")
    decide(pair.here, case, "first", "owen")
    with pytest.raises(StateError, match="Owen Achterberg has settled"):
        decide(pair.here, case, "second")


def test_an_administrator_settles_no_cases(pair: Twins) -> None:
    moved_twice(pair)
    case = only(pair)
    with pytest.raises(NotAllowedError):
        decide(pair.here, case, "first", "adam")
    assert all("settle cases" in one.refused for one in page(pair.here, case, "adam").options)
    denied = pair.here.value("SELECT count(*) FROM denied")
    assert denied == 1, "a dry run is no refusal"


def test_a_decision_is_taken_back_like_any_other_step(pair: Twins) -> None:
    moved_twice(pair)
    case = only(pair)
    work = decide(pair.here, case, "first")
    undo(pair.here.house, pair.here.staff["mia"], work)
    assert [row.id for row in rows(pair.here)] == [case]
    assert pair.here.value("SELECT open_cases FROM piece_now WHERE id = ?", pair.ring) == 1
    assert pair.meet() == [case]


def test_settled_alike_on_two_pcs_is_settled(pair: Twins) -> None:
    moved_twice(pair)
    case = only(pair)
    for counter in pair.both:
        decide(counter, case, "second")
    assert pair.meet() == [case]
    assert rows(pair.here) == []


def test_settled_in_two_ways_is_a_case_again(pair: Twins) -> None:
    place_left(pair)
    case = only(pair)
    decide(pair.here, case, "first")
    decide(pair.there, case, "second")
    found = pair.meet()
    assert len(found) == 2
    (row,) = rows(pair.here)
    assert row.title == "Settled in two ways"
    shown = page(pair.here, row.id)
    assert [dict(fact.rows)["Decided"] for fact in shown.facts]
    decide(pair.here, row.id, "first")
    pair.meet()
    assert rows(pair.there) == []


def test_what_is_in_the_place_goes_to_where_the_place_stood(pair: Twins) -> None:
    place_left(pair)
    case = only(pair)
    shown = page(pair.here, case)
    assert shown.options[1].fits == "fits: 1 piece lies in it"
    decide(pair.here, case, "first")
    pair.meet()
    sql = "SELECT t.removed FROM piece_now AS n JOIN place AS t ON t.id = n.place_id WHERE n.id = ?"
    assert pair.there.value(sql, pair.ring) == 0


def test_a_stray_move_is_no_way_out_of_use(pair: Twins) -> None:
    moved_twice(pair)
    case = only(pair)
    tray = place(pair.here, "TRAY-99")
    with pair.here.house.work(pair.here.staff["owen"], "stray") as w:
        w.add(
            Move, subject_kind="piece", subject_id=pair.ring, to_place_id=place(pair.here, "VIT-A")
        )
    pair.here.say("remove_place", "adam", remove_place, place_id=tray)
    first = page(pair.here, case).options[0]
    assert "out of use" in first.refused
    assert cases_of(pair.here) == [case]
