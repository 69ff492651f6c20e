"""Places: a tree with codes, limits, and what lies in them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.actors import Actor
from app.domain.errors import InputError, NotAllowedError, NotFoundError, StateError
from app.models.database import Database
from app.services.moves import move
from app.services.piece_forms import PieceForm
from app.services.places import (
    PlaceForm,
    add_place,
    edit_place,
    find_places,
    place_card,
    place_tree,
    remove_place,
)
from app.services.scanning import resolve
from app.services.take_in import take_in_own
from app.shop import Shop


def add(shop: Shop, actor: Actor, form: PlaceForm) -> int:
    with shop.work(actor, "add_place") as w:
        return add_place(w, form).first("place")


def test_the_tree_names_parents_before_children(house_db: Database) -> None:
    nodes = place_tree(house_db)
    names = [node.name for node in nodes]
    assert names.index("HOUSE") < names.index("SAFE-1") < names.index("TRAY-07")
    tray = next(node for node in nodes if node.name == "TRAY-07")
    assert (tray.depth, tray.path) == (2, "HOUSE / SAFE-1 / TRAY-07")
    assert len(nodes) == len(set(names))


def test_a_new_place_can_be_scanned(
    house: Shop, staff: dict[str, Actor], house_db: Database, places: dict[str, int]
) -> None:
    place = add(house, staff["adam"], PlaceForm("VIT-B", "vitrine", "Vitrine B", places["HOUSE"]))
    card = place_card(house_db, place)
    assert card.path == "HOUSE / VIT-B"
    assert resolve(house_db, card.code).target_id == place


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "vit-a"}, "name"),
        ({"name": "x" * 41}, "name"),
        ({"kind": "cave"}, "kind"),
        ({"limit_minor": -1}, "limit"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    house: Shop, staff: dict[str, Actor], changes: dict[str, object], field: str
) -> None:
    with pytest.raises(InputError) as refused:
        add(house, staff["adam"], replace(PlaceForm("VIT-B"), **changes))  # type: ignore[arg-type]
    assert refused.value.field == field


def test_a_place_tells_what_lies_in_it_and_below_against_its_limit(
    house: Shop,
    staff: dict[str, Actor],
    house_db: Database,
    places: dict[str, int],
    ring_form: PieceForm,
) -> None:
    form = replace(ring_form, agreed_minor=None, reserve_minor=None, price_minor=120_000)
    with house.work(staff["owen"], "take_in") as w:
        pieces = [take_in_own(w, form).first("piece") for _ in range(2)]
        move(w, pieces[:1], places["TRAY-07"])
        move(w, pieces[1:], places["SAFE-1"])
    card = place_card(house_db, places["SAFE-1"])
    assert (card.count, card.worth.amounts, card.over_limit) == (2, (("USD", 240_000),), False)
    assert {row.id for row in card.pieces} == set(pieces)
    with house.work(staff["adam"], "edit_place") as w:
        edit_place(w, places["SAFE-1"], PlaceForm("SAFE-1", "safe", "Safe", limit_minor=200_000))
    assert place_card(house_db, places["SAFE-1"]).over_limit
    tree = {node.name: node.pieces for node in place_tree(house_db)}
    assert (tree["TRAY-07"], tree["SAFE-1"], tree["HOUSE"]) == (1, 2, 2)
    with (
        pytest.raises(StateError, match="still holds 2 pieces"),
        house.work(staff["adam"], "x") as w,
    ):
        remove_place(w, places["SAFE-1"])


def test_an_empty_place_leaves(
    house: Shop, staff: dict[str, Actor], house_db: Database, places: dict[str, int]
) -> None:
    with house.work(staff["adam"], "remove_place") as w:
        remove_place(w, places["TRAY-12"])
    assert "TRAY-12" not in {node.name for node in place_tree(house_db)}
    with pytest.raises(NotFoundError):
        place_card(house_db, places["TRAY-12"])


def test_places_are_found_by_their_first_letters(house_db: Database) -> None:
    assert [node.name for node in find_places(house_db, "vit")] == ["VIT-A"]
    assert [node.name for node in find_places(house_db, "tray 7")] == ["TRAY-07"]
    assert find_places(house_db, "zzz") == []


def test_only_an_admin_changes_places(house: Shop, staff: dict[str, Actor]) -> None:
    with pytest.raises(NotAllowedError):
        add(house, staff["owen"], PlaceForm("VIT-B"))
