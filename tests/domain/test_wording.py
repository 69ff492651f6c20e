"""House wording: seen, weighed, estimated and told are four different things."""

from __future__ import annotations

from app.domain.wording import (
    carat_words,
    counted,
    metal_words,
    pieces_words,
    stamped,
)


def test_stamps_are_quoted() -> None:
    assert stamped("750") == "stamped 750"
    assert stamped(" PLAT,  rubbed ") == "stamped PLAT, rubbed"
    assert stamped("stamp illegible") == "stamp illegible"
    assert stamped("Stamped 750") == "Stamped 750"
    assert stamped("") == "not stamped"


def test_what_the_client_says_is_the_client_s() -> None:
    assert carat_words(1000, "stated") == "1.00 ct customer stated"


def test_weights_name_their_source() -> None:
    assert carat_words(918, "formula") == "0.92 ct est. (mounted)"
    assert carat_words(1030, "report") == "1.03 ct by report"


def test_metal_on_a_receipt() -> None:
    assert metal_words("platinum", 950, "PLAT") == "platinum 950, stamped PLAT"
    assert metal_words("gold_white", 750, "750", tested=True) == (
        "18 K white gold, stamped 750, tested"
    )


def test_counts() -> None:
    assert pieces_words(1) == "1 piece"
    assert pieces_words(1200) == "1,200 pieces"
    assert counted(2, "agreement") == "2 agreements"
    assert counted(3, "person", "people") == "3 people"
