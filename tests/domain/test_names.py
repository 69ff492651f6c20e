"""Names: kept as given, found however they are spelled."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.names import (
    display_name,
    fold,
    initials,
    name_key,
    split_name,
    tidy,
)


@pytest.mark.parametrize(
    ("text", "family", "given", "short"),
    [
        ("James Ashworth", "Ashworth", "James", "JA"),
        ("Ashworth, James", "Ashworth", "James", "AJ"),
        ("Zoë van der Berg", "van der Berg", "Zoë", "ZB"),
        ("Anne-Marie Dupont", "Dupont", "Anne-Marie", "AD"),
        ("Madonna", "Madonna", "", "M"),
        ("山田 太郎", "山田", "太郎", "山"),
        ("  Sara \t Okafor ", "Okafor", "Sara", "SO"),
    ],
)
def test_names_of_people(text: str, family: str, given: str, short: str) -> None:
    assert split_name(text) == (family, given)
    assert initials(text) == short
    if "," not in text:
        assert display_name(family, given) == tidy(text)


def test_no_letters_no_initials() -> None:
    assert initials("") == "?"
    assert initials("123") == "?"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Müller", "muller"),
        ("Søren", "SOREN"),
        ("Łódź", "lodz"),
        ("Weiß", "weiss"),
        ("Ænon", "aenon"),
    ],
)
def test_search_ignores_case_and_accents(a: str, b: str) -> None:
    assert fold(a) == fold(b)


def test_keys_to_find_doubles() -> None:
    assert name_key("Whitcombe, Clara") == name_key("clara  WHITCOMBE")
    assert name_key("O'Neil") != name_key("Oneill")


@given(st.text(max_size=60))
def test_tidy_is_stable_and_composed(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert fold(fold(text)) == fold(text)
