"""Tag ciphers: prices in letters and months in two of them, and what no cipher can be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.ciphers import Cipher, cipher_of
from app.domain.errors import InputError

HOUSE = Cipher("BLACKHORSE")
DOUBLED = Cipher("BLACKHORSE", "X")


def test_amounts_stand_in_whole_units() -> None:
    assert HOUSE.letters(1_250) == "BLKE"
    assert HOUSE.amount(125_050, "USD") == "BLKB"  # half up
    assert HOUSE.amount(1_250, "JPY") == "BLKE"
    assert HOUSE.letters(-5) == ""


def test_a_digit_that_comes_again_has_its_own_letter() -> None:
    assert DOUBLED.letters(5_500) == "KXEX"
    assert DOUBLED.letters(5_555) == "KXKX"


@given(st.integers(0, 10**12))
def test_letters_read_back_as_the_number(number: int) -> None:
    for cipher in (HOUSE, DOUBLED):
        assert cipher.number(cipher.letters(number)) == number


def test_a_month_is_two_letters_and_the_year() -> None:
    assert HOUSE.month("2026-09-14") == "ES26"
    assert HOUSE.month("") == ""


def test_a_cipher_is_ten_different_letters() -> None:
    assert cipher_of("") is None
    assert cipher_of(" blackhorse x ") == DOUBLED
    for text in ("BLACKHORSES", "BLACKHORSB", "BLACKHORS", "BLACKHORS1", "BLACKHORSE B", "A B C"):
        with pytest.raises(InputError, match="ten different letters"):
            cipher_of(text)


def test_a_letter_that_is_not_in_the_cipher_is_said() -> None:
    with pytest.raises(InputError, match="Z"):
        HOUSE.number("BZ")
