"""Addresses as lines: each country writes its town and postcode in its own way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.addresses import fewer_lines, postal_lines

NAME, STREET = "Clara Whitcombe", ["14 Long Lane"]


@pytest.mark.parametrize(
    ("town", "printed"),
    [
        (("London", "", "W1U 2LP", "GB"), ("London", "W1U 2LP", "UNITED KINGDOM")),
        (("London", "ENG", "SW1W 9JF", "GB"), ("London", "SW1W 9JF", "UNITED KINGDOM")),
        (("New York", "NY", "10012", "US"), ("New York, NY 10012", "UNITED STATES")),
        (("Toronto", "ON", "M5V 2T6", "CA"), ("Toronto ON M5V 2T6", "CANADA")),
        (("München", "Bayern", "80331", "DE"), ("80331 München", "Bayern", "GERMANY")),
        (("Milano", "mi", "20121", "IT"), ("20121 Milano MI", "ITALY")),
        (("Paris", "", "75001", "fr"), ("75001 Paris", "FRANCE")),
        (("Madrid", "Madrid", "28001", "ES"), ("28001 Madrid", "SPAIN")),
        (("Singapore", "", "238823", "SG"), ("Singapore 238823", "SINGAPORE")),
        (("Mumbai", "Maharashtra", "400001", "IN"), ("Mumbai 400001", "Maharashtra", "INDIA")),
        (("Riga", "", "", "Latvia"), ("Riga", "Latvia")),
        (("", "", "", "US"), ("UNITED STATES",)),
        (("Atlantis", "", "1", "XQ"), ("1 Atlantis", "XQ")),
    ],
)
def test_each_country_has_its_own_way(
    town: tuple[str, str, str, str], printed: tuple[str, ...]
) -> None:
    city, region, postcode, country = town
    lines = postal_lines(NAME, STREET, city=city, region=region, postcode=postcode, country=country)
    assert lines == (NAME, *STREET, *printed)


def test_the_country_of_the_house_is_not_said() -> None:
    at_home = postal_lines(NAME, STREET, city="Bath", postcode="BA1 2LP", country="GB", home="GB")
    assert at_home == (NAME, *STREET, "Bath", "BA1 2LP")


def test_many_lines_share_one_between_name_and_town() -> None:
    lines = (NAME, "c/o Hallam", "Flat 2", "14 Long Lane", "Bath", "BA1 2LP", "UNITED KINGDOM")
    assert fewer_lines(lines, 5) == [
        NAME, "c/o Hallam, Flat 2, 14 Long Lane", "Bath", "BA1 2LP", "UNITED KINGDOM",
    ]  # fmt: skip


@given(st.lists(st.text(min_size=1), max_size=12), st.integers(1, 6))
def test_no_line_is_lost(lines: list[str], most: int) -> None:
    kept = fewer_lines(lines, most)
    assert len(kept) <= most
    assert ", ".join(kept) == ", ".join(lines)
