"""Joining a shop: this PC takes a place at the hub, gets the lists, and goes on from there.

All is made in the folder ``joining`` within the shop's folder, in small steps that are saved as they
are done: whoever is stopped at any of them goes on there. The shop appears whole or not at all. Its
photos come afterwards, while one works.
"""

from __future__ import annotations

import json
import os
import platform
import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from app import keys
from app.domain.actors import SYSTEM
from app.domain.errors import ShopError
from app.domain.ids import new_id
from app.models import migrate, projections
from app.models.database import Database
from app.shop import FORMAT, Shop
from app.shop_folder import DATABASE, DESCRIPTION, JOINING, is_free, write_description
from app.sync.courier import DOWN, enqueue
from app.sync.envelopes import Sealer, new_pair
from app.sync.hub import Hub, HubAwayError, HubError, HubState, NewPc, Snapshot, UnknownPcError
from app.sync.identity import note_here
from app.sync.invites import Welcome, door_id, welcome
from app.sync.membership import keep, need_membership
from app.sync.opening import open_hub
from app.sync.round import Round, went_back
from app.sync.snapshot import NEXT, take_snapshot

NOTE = "joining.json"
NO_STATION = 0

Tell = Callable[[str, int, int], None]
"""``tell(words, done, total)``; what it raises stops the joining, which can go on later."""


@dataclass(frozen=True)
class Begun:
    """A joining that was begun in a folder: which shop, where its key lies, this PC's name."""

    shop_id: str
    key_place: str
    shop_name: str
    address: str
    pc_name: str


@dataclass
class _Place:
    """What this PC has at the hub so far, as its database keeps it."""

    site: int
    station: int
    address: str
    token: bytes = field(repr=False)
    private_key: bytes = field(repr=False)
    public_key: bytes = field(repr=False)
    door: str
    name: str


def no_tell(_words: str, _done: int, _total: int) -> None:
    """Nobody watches."""


