"""Mass: whole mg and mct, whatever unit is typed; shown weights never flatter."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import InputError
from app.domain.mass import (
    estimate_figure,
    parse_piece_mg,
    parse_stone_mct,
    parse_weight_mg,
    shown_ct,
    shown_g,
    stone_mg,
    taken_for,
)


@pytest.mark.parametrize(
    ("text", "mg"),
    [
        ("5.480", 5480),
        ("5,480 g", 5480),
        ("5480mg", 5480),
        ("12,480 mg", 12_480),
        ("1.234,5 g", 1_234_500),
        ("0.5 kg", 500_000),
        ("3.5 dwt", 5443),
        ("1 ozt", 31_103),
        ("1 troy ounce", 31_103),
        ("1 tola", 11_664),
        ("2 momme", 7500),
        ("5 grains", 324),
        ("5 gr.", 324),
        ("5.48 ct", 1096),
        ("0.00049 kg", 490),
    ],
)
def test_units(text: str, mg: int) -> None:
    assert parse_weight_mg(text) == mg


@pytest.mark.parametrize("text", ["", "abc", "0", "-5", "5 oz", "5 gr", "5 stone", "1.2.3", "g"])
def test_what_is_no_weight(text: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_weight_mg(text)
    assert refused.value.field == "weight"
    assert refused.value.remedy


def test_an_unclear_unit_says_which_to_write() -> None:
    with pytest.raises(InputError) as refused:
        parse_weight_mg("1 oz")
    assert "ozt" in refused.value.remedy


@pytest.mark.parametrize("text", ["9 mg", "5.1 kg"])
def test_a_piece_weighs_ten_mg_to_five_kg(text: str) -> None:
    assert parse_weight_mg(text) > 0
    with pytest.raises(InputError, match="not the weight of a piece"):
        parse_piece_mg(text)


@given(st.integers(10, 5_000_000))
def test_grams_read_back(mg: int) -> None:
    assert parse_piece_mg(shown_g(mg)) == mg


@pytest.mark.parametrize(
    ("text", "mct"),
    [("0.92", 920), ("0.92 ct", 920), ("92 pt", 920), ("92points", 920), ("1.03carats", 1030)],
)
def test_stones(text: str, mct: int) -> None:
    assert parse_stone_mct(text) == mct


def test_a_stone_by_grams() -> None:
    assert parse_stone_mct("0.184 g") == 920
    assert stone_mg(1560) == 312
    assert stone_mg(920) == 184


@pytest.mark.parametrize("text", ["0", "501", "0.0001"])
def test_what_no_stone_weighs(text: str) -> None:
    with pytest.raises(InputError, match=r"0\.001 and 500"):
        parse_stone_mct(text)


@pytest.mark.parametrize(
    ("mct", "shows"),
    [(998, "0.99"), (999, "1.00"), (1004, "1.00"), (1768, "1.76"), (1769, "1.77"), (5, "0.00")],
)
def test_a_shown_weight_is_cut_and_rises_only_on_a_nine(mct: int, shows: str) -> None:
    assert shown_ct(mct) == shows


@given(st.integers(1, 500_000))
def test_a_shown_weight_flatters_by_a_thousandth_at_most(mct: int) -> None:
    shown_mct = Decimal(shown_ct(mct)) * 1000
    assert -9 < shown_mct - mct <= 1


def test_an_estimate_rounds_half_up() -> None:
    assert estimate_figure(1031) == "1.03"
    assert estimate_figure(915) == "0.92"
    assert estimate_figure(914, "de_DE") == "0,91"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("6.2 ct", "6.2 ct = 1.240 g"),
        ("6.2 carats", "6.2 ct = 1.240 g"),
        ("2.7 dwt", "2.7 dwt = 4.199 g"),
        ("4027mg", "4027 mg = 4.027 g"),
        ("4.2", ""),
        ("4.2 g", ""),
        ("4,200 grams", ""),
    ],
)
def test_what_a_weight_in_another_unit_was_taken_for(typed: str, words: str) -> None:
    assert taken_for(typed, parse_piece_mg(typed)) == words
