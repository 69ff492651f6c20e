"""How a finding stands between two reports that need not follow each other."""

from __future__ import annotations

import pytest

from app.services.report_compare import compared, weight_between
from app.services.report_form import Mark, ReportForm, StoneLine


def a(severity: int, change: str = "same") -> ReportForm:
    """A report with one finding, first seen in CR-1."""
    mark = Mark(3, "PR-3", "prong_worn", severity, since="CR-1", change=change)
    return ReportForm(findings=(mark,))


@pytest.mark.parametrize(
    ("then", "now", "change"),
    [
        (a(2, "new"), a(2), "same"),
        (a(2, "new"), a(3), "worse"),
        (a(2, "new"), a(2, "worse"), "worse"),  # larger, and no more severe
        (a(1, "new"), a(3, "repaired"), "repaired"),  # worse in between, repaired by now
        (ReportForm(), a(3, "repaired"), "repaired"),  # came and went in between
        (a(3, "repaired"), a(3, "repaired"), "same"),
        (a(2, "repaired"), a(3, "worse"), "new"),  # repaired, and broken again
        (a(2, "new"), ReportForm(), "repaired"),
    ],
)
def test_a_finding_is_judged_by_what_it_is_now(
    then: ReportForm, now: ReportForm, change: str
) -> None:
    ((_, found),) = compared(now, then, "CR-9", "CR-5")
    assert found == change


def test_what_was_repaired_and_is_gone_is_told_no_more() -> None:
    assert compared(ReportForm(), a(2, "repaired"), "CR-9", "CR-5") == ()


@pytest.mark.parametrize(
    ("then", "now", "outcome"),
    [
        (ReportForm(weight_after_mg=5000), ReportForm(weight_after_mg=5020), "pass"),
        (ReportForm(weight_after_mg=5000), ReportForm(weight_after_mg=5021), "reason"),
        (ReportForm(weight_after_mg=5000), ReportForm(weight_after_mg=4900), "reason"),
        (ReportForm(weight_after_mg=5000), ReportForm(weight_after_mg=4899), "stop"),
        (ReportForm(weight_after_mg=5000, scale_division_mg=50), ReportForm(weight_after_mg=4900),
         "pass"),
        (ReportForm(weight_after_mg=40_000), ReportForm(weight_after_mg=39_800), "stop"),
        (ReportForm(weight_after_mg=40_000),
         ReportForm(weight_after_mg=39_800, weight_reason="strung"), "reason"),
        (ReportForm(weight_after_mg=40_000),
         ReportForm(weight_after_mg=39_800, stones=(StoneLine(1, "pearl", count=60),)), "reason"),
        (ReportForm(weight_after_mg=40_000),
         ReportForm(weight_after_mg=39_799, weight_reason="strung"), "stop"),
    ],
)  # fmt: skip
def test_two_weights_are_judged_at_their_edges(
    then: ReportForm, now: ReportForm, outcome: str
) -> None:
    verdict = weight_between(then, now)
    assert verdict is not None
    assert verdict.outcome == outcome


def test_a_weight_on_one_side_alone_says_nothing() -> None:
    assert weight_between(ReportForm(), ReportForm(weight_after_mg=5000)) is None
