"""A restored backup and a cloned disk get a place of their own; a PC that is given up says goodbye."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest

from app.domain.actors import SYSTEM
from app.domain.errors import ShopError, StateError, UserError
from app.models.people import Party
from app.services.unlocking import open_shop
from app.shop import Shop
from app.sync import leaving
from app.sync.hub import Hub, HubAwayError, RevokedError, TwinError
from app.sync.identity import is_elsewhere, renew, settle
from app.sync.invites import open_door
from app.sync.leaving import say_goodbye
from app.sync.membership import membership, need_membership
from app.sync.new_key import change_key
from app.sync.renewal import is_copy, take_own_place
from tests.conftest import PATIENCE_S, SHOP_KEY
from tests.sync.meeting import digests
from tests.sync.pcs import House, Pc


def add(pc: Pc, name: str) -> None:
    with pc.shop.work(SYSTEM, "test") as w:
        w.add(Party, kind_code="person", display=name)


def names(pc: Pc) -> list[str]:
    with pc.shop.replaying() as db:
        return sorted(row[0] for row in db.rows("SELECT display FROM party"))


def copied(pc: Pc, folder: Path) -> Path:
    """The disk as it is in this moment."""
    settle(pc.shop)
    with pc.shop.replaying() as db:
        db.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copytree(pc.shop.path, folder)
    return folder


def opened(folder: Path) -> Pc:
    shop = Shop.open(folder, SHOP_KEY)
    return Pc(shop, need_membership(shop).open())


def test_a_clone_works_on_beside_the_original_and_nothing_is_told_twice(
    two_pcs: House, tmp_path: Path
) -> None:
    a, b = two_pcs.pcs
    two_pcs.together()
    add(b, "not sent when the disk was cloned")
    folder = copied(b, tmp_path / "clone")
    clone = Shop.open(folder, SHOP_KEY)
    assert is_copy(clone)
    assert not is_copy(b.shop)
    clone.close()
    add(b, "the original goes on")
    b.meet()
    assert take_own_place(folder, SHOP_KEY, name="Clone") == 12
    c = opened(folder)
    assert not is_copy(c.shop)
    assert c.shop.settings.station == 12
    add(c, "the clone goes on")
    two_pcs.pcs.append(c)
    two_pcs.together()
    two_pcs.agree()
    assert names(a) == [
        "not sent when the disk was cloned", "the clone goes on", "the original goes on",
    ]  # fmt: skip


def test_a_restored_backup_finds_what_it_sent_after_it(two_pcs: House, tmp_path: Path) -> None:
    a, b = two_pcs.pcs
    two_pcs.together()
    add(b, "unsent in the backup, sent later")
    folder = copied(b, tmp_path / "backup")
    b.meet()
    add(b, "after the backup")
    b.meet()
    two_pcs.pcs.remove(b)
    b.hub.close()
    b.shop.close()  # the disk died
    take_own_place(folder, SHOP_KEY, shut_out_original=True)
    c = opened(folder)
    add(c, "restored")
    two_pcs.pcs.append(c)
    two_pcs.together()
    two_pcs.agree()
    assert names(a) == ["after the backup", "restored", "unsent in the backup, sent later"]
    assert [bool(pc.revoked_at) for pc in a.hub.pcs()] == [False, True, False]


def test_a_backup_from_before_the_key_was_changed_takes_the_new_one(
    two_pcs: House, tmp_path: Path
) -> None:
    a, b = two_pcs.pcs
    two_pcs.together()
    folder = copied(b, tmp_path / "backup")
    renew(folder, SHOP_KEY, station=b.shop.settings.station)  # as a restore does
    raw = change_key(a.shop, a.hub)
    take_own_place(folder, SHOP_KEY)
    c = opened(folder)
    assert c.shop.newest_key == raw
    add(c, "restored")
    c.meet()
    a.meet()
    assert names(a) == ["restored"]
    c.hub.close()
    c.shop.close()


def test_one_that_was_shut_out_needs_a_code(two_pcs: House, tmp_path: Path) -> None:
    a, b = two_pcs.pcs
    two_pcs.together()
    folder = copied(b, tmp_path / "copy")
    a.hub.revoke(b.shop.site)
    with pytest.raises(RevokedError):
        take_own_place(folder, SHOP_KEY)
    door = open_door(a.shop)
    assert take_own_place(folder, SHOP_KEY, code=door.code) == 12
    c = opened(folder)
    add(c, "again one of them")
    c.meet()
    a.meet()
    assert len(digests(a.shop, c.shop)) == 1
    c.hub.close()
    c.shop.close()


def test_one_that_knows_no_place_says_what_is_needed(shop: Shop, tmp_path: Path) -> None:
    shop.close()
    with pytest.raises(StateError, match="no place at the hub") as error:
        take_own_place(shop.path, SHOP_KEY)
    assert error.value.field == "code"


@pytest.mark.parametrize("by_code", [False, True])
def test_stopped_in_between_it_takes_no_second_place(
    two_pcs: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by_code: bool
) -> None:
    from app.sync import renewal

    a, b = two_pcs.pcs
    folder = copied(b, tmp_path / "clone")
    code = open_door(a.shop).code if by_code else ""

    def power_goes(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as stopped:
        stopped.setattr(renewal, "become", power_goes)
        with pytest.raises(KeyboardInterrupt):
            take_own_place(folder, SHOP_KEY, code=code)
    assert take_own_place(folder, SHOP_KEY, code=code) == 12
    assert [pc.station for pc in a.hub.pcs()] == [10, 11, 12]


def test_a_twin_on_the_same_disk_is_told_by_the_hub(two_pcs: House, tmp_path: Path) -> None:
    _, b = two_pcs.pcs
    two_pcs.together()
    folder = copied(b, tmp_path / "twin")
    add(b, "sent by the one")
    b.meet()
    twin = opened(folder)
    settle(twin.shop)
    add(twin, "sent by the other")
    with pytest.raises(TwinError):
        twin.meet()
    twin.hub.close()
    twin.shop.close()
    take_own_place(folder, SHOP_KEY)
    twin = opened(folder)
    two_pcs.pcs.append(twin)
    two_pcs.together()
    two_pcs.agree()
    assert names(b) == ["sent by the one", "sent by the other"]


def test_a_folder_that_was_moved_is_settled_there(two_pcs: House, tmp_path: Path) -> None:
    _, b = two_pcs.pcs
    folder = copied(b, tmp_path / "moved")
    moved = Shop.open(folder, SHOP_KEY)
    assert is_elsewhere(moved)
    settle(moved)
    assert not is_copy(moved)
    assert membership(moved) is not None
    moved.close()


def test_goodbye_leaves_everything_with_the_others(two_pcs: House, tmp_path: Path) -> None:
    a, b = two_pcs.pcs
    two_pcs.together()
    photo = b.shop.files.put(b"the last photo")
    add(b, "the last client")
    with b.shop.local() as db:
        db.run("INSERT INTO file_transfer VALUES (?, 'up', 14, 0, 0, '')", (photo,))
    heard: list[str] = []
    say_goodbye(b.shop, lambda words, _done, _total: heard.append(words))
    assert "Sending photos" in heard
    a.meet()
    assert names(a) == ["the last client"]
    assert [bool(pc.revoked_at) for pc in a.hub.pcs()] == [False, True]
    with pytest.raises(RevokedError):
        b.meet()
    from app import keys
    from app.shop_folder import write_description

    shop_id = b.shop.shop_id
    place = keys.keep(shop_id, SHOP_KEY).place.value
    write_description(b.shop.path, {"format": 1, "shop": shop_id, "key": place})
    with pytest.raises(ShopError, match="on the shop's other PCs") as error:
        open_shop(b.shop.path)
    assert error.value.trouble == "left"


def test_the_last_pc_cannot_go(two_pcs: House) -> None:
    a, b = two_pcs.pcs
    two_pcs.together()
    say_goodbye(b.shop)
    with pytest.raises(StateError, match="nobody would have it"):
        say_goodbye(a.shop)


def test_what_somebody_saves_during_goodbye_keeps_the_pc(
    two_pcs: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = two_pcs.pcs
    two_pcs.together()
    monkeypatch.setattr(leaving, "_carry_photos", lambda *_: add(b, "saved in this moment"))
    with pytest.raises(StateError, match="in this moment"):
        say_goodbye(b.shop)
    two_pcs.together()
    assert names(a) == ["saved in this moment"]


def test_while_the_place_is_given_back_nobody_waits_and_nobody_writes(
    two_pcs: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hub that is slow to answer holds no lock, and what is saved now would come to nobody."""
    _, b = two_pcs.pcs
    two_pcs.together()
    refused: list[UserError] = []
    revoke = type(b.hub).revoke

    def slowly(hub: Hub, site: int) -> None:
        def save() -> None:
            try:
                add(b, "too late")
            except UserError as error:
                refused.append(error)

        clerk = threading.Thread(target=save)
        clerk.start()
        clerk.join(PATIENCE_S)
        assert not clerk.is_alive(), "the clerk waits for the network"
        revoke(hub, site)

    monkeypatch.setattr(type(b.hub), "revoke", slowly)
    say_goodbye(b.shop)
    assert [error.title for error in refused] == ["This PC says goodbye to the shop"]
    assert names(b) == []


def test_goodbye_that_cannot_send_keeps_the_pc(
    two_pcs: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = two_pcs.pcs
    two_pcs.together()

    def away(*_: object) -> None:
        raise HubAwayError("The hub does not answer", "The cable is out.", "")

    for method in ("push", "revoke"):
        add(b, f"while {method} fails")
        with monkeypatch.context() as out:
            out.setattr(type(b.hub), method, away)
            with pytest.raises(HubAwayError):
                say_goodbye(b.shop)
        assert not b.shop.has_left
        with b.shop.replaying() as db:
            assert db.value("SELECT 1 FROM sync_state WHERE name = 'left'") is None
    two_pcs.together()
    assert len(names(a)) == 2
