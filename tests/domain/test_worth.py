"""What pieces are worth: currencies side by side, and one rule for all limits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.money import Money
from app.domain.worth import Against, Worth, against, doubt_words

CODES = ("USD", "EUR", "JPY", "KWD")
MONEYS = st.lists(st.builds(Money, st.integers(0, 10**12), st.sampled_from(CODES)), max_size=12)


def worth(**amounts: int) -> Worth:
    return Worth.of(Money(minor, code) for code, minor in amounts.items())


@given(MONEYS, MONEYS)
def test_adding_up_leaves_each_currency_its_own_sum(some: list[Money], more: list[Money]) -> None:
    both = Worth.of(some) + Worth.of(more)
    for code in CODES:
        assert both.minor(code) == sum(m.amount_minor for m in some + more if m.currency == code)
    assert both == Worth.of([*more, *some]) == sum([Worth.of([m]) for m in some + more], Worth())
    assert both.minor("USD") + sum(m for _, m in both.beside("USD").amounts) == sum(
        m for _, m in both.amounts
    )


@given(MONEYS, st.integers(0, 10**12), st.booleans())
def test_no_value_in_another_currency_is_ever_known_to_be_below(
    said: list[Money], limit: int, beyond: bool
) -> None:
    found = against(Worth.of(said), limit, "USD", beyond=beyond)
    known = sum(one.amount_minor for one in said if one.currency == "USD")
    abroad = any(one.amount_minor for one in said if one.currency != "USD")
    reached = known > limit if beyond else known >= limit
    assert found is (Against.ABOVE if reached else Against.UNKNOWN if abroad else Against.BELOW)
    assert bool(found) is (reached or abroad)


@given(MONEYS, st.builds(Money, st.integers(0, 10**9), st.sampled_from(CODES)), st.integers(0))
def test_one_more_piece_never_brings_a_tray_below_a_limit(
    said: list[Money], one: Money, limit: int
) -> None:
    before, after = Worth.of(said), Worth.of([*said, one])
    assert against(after, limit, "USD") >= against(before, limit, "USD")


@pytest.mark.parametrize(
    ("amounts", "words"),
    [
        ({}, "USD 0.00"),
        ({"USD": 9_000_00, "JPY": 900_000}, "USD 9,000.00 and JPY 900,000"),
        ({"KWD": 1_500, "EUR": 5}, "EUR 0.05 and KWD 1.500"),
    ],
)
def test_it_is_said_with_the_house_first(amounts: dict[str, int], words: str) -> None:
    assert worth(**amounts).words("USD") == words


def test_what_is_not_known_is_said_with_the_limit() -> None:
    assert doubt_words(worth(USD=5, JPY=900_000), 5_000_00, "USD", "de_DE") == (
        "JPY 900.000 cannot be compared with the limit of USD 5.000,00 and counts as above it"
    )
