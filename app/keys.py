"""Where a shop's key lies: in the system's keyring, else in a file that only its owner can read.

The key is 32 random bytes; the database and the file store are sealed with it. It never lies in the
shop's own folder, so that a copied folder or a stolen backup stays closed. ``shop.json`` says which
of the two places it is; ``PARURE_KEY=file`` or ``=keyring`` overrides that. Without the key, the 24
words of ``app.domain.recovery`` open the shop.
"""

from __future__ import annotations

import logging
import os
import queue
import re
import secrets
import stat
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

import platformdirs

from app.domain.errors import ShopError
from app.domain.recovery import KEY_BYTES

KEYRING_SERVICE = "parure"
KEYRING_PATIENCE_S = 5.0
"""How long the start waits for the keyring: a locked one asks for its password and may never answer."""
FILE_MARK = "parure-key-1"
NEXT, BEFORE = "-next", "-before"
"""Behind a shop's id: the key that its database is being sealed with, and the one before."""
WITH_THE_WORDS = "or open the shop with its 24 recovery words."

log = logging.getLogger(__name__)
Answer = TypeVar("Answer")


class KeyPlace(StrEnum):
    """Where a key lies; the value stands in ``shop.json`` as ``key``."""

    KEYRING = "keyring"
    FILE = "file"

    def sentence(self, shop_id: str) -> str:
        """Says to the person who starts or opens a shop where its key lies."""
        if self is KeyPlace.KEYRING:
            return "The shop's key lies in this system's keyring."
        return f"The shop's key lies in the file {key_file(shop_id)}, which only you can read."


@dataclass(frozen=True)
class Key:
    """A shop's key (32 bytes, never shown) and where it lies."""

    raw: bytes = field(repr=False)
    place: KeyPlace


class _KeyringError(Exception):
    """The keyring is missing, locked, or does not answer; the text says which."""


def new_key() -> bytes:
    """A fresh key for a new shop."""
    return secrets.token_bytes(KEY_BYTES)


def keep(shop_id: str, raw: bytes) -> Key:
    """Puts the key where this PC keeps keys: the keyring if it answers in time, else a key file.

    Raises ShopError if the place that ``PARURE_KEY`` asks for cannot take it.
    """
    wanted = _wanted()
    if wanted is not KeyPlace.FILE:
        try:
            _keyring(lambda: _put_into_keyring(shop_id, raw))
        except _KeyringError as away:
            if wanted is KeyPlace.KEYRING:
                raise ShopError(
                    "The keyring cannot keep the key",
                    f"{away} PARURE_KEY=keyring allows no other place for the shop's key.",
                    "Unlock the keyring, or start with PARURE_KEY=file.",
                ) from away
            log.warning("key kept in a file: %s", away)
        else:
            return Key(raw, KeyPlace.KEYRING)
    _write_key_file(key_file(shop_id), raw)
    return Key(raw, KeyPlace.FILE)


def take_over(shop_id: str, raw: bytes) -> Key:
    """As ``keep``; another key that lay there stays beside it, for a second copy of the shop here."""
    for place in KeyPlace:
        with suppress(ShopError):
            if (before := fetch(shop_id, place.value).raw) != raw:
                keep(shop_id + BEFORE, before)
            break
    return keep(shop_id, raw)


def fetch(shop_id: str, place: str) -> Key:
    """The key of a shop from where ``shop.json`` says it lies; ShopError says how to go on without."""
    if place not in list(KeyPlace):
        raise ShopError(
            "The shop does not say where its key lies",
            f"Its shop.json names “{place}”, and a key lies either in a file or in the keyring.",
            f"Restore the shop from a backup, {WITH_THE_WORDS}",
            trouble="key",
        )
    if (_wanted() or KeyPlace(place)) is KeyPlace.FILE:
        return Key(_read_key_file(key_file(shop_id)), KeyPlace.FILE)
    try:
        raw = _keyring(lambda: _from_keyring(shop_id))
    except _KeyringError as away:
        raise ShopError(
            "The keyring does not give the key",
            f"{away} The shop's key lies there.",
            f"Unlock the keyring and start Parure again, {WITH_THE_WORDS}",
            trouble="key",
        ) from away
    if raw is None:
        raise ShopError(
            "The key is not on this PC",
            "This system's keyring holds no key for this shop.",
            f"Start Parure as the person who set the shop up, {WITH_THE_WORDS}",
            trouble="key",
        )
    return Key(raw, KeyPlace.KEYRING)


def forget(shop_id: str) -> None:
    """Removes a shop's key from this PC, both places; the 24 words still bring it back."""
    key_file(shop_id).unlink(missing_ok=True)
    if _wanted() is not KeyPlace.FILE:
        try:
            _keyring(lambda: _drop_from_keyring(shop_id))
        except _KeyringError as away:
            log.info("no key to forget: %s", away)


