"""What arrives comes in batches; only at their end is the disk waited for, and always before a report."""

from __future__ import annotations

import pytest

from app.models.database import Database
from app.sync import round as rounds
from app.sync.membership import base_of
from tests.sync.pcs import House
from tests.sync.test_round import add


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "FETCH_CHANGES", 3)


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
