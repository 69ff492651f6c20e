"""Restoring a backup: all of it is looked at first, then the database, then the photos.

The shop appears under its folder whole or not at all, and its lists can be used at once. Photos
follow; where they are interrupted, they go on from the note ``restoring.json`` in the shop's folder.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, cast

import apsw

from app.backup import archive, disk
from app.backup.archive import Archive, damaged, refuse_another_key, shelf
from app.backup.disk import StoppedError, digest_of, in_words, never
from app.domain.errors import FileError, ShopError
from app.files import FileStore
from app.models import migrate
from app.models.database import Database
from app.models.migrate import MIGRATIONS
from app.sealing import SealError, unsealed
from app.shop_folder import DATABASE, is_free, write_description

NOTE = "restoring.json"
SERIES_JUMP = 10_000
"""A restored PC's own numbers go on so far ahead: what it gave after the backup is not given again."""
FORMAT = 1

Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class Photos:
    """How the photos of a restored shop stand: brought, still to come, not to be had there."""

    brought: int
    missing: int


def examine(one: Archive, key: bytes, stop: Callable[[], bool] = never) -> None:
    """Refuse a bad backup, another shop's words, a newer shape; reads all of the database once."""
    refuse_another_key(one.manifest, key)
    refuse_newer(one)
    for name, wanted in (
        (archive.DATABASE, one.manifest.database_sha256),
        (archive.FILES, one.manifest.files_sha256),
    ):
        path = one.folder / name
        if not path.exists():
            raise damaged(f"{name} is missing from {one.folder.name}")
        with in_words(one.folder):
            _, digest = digest_of(path, stop)
        if digest != wanted:
            raise damaged(f"{name} of {one.folder.name} is not what was written")


def refuse_newer(one: Archive) -> None:
    """Refuse a backup that a newer Parure has made."""
    known = {path.stem for path in MIGRATIONS.glob("[0-9]*.py")}
    unknown = [name for name in one.manifest.migrations if name not in known]
    if unknown:
        raise ShopError(
            "A newer Parure is needed",
            f"This backup was made by a newer version of Parure (it knows {unknown[-1]}).",
            "Update Parure on this PC, then restore it. Nothing was changed.",
        )


def bring_database(one: Archive, folder: Path, stop: Callable[[], bool] = never) -> None:
    """Copy the database into a folder and compare it with the manifest once more."""
    size, digest = disk.copied(one.database, folder / DATABASE, stop)
    if (size, digest) != (one.manifest.database_bytes, one.manifest.database_sha256):
        raise damaged("its database changed while it was read")


def restore(
    one: Archive,
    key: bytes,
    target: Path,
    *,
    key_place: str,
    renew: Callable[[Path, bytes, int], object],
    station: int = 0,
    stop: Callable[[], bool] = never,
) -> None:
    """Make the shop of a backup in ``target``, which must be free; its photos are brought afterwards.

    ``renew(folder, key, station)`` gives the copy an identity of its own. ``station`` 0 goes on as
    the station that made the backup: its series jump ahead by 10,000.
    """
    if not is_free(target):
        raise ShopError(
            "The folder is not empty",
            f"{target} already holds files. A restore never writes over anything.",
            "Choose an empty folder, or have the shop that lies there moved aside first.",
        )
    examine(one, key, stop)
    building = target.with_name(f"{target.name}.restoring")
    with in_words(target.parent):
        shutil.rmtree(building, ignore_errors=True)
        building.mkdir(parents=True)
        _refuse_full(building, one.manifest.database_bytes)
        try:
            bring_database(one, building, stop)
            _settle(building, key, one, renew, station or one.manifest.station)
            _write_note(building, one)
            write_description(
                building, {"format": FORMAT, "shop": one.manifest.shop_id, "key": key_place}
            )
            if target.exists():
                shutil.rmtree(target)  # it is free: nothing is in it, or what a founding left
            os.replace(building, target)
            disk.sync_folder(target.parent)
        except BaseException:
            shutil.rmtree(building, ignore_errors=True)
            raise