def key_file(shop_id: str) -> Path:
    """The file that holds a shop's key where there is no keyring, in the user's configuration."""
    if not re.fullmatch(r"[0-9A-Za-z-]{1,64}", shop_id):
        raise ValueError(f"not a shop id: {shop_id!r}")
    return platformdirs.user_config_path("parure", appauthor=False) / "keys" / f"{shop_id}.key"


# --- the keyring ---------------------------------------------------------------------------------


def _wanted() -> KeyPlace | None:
    """The place that ``PARURE_KEY`` asks for, if it does."""
    said = os.environ.get("PARURE_KEY", "")
    if said and said not in list(KeyPlace):
        raise ShopError(
            "PARURE_KEY is not understood",
            f"PARURE_KEY says “{said}”, and a key lies either in a file or in the keyring.",
            "Set it to file or to keyring, or leave it out.",
        )
    return KeyPlace(said) if said else None


def _keyring(call: Callable[[], Answer]) -> Answer:
    """What ``call`` gets from the keyring, or _KeyringError; never waits longer than our patience.

    A locked keyring shows a password window of the system and blocks until somebody types: the
    thread that waits for it is left alone then and ends with the program.
    """
    answers: queue.SimpleQueue[Answer | Exception] = queue.SimpleQueue()

    def ask() -> None:
        from keyring.errors import KeyringLocked  # here, for the same reason as below

        try:
            answers.put(call())
        except KeyringLocked:
            answers.put(_KeyringError("This system's keyring is locked."))
        except (
            Exception
        ) as error:  # the backends raise D-Bus, Windows and macOS errors of their own
            answers.put(error)

    threading.Thread(target=ask, name="keyring", daemon=True).start()
    try:
        answer = answers.get(timeout=KEYRING_PATIENCE_S)
    except queue.Empty:
        raise _KeyringError("This system's keyring is locked or does not answer.") from None
    if isinstance(answer, _KeyringError):
        raise answer
    if isinstance(answer, Exception):
        raise _KeyringError(f"This system's keyring refuses ({type(answer).__name__}).") from answer
    return answer


def _put_into_keyring(shop_id: str, raw: bytes) -> None:
    import keyring  # here, because finding the backends takes a while and may ask D-Bus

    if keyring.get_keyring().priority < 1:
        raise _KeyringError("This system has no keyring.")
    keyring.set_password(KEYRING_SERVICE, shop_id, raw.hex())
    if keyring.get_password(KEYRING_SERVICE, shop_id) != raw.hex():
        raise _KeyringError("This system's keyring does not give back what it was given.")


def _from_keyring(shop_id: str) -> bytes | None:
    import keyring

    if keyring.get_keyring().priority < 1:
        raise _KeyringError("This system has no keyring.")
    said = keyring.get_password(KEYRING_SERVICE, shop_id)
    return bytes.fromhex(said) if said else None


def _drop_from_keyring(shop_id: str) -> None:
    import keyring

    if _from_keyring(shop_id) is not None:
        keyring.delete_password(KEYRING_SERVICE, shop_id)


# --- the key file --------------------------------------------------------------------------------


def _write_key_file(path: Path, raw: bytes) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = path.with_suffix(f".{secrets.token_hex(4)}")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(f"{FILE_MARK} {raw.hex()}\n")
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, path)
        _sync_folder(path.parent)
    except OSError as error:
        raise ShopError(
            "The key cannot be kept",
            f"The key file {path} cannot be written ({error.strerror}).",
            "Give yourself the right to write there, or free some space, then try again.",
        ) from error


def _sync_folder(folder: Path) -> None:
    """Brings the name to the disk too: a shop whose key went with the power opens only by its words."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _read_key_file(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            _refuse_wider(path, os.fstat(file.fileno()))
            mark, _, digits = file.read(200).decode("ascii").strip().partition(" ")
            raw = bytes.fromhex(digits)
    except FileNotFoundError:
        raise ShopError(
            "The key is not on this PC",
            f"The shop's key should lie in {path}, but there is no such file.",
            f"Put the file back, {WITH_THE_WORDS}",
            trouble="key",
        ) from None
    except OSError as error:
        raise ShopError(
            "The key cannot be read",
            f"The key file {path} cannot be read ({error.strerror}).",
            f"Start Parure as the person who set the shop up, {WITH_THE_WORDS}",
            trouble="key",
        ) from error
    except ValueError:
        mark, raw = "", b""
    if mark != FILE_MARK or len(raw) != KEY_BYTES:
        raise ShopError(
            "The key file is damaged",
            f"The file {path} does not hold a key of Parure.",
            f"Put the right file back, {WITH_THE_WORDS}",
            trouble="key",
        )
    return raw


def _refuse_wider(path: Path, status: os.stat_result) -> None:
    """Refuses a key file that others may read (on Windows the user's profile guards it)."""
    if os.name != "posix":
        return
    if status.st_uid != os.geteuid() or stat.S_IMODE(status.st_mode) & 0o077:
        raise ShopError(
            "The key file is open to others",
            f"The key file {path} belongs to somebody else, or others may read it.",
            f"Make it your own again: chown $USER '{path}' && chmod 600 '{path}'.",
            trouble="key",
        )
