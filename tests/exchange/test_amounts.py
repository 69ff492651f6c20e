"""Amounts in files: exact to the minor unit of their currency, or refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import InputError
from app.domain.money import plain
from app.exchange.amounts import AmountError, Amounts


@pytest.mark.parametrize(
    ("currency", "text", "minor"),
    [
        ("USD", "1628.00", 162_800),
        ("USD", "0", 0),
        ("USD", "", 0),
        ("USD", "-5.5", -550),
        ("USD", "1,628.00", 162_800),
        ("EUR", "1.628,00 €", 162_800),
        ("USD", "$21.83", 2_183),
        ("EUR", "116,99", 11_699),
        ("JPY", "78000", 78_000),
        ("JPY", "78000.00", 78_000),
        ("JPY", "78,000", 78_000),
        ("KWD", "12.345", 12_345),
        ("KWD", "12.3", 12_300),
        ("USD", "19.989999999998", 1_999),
        ("USD", "0.000", 0),
    ],
)
def test_amounts_are_read_to_the_minor_unit(currency: str, text: str, minor: int) -> None:
    assert Amounts(currency)[text] == minor


@pytest.mark.parametrize(
    ("currency", "text"),
    [
        ("USD", "1.200"),
        ("USD", "12.345"),
        ("USD", "1E5"),
        ("USD", "NaN"),
        ("USD", "Infinity"),
        ("USD", "twelve"),
        ("USD", "1.2.3"),
        ("USD", "9" * 17),
        ("USD", "1" * 400),
        ("USD", "12.00 EUR"),
        ("JPY", "12.5"),
    ],
)
def test_what_is_no_amount_is_refused(currency: str, text: str) -> None:
    with pytest.raises(AmountError):
        Amounts(currency)[text]


def test_an_unknown_currency_is_refused_with_a_sentence() -> None:
    with pytest.raises(InputError):
        Amounts("US$")


@given(st.integers(-(10**15), 10**15), st.sampled_from(["USD", "JPY", "KWD", "TRY"]))
def test_what_is_written_is_read_back(minor: int, currency: str) -> None:
    assert Amounts(currency)[plain(minor, currency)] == minor
