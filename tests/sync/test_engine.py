"""The engine keeps PCs together by itself: at once, after an outage, and without anybody waiting."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import apsw
import pytest

from app.domain.actors import SYSTEM
from app.domain.changes import Changes
from app.models.people import Party
from app.models.records import File
from app.shop import Shop
from app.sync.begin import begin_hub, leave_hub
from app.sync.engine import Engine
from app.sync.housekeeping import keep_house
from app.sync.hub import Hub, HubAwayError
from app.sync.membership import need_membership
from app.sync.resolve import DivergedError
from app.sync.round import Met, Round
from app.sync.status import SyncStatus
from tests.sync.pcs import House, Pc, house_of
from tests.sync.postgres import Server

PATIENCE_S = 30


class Watched:
    """An engine and what it has told."""

    def __init__(self, pc: Pc) -> None:
        self.shop = pc.shop
        self._news = threading.Condition()
        self.told: list[SyncStatus] = []
        self.changes: list[Changes] = []
        self.engine = Engine(pc.shop, told=self._on_told, changed=self._on_changed, poll_s=2)

    def _on_told(self, status: SyncStatus) -> None:
        with self._news:
            self.told.append(status)
            self._news.notify_all()

    def _on_changed(self, changes: Changes) -> None:
        with self._news:
            self.changes.append(changes)
            self._news.notify_all()

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until it holds; whatever is told wakes."""
        with self._news:
            assert self._news.wait_for(holds, PATIENCE_S), self.engine.status

    def knows(self, display: str) -> bool:
        reader = self.shop.reader()
        try:
            return bool(reader.row("SELECT 1 FROM party WHERE display=?", (display,)))
        finally:
            reader.close()

    def add(self, display: str) -> None:
        with self.shop.work(SYSTEM, "test") as w:
            w.add(Party, display=display)


@pytest.fixture
def engines(two_pcs: House) -> Iterator[list[Watched]]:
    made = [Watched(pc) for pc in two_pcs.pcs]
    for watched in made:
        assert watched.engine.start()
    yield made
    for watched in made:
        assert watched.engine.stop()


def test_a_shop_without_a_hub_has_nothing_to_do(shop: Shop) -> None:
    engine = Engine(shop)
    assert not engine.start()
    assert engine.status == SyncStatus()
    assert engine.stop()


def test_what_is_saved_here_is_there_by_itself(engines: list[Watched]) -> None:
    a, b = engines
    a.add("Ann")
    b.until(lambda: b.knows("Ann"))
    b.until(lambda: any(c.touches("party") for c in b.changes))
    b.add("Bea")
    a.until(lambda: a.knows("Bea"))
    a.until(lambda: a.engine.status.waiting == 0)
    status = a.engine.status
    assert status.reachable
    assert status.trouble is None
    assert not status.clock_wrong
    a.until(lambda: len(a.engine.status.others) == 1)
    assert a.engine.status.others[0].station == 11


