"""Money: exact to the minor unit, in every currency, however it is typed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.decimals import parse_decimal
from app.domain.errors import InputError
from app.domain.money import (
    Money,
    exponent,
    figure,
    parse_amount,
    parse_rate,
    part,
    plain,
    price_of,
    rate_words,
    shown,
    split,
    symbol,
    tax_of,
    tax_per_line,
    tax_within,
)

NYC_PPM, MIAMI_PPM = 88_750, 70_000
LOCALES = ["en_US", "en_GB", "de_DE", "de_CH", "fr_FR", "en_IN", "ja_JP", "pl_PL", "nl_NL"]
CURRENCIES = ["USD", "EUR", "JPY", "KWD", "CLF"]


def test_exponents_are_those_of_the_standard() -> None:
    assert [exponent(c) for c in ("USD", "JPY", "KWD", "CLF", "IRR", "HUF")] == [2, 0, 3, 4, 2, 2]


@pytest.mark.parametrize("code", ["usd", "XYZ", "", "US", "DOLLARS"])
def test_an_unknown_currency_is_refused(code: str) -> None:
    with pytest.raises(InputError) as refused:
        exponent(code)
    assert refused.value.field == "currency"


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("1.2k", 120_000),
        ("2,5K", 250_000),
        ("1k", 100_000),
        ("1,200.00", 120_000),
        ("1.200,00", 120_000),
        ("1 200,00", 120_000),
        ("1\u202f200,00", 120_000),
        ("1'200.00", 120_000),
        ("1’200", 120_000),
        ("1,200", 120_000),
        ("1.200", 120_000),
        ("1200", 120_000),
        ("1,20,000.00", 12_000_000),
        ("1.234.567", 123_456_700),
        ("0.500", 50),
        (".5", 50),
        ("5.", 500),
        ("$21.83", 2183),
        ("-$1.17", -117),
        ("USD 5", 500),
        ("5usd", 500),
        ("(5.00)", -500),
        ("−148.00", -14_800),
        ("120.-", 12_000),
        ("120,--", 12_000),
        ("٣٠٠", 30_000),
        ("٣٫٥", 350),
    ],
)
def test_what_people_type(text: str, minor: int) -> None:
    assert parse_amount(text, "USD") == minor


def test_other_exponents() -> None:
    assert parse_amount("1,200", "JPY") == 1200
    assert parse_amount("1.2k", "JPY") == 1200
    assert parse_amount("1.200", "KWD") == 1200, "the dinar has three decimals"
    assert parse_amount("116,99 €", "EUR") == 11_699


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "abc",
        "1,2,3",
        "1.2.3",
        "1,200.00.0",
        "1,20.00,0",
        "5 EUR",
        "12abc",
        "1.234567k",
        "k",
    ],
)
def test_what_is_no_amount(text: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_amount(text, "USD", field="price")
    assert refused.value.field == "price"
    assert refused.value.remedy


def test_too_many_decimals_are_not_rounded_silently() -> None:
    with pytest.raises(InputError, match="has 2 decimals"):
        parse_amount("1.2345", "USD")
    with pytest.raises(InputError, match="has no decimals"):
        parse_amount("1.5", "JPY")


def test_an_impossible_amount_is_refused() -> None:
    with pytest.raises(InputError, match="larger"):
        parse_amount("9" * 20, "USD")


@given(st.integers(-(10**13), 10**13), st.sampled_from(CURRENCIES), st.sampled_from(LOCALES))
def test_what_is_shown_reads_back(amount: int, currency: str, locale: str) -> None:
    if exponent(currency) != 3:  # "1.200" of a dinar reads as decimals, whatever the locale
        assert parse_amount(figure(amount, currency, locale), currency) == amount
        assert parse_amount(shown(amount, currency, locale), currency) == amount
    assert Decimal(plain(amount, currency)).scaleb(exponent(currency)) == amount


def test_shown_forms() -> None:
    assert shown(162_800, "USD") == "USD 1,628.00"
    assert figure(-14_800, "USD") == "−148.00"
    assert figure(162_800, "EUR", "de_DE") == "1.628,00"
    assert figure(12_345_600, "INR", "en_IN") == "1,23,456.00"
    assert figure(1200, "JPY") == "1,200"
    assert figure(1_234_567, "KWD") == "1,234.567"
    assert plain(-5, "USD") == "-0.05"
    assert symbol("USD") == "$"


def test_an_unknown_locale_is_refused() -> None:
    with pytest.raises(InputError, match="xx_YY"):
        figure(1, "USD", "xx_YY")


def test_sums_keep_to_one_currency() -> None:
    a = Money(500, "USD")
    assert a + Money(20, "USD") == Money(520, "USD")
    assert a - Money(20, "USD") == Money(480, "USD")
    assert -a == Money(-500, "USD")
    assert str(a) == "USD 5.00"
    with pytest.raises(ValueError, match="do not add up"):
        a + Money(1, "EUR")


@given(st.integers(-(10**9), 10**9), st.lists(st.integers(0, 10**7), min_size=1, max_size=12))
def test_a_split_loses_nothing_and_is_fair(total: int, weights: list[int]) -> None:
    parts = split(total, weights)
    assert sum(parts) == total
    shares = weights if any(weights) else [1] * len(weights)
    for got, weight in zip(parts, shares, strict=True):
        assert abs(got * sum(shares) - total * weight) < sum(shares)


def test_split_by_largest_remainder() -> None:
    assert split(10_000, [89_900, 45_000, 32_500]) == [5370, 2688, 1942]
    assert split(20_700, [120_000, 18_000]) == [18_000, 2700]
    assert split(1, [1, 1]) == [1, 0], "ties go to the earlier line"
    assert split(-1, [1, 1]) == [-1, 0]
    assert split(0, []) == []
    with pytest.raises(ValueError, match="nothing to spread"):
        split(1, [])
    with pytest.raises(ValueError, match="negative"):
        split(1, [-1, 2])


@given(st.integers(-(10**10), 10**10), st.integers(0, 10**6))
def test_a_part_is_rounded_half_away_and_even_in_sign(amount: int, rate_ppm: int) -> None:
    got = part(amount, rate_ppm)
    assert abs(2 * got * 10**6 - 2 * amount * rate_ppm) <= 10**6
    assert part(-amount, rate_ppm) == -got


def test_tax_figures() -> None:
    assert tax_of(456_000, NYC_PPM) == 40_470
    assert tax_per_line([84_530, 42_312, 30_558], NYC_PPM) == [7502, 3755, 2712]
    assert tax_per_line([125_000, 89_000, 240_000, 167_500, 310_000], MIAMI_PPM) == [
        *(8750, 6230, 16_800, 11_725, 21_700),
    ]
    assert tax_within(12_000, 200_000) == 2000
    assert price_of(7390, 6200, 1000) == 45_818
    assert price_of(145, 4800, 10) == 69_600


def test_rates() -> None:
    assert parse_rate("8.875 %") == NYC_PPM
    assert parse_rate("60") == 600_000
    assert rate_words(NYC_PPM) == "8.875 %"
    assert rate_words(600_000) == "60 %"
    for text in ("101", "-1", "8.87555", ""):
        with pytest.raises(InputError):
            parse_rate(text)


def test_w06_totals() -> None:
    """Order #1042: ring 1 480 + engraving 45 + 2 × 120, 10 % on goods only, shipping 35."""
    off = [part(148_000, 100_000), part(24_000, 100_000)]
    assert off == [14_800, 2400]
    assert 148_000 + 4500 + 24_000 - sum(off) + 3500 == 162_800


def test_a_decimal_without_known_places() -> None:
    assert parse_decimal("5,480") == Decimal("5.480")
    assert parse_decimal("1.234,5") == Decimal("1234.5")
    with pytest.raises(InputError):
        parse_decimal("12,34.5")
