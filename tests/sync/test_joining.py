"""Joining a shop at a hub of each kind: whole, interrupted anywhere, refused with a sentence."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app import keys
from app.domain.actors import SYSTEM
from app.domain.errors import InputError, ShopError, UserError
from app.domain.joining_code import ALPHABET
from app.models import schema
from app.models.people import Party
from app.shop import Shop
from app.shop_folder import DESCRIPTION, is_free
from app.sync import invites, joining
from app.sync.begin import begin_hub
from app.sync.hub import (
    AddressError,
    HubAwayError,
    HubError,
    InviteError,
    NeedsUpdateError,
    no_invite,
)
from app.sync.invites import Door, address_of, open_door
from app.sync.membership import need_membership
from tests.conftest import SHOP_KEY
from tests.sync.meeting import digests
from tests.sync.pcs import Pc, hub_url

PEOPLE = 300


def add(shop: Shop, *names: str) -> None:
    with shop.work(SYSTEM, "test") as w:
        for name in names:
            w.add(Party, kind_code="person", display=name)


@pytest.fixture
def first(
    shop: Shop, hub_kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Pc]:
    """The shop's first PC, with people in the snapshot, in the log behind it, and a photo."""
    add(shop, *(f"Client {n}" for n in range(PEOPLE)))
    url = hub_url(hub_kind, tmp_path / "hub", lambda: request.getfixturevalue("postgres"))
    begin_hub(shop, url, name="Counter")
    pc = Pc(shop, need_membership(shop).open())
    add(shop, "After the snapshot")
    pc.meet()
    yield pc
    pc.hub.close()


@pytest.fixture
def door(first: Pc) -> Door:
    return open_door(first.shop)


class StoppedError(Exception):
    """The person pressed Cancel, or the power went."""


class Steps:
    """Hears each step, and stops at the n-th."""

    def __init__(self, at: int = 1 << 30) -> None:
        self.heard: list[str] = []
        self._at = at

    def __call__(self, words: str, _done: int, _total: int) -> None:
        self.heard.append(words)
        if len(self.heard) == self._at:
            raise StoppedError


def joined(folder: Path, door: Door, name: str = "Workshop") -> Shop:
    raw = joining.begin(folder, address_of(door.address), door.code, name)
    return joining.go_on(folder, raw)


def test_a_pc_joins_and_both_are_one_shop(first: Pc, door: Door, tmp_path: Path) -> None:
    shop = joined(tmp_path / "second", door)
    second = Pc(shop, need_membership(shop).open())
    assert shop.settings.station == 11
    assert shop.settings.name == "Maison Test"
    assert keys.fetch(shop.shop_id, json.loads((shop.path / DESCRIPTION).read_text())["key"])
    for pc in (second, first, second):
        pc.meet()
    add(shop, "Made at the second")
    for pc in (second, first):
        pc.meet()
    assert len(digests(shop, first.shop)) == 1
    assert [pc.station for pc in first.hub.pcs()] == [10, 11]
    assert sorted(p.name for p in shop.path.iterdir() if "joining" in p.name) == []
    second.hub.close()
    shop.close()


def test_it_goes_on_wherever_it_was_stopped(first: Pc, tmp_path: Path) -> None:
    """Stopped at every step in turn: the next time it goes on, and takes no second place."""
    first.meet()
    counting = Steps()
    door = open_door(first.shop)
    raw = joining.begin(tmp_path / "whole", address_of(door.address), door.code)
    whole = joining.go_on(tmp_path / "whole", raw, counting)
    whole.close()
    assert len(counting.heard) >= 4
    for at in range(1, len(counting.heard) + 1):
        folder = tmp_path / f"stopped-{at}"
        door = open_door(first.shop)
        raw = joining.begin(folder, address_of(door.address), door.code)
        with pytest.raises(StoppedError):
            joining.go_on(folder, raw, Steps(at))
        if joining.begun(folder):
            assert not (folder / DESCRIPTION).exists(), "nothing half-made"
            shop = joining.go_on(folder, raw)
        else:  # it was there already, only not told what happened last
            shop = Shop.open(folder, raw)
        pc = Pc(shop, need_membership(shop).open())
        pc.meet()
        first.meet()
        pc.meet()
        assert len(digests(shop, first.shop)) == 1
        pc.hub.close()
        shop.close()
    stations = [pc.station for pc in first.hub.pcs()]
    assert stations == list(range(10, 12 + len(counting.heard)))


KILLED = """
import os, signal, sys
from pathlib import Path
from app.sync import joining
from app.sync.invites import address_of
folder, address, code, at = Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
heard = 0
def tell(words, done, total):
    global heard
    heard += 1
    if heard == at:
        os.kill(os.getpid(), signal.SIGKILL)
raw = joining.begin(folder, address_of(address), code, "Killed")
joining.go_on(folder, raw, tell)
"""


@pytest.mark.parametrize("at", [1, 3, 4])
def test_a_killed_joining_goes_on(first: Pc, door: Door, tmp_path: Path, at: int) -> None:
    folder = tmp_path / "second"
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, folder, door.address, door.code, str(at)],
        check=False, env=dict(os.environ),
    )  # fmt: skip
    assert ended.returncode == -9
    note = joining.begun(folder)
    assert note is not None
    assert note.shop_name == "Maison Test"
    raw = keys.fetch(note.shop_id, note.key_place).raw
    shop = joining.go_on(folder, raw)
    first.meet()
    assert len(digests(shop, first.shop)) == 1
    shop.close()


