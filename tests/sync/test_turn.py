"""What arrives comes by slices; several share a turn, which is given up to whoever waits for it."""

from __future__ import annotations

import threading

import pytest

from app.models.database import Database
from app.models.people import Party
from app.models.turns import Turns
from app.sync import round as rounds
from app.sync import turn
from app.sync.changes import Sent
from app.sync.resolve import DivergedError
from app.sync.round import Round
from app.sync.turn import Slices
from tests.conftest import PATIENCE_S
from tests.sync.pcs import House
from tests.sync.test_round import StoppedError, add, names, stop_at


def in_small_slices(pc_round: Round) -> Round:
    pc_round.slices.budget = 1
    return pc_round


def test_slices_adapt_to_what_this_pc_manages() -> None:
    body = b"x" * 1000
    arrived = [Sent(1, n, 0, 0, 2, "", body) for n in range(100)]
    slices = Slices()
    assert slices.first(arrived, 0) == 32
    assert slices.first(arrived, 0, 90) == 10
    slices.took(0.2, 32_000)
    assert slices.first(arrived, 0) == 16
    assert slices.first(arrived, 0, 50) == 16
    for _ in range(9):
        slices.took(0.2, 4000)
    assert slices.first(arrived, 0) == 4
    assert (
        slices.first(arrived, 50) == 50
    )  # what is redone each time must not be redone for nothing
    for _ in range(20):
        slices.took(0.001, slices.budget)
    assert slices.first(arrived, 0) == 100
    assert slices.first([Sent(1, 1, 0, 0, 2, "", b"x" * (64 << 20))], 0) == 1
    assert slices.longest_s == 0.2


def test_a_slice_that_was_a_bit_too_long_is_followed_by_one_a_bit_smaller() -> None:
    slices = Slices()
    slices.took(turn.AIM_S * 1.25, slices.budget)
    assert slices.budget == (32 << 10) * 8 // 10


def test_what_comes_alone_lets_no_later_slice_grow() -> None:
    slices = Slices()
    for _ in range(50):
        slices.took(0.005, 200)
    assert slices.budget == Slices().budget


def test_only_the_last_slice_waits_for_the_disk(
    two_pcs: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = two_pcs.pcs
    for n in range(30):
        add(a, f"a {n}")
    a.meet()
    waited: list[int] = []
    commit = Database.commit_work

    def noted(db: Database) -> None:
        waited.append(db.value("PRAGMA synchronous"))
        commit(db)

    monkeypatch.setattr(Database, "commit_work", noted)
    monkeypatch.setattr(rounds, "HOLD_S", 0)
    in_small_slices(Round(b.shop, b.hub)).meet()
    assert len(waited) > 2
    assert set(waited[:-1]) == {1}  # NORMAL
    assert waited[-1] == 2  # FULL
    waited.clear()
    add(b, "not sent yet")
    add(a, "more")
    add(a, "and more")
    a.meet()
    in_small_slices(Round(b.shop, b.hub)).meet()
    assert set(waited) == {2}
    two_pcs.together()
    two_pcs.agree()


def test_stopped_between_two_turns_it_goes_on_there(
    two_pcs: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = two_pcs.pcs
    for n in range(40):
        add(a, f"a {n}")
    a.meet()
    monkeypatch.setattr(rounds, "HOLD_S", 0)
    round_ = in_small_slices(Round(b.shop, b.hub, step=stop_at("integrated", 2)))
    with pytest.raises(StoppedError):
        round_.meet()
    assert len(names(b)) == 2
    b.open_again()
    two_pcs.together()
    two_pcs.agree()


def test_slices_share_a_turn_and_the_last_one_has_its_own(
    two_pcs: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = two_pcs.pcs
    for n in range(8):
        add(a, f"a {n}")
    a.meet()
    monkeypatch.setattr(rounds, "HOLD_S", PATIENCE_S)
    monkeypatch.setattr(turn, "AIM_S", 0)  # no slice grows
    steps: list[str] = []
    in_small_slices(Round(b.shop, b.hub, step=steps.append)).meet()
    taken = [step for step in steps if step.startswith("integrat")]
    assert taken == ["integrate"] * 7 + ["integrated", "integrate", "integrated"]
    two_pcs.agree()


def test_a_turn_stopped_in_its_middle_brings_nothing(
    two_pcs: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = two_pcs.pcs
    for n in range(8):
        add(a, f"a {n}")
    a.meet()
    monkeypatch.setattr(rounds, "HOLD_S", PATIENCE_S)
    monkeypatch.setattr(turn, "AIM_S", 0)
    told: list[object] = []
    round_ = Round(b.shop, b.hub, step=stop_at("integrate", 5), arrived=told.append)
    with pytest.raises(StoppedError):
        in_small_slices(round_).meet()
    assert (names(b), told) == (set(), [])
    b.open_again()
    two_pcs.together()
    two_pcs.agree()


def test_a_turn_is_given_up_to_whoever_waits_for_it(
    two_pcs: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = two_pcs.pcs
    for n in range(8):
        add(a, f"a {n}")
    a.meet()
    monkeypatch.setattr(rounds, "HOLD_S", PATIENCE_S)
    monkeypatch.setattr(turn, "AIM_S", 0)
    seller = threading.Thread(target=add, args=(b, "sold meanwhile"))
    steps: list[str] = []

    def step(at: str) -> None:
        steps.append(at)
        if at == "integrate" and steps.count(at) == 3:
            seller.start()
            pause, turns = threading.Event(), b.shop.turns
            while seller.is_alive() and not turns.is_wanted:
                pause.wait(0.001)
        if at == "integrated" and steps.count(at) == 1:
            assert steps.count("integrate") == 3
            seller.join(PATIENCE_S)
            assert "sold meanwhile" in names(b)

    in_small_slices(Round(b.shop, b.hub, step=step)).meet()
    assert not seller.is_alive()
    two_pcs.together()
    two_pcs.agree()
    assert len(names(a)) == 9


def test_what_does_not_fit_takes_its_turn_back(
    two_pcs: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = two_pcs.pcs
    parties = [add(a, f"a {n}") for n in range(8)]
    a.meet()
    with b.shop.replaying() as db:  # a copy that is not what the log says
        db.rows("PRAGMA foreign_keys=OFF")
        db.begin_work()
        names_ = ", ".join(f'"{c}"' for c in Party.columns())
        row = a.shop.reader()
        values = row.row(f"SELECT {names_} FROM party WHERE id = ?", (parties[5],))
        row.close()
        assert values
        db.run(f"INSERT INTO party ({names_}) VALUES ({','.join('?' * len(values))})", values)
        db.commit_work()
        db.rows("PRAGMA foreign_keys=ON")
    monkeypatch.setattr(rounds, "HOLD_S", PATIENCE_S)
    monkeypatch.setattr(turn, "AIM_S", 0)
    with pytest.raises(DivergedError):
        in_small_slices(Round(b.shop, b.hub)).meet()
    assert names(b) == {"a 5"}
    with b.shop.replaying() as db:
        assert not db.conn.in_transaction
        assert db.value("SELECT count(*) FROM hub_tail WHERE seq > ?", (a.meet().base - 8,)) == 0


def test_the_turn_knows_who_waits() -> None:
    turns = Turns()
    with turns:
        assert not turns.is_wanted
        other = threading.Thread(target=lambda: turns.__enter__())
        other.start()
        pause = threading.Event()
        while not turns.is_wanted:
            pause.wait(0.001)
    other.join(PATIENCE_S)
    assert not turns.is_wanted
    turns.__exit__()
