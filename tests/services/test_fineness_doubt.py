"""A stamp or style that contradicts the metal is a question, and its answer stays with the piece."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.actors import Actor
from app.models.database import Database
from app.models.shopwide import Style
from app.services.fineness_doubt import FinenessQuestion
from app.services.piece_changes import edit_piece
from app.services.piece_forms import MarkForm, MetalForm, PieceForm
from app.services.piece_words import detail_words
from app.services.saved_forms import saved_form
from app.services.take_in import edit_taken_in, take_in, take_in_own
from app.shop import Shop

FINE = PieceForm(
    "ring",
    "Signet ring",
    metals=(MetalForm("gold_yellow", 999),),
    marks=(MarkForm("750"),),
    weight_mg=6_000,
    price_minor=90_000,
)
ANSWER = "Tested by touchstone: fine gold, the shank is a replacement."


def test_it_is_asked_before_anything_is_saved(
    house: Shop, staff: dict[str, Actor], house_db: Database, agreement: int
) -> None:
    before = house_db.value("SELECT count(*) FROM piece")
    for take in (
        lambda w: take_in_own(w, FINE),
        lambda w: take_in(w, agreement, replace(FINE, agreed_minor=90_000)),
    ):
        with pytest.raises(FinenessQuestion) as asked, house.work(staff["sara"], "take_in") as w:
            take(w)
        assert asked.value.field == "stamp"
        (one,) = asked.value.contradictions
        assert (one.source, one.claim, one.claimed, one.chosen) == (
            "stamp", "750", "18 K gold", "24 K yellow gold",
        )  # fmt: skip
    assert house_db.value("SELECT count(*) FROM piece") == before


def test_the_answer_stays_with_the_piece_and_the_receipt_says_both(
    house: Shop, staff: dict[str, Actor], house_db: Database
) -> None:
    with house.work(staff["sara"], "take_in") as w:
        piece = take_in_own(w, replace(FINE, fineness_answer=ANSWER)).first("piece")
    note = house_db.value("SELECT content FROM note WHERE subject_id = ?", (piece,))
    assert note == (
        "It is stamped “750”, which says 18 K gold; chosen is 24 K yellow gold. " + ANSWER
    )
    assert detail_words(house_db, piece) == "24 K yellow gold although stamped “750”"


def test_a_saved_piece_is_asked_only_when_metal_or_stamp_change(
    house: Shop, staff: dict[str, Actor], house_db: Database
) -> None:
    with house.work(staff["sara"], "take_in") as w:
        piece = take_in_own(w, replace(FINE, fineness_answer=ANSWER)).first("piece")
    form = replace(saved_form(house_db, piece), description="Signet ring, worn")
    with house.work(staff["sara"], "edit_piece") as w:
        edit_piece(w, piece, form)
    other = replace(form, metals=(MetalForm("gold_yellow", 585),))
    for edit in (edit_piece, edit_taken_in):
        with pytest.raises(FinenessQuestion), house.work(staff["sara"], "edit_piece") as w:
            edit(w, piece, other)
    right = replace(form, metals=(MetalForm("gold_yellow", 750),))
    with house.work(staff["sara"], "edit_piece") as w:
        edit_piece(w, piece, right)
    assert detail_words(house_db, piece) == "18 K yellow gold"


def test_a_second_metal_may_be_what_is_stamped(
    house: Shop, staff: dict[str, Actor], house_db: Database
) -> None:
    both = replace(FINE, metals=(MetalForm("platinum", 950), MetalForm("gold_yellow", 750)))
    with house.work(staff["sara"], "take_in") as w:
        piece = take_in_own(w, both).first("piece")
    assert house_db.value("SELECT count(*) FROM note WHERE subject_id = ?", (piece,)) == 0


def test_a_piece_of_another_fineness_than_its_style_is_asked(
    house: Shop, staff: dict[str, Actor]
) -> None:
    with house.work(staff["mia"], "style") as w:
        style = w.add(
            Style, sku="FINE-1", title="Fine band", category="ring", metal="gold_yellow",
            fineness=999,
        )  # fmt: skip
    plain = PieceForm(
        "ring", "Band", metals=(MetalForm("gold_yellow", 750),), marks=(MarkForm("750"),),
        style_id=style,
    )  # fmt: skip
    with pytest.raises(FinenessQuestion) as asked, house.work(staff["owen"], "take_in") as w:
        take_in_own(w, plain)
    assert asked.value.message == (
        "Its style is “FINE-1”, which says 24 K yellow gold; chosen is 18 K yellow gold."
    )
    with house.work(staff["owen"], "take_in") as w:
        take_in_own(w, replace(plain, fineness_answer="Cast in 18 K for stock."))