def _settle(
    folder: Path, key: bytes, one: Archive, renew: Callable[[Path, bytes, int], object], to: int
) -> None:
    """Open it, find it whole, bring it up to date, make it a copy of its own."""
    path = folder / DATABASE
    db = Database(path, key, free=True)
    try:
        if db.value("PRAGMA integrity_check") != "ok" or db.rows("PRAGMA foreign_key_check"):
            raise damaged("its database is not whole")
        counters = db.rows("SELECT kind_code, year, last FROM number_counter")
    except apsw.Error as error:
        raise damaged("its database cannot be read to its end") from error
    finally:
        db.close()
    migrate.bring_up_to_date(path, key, folder / "backups")
    renew(folder, key, to)
    db = Database(path, key, free=True)
    try:
        db.begin_work()
        if to == one.manifest.station:
            db.run_many(
                "INSERT INTO number_counter (kind_code, year, last) VALUES (?,?,?)",
                [(kind, year, last + SERIES_JUMP) for kind, year, last in counters],
            )
        for table in ("backup_place", "backup_run"):  # the other PC's folders are not here
            db.run(f"DELETE FROM {table}")
        db.commit_work()
        db.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        db.close()


def _refuse_full(folder: Path, wanted: int) -> None:
    if shutil.disk_usage(folder).free < 2 * wanted:
        raise OSError(28, "No space left on device")


def _write_note(folder: Path, one: Archive) -> None:
    said = {"pool": str(one.pool.resolve()), "files": list(one.file_list())}
    disk.written(folder / NOTE, json.dumps(said).encode())


def move_aside(target: Path, stamp: str) -> Path:
    """Give the shop that lies there another name, so that nothing of it is written over."""
    aside = target.with_name(f"{target.name}-before-{stamp}")
    with in_words(target.parent):
        os.rename(target, aside)
    return aside


def photos_wait(shop: Path) -> bool:
    """Whether photos of a restore are still to be brought."""
    return (shop / NOTE).exists()


def bring_photos(
    shop: Path,
    key: bytes,
    *,
    pool: Path | None = None,
    tell: Tell = lambda _done, _total: None,
    stop: Callable[[], bool] = never,
) -> Photos:
    """Bring the photos of a restored shop; goes on where it was interrupted.

    ``pool`` is where they lie now, if the stick has got another name. The note is taken away when
    all that could be had are there; what is damaged in the backup is counted as missing.
    """
    note = shop / NOTE
    if not note.exists():
        return Photos(0, 0)
    said = json.loads(note.read_text("utf-8"))
    source = pool or Path(said["pool"])
    if said["files"] and not source.is_dir():
        raise disk.place_trouble(source, FileNotFoundError(2, "not there"))
    here = FileStore(shop, key)
    total = sum(size for _, size in said["files"])
    done = brought = missing = 0
    for digest, size in said["files"]:
        if stop():
            raise StoppedError
        if not here.has(digest):
            if _brought(shelf(source, digest), shelf(shop, digest), key, digest):
                brought += 1
            elif not source.is_dir():
                raise disk.place_trouble(source, FileNotFoundError(2, "pulled out"))
            else:
                missing += 1
        done += size
        tell(done, total)
    note.unlink()
    return Photos(brought, missing)


def _brought(source: Path, target: Path, key: bytes, digest: str) -> bool:
    """Copy one photo while it is found true. Its name appears when all of it is there."""
    fresh = target.with_name(f"fresh-{secrets.token_hex(8)}")
    try:
        with in_words(target.parent):
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        seen = sha256()
        with in_words(target.parent), source.open("rb") as read, fresh.open("xb") as write:
            for piece in unsealed(key, cast(BinaryIO, _Both(read, write))):
                seen.update(piece)
            write.flush()
            os.fsync(write.fileno())
        if seen.hexdigest() != digest:
            return False
        with in_words(target.parent):
            os.replace(fresh, target)
    except SealError:
        return False
    except FileError:
        if source.exists():
            raise
        return False
    finally:
        fresh.unlink(missing_ok=True)
    return True


class _Both:
    """Reads a file, and writes what was read into another one."""

    def __init__(self, read: BinaryIO, write: BinaryIO) -> None:
        self._read, self._write = read, write

    def read(self, count: int) -> bytes:
        """The next bytes."""
        data = self._read.read(count)
        self._write.write(data)
        return data
