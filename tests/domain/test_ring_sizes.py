"""Ring sizes: the inch formula, the published anchors, and no silent guess."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import InputError
from app.domain.lengths import shown_mm
from app.domain.ring_geometry import added_mg, density, weight_fits
from app.domain.ring_sizes import (
    JP_UM,
    UK_UM,
    AmbiguousSize,
    RingSize,
    across_mm,
    converted,
    nearest,
    parse_size,
    size_of,
    size_words,
)

# US, inner diameter, circumference, UK, EU, IT, JP as charts print them
CHART = """
3 14.07 44.2 F½ 44 4 4
4 14.88 46.8 H½ 47 7 7
5 15.70 49.3 J½ 49 9 9
5½ 16.10 50.6 K½ 51 11 10
6 16.51 51.9 L½ 52 12 12
6½ 16.92 53.1 M½ 53 13 13
7 17.32 54.4 N½ 54 14 14
7½ 17.73 55.7 O½ 56 16 15
8 18.14 57.0 P½ 57 17 16
8½ 18.54 58.3 Q½ 58 18 18
9 18.95 59.5 R½ 60 20 19
9½ 19.35 60.8 S½ 61 21 20
10 19.76 62.1 T½ 62 22 21
10½ 20.17 63.4 U½ 63 23 23
11 20.57 64.6 V½ 65 25 24
12 21.39 67.2 Y 67 27 26
12½ 21.79 68.5 Z 68 28 27
13 22.20 69.7 Z+1 70 30 29
"""


@pytest.mark.parametrize("row", CHART.strip().splitlines())
def test_the_chart(row: str) -> None:
    us, across, round_mm, uk, eu, italian, japanese = row.split()
    size = parse_size(us, "US")
    assert across_mm(size.circumference_um) == across
    assert shown_mm(size.circumference_um, 1) == round_mm
    assert converted(size, "UK").stated == uk
    assert converted(size, "EU").stated == eu
    assert converted(size, "IT").stated == italian
    assert converted(size, "JP").stated == japanese
    assert converted(size, "US") is size


@pytest.mark.parametrize(
    ("text", "said", "um"),
    [
        ("US 6½", "US 6½", 53_144),
        ("6 1/2 us", "US 6½", 53_144),
        ("6½", "US 6½", 53_144),
        ("US 6.25", "US 6¼", 52_506),
        ("½", "US ½", 37_824),
        ("N½", "UK N½", 54_375),
        ("n 1/2", "UK N½", 54_375),
        ("size N", "UK N", 53_750),
        ("UK Z+1", "UK Z+1", 70_000),
        ("54", "EU 54", 54_000),
        ("FR 52½", "EU 52½", 52_500),
        ("EU 52.3", "EU 52.3", 52_300),
        ("IT 14", "IT 14", 54_000),
        ("17 mm", "17 mm Ø", 53_407),
        ("Ø 17,0", "17 mm Ø", 53_407),
        ("17.32 mm Ø", "17.32 mm Ø", 54_412),
        ("JP 14", "JP 14", 54_454),
    ],
)
def test_what_people_write(text: str, said: str, um: int) -> None:
    size = parse_size(text)
    assert (str(size), size.circumference_um) == (said, um)


def test_a_bare_number_of_several_systems_is_asked() -> None:
    with pytest.raises(AmbiguousSize) as asked:
        parse_size("17")
    assert [str(c) for c in asked.value.candidates] == ["IT 17", "17 mm Ø", "JP 17"]
    assert asked.value.message == "17 can be IT 17 (18.14 mm Ø), JP 17 (18.33 mm Ø) or 17 mm Ø."
    with pytest.raises(AmbiguousSize, match="US 6 "):
        parse_size("6")
    assert str(parse_size("6", "US")) == "US 6"
    assert str(parse_size("IT 6", "US")) == "IT 6", "what is written wins"


@pytest.mark.parametrize(
    ("text", "system"),
    [
        ("", None),
        ("big", None),
        ("99", None),
        ("6.1", None),
        ("6.5 1/2", None),
        ("UK 7", None),
        ("US N", None),
        ("N", "US"),
        ("6", "MM"),
        ("JP 31", None),
        ("A+1", None),
    ],
)
def test_what_is_no_size(text: str, system: str | None) -> None:
    with pytest.raises(InputError) as refused:
        parse_size(text, system)
    assert not isinstance(refused.value, AmbiguousSize)
    assert refused.value.field == "ring_size"


SYSTEM_VALUES = st.one_of(
    st.tuples(st.just("US"), st.integers(0, 64).map(lambda n: Fraction(n, 4))),
    st.tuples(st.just("EU"), st.integers(370, 760).map(lambda n: Fraction(n, 10))),
    st.tuples(st.just("IT"), st.integers(0, 72).map(lambda n: Fraction(n, 2))),
    st.tuples(st.just("MM"), st.integers(1200, 2400).map(lambda n: Fraction(n, 100))),
    st.tuples(st.just("JP"), st.integers(1, 30).map(Fraction)),
)


@given(SYSTEM_VALUES)
def test_each_size_reads_back(pair: tuple[str, Fraction]) -> None:
    size = size_of(*pair)
    assert size is not None
    assert parse_size(str(size)) == size
    assert parse_size(size.stated, size.system) == size


@pytest.mark.parametrize("name", UK_UM)
def test_each_letter_reads_back(name: str) -> None:
    assert parse_size(f"UK {name}").circumference_um == UK_UM[name]


def test_the_tables_rise() -> None:
    for table in (UK_UM, JP_UM):
        sizes = list(table.values())
        assert sizes == sorted(set(sizes))
    assert UK_UM["A"] == 37_500


@given(st.integers(41_000, 70_000), st.sampled_from(["US", "UK", "EU", "IT", "MM", "JP"]))
def test_a_conversion_is_near_and_stays(um: int, system: str) -> None:
    size = nearest(um, system)
    assert abs(size.circumference_um - um) <= 640
    assert nearest(size.circumference_um, system) == size


@pytest.mark.parametrize("system", ["US", "UK", "EU", "IT", "MM", "JP"])
def test_beyond_a_system_there_is_no_size(system: str) -> None:
    with pytest.raises(InputError, match="has no size"):
        nearest(90_000, system)


def test_words_for_the_bag() -> None:
    assert size_words(parse_size("US 6½")) == "US 6½ = 16.92 mm Ø, 53.14 mm round"
    assert size_words(parse_size("17 mm")) == "17.00 mm Ø, 53.41 mm round"
    assert RingSize("6", "US", 51_868).diameter_um == 16_510
    assert size_of("XX", Fraction(6)) is None


def test_w06_sizing_adds_seventy_mg() -> None:
    """US 6 → 6½, section 2.2 × 1.6 mm, 15.5 mg/mm³: 3.850 g becomes 3.920 g, ± 3 %."""
    six, six_half = parse_size("6", "US"), parse_size("6½", "US")
    added = added_mg(
        six.circumference_um, six_half.circumference_um, 2200, 1600, density("gold_yellow", 750)
    )
    assert added == 70
    assert 3850 + added == 3920
    assert weight_fits(3920, 3920 + 117)
    assert not weight_fits(3920, 3920 + 118)
    assert added_mg(six_half.circumference_um, six.circumference_um, 2200, 1600, 15_500) == -70


def test_densities() -> None:
    assert density("gold", 585) == density("gold_yellow", 585)
    assert density("platinum", 950) == 20_700
    assert density("steel", 0) == 0
    assert density("gold_white", 333) == 0
