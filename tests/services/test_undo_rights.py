"""Undo does nothing that a person could not do by hand, and leaves nothing in the air."""

from __future__ import annotations

import pytest

from app.domain.actors import Actor
from app.domain.errors import NotAllowedError, StateError
from app.models.database import Database
from app.services import people, piece_states, undo
from app.services import places as rooms
from app.services.check import check
from app.services.founding import FOUNDER
from app.services.move_mending import take_back_move
from app.services.moves import move, move_place
from app.services.people import roles_of
from app.shop import Shop


def test_a_manager_does_not_take_back_what_only_an_admin_may_do(
    house: Shop, staff: dict[str, Actor], house_db: Database
) -> None:
    mia = staff["mia"].user_id
    with house.work(staff["adam"], "take_role") as w:
        people.take_role(w, mia, "MG")
        people.give_role(w, mia, "SA")
        taken = w.id
    with pytest.raises(NotAllowedError, match="change users and roles"):
        undo.undo(house, staff["mia"], taken)
    assert roles_of(house_db, mia) == ("SA",)
    assert house_db.value("SELECT act FROM denied ORDER BY id DESC LIMIT 1") == "users.update"
    undo.undo(house, staff["adam"], taken)
    assert roles_of(house_db, mia) == ("MG",)


def test_who_lost_a_role_no_longer_takes_its_work_back(
    house: Shop, staff: dict[str, Actor], ring: int, places: dict[str, int]
) -> None:
    with house.work(staff["owen"], "move", second=staff["mia"]) as w:
        moved = move(w, [ring], places["PHOTO"]).work_id
    owen = staff["owen"]
    demoted = Actor(owen.user_id, owen.login, owen.display, frozenset({"AD"}))
    with pytest.raises(NotAllowedError, match="move pieces"):
        undo.undo(house, demoted, moved)
    assert undo.undo(house, owen, moved, staff["mia"]).ids("piece") == (ring,)


def test_a_hold_does_not_end_by_undo(
    house: Shop, staff: dict[str, Actor], ring: int, house_db: Database
) -> None:
    with house.work(staff["owen"], "free") as w:
        w.step("piece", ring, "free")
    with house.work(staff["mia"], "hold") as w:
        held = piece_states.hold(w, ring, "police").work_id
    with pytest.raises(StateError, match="only two persons together end that"):
        undo.undo(house, staff["mia"], held)
    state = house_db.value("SELECT availability FROM piece_now WHERE id = ?", (ring,))
    assert state == "hold"


def test_quarantine_does_not_end_by_undo_of_somebody_who_may_not_end_it(
    house: Shop, staff: dict[str, Actor], ring: int
) -> None:
    with house.work(staff["olga"], "quarantine") as w:
        put = piece_states.quarantine(w, ring, "suspect").work_id
    with pytest.raises(NotAllowedError, match="from in quarantine to sound"):
        undo.undo(house, staff["olga"], put)
    assert undo.undo(house, staff["mia"], put).ids("piece") == (ring,)


def test_the_founding_stands(house: Shop, staff: dict[str, Actor], house_db: Database) -> None:
    founding = house_db.rows("SELECT id FROM work WHERE actor_id = ?", (FOUNDER.user_id,))
    places_there = house_db.value("SELECT count(*) FROM place WHERE removed = 0")
    for (work_id,) in founding:
        with pytest.raises((StateError, NotAllowedError)):
            undo.undo(house, staff["mia"], work_id)
    assert house_db.value("SELECT count(*) FROM place WHERE removed = 0") == places_there


def test_a_person_who_has_worked_here_does_not_leave_by_undo(
    house: Shop, staff: dict[str, Actor], ring: int
) -> None:
    with house.work(staff["adam"], "add_user") as w:
        added = people.create_user(w, "ida", "Ida Holm", "three small words", ("OC",))
    ida = Actor(added.first("user"), "ida", "Ida Holm", frozenset({"OC"}))
    with house.work(ida, "quarantine") as w:
        piece_states.quarantine(w, ring, "suspect")
    with pytest.raises(StateError, match="Ida Holm has been worked on since"):
        undo.undo(house, staff["adam"], added.work_id)


