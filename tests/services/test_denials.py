"""Every refusal for want of a role is kept: inside a unit of work and outside of one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.domain.errors import NotAllowedError, StateError
from app.models.database import Database
from app.services import (
    moves,
    piece_states,
    print_jobs,
    print_sending,
    print_settling,
    sign_in,
    take_in,
)
from app.services.piece_forms import PieceForm
from app.shop import Shop
from tests.conftest import PASSWORD


def denied(db: Database) -> list[tuple[int, str]]:
    """(who, act) of every refusal, the oldest first."""
    return [(row[0], row[1]) for row in db.rows("SELECT user_id, act FROM denied ORDER BY id")]


def test_a_refusal_inside_a_unit_is_kept_and_nothing_else(
    house: Shop, staff: dict[str, Actor], agreement: int, ring_form: PieceForm, house_db: Database
) -> None:
    before = house_db.value("SELECT count(*) FROM work")
    with pytest.raises(NotAllowedError), house.work(staff["emma"], "take_in") as w:
        take_in.take_in(w, agreement, ring_form)
    assert denied(house_db) == [(staff["emma"].user_id, "take_in.create")]
    assert house_db.value("SELECT count(*) FROM work") == before


def test_a_missing_second_person_is_kept_with_its_act(
    house: Shop, staff: dict[str, Actor], ring: int, places: dict[str, int], house_db: Database
) -> None:
    with pytest.raises(NotAllowedError), house.work(staff["owen"], "move") as w:
        moves.move(w, [ring], places["PHOTO"])
    assert denied(house_db) == [(staff["owen"].user_id, "moves.create")]


@pytest.mark.parametrize(
    ("do", "act"),
    [
        (lambda shop, who, ids: print_jobs.print_tags(shop, who, "piece", [ids[0]]), "tags.print"),
        (lambda shop, who, ids: print_jobs.reprint(shop, who, ids[1], "lost"), "tags.print"),
        (lambda shop, who, ids: print_jobs.cancel(shop, who, ids[1]), "tags.print"),
        (lambda shop, who, ids: print_jobs.retry(shop, who, ids[1]), "tags.print"),
    ],
)
def test_a_refused_print_is_kept(
    house: Shop,
    staff: dict[str, Actor],
    ring: int,
    house_db: Database,
    do: Callable[[Shop, Actor, tuple[int, int]], object],
    act: str,
) -> None:
    job = print_jobs.print_tags(house, staff["sara"], "piece", [ring]).first("print_job")
    with pytest.raises(NotAllowedError, match="may not print tags"):
        do(house, staff["adam"], (ring, job))
    assert denied(house_db) == [(staff["adam"].user_id, act)]
    assert house_db.rows("SELECT id, state FROM print_job") == [(job, "queued")]


def test_who_may_not_print_does_not_say_what_came_out(
    house: Shop, staff: dict[str, Actor], ring: int, house_db: Database
) -> None:
    job = print_jobs.print_tags(house, staff["sara"], "piece", [ring]).first("print_job")
    with house.local() as db:
        db.run("UPDATE print_job SET state = 'sending' WHERE id = ?", (job,))
    print_sending.after_start(house)
    with pytest.raises(NotAllowedError):
        print_sending.settle(house, staff["adam"], job, "all")
    assert denied(house_db) == [(staff["adam"].user_id, "tags.print")]
    assert house_db.value("SELECT state FROM print_job WHERE id = ?", (job,)) == "doubtful"


@pytest.mark.parametrize("login", ["mia", "olga"])
def test_a_second_person_who_may_not_confirm_is_kept(
    house: Shop, staff: dict[str, Actor], house_db: Database, login: str
) -> None:
    with pytest.raises(NotAllowedError):
        sign_in.second_person(house, staff["mia"], "hold.release", login, PASSWORD)
    assert denied(house_db) == [(staff["mia"].user_id, "hold.release")]


def test_a_wrong_state_is_no_denial(
    house: Shop, staff: dict[str, Actor], ring: int, house_db: Database
) -> None:
    with pytest.raises(StateError), house.work(staff["sara"], "free") as w:
        piece_states.set_free(w, ring)
    assert denied(house_db) == []


def test_the_rest_of_a_print_is_stored_with_the_word_about_it_or_neither_is(
    house: Shop,
    staff: dict[str, Actor],
    agreement: int,
    ring_form: PieceForm,
    house_db: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with house.work(staff["sara"], "take_in") as w:
        pieces = [take_in.take_in(w, agreement, ring_form).first("piece") for _ in range(3)]
    job = print_jobs.print_tags(house, staff["sara"], "piece", pieces).first("print_job")
    with house.local() as db:
        db.run("UPDATE print_job SET state = 'sending' WHERE id = ?", (job,))
    print_sending.after_start(house)

    def power_cut(*_: object, **__: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as cut, pytest.raises(KeyboardInterrupt):
        cut.setattr(print_settling, "store", power_cut)
        print_sending.settle(house, staff["sara"], job, 1)
    assert house_db.rows("SELECT id, state FROM print_job") == [(job, "doubtful")]
    rest = print_sending.settle(house, staff["sara"], job, 1).ids("print_job")[-1]
    states: dict[int, str] = dict(house_db.rows("SELECT id, state FROM print_job"))
    assert states == {job: "sent", rest: "queued"}


def test_a_refused_second_person_is_noted_when_its_turn_has_come(
    house: Shop, staff: dict[str, Actor], house_db: Database
) -> None:
    kept: list[int] = []

    def turn(write: Callable[[], Changes]) -> Changes:
        kept.append(len(denied(house_db)))
        changes = write()
        kept.append(len(denied(house_db)))
        return changes

    with pytest.raises(NotAllowedError, match="own work"):
        sign_in.second_person(house, staff["owen"], "moves.approve", "owen", PASSWORD, turn)
    assert kept == [0, 1]
    assert denied(house_db) == [(staff["owen"].user_id, "moves.approve")]
