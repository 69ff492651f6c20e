"""What stands between a report and its signature, in sentences."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from app.services import report_gate
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
