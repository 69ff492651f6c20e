"""A new key for the shop: every PC takes it by itself, what is old is still read, a thief gets nothing."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
from collections.abc import Mapping
from io import BytesIO

import pytest

from app import keys
from app.domain.actors import SYSTEM
from app.domain.errors import UserError
from app.models import rekey
from app.models.people import Party
from app.models.rekey import seal_anew
from app.services.file_tidying import seal_files_anew
from app.services.unlocking import describe, open_shop
from app.shop import Shop
from app.shop_folder import DATABASE
from app.sync.engine import Engine
from app.sync.envelopes import SealedError
from app.sync.hub import HubState, NewKeyError, RevokedError
from app.sync.membership import need_membership
from app.sync.new_key import change_key, take_keys, take_new_key
from app.sync.round import Met, Round
from tests.conftest import SHOP_KEY
from tests.sync.meeting import digests
from tests.sync.pcs import House, Pc


def add(pc: Pc, name: str) -> None:
    with pc.shop.work(SYSTEM, "test") as w:
        w.add(Party, kind_code="person", display=name)


def start_again(pc: Pc) -> None:
    """The program is closed and started again."""
    pc.hub.close()
    pc.shop.close()
    pc.shop = open_shop(pc.shop.path)
    pc.hub = need_membership(pc.shop).open()


@pytest.fixture
def house(two_pcs: House) -> House:
    """Both PCs keep the shop's key where a PC keeps keys."""
    from app.shop_folder import write_description

    for pc in two_pcs.pcs:
        shop_id = pc.shop.shop_id
        place = keys.keep(shop_id, SHOP_KEY).place.value
        write_description(pc.shop.path, {"format": 1, "shop": shop_id, "key": place})
    return two_pcs


def test_the_others_take_it_at_the_next_meeting(house: House) -> None:
    a, b = house.pcs
    add(a, "before")
    house.together()
    raw = change_key(a.shop, a.hub)
    add(a, "sealed with the new one")
    a.meet()
    with pytest.raises(NewKeyError) as error:
        b.meet()
    assert take_new_key(b.shop, b.hub, error.value.epoch)
    add(b, "the other way")
    house.together()
    assert len(digests(a.shop, b.shop)) == 1
    assert b.shop.newest_key == raw
    packs = a.hub.fetch(0)
    assert packs[-1].key_epoch == 2
    with pytest.raises(SealedError):
        Round(a.shop, a.hub).sealer.__class__(a.shop.shop_id, {1: SHOP_KEY}).unpack(packs[-1])


def test_a_key_that_is_changed_between_greeting_and_fetching_is_taken_at_once(
    house: House,
) -> None:
    a, b = house.pcs
    house.together()

    def change(step: str) -> None:
        if step == "greet":
            b.step = now
            add(a, "there is something to fetch")
            a.meet()

    def now(step: str) -> None:
        if step == "fetch":
            b.step = lambda _: None
            change_key(a.shop, a.hub)
            add(a, "sealed with the new one")
            a.meet()

    b.step = change
    with pytest.raises(NewKeyError) as error:
        b.meet()
    assert error.value.epoch == 2
    assert take_new_key(b.shop, b.hub, 2)
    b.meet()
    house.together()
    assert len(digests(a.shop, b.shop)) == 1


def test_the_engine_says_nothing_of_it_and_goes_on(house: House) -> None:
    a, b = house.pcs
    house.together()
    told: list[str] = []
    engine = Engine(
        b.shop,
        told=lambda status: told.append(status.trouble.title) if status.trouble else None,
        new_key=lambda hub, epoch: take_new_key(b.shop, hub, epoch),
    )
    greet = Round._greet

    def greeted(self: Round, met: Met) -> HubState:
        state = greet(self, met)
        if max(a.shop.keys) == 1:  # in this moment
            change_key(a.shop, a.hub)
            add(a, "sealed with the new one")
            a.meet()
            return dataclasses.replace(state, head=a.hub.head())
        return state

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Round, "_greet", greeted)
        assert engine._once() == 0.0, "it is tried again at once"
        engine._once()
    engine._forget()
    assert told == []
    assert max(b.shop.keys) == 2
    assert len(digests(a.shop, b.shop)) == 1


def test_the_database_takes_it_at_the_next_start_and_keeps_the_older_one(house: House) -> None:
    a, b = house.pcs
    photo = a.shop.files.put(b"a photo from before")
    raw = change_key(a.shop, a.hub)
    assert a.shop.key == SHOP_KEY
    later = a.shop.files.put(b"a photo from after")
    start_again(a)
    assert a.shop.key == raw
    assert a.shop.keys == {1: SHOP_KEY, 2: raw}
    assert a.shop.files.get(photo) == b"a photo from before"
    assert a.shop.files.get(later) == b"a photo from after"
    with pytest.raises(UserError, match="does not fit"):
        Shop.open(a.shop.path, SHOP_KEY)
    start_again(b)  # has not met since: its own database is still sealed with the one before
    assert b.shop.key == SHOP_KEY
    assert take_keys(b.shop, b.hub)
    start_again(b)
    assert b.shop.key == raw
    house.together()


