"""A place of its own at the hub for a copy: a restored backup, a cloned disk, a folder that was copied.

The copy asks with the original's place, which it has as well; where that was shut out, with a joining
code of another PC. What it had not sent is sent under its new name; where the original has sent the
same, its facts are known by their ids and told once.
"""

from __future__ import annotations

import json
import platform
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from app.domain.errors import StateError
from app.domain.ids import new_id
from app.models.database import Database
from app.shop import Shop
from app.shop_folder import DATABASE, DESCRIPTION
from app.sync.envelopes import Sealer, envelope_of, new_pair, opened_envelope
from app.sync.hub import INVITE_MS, Hub, Invite, NewPc
from app.sync.identity import become, is_elsewhere, note_here
from app.sync.invites import door_id, welcome
from app.sync.membership import keep, membership
from app.sync.opening import open_hub

PLAN = "hub_renewing"


@dataclass
class _Plan:
    """What is to become of the copy; saved first, so that a second try takes no second place."""

    site: int
    token: str
    private_key: str
    public_key: str
    door: str


def is_copy(shop: Shop) -> bool:
    """Whether somebody must say what this copy is: it lies elsewhere than before, or has no place.

    Only a shop with a hub asks; alone, a copy harms nobody.
    """
    if not shop.has_hub:
        return False
    return is_elsewhere(shop) or (membership(shop) is None and _has_address(shop))


def take_own_place(
    folder: Path, key: bytes, *, code: str = "", name: str = "", shut_out_original: bool = False
) -> int:
    """Make the closed copy in ``folder`` a PC of its own; its station number at the hub.

    ``code`` is a joining code where the original's place does not serve any more; behind it lie the
    keys that the shop has had since, too. With ``shut_out_original`` the original is gone for good
    and loses its place.
    """
    db = Database(folder / DATABASE, key, free=True)
    try:
        said: dict[str, str] = dict(db.rows("SELECT name, value FROM sync_state"))
        address = said.get("hub_address", "")
        before, site_before = said.get("hub_token", ""), said["site"]
        private = said.get("hub_private_key", "")
        if not before:  # it was given a new number before, as a restore does
            before, private = said.get("hub_token_before", ""), said.get("hub_key_before", "")
            site_before = said.get("hub_site_before", site_before)
        if not address or not (before or code):
            raise _needs_code("It has no place at the hub any more.")
        plan = _plan(db, said, _door_of(db, said, code) if code else "")
        if not plan.door:
            original = open_hub(address, bytes.fromhex(before))
            try:
                _take_keys(db, original, _shop_id(folder), int(site_before), bytes.fromhex(private))
                plan.door = _own_door(original)
            finally:
                original.close()
            _save(db, plan)
        token = bytes.fromhex(plan.token)
        called = name or platform.node() or "PC"
        sealed = _sealer(folder, key, db).seal(f"name/{plan.site}", called.encode())
        hub = open_hub(address, token)
        try:
            public = bytes.fromhex(plan.public_key)
            station = hub.take_invite(plan.door, NewPc(plan.site, token, public, sealed))
            if shut_out_original and int(site_before) != plan.site:
                hub.revoke(int(site_before))
        finally:
            hub.close()
        db.begin_work()
        become(db, plan.site, station)
        keep(db, token=token, private_key=bytes.fromhex(plan.private_key), name=called)
        db.run("DELETE FROM sync_state WHERE name = ? OR name LIKE 'hub_%_before'", (PLAN,))
        note_here(db, folder)
        db.commit_work()
        return station
    finally:
        db.close()


def _door_of(db: Database, said: dict[str, str], code: str) -> str:
    """The door that the code opens; the keys behind it are kept."""
    number = door_id(code)
    if PLAN in said and json.loads(said[PLAN])["door"] == number:
        return number  # this copy has gone through it before it was stopped
    hub = open_hub(said["hub_address"])
    try:
        found = welcome(code, hub.open_invite(number))
    finally:
        hub.close()
    known = _ring(db)
    _keep_keys(db, {epoch: key for epoch, key in found.keys.items() if epoch not in known})
    return number


def _plan(db: Database, said: dict[str, str], door: str) -> _Plan:
    if PLAN in said:
        plan = _Plan(**json.loads(said[PLAN]))
        plan.door = door or plan.door
    else:
        private, public = new_pair()
        plan = _Plan(new_id(), secrets.token_hex(32), private.hex(), public.hex(), door)
    _save(db, plan)
    return plan


def _save(db: Database, plan: _Plan) -> None:
    db.begin_work()
    db.run("INSERT OR REPLACE INTO sync_state VALUES (?,?)", (PLAN, json.dumps(asdict(plan))))
    db.commit_work()


def _own_door(hub: Hub) -> str:
    """A door that the original's place opens for its copy."""
    number = secrets.token_hex(16)
    hub.invite(Invite(number, b"", hub.state().time_ms + INVITE_MS))
    return number


def _take_keys(db: Database, hub: Hub, shop_id: str, site: int, private_key: bytes) -> None:
    """The keys that the shop has had since, from the original's envelopes; else a code is needed."""
    known = _ring(db)
    fresh: dict[int, bytes] = {}
    for epoch in range(max(known) + 1, hub.state().key_epoch + 1):
        body = hub.envelope(epoch)
        if body is None or not private_key:
            raise _needs_code("The shop has been given a new key since.")
        fresh[epoch] = opened_envelope(private_key, envelope_of(shop_id, epoch, site), body)
    _keep_keys(db, fresh)


def _keep_keys(db: Database, fresh: Mapping[int, bytes]) -> None:
    db.begin_work()
    db.run_many("INSERT OR REPLACE INTO shop_key (epoch, key) VALUES (?,?)", fresh.items())
    db.commit_work()


def _ring(db: Database) -> dict[int, bytes]:
    """The keys by epoch that lie in the database; 0 stands for the one that it is sealed with."""
    epoch = int(db.value("SELECT value FROM sync_state WHERE name = 'key_epoch'") or 1)
    return {**dict(db.rows("SELECT epoch, key FROM shop_key")), epoch: b""}


def _needs_code(why: str) -> StateError:
    return StateError(
        "This copy cannot ask by itself",
        why,
        "Make a joining code on another PC of the shop (Add a PC), and type it here.",
        field="code",
    )


def _sealer(folder: Path, key: bytes, db: Database) -> Sealer:
    return Sealer(_shop_id(folder), {epoch: raw or key for epoch, raw in _ring(db).items()})


def _shop_id(folder: Path) -> str:
    return str(json.loads((folder / DESCRIPTION).read_text("utf-8"))["shop"])


def _has_address(shop: Shop) -> bool:
    db = shop.reader()
    try:
        return bool(db.value("SELECT value FROM sync_state WHERE name = 'hub_address'"))
    finally:
        db.close()
