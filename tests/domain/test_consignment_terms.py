"""Consignment: W02 and W04 to the cent and the day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import consignment_terms as consignment
from app.domain.consignment_terms import Terms, Tier
from app.domain.errors import InputError
from app.domain.money import part

TERMS = Terms()
MARGINAL = Terms(marginal=True)
# W02: gross mg, agreed, reserve of the twelve pieces
PIECES = [
    (4620, 520_000, 440_000),
    (14_310, 390_000, 320_000),
    (12_480, 480_000, 410_000),
    (6840, 165_000, 135_000),
    (38_200, 120_000, 90_000),
    (9150, 68_000, 55_000),
    (5030, 94_000, 75_000),
    (21_760, 245_000, 210_000),
    (11_900, 78_000, 60_000),
    (5480, 630_000, 540_000),
    (28_400, 189_000, 160_000),
    (7260, 52_000, 40_000),
]


def test_w02_totals_and_days() -> None:
    assert sum(mg for mg, _, _ in PIECES) == 165_430
    assert sum(agreed for _, agreed, _ in PIECES) == 3_031_000
    assert sum(reserve for _, _, reserve in PIECES) == 2_535_000
    assert consignment.expected_share([agreed for _, agreed, _ in PIECES], TERMS) == 1_789_400
    signed = date(2026, 3, 2)
    assert consignment.last_day(signed, TERMS) == date(2026, 6, 30)
    assert consignment.saleable_on(signed, TERMS) == date(2026, 3, 17)
    assert not consignment.expired(date(2026, 6, 30), date(2026, 6, 30)), "the last day counts"
    assert consignment.expired(date(2026, 7, 1), date(2026, 6, 30))


def test_w04_shares_and_eligibility() -> None:
    net = 480_000 - part(480_000, 50_000)
    assert net == 456_000
    assert consignment.consignor_share(net, TERMS) == 273_600
    assert consignment.consignor_share(94_000, TERMS) == 47_000
    assert consignment.consignor_share(520_000, TERMS) == 312_000
    assert consignment.eligible_on(date(2026, 3, 20), TERMS) == date(2026, 4, 4)
    assert consignment.eligible_on(date(2026, 4, 22), TERMS) == date(2026, 5, 7)


def test_w05_withdrawal_fee() -> None:
    assert consignment.withdrawal_fee(630_000, TERMS) == 31_500


def test_a_discount_that_drops_the_tier_is_seen() -> None:
    assert consignment.drops_tier(105_000, 99_999, TERMS)
    assert not consignment.drops_tier(105_000, 100_000, TERMS)
    assert not consignment.drops_tier(105_000, 99_999, MARGINAL)


def test_marginal_tiers() -> None:
    assert consignment.consignor_share(150_000, MARGINAL) == 50_000 + 30_000
    assert consignment.consignor_share(50_000, MARGINAL) == 25_000
    assert consignment.consignor_share(100_000, MARGINAL) == 50_000


@given(st.integers(0, 10**8), st.integers(0, 10**6))
def test_a_higher_price_never_pays_less(net: int, more: int) -> None:
    for terms in (TERMS, MARGINAL):
        low = consignment.consignor_share(net, terms)
        high = consignment.consignor_share(net + more, terms)
        assert 0 <= low <= high
        assert high <= net + more


def test_reserve_and_agreed() -> None:
    consignment.check_prices(630_000, 540_000)
    consignment.check_prices(1, 1)
    assert consignment.reserve_percent(630_000, 540_000) == 86
    assert consignment.reserve_percent(0, 0) == 0
    with pytest.raises(InputError) as above:
        consignment.check_prices(100, 101)
    assert above.value.field == "reserve"
    with pytest.raises(InputError) as nothing:
        consignment.check_prices(0, 0)
    assert nothing.value.field == "agreed"


def test_tiers_in_words() -> None:
    assert consignment.tier_words(TERMS, ["0.00", "1,000.00"]) == [
        "60 % from 1,000.00",
        "50 % below",
    ]
    assert consignment.tier_words(Terms(tiers=(Tier(0, 550_000),)), ["0"]) == ["55 %"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"tiers": ()}, "tiers"),
        ({"tiers": (Tier(5, 1),)}, "tiers"),
        ({"tiers": (Tier(0, 1), Tier(0, 2))}, "tiers"),
        ({"tiers": (Tier(0, 1_000_001),)}, "tiers"),
        ({"term_days": 29}, "term_days"),
        ({"hold_days": -1}, "hold_days"),
        ({"return_days": 366}, "hold_days"),
    ],
)
def test_terms_that_cannot_be(changes: dict[str, object], field: str) -> None:
    with pytest.raises(InputError) as refused:
        Terms(**changes)  # type: ignore[arg-type]
    assert refused.value.field == field