def test_a_new_place_stays_while_something_was_put_there(
    house: Shop, staff: dict[str, Actor], ring: int
) -> None:
    with house.work(staff["adam"], "add_place") as w:
        added = rooms.add_place(w, rooms.PlaceForm("TRAY-20"))
    with house.work(staff["owen"], "move", second=staff["mia"]) as w:
        move(w, [ring], added.first("place"))
    with pytest.raises(StateError, match="The place TRAY-20 has been worked on since"):
        undo.undo(house, staff["adam"], added.work_id)
    with house.work(staff["owen"], "move", second=staff["mia"]) as w:
        moved = move(w, [ring], w.value("SELECT id FROM place WHERE name = 'VIT-A'")).work_id
    gone = undo.undo(house, staff["owen"], moved, staff["mia"]).work_id
    undo.undo(house, staff["owen"], gone, staff["mia"])
    with pytest.raises(StateError, match="The place TRAY-20 has been worked on since"):
        undo.undo(house, staff["adam"], added.work_id)
    assert check(house).clean


def test_what_was_taken_back_and_done_again_counts_as_done(
    house: Shop, staff: dict[str, Actor], ring: int
) -> None:
    with house.work(staff["adam"], "add_place") as w:
        added = rooms.add_place(w, rooms.PlaceForm("TRAY-20"))
    with house.work(staff["owen"], "move", second=staff["mia"]) as w:
        moved = move(w, [ring], added.first("place")).work_id
    back = undo.undo(house, staff["owen"], moved, staff["mia"]).work_id
    assert undo.undo(house, staff["owen"], back, staff["mia"]).ids("piece") == (ring,)
    with pytest.raises(StateError, match="The place TRAY-20 has been worked on since"):
        undo.undo(house, staff["adam"], added.work_id)
    assert check(house).clean


def test_nothing_goes_back_to_a_place_that_is_out_of_use(
    house: Shop, staff: dict[str, Actor], ring: int, house_db: Database
) -> None:
    with house.work(staff["adam"], "add_place") as w:
        tray = rooms.add_place(w, rooms.PlaceForm("TRAY-20")).first("place")
    safe = house_db.value("SELECT id FROM place WHERE name = 'SAFE-1'")
    with house.work(staff["owen"], "move", second=staff["mia"]) as w:
        move(w, [ring], tray)
    with house.work(staff["owen"], "move", second=staff["mia"]) as w:
        moved = move(w, [ring], safe).work_id
    with house.work(staff["adam"], "remove_place") as w:
        rooms.remove_place(w, tray)
    with pytest.raises(StateError, match=r"TRAY-20, from where .* came, is out of use"):
        undo.undo(house, staff["owen"], moved)
    move_id = house_db.value("SELECT id FROM move WHERE work_id = ?", (moved,))
    with (
        pytest.raises(StateError, match="out of use"),
        house.work(staff["owen"], "mend", "mistake") as w,
    ):
        take_back_move(w, move_id, "mistake")
    assert check(house).clean


def test_a_tray_does_not_go_back_into_what_lies_in_it(
    house: Shop, staff: dict[str, Actor], places: dict[str, int]
) -> None:
    outer, inner, safe = places["TRAY-01"], places["TRAY-02"], places["VIT-A"]
    with house.work(staff["owen"], "move") as w:
        move_place(w, inner, outer)
    with house.work(staff["owen"], "move") as w:
        wrong = move_place(w, inner, safe).work_id
        move_id = w.value("SELECT id FROM move WHERE work_id = ?", (w.id,))
    with house.work(staff["owen"], "move") as w:
        move_place(w, outer, inner)
    with pytest.raises(StateError, match="lies in it by now"):
        undo.undo(house, staff["owen"], wrong)
    with pytest.raises(StateError, match="lies in it"), house.work(staff["owen"], "mend") as w:
        take_back_move(w, move_id, "mistake")
