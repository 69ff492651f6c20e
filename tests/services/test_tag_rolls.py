"""Rolls of unused tags: set aside once, printed, claimed by a scan, never given twice."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pytest

from app.domain.actors import Actor
from app.domain.codes import is_code, make_code, split_code
from app.domain.errors import InputError
from app.services.piece_cards import piece_card
from app.services.piece_forms import MetalForm, PieceForm
from app.services.scanning import resolve
from app.services.tag_rolls import TagRoll, claim, print_roll, roll_with, rolls, set_aside
from app.services.take_in import take_in_own
from app.shop import Shop

RING = PieceForm("ring", "Band", metals=(MetalForm("gold_yellow", 750),), weight_mg=3_000)


@pytest.fixture
def roll(house: Shop, staff: dict[str, Actor]) -> TagRoll:
    with house.work(staff["sara"], "tag_roll") as w:
        return set_aside(w, 12)


def take_in(house: Shop, actor: Actor, code: str = "") -> int:
    with house.work(actor, "take_in") as w:
        return take_in_own(w, replace(RING, code=code)).first("piece")


def test_a_roll_is_a_run_of_codes_that_no_piece_gets_by_itself(
    house: Shop, staff: dict[str, Actor], roll: TagRoll
) -> None:
    codes = list(roll.codes)
    assert len(set(codes)) == 12
    assert all(is_code(code) for code in codes)
    assert codes[-1] == roll.last
    ring = take_in(house, staff["sara"])
    with closing(house.reader()) as db:
        own = piece_card(db, ring).tag.code
        assert own not in codes
        assert split_code(own)[1] == split_code(roll.last)[1] + 1
        assert roll_with(db, codes[5]) is not None
        assert roll_with(db, own) is None
        assert roll_with(db, "4006381333931") is None
        scan = resolve(db, codes[0])
    assert scan.kind == "unknown"
    assert "unused tag of a roll" in scan.sentence
    assert "claim" in scan.offers


def test_a_tag_of_the_roll_becomes_the_tag_of_a_piece_that_is_taken_in(
    house: Shop, staff: dict[str, Actor], roll: TagRoll
) -> None:
    code = list(roll.codes)[3]
    ring = take_in(house, staff["sara"], code)
    with closing(house.reader()) as db:
        assert resolve(db, code).piece_id == ring
        assert piece_card(db, ring).tag.code == code
        assert [one.used for one in rolls(db)] == [1]
    with pytest.raises(InputError, match="already belongs"):
        take_in(house, staff["sara"], code)


def test_a_tag_of_the_roll_is_claimed_for_a_piece_that_is_here(
    house: Shop, staff: dict[str, Actor], roll: TagRoll
) -> None:
    ring, other = take_in(house, staff["sara"]), take_in(house, staff["sara"])
    code = next(iter(roll.codes))
    with closing(house.reader()) as db:
        old = piece_card(db, ring).tag.code
    with house.work(staff["sara"], "claim_tag") as w:
        claim(w, ring, code)
    with closing(house.reader()) as db:
        assert resolve(db, code).piece_id == ring
        assert resolve(db, old).replaced
    with (
        pytest.raises(InputError, match="already belongs"),
        house.work(staff["sara"], "claim_tag") as w,
    ):
        claim(w, other, code)
    with pytest.raises(InputError, match="on no roll"), house.work(staff["sara"], "c") as w:
        claim(w, other, make_code(97, 5))


@pytest.mark.parametrize("count", [0, 501, -1])
def test_a_roll_has_a_sensible_length(house: Shop, staff: dict[str, Actor], count: int) -> None:
    with pytest.raises(InputError), house.work(staff["sara"], "tag_roll") as w:
        set_aside(w, count)


def test_a_roll_is_printed(house: Shop, staff: dict[str, Actor]) -> None:
    job = print_roll(house, staff["sara"], 3).first("print_job")
    with closing(house.reader()) as db:
        title, kind = db.row("SELECT title, job_kind FROM print_job WHERE id = ?", (job,)) or (
            "",
            "",
        )
        said = db.value("SELECT detail FROM print_event WHERE job_id = ? ORDER BY id", (job,))
        (roll,) = rolls(db)
    assert kind == "tag"
    assert title.startswith("3 unused tags from ")
    assert said == f"{title} stored before the first byte"
    assert roll.count == 3
