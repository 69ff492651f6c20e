"""The gate at hand-overs and the quick form that opens it; instruments with their calibration."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pytest

from app.domain.actors import Actor
from app.domain.errors import InputError, ReportDemandedError
from app.domain.report_demand import DEMANDED, OFF, DemandRule
from app.models.pieces import Measured, Piece, Priced, Stone
from app.models.shopwide import Place
from app.services import report_cards, reports
from app.services.moves import move, plan_move
from app.services.report_demand import (
    missing_report,
    put_demand_rules,
)
from app.services.report_form import Mark, ViewPhoto
from app.services.report_gate import ReportStopError, before_signing
from app.services.report_quick import QuickAnswer, quick_piece, sign_quick
from app.services.report_start import start_report
from app.services.signatures import Signature
from app.shop import Shop

EXAMINER = Signature("examiner", "Sara Okafor", (((100, 500), (300, 200), (800, 600)),))


def a_ring(house: Shop, actor: Actor, safe: int, *, stones: int = 15, price: int = 150_000) -> int:
    with house.work(actor, "take_in") as w:
        piece = w.add(Piece, category="ring", description="Cluster ring")
        if stones:
            w.add(Stone, piece_id=piece, position=1, species="diamond", count=stones)
        w.add(Measured, subject_kind="piece", subject_id=piece, what="gross_weight_mg", value=5480)
        w.add(Priced, subject_kind="piece", subject_id=piece, what="price", amount_minor=price,
              currency="USD")  # fmt: skip
        w.step("piece", piece, "intake")
        w.step("piece", piece, "free")
        w.code("piece", piece)
    with house.work(actor, "move") as w:
        move(w, [piece], safe)
    return piece


@pytest.fixture
def places(house: Shop, staff: dict[str, Actor]) -> dict[str, int]:
    with house.work(staff["mia"], "places") as w:
        return {
            kind: w.add(Place, kind_code=kind, name=kind, title=kind.title(), two_persons=0)
            for kind in ("safe", "bench", "in_transit", "drawer")
        }


def demand(house: Shop, mia: Actor, *rules: DemandRule) -> None:
    with house.work(mia, "rules") as w:
        put_demand_rules(w, rules)


def first_report(house: Shop, sara: Actor, piece: int) -> None:
    db = house.reader()
    form = replace(
        start_report(db, piece),
        photos=(ViewPhoto("ab" * 32),),
        findings=(Mark(1, "PR-3", "prong_worn", 2), Mark(2, "INS", "sizing_seam", 0)),
        weight_after_mg=5480,
        stones_found=15,
        grade="very_good",
    )
    db.close()
    with house.work(sara, "sign_report") as w:
        reports.sign(w, piece, form, (EXAMINER,))


BENCH = DemandRule("bench_out", DEMANDED, 100_000)


def test_nothing_goes_to_the_bench_without_the_report_that_the_house_demands(
    house: Shop, staff: dict[str, Actor], places: dict[str, int]
) -> None:
    piece = a_ring(house, staff["sara"], places["safe"])
    demand(house, staff["mia"], BENCH)
    with pytest.raises(ReportDemandedError) as refused, house.work(staff["sara"], "move") as w:
        move(w, [piece], places["bench"])
    assert (refused.value.piece_id, refused.value.reason) == (piece, "bench_out")
    assert "needs a condition report before it goes to the bench" in refused.value.message
    assert "quick form" in refused.value.remedy
    with house.work(staff["sara"], "move") as w:  # inside the house nobody asks
        move(w, [piece], places["drawer"])


def test_small_pieces_without_stones_go_freely_and_told_ones_with_a_word(
    house: Shop, staff: dict[str, Actor], places: dict[str, int]
) -> None:
    plain = a_ring(house, staff["sara"], places["safe"], stones=0, price=99_999)
    stoned = a_ring(house, staff["sara"], places["safe"])
    demand(house, staff["mia"], BENCH)
    with house.work(staff["sara"], "move") as w:
        assert "without" not in move(w, [plain], places["bench"]).message
    demand(house, staff["mia"], replace(BENCH, level="told"))
    with house.work(staff["sara"], "move") as w:
        assert "1 without a condition report" in move(w, [stoned], places["bench"]).message
    db = house.reader()
    demand_off = replace(BENCH, level=OFF)
    demand(house, staff["mia"], demand_off, replace(demand_off, event="bench_in"))
    assert plan_move(db, [stoned], places["safe"]).reports == ()
    db.close()


def test_the_quick_form_opens_the_gate(
    house: Shop, staff: dict[str, Actor], places: dict[str, int]
) -> None:
    piece = a_ring(house, staff["sara"], places["safe"])
    demand(house, staff["mia"], BENCH)
    first_report(house, staff["sara"], piece)
    with house.work(staff["sara"], "sign_report") as w:
        made = sign_quick(w, "bench_out", [QuickAnswer(piece, 5481, 15)], (EXAMINER,))
    with house.work(staff["sara"], "move") as w:
        move(w, [piece], places["bench"])
    db = house.reader()
    card = report_cards.report_card(db, made.first("report"))
    paper = report_cards.report_content(db, made.first("report"))
    db.close()
    assert card.form.reason == "bench_out"
    assert card.form.same_as.endswith("00001")
    assert [mark.n for mark in card.form.findings] == [1, 2]
    assert card.comparison is not None
    assert card.comparison.line == "Nothing changed"
    assert paper.statements[0].startswith("The same as in report")


@pytest.mark.parametrize(
    ("answer", "error", "field"),
    [
        (QuickAnswer(0, 5420, 15), InputError, "weight_reason"),
        (QuickAnswer(0, 5370, 15), ReportStopError, "weight_after"),
        (QuickAnswer(0, 5481, 14), ReportStopError, "stones_found"),
        (QuickAnswer(0, 5481, None), InputError, "stones_found"),
    ],
)
def test_the_quick_form_passes_nothing_that_the_whole_one_stops(
    house: Shop,
    staff: dict[str, Actor],
    places: dict[str, int],
    answer: QuickAnswer,
    error: type[Exception],
    field: str,
) -> None:
    piece = a_ring(house, staff["sara"], places["safe"])
    first_report(house, staff["sara"], piece)
    said = replace(answer, piece_id=piece)
    with pytest.raises(error) as refused, house.work(staff["sara"], "sign_report") as w:
        sign_quick(w, "bench_out", [said], (EXAMINER,))
    assert refused.value.field == field  # type: ignore[attr-defined]


def test_a_piece_without_a_report_is_written_whole(
    house: Shop, staff: dict[str, Actor], places: dict[str, int]
) -> None:
    piece = a_ring(house, staff["sara"], places["safe"])
    db = house.reader()
    assert "no condition report yet" in quick_piece(db, piece, "bench_out").refusal
    db.close()
    with pytest.raises(InputError), house.work(staff["sara"], "sign_report") as w:
        sign_quick(w, "bench_out", [QuickAnswer(piece, 5480, 15)], (EXAMINER,))


def test_one_signature_for_a_hand_over_of_many_all_or_none(
    house: Shop, staff: dict[str, Actor], places: dict[str, int]
) -> None:
    sara = staff["sara"]
    pieces = [a_ring(house, sara, places["safe"]) for _ in range(3)]
    for piece in pieces:
        first_report(house, sara, piece)
    answers = [QuickAnswer(piece, 5480, 15) for piece in pieces]
    broken = [*answers[:2], replace(answers[2], stones_found=14)]
    with pytest.raises(ReportStopError), house.work(sara, "sign_report") as w:
        sign_quick(w, "pre_ship", broken, (EXAMINER,), "Hand-over of 3 pieces")
    db = house.reader()
    assert db.value("SELECT count(*) FROM report") == 3
    with house.work(sara, "sign_report") as w:
        made = sign_quick(w, "pre_ship", answers, (EXAMINER,), "Hand-over of 3 pieces")
    assert made.message == "3 condition reports signed"
    assert not made.work_id  # signed reports stand: no Undo is offered
    assert len(made.ids("report")) == 3
    assert db.value("SELECT count(DISTINCT work_id) FROM report WHERE reason = 'pre_ship'") == 1
    db.close()
    with pytest.raises(InputError), house.work(sara, "sign_report") as w:
        sign_quick(w, "pre_ship", [answers[0], answers[0]], (EXAMINER,))


def test_the_quick_form_never_puts_a_draft_away(
    house: Shop, staff: dict[str, Actor], places: dict[str, int]
) -> None:
    sara = staff["sara"]
    piece = a_ring(house, sara, places["safe"])
    first_report(house, sara, piece)
    db = house.reader()
    reports.save_draft(house, sara, piece, replace(start_report(db, piece), remarks="half written"))
    with pytest.raises(InputError, match="begun a report"), house.work(sara, "sign_report") as w:
        sign_quick(w, "check", [QuickAnswer(piece, 5480, 15)], (EXAMINER,))
    kept = reports.open_draft(db, sara.user_id, piece)
    db.close()
    assert kept is not None
    assert kept[0].remarks == "half written"


def test_an_overdue_calibration_is_told_and_does_not_stop(
    house: Shop, staff: dict[str, Actor], places: dict[str, int]
) -> None:
    piece = a_ring(house, staff["sara"], places["safe"])
    db = house.reader()
    form = replace(
        start_report(db, piece), instrument="Kern PCB-3", calibration_due_on="2020-01-31"
    )
    told = {one.field: one for one in before_signing(db, piece, form)}
    db.close()
    assert (
        told["instrument"].sentence == "The calibration of Kern PCB-3 is overdue since 2020-01-31."
    )
    assert not told["instrument"].blocks


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"price": (99_999, "USD"), "insured": (900_000_000, "JPY")}, "JPY 900,000,000 cannot"),
        (
            {"price": (50_000, "EUR")},
            "EUR 500.00 cannot be compared with the limit of USD 1,000.00",
        ),
        ({"price": (100_000, "USD"), "agreed": (50_000, "EUR")}, "before it goes to the bench."),
        ({"price": (99_999, "USD")}, ""),
        ({"price": (99_999, "USD"), "agreed": (0, "EUR")}, ""),
    ],
)
def test_a_value_in_another_currency_never_counts_as_small(
    house: Shop,
    staff: dict[str, Actor],
    places: dict[str, int],
    values: dict[str, tuple[int, str]],
    said: str,
) -> None:
    piece = a_ring(house, staff["sara"], places["safe"], stones=0, price=1)
    with house.work(staff["sara"], "price") as w:
        for what, (minor, currency) in values.items():
            w.add(Priced, subject_kind="piece", subject_id=piece, what=what, amount_minor=minor,
                  currency=currency)  # fmt: skip
    demand(house, staff["mia"], BENCH)
    with closing(house.reader()) as db:
        (*missing,) = plan_move(db, [piece], places["bench"]).reports
        assert [said in one.sentence for one in missing] == ([True] if said else [])
        asked = missing_report(db, piece, "bench_out")
        assert (asked.sentence if asked else "") == (missing[0].sentence if missing else "")
        assert (
            missing_report(db, piece, "bench_out", {"bench_out": replace(BENCH, level=OFF)}) is None
        )
