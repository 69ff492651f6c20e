"""Where custody changes a condition report is demanded: at each door, with a manager's way past it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace

import pytest

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.domain.errors import InputError, NotAllowedError, ReportDemandedError
from app.domain.report_demand import DEMANDED, DemandRule
from app.models.jobs import Job
from app.models.pieces import Move
from app.models.shopwide import Place
from app.models.work import Work
from app.services import jobs, moves, repair_tickets, reports, sale_papers
from app.services.custody import custody
from app.services.move_mending import take_back_move
from app.services.report_demand import put_demand_rules
from app.services.report_form import ViewPhoto
from app.services.report_presence import came_from
from app.services.report_quick import QuickAnswer, sign_quick
from app.services.report_start import start_report
from app.services.report_waivers import waive_reports
from app.services.undo import undo
from tests.exchange.make_files import w06
from tests.exchange.reading import file_of
from tests.services.order_desk import Counter, furnished_counter, reviewed
from tests.services.test_report_demand import EXAMINER, a_ring


@pytest.fixture
def counter(house, staff: dict[str, Actor]) -> Counter:  # type: ignore[no-untyped-def]
    return furnished_counter(house, staff)


@pytest.fixture
def order(counter: Counter) -> int:
    order_id = counter.bring(file_of(w06()))
    reviewed(counter, order_id)
    return order_id


@pytest.fixture
def job(counter: Counter, order: int) -> int:
    sent = counter.say("send", "olga", jobs.send_to_bench, order_id=order, due_on="2026-12-04")
    return int(sent.first("job"))


@pytest.fixture
def places(counter: Counter) -> dict[str, int]:
    with counter.house.work(counter.staff["mia"], "places") as w:
        return {
            kind: w.add(Place, kind_code=kind, name=f"X-{kind}", title=kind.title(), two_persons=0)
            for kind in ("safe", "bench", "in_transit", "external_party", "tray", "drawer")
        }


def demand(counter: Counter, *events: str) -> None:
    counter.say("rules", "mia", put_demand_rules,
                rules=[DemandRule(event, DEMANDED, 100_000) for event in events])  # fmt: skip


def whole_report(counter: Counter, piece: int, reason: str, mg: int | None = None) -> None:
    """Sara writes the report whole: what the piece's first one always is."""
    with closing(counter.house.reader()) as db:
        begun = start_report(db, piece, reason)
    form = replace(begun, photos=(ViewPhoto("ab" * 32),), stones_found=begun.stones_expected,
                   weight_after_mg=mg or begun.weight_before_mg, grade="very_good")  # fmt: skip
    with counter.house.work(counter.staff["sara"], "sign_report") as w:
        reports.sign(w, piece, form, (EXAMINER,))


def waive(counter: Counter, error: ReportDemandedError, words: str = "The courier waits") -> None:
    counter.say("waive_report", "mia", waive_reports, piece_ids=error.piece_ids,
                event=error.reason, words=words)  # fmt: skip


Door = Callable[[Counter], Changes]


def shipped(counter: Counter) -> Changes:
    order = counter.value("SELECT id FROM sales_order")
    return counter.say("slip", "owen", sale_papers.make_packing_slip, order_id=order)


def taken_in(counter: Counter) -> Changes:
    job = counter.value("SELECT id FROM job")
    counter.say("own", "mia", lambda w: w.edit(Job, job, customer_property=1))
    return counter.say("ticket", "olga", repair_tickets.make_repair_ticket, job_id=job)


def checked(counter: Counter) -> Changes:
    job = int(counter.value("SELECT id FROM job"))
    while counter.read(lambda db: jobs.job_card(db, job)).state != "qc":
        counter.say("stage", "owen", jobs.next_stage, job_id=job, reason_code="other")
    return counter.say("pass", "mia", jobs.pass_check, job_id=job)


DOORS = [
    (shipped, "pre_ship", "before it is shipped"),
    (taken_in, "take_in", "at take-in"),
    (checked, "bench_in", "when it comes back from the bench"),
]


