"""The list of pieces: saved views, search, sorts; the page of one piece."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.domain.actors import Actor
from app.domain.errors import NotFoundError
from app.domain.money import Money
from app.domain.report_demand import DemandRule
from app.models.database import Database
from app.photos import Photo
from app.services.lists import open_list
from app.services.moves import move
from app.services.piece_cards import neighbours, piece_card
from app.services.piece_forms import MetalForm, PieceForm, StoneForm
from app.services.pieces import PIECE_SORTS, PIECE_VIEWS, piece_row, pieces_list, view_counts
from app.services.report_demand import put_demand_rules
from app.services.take_in import take_in_own
from app.shop import Shop


@pytest.fixture
def stock(
    house: Shop,
    staff: dict[str, Actor],
    places: dict[str, int],
    photo_of: Callable[[int], Photo],
) -> dict[str, int]:
    """Pieces in every view: one free, one reserved, one held, one at the bench, one out, one gone."""
    made = {}
    for n, name in enumerate(("free", "reserved", "held", "bench", "out", "gone")):
        form = PieceForm(
            "ring",
            f"Ring number {n}, {name}",
            metals=(MetalForm("gold_yellow", 750),),
            stones=(StoneForm("emerald", 1, "oval"),) if name == "free" else (),
            weight_mg=4_000 + n,
            price_minor=100_000 + n,
            photos=() if name == "held" else (photo_of(n),),
        )
        with house.work(staff["mia"], "take_in") as w:
            made[name] = take_in_own(w, form).first("piece")
            w.step("piece", made[name], "free")
    with house.work(staff["mia"], "spread") as w:
        put_demand_rules(w, [DemandRule("loan_out", "off")])
        w.step("piece", made["reserved"], "reserved")
        w.step("piece", made["held"], "hold", "police")
        w.step("piece", made["gone"], "returned_to_owner", "refused")
        move(w, [made["bench"]], places["BENCH-1"])
        move(w, [made["out"]], places["OUT"])
    return made


def ids(db: Database, *args: object, **kwargs: object) -> list[int]:
    first, _ = open_list(db, pieces_list(*args, **kwargs), "w_pieces")  # type: ignore[arg-type]
    return list(first.rows.ids)


def test_each_view_shows_its_pieces_and_their_number(
    house_db: Database, stock: dict[str, int]
) -> None:
    by_name = {number: name for name, number in stock.items()}
    shown = {view: {by_name[i] for i in ids(house_db, view)} for view in PIECE_VIEWS}
    assert shown == {
        "free": {"free", "bench", "out"},
        "reserved": {"reserved"},
        "held": {"held"},
        "bench": {"bench"},
        "out": {"out"},
        "to_complete": {"held"},
        "all": set(stock),
    }
    assert view_counts(house_db) == {view: len(names) for view, names in shown.items()}


def test_search_works_within_a_view(house_db: Database, stock: dict[str, int]) -> None:
    assert ids(house_db, "all", "emer") == [stock["free"]]
    assert ids(house_db, "held", "emer") == []
    assert len(ids(house_db, "all", "ring num")) == 6
    assert ids(house_db, "all", "P10-26-00002") == [stock["reserved"]]
    tag = piece_row(house_db, stock["out"]).code
    assert ids(house_db, "all", tag) == [stock["out"]]
    assert ids(house_db, "all", '"((*') == []


@pytest.mark.parametrize("sort", PIECE_SORTS)
@pytest.mark.parametrize("search", ["", "ring"])
def test_every_sort_runs_both_ways(
    house_db: Database, stock: dict[str, int], sort: str, search: str
) -> None:
    up = ids(house_db, "all", search, sort, False)
    down = ids(house_db, "all", search, sort, True)
    assert set(up) == set(down) == set(stock.values())
    if sort in ("price", "weight", "came"):
        assert up == list(stock.values())
        assert down == up[::-1]


def test_only_what_lies_in_a_place(
    house_db: Database, stock: dict[str, int], places: dict[str, int]
) -> None:
    assert ids(house_db, "all", place_id=places["BENCH-1"]) == [stock["bench"]]


def test_whereabouts_and_availability_are_never_folded(
    house_db: Database, stock: dict[str, int]
) -> None:
    bench = piece_row(house_db, stock["bench"])
    assert (bench.availability, bench.whereabouts) == ("free", "bench")
    assert piece_row(house_db, stock["gone"]).whereabouts == "gone"
    card = piece_card(house_db, stock["out"])
    assert (card.availability.word, card.whereabouts.word, card.quality.word) == (
        "Free",
        "Out",
        "Not examined",
    )
    assert any("not in the house" in warning for warning in card.warnings)


def test_a_piece_at_the_bench_is_not_said_to_be_out_of_the_house(
    house_db: Database, stock: dict[str, int]
) -> None:
    warnings = piece_card(house_db, stock["bench"]).warnings
    assert any(warning.startswith("It is at the bench: ") for warning in warnings)
    assert not any("not in the house" in warning for warning in warnings)


def test_the_neighbours_lie_in_the_same_place(house_db: Database, stock: dict[str, int]) -> None:
    # free, reserved, held and gone came to the drawer one after the other
    before, after, at, count = neighbours(house_db, stock["reserved"])
    assert (before, after, at, count) == (stock["free"], stock["held"], 2, 4)
    assert neighbours(house_db, stock["bench"]) == (None, None, 1, 1)
    assert neighbours(house_db, 4711) == (None, None, 0, 0)


def test_the_page_tells_tag_photos_prices_and_words(
    house_db: Database, stock: dict[str, int]
) -> None:
    card = piece_card(house_db, stock["free"])
    assert card.metal_words == ("18 K yellow gold",)
    assert card.stone_words == (("1 emerald, oval", ""),)
    assert [line.what for line in card.prices] == ["price", "insured"]
    assert (card.tag.code, card.tag.printed, card.tag.earlier) == (card.row.code, 0, ())
    assert len(card.photos) == 1
    assert (card.photos[0].width, card.photos[0].height) == (40, 40)
    assert card.consignment is None
    assert card.weight_words == "4.000 g by scale"


def test_a_piece_that_is_not_there_is_said_so(house_db: Database) -> None:
    with pytest.raises(NotFoundError):
        piece_card(house_db, 4711)


def test_the_book_value_is_the_price_else_what_was_agreed(
    house_db: Database, stock: dict[str, int]
) -> None:
    row = piece_row(house_db, stock["free"])
    assert row.value == row.asked == Money(100_000, "USD")
    agreed = replace(row, price_minor=None, agreed_minor=5, agreed_currency="EUR")
    assert agreed.value == agreed.asked == Money(5, "EUR")
    free = replace(agreed, price_minor=0)
    assert (free.asked, free.value) == (Money(0, "USD"), Money(5, "EUR"))
