"""What stands between a report and its signature, in sentences."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from app.services import report_gate
from app.services.report_compare import weight_between
from app.services.report_form import Mark, ReportForm


@pytest.mark.parametrize(("stones", "said"), [(1, "1 is expected."), (15, "15 are expected.")])
def test_the_stones_to_count_are_named(stones: int, said: str) -> None:
    piece: Any = SimpleNamespace(stone_count=stones, components=1, stones=())
    form: Any = SimpleNamespace(decision="", stones_found=None, parts_found=None)
    (blocker,) = report_gate._counts(piece, form)
    assert blocker.sentence == f"Count the stones: {said}"


def _weighed(known: int | None, before: int | None, after: int | None, reason: str = "") -> Any:
    piece: Any = SimpleNamespace(weight_mg=known)
    form = ReportForm(weight_before_mg=before, weight_after_mg=after, weight_reason=reason)
    return report_gate.weight_of(piece, form)


@pytest.mark.parametrize(
    ("weights", "reason", "outcome", "difference"),
    [
        ((5000, 5020, 5040), "", "reason", 40),
        ((5000, 5010, 5020), "", "pass", 10),
        ((5000, 5010, 5021), "", "reason", 21),
        ((5000, 5080, 5160), "", "stop", 160),
        ((5000, 5080, 5160), "other", "stop", 160),
        ((5000, 5080, 5160), "scale", "stop", 160),
        ((5000, 5080, 5160), "sized", "reason", 80),
        ((5000, 5000, 5101), "sized", "stop", 101),
        ((5000, 5020, 5000), "", "pass", -20),
        ((5000, None, 5021), "", "reason", 21),
        ((5000, 5021, None), "", "reason", 21),
        ((None, 5000, 5021), "", "reason", 21),
    ],
)
def test_two_small_steps_are_judged_as_one(
    weights: tuple[int | None, int | None, int | None], reason: str, outcome: str, difference: int
) -> None:
    verdict = _weighed(*weights, reason)
    assert (verdict.outcome, verdict.difference) == (outcome, difference)


def test_what_is_repaired_is_not_asked_of_the_client() -> None:
    piece: Any = SimpleNamespace(centre_mct=0, stones=(), components=1)
    marks = (Mark(1, "PR-1", "prong_broken", 4, change="repaired"), Mark(2, "SHK-B", "dent", 3))
    form = ReportForm(findings=marks, grade="good")
    (blocker,) = report_gate._judgement(piece, form)
    assert blocker.sentence.startswith("Mark 2 ")


@pytest.mark.parametrize(
    ("reason", "blocks"), [("loan_in", True), ("bench_in", True), ("check", False)]
)
def test_what_came_back_is_weighed_and_not_taken_for_what_it_weighed(
    reason: str, blocks: bool
) -> None:
    form = ReportForm(reason=reason, weight_before_mg=6993, before_read_on="2026-11-26")
    told = list(report_gate._only_known(form))
    assert [(one.field, one.blocks) for one in told] == [("weight_after", blocks)]
    assert "6.993 g is known from before" in told[0].sentence
    assert list(report_gate._only_known(replace(form, weight_after_mg=6993))) == []
    assert list(report_gate._only_known(replace(form, before_read_on=""))) == []


def test_a_weight_that_came_along_is_compared_with_nothing() -> None:
    """It would agree with itself: 6.993 → 6.993, ±0 mg, of a piece that nobody weighed."""
    then = ReportForm(weight_after_mg=6993)
    along = ReportForm(weight_before_mg=6993, before_read_on="2026-11-26")
    assert weight_between(then, along) is None
    read = weight_between(then, replace(along, weight_after_mg=6940))
    assert read is not None
    assert read.difference == -53
    # What went out as it was known is still what came back is held against.
    gone = weight_between(along, ReportForm(weight_after_mg=6940))
    assert gone is not None
    assert gone.difference == -53
