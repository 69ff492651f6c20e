"""The take-in form opened again on a saved piece, the tag and the receipt before they are made."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.actors import Actor
from app.domain.ciphers import cipher_of
from app.domain.codes import make_code
from app.models.database import Database
from app.services.piece_forms import MarkForm, PieceForm, StoneForm
from app.services.pieces import piece_row
from app.services.saved_forms import saved_form, typed_of
from app.services.tag_texts import TagRules, piece_values, tag_of_form, tag_rules
from app.services.tags import roll_of
from app.services.take_in import edit_taken_in, take_in
from app.services.take_in_answers import TypedPiece, read_piece
from app.services.upcoming import next_code, next_item_number
from app.shop import Shop

CODE = make_code(10, 1_870)
TYPED = TypedPiece(
    category="ring",
    description="Edwardian sapphire cluster ring",
    metal="platinum",
    fineness="950",
    stamp="PLAT, rubbed",
    ring_size="N½",
    stones="1 sapphire oval 7.02x5.11x3.20; 12 diamonds old cut about 2.1; 1 ruby pear 1.03 ct by scale",
    weight="5.480",
    agreed="6,300.00",
    reserve="5,400.00",
    condition="good",
)


@pytest.fixture
def cluster(house: Shop, staff: dict[str, Actor], agreement: int) -> int:
    """The cluster ring, taken in."""
    with house.work(staff["sara"], "take_in") as w:
        return take_in(w, agreement, read_piece(TYPED, "USD")).first("piece")


def test_a_saved_piece_comes_back_as_the_form_that_saved_it(
    house: Shop, staff: dict[str, Actor], house_db: Database, cluster: int
) -> None:
    form = saved_form(house_db, cluster)
    said = read_piece(TYPED, "USD")
    assert replace(form, price_minor=None, insured_minor=None) == replace(
        said, components=1, weight_method=form.weight_method
    )
    counts = "SELECT (SELECT count(*) FROM edit), (SELECT count(*) FROM priced)"
    before = house_db.row(counts)
    with house.work(staff["sara"], "edit") as w:
        edit_taken_in(w, cluster, form)
    assert house_db.row(counts) == before


def test_its_texts_read_as_the_same_piece(house_db: Database, cluster: int) -> None:
    form = saved_form(house_db, cluster)
    texts = typed_of(form, "USD")
    assert (texts.weight, texts.agreed, texts.ring_size) == ("5.480", "6,300.00", "N½")
    again = read_piece(texts, "USD")
    assert again.stones == form.stones
    assert again.metals == form.metals
    assert again.ring_size == form.ring_size
    assert (again.weight_mg, again.agreed_minor) == (form.weight_mg, form.agreed_minor)


def test_number_and_code_are_known_before_they_are_given(
    house: Shop, staff: dict[str, Actor], house_db: Database, agreement: int, ring_form: PieceForm
) -> None:
    number, code = next_item_number(house_db), next_code(house_db)
    before = tag_of_form(ring_form, code, number, "USD", tag_rules(house_db, "consigned_in"))
    with house.work(staff["sara"], "take_in") as w:
        piece = take_in(w, agreement, ring_form).first("piece")
    row = piece_row(house_db, piece)
    assert (row.item_number, row.code) == (number, code)
    [after] = piece_values(house_db, [piece])
    drawn = [roll_of(house_db).raster(one, 300).tobytes() for one in (before, after)]
    assert drawn[0] == drawn[1]
    assert {**after.words, "description": before.said("description")} == before.words


def test_a_makers_barcode_on_the_piece_becomes_its_alias(
    house: Shop, staff: dict[str, Actor], house_db: Database, agreement: int, ring_form: PieceForm
) -> None:
    with house.work(staff["sara"], "take_in") as w:
        piece = take_in(w, agreement, replace(ring_form, code="4006381333931")).first("piece")
    codes: dict[str, bool] = dict(
        house_db.rows("SELECT code, alias FROM code_now WHERE target_id = ?", (piece,))
    )
    assert codes.pop("4006381333931") == 1
    assert list(codes.values()) == [0]


def test_stones_say_their_centre_on_the_tag(ring_form: PieceForm) -> None:
    form = replace(
        ring_form,
        stones=(
            StoneForm("diamond", 18, "single", stone_mct=540, method="formula"),
            StoneForm("emerald", 1, "cushion", stone_mct=1_120, method="formula"),
        ),
        marks=(MarkForm("PLAT"),),
        weight_mg=6_212,
    )
    tag = tag_of_form(form, CODE, "C10-25-00054", "USD")
    said = {what: (one.text, one.short) for what, one in tag.words.items()}
    assert said["stone"] == ("Emerald", "Emer")
    assert said["carats"] == ("1.12ct est", "1.12ct")
    assert said["other_stones"] == ("18 diamonds, single cut 0.54ct est", "18 dia 0.54ct")
    assert said["metal"] == ("platinum 950", "Pt950")
    assert said["weight"][0] == "6.21 g"
    assert said["price"][0] == "5,200.00"
    plain = tag_of_form(form, CODE, "", "USD", TagRules(with_price=False))
    assert "price" not in plain.words
    assert tag_of_form(PieceForm(""), CODE, "", "USD").words == {}


def test_cost_and_date_stand_in_the_house_s_letters(ring_form: PieceForm) -> None:
    rules = TagRules(cipher=cipher_of("blackhorse"), mark="C", came_on="2026-09-14")
    form = replace(ring_form, cost_minor=1_250_00, price_minor=5_499_50)
    tag = tag_of_form(form, CODE, "", "USD", rules)
    letters = {what: tag.said(what).text for what in ("cost_letters", "price_letters", "mark")}
    assert letters == {"cost_letters": "BLKE", "price_letters": "KKEE", "mark": "C"}
    assert tag.said("date_letters").text == "ES26"
