"""Correcting a saved piece by its fields keeps what the fields cannot show."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.errors import InputError
from app.services.piece_forms import MarkForm, MetalForm, PieceForm, StoneForm
from app.services.piece_typing import corrected
from app.services.saved_forms import typed_of

KNOWN = PieceForm(
    "ring",
    "Edwardian sapphire cluster ring",
    metals=(
        MetalForm("platinum", 950, weight_mg=4_000),
        MetalForm("gold_yellow", 750, part="shank"),
    ),
    stones=(
        StoneForm("sapphire", 1, "oval", "natural", "centre", 920, "formula", 7020, 5110, 3200),
        StoneForm("diamond", 12, "old_cut", stone_mct=480, method="stated", colour="G–H"),
    ),
    marks=(MarkForm("PLAT", "metal"), MarkForm("H&S", "maker")),
    hallmark="London 1912",
    components=2,
    two_persons=True,
    weight_mg=5_480,
    weight_method="scale",
    instrument="Scale 1",
    agreed_minor=630_000,
    cost_minor=100,
)


def test_unchanged_fields_give_the_very_piece() -> None:
    assert corrected(KNOWN, typed_of(KNOWN, "USD"), "USD") == KNOWN


def test_a_stone_that_still_reads_the_same_keeps_what_is_known_of_it() -> None:
    typed = typed_of(KNOWN, "USD")
    first, second = typed.stones.split("; ")
    turned = corrected(KNOWN, replace(typed, stones=f"{second}; 2 ruby; {first}"), "USD")
    assert turned.stones == (KNOWN.stones[1], StoneForm("ruby", 2), KNOWN.stones[0])
    fewer = corrected(KNOWN, replace(typed, stones=""), "USD")
    assert fewer.stones == ()


def test_metal_marks_and_weight_change_alone() -> None:
    typed = replace(
        typed_of(KNOWN, "USD"), fineness="900", stamp="PLAT, rubbed", weight="5.4", ring_size="N"
    )
    now = corrected(KNOWN, replace(typed, weight_method="by_hand"), "USD")
    assert now.metals == (replace(KNOWN.metals[0], fineness=900), KNOWN.metals[1])
    assert [mark.text_seen for mark in now.marks] == ["PLAT, rubbed", "H&S"]
    assert (now.weight_mg, now.weight_method, now.instrument) == (5_400, "by_hand", "")
    assert (now.hallmark, now.components, now.two_persons) == ("London 1912", 2, True)
    other = corrected(KNOWN, replace(typed, metal="gold_rose", stamp=""), "USD")
    assert other.metals[0] == MetalForm("gold_rose", 900)
    assert other.marks == (KNOWN.marks[1],)


def test_what_cannot_be_read_is_refused_beside_its_field() -> None:
    with pytest.raises(InputError) as refused:
        corrected(KNOWN, replace(typed_of(KNOWN, "USD"), stones="1 kryptonite"), "USD")
    assert refused.value.field == "stones"
