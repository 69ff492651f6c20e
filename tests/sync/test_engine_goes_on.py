"""The engine outlives what goes wrong in it, and holds no more lines to the hub than it needs."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterator

import pytest

from app.sync.engine import Engine
from app.sync.hub import Hub, HubAwayError
from app.sync.new_key import change_key, take_new_key
from tests.sync.pcs import House
from tests.sync.test_engine import Watched


@pytest.fixture
def watched(two_pcs: House) -> Iterator[Watched]:
    """The engine of the first PC, not started yet."""
    made = Watched(two_pcs.pcs[0])
    yield made
    assert made.engine.stop()


def test_a_hub_that_goes_away_while_the_new_key_is_fetched(
    two_pcs: House, watched: Watched
) -> None:
    asked: list[int] = []

    def taken(hub: Hub, epoch: int) -> bool:
        asked.append(epoch)
        if len(asked) == 1:
            raise HubAwayError("The hub does not answer", "It went away.", "")
        return take_new_key(watched.shop, hub, epoch)

    watched.engine._new_key = taken
    change_key(two_pcs.pcs[1].shop, two_pcs.pcs[1].hub)
    assert watched.engine.start()
    watched.until(lambda: bool(asked) and not watched.engine.status.reachable)
    watched.until(lambda: watched.engine.status.reachable)
    watched.add("Ann")
    watched.until(lambda: watched.engine.status.waiting == 0)
    assert asked == [2, 2]


def test_a_fault_in_telling_how_it_stands_ends_nothing(
    watched: Watched, monkeypatch: pytest.MonkeyPatch, logged_errors: list[logging.LogRecord]
) -> None:
    said = Engine._say
    faults = iter((OSError(5, "the disk"), OSError(5, "the disk")))

    def say(self: Engine, **news: object) -> None:
        if "trouble" in news and (fault := next(faults, None)):
            raise fault
        said(self, **news)

    monkeypatch.setattr("app.sync.engine.TROUBLE_S", 0.05)
    monkeypatch.setattr(Engine, "_say", say)
    assert watched.engine.start()
    watched.until(lambda: watched.engine.status.last_met_at > 0)
    assert next(faults, None) is None
    assert "sync could not say how it stands" in {record.message for record in logged_errors}
    logged_errors.clear()


def test_photos_that_are_nowhere_yet_hold_no_lines(watched: Watched) -> None:
    assert watched.engine.start()
    watched.until(lambda: watched.engine.status.last_met_at > 0)
    for _ in range(12):
        assert not watched.engine.fetch_file(secrets.token_hex(32))
    assert len(watched.engine._hubs) <= 3
