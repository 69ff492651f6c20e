"""While a batch of changes is brought in, the next one comes: in order, once, and never left running."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from app.models.database import Database
from app.sync import ahead
from app.sync import round as rounds
from app.sync.ahead import Ahead, Batch
from app.sync.hub import HubAwayError, Pack
from app.sync.membership import base_of
from tests.sync.pcs import House, Pc
from tests.sync.test_round import StoppedError, add, names, stop_at


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "FETCH_CHANGES", 3)
    monkeypatch.setattr(ahead, "FETCH_CHANGES", 3)


def fetching() -> list[threading.Thread]:
    return [one for one in threading.enumerate() if one.name == "fetching ahead"]


def heard(pc: Pc, monkeypatch: pytest.MonkeyPatch, fails_at: int = 0) -> list[tuple[int, bool]]:
    """What is fetched from now on: behind which change, and whether ahead."""
    real, asked = pc.hub.fetch, list[tuple[int, bool]]()

    def fetch(after: int, *rest: Any) -> list[Pack]:
        is_ahead = threading.current_thread().name == "fetching ahead"
        asked.append((after, is_ahead))
        if len(asked) == fails_at:
            raise HubAwayError("The hub does not answer", "The cable was pulled.", "")
        return real(after, *rest)

    monkeypatch.setattr(pc.hub, "fetch", fetch)
    return asked


def test_what_comes_next_is_fetched_while_a_batch_is_brought_in(
    two_pcs: House, small_batches: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = two_pcs.pcs
    base = b.meet().base
    for n in range(10):
        add(a, f"a {n}")
    a.meet()
    asked = heard(b, monkeypatch)
    assert b.meet().arrived == 10
    assert asked == [(base, False), *((base + n, True) for n in (3, 6, 9))]
    assert fetching() == []
    two_pcs.agree()


def test_a_cable_pulled_while_fetching_ahead_is_said_behind_what_came(
    two_pcs: House, small_batches: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = two_pcs.pcs
    for n in range(10):
        add(a, f"a {n}")
    a.meet()
    heard(b, monkeypatch, fails_at=2)
    with pytest.raises(HubAwayError):
        b.meet()
    assert len(names(b)) == 3
    b.meet()
    two_pcs.agree()


def test_who_is_stopped_leaves_nothing_running(two_pcs: House, small_batches: None) -> None:
    a, b = two_pcs.pcs
    for n in range(10):
        add(a, f"a {n}")
    a.meet()
    b.step = stop_at("integrate", 2)
    with pytest.raises(StoppedError):
        b.meet()
    assert fetching() == []
    b.open_again()
    two_pcs.together()
    two_pcs.agree()


def test_only_the_end_of_all_batches_waits_for_the_disk(
    two_pcs: House, small_batches: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = two_pcs.pcs
    for n in range(10):
        add(a, f"a {n}")
    a.meet()
    waited: list[int] = []
    commit = Database.commit_work

    def noted(db: Database) -> None:
        waited.append(db.value("PRAGMA synchronous"))
        commit(db)

    monkeypatch.setattr(Database, "commit_work", noted)
    b.meet()
    assert len(waited) >= 4
    assert set(waited[:-1]) == {1}  # NORMAL
    assert waited[-1] == 2  # FULL


def test_what_is_reported_lies_on_the_disk_though_the_end_never_came(
    two_pcs: House, small_batches: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hub drops what all have: what a power cut can take back must not count as had."""
    a, b = two_pcs.pcs
    for n in range(5):
        add(a, f"a {n}")
    a.meet()
    real, waited = b.hub.fetch, list[int]()
    commit = Database.commit_work

    def noted(db: Database) -> None:
        waited.append(db.value("PRAGMA synchronous"))
        commit(db)

    monkeypatch.setattr(Database, "commit_work", noted)
    with b.shop.replaying() as db:
        stand = base_of(db)
    monkeypatch.setattr(
        b.hub, "fetch", lambda after, *rest: real(after, *rest) if after == stand else []
    )
    assert b.meet().base == stand + 3
    assert waited[-1] == 2  # FULL
    monkeypatch.undo()
    two_pcs.together()
    two_pcs.agree()


def test_another_batch_than_the_one_begun_is_fetched_now() -> None:
    asked: list[int] = []

    def fetch(base: int, before: str | None) -> Batch:
        asked.append(base)
        if base == 7:
            raise HubAwayError("The hub does not answer", "The cable was pulled.", "")
        return ([Pack(1, base, 2, 1, b"")], [])

    with Ahead(fetch) as batches:
        batches.begin(7, "")
        assert batches.take(9, "")[0][0].site_seq == 9
        assert batches.take(7 + 1, "")[0][0].site_seq == 8
        batches.begin(7, "")
    assert asked == [7, 9, 8, 7]
    assert fetching() == []
