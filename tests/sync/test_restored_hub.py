"""A hub that was restored from an old backup is told again what it had known beside the log."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.domain.actors import SYSTEM
from app.models.jobs import Job
from app.models.records import File
from app.shop import Shop
from app.sync.begin import note_pcs, restore_hub
from app.sync.housekeeping import keep_house
from app.sync.membership import need_membership
from app.sync.new_key import change_key
from app.sync.round import Round
from tests.sync.pcs import house_of, hub_url


def test_shut_outs_keys_and_photos_are_there_again(shop: Shop, tmp_path: Path) -> None:
    place, back = tmp_path / "server", tmp_path / "backup of the server"
    place.mkdir()
    with house_of(shop, str(place), tmp_path, 3) as house:
        a, b, thief = house.pcs
        house.together()
        shutil.copytree(place, back)
        change_key(a.shop, a.hub, but_for=thief.shop.site)
        a.hub.revoke(thief.shop.site)
        note_pcs(a.shop, a.hub, need_membership(a.shop).sealer())
        photo = a.shop.files.put(b"a ring")
        with a.shop.work(SYSTEM, "test") as w:
            w.add(File, sha256=photo, size=6, mime="image/jpeg", width=1, height=1)
        a.meet()

        shutil.rmtree(place)
        shutil.copytree(back, place)
        a.hub, b.hub = (need_membership(pc.shop).open() for pc in (a, b))
        assert restore_hub(a.shop) == 1

        said = {pc.site: pc.revoked_at for pc in a.hub.pcs()}
        assert said[thief.shop.site] > 0
        assert said[b.shop.site] == 0
        assert a.hub.state().key_epoch == 2
        assert b.hub.envelope(2) is not None
        courier = Round(a.shop, a.hub).courier
        assert courier.carry(lambda: False) == 1
        assert b"".join(courier.fetch(photo)) == b"a ring"
        assert change_key(a.shop, a.hub) == a.shop.newest_key


def test_photos_that_a_hub_has_lost_come_again(shop: Shop, tmp_path: Path) -> None:
    place = tmp_path / "server"
    place.mkdir()
    with house_of(shop, str(place), tmp_path) as house:
        a, _ = house.pcs
        photo = a.shop.files.put(b"a ring")
        with a.shop.work(SYSTEM, "test") as w:
            w.add(File, sha256=photo, size=6, mime="image/jpeg", width=1, height=1)
        a.meet()
        for path in place.glob("parure_*/files/*"):
            shutil.rmtree(path)
        one = Round(a.shop, a.hub)
        assert one.courier.lacking([photo], lambda: False) == [photo]
        assert one.courier.lacking([photo], lambda: True) == []
        assert keep_house(a.shop, a.hub, one.sealer, every_ms=0)
        assert one.courier.carry(lambda: False) == 1
        assert b"".join(one.courier.fetch(photo)) == b"a ring"


def test_a_new_hub_gives_no_station_whose_papers_lie_about(
    shop: Shop, hub_kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """The hub died and is set up anew: who joins it must not begin its numbers like another PC."""
    with shop.work(SYSTEM, "test") as w:
        for number in ("J11-26-00001", "PO12-26-00002", "X7", "", "ZZ13-26-00001"):
            w.add(Job, number=number)
    url = hub_url(hub_kind, tmp_path / "hub", lambda: request.getfixturevalue("postgres"))
    with house_of(shop, url, tmp_path, 2) as house:
        assert [pc.station for pc in house.pcs[0].hub.pcs()] == [10, 13]