def test_what_comes_while_the_ear_asks_how_much_there_is_is_fetched_too(
    two_pcs: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = two_pcs.pcs
    there = Watched(b)
    order: list[str] = []
    head, rung = type(b.hub).head, there.engine._bell.set

    def heard(hub: Hub) -> int:
        found = head(hub)
        if threading.current_thread().name == "sync-ear":
            order.append("asked")
        return found

    def rings() -> None:
        if threading.current_thread().name == "sync-ear":
            order.append("rung")
        rung()

    monkeypatch.setattr(type(b.hub), "head", heard)
    monkeypatch.setattr(there.engine._bell, "set", rings)
    assert there.engine.start()
    there.until(lambda: there.engine.status.reachable)
    with a.shop.work(SYSTEM, "test") as w:
        w.add(Party, display="Ann")
    a.meet()
    there.until(lambda: there.knows("Ann"))
    assert there.engine.stop()
    assert order[-2:] == ["asked", "rung"]


def test_others_see_what_is_open_here(engines: list[Watched]) -> None:
    a, b = engines
    a.engine.show_open('{"order": 7}')
    b.until(lambda: [pc.presence for pc in b.engine.status.others] == ['{"order": 7}'])


def test_a_photo_comes_by_itself_and_at_once_where_it_is_looked_at(
    two_pcs: House,
) -> None:
    a, b = (Watched(pc) for pc in two_pcs.pcs)
    data = b"photo" * 1000
    digest = a.shop.files.put(data)
    with a.shop.work(SYSTEM, "test") as w:
        w.add(File, sha256=digest, size=len(data), mime="image/jpeg")
    a.engine.start()
    a.until(lambda: a.engine.status.reachable and a.engine.status.waiting == 0)
    b.engine.start()
    b.until(lambda: b.engine.status.reachable)
    assert b.shop.files.get(digest) == data
    b.until(lambda: b.engine.status.files_down == 0)
    assert a.engine.stop()
    assert b.engine.stop()


def test_the_hub_is_restarted_and_all_goes_on(shop: Shop, postgres: Server, tmp_path: Path) -> None:
    with house_of(shop, postgres.empty_database(), tmp_path) as house:
        a, b = (Watched(pc) for pc in house.pcs)
        a.engine.start()
        b.engine.start()
        a.until(lambda: a.engine.status.reachable)
        b.until(lambda: b.engine.status.reachable)
        postgres.stop()
        try:
            a.add("while away")
            a.until(lambda: not a.engine.status.reachable and a.engine.status.waiting == 1)
            assert a.engine.status.trouble is not None
            assert a.engine.status.trouble.kind == HubAwayError.__name__
            assert not a.engine.status.trouble.decides
        finally:
            postgres.start()
        a.engine.try_now()
        b.engine.try_now()
        b.until(lambda: b.knows("while away"))
        a.until(lambda: a.engine.status.waiting == 0 and a.engine.status.trouble is None)
        assert a.engine.stop()
        assert b.engine.stop()


def test_a_pc_that_was_shut_out_is_told_so(engines: list[Watched], two_pcs: House) -> None:
    a, b = engines
    b.until(lambda: b.engine.status.reachable)
    two_pcs.pcs[0].hub.revoke(b.shop.site)
    b.engine.try_now()
    b.until(lambda: b.engine.status.trouble is not None)
    trouble = b.engine.status.trouble
    assert trouble
    assert trouble.kind == "RevokedError"
    assert trouble.decides
    a.add("goes on")
    a.until(lambda: a.engine.status.waiting == 0)


def test_a_full_disk_and_a_fault_of_ours_are_said_and_tried_again(
    two_pcs: House, monkeypatch: pytest.MonkeyPatch, logged_errors: list[logging.LogRecord]
) -> None:
    a = Watched(two_pcs.pcs[0])
    errors: list[Exception] = [apsw.FullError("disk"), ZeroDivisionError(), DivergedError("x")]
    real = Round.meet

    def meet(self: Round, presence: bytes | None = None) -> Met:
        if errors:
            raise errors.pop(0)
        return real(self, presence)

    monkeypatch.setattr(Round, "meet", meet)
    a.engine.start()
    a.until(lambda: a.engine.status.trouble is not None)
    kinds = []
    while errors or a.engine.status.trouble is not None:
        trouble = a.engine.status.trouble
        assert trouble is not None
        assert trouble.message
        kinds.append(trouble.kind)
        a.engine.try_now()
        a.until(lambda before=trouble: a.engine.status.trouble != before)
    assert kinds[0] not in ("Exception", "DivergedError")
    assert kinds[1:] == ["Exception", "DivergedError"]
    assert a.engine.stop()
    assert [record.message for record in logged_errors] == [
        "sync failed",
        "this copy has come apart from the log",
    ]
    logged_errors.clear()


def test_one_pc_makes_the_daily_snapshot_and_the_log_is_pruned(two_pcs: House) -> None:
    a, b = two_pcs.pcs
    sealer = need_membership(a.shop).sealer()
    for n in range(5):
        with a.shop.work(SYSTEM, "test") as w:
            w.add(Party, display=str(n))
        a.meet()
    two_pcs.together()
    assert not keep_house(a.shop, a.hub, sealer)
    assert b.hub.claim(["the hub's snapshot"], 60) == []
    assert not keep_house(a.shop, a.hub, sealer, every_ms=0)
    b.hub.release(["the hub's snapshot"])
    assert keep_house(a.shop, a.hub, sealer, every_ms=0)
    assert [s.seq for s in a.hub.snapshots()] == [5, 0]
    assert [p.seq for p in a.hub.fetch(4)] == [5]
    assert not keep_house(b.shop, b.hub, sealer, every_ms=0)


def meets_in(pc: Watched, place: Path) -> bool:
    """Whether the PC's hub lies in this folder."""
    return place in Path(pc.engine.status.address).parents


def test_a_shop_that_left_its_hub_waits_for_another_one(
    engines: list[Watched], tmp_path: Path
) -> None:
    """Nothing is logged as failed meanwhile, and no program is started again for it."""
    a, _ = engines
    a.until(lambda: a.engine.status.last_met_at > 0)
    for name, soon in (("another", False), ("a third", True)):
        place = tmp_path / name
        place.mkdir()
        leave_hub(a.shop)
        if not soon:
            a.engine.try_now()
            a.until(lambda: not a.engine.status.has_hub)
        begin_hub(a.shop, str(place))
        a.engine.try_now()
        a.until(partial(meets_in, a, place))
        a.until(lambda: a.engine.status.has_hub and a.engine.status.reachable)
