"""Addresses and phones in files: told, or told what is lacking."""

from __future__ import annotations

import pytest

from app.exchange.addresses import cannot_ship, country_code
from app.exchange.orders import FileAddress
from app.exchange.phones import e164, is_destroyed


def address(
    country: str, city: str = "Lyon", street: str = "1 rue", postcode: str = ""
) -> FileAddress:
    return FileAddress(
        street=street,
        city=city,
        postcode=postcode,
        country=country_code(country),
        country_text=country,
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("GB", "GB"),
        ("gb", "GB"),
        ("United Kingdom", "GB"),
        ("England", "GB"),
        ("Germany", "DE"),
        ("Türkiye", "TR"),
        ("Canaada", ""),
        ("ZZ", ""),
        ("", ""),
    ],
)
def test_countries(text: str, code: str) -> None:
    assert country_code(text) == code


@pytest.mark.parametrize(
    ("told", "part"),
    [
        (address("FR", postcode="69002"), ""),
        (address("AE"), ""),
        (address("FR"), "Zip"),
        (address("SG", city="", postcode="018956"), ""),
        (address("FR", city="", postcode="69002"), "City"),
        (address("FR", street="", postcode="69002"), "Address1"),
        (address("Atlantis"), "Country"),
        (address(""), "Country"),
    ],
)
def test_what_an_address_lacks(told: FileAddress, part: str) -> None:
    found, reason = cannot_ship(told)
    assert found == part
    assert bool(reason) is bool(part)


def test_a_spreadsheet_loses_leading_zeros() -> None:
    boston = address("US", postcode="2116")
    assert cannot_ship(boston) == ("", "")
    assert cannot_ship(boston, resaved=True)[0] == "Zip"


def test_lines_of_an_address() -> None:
    told = FileAddress(company="Maison", street="1 rue", street2="2e étage")
    assert told.lines == "Maison\n1 rue\n2e étage"
    assert not told.is_empty
    assert FileAddress(name="A", phone="1").is_empty


@pytest.mark.parametrize(
    ("text", "country", "said"),
    [
        ("+33 4 72 00 18 36", "", "+33472001836"),
        ("(617) 536-5700", "US", "+16175365700"),
        ("447911123456", "GB", "+447911123456"),
        ("(617) 536-5700", "", ""),
        ("9.23E+11", "PK", ""),
        ("call me", "US", ""),
        ("", "US", ""),
    ],
)
def test_phones(text: str, country: str, said: str) -> None:
    assert e164(text, country) == said


@pytest.mark.parametrize(
    ("text", "lost"),
    [("9.23E+11", True), ("9,23e+11", True), ("+923001234567", False), ("", False)],
)
def test_phones_that_a_spreadsheet_destroyed(text: str, lost: bool) -> None:
    assert is_destroyed(text) is lost