def test_a_place_that_was_taken_is_found_again_when_the_door_is_long_shut(
    first: Pc, door: Door, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "second"
    raw = joining.begin(folder, address_of(door.address), door.code)
    taken = joining._taken

    def taken_and_killed(*given: Any) -> int:
        taken(*given)
        raise StoppedError

    def shut(*_: Any) -> int:
        raise no_invite()

    monkeypatch.setattr(joining, "_taken", taken_and_killed)
    with pytest.raises(StoppedError):
        joining.go_on(folder, raw)
    monkeypatch.setattr(joining, "_taken", shut)
    shop = joining.go_on(folder, raw)
    assert shop.settings.station == 11
    assert len(first.hub.pcs()) == 2
    shop.close()


def test_a_wrong_a_used_and_a_late_code_are_refused_and_leave_nothing(
    first: Pc, door: Door, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = address_of(door.address)
    folder = tmp_path / "second"
    other = next(s for s in ALPHABET if s != door.code[-1])
    with pytest.raises(InputError, match=r"not the one|not occur") as slip:
        joining.begin(folder, address, door.code[:-1] + other)
    assert slip.value.field == "code"
    with pytest.raises(InviteError) as unknown:
        joining.begin(folder, address, invites.new_code())
    assert "Make a new joining code" in unknown.value.sentence()
    joined(tmp_path / "third", door).close()
    with pytest.raises(InviteError):
        joining.begin(folder, address, door.code)
    monkeypatch.setattr(invites, "INVITE_MS", -1)
    with pytest.raises(InviteError):
        joining.begin(folder, address, open_door(first.shop).code)
    assert is_free(folder)
    assert joining.begun(folder) is None


def test_two_that_hold_one_code_get_one_place(first: Pc, door: Door, tmp_path: Path) -> None:
    address = address_of(door.address)
    begun = [joining.begin(tmp_path / name, address, door.code) for name in ("a", "b")]
    joining.go_on(tmp_path / "a", begun[0]).close()
    with pytest.raises(InviteError):
        joining.go_on(tmp_path / "b", begun[1])
    assert not (tmp_path / "b" / DESCRIPTION).exists()
    joining.give_up(tmp_path / "b")
    assert is_free(tmp_path / "b")
    assert len(first.hub.pcs()) == 2


def test_a_newer_shop_asks_for_an_update_before_anything_is_taken(
    first: Pc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as newer:
        newer.setattr(schema, "SYNCED_VERSION", schema.SYNCED_VERSION + 1)
        door = open_door(first.shop)
    with pytest.raises(NeedsUpdateError) as error:
        joining.begin(tmp_path / "second", address_of(door.address), door.code)
    assert "The code is still good" in error.value.sentence()
    assert len(first.hub.pcs()) == 1


def test_a_folder_with_files_is_not_written_over(first: Pc, door: Door, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "letter.txt").write_text("mine")
    with pytest.raises(ShopError, match="already holds files"):
        joining.begin(folder, address_of(door.address), door.code)
    assert first.hub.open_invite(invites.door_id(door.code))


def test_a_hub_that_is_away_is_said(first: Pc, door: Door, tmp_path: Path) -> None:
    away = door.address.replace("127.0.0.1", "127.0.0.2").replace("/hub/", "/gone/")
    with pytest.raises((HubAwayError, AddressError)) as error:
        joining.begin(tmp_path / "second", address_of(away), door.code)
    assert error.value.remedy


def test_the_address_may_come_as_a_file_without_the_code(door: Door, tmp_path: Path) -> None:
    path = invites.write_door_file(door, tmp_path / "Maison Test")
    assert path.name == "Maison Test.parure-join"
    assert path.stat().st_mode & 0o077 == 0
    assert door.code not in path.read_text()
    assert address_of(str(path)) == address_of(door.address)
    (tmp_path / "other.parure-join").write_text("hello")
    with pytest.raises(AddressError, match="no joining file"):
        address_of(str(tmp_path / "other.parure-join"))


@pytest.mark.parametrize(
    "said", ["", "nowhere", "postgresql://server/database", "postgresql://x@server"]
)
def test_what_is_no_address_says_what_one_looks_like(said: str) -> None:
    with pytest.raises(AddressError) as error:
        address_of(said)
    assert error.value.field == "address"


def test_the_shops_folder_is_found_below_the_one_that_was_named(
    first: Pc, hub_kind: str, tmp_path: Path
) -> None:
    if hub_kind == "folder":
        member = need_membership(first.shop)
        assert address_of(str(tmp_path / "hub")) == member.address
        assert address_of(member.address) == member.address


def test_the_hub_learns_nothing_of_the_code(first: Pc, door: Door) -> None:
    payload = first.hub.open_invite(invites.door_id(door.code))
    assert SHOP_KEY not in payload
    assert b"Maison" not in payload
    with pytest.raises(InviteError):
        invites.welcome(invites.new_code(), payload)
    assert issubclass(InviteError, HubError)
    assert issubclass(HubError, UserError)
