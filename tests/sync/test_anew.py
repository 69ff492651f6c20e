"""Fetching the shop anew: what this PC had not sent is put on top of what the hub has."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from app.domain.actors import SYSTEM
from app.domain.errors import ShopError
from app.models.people import Party
from app.models.pieces import Move, Piece
from app.models.shopwide import Place
from app.shop import Shop
from app.sync.anew import fetch_anew
from app.sync.begin import begin_hub, leave_hub
from app.sync.hub import BehindError, HubAwayError, HubWentBackError
from app.sync.identity import renew
from app.sync.invites import address_of, open_door
from app.sync.membership import need_membership
from app.sync.snapshot import write_snapshot
from tests.conftest import SHOP_KEY
from tests.sync.meeting import digests
from tests.sync.pcs import House, Pc


def add(pc: Pc, name: str) -> int:
    with pc.shop.work(SYSTEM, "test") as w:
        return w.add(Party, kind_code="person", display=name)


def rename(pc: Pc, party: int, name: str) -> None:
    with pc.shop.work(SYSTEM, "test") as w:
        w.edit(Party, party, display=name)


def names(shop: Shop) -> list[str]:
    with shop.replaying() as db:
        return sorted(row[0] for row in db.rows("SELECT display FROM party"))


def anew(pc: Pc, door_of: Pc) -> None:
    """Fetch the shop anew at this PC, through a door that the other has opened."""
    door = open_door(door_of.shop)
    pc.hub.close()
    pc.shop = fetch_anew(pc.shop, address_of(door.address), door.code, "again")
    pc.hub = need_membership(pc.shop).open()


def test_a_pc_that_was_away_for_long_keeps_its_work(two_pcs: House) -> None:
    a, b = two_pcs.pcs
    ann = add(a, "Ann")
    bea = add(a, "Bea")
    two_pcs.together()
    add(b, "made while away")
    rename(b, ann, "Ann, away")
    rename(b, bea, "Bea, away")
    with b.shop.local() as db:
        db.run("INSERT INTO local_setting VALUES ('printer', 'Bench')")
    for n in range(3):
        add(a, f"there {n}")
        rename(a, bea, f"Bea {n}")
        a.meet()
    a.hub.revoke(b.shop.site)  # so long that nobody waited for it
    write_snapshot(a.shop, a.hub, need_membership(a.shop).sealer(), lambda: False)
    assert a.hub.prune() > 0
    anew(b, a)
    assert names(b.shop) == [
        "Ann, away", "Bea 2", "made while away", "there 0", "there 1", "there 2",
    ]  # fmt: skip
    two_pcs.together()
    two_pcs.agree()
    with a.shop.replaying() as db:
        lost = db.rows("SELECT content FROM conflict")
        assert [json.loads(row[0])["mine"] for row in lost] == ["Bea, away"], (
            "the later name stands"
        )
    with b.shop.replaying() as db:
        assert db.value("SELECT value FROM local_setting WHERE name = 'printer'") == "Bench"
    assert [p.name for p in (b.shop.path / "backups").glob("before-anew-*.db")]
    assert not b.shop.path.with_name("pc1.anew").exists()


def pruned_without(a: Pc, b: Pc) -> None:
    """The hub has dropped what ``b`` lacks."""
    a.hub.revoke(b.shop.site)
    write_snapshot(a.shop, a.hub, need_membership(a.shop).sealer(), lambda: False)
    assert a.hub.prune() > 0


def test_what_was_moved_to_two_places_meanwhile_is_a_case(two_pcs: House) -> None:
    a, b = two_pcs.pcs
    with a.shop.work(SYSTEM, "test") as w:
        tray, safe = (w.add(Place, name=name, kind_code="tray") for name in ("TRAY-1", "SAFE-1"))
        ring, chain, known = (w.add(Piece, category="ring", description=d) for d in "RCK")
        w.add(Move, subject_kind="piece", subject_id=known, to_place_id=tray)
    two_pcs.together()
    for pc, ring_to, chain_to in ((a, tray, tray), (b, safe, tray)):
        with pc.shop.work(SYSTEM, "test") as w:
            w.add(Move, subject_kind="piece", subject_id=ring, to_place_id=ring_to)
            w.add(Move, subject_kind="piece", subject_id=chain, to_place_id=chain_to)
    with b.shop.work(SYSTEM, "test") as w:  # who knew where it was
        w.add(Move, subject_kind="piece", subject_id=known, to_place_id=safe)
    a.meet()
    add(a, "later")
    a.meet()
    pruned_without(a, b)
    anew(b, a)
    two_pcs.together()
    two_pcs.agree()
    for pc in two_pcs.pcs:
        with pc.shop.replaying() as db:
            cases = db.rows("SELECT case_kind, subject_kind, subject_id FROM case_file")
            assert cases == [("moved_twice", "piece", ring)]


def test_a_piece_taken_twice_meanwhile_is_one_case(two_pcs: House) -> None:
    a, b = two_pcs.pcs
    with a.shop.work(SYSTEM, "test") as w:
        ring = w.add(Piece, category="ring", description="R")
        w.step("piece", ring, "intake")
        w.step("piece", ring, "free")
    two_pcs.together()
    for pc in (a, b):
        with pc.shop.work(SYSTEM, "test") as w:
            w.step("piece", ring, "reserved")
    a.meet()
    add(a, "later")
    a.meet()
    pruned_without(a, b)
    anew(b, a)
    with b.shop.replaying() as db:
        cases = db.rows("SELECT case_kind, subject_id FROM case_file")
        assert cases == [("piece_twice", ring)], "known here before anybody else has met it"
    two_pcs.together()
    two_pcs.agree()
    with a.shop.replaying() as db:
        assert db.rows("SELECT case_kind, subject_id FROM case_file") == cases


def test_a_value_that_both_entered_and_one_changed_meanwhile_is_recorded(
    two_pcs: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ours stood already, so nothing seems to clash; that it stands no more is told all the same."""
    a, b = two_pcs.pcs
    ann = add(a, "Ann")
    two_pcs.together()
    rename(b, ann, "Zoe")
    rename(a, ann, "Zoe")
    a.meet()

    def away(*_: object, **__: object) -> None:
        raise HubAwayError("The hub does not answer", "The cable is out.", "")

    with monkeypatch.context() as out:
        out.setattr(type(b.hub), "push", away)
        with pytest.raises(HubAwayError):
            b.meet()
    rename(a, ann, "Yve")
    a.meet()
    pruned_without(a, b)
    anew(b, a)
    two_pcs.together()
    two_pcs.agree()
    assert names(a.shop) == ["Yve"]
    with a.shop.replaying() as db:
        lost = [json.loads(row[0]) for row in db.rows("SELECT content FROM conflict")]
    assert [(one["mine"], one["theirs"], one["kept"]) for one in lost] == [("Zoe", "Yve", "theirs")]


