"""Letting another PC in: the address to come to, and a code that opens the door once.

The hub keeps the door's number and a sealed payload with the shop's keys; both come from the code by
HKDF, so that whoever looks after the hub can do neither: open it, or join.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.errors import FileError
from app.domain.joining_code import new_code, signs_of
from app.models import schema
from app.shop import Shop
from app.sync.hub import INVITE_MS, AddressError, Invite, NeedsUpdateError, no_invite
from app.sync.membership import need_membership
from app.sync.pg_connection import SCHEMES, pg_address

NONCE_BYTES = 12
SUFFIX = ".parure-join"


@dataclass(frozen=True)
class Door:
    """An open door: where to come, the code (shown once, kept nowhere), until when (ms)."""

    shop_name: str
    address: str = field(repr=False)
    code: str = field(repr=False)
    expires_at: int


@dataclass(frozen=True)
class Welcome:
    """What a joining PC is given: which shop it is, and its keys by epoch."""

    shop_id: str
    shop_name: str
    keys: Mapping[int, bytes] = field(repr=False)

    @property
    def epoch(self) -> int:
        """The newest key's."""
        return max(self.keys)


def open_door(shop: Shop) -> Door:
    """Open a door for one PC; it shuts by itself after a day."""
    member = need_membership(shop)
    code = new_code()
    said = {
        "shop": member.shop_id,
        "name": shop.settings.name,
        "version": schema.SYNCED_VERSION,
        "keys": {str(epoch): key.hex() for epoch, key in member.keys.items()},
    }
    hub = member.open()
    try:
        expires_at = hub.state().time_ms + INVITE_MS
        payload = _sealed(signs_of(code), json.dumps(said).encode())
        hub.invite(Invite(door_id(code), payload, expires_at))
    finally:
        hub.close()
    return Door(shop.settings.name, member.address, code, expires_at)


def door_id(code: str) -> str:
    """The number by which the hub knows the door."""
    return _derived(signs_of(code), "parure door number")[:16].hex()


def welcome(code: str, payload: bytes) -> Welcome:
    """What the payload of a door holds; NeedsUpdateError where the shop is newer than this Parure."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    cipher = AESGCM(_derived(signs_of(code), "parure door key"))
    try:
        said = json.loads(cipher.decrypt(payload[:NONCE_BYTES], payload[NONCE_BYTES:], b"welcome"))
    except InvalidTag:
        raise no_invite() from None
    if said["version"] > schema.SYNCED_VERSION:
        raise NeedsUpdateError(
            "A newer Parure is needed",
            "The shop's PCs work with a newer version of Parure than this one.",
            "Install that version on this PC, then join. The code is still good until then.",
        )
    keys = {int(epoch): bytes.fromhex(key) for epoch, key in said["keys"].items()}
    return Welcome(said["shop"], said["name"], keys)


def write_door_file(door: Door, path: Path) -> Path:
    """The address as a small file to carry over; never the code, which goes another way."""
    path = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
    said = {"parure_join": 1, "shop": door.shop_name, "address": door.address}
    try:
        path.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", "utf-8")
        if os.name == "posix":
            path.chmod(0o600)
    except OSError as error:
        raise FileError(
            "The file cannot be written",
            f"{path} cannot be written ({error.strerror}).",
            "Choose another place for it.",
        ) from error
    return path


def address_of(said: str) -> str:
    """The hub's address from what was typed: an address, a hub's folder, or a joining file."""
    said = said.strip().strip("\"'")
    if said.startswith(SCHEMES):
        if not pg_address(said).schema:
            raise AddressError(
                "The address is not whole",
                "It lacks its end, which tells the shop's place in that database (“shop=…”).",
                "Copy all of it from the other PC, or take its joining file.",
                field="address",
            )
        return said
    path = Path(said).expanduser()
    if path.suffix == SUFFIX or path.is_file():
        return _from_file(path)
    return str(_hub_folder(path))


def _from_file(path: Path) -> str:
    try:
        said = json.loads(path.read_text("utf-8"))
        address = str(said["address"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise AddressError(
            "Not a joining file",
            f"{path} cannot be read, or is no joining file of Parure.",
            "Have it made again on a PC of the shop: Add a PC.",
            field="address",
        ) from error
    return address_of(address) if Path(address).suffix != SUFFIX else address


def _hub_folder(folder: Path) -> Path:
    """The shop's own folder at or below the one that was named."""
    if (folder / "keep" / "hub").is_file():
        return folder
    below = sorted(folder.glob("parure_*/keep/hub")) if folder.is_dir() else []
    if len(below) == 1:
        return below[0].parents[1]
    if len(below) > 1:
        raise AddressError(
            "Several shops meet there",
            f"{folder} holds the hubs of {len(below)} shops.",
            "Name the one that the other PC shows, with its end (parure_…).",
            field="address",
        )
    raise AddressError(
        "No hub is there",
        f"“{folder}” is neither a folder in which a shop meets nor a database's address.",
        "Connect to the file server first, or copy the address from the other PC once more.",
        field="address",
    )


def _sealed(signs: str, plain: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(_derived(signs, "parure door key")).encrypt(nonce, plain, b"welcome")


def _derived(signs: str, info: str) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), length=32, salt=None, info=info.encode()).derive(signs.encode())
