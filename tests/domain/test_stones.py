"""The stones line: everything that is typed is understood or named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import InputError
from app.domain.gems import SHAPES, SPECIES, is_organic, needs_permit, specific_gravity
from app.domain.stone_estimates import estimate_mct
from app.domain.stones import (
    StoneGroup,
    group_words,
    measures_words,
    parse_counts,
    parse_stones,
    weight_words,
)


def one(text: str) -> StoneGroup:
    groups = parse_stones(text)
    assert len(groups) == 1
    return groups[0]


def test_the_line_of_the_sapphire_cluster() -> None:
    centre, around = parse_stones(
        "1 sapphire oval 7.02x5.11x3.20; 12 diamonds old cut about 2.1 mm"
    )
    assert (centre.count, centre.species, centre.shape) == (1, "sapphire", "oval")
    assert (centre.length_um, centre.width_um, centre.depth_um) == (7020, 5110, 3200)
    assert centre.mct == 918
    assert group_words(centre) == (
        "1 sapphire, oval, 7.02 × 5.11 × 3.20 mm, 0.92 ct est. (mounted)"
    )
    assert group_words(around) == "12 diamonds, old cut, about 2.1 mm, 0.48 ct est. (mounted)"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2 rubies round 3.5", "2 rubies, round, 3.50 mm, 0.37 ct est. (mounted)"),
        ("4 diamonds 0.10ct each", "4 diamonds, 0.40 ct customer stated"),
        ("emerald 0,92 ct by scale", "1 emerald, 0.92 ct by scale"),
        (
            "emerald emerald cut 8x6x4",
            "1 emerald, emerald cut, 8.00 × 6.00 × 4.00 mm, 1.31 ct est. (mounted)",
        ),
        ("lab-grown diamond RBC 1.03ct report", "1 lab-grown diamond, round, 1.03 ct by report"),
        ("3x diamond princess", "3 diamonds, princess"),
        ("2 onyx", "2 onyxes"),
        ("1 ruby emerald-cut 6x4x3", "1 ruby, emerald cut, 6.00 × 4.00 × 3.00 mm, 0.72 ct est."
         " (mounted)"),
        ("1 CZ round simulant", "1 cubic zirconia (simulant), round"),
        ("1 diamond est. 0.5 ct", "1 diamond, 0.50 ct est. (mounted)"),
        ("1 natural sapphire 50pt", "1 sapphire, 0.50 ct customer stated"),
        ("cat's-eye cabochon ca. 6x5", "1 cat's-eye, cabochon, about 6 × 5 mm, 0.73 ct est."
         " (mounted)"),
    ],
)  # fmt: skip
def test_what_people_type(text: str, words: str) -> None:
    assert group_words(one(text)) == words


def test_ways_to_part_groups() -> None:
    for line in (
        "2 rubies 3mm; 4 diamonds 2mm",
        "2 rubies 3mm\n4 diamonds 2mm",
        "2 rubies 3mm + 4 diamonds 2mm",
        "2 rubies 3mm, 4 diamonds 2mm",
        "2 rubies 3mm and 4 diamonds 2mm",
    ):
        assert [g.count for g in parse_stones(line)] == [2, 4]
    assert parse_stones("") == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1 foo 3mm", "“foo” is not understood"),
        ("3mm", "kind of stone is missing"),
        ("0 diamonds", "at least one"),
        ("diamond 200mm", r"0\.3 to 150"),
        ("diamond 600 ct", r"0\.001 and 500"),
    ],
)
def test_what_is_not_understood_is_named(text: str, why: str) -> None:
    with pytest.raises(InputError, match=why) as refused:
        parse_stones(text)
    assert refused.value.field == "stones"


@given(
    st.integers(1, 99),
    st.sampled_from(SPECIES.codes),
    st.sampled_from(SHAPES.codes),
    st.integers(30, 999),
)
def test_each_species_and_shape_is_understood(
    count: int, species: str, shape: str, tenths: int
) -> None:
    words = f"{count} {SPECIES.word(species)} {SHAPES.word(shape)} {tenths / 10:.1f} mm"
    group = one(words)
    assert (group.count, group.species, group.length_um) == (count, species, tenths * 100)
    assert group.shape == shape


def test_counts_of_a_repair() -> None:
    assert parse_counts("1+8") == [1, 8]
    assert parse_counts(" 12 ") == [12]
    with pytest.raises(InputError, match="not a count"):
        parse_counts("one")


def test_estimates() -> None:
    assert estimate_mct("diamond", "round", 6500, 0, 4000) == 1031
    assert estimate_mct("sapphire", "oval", 7020, 5110, 3200) == 918
    assert estimate_mct("diamond", "", 6500, 0, 4000) == 1031, "one measure is round"
    assert estimate_mct("diamond", "oval", 6500) == 0, "an oval has two"
    assert estimate_mct("boulder_opal", "oval", 6500, 5000) == 0, "no usual gravity"
    assert estimate_mct("diamond", "kite", 6500, 5000) == 0, "no usual factor"
    assert estimate_mct("diamond", "round", 0) == 0
    assert 2950 < estimate_mct("pearl_akoya", "", 7500) < 3050
    assert estimate_mct("pearl", "bead", 7500) == estimate_mct("pearl", "baroque", 7500)


@given(st.integers(300, 30_000), st.integers(300, 30_000))
def test_a_larger_stone_is_never_lighter(a: int, b: int) -> None:
    small, large = sorted((a, b))
    assert estimate_mct("ruby", "round", small) <= estimate_mct("ruby", "round", large)


def test_words_without_measures_or_weight() -> None:
    group = StoneGroup(1, "diamond")
    assert measures_words(group) == ""
    assert weight_words(group) == ""
    assert weight_words(one("1 ruby round 5mm"), mounted=False).endswith("ct est.")


def test_protected_and_organic_materials() -> None:
    assert needs_permit("coral")
    assert not needs_permit("diamond")
    assert is_organic("pearl_akoya")
    assert is_organic("black_opal")
    assert not is_organic("ruby")
    assert specific_gravity("sapphire") == 4
    assert specific_gravity("enamel") == 0
    assert specific_gravity("from_a_newer_version") == 0


def test_a_line_of_unknown_words_alone_is_said_once() -> None:
    with pytest.raises(InputError) as refused:
        parse_stones("abc")
    assert refused.value.message == "“abc” is not understood."
