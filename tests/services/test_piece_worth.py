"""Pieces with values in several currencies at every limit of the house: never added up, never small."""

from __future__ import annotations

from random import Random

import pytest

from app.domain.actors import Actor
from app.domain.errors import NotAllowedError
from app.domain.money import Money
from app.domain.worth import Worth
from app.models.database import Database
from app.models.pieces import Priced
from app.models.shopwide import Place
from app.models.work import Work
from app.services.house_rules import SECOND_BATCH, SECOND_SINGLE
from app.services.move_rules import movers, worth_in
from app.services.moves import move, move_place, plan_move, second_asked
from app.services.piece_changes import set_price
from app.services.piece_forms import PieceForm
from app.services.piece_worth import dearest, last_values
from app.services.places import place_card
from app.services.settings import put, put_quietly
from app.services.take_in import take_in_own
from app.shop import Shop

Said = tuple[str, int, str]
"""A kind of value, its amount in minor units, and the currency."""


def a_piece(shop: Shop, actor: Actor, *values: Said, name: str = "Ring") -> int:
    """A piece of which these values were said, one after another."""
    with shop.work(actor, "take_in") as w:
        piece = take_in_own(w, PieceForm("ring", name, weight_mg=4_000)).first("piece")
        for value in values:
            say(w, piece, *value)
    return piece


def say(w: Work, piece: int, what: str, minor: int, currency: str) -> None:
    w.add(Priced, subject_kind="piece", subject_id=piece, what=what, amount_minor=minor,
          currency=currency)  # fmt: skip


def limits(shop: Shop, adam: Actor, single: int, batch: int) -> None:
    with shop.work(adam, "limits") as w:
        put(w, SECOND_SINGLE, str(single))
        put(w, SECOND_BATCH, str(batch))


def refusal_of(shop: Shop, actor: Actor, pieces: list[int], place: int) -> str:
    with pytest.raises(NotAllowedError) as refused, shop.work(actor, "move") as w:
        move(w, pieces, place)
    return refused.value.message


# ---------------------------------------------------------------------- the second person
def test_a_tray_of_dollars_and_yen_is_not_judged_by_their_figures_added_up(
    house: Shop, staff: dict[str, Actor], house_db: Database, places: dict[str, int]
) -> None:
    owen = staff["owen"]
    limits(house, staff["adam"], 1_000_000, 1_500_000)
    dollars = a_piece(house, owen, ("price", 900_000, "USD"))
    yen = a_piece(house, owen, ("price", 900_000, "JPY"))
    plan = plan_move(house_db, [dollars], places["VIT-A"])
    assert (plan.needs_second, plan.doubt) == (False, "")
    plan = plan_move(house_db, [dollars, yen], places["VIT-A"])
    assert plan.worth.amounts == (("JPY", 900_000), ("USD", 900_000))
    assert refusal_of(house, owen, [dollars, yen], places["VIT-A"]) == (
        "2 pieces worth USD 9,000.00 and JPY 900,000: this move asks for a second person. JPY 900,000"
        " cannot be compared with the limit of USD 10,000.00 and counts as above it."
    )
    with house.work(owen, "move", second=staff["sara"]) as w:
        move(w, [dollars, yen], places["VIT-A"])


@pytest.mark.parametrize("values", [
    [("price", 9, "KWD")],
    [("agreed", 1, "EUR"), ("insured", 1, "USD")],
    [("insured", 1, "EUR")],
    [("price", 0, "USD"), ("agreed", 1, "EUR")],
])  # fmt: skip
def test_the_smallest_value_in_another_currency_is_not_small(
    house: Shop,
    staff: dict[str, Actor],
    house_db: Database,
    places: dict[str, int],
    values: list[Said],
) -> None:
    owen = staff["owen"]
    piece = a_piece(house, owen, *values)
    assert "counts as above it" in refusal_of(house, owen, [piece], places["VIT-A"])
    why, manager = second_asked(house_db, [piece], places["VIT-A"])
    assert "cannot be compared" in why, "a loan is told before anybody signs"
    assert not manager
    with house.work(staff["mia"], "price") as w:  # said in the house's currency, it is compared
        set_price(w, piece, "price", 10_000)
    with house.work(owen, "move") as w:
        move(w, [piece], places["VIT-A"])


def test_what_stands_in_the_books_counts_and_no_kind_beside_it(
    house: Shop, staff: dict[str, Actor], house_db: Database, places: dict[str, int]
) -> None:
    owen = staff["owen"]
    piece = a_piece(
        house, owen, ("price", 10_000, "USD"), ("insured", 9_000_000, "EUR"), ("cost", 7, "JPY")
    )
    assert not plan_move(house_db, [piece], places["VIT-A"]).needs_second
    said = last_values(house_db, [piece], "USD")[piece]
    assert said == (Money(10_000, "USD"), Money(9_000_000, "EUR"))
    assert dearest([*said, Money(5, "USD")]) == Worth((("EUR", 9_000_000), ("USD", 10_000)))
    unsaid = a_piece(house, owen, ("price", 20_000, ""))
    assert last_values(house_db, [unsaid], "USD")[unsaid] == (Money(20_000, "USD"),)
    assert last_values(house_db, [a_piece(house, owen)], "USD") == {}