def begun(folder: Path) -> Begun | None:
    """What was begun in this folder and not ended."""
    try:
        return Begun(**json.loads((folder / JOINING / NOTE).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def begin(folder: Path, address: str, code: str, name: str = "") -> bytes:
    """Open the door with the code and keep what lies behind it; the shop's key. Nothing is taken yet.

    ``address`` is a hub's own (``invites.address_of``). InviteError, AddressError, HubAwayError,
    NeedsUpdateError, and ShopError where the folder is not free.
    """
    number = door_id(code)
    if not is_free(folder):
        raise ShopError(
            "The folder is not empty",
            f"{folder} already holds files, so no shop is put there.",
            "Choose an empty folder, or open the shop that lies there.",
        )
    hub = open_hub(address)
    try:
        found = welcome(code, hub.open_invite(number))
    finally:
        hub.close()
    raw = found.keys[found.epoch]
    building = folder / JOINING
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(parents=True)
    called = " ".join(name.split()) or platform.node() or "PC"
    _make(building, found, address, number, called)
    place = keys.take_over(found.shop_id, raw).place.value
    note = Begun(found.shop_id, place, found.shop_name, hub.address, called)
    fresh = building / f"{NOTE}.fresh"
    fresh.write_text(json.dumps(note.__dict__), "utf-8")
    os.replace(fresh, building / NOTE)
    return raw


def _make(building: Path, found: Welcome, address: str, number: str, name: str) -> None:
    """An empty database with this PC's own secrets, which never leave it."""
    raw = found.keys[found.epoch]
    migrate.create(building / DATABASE, raw, site=new_id(), station=NO_STATION)
    private, public = new_pair()
    db = Database(building / DATABASE, raw, free=True)
    try:
        db.begin_work()
        keep(
            db,
            address=address,
            token=secrets.token_bytes(32),
            private_key=private,
            base=0,
            base_sha="",
            name=name,
        )
        for what, value in (
            ("hub", "1"),
            ("key_epoch", str(found.epoch)),
            ("join_door", number),
            ("join_name", name),
            ("join_public", public.hex()),
        ):
            db.run("INSERT OR REPLACE INTO sync_state (name, value) VALUES (?,?)", (what, value))
        db.run_many(
            "INSERT OR REPLACE INTO shop_key (epoch, key) VALUES (?,?)",
            ((epoch, key) for epoch, key in found.keys.items() if epoch != found.epoch),
        )
        db.commit_work()
    finally:
        db.close()


def go_on(
    folder: Path,
    raw: bytes,
    tell: Tell = no_tell,
    before: Callable[[Shop], None] = lambda _shop: None,
) -> Shop:
    """Do what is left of a joining that was begun, and open the shop.

    ``before`` is done when the lists are there and nothing was sent yet.
    """
    note = begun(folder)
    assert note is not None, "no joining was begun here"
    building = folder / JOINING
    if (building / DATABASE).is_file():
        _fill(folder, raw, note, tell)
        for statement in ("-wal", "-shm"):  # of another database that lay here
            (folder / f"{DATABASE}{statement}").unlink(missing_ok=True)
        os.replace(building / DATABASE, folder / DATABASE)
    write_description(folder, {"format": FORMAT, "shop": note.shop_id, "key": note.key_place})
    shutil.rmtree(building, ignore_errors=True)
    shop = Shop.open(folder, raw)
    try:
        before(shop)
        _arrive(shop, tell)
    except BaseException:
        shop.close()
        raise
    return shop


def give_up(folder: Path) -> None:
    """Throw away what was begun: its place at the hub stays, unused, until somebody shuts it out."""
    shutil.rmtree(folder / JOINING, ignore_errors=True)
    if not (folder / DESCRIPTION).is_file():
        (folder / DATABASE).unlink(missing_ok=True)


def _fill(folder: Path, raw: bytes, note: Begun, tell: Tell) -> None:
    db = Database(folder / JOINING / DATABASE, raw, free=True)
    try:
        place = _place(db)
        ring: dict[int, bytes] = dict(db.rows("SELECT epoch, key FROM shop_key"))
        sealer = Sealer(note.shop_id, {**ring, int(_said(db, "key_epoch")): raw})
        tell("Taking a place at the hub", 0, 0)
        _take_place(db, place, sealer)
        hub = open_hub(place.address, place.token)
        try:
            state = hub.state()
            _refuse_another(state, note, sealer.epoch)
            snapshot = _newest(hub)
            hub.report(snapshot.seq, 0)  # what comes after it is not to be dropped meanwhile
            take_snapshot(
                db,
                hub,
                sealer,
                snapshot,
                lambda done, total: tell("Fetching the lists", done, total),
            )
        finally:
            hub.close()
        tell("Working out where everything is", 0, 0)
        db.begin_work()
        projections.rebuild(db)
        keep(db, id=state.hub_id)
        enqueue(db, DOWN, dict(db.rows('SELECT sha256, size FROM "file"')))
        db.run("DELETE FROM sync_state WHERE name LIKE 'join_%' OR name = ?", (NEXT,))
        note_here(db, folder)
        db.commit_work()
        db.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        db.rows("PRAGMA journal_mode=DELETE")
    finally:
        db.close()


def _take_place(db: Database, place: _Place, sealer: Sealer) -> None:
    """Ask the hub for a station; the same one when it is asked again."""
    if place.station != NO_STATION or not place.door:
        return
    new = NewPc(
        place.site,
        place.token,
        place.public_key,
        sealer.seal(f"name/{place.site}", place.name.encode()),
    )
    station = _station_there(place) or _taken(place, new)
    db.begin_work()
    db.run("UPDATE sync_state SET value=? WHERE name='station'", (str(station),))
    db.commit_work()


def _taken(place: _Place, new: NewPc) -> int:
    door = open_hub(place.address)
    try:
        return door.take_invite(place.door, new)
    finally:
        door.close()


def _station_there(place: _Place) -> int:
    """The station that the hub has given to this very PC before it was stopped; 0 if it has not."""
    hub = open_hub(place.address, place.token)
    try:
        return next((pc.station for pc in hub.pcs() if pc.site == place.site), 0)
    except UnknownPcError:
        return 0
    finally:
        hub.close()


def _refuse_another(state: HubState, note: Begun, epoch: int) -> None:
    if state.shop_id != note.shop_id:
        raise went_back("It serves another shop.")
    if state.key_epoch > epoch:
        raise HubError(
            "The shop has a new key",
            "The shop's key was changed after this joining code was made.",
            "Begin anew with a new joining code of another PC.",
            field="code",
        )


def _newest(hub: Hub) -> Snapshot:
    found = hub.snapshots()
    if not found:
        raise HubError(
            "The hub has no lists yet",
            "The first PC has not finished putting the shop there.",
            "Wait until it has, then go on here.",
        )
    return found[0]


def _arrive(shop: Shop, tell: Tell) -> None:
    """Bring what happened since the snapshot, and say in the audit log that this PC is there."""
    with shop.work(SYSTEM, "join"):
        pass
    tell("Fetching what happened since", 0, 0)
    hub = need_membership(shop).open()
    try:
        Round(shop, hub).meet()
    except HubAwayError:
        pass  # it has joined; what is lacking comes as soon as the hub answers again
    finally:
        hub.close()


def _place(db: Database) -> _Place:
    return _Place(
        int(_said(db, "site")),
        int(_said(db, "station")),
        _said(db, "hub_address"),
        bytes.fromhex(_said(db, "hub_token")),
        bytes.fromhex(_said(db, "hub_private_key")),
        bytes.fromhex(_said(db, "join_public")),
        _said(db, "join_door"),
        _said(db, "join_name"),
    )


def _said(db: Database, name: str) -> str:
    return str(db.value("SELECT value FROM sync_state WHERE name=?", (name,)) or "")
