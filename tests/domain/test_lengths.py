"""Lengths: whole µm."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import InputError
from app.domain.lengths import (
    parse_dimensions,
    parse_length_um,
    short_mm,
    shown_mm,
)


@pytest.mark.parametrize(
    ("text", "um"),
    [
        ("7.02", 7020),
        ("7,02 mm", 7020),
        ("45 cm", 450_000),
        ("18 in", 457_200),
        ('18"', 457_200),
        ("900 µm", 900),
    ],
)
def test_units(text: str, um: int) -> None:
    assert parse_length_um(text) == um


@pytest.mark.parametrize("text", ["", "abc", "5 furlongs", "0", "4000", "1.2.3"])
def test_what_is_no_length(text: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_length_um(text)
    assert refused.value.field == "size"


def test_dimensions() -> None:
    assert parse_dimensions("7.02x5.11x3.20") == (7020, 5110, 3200)
    assert parse_dimensions("6.5 × 4 mm") == (6500, 4000)
    assert parse_dimensions("1*2 cm") == (10_000, 20_000)
    with pytest.raises(InputError, match="more than length"):
        parse_dimensions("1x2x3x4")
    with pytest.raises(InputError):
        parse_dimensions("1xmm")


@given(st.integers(1, 150_000))
def test_millimetres_read_back(um: int) -> None:
    assert parse_length_um(short_mm(um).replace(",", "")) == um
    assert parse_length_um(shown_mm(um, 3)) == um


def test_shown_forms() -> None:
    assert shown_mm(7020) == "7.02"
    assert shown_mm(16_918) == "16.92"
    assert short_mm(2100) == "2.1"
    assert short_mm(900) == "0.9"
    assert short_mm(17_000) == "17"
    assert short_mm(1234) == "1.234"
