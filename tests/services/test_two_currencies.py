"""Pieces whose amounts are in several currencies: each is shown, compared and kept in its own."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pytest

from app.domain.actors import Actor
from app.domain.errors import InputError
from app.domain.money import Money
from app.models.database import Database
from app.models.projections import all_rows, rebuild
from app.services.agreement_cards import agreement_card
from app.services.card_sheets import make_price_cards
from app.services.documents import document_content
from app.services.lists import FirstPage, open_list
from app.services.party_cards import party_card
from app.services.piece_cards import piece_card
from app.services.piece_changes import set_price
from app.services.pieces import piece_row, pieces_list
from app.services.saved_forms import saved_form
from app.services.settings import put
from app.services.tag_texts import piece_values
from app.services.take_in import edit_taken_in
from app.shop import Shop
from tests.services.test_piece_worth import a_piece, say
from tests.services.two_pcs import meet


# ---------------------------------------------------------------------- what is shown of a piece
def test_a_later_value_in_another_currency_leaves_the_price_in_its_own(
    house: Shop, staff: dict[str, Actor], house_db: Database
) -> None:
    piece = a_piece(
        house, staff["owen"],
        ("price", 9_000_00, "USD"), ("insured", 7_000_00, "EUR"), ("cost", 450_000, "JPY"),
    )  # fmt: skip
    other = a_piece(house, staff["owen"], ("price", 100, "JPY"))
    row = piece_row(house_db, piece)
    assert row.asked == row.value == Money(9_000_00, "USD")
    dear = a_piece(house, staff["owen"], ("price", 10**9, "JPY"))
    (first, *_) = open_list(house_db, pieces_list(sort="price"), "w")
    assert isinstance(first, FirstPage)
    order = list(first.rows.ids)
    assert [order.index(one) for one in (piece, dear, other)] == sorted(
        order.index(one) for one in (piece, dear, other)
    ), "no dollars among the yen"
    with house.work(staff["sara"], "cards") as w:
        made = make_price_cards(w, [piece, other]).first("document")
    cards = document_content(house_db, made).cards
    assert [(card.price_minor, card.currency) for card in cards] == [(900_000, "USD"), (100, "JPY")]
    with house.work(staff["adam"], "cipher") as w:
        put(w, "tags.cipher", "BLACKHORSE")
    tags = piece_values(house_db, [piece, other])
    assert [tag.said("price").text for tag in tags] == ["9,000.00", "JPY 100"]
    assert tags[0].said("cost_letters").text == "CKEEEE", "450,000 yen and not 4,500 dollars"


def test_a_form_has_no_field_for_a_value_in_another_currency_and_leaves_it(
    house: Shop, staff: dict[str, Actor], house_db: Database, ring: int
) -> None:
    mia = staff["mia"]
    with house.work(mia, "price") as w:
        for what in ("price", "insured"):
            say(w, ring, what, 480_000, "EUR")
    form = saved_form(house_db, ring)
    assert (form.price_minor, form.insured_minor, form.agreed_minor) == (None, None, 520_000)
    facts = house_db.value("SELECT count(*) FROM priced")
    with house.work(mia, "edit") as w:
        edit_taken_in(w, ring, form)
    assert house_db.value("SELECT count(*) FROM priced") == facts
    with house.work(mia, "edit") as w:
        edit_taken_in(w, ring, replace(form, price_minor=480_000))
    assert piece_row(house_db, ring).asked == Money(480_000, "USD"), (
        "another currency is another word"
    )


def test_the_same_figure_in_another_currency_is_another_price(
    house: Shop, staff: dict[str, Actor], house_db: Database
) -> None:
    piece = a_piece(house, staff["owen"], ("price", 90_000, "EUR"))
    with house.work(staff["mia"], "price") as w:
        assert set_price(w, piece, "price", 90_000).message == "Price is USD 900.00 now"
    with house.work(staff["mia"], "price") as w:
        assert "stands as it was" in set_price(w, piece, "price", 90_000).message
    assert piece_row(house_db, piece).asked == Money(90_000, "USD")


def test_agreed_price_and_reserve_in_two_currencies_are_not_held_against_each_other(
    house: Shop, staff: dict[str, Actor], house_db: Database, ring: int
) -> None:
    mia = staff["mia"]
    with house.work(mia, "price") as w:
        say(w, ring, "reserve", 900_000_000, "JPY")
    with house.work(mia, "price") as w:
        set_price(w, ring, "agreed", 500_000)
    card = piece_card(house_db, ring)
    assert card.consignment is not None
    assert (card.consignment.agreed_minor, card.consignment.reserve_minor) == (500_000, None)
    assert any("Price and reserve are in two currencies" in said for said in card.warnings)
    with house.work(mia, "price") as w:
        say(w, ring, "agreed", 480_000, "EUR")
    with pytest.raises(InputError, match="agreed price is in EUR"), house.work(mia, "p") as w:
        set_price(w, ring, "reserve", 1)
    with house.work(mia, "price") as w:
        set_price(w, ring, "agreed", 480_000)
        set_price(w, ring, "reserve", 400_000)
    assert not any("two currencies" in said for said in piece_card(house_db, ring).warnings)


def test_an_agreement_is_signed_in_one_currency(
    house: Shop, staff: dict[str, Actor], house_db: Database, ring: int, agreement: int, clara: int
) -> None:
    before = agreement_card(house_db, agreement)
    with house.work(staff["mia"], "price") as w:
        say(w, ring, "agreed", 70_000_000, "JPY")
    card = agreement_card(house_db, agreement)
    assert (before.totals.agreed_minor, card.totals.agreed_minor) == (520_000, 0)
    assert card.items[0].consignor_minor is None
    assert [said for said in card.blocks if said not in before.blocks] == [
        "Said in another currency than the terms: C10-26-00001. Say the values or the terms anew."
    ]
    (item,) = party_card(house_db, clara).items
    assert (item.agreed_minor, item.currency) == (70_000_000, "JPY")


def test_two_pcs_show_the_price_in_its_own_currency_whoever_said_what_last(
    house: Shop, staff: dict[str, Actor], two: tuple[Shop, Shop]
) -> None:
    here, there = two
    piece = a_piece(here, staff["owen"], ("price", 90_000, "USD"))
    meet(here, there)
    with here.work(staff["mia"], "price") as w:
        say(w, piece, "cost", 30_000, "EUR")
    with there.work(staff["mia"], "price") as w:
        say(w, piece, "insured", 9_000_000, "JPY")
    meet(here, there)
    for shop in (here, there):
        with closing(shop.reader()) as db:
            assert piece_row(db, piece).asked == Money(90_000, "USD")
            assert db.row(
                "SELECT insured_minor, insured_currency FROM piece_now WHERE id = ?", (piece,)
            ) == (9_000_000, "JPY")
        with shop.replaying() as db:
            stored = all_rows(db)
            db.begin_work()
            rebuild(db)
            computed = all_rows(db)
            db.roll_back()
        assert stored == computed
