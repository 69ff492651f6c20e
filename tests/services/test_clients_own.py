"""A client's own piece is never for sale, and is not being taken in for ever."""

from __future__ import annotations

import pytest

from app.domain.actors import Actor
from app.domain.chips import chip
from app.domain.ids import now_ms
from app.models.database import Database
from app.services.find import find
from app.services.for_sale import NOT_FOR_SALE
from app.services.passport_moment import at_moment
from app.services.piece_cards import piece_card
from app.services.piece_changes import set_price
from app.services.piece_forms import PieceForm
from app.services.piece_worth import IN_BOOKS, dearest, last_values
from app.services.pieces import in_intake, piece_row
from app.services.saved_forms import saved_form
from app.services.scanning import resolve
from app.services.take_in import take_in_own
from app.shop import Shop
from tests.consignor import add_clara


@pytest.fixture
def own(house: Shop, staff: dict[str, Actor]) -> int:
    """A ring that Clara left for repair."""
    clara = add_clara(house, staff["mia"])
    form = PieceForm("ring", "Grandmother's ring", insured_minor=240_000)
    with house.work(staff["mia"], "take_in") as w:
        made = take_in_own(w, form, ownership="customer_property", owner_id=clara)
    return made.first("piece")


def test_it_is_said_to_be_not_for_sale(house_db: Database, own: int) -> None:
    row = piece_row(house_db, own)
    assert (row.availability, row.sale) == ("intake", NOT_FOR_SALE), "no step, but its word"
    assert chip("piece", row.sale).text == "Not for sale"
    answer = piece_card(house_db, own).availability
    assert (answer.word, answer.lines) == ("Not for sale", ("a client’s own",))
    tag = resolve(house_db, row.code)
    assert tag.detail.endswith("Not for sale")
    found = find(house_db, "grandmother")
    assert [one.state for one in found if one.id == own] == [NOT_FOR_SALE]


def test_it_is_not_counted_among_what_is_being_taken_in(
    house: Shop, staff: dict[str, Actor], house_db: Database, own: int
) -> None:
    assert in_intake(house_db) == 0
    with house.work(staff["mia"], "take_in") as w:
        take_in_own(w, PieceForm("ring", "A ring of the house"))
    assert in_intake(house_db) == 1


def test_what_went_back_says_so(
    house: Shop, staff: dict[str, Actor], house_db: Database, own: int
) -> None:
    with house.work(staff["mia"], "given_back") as w:
        w.step("piece", own, "returned_to_owner", "withdrawn")
    assert piece_row(house_db, own).sale == "returned_to_owner"


def test_what_its_owner_says_that_it_is_worth_is_never_called_insured(
    house: Shop, staff: dict[str, Actor], house_db: Database, own: int
) -> None:
    said = [(line.what, line.amount_minor) for line in piece_card(house_db, own).prices]
    assert said == [("declared", 240_000)]
    [worth] = at_moment(house_db, own, now_ms(), staff["mia"].roles).worth
    assert (worth.what, worth.title) == ("declared", "Owner states")
    assert saved_form(house_db, own).insured_minor == 240_000, "its form finds it again"
    with house.work(staff["mia"], "set_price") as w:
        set_price(w, own, "declared", 310_000, "appraised by her sister")
    assert saved_form(house_db, own).insured_minor == 310_000


def test_what_its_owner_says_counts_where_a_place_has_a_limit(house_db: Database, own: int) -> None:
    assert dearest(last_values(house_db, [own], "USD")[own]).amounts == (("USD", 240_000),)
    stands = house_db.row(f"SELECT {IN_BOOKS} FROM piece_now AS n WHERE id = ?", (own,))
    assert stands == ("USD", 240_000)