def test_in_a_small_shop_the_owner_sees_it_afterwards(
    house: Shop, staff: dict[str, Actor], places: dict[str, int]
) -> None:
    piece = a_piece(house, staff["owen"], ("price", 9, "EUR"))
    with house.work(staff["adam"], "people") as w:
        put_quietly(w, "people", "few")
    with house.work(staff["owen"], "move") as w:
        move(w, [piece], places["VIT-A"])


# ---------------------------------------------------------------------- what a place may hold
def test_a_place_with_a_value_in_another_currency_is_not_known_to_hold_little(
    house: Shop, staff: dict[str, Actor], house_db: Database, places: dict[str, int]
) -> None:
    owen, mia = staff["owen"], staff["mia"]
    abroad = a_piece(house, owen, ("price", 100, "JPY"))
    ring = a_piece(house, owen, ("price", 50_000, "USD"))
    with house.work(owen, "move", second=staff["sara"]) as w:
        move(w, [abroad], places["VIT-A"])
    with house.work(staff["adam"], "edit_place") as w:
        w.edit(Place, places["VIT-A"], limit_minor=300_000)
    card = place_card(house_db, places["VIT-A"])
    assert (card.worth.amounts, card.over_limit) == ((("JPY", 100),), True)
    doubt = "JPY 100 cannot be compared with the limit of USD 3,000.00 and counts as above it"
    assert card.doubt == doubt
    assert refusal_of(house, owen, [ring], places["VIT-A"]) == (
        f"1 piece worth USD 500.00 may be more than Vitrine A may hold. {doubt}."
    )
    with house.work(owen, "move", second=mia) as w:
        move(w, [ring], places["VIT-A"])
    with house.work(staff["adam"], "edit_place") as w:
        w.edit(Place, places["VIT-A"], limit_minor=49_999)
    card = place_card(house_db, places["VIT-A"])
    assert (card.over_limit, card.doubt) == (True, ""), "the dollars alone are too many"
    assert worth_in(house_db, places["VIT-A"], "USD", [ring]) == Worth((("JPY", 100),))


def test_a_tray_is_carried_by_the_same_rule(
    house: Shop, staff: dict[str, Actor], places: dict[str, int]
) -> None:
    owen = staff["owen"]
    piece = a_piece(house, owen, ("price", 5, "CHF"))
    with house.work(owen, "move", second=staff["sara"]) as w:
        move(w, [piece], places["TRAY-07"])
    with (
        pytest.raises(NotAllowedError, match=r"CHF 0\.05 cannot be compared"),
        house.work(owen, "move_place") as w,
    ):
        move_place(w, places["TRAY-07"], places["VIT-A"])
    with house.work(owen, "move_place", second=staff["sara"]) as w:
        move_place(w, places["TRAY-07"], places["VIT-A"])


def test_whatever_was_said_the_plan_is_the_rule(
    house: Shop, staff: dict[str, Actor], house_db: Database, places: dict[str, int]
) -> None:
    rng, owen = Random(20_26), staff["owen"]
    limits(house, staff["adam"], 400_000, 900_000)
    books: dict[int, tuple[int, str]] = {}
    for _ in range(40):
        said: dict[str, tuple[int, str]] = {}
        values: list[Said] = []
        for _ in range(rng.randrange(5)):
            what = rng.choice(("price", "agreed", "insured", "cost", "reserve"))
            said[what] = (rng.choice((0, 1, 150_000, 399_999, 400_000)), rng.choice(
                ("USD", "USD", "USD", "EUR", "JPY")))  # fmt: skip
            values.append((what, *said[what]))
        piece = a_piece(house, owen, *values)
        kinds = [said[what] for what in ("price", "agreed", "insured") if what in said]
        books[piece] = next((value for value in kinds if value[0]), (0, "USD"))
        row = house_db.row(
            "SELECT price_minor, price_currency, agreed_minor, agreed_currency, reserve_minor,"
            " reserve_currency, insured_minor, insured_currency FROM piece_now WHERE id = ?", (piece,)
        )  # fmt: skip
        wanted = [said.get(what, (None, "")) for what in ("price", "agreed", "reserve", "insured")]
        assert row == tuple(part for pair in wanted for part in pair)
    for _ in range(60):
        tray = rng.sample(sorted(books), rng.randint(1, 6))
        worths = [books[piece] for piece in tray]
        known = [minor for minor, code in worths if code == "USD"]
        abroad = any(minor for minor, code in worths if code != "USD")
        plan = plan_move(house_db, tray, places["VIT-A"])
        dear = max(known, default=0) >= 400_000 or sum(known) >= 900_000
        assert plan.needs_second is (dear or abroad)
        assert bool(plan.doubt) is (abroad and not dear)
        assert plan.worth.minor("USD") == sum(known)
    worth = worth_in(house_db, places["HOUSE"], "USD")
    assert worth == sum((mover.worth for mover in movers(house_db, list(books))), Worth())
