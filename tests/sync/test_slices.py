"""Many arrivals come in slices: how large they are, and where one goes on that was stopped."""

from __future__ import annotations

import pytest

from app.domain.actors import SYSTEM
from app.models.database import Database
from app.models.people import Party
from app.sync import round as rounds
from app.sync.changes import Sent
from app.sync.round import Round, Slices
from tests.sync.clients_told import StoppedError, add, names, stop_at
from tests.sync.pcs import House


def test_big_arrivals_come_in_slices(two_pcs: House) -> None:
    a, b = two_pcs.pcs
    for n in range(60):
        with a.shop.work(SYSTEM, "test") as w:
            for m in range(20):
                w.add(Party, display=f"{n}/{m}")
    a.meet()
    steps: list[str] = []
    b.step = steps.append
    round_ = Round(b.shop, b.hub, step=steps.append)
    round_.slices.budget = 8 << 10
    met = round_.meet()
    assert met.arrived == 60
    assert steps.count("integrated") > 2
    two_pcs.agree()


def test_a_meeting_stopped_between_slices_promises_nothing(two_pcs: House) -> None:
    a, b = two_pcs.pcs
    for n in range(60):
        add(a, f"a {n}")
    a.meet()
    known = {pc.site: pc.base for pc in a.hub.pcs()}[b.shop.site]
    steps: list[str] = []
    round_ = Round(b.shop, b.hub, step=steps.append, stop=lambda: "integrated" in steps)
    round_.slices.budget = 4 << 10
    assert known < round_.meet().base < b.hub.head()
    assert {pc.site: pc.base for pc in a.hub.pcs()}[b.shop.site] == known
    two_pcs.together()
    two_pcs.agree()


def test_slices_adapt_to_what_this_pc_manages() -> None:
    body = b"x" * 1000
    arrived = [Sent(1, n, 0, 0, 2, "", body) for n in range(100)]
    slices = Slices()
    assert slices.first(arrived, 0) == 32
    slices.took(0.2, 32_000)
    assert slices.first(arrived, 0) == 16
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
    slices.took(rounds.AIM_S * 1.25, slices.budget)
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
    round_ = Round(b.shop, b.hub)
    round_.slices.budget = 1
    round_.meet()
    assert len(waited) > 2
    assert set(waited[:-1]) == {1}  # NORMAL
    assert waited[-1] == 2  # FULL
    waited.clear()
    add(b, "not sent yet")
    add(a, "more")
    add(a, "and more")
    a.meet()
    round_ = Round(b.shop, b.hub)
    round_.slices.budget = 1
    round_.meet()
    assert set(waited) == {2}
    two_pcs.together()
    two_pcs.agree()


def test_stopped_between_two_slices_it_goes_on_there(two_pcs: House) -> None:
    a, b = two_pcs.pcs
    for n in range(40):
        add(a, f"a {n}")
    a.meet()
    round_ = Round(b.shop, b.hub, step=stop_at("integrated", 2))
    round_.slices.budget = 1
    with pytest.raises(StoppedError):
        round_.meet()
    assert len(names(b)) == 2
    b.open_again()
    two_pcs.together()
    two_pcs.agree()
