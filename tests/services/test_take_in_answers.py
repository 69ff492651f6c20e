"""What the take-in form answers at every keystroke."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.errors import InputError
from app.services.agreements import Terms
from app.services.take_in_answers import (
    TypedPiece,
    price_echo,
    read_piece,
    stone_echoes,
)

RING = TypedPiece(
    category="R",
    description="Edwardian sapphire cluster ring",
    metal="platinum",
    fineness="950",
    stamp="PLAT, rubbed",
    ring_size="N½",
    stones="1 sapphire oval 7.02x5.11x3.20; 12 diamonds old cut about 2.1",
    weight="5.480",
    agreed="6,300.00",
    reserve="5.4k",
    condition="good",
)


def test_stones_are_echoed_as_understood() -> None:
    sapphire, diamonds = stone_echoes(RING.stones)
    assert (sapphire.count, sapphire.name) == (1, "Sapphire, oval")
    assert (sapphire.size, sapphire.weight, sapphire.method) == (
        "7.02 × 5.11 × 3.20 mm",
        "0.92 ct",
        "est. (mounted)",
    )
    assert (diamonds.count, diamonds.name) == (12, "Diamonds, old cut")
    with pytest.raises(InputError):
        stone_echoes("1 sapphire shiny")


@pytest.mark.parametrize(
    ("agreed", "reserve", "percent", "consignor"),
    [
        (630_000, 540_000, 86, 378_000),
        (94_000, 75_000, 80, 47_000),
        (100_000, None, None, 60_000),
        (None, 5, None, None),
        (0, 0, None, None),
    ],
)
def test_the_consignors_money_is_told_at_once(
    agreed: int | None, reserve: int | None, percent: int | None, consignor: int | None
) -> None:
    echo = price_echo(Terms("USD"), agreed, reserve)
    assert (echo.reserve_percent, echo.consignor_minor, echo.error) == (percent, consignor, "")


def test_all_fields_are_read() -> None:
    form = read_piece(RING, "USD")
    assert (form.category, form.condition) == ("ring", "good")
    assert (form.metals[0].metal, form.metals[0].fineness) == ("platinum", 950)
    assert [mark.text_seen for mark in form.marks] == ["PLAT, rubbed"]
    assert form.ring_size is not None
    assert form.ring_size.system == "UK"
    assert (form.weight_mg, form.agreed_minor, form.reserve_minor) == (5_480, 630_000, 540_000)
    assert len(form.stones) == 2
    empty = read_piece(TypedPiece(category="ring"), "USD")
    assert (empty.weight_mg, empty.agreed_minor, empty.ring_size) == (None, None, None)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("category", "hat"),
        ("metal", "tin foil"),
        ("fineness", "lots"),
        ("fineness", "0"),
        ("stones", "1 kryptonite"),
        ("ring_size", "huge"),
        ("weight", "heavy"),
        ("agreed", "dear"),
        ("reserve", "1.2345"),
        ("condition", "splendid"),
    ],
)
def test_the_field_that_cannot_be_read_is_named(field: str, text: str) -> None:
    with pytest.raises(InputError) as refused:
        read_piece(replace(RING, **{field: text}), "USD")
    assert refused.value.field == field


@pytest.mark.parametrize(("text", "fineness"), [("18K", 750), ("925", 925), ("", 0)])
def test_fineness_may_be_typed_in_karat(text: str, fineness: int) -> None:
    assert read_piece(replace(RING, fineness=text), "USD").metals[0].fineness == fineness
