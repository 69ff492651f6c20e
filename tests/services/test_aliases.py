"""Other codes of a piece: given, found however a scanner spells them, taken off, given to another."""

from __future__ import annotations

from contextlib import closing

import pytest

from app.domain.actors import Actor
from app.domain.code_words import other_spellings
from app.domain.codes import make_code
from app.domain.errors import InputError, NotFoundError
from app.services.aliases import add_alias, remove_alias
from app.services.custody import custody
from app.services.find import find
from app.services.piece_cards import piece_card
from app.services.piece_forms import MetalForm, PieceForm
from app.services.scanning import damaged, resolve
from app.services.take_in import take_in_own
from app.shop import Shop

EAN, UPC = "4006381333931", "012345678905"


@pytest.fixture
def pieces(house: Shop, staff: dict[str, Actor]) -> tuple[int, int]:
    with house.work(staff["mia"], "take_in") as w:
        made = [
            take_in_own(
                w,
                PieceForm("ring", words, metals=(MetalForm("gold_yellow", 750),), weight_mg=3_000),
            ).first("piece")
            for words in ("Signet ring", "Band")
        ]
    return made[0], made[1]


def lead(house: Shop, actor: Actor, piece: int, code: str, *, scanned: bool = False) -> None:
    with house.work(actor, "add_alias") as w:
        add_alias(w, piece, code, scanned=scanned)


def heard(house: Shop, text: str) -> int:
    with closing(house.reader()) as db:
        return resolve(db, text).piece_id


@pytest.mark.parametrize(
    ("kept", "scanned"),
    [
        (EAN, EAN),
        (EAN, f"]E0{EAN}"),
        (EAN, f"]C101{EAN.zfill(14)}10LOT7"),
        (EAN, f"]d201{EAN.zfill(14)}\x1d10LOT7"),
        (UPC, f"0{UPC}"),
        (f"0{UPC}", UPC),
        (UPC, UPC.zfill(14)),
        ("GIA 2141438171", "2141438171"),
        ("2141438171", "GIA2141438171"),
        ("lg482251093", "LG482251093"),
        ("Mat-77/A", "mat-77/a"),
    ],
)
def test_a_code_is_found_however_it_is_spelled(
    house: Shop, staff: dict[str, Actor], pieces: tuple[int, int], kept: str, scanned: str
) -> None:
    lead(house, staff["sara"], pieces[0], kept)
    assert heard(house, scanned) == pieces[0]


def test_a_tag_is_never_looked_for_under_another_spelling() -> None:
    assert make_code(10, 2231) not in other_spellings("ABC")
    assert EAN.zfill(14) in other_spellings(EAN)


@pytest.mark.parametrize("code", ["4006381333932", "012345678906"])
def test_a_mistyped_ean_is_refused_and_a_scanned_one_is_taken(
    house: Shop, staff: dict[str, Actor], pieces: tuple[int, int], code: str
) -> None:
    with pytest.raises(InputError, match="check digit"):
        lead(house, staff["sara"], pieces[0], code)
    lead(house, staff["sara"], pieces[0], code, scanned=True)
    assert heard(house, code) == pieces[0]


def test_a_code_that_was_taken_off_finds_nothing_and_can_be_given_to_another(
    house: Shop, staff: dict[str, Actor], pieces: tuple[int, int]
) -> None:
    ring, band = pieces
    lead(house, staff["sara"], ring, EAN)
    with pytest.raises(InputError, match="already belongs"):
        lead(house, staff["sara"], band, EAN)
    with house.work(staff["sara"], "remove_alias") as w:
        assert remove_alias(w, ring, EAN).message == f"{EAN} leads nowhere now"
    assert heard(house, EAN) == 0
    with closing(house.reader()) as db:
        assert piece_card(db, ring).tag.aliases == ()
        told = [entry.what for entry in custody(db, ring)]
    assert "Another code" in told
    assert "Another code taken off" in told
    lead(house, staff["sara"], band, EAN)
    assert heard(house, EAN) == band


def test_the_tag_itself_and_strange_codes_cannot_be_taken_off(
    house: Shop, staff: dict[str, Actor], pieces: tuple[int, int]
) -> None:
    ring, band = pieces
    with closing(house.reader()) as db:
        tag = piece_card(db, ring).tag.code
    with (
        pytest.raises(InputError, match="is or was the tag"),
        house.work(staff["sara"], "remove_alias") as w,
    ):
        remove_alias(w, ring, tag)
    with pytest.raises(NotFoundError), house.work(staff["sara"], "remove_alias") as w:
        remove_alias(w, band, tag)


def test_a_damaged_tag_is_found_by_a_part_of_its_digits(
    house: Shop, staff: dict[str, Actor], pieces: tuple[int, int]
) -> None:
    with closing(house.reader()) as db:
        tag = piece_card(db, pieces[0]).tag.code
        for part in (tag[4:], tag[:5] + "?" + tag[6:], f"{tag[:2]} {tag[2:5]} {tag[5:8]} ??"):
            assert pieces[0] in [near.target_id for near in damaged(db, part)], part
            assert pieces[0] in [one.id for one in find(db, part)], part
        assert damaged(db, tag[7:]) == (), "three digits are too few"
        assert damaged(db, "ring 1234") == ()
        half = resolve(db, tag[3:])
        assert half.kind == "unknown"
        assert pieces[0] in [near.target_id for near in half.near]
