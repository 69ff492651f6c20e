"""Telephone numbers that could be somebody's and are nobody's in particular."""

from __future__ import annotations

from functools import cache
from random import Random

import phonenumbers


@cache
def _stem(code: str) -> str:
    """The international form of the country's example number without its last three digits."""
    example = phonenumbers.example_number_for_type(code, phonenumbers.PhoneNumberType.MOBILE)
    assert example is not None, f"no example number for {code}"
    return phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)[:-3]


def phone(code: str, rng: Random) -> str:
    """A number of a country in the international form, "+12015550123"."""
    for _ in range(20):
        number = f"{_stem(code)}{rng.randrange(1000):03d}"
        if phonenumbers.is_valid_number(phonenumbers.parse(number)):
            return number
    return f"{_stem(code)}123"