def test_pruned_changes_say_that_a_snapshot_is_the_way(two_pcs: House) -> None:
    a, b = two_pcs.pcs
    b.meet()
    for n in range(3):
        add(a, f"there {n}")
        a.meet()
    with b.shop.local() as db:
        db.run("UPDATE sync_state SET value = '-1' WHERE name = 'hub_base'")
    a.hub.report(4, 2)
    b.hub.report(4, 2)
    write_snapshot(a.shop, a.hub, need_membership(a.shop).sealer(), lambda: False)
    assert a.hub.prune() > 0
    with pytest.raises((BehindError, HubWentBackError)):
        b.hub.fetch(0)
        b.meet()


def test_stopped_before_its_end_the_shop_is_as_it_was(
    two_pcs: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = two_pcs.pcs
    two_pcs.together()
    add(b, "not sent")

    def away(*_: object, **__: object) -> None:
        raise HubAwayError("The hub does not answer", "The cable is out.", "")

    from app.sync import joining

    door = open_door(a.shop)
    with monkeypatch.context() as out:
        out.setattr(joining, "take_snapshot", away)
        with pytest.raises(HubAwayError):
            fetch_anew(b.shop, address_of(door.address), door.code)
    b.open_again()
    assert names(b.shop) == ["not sent"]
    anew(b, a)
    two_pcs.together()
    two_pcs.agree()
    assert names(a.shop) == ["not sent"]


def test_a_hub_that_is_lost_is_set_up_anew_from_the_pc_that_knows_most(
    two_pcs: House, hub_kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """The hub's disk died. The others join the new one with all that they had not sent."""
    a, b = two_pcs.pcs
    add(a, "known to both")
    two_pcs.together()
    add(a, "a, not sent")
    add(b, "b, not sent")
    if hub_kind == "folder":
        place = tmp_path / "new hub"
        place.mkdir()
        url = str(place)
    else:
        url = request.getfixturevalue("postgres").empty_database()
    a.hub.close()
    leave_hub(a.shop)
    begin_hub(a.shop, url, name="counter")
    a.hub = need_membership(a.shop).open()
    a.meet()
    if hub_kind == "folder":
        shutil.rmtree(tmp_path / "hub")
    anew(b, a)
    two_pcs.together()
    two_pcs.agree()
    assert names(a.shop) == ["a, not sent", "b, not sent", "known to both"]
    assert len(digests(a.shop, b.shop)) == 1
    assert b.shop.key == SHOP_KEY


def test_what_the_hub_has_lost_comes_back_with_who_fetches_anew(two_pcs: House) -> None:
    """The hub was restored from an old backup and went on before the others noticed."""
    a, b = two_pcs.pcs
    ann = add(a, "Ann")
    two_pcs.together()
    back = b.shop.path.with_name("as it was")
    b.hub.close()
    with b.shop.replaying() as db:
        db.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copytree(b.shop.path, back)
    b.hub = need_membership(b.shop).open()
    add(a, "by a, sent")
    rename(a, ann, "Ann A.")
    a.meet()
    add(b, "by b, sent")
    b.meet()
    add(b, "by b, not sent")
    assert names(a.shop) == ["Ann A.", "by a, sent"]
    renew(back, SHOP_KEY, station=40)
    older = Pc(Shop.open(back, SHOP_KEY), b.hub)  # all that the restored hub and a third PC know
    leave_hub(older.shop)
    place = back.with_name("restored hub")
    place.mkdir()
    begin_hub(older.shop, str(place), name="third")
    older.hub = need_membership(older.shop).open()
    anew(b, older)
    b.meet()
    anew(a, older)
    for pc in (a, b, older, a, b, older):
        pc.meet()
    assert names(a.shop) == ["Ann A.", "by a, sent", "by b, not sent", "by b, sent"]
    assert len(digests(a.shop, b.shop, older.shop)) == 1
    with a.shop.replaying() as db:
        assert db.rows("SELECT * FROM conflict") == []
        assert db.rows("SELECT * FROM repeated") == []
    older.hub.close()
    older.shop.close()


def test_while_another_program_has_the_shop_open_nothing_is_exchanged(two_pcs: House) -> None:
    """Its log would be read into the new database, and what it writes would be nowhere."""
    a, b = two_pcs.pcs
    two_pcs.together()
    add(b, "not sent")
    reader = b.shop.reader()
    assert reader.value("SELECT count(*) FROM party") == 1
    with pytest.raises(ShopError, match="Another program has this shop open"):
        anew(b, a)
    b.shop = Shop.open(b.shop.path, SHOP_KEY)
    b.hub = need_membership(b.shop).open()
    assert names(b.shop) == ["not sent"]
    reader.close()
    anew(b, a)
    two_pcs.together()
    two_pcs.agree()
    assert names(a.shop) == ["not sent"]
