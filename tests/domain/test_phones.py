"""Telephone numbers: one stored form; what a spreadsheet destroyed is never stored."""

from __future__ import annotations

import pytest

from app.domain.errors import InputError
from app.domain.phones import destroyed, parse_phone, shown_phone


@pytest.mark.parametrize(
    ("text", "region", "e164"),
    [
        ("020 7946 0412", "GB", "+442079460412"),
        ("(+44)20 7946 0412", "", "+442079460412"),
        ("'+1 212 555 0123", "", "+12125550123"),
        ("0044 20 7946 0412", "", "+442079460412"),
        ("+1 (212) 555-0123", "", "+12125550123"),
        ("(212) 555-0123", "us", "+12125550123"),
        ("٠٢٠ ٧٩٤٦ ٠٤١٢", "GB", "+442079460412"),
    ],
)
def test_what_people_and_files_write(text: str, region: str, e164: str) -> None:
    assert parse_phone(text, region) == e164


@pytest.mark.parametrize(
    ("text", "region", "remedy"),
    [
        ("", "", "Begin with +"),
        ("020 7946 0412", "", "Begin with +"),
        ("call me", "GB", "Check the digits"),
        ("12", "GB", "Check the digits"),
        ("+999 123", "", "Check the digits"),
    ],
)
def test_what_is_no_number(text: str, region: str, remedy: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_phone(text, region)
    assert refused.value.remedy.startswith(remedy)
    assert refused.value.field == "phone"


@pytest.mark.parametrize(
    "text", ["9.23E+11", "9,23E+11", "'9.23e11", "923000000000", "-1.2E+12", "4E+11"]
)
def test_a_spreadsheet_s_number_is_seen(text: str) -> None:
    assert destroyed(text)
    with pytest.raises(InputError, match="shortened by a spreadsheet"):
        parse_phone(text, "PK")


@pytest.mark.parametrize("text", ["+442079460412", "020 7946 0412", "923001234567", "", "E11"])
def test_a_real_number_is_not(text: str) -> None:
    assert not destroyed(text)


def test_shown_as_dialled() -> None:
    assert shown_phone("+442079460412") == "+44 20 7946 0412"
    assert shown_phone("ask at the desk") == "ask at the desk"
