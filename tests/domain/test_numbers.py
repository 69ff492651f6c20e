"""Numbers for people: printed one way, read however they are typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import InputError
from app.domain.numbers import KINDS, DocumentNumber, document_number, is_number, parse_number


@given(
    st.sampled_from(sorted(KINDS)),
    st.integers(10, 98),
    st.integers(2000, 2099),
    st.integers(1, 10**7),
)
def test_a_number_reads_back(kind: str, station: int, year: int, counter: int) -> None:
    text = document_number(kind, station, year, counter)
    assert is_number(text)
    assert parse_number(text) == DocumentNumber(kind, station, year, counter)
    assert str(parse_number(text.lower().replace("-", " "))) == text


def test_the_printed_form() -> None:
    assert document_number("J", 10, 2026, 31) == "J10-26-00031"
    assert document_number("CR", 12, 2026, 123456) == "CR12-26-123456"


@pytest.mark.parametrize(
    ("kind", "station", "counter"), [("ZZ", 10, 1), ("J", 9, 1), ("J", 99, 1), ("J", 10, 0)]
)
def test_impossible_parts_are_our_own_bug(kind: str, station: int, counter: int) -> None:
    with pytest.raises(ValueError, match=r"number|range"):
        document_number(kind, station, 2026, counter)


@pytest.mark.parametrize("text", ["", "J10", "ZZ10-26-00001", "J05-26-00001", "J10-26-00000", "1"])
def test_what_is_no_number(text: str) -> None:
    assert not is_number(text) or text == "J10-26-00000"
    with pytest.raises(InputError) as refused:
        parse_number(text)
    assert "J10-26-00031" in refused.value.remedy
