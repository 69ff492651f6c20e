"""Jobs: lists and board, stages, waiting, holding, going back, giving up, the bag."""

from __future__ import annotations

import pytest

from app.domain.actors import Actor
from app.domain.errors import InputError, NotAllowedError, NotFoundError, StateError
from app.domain.money import Money
from app.domain.worth import Worth
from app.services import jobs
from app.services.job_lists import column_of
from app.services.job_spec import planned_stages, spec_of
from app.services.lists import FirstPage, open_list
from app.shop import Shop
from tests.exchange.make_files import w06
from tests.exchange.reading import file_of
from tests.services.order_desk import Counter, furnished_counter, reviewed


@pytest.fixture
def counter(house: Shop, staff: dict[str, Actor]) -> Counter:
    return furnished_counter(house, staff)


@pytest.fixture
def job(counter: Counter) -> int:
    order_id = counter.bring(file_of(w06()))
    reviewed(counter, order_id)
    sent = counter.say("send", "olga", jobs.send_to_bench, order_id=order_id, due_on="2026-12-04")
    return int(sent.first("job"))


def rows(counter: Counter, query) -> list[jobs.JobRow]:  # type: ignore[no-untyped-def]
    def ask(db) -> list[jobs.JobRow]:  # type: ignore[no-untyped-def]
        first = next(open_list(db, query, "w"))
        assert isinstance(first, FirstPage)
        return list(first.rows.rows)

    return counter.read(ask)


def test_a_job_stands_in_its_column_and_views(counter: Counter, job: int) -> None:
    (row,) = rows(counter, jobs.board_column("start", today="2026-12-01"))
    assert (row.id, row.work, row.order_number) == (job, "Size 6 → 6½, engrave", "#1042")
    assert (row.due_soon, row.overdue_days, row.chip.text) == (True, 0, "Given out")
    assert rows(counter, jobs.board_column("bench")) == []
    late = rows(counter, jobs.jobs_list("overdue", today="2026-12-06"))[0]
    assert (late.overdue_days, late.due_words) == (2, "overdue 2 d")
    counts = counter.read(lambda db: jobs.job_counts(db, today="2026-12-03"))
    assert {k: v for k, v in counts.items() if v} == {
        "in_work": 1, "due": 1, "all": 1, "column:start": 1,
    }  # fmt: skip
    counter.say("stage", "owen", jobs.next_stage, job_id=job, weight_mg=3_850)
    (row,) = rows(counter, jobs.board_column("bench"))
    assert (row.stage, row.column) == ("size", column_of("at_bench", "size"))


@pytest.mark.parametrize("sort", list(jobs.JOB_SORTS))
@pytest.mark.parametrize("view", [code for code, _, _ in jobs.JOB_VIEWS])
def test_every_view_sorts_by_every_column(counter: Counter, job: int, view: str, sort: str) -> None:
    found = rows(counter, jobs.jobs_list(view, "", sort, True, today="2026-12-01"))
    assert {row.id for row in found} <= {job}


@pytest.mark.parametrize("words", ["J10-26", "00001", "sizing", "solitaire", "1042"])
def test_words_find_a_job(counter: Counter, job: int, words: str) -> None:
    assert [row.id for row in rows(counter, jobs.jobs_list("all", words))] == [job]


def test_a_stage_is_ended_before_the_next_begins(counter: Counter, job: int) -> None:
    counter.say("stage", "owen", jobs.stage_in, job_id=job, stage="size", weight_mg=3_850)
    with pytest.raises(StateError, match="since its last scan"):
        counter.say("stage", "owen", jobs.stage_in, job_id=job, stage="polish")
    counter.say("stage", "owen", jobs.stage_out, job_id=job, weight_mg=3_921, scrap_mg=4)
    with pytest.raises(StateError, match="in no stage"):
        counter.say("stage", "owen", jobs.stage_out, job_id=job)
    with pytest.raises(InputError):
        counter.say("stage", "owen", jobs.stage_in, job_id=job, stage="dance")
    stage = counter.read(jobs.job_card, job).stages[0]
    assert (stage.in_mg, stage.out_mg, stage.scrap_mg) == (3_850, 3_921, 4)
    assert (stage.in_by, stage.done) == ("OA", True)


def test_a_weight_out_of_bounds_passes_with_a_reason(counter: Counter, job: int) -> None:
    counter.say("stage", "owen", jobs.stage_in, job_id=job, stage="size", weight_mg=3_850)
    with pytest.raises(StateError) as refused:
        counter.say("stage", "owen", jobs.stage_out, job_id=job, weight_mg=3_700)
    assert refused.value.message == "3.700 g came out of sizing, 3.920 g were expected."
    counter.say("stage", "owen", jobs.stage_out, job_id=job, weight_mg=3_700, reason_code="other")


