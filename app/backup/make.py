"""Making a backup of an open shop while it is worked in.

The database goes through SQLite's backup API inside one read transaction: writers are not held up,
and what they write meanwhile neither shows in the copy nor makes it begin anew. Photos and papers
are copied as they are sealed, each once; the manifest comes last.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from app import __version__
from app.backup import archive, disk
from app.backup.archive import HALF_OLD_S, Archive, Inside, Manifest, shelf
from app.backup.disk import StoppedError, in_words, never
from app.backup.turn import one_at_a_time
from app.domain.errors import FileError, NotFoundError
from app.domain.ids import now_ms
from app.files import FileStore
from app.models.database import Database
from app.models.schema import BY_NAME, SYNCED
from app.sealing import SealError, unsealed
from app.shop import Shop
from app.shop_folder import DESCRIPTION

PAGES_A_STEP = 256
SPARE_BYTES = 32 << 20
"""Room that is left free at a place: a disk filled to its last byte troubles everybody."""

Tell = Callable[[int, int], None]
"""Told how many bytes of how many are written."""


@dataclass
class Made:
    """A backup that was just made, and photos and papers that it could not take."""

    archive: Archive
    copied_files: int = 0
    unreadable: list[str] = field(default_factory=list)


def home_of(shop_id: str, place: Path) -> Path:
    """The folder of this shop's backups in a chosen place."""
    return place / archive.BELOW / shop_id


def own_home(shop: Path) -> Path:
    """The folder of the hourly backups, in the shop's own."""
    return shop / "backups"


def shop_id_of(shop: Path) -> str:
    """The shop's id, from the file that makes its folder one."""
    return str(json.loads((shop / DESCRIPTION).read_text("utf-8"))["shop"])


def make(
    shop: Shop,
    home: Path,
    *,
    tell: Tell = lambda _done, _total: None,
    stop: Callable[[], bool] = never,
) -> Made:
    """Make one backup in ``home``. FileError says in words what the place refused.

    Half backups of this PC, which a crash or a pulled stick has left, are cleared away first.
    """
    near = home == own_home(shop.path)
    if not near and not home.parent.parent.is_dir():
        raise disk.place_trouble(home.parent.parent, FileNotFoundError(2, "not there"))
    with in_words(home.parent.parent if not near else home):
        home.mkdir(parents=True, exist_ok=True)
        with one_at_a_time(home):
            clear_halves(home, shop.settings.station)
            return _made(shop, home, near, tell, stop)


def clear_halves(home: Path, station: int) -> int:
    """Take away what this station has never finished, and what is nobody's any more; how many."""
    halves = [
        path
        for path in archive.half(home)
        if path.name.split("-")[4] == f"{station:02d}"
        or time.time() - path.stat().st_mtime > HALF_OLD_S
    ]
    for path in halves:
        shutil.rmtree(path)
    return len(halves)


def _made(shop: Shop, home: Path, near: bool, tell: Tell, stop: Callable[[], bool]) -> Made:
    taken_at = now_ms()
    folder = _new_folder(home, taken_at, shop.settings.station)
    pool = home / archive.pool_name(shop.key)
    with closing(shop.reader()) as reader:
        reader.run("BEGIN")
        counts = {name: _count(reader, name) for name in sorted(SYNCED)}
        migrations = tuple(
            row[0] for row in reader.rows("SELECT name FROM schema_migration ORDER BY name")
        )
        named = {row[0] for row in reader.rows("SELECT DISTINCT sha256 FROM file")}
        page_bytes = int(reader.value("PRAGMA page_size"))
        size = int(reader.value("PRAGMA page_count")) * page_bytes
        here = {d: _size(shelf(shop.path, d)) for d in named.union(shop.files.digests())}
        wanted = {d: found for d, found in here.items() if found}
        fresh = {d: size for d, size in wanted.items() if not _size(shelf(pool, d))}
        _refuse_full(home, size + (0 if near else sum(fresh.values())))
        total = size + sum(fresh.values())
        _copy_database(reader, folder / archive.DATABASE, shop.key, page_bytes, tell, total, stop)
        reader.run("COMMIT")
    made = Made(Archive(folder, _EMPTY))
    listed = _list_files(folder, wanted)  # before the files: nobody prunes them meanwhile
    _copy_files(shop, pool, fresh, near, made, lambda done: tell(size + done, total), stop)
    kept = {d: s for d, s in wanted.items() if _size(shelf(pool, d))}
    if kept != wanted:
        listed = _list_files(folder, kept)
    database_bytes, digest = disk.digest_of(folder / archive.DATABASE, stop)
    manifest = Manifest(
        shop_id=shop_id_of(shop.path),
        site=shop.site,
        station=shop.settings.station,
        taken_at=taken_at,
        made_by=f"Parure {__version__}",
        migrations=migrations,
        database_bytes=database_bytes,
        database_sha256=digest,
        files=len(kept),
        file_bytes=sum(kept.values()),
        files_sha256=listed,
        missing=len(named - kept.keys()),
        pool=pool.name,
        inside=archive.sealed_inside(Inside(shop.settings.name, platform.node(), counts), shop.key),
    )
    made.archive = _finished(home, folder, archive.signed(manifest, shop.key))
    tell(total, total)
    return made


