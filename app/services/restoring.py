"""Restoring a shop from a backup, on this PC or on an empty one, with its key or its 24 words."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app import keys
from app.backup import archive
from app.backup import restore as restoring
from app.backup.archive import Archive, Inside, inside_of
from app.backup.disk import never
from app.backup.restore import Photos, Tell, photos_wait
from app.domain.actors import SYSTEM
from app.domain.errors import InputError, ShopError, UserError
from app.domain.recovery import key_from
from app.shop import Shop
from app.shop_folder import DESCRIPTION, is_free
from app.sync.identity import renew

__all__ = ["Choice", "bring_photos", "choices", "key_of", "photos_wait", "restore", "what_is_in"]


@dataclass(frozen=True)
class Choice:
    """A backup that can be restored: when it was made (ms), by which station, how big (bytes)."""

    archive: Archive
    shop_id: str
    taken_at: int
    station: int
    database_bytes: int
    files: int
    file_bytes: int
    key_is_here: bool


def choices(said: Path) -> list[Choice]:
    """The backups below a file or folder that somebody chose, newest first."""
    known: dict[str, bytes | None] = {}
    found = []
    for one in archive.find(said.expanduser()):
        said_of = one.manifest
        if said_of.shop_id not in known:
            known[said_of.shop_id] = _own_key(said_of.shop_id)
        raw = known[said_of.shop_id]
        fits = raw is not None and archive.pool_name(raw) == said_of.pool
        found.append(
            Choice(
                one,
                said_of.shop_id,
                said_of.taken_at,
                said_of.station,
                said_of.database_bytes,
                said_of.files,
                said_of.file_bytes,
                fits,
            )
        )
    return found


def key_of(choice: Choice, phrase: str = "") -> bytes:
    """The key that opens a backup: from the words, else the one that lies on this PC."""
    raw = key_from(phrase) if phrase else _own_key(choice.shop_id)
    if raw is None:
        raise InputError(
            "The key is not on this PC",
            "This PC holds no key for the shop of this backup.",
            "Type the 24 recovery words of that shop.",
            field="phrase",
        )
    archive.refuse_another_key(choice.archive.manifest, raw)
    return raw


def what_is_in(choice: Choice, key: bytes) -> Inside:
    """The shop's name, the PC's, and how many rows: what the manifest shows to its key."""
    return inside_of(choice.archive.manifest, key)


def _own_key(shop_id: str) -> bytes | None:
    """The key that this PC keeps, wherever it is."""
    for place in keys.KeyPlace:
        with suppress(UserError, ValueError):
            return keys.fetch(shop_id, place.value).raw
    return None


def restore(
    choice: Choice,
    key: bytes,
    target: Path,
    *,
    station: int = 0,
    aside: bool = False,
    stop: Callable[[], bool] = never,
) -> tuple[Shop, Path | None]:
    """Restore the lists and open the shop; its photos are brought by ``bring_photos``.

    ``station`` 0 takes the place of the PC that made the backup; another number is for a second PC.
    A shop that lies in ``target`` is moved aside if ``aside`` says so, else the restore is refused.
    Answers the open shop, and where the one before it lies now.
    """
    if station and not 10 <= station <= 98:
        raise InputError(
            "Station number",
            f"{station} is not a station number: it goes from 10 to 98.",
            "Leave it out to take the place of the PC that made the backup.",
            field="station",
        )
    # All that can be refused is refused before anything is touched.
    archive.refuse_another_key(choice.archive.manifest, key)
    restoring.refuse_newer(choice.archive)
    target = target.expanduser().absolute()
    fresh = target
    if not is_free(target):
        _refuse_or_prepare(target, aside)
        fresh = target.with_name(f"{target.name}.restored")
        shutil.rmtree(fresh, ignore_errors=True)
    known = _own_key(choice.shop_id) is not None
    kept = keys.take_over(choice.shop_id, key)
    try:
        restoring.restore(
            choice.archive,
            key,
            fresh,
            key_place=kept.place.value,
            renew=lambda folder, raw, number: renew(folder, raw, station=number),
            station=station,
            stop=stop,
        )
    except BaseException:
        if not known:
            keys.forget(choice.shop_id)  # nothing of a refused restore stays
        raise
    before = None
    if fresh != target:
        before = restoring.move_aside(target, time.strftime("%Y%m%d-%H%M%S"))
        fresh.rename(target)
    shop = Shop.open(target, key)
    with shop.work(SYSTEM, "restore"):
        pass  # the audit log says from where on this copy of the data writes
    return shop, before


def _refuse_or_prepare(target: Path, aside: bool) -> None:
    if not (target / DESCRIPTION).is_file():
        raise ShopError(
            "The folder is not empty",
            f"{target} holds files that are no shop of Parure. A restore never writes over anything.",
            "Choose an empty folder, or one that does not exist yet.",
        )
    if not aside:
        raise ShopError(
            "A shop is there already",
            f"{target} holds a shop. A restore never writes over it.",
            "Choose another folder, or have the shop that lies there moved aside.",
        )


def bring_photos(
    shop: Path,
    key: bytes,
    *,
    pool: Path | None = None,
    tell: Tell = lambda _done, _total: None,
    stop: Callable[[], bool] = never,
) -> Photos:
    """Bring what photos are still to come; goes on where it was interrupted."""
    return restoring.bring_photos(shop, key, pool=pool, tell=tell, stop=stop)
