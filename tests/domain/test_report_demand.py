"""Rules for condition reports at hand-overs: as data, with limits, tolerant of what is newer."""

from __future__ import annotations

import json

import pytest

from app.domain.errors import InputError
from app.domain.money import Money
from app.domain.report_demand import (
    DEMANDED,
    EVENTS,
    OFF,
    TOLD,
    USUAL,
    DemandRule,
    crossing,
    rules_from_json,
    rules_to_json,
)
from app.domain.worth import Against, Worth


@pytest.mark.parametrize(
    ("rule", "value", "stones", "applies"),
    [
        (DemandRule("return", DEMANDED, 100_000), 99_999, 0, False),
        (DemandRule("return", DEMANDED, 100_000), 100_000, 0, True),
        (DemandRule("return", DEMANDED, 100_000), 0, 1, True),
        (DemandRule("return", DEMANDED, 100_000, with_stones=False), 0, 9, False),
        (DemandRule("return", DEMANDED, 0), 10**9, 0, False),
        (DemandRule("return", DEMANDED, 0, with_stones=False), 0, 0, True),
        (DemandRule("return", OFF, 0, with_stones=False), 10**9, 9, False),
    ],
)
def test_value_and_stones_decide(rule: DemandRule, value: int, stones: int, applies: bool) -> None:
    worth = Worth.of([Money(value, "USD")])
    assert rule.asks(worth, stones, "USD") is (Against.ABOVE if applies else Against.BELOW)
    abroad = Worth.of([Money(value, "USD"), Money(1, "EUR")])
    judged = rule.level != OFF and bool(rule.above_minor) and not (rule.with_stones and stones)
    doubted = Against.UNKNOWN if judged and not applies else rule.asks(worth, stones, "USD")
    assert rule.asks(abroad, stones, "USD") is doubted


def test_rules_are_kept_and_loans_are_among_them() -> None:
    assert rules_from_json("") == dict(USUAL)
    assert USUAL["loan_out"].level == DEMANDED
    mine = DemandRule("bench_out", DEMANDED, 500_000, with_stones=False)
    kept = rules_from_json(rules_to_json([mine]))
    assert kept["bench_out"] == mine
    assert kept["pre_ship"].level == TOLD
    assert set(kept) == set(EVENTS)


def test_what_a_newer_parure_says_is_passed_over() -> None:
    kept = json.dumps({"to_the_moon": {"level": "demanded"}, "return": {"level": "sealed"}})
    assert rules_from_json(kept) == dict(USUAL)


@pytest.mark.parametrize(
    "rule", [DemandRule("nowhere"), DemandRule("return", "maybe"), DemandRule("return", OFF, -1)]
)
def test_what_is_no_rule_is_refused(rule: DemandRule) -> None:
    with pytest.raises(InputError):
        rules_to_json([rule])


@pytest.mark.parametrize(
    ("came", "goes", "event"),
    [
        ("house", "bench", "bench_out"),
        ("bench", "house", "bench_in"),
        ("house", "transit", "pre_ship"),
        ("bench", "transit", "pre_ship"),
        ("gone", "house", "return"),
        ("transit", "house", "return"),
        ("house", "out", "loan_out"),
        ("bench", "event", "loan_out"),
        ("out", "house", "loan_in"),
        ("event", "bench", "loan_in"),
        ("out", "transit", ""),
        ("missing", "house", ""),
        ("missing", "bench", "bench_out"),
        ("house", "missing", ""),
        ("house", "house", ""),
    ],
)
def test_a_move_is_a_hand_over_where_custody_changes(came: str, goes: str, event: str) -> None:
    assert crossing(came, goes) == event