def test_back_to_the_stage_before_and_from_the_check(counter: Counter, job: int) -> None:
    with pytest.raises(StateError, match="first stage"):
        counter.say("stage", "owen", jobs.previous_stage, job_id=job)
    for weight in (3_850, 3_921):
        counter.say("stage", "owen", jobs.next_stage, job_id=job, weight_mg=weight)
    counter.say("stage", "owen", jobs.previous_stage, job_id=job)
    assert counter.read(jobs.job_card, job).stage == "size"
    for weight in (3_921, 3_910, 3_910):
        counter.say("stage", "owen", jobs.next_stage, job_id=job, weight_mg=weight)
    assert counter.read(jobs.job_card, job).state == "qc"
    with pytest.raises(InputError):
        counter.say("stage", "owen", jobs.previous_stage, job_id=job)
    counter.say("stage", "owen", jobs.previous_stage, job_id=job, reason_code="engraving")
    card = counter.read(jobs.job_card, job)
    assert (card.state, card.stage) == ("at_bench", "engrave")


def test_waiting_holding_and_going_on(counter: Counter, job: int) -> None:
    counter.say("stage", "owen", jobs.next_stage, job_id=job, weight_mg=3_850)
    counter.say("wait", "owen", jobs.wait, job_id=job, reason_code="stone")
    assert counter.read(jobs.job_row, job).warning == "waits for a stone"
    counter.say("resume", "owen", jobs.resume_job, job_id=job)
    assert counter.read(jobs.job_card, job).state == "at_bench"
    counter.say("hold", "olga", jobs.hold_job, job_id=job, reason_code="client", note="call her")
    with pytest.raises(StateError, match="on hold"):
        counter.say("stage", "owen", jobs.next_stage, job_id=job)
    counter.say("resume", "owen", jobs.resume_job, job_id=job)
    with pytest.raises(StateError, match="is at the bench"):
        counter.say("resume", "owen", jobs.resume_job, job_id=job)


def test_only_a_manager_gives_up_work_that_is_out(counter: Counter, job: int) -> None:
    with pytest.raises(NotAllowedError):
        counter.say("cancel", "owen", jobs.cancel_job, job_id=job, reason_code="cancelled")
    counter.say("cancel", "mia", jobs.cancel_job, job_id=job, reason_code="cancelled")
    line = counter.value("SELECT line_id FROM job WHERE id = ?", job)
    assert counter.value("SELECT state FROM line_now WHERE id = ?", line) == "reserved"
    order_id = counter.value("SELECT order_id FROM job WHERE id = ?", job)
    again = counter.say("send", "olga", jobs.send_to_bench, order_id=order_id)
    assert counter.read(jobs.job_card, again.first("job")).number == "J10-26-00002"


def test_the_same_line_is_not_sent_twice(counter: Counter, job: int) -> None:
    order_id = counter.value("SELECT order_id FROM job WHERE id = ?", job)
    with pytest.raises(StateError, match="J10-26-00001 is at work on it"):
        counter.say("send", "olga", jobs.send_to_bench, order_id=order_id)


def test_a_dear_ring_follows_with_a_second_person(counter: Counter) -> None:
    order_id = counter.bring(file_of(w06()))
    reviewed(counter, order_id)
    counter.say(
        "price", "mia",
        lambda w: w.add(
            _priced(), subject_kind="piece", subject_id=counter.ring, what="price",
            amount_minor=600_000, currency="USD",
        ),
    )  # fmt: skip
    sent = counter.say("send", "olga", jobs.send_to_bench, order_id=order_id)
    job = sent.first("job")
    assert "a second person confirms its move" in sent.message
    assert counter.read(jobs.job_card, job).state == "approved"
    with pytest.raises(StateError, match="not in its bag"):
        counter.say("stage", "owen", jobs.next_stage, job_id=job)
    with counter.house.work(counter.staff["owen"], "bag", second=counter.staff["mia"]) as w:
        jobs.put_in_bag(w, job, counter.ring)
    assert counter.read(jobs.job_card, job).state == "issued"


def _priced() -> type:
    from app.models.pieces import Priced

    return Priced


def test_a_day_that_is_none_is_refused(counter: Counter) -> None:
    order_id = counter.bring(file_of(w06()))
    reviewed(counter, order_id)
    with pytest.raises(InputError, match="is not a date"):
        counter.say("send", "olga", jobs.send_to_bench, order_id=order_id, due_on="soon")


def test_no_such_job_is_said(counter: Counter) -> None:
    with pytest.raises(NotFoundError):
        counter.read(jobs.job_card, 5)
    with pytest.raises(NotFoundError):
        counter.say("stage", "owen", jobs.stage_in, job_id=5, stage="size")
    assert counter.read(jobs.job_row, 5) is None


def test_engraving_comes_last_and_white_gold_is_plated() -> None:
    assert planned_stages(("sizing", "engraving")) == ("size", "polish", "engrave")
    assert planned_stages(("sizing",), plated=True) == ("size", "polish", "plate")
    assert planned_stages(("production",)) == ("cad", "cast", "finish", "set", "polish")
    assert spec_of("").stages == ()


@pytest.mark.parametrize(
    ("value", "letter"),
    [(0, "A"), (49_999, "A"), (50_000, "B"), (148_000, "B"), (900_000, "D"), (9_000_000, "F")],
)
def test_the_band_stands_for_the_value(value: int, letter: str) -> None:
    assert jobs.value_band(Worth.of([Money(value, "USD")]), "USD") == letter
    abroad = Worth.of([Money(value, "JPY")])
    assert jobs.value_band(abroad, "USD") == ("F" if value else "A")