@pytest.mark.parametrize(("door", "event", "words"), DOORS)
def test_nothing_passes_a_door_without_the_report(
    counter: Counter, job: int, door: Door, event: str, words: str
) -> None:
    demand(counter, event)
    with pytest.raises(ReportDemandedError) as refused:
        door(counter)
    assert (refused.value.piece_ids, refused.value.reason) == ((counter.ring,), event)
    assert f"needs a condition report {words}" in refused.value.message
    assert "Alt+Q" in refused.value.remedy
    before = counter.value("SELECT count(*) FROM document")
    whole_report(counter, counter.ring, event)
    assert "without a condition report" not in door(counter).message
    assert counter.value("SELECT count(*) FROM document") >= before


@pytest.mark.parametrize(("door", "event", "words"), DOORS)
def test_a_manager_lets_it_pass_in_words_that_stay(
    counter: Counter, job: int, door: Door, event: str, words: str
) -> None:
    demand(counter, event)
    with pytest.raises(ReportDemandedError) as refused:
        door(counter)
    waive(counter, refused.value)
    door(counter)
    with closing(counter.house.reader()) as db:
        said = [one.detail for one in custody(db, counter.ring) if one.kind == "note"]
    assert said == [f"No condition report {words}: The courier waits (decided by Mia Delacroix)"]


@pytest.mark.parametrize(("door", "event", "words"), DOORS)
def test_as_usual_a_door_only_tells(
    counter: Counter, job: int, door: Door, event: str, words: str
) -> None:
    assert door(counter).message.endswith("1 without a condition report")


def test_only_a_manager_lets_it_pass_and_only_in_words(counter: Counter, job: int) -> None:
    house, sara, mia = counter.house, counter.staff["sara"], counter.staff["mia"]

    def attempt(words: str, actor: Actor, second: Actor | None = None) -> None:
        with house.work(actor, "waive_report", second=second) as w:
            waive_reports(w, [counter.ring], "pre_ship", words)

    with pytest.raises(NotAllowedError) as asked:
        attempt("In a hurry", sara)
    assert (asked.value.field, asked.value.act) == ("second", "report.approve")
    with pytest.raises(NotAllowedError):
        attempt("In a hurry", sara, counter.staff["owen"])
    for nothing in ("", "   ", "x" * 501):
        with pytest.raises(InputError) as wrong:
            attempt(nothing, mia)
        assert wrong.value.field == "words"
    assert counter.value("SELECT count(*) FROM note WHERE topic LIKE 'no_report%'") == 0
    attempt("In a hurry", sara, mia)
    assert "decided by Mia" in counter.value(
        "SELECT content FROM note WHERE topic LIKE 'no_report%'"
    )


def test_a_decision_holds_for_one_hand_over_and_not_when_it_is_taken_back(
    counter: Counter, job: int
) -> None:
    demand(counter, "pre_ship", "take_in")
    with pytest.raises(ReportDemandedError) as refused:
        shipped(counter)
    waive(counter, refused.value)
    with pytest.raises(ReportDemandedError):
        taken_in(counter)  # another door
    shipped(counter)
    work = counter.value("SELECT work_id FROM note WHERE topic = 'no_report_pre_ship'")
    undo(counter.house, counter.staff["mia"], work)
    with pytest.raises(ReportDemandedError):
        shipped(counter)


# ---------------------------------------------------------------------- out on loan and back
def go(counter: Counter, pieces: list[int], place: int) -> Changes:
    return counter.say("move", "owen", moves.move, piece_ids=pieces, to_place_id=place)


def with_photo(counter: Counter, price: int = 150_000, stones: int = 15) -> int:
    from app.services.photos import add_photo
    from tests.views.evidence_fixtures import picture

    sara = counter.staff["sara"]
    safe = counter.value("SELECT id FROM place WHERE name = 'X-safe'")
    piece = a_ring(counter.house, sara, safe, price=price, stones=stones)
    add_photo(counter.house, sara, "piece", piece, picture(), "top.jpg", "top")
    return piece


def test_loans_demand_it_out_and_in_and_the_report_out_says_nothing_of_the_way_back(
    counter: Counter, places: dict[str, int]
) -> None:
    piece = with_photo(counter)
    with pytest.raises(ReportDemandedError) as refused:
        go(counter, [piece], places["external_party"])
    assert refused.value.reason == "loan_out"
    whole_report(counter, piece, "loan_out")
    go(counter, [piece], places["external_party"])
    with pytest.raises(ReportDemandedError) as refused:  # though the report out is minutes old
        go(counter, [piece], places["safe"])
    assert refused.value.reason == "loan_in"
    with counter.house.work(counter.staff["sara"], "sign_report") as w:
        sign_quick(w, "loan_in", [QuickAnswer(piece, 5480, 15)], (EXAMINER,))
    assert "without" not in go(counter, [piece], places["safe"]).message


