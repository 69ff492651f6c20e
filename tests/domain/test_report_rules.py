"""Condition reports: W03 and the three zones of a weight difference."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.report_rules import (
    components_verdict,
    explained_mg,
    needs_fingerprint,
    pass_limit_mg,
    reason_limit_mg,
    shows_client,
    stones_verdict,
    suggested_grade,
    weight_verdict,
)
from app.domain.vocabulary import GRADES


@pytest.mark.parametrize(
    ("after_mg", "outcome"),
    [
        (5480, "pass"),
        (5481, "pass"),
        (5460, "pass"),
        (5459, "reason"),
        (5420, "reason"),
        (5380, "reason"),
        (5379, "stop"),
        (5370, "stop"),
        (5590, "stop"),
    ],
)
def test_w03_weights(after_mg: int, outcome: str) -> None:
    assert weight_verdict(5480, after_mg).outcome == outcome


def test_w03_sentences() -> None:
    assert weight_verdict(5480, 5481).sentence == (
        "5.480 g before, 5.481 g now: +1 mg, within 20 mg."
    )
    assert weight_verdict(5480, 5420).sentence.endswith("−60 mg, more than 20 mg: give a reason.")
    assert "until a manager decides" in weight_verdict(5480, 5370).sentence
    assert weight_verdict(5480, 5480).sentence.endswith("now: 0 mg, within 20 mg.")


def test_heavy_and_special_pieces_and_coarse_scales() -> None:
    assert reason_limit_mg(200_000) == 200
    assert reason_limit_mg(200_000, special=True) == 1000
    assert pass_limit_mg(50) == 100
    assert weight_verdict(38_200, 38_350, special=True).outcome == "reason"
    assert weight_verdict(38_200, 38_350).outcome == "stop"
    assert weight_verdict(5480, 5580, division_mg=50).outcome == "pass"


@given(st.integers(10, 5_000_000), st.integers(-2000, 2000), st.booleans())
def test_a_larger_difference_is_never_judged_milder(
    before: int, difference: int, special: bool
) -> None:
    order = ["pass", "reason", "stop"]
    a = weight_verdict(before, before + difference, special=special)
    further = difference + (1 if difference >= 0 else -1)
    b = weight_verdict(before, before + further, special=special)
    assert order.index(a.outcome) <= order.index(b.outcome)
    assert a.difference == difference


def test_stones_and_parts() -> None:
    assert stones_verdict(15, 15).outcome == "pass"
    missing = stones_verdict(15, 14)
    assert (missing.outcome, missing.difference) == ("stop", -1)
    assert missing.sentence.startswith("14 of 15 stones, 1 missing")
    assert "2 more than expected" in stones_verdict(13, 15).sentence
    assert components_verdict(2, 2).outcome == "pass"
    assert components_verdict(2, 1).sentence == "1 of 2 parts: the piece is incomplete."
    assert explained_mg(1, 10) == 2


@pytest.mark.parametrize(
    ("severities", "grade"),
    [
        ([], "as_new"),
        ([0], "excellent"),
        ([1, 0, 1], "excellent"),
        ([2, 1], "very_good"),
        ([2, 2, 2], "good"),
        ([2, 1, 3, 0], "good"),
        ([3, 3], "fair"),
        ([4], "poor"),
    ],
)
def test_suggested_grades(severities: list[int], grade: str) -> None:
    assert suggested_grade(severities) == grade


@given(st.lists(st.integers(0, 4), max_size=12), st.integers(0, 4))
def test_one_more_finding_never_improves_the_grade(severities: list[int], more: int) -> None:
    rank = GRADES.codes.index
    assert rank(suggested_grade([*severities, more])) >= rank(suggested_grade(severities))


def test_obvious_findings_are_shown_to_the_client() -> None:
    assert [n for n in range(5) if shows_client(n)] == [3, 4]


def test_a_centre_stone_is_recognised() -> None:
    assert needs_fingerprint("centre", 500)
    assert not needs_fingerprint("centre", 499)
    assert not needs_fingerprint("side", 2000)


def test_what_is_not_complete_is_poor() -> None:
    assert suggested_grade([], complete=False) == "poor"
    assert suggested_grade([1], complete=True) == "excellent"


@pytest.mark.parametrize(
    ("known", "typed", "asked"),
    [
        (4_027, 20_135, "20.135 ct would be 4.027 g: carats?"),
        (4_027, 20_400, "20.400 ct would be 4.080 g: carats?"),
        (4_027, 20_700, ""),  # 4.140 g would not be the piece either
        (4_027, 3_000, ""),
        (4_027, 4_030, ""),
    ],
)
def test_grams_that_fit_as_carats_are_asked_about(known: int, typed: int, asked: str) -> None:
    verdict = weight_verdict(known, typed)
    assert verdict.doubt == asked
    assert verdict.told == f"{verdict.sentence} {asked}".strip()
    assert "carats" not in verdict.figures
