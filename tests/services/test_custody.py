"""A piece's whole story, newest first: nothing hidden, each fact with who did and who confirmed it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.domain.actors import Actor
from app.models.database import Database
from app.photos import Photo
from app.services.custody import CustodyEntry, custody, seen_by
from app.services.moves import move, move_place
from app.services.photos import attach_photo, remove_photo
from app.services.piece_cards import piece_card
from app.services.piece_changes import replace_tag, set_price, weigh
from app.services.piece_states import quarantine
from app.shop import Shop


@pytest.fixture
def lived(
    house: Shop,
    staff: dict[str, Actor],
    house_db: Database,
    ring: int,
    places: dict[str, int],
    photo_of: Callable[[int], Photo],
) -> int:
    """The ring after some days: photographed, moved twice, re-priced, weighed, doubted, re-tagged."""
    sara, owen = staff["sara"], staff["owen"]
    with house.work(sara, "photo") as w:
        attach_photo(w, "piece", ring, photo_of(1), "top")
    with house.work(owen, "move", second=sara) as w:
        move(w, [ring], places["TRAY-07"])
    with house.work(owen, "move_tray", second=sara) as w:
        move_place(w, places["TRAY-07"], places["VIT-A"])
    with house.work(sara, "price") as w:
        set_price(w, ring, "price", 490_000, "asked by the owner")
    with house.work(owen, "weigh") as w:
        weigh(w, ring, 4_625, "scale", "Scale 1")
    with house.work(staff["emma"], "doubt") as w:
        quarantine(w, ring, "suspect")
    with house.work(owen, "tag") as w:
        replace_tag(w, ring)
    with house.work(sara, "photo_off") as w:
        remove_photo(w, piece_card(house_db, ring).photos[0].attached_id)
    return ring


def told(entries: tuple[CustodyEntry, ...]) -> list[tuple[str, str, str]]:
    return [(entry.what, entry.before, entry.after) for entry in entries]


def test_the_story_is_told_newest_first(house_db: Database, lived: int) -> None:
    entries = custody(house_db, lived)
    assert [entry.at for entry in entries] == sorted((e.at for e in entries), reverse=True)
    story = told(entries)
    assert story[0][0] == "Photo taken off"
    assert story[1][0] == "New tag"
    assert story[2:7] == [
        ("In quarantine", "Sound", "In quarantine"),
        ("Weighed", "4.620 g", "4.625 g"),
        ("Price", "USD 5,200.00", "USD 4,900.00"),
        ("Moved", "Safe, Tray 7", "Vitrine A, Tray 7"),
        ("Moved", "Take-in drawer", "Safe, Tray 7"),
    ]
    assert story[7][0] == "Photographed"
    assert {what for what, _, _ in story[8:]} == {
        *("Brought in", "Taken in", "Tagged", "Weighed"),
        *("Price", "Agreed price", "Reserve", "Insured value"),
    }


def test_each_fact_names_who_did_it_and_who_confirmed_it(house_db: Database, lived: int) -> None:
    moved = next(entry for entry in custody(house_db, lived) if entry.kind == "move")
    assert (moved.who, moved.initials, moved.second) == ("Owen Achterberg", "OA", "Sara Okafor")
    assert moved.detail == "with Tray 7"
    priced = next(entry for entry in custody(house_db, lived) if entry.kind == "price")
    assert priced.detail == "asked by the owner"


def test_counter_facts_are_joined_to_what_they_mend(house_db: Database, lived: int) -> None:
    entries = {entry.id: entry for entry in custody(house_db, lived)}
    off = next(entry for entry in entries.values() if entry.what == "Photo taken off")
    assert entries[off.counter_of].what == "Photographed"
    assert entries[off.counter_of].taken_back_by == off.id


def test_the_filter_has_its_groups(house_db: Database, lived: int) -> None:
    groups = {
        group: {e.kind for e in custody(house_db, lived) if e.group == group}
        for group in ("moves", "price", "checks", "other")
    }
    assert groups == {
        "moves": {"move", "state"},
        "price": {"price"},
        "checks": {"weight", "quality", "photo"},
        "other": {"tag"},
    }


def test_a_piece_that_is_not_there_has_no_story(house_db: Database) -> None:
    assert custody(house_db, 4711) == ()


def test_cost_and_reserve_are_seen_by_those_alone_who_may(house_db: Database, lived: int) -> None:
    entries = custody(house_db, lived)
    priced = next(entry for entry in entries if entry.value_kind)
    shown = [replace(priced, value_kind=kind) for kind in ("price", "reserve", "cost")]
    wanted = {"OC": ["price"], "OA": ["price", "cost"], "MG": ["price", "reserve", "cost"]}
    for role, kinds in wanted.items():
        assert [entry.value_kind for entry in seen_by(shown, {role})] == kinds
    assert len(seen_by(entries, {"MG"})) == len(entries)