def _list_files(folder: Path, sizes: dict[str, int]) -> str:
    """Write which files belong to the backup, by digest with their bytes; the list's own SHA-256."""
    lines = "".join(f"{digest} {size}\n" for digest, size in sorted(sizes.items())).encode()
    disk.written(folder / archive.FILES, lines)
    return sha256(lines).hexdigest()


def _finished(home: Path, folder: Path, manifest: Manifest) -> Archive:
    """The manifest comes last: from here on the folder is a backup."""
    disk.sync_folder(folder)
    disk.written(folder / archive.MANIFEST, archive.as_bytes(manifest))
    disk.sync_folder(home)
    return Archive(folder, manifest)


def copy_database(shop: Shop, target: Path, stop: Callable[[], bool] = never) -> None:
    """Copy the database of an open shop as it stands at this moment, for looking at it in peace."""
    reader = shop.reader()
    try:
        reader.run("BEGIN")
        _copy_database(reader, target, shop.key, 1, lambda _done, _total: None, 0, stop)
        reader.run("COMMIT")
    finally:
        reader.close()


_EMPTY = Manifest("", 0, 0, 0, "", (), 0, "", 0, 0, "", 0, "", "")


def _count(db: Database, table: str) -> int:
    assert table in BY_NAME
    return int(db.value(f'SELECT count(*) FROM "{table}"'))


def _new_folder(home: Path, taken_at: int, station: int) -> Path:
    """A name that no backup has had: which ones are proven is known by their names."""
    stamp = datetime.fromtimestamp(taken_at / 1000, UTC).strftime("%Y-%m-%d-%H%M%S")
    folder = home / f"{stamp}{taken_at % 1000:03d}-{station:02d}"
    folder.mkdir()
    return folder


def _size(path: Path) -> int:
    """Bytes of a file, 0 where it is not."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _refuse_full(home: Path, wanted: int) -> None:
    """Say it before an hour of copying, not after."""
    if shutil.disk_usage(home).free < wanted + SPARE_BYTES:
        raise OSError(28, "No space left on device")


def _copy_database(
    reader: Database,
    target: Path,
    key: bytes,
    page_bytes: int,
    tell: Tell,
    total: int,
    stop: Callable[[], bool],
) -> None:
    copy = Database(target, key, free=True)
    try:
        # Alone in one file: it can be read where nothing may be written.
        copy.rows("PRAGMA journal_mode=OFF")
        copy.rows("PRAGMA synchronous=OFF")  # brought to the disk once, at the end
        with copy.conn.backup("main", reader.conn, "main") as running:
            while not running.done:
                if stop():
                    raise StoppedError
                running.step(PAGES_A_STEP)
                tell((running.page_count - running.remaining) * page_bytes, total)
        copy.rows("PRAGMA journal_mode=DELETE")
    finally:
        copy.close()
    for rest in ("-wal", "-shm"):
        target.with_name(target.name + rest).unlink(missing_ok=True)
    disk.sync_file(target)


def _copy_files(
    shop: Shop,
    pool: Path,
    fresh: dict[str, int],
    near: bool,
    made: Made,
    tell: Callable[[int], None],
    stop: Callable[[], bool],
) -> None:
    kept = FileStore(pool, shop.key)
    done = 0
    for digest, size in sorted(fresh.items()):
        if stop():
            raise StoppedError
        try:
            _copy_file(shop, pool, digest, near, kept)
            made.copied_files += 1
        except (FileError, NotFoundError):
            made.unreadable.append(digest)
        done += size
        tell(done)
    if fresh:
        disk.sync_folder(pool / "files")


def _copy_file(shop: Shop, pool: Path, digest: str, near: bool, kept: FileStore) -> None:
    """One sealed file, found true before it counts; beside the shop itself a second name is enough."""
    source, target = shelf(shop.path, digest), shelf(pool, digest)
    target.parent.mkdir(parents=True, exist_ok=True)
    if near and _opens(source, shop.key) and _linked(source, target):
        return
    disk.copied(source, target)
    if not kept.is_whole(digest):
        target.unlink(missing_ok=True)
        # Sealed with a key from before: sealed anew, so that this backup's key opens all of it.
        kept.put(shop.files.get(digest))


def _opens(path: Path, key: bytes) -> bool:
    """Whether this very key has sealed the file: an older one is not what the words stand for."""
    try:
        with path.open("rb") as file:
            next(unsealed(key, file))
    except SealError:
        return False
    return True


def _linked(source: Path, target: Path) -> bool:
    try:
        os.link(source, target)
    except FileExistsError:
        return True
    except OSError:
        return False
    return True
