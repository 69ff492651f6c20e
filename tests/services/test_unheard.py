"""PCs that were not heard of for long: said in words, let go by a person, and the log is pruned then."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.actors import SYSTEM, Actor
from app.domain.errors import NotAllowedError, NotFoundError, StateError
from app.models.people import Party
from app.services import unheard as service
from app.services.unheard import JOINING_MS, LONG_MS, let_go, unheard
from app.shop import Shop
from app.sync.begin import note_pcs
from app.sync.hub import NewPc, RevokedError
from app.sync.invites import door_id, open_door
from app.sync.membership import need_membership
from app.sync.opening import open_hub
from app.sync.snapshot import write_snapshot
from app.sync.status import OtherPc, other_pcs
from tests.sync.pcs import House, Pc, house_of

ADMIN = Actor(1, "mia", "Mia", frozenset({"AD"}))
CLERK = Actor(2, "sara", "Sara", frozenset({"OC"}))
DAY = 86_400_000
NOW = 1_800_000_000_000


def pc(age_ms: int, *, version: int = 2, revoked_at: int = 0, site: int = 7) -> OtherPc:
    return OtherPc(site, 21, "Office", NOW - age_ms, 1, version, "", revoked_at)


def test_who_is_silent_for_long_is_named_with_what_to_do() -> None:
    (one,) = unheard([pc(40 * DAY)], NOW)
    assert one.title == "Office has not been heard of for 40 days"
    assert "the hub keeps every change since then" in one.sentence
    assert "shut it out" in one.sentence
    assert (one.verb, one.is_joining) == ("Shut it out", False)


def test_a_joining_that_nobody_finished_is_named_sooner() -> None:
    (one,) = unheard([pc(3 * DAY, version=0)], NOW)
    assert one.title == "The joining of Office was begun 3 days ago and not finished"
    assert (one.verb, one.is_joining) == ("Forget the joining", True)


def test_who_rests_or_was_shut_out_or_is_not_known_yet_is_no_news() -> None:
    others = [
        pc(LONG_MS),
        pc(JOINING_MS, version=0),
        pc(400 * DAY, revoked_at=NOW),
        OtherPc(8, 22, "First", 0, 0, 0, "", 0),
    ]
    assert unheard(others, NOW) == []


def test_the_longest_silent_comes_first() -> None:
    found = unheard([pc(40 * DAY, site=1), pc(90 * DAY, site=2)], NOW)
    assert [one.site for one in found] == [2, 1]


@pytest.fixture
def two_pcs(shop: Shop, tmp_path: Path) -> Iterator[House]:
    """Two PCs of an empty shop around a folder."""
    (tmp_path / "hub").mkdir()
    with house_of(shop, str(tmp_path / "hub"), tmp_path) as made:
        yield made


def changes(at: Pc, count: int) -> None:
    for n in range(count):
        with at.shop.work(SYSTEM, "test") as w:
            w.add(Party, kind_code="person", display=f"Ann {n}")
        at.meet()


def test_an_abandoned_joining_is_forgotten_and_the_log_is_pruned(
    two_pcs: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = two_pcs.pcs
    sealer = need_membership(a.shop).sealer()
    door = open_door(a.shop)
    way = open_hub(need_membership(a.shop).address)
    station = way.take_invite(
        door_id(door.code), NewPc(99, b"t" * 32, b"k" * 32, sealer.seal("name/99", b"Attic"))
    )
    way.close()
    changes(a, 4)
    b.meet()
    a.meet()
    write_snapshot(a.shop, a.hub, sealer, lambda: False)
    assert a.hub.prune() == 0, "the hub waits for the joining"
    note_pcs(a.shop, a.hub, sealer)
    db = a.shop.reader()
    attic = next(one for one in other_pcs(db) if one.site == 99)
    db.close()
    assert (attic.station, attic.version) == (station, 0)
    assert abs(attic.heard_at - a.hub.state().time_ms) < 60_000, "since when, both hubs know"
    (named,) = unheard([attic], attic.heard_at + JOINING_MS + 1)
    assert named.name == "Attic"

    with pytest.raises(StateError, match="heard of this PC"):
        let_go(a.shop, ADMIN, 99)
    monkeypatch.setattr(service, "JOINING_MS", -60_000)
    with pytest.raises(NotAllowedError):
        let_go(a.shop, CLERK, 99)
    key = a.shop.newest_key
    head = a.hub.head()
    assert let_go(a.shop, ADMIN, 99) == "Attic"
    assert a.shop.newest_key == key, "no theft: the shop keeps its key"
    assert a.hub.fetch(head - 1), "the last change stays"
    assert a.hub.prune() == 0, "it was pruned at once"
    with pytest.raises(NotFoundError):
        let_go(a.shop, ADMIN, 99)
    stranger = open_hub(need_membership(a.shop).address, b"t" * 32)
    with pytest.raises(RevokedError):
        stranger.state()
    stranger.close()


def test_the_audit_log_says_who_let_it_go(two_pcs: House, monkeypatch: pytest.MonkeyPatch) -> None:
    a, b = two_pcs.pcs
    b.meet()
    monkeypatch.setattr(service, "LONG_MS", -60_000)
    let_go(a.shop, ADMIN, b.shop.site)
    with a.shop.replaying() as db:
        assert db.value("SELECT actor_id FROM work WHERE work_kind = 'let_go_pc'") == 1