def test_a_small_plain_piece_is_lent_without(counter: Counter, places: dict[str, int]) -> None:
    plain = with_photo(counter, price=99_999, stones=0)
    assert "without" not in go(counter, [plain], places["external_party"]).message


def test_a_tray_carries_nothing_past_the_door(counter: Counter, places: dict[str, int]) -> None:
    demand(counter, "pre_ship")
    pieces = [with_photo(counter), with_photo(counter)]
    go(counter, pieces, places["tray"])
    carry = {"place_id": places["tray"], "to_place_id": places["in_transit"]}
    with pytest.raises(ReportDemandedError) as refused:
        counter.say("move", "owen", moves.move_place, **carry)
    assert set(refused.value.piece_ids) == set(pieces)
    assert "So do 1 more" in refused.value.message
    for piece in pieces:
        whole_report(counter, piece, "pre_ship")
    counter.say("move", "owen", moves.move_place, **carry)
    # The tray went out with them: what was seen before says nothing of how they come back.
    demand(counter, "return")
    with pytest.raises(ReportDemandedError) as refused:
        go(counter, pieces, places["safe"])
    assert refused.value.reason == "return"


def test_inside_the_house_and_back_from_a_wrong_place_nothing_is_asked_twice(
    counter: Counter, places: dict[str, int]
) -> None:
    demand(counter, "bench_out", "bench_in")
    piece = with_photo(counter)
    whole_report(counter, piece, "check")
    go(counter, [piece], places["drawer"])
    go(counter, [piece], places["bench"])  # of today, whatever its reason
    wrong = counter.value(
        "SELECT id FROM move WHERE subject_id = ? ORDER BY hlc DESC LIMIT 1", piece
    )
    mend = {"move_id": wrong, "reason_code": "wrong_place"}
    with pytest.raises(ReportDemandedError) as refused:  # by hand it would be asked for as well
        counter.say("mend", "mia", take_back_move, **mend)
    assert refused.value.reason == "bench_in"
    assert refused.value.piece_ids == (piece,)
    whole_report(counter, piece, "bench_in")
    counter.say("mend", "mia", take_back_move, **mend)
    go(counter, [piece], places["bench"])  # it never was away


def test_a_mend_that_is_taken_back_leaves_the_piece_away(
    counter: Counter, places: dict[str, int]
) -> None:
    demand(counter, "bench_in")
    piece = with_photo(counter)
    whole_report(counter, piece, "bench_in")
    go(counter, [piece], places["bench"])
    out = counter.value("SELECT id FROM move WHERE subject_id = ? ORDER BY hlc DESC LIMIT 1", piece)
    whole_report(counter, piece, "bench_in")
    counter.say("mend", "mia", take_back_move, move_id=out, reason_code="wrong_piece")
    undo(counter.house, counter.staff["mia"], counter.value("SELECT max(id) FROM work"))
    with closing(counter.house.reader()) as db:
        assert came_from(db, piece) == (
            counter.value("SELECT hlc FROM move WHERE id = ?", out),
            "house",
        )


def test_a_correction_is_no_new_look(counter: Counter, places: dict[str, int]) -> None:
    piece = with_photo(counter)
    whole_report(counter, piece, "take_in")

    def aged(w: Work) -> None:
        w.add(Move, subject_kind="piece", subject_id=piece, to_place_id=places["external_party"])

    counter.say("past", "mia", aged)  # it was away since
    with closing(counter.house.reader()) as db:
        report = db.value("SELECT id FROM report WHERE piece_id = ?", (piece,))
        form = start_report(db, piece, "loan_in")
    fixed = replace(form, photos=(ViewPhoto("ab" * 32),), stones_found=15, grade="good")
    fixed = replace(fixed, weight_after_mg=fixed.weight_before_mg, correction="Read again")
    with counter.house.work(counter.staff["sara"], "correct_report") as w:
        reports.correct(w, report, fixed, (EXAMINER,))
    with pytest.raises(ReportDemandedError):
        go(counter, [piece], places["safe"])
