"""What a manager is told beside what stops."""

from __future__ import annotations

import pytest

from app.services.report_form import Mark, ReportForm
from app.services.report_gate import Blocker
from app.services.report_stops import beside_stops

STONES = (Blocker("stones_found", "2 of 3 stones, 1 missing.", stop=True),)
GONE = Mark(6, "ST-2", "stone_missing", 4)


@pytest.mark.parametrize(
    ("after", "reason", "told"),
    [
        (4155, "stone_replaced", ["It weighs 45 mg less than before; the reason given: stone replaced."]),
        (4215, "", ["It weighs 15 mg more than before."]),
        (4200, "", []),
        (None, "", []),
    ],
)  # fmt: skip
def test_a_weight_that_only_had_its_reason_is_told(
    after: int | None, reason: str, told: list[str]
) -> None:
    form = ReportForm(weight_before_mg=4200, weight_after_mg=after, weight_reason=reason)
    assert list(beside_stops(form, STONES)) == told


def test_stones_that_are_marked_as_missing_are_named() -> None:
    assert list(beside_stops(ReportForm(findings=(GONE,)), STONES)) == ["Marked as missing: ST-2."]


def test_a_weight_that_stops_is_not_told_twice() -> None:
    form = ReportForm(weight_before_mg=4200, weight_after_mg=4000)
    stops = (Blocker("weight_after", "200 mg less: a manager decides.", stop=True),)
    assert list(beside_stops(form, stops)) == []