def test_photos_are_sealed_anew_bit_by_bit(house: House) -> None:
    a, _ = house.pcs
    digest = a.shop.files.put_stream(BytesIO(os.urandom(3 << 20)))
    content = a.shop.files.get(digest)
    raw = change_key(a.shop, a.hub)
    assert seal_files_anew(a.shop, cancelled=lambda: True) == 0
    assert seal_files_anew(a.shop) == 1
    assert seal_files_anew(a.shop) == 0
    a.shop.files.use_keys(raw, [])
    assert a.shop.files.get(digest) == content


def test_a_photo_from_before_comes_from_the_hub_after(house: House) -> None:
    a, b = house.pcs
    digest = a.shop.files.put(b"on its way")
    round_of_a = Round(a.shop, a.hub)
    assert round_of_a.courier.send([digest]) == {}
    change_key(a.shop, a.hub)
    assert take_keys(b.shop, b.hub)
    assert b"".join(Round(b.shop, b.hub).courier.fetch(digest)) == b"on its way"


def test_who_was_shut_out_gets_neither_changes_nor_the_key(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = house.pcs
    a.hub.revoke(b.shop.site)
    made: list[int] = []
    change = a.hub.change_key

    def noted(epoch: int, envelopes: Mapping[int, bytes], name_key: bytes) -> bool:
        made.extend(envelopes)
        return change(epoch, envelopes, name_key)

    monkeypatch.setattr(a.hub, "change_key", noted)
    change_key(a.shop, a.hub)
    assert made == [a.shop.site], "no envelope for it lies at the hub"
    with pytest.raises(RevokedError):
        take_keys(b.shop, b.hub)
    assert max(b.shop.keys) == 1


def test_two_that_change_it_at_once_end_with_one(house: House) -> None:
    a, b = house.pcs
    raw = change_key(a.shop, a.hub)
    other = change_key(b.shop, b.hub)  # takes the first one, then makes the next
    assert b.shop.keys == {1: SHOP_KEY, 2: raw, 3: other}
    assert take_keys(a.shop, a.hub)
    assert a.shop.keys == b.shop.keys
    house.together()


def test_while_another_program_has_the_shop_open_the_database_waits(house: House) -> None:
    a, _ = house.pcs
    raw = change_key(a.shop, a.hub)
    path = a.shop.path
    assert not seal_anew(path / DATABASE, SHOP_KEY, raw, lambda _: None)
    second = open_shop(path)
    assert second.key == SHOP_KEY
    second.close()


KILLED = """
import os, signal, sys
from pathlib import Path
from app.models import rekey
from app import keys
wanted = sys.argv[2]
def step(at):
    if at == wanted:
        os.kill(os.getpid(), signal.SIGKILL)
before = rekey.seal_anew
rekey.seal_anew = lambda path, old, new, note: before(path, old, new, note, step)
if wanted == "noted afterwards":
    keys.forget = lambda name: os.kill(os.getpid(), signal.SIGKILL)
from app.services.unlocking import open_shop
open_shop(Path(sys.argv[1])).close()
"""


@pytest.mark.parametrize(
    "at",
    ["alone", "copied", "noted", "rekeyed", "sealed", "replaced", "noted afterwards"],
)
def test_killed_while_sealing_it_opens_with_one_key_or_the_other(house: House, at: str) -> None:
    a, b = house.pcs
    add(a, "saved before")
    a.meet()
    raw = change_key(a.shop, a.hub)
    a.hub.close()
    a.shop.close()
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, a.shop.path, at], check=False, env=dict(os.environ)
    )
    assert ended.returncode == -9
    start_again(a)
    assert a.shop.key == raw
    assert take_keys(b.shop, b.hub)
    house.together()
    assert len(digests(a.shop, b.shop)) == 1
    start_again(a)
    try:
        left = keys.fetch(a.shop.shop_id + keys.NEXT, describe(a.shop.path).key_place).raw
    except UserError:
        left = raw
    assert left == raw


def test_with_a_full_disk_the_shop_opens_and_the_database_keeps_its_key_for_now(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, _ = house.pcs
    raw = change_key(a.shop, a.hub)

    def full(*_: object) -> bool:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(rekey, "seal_anew", full)
        start_again(a)
    assert a.shop.key == SHOP_KEY
    assert a.shop.newest_key == raw
    a.meet()
    start_again(a)
    assert a.shop.key == raw


def test_a_second_copy_on_this_pc_still_opens(house: House) -> None:
    """Both lie on one PC and keep one key between them: who comes later finds the one before."""
    a, b = house.pcs
    change_key(a.shop, a.hub)
    start_again(a)
    start_again(b)
    assert b.shop.key == SHOP_KEY
    house.pcs.remove(a)
    a.hub.close()
    a.shop.close()
