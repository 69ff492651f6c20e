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
from app.sync.courier import Courier
from app.sync.engine import Engine
from app.sync.housekeeping import keep_house, look_again
from app.sync.membership import need_membership
from app.sync.new_key import change_key
from app.sync.round import Round
from tests.sync.pcs import House, house_of, hub_url


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


def with_a_photo_of_b_alone(house: House, place: Path) -> str:
    """A photo that B has taken, that A has not fetched, and that the hub has lost."""
    a, b = house.pcs
    photo = b.shop.files.put(b"a ring")
    with b.shop.work(SYSTEM, "test") as w:
        w.add(File, sha256=photo, size=6, mime="image/jpeg", width=1, height=1)
    b.meet()
    a.meet()
    assert not a.shop.files.has(photo)
    for path in place.glob("parure_*/files/*"):
        shutil.rmtree(path)
    return photo


def test_photos_that_one_pc_alone_has_come_again_whoever_makes_the_snapshot(
    shop: Shop, tmp_path: Path
) -> None:
    place = tmp_path / "server"
    place.mkdir()
    with house_of(shop, str(place), tmp_path) as house:
        a, b = house.pcs
        photo = with_a_photo_of_b_alone(house, place)
        one, other = Round(a.shop, a.hub), Round(b.shop, b.hub)
        assert keep_house(a.shop, a.hub, one.sealer, every_ms=0)
        assert other.courier.lacking([photo], lambda: False) == [photo]
        assert not keep_house(b.shop, b.hub, other.sealer), "the snapshot is fresh"
        assert other.courier.carry(lambda: False) == 1
        assert one.courier.lacking([photo], lambda: False) == []

        asked: list[object] = []

        def lacking(*args: object) -> list[str]:
            asked.append(args)
            return []

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Courier, "lacking", lacking)
            keep_house(b.shop, b.hub, other.sealer)
            assert asked == [], "once a day is enough"
            look_again(b.shop)
            keep_house(b.shop, b.hub, other.sealer, lambda: True)
            keep_house(b.shop, b.hub, other.sealer)
            keep_house(b.shop, b.hub, other.sealer)
            assert len(asked) == 2, "one that was stopped is begun anew"


def test_after_a_hub_went_back_each_engine_looks_at_once(shop: Shop, tmp_path: Path) -> None:
    place = tmp_path / "server"
    place.mkdir()
    with house_of(shop, str(place), tmp_path) as house:
        a, b = house.pcs
        house.together()
        back = tmp_path / "backup of the server"
        shutil.copytree(place, back)
        photo = with_a_photo_of_b_alone(house, place)
        engine = Engine(b.shop)
        engine._house_at = 1
        engine._once()  # it has looked today
        engine._once()
        shutil.rmtree(place)
        shutil.copytree(back, place)
        engine._once()
        assert engine.status.trouble is not None
        assert engine.status.trouble.kind == "HubWentBackError"
        assert restore_hub(a.shop) == 1
        for _ in range(3):
            engine._once()
        assert engine.status.trouble is None
        engine._forget()
        way = need_membership(a.shop).open()
        assert Round(a.shop, way).courier.lacking([photo], lambda: False) == []
        way.close()


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
