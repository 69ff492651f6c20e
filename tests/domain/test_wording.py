"""House wording: seen, weighed, estimated and told are four different things."""

from __future__ import annotations

from app.domain.stones import parse_stones
from app.domain.wording import (
    carat_words,
    counted,
    customer_stated,
    gross_words,
    metal_words,
    pieces_words,
    short_species,
    stamped,
    tag_lines,
)


def test_stamps_are_quoted() -> None:
    assert stamped("750") == "stamped 750"
    assert stamped(" PLAT,  rubbed ") == "stamped PLAT, rubbed"
    assert stamped("stamp illegible") == "stamp illegible"
    assert stamped("Stamped 750") == "Stamped 750"
    assert stamped("") == "not stamped"


def test_what_the_client_says_is_the_client_s() -> None:
    assert customer_stated("18 K") == "customer stated 18 K"
    assert gross_words(5480, "stated") == "5.480 g customer stated"
    assert carat_words(1000, "stated") == "1.00 ct customer stated"


def test_weights_name_their_source() -> None:
    assert gross_words(5480) == "5.480 g by scale"
    assert gross_words(5480, "by_hand") == "5.480 g by hand"
    assert gross_words(5480, "formula") == "5.480 g est."
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


def test_the_tag_of_the_sapphire_ring() -> None:
    stones = parse_stones("1 sapphire oval 7.02x5.11x3.20; 12 diamonds old cut about 2.1")
    assert tag_lines("ring", "platinum", 950, 5480, "N½", stones) == [
        "SAPPH RING",
        "Pt950 0.92ct est",
        "5.48 g  N½",
    ]


def test_tags_of_plainer_pieces() -> None:
    assert tag_lines("bangle", "gold_yellow", 750, 21_760) == ["BANGLE", "18KY", "21.76 g"]
    assert tag_lines("loose_stone", "", 0, 184, stones=parse_stones("1 ruby 0.92ct by scale")) == [
        "RUBY LOOSE STONE",
        "0.92ct",
        "0.184 g",
    ]
    assert tag_lines("ring", "", 0, 0, "N½", parse_stones("1 opal")) == ["OPAL RING", "N½"]
    assert short_species("pearl_tahitian") == "Tahitian"
    assert short_species("diamond") == "dia"
