"""Backups as the shop's people see them: places, making one, its proof, when the last proven one was."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.backup import archive, keeping, proof
from app.backup.archive import Archive
from app.backup.disk import StoppedError, never
from app.backup.heal import heal
from app.backup.make import Made, Tell, home_of, make, own_home, shop_id_of
from app.backup.turn import PlaceBusyError
from app.domain.actors import Actor
from app.domain.errors import FileError, InputError, UserError
from app.domain.ids import new_id, now_ms
from app.models.backups import BackupPlace, BackupRun
from app.models.database import Database
from app.models.shapes import shape_of
from app.services.backup_words import HERE, STOPPED
from app.services.check import check_database, check_quickly
from app.shop import Shop

log = logging.getLogger(__name__)

LAST_WORK = "backup.last_work"
"""This PC: the newest unit of work that the last hourly backup holds."""
LATE_MS = 24 * 3_600_000
"""Without a proven backup for so long, somebody should know."""


@dataclass(frozen=True)
class Place:
    """A chosen folder for the daily backup."""

    id: int
    path: Path
    added_at: int


@dataclass(frozen=True)
class Run:
    """How a backup went: times in ms, sizes in bytes; ``error`` in words, "" where it went well."""

    id: int
    place_id: int | None
    place: str
    folder: str
    at: int
    took_ms: int
    database_bytes: int
    files: int
    file_bytes: int
    proven_at: int | None
    error_title: str
    error: str


@dataclass(frozen=True)
class PlaceCard:
    """A place on the page: its last attempt, its last proven backup, how many are kept there."""

    place_id: int | None
    words: str
    last: Run | None
    proven: Run | None
    kept: int


@dataclass(frozen=True)
class Overview:
    """The page of backups; ``proven`` is the newest proven one of all places."""

    places: tuple[PlaceCard, ...]
    proven: Run | None

    def is_late(self, now: int) -> bool:
        """Whether nothing proven was made for more than 24 hours."""
        return self.proven is None or now - self.proven.at > LATE_MS


# ---------------------------------------------------------------------- places
def places(db: Database) -> list[Place]:
    """The chosen places, the first chosen first."""
    rows = db.rows("SELECT id, path, added_at FROM backup_place ORDER BY added_at, id")
    return [Place(row[0], Path(row[1]), row[2]) for row in rows]


def add_place(shop: Shop, actor: Actor, folder: Path) -> int:
    """Choose a folder for the daily backup; refuses one that cannot hold it."""
    shop.require(actor, "backup.create")
    chosen = folder.expanduser().absolute()
    _refuse_place(shop, chosen)
    with shop.local() as db:
        if any(place.path == chosen for place in places(db)):
            raise InputError(
                "Chosen already",
                f"Backups go to {chosen} already.",
                "Choose another folder, best on another disk.",
                field="folder",
            )
        place_id = new_id()
        db.run(shape_of(BackupPlace).sql, (place_id, str(chosen), now_ms()))
    return place_id


def remove_place(shop: Shop, actor: Actor, place_id: int) -> None:
    """Make no more backups there. Those that lie there stay."""
    shop.require(actor, "backup.create")
    with shop.local() as db:
        db.run("DELETE FROM backup_place WHERE id = ?", (place_id,))


def _refuse_place(shop: Shop, chosen: Path) -> None:
    if not chosen.is_dir():
        raise InputError(
            "Not a folder",
            f"{chosen} is no folder, or it is not there at this moment.",
            "Plug the stick or disk in and choose the folder on it.",
            field="folder",
        )
    home = shop.path.resolve()
    if chosen.resolve() == home or home in chosen.resolve().parents:
        raise InputError(
            "The shop's own folder",
            "A backup beside the shop is lost together with it; one is made there every hour anyway.",
            "Choose a stick, another disk, or the folder of a cloud.",
            field="folder",
        )
    trial = chosen / f".parure-{new_id()}"
    try:
        trial.write_bytes(b"")
        trial.unlink()
    except OSError as error:
        raise InputError(
            "It cannot be written there",
            f"{chosen} does not take files ({error.strerror}).",
            "Choose a folder in which this person may write.",
            field="folder",
        ) from error


# ---------------------------------------------------------------------- making
def back_up_here(
    shop: Shop, *, tell: Tell = lambda _d, _t: None, stop: Callable[[], bool] = never
) -> Run:
    """The hourly backup in the shop's own folder, looked over quickly."""
    return _run(shop, None, own_home(shop.path), HERE, tell, stop)


def back_up_to(
    shop: Shop, place: Place, *, tell: Tell = lambda _d, _t: None, stop: Callable[[], bool] = never
) -> Run:
    """The daily backup to a chosen place, proven by a test restore."""
    home = home_of(shop_id_of(shop.path), place.path)
    return _run(shop, place.id, home, str(place.path), tell, stop)


def back_up_into(
    shop: Shop, actor: Actor, folder: Path, *, tell: Tell = lambda _d, _t: None
) -> Run:
    """A backup to any folder, proven; raises what stood in its way."""
    shop.require(actor, "backup.create")
    folder = folder.expanduser().absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(
            "The place cannot be made",
            f"The folder {folder} cannot be made ({error.strerror}).",
            "Choose a folder in which this person may write.",
        ) from error
    reader = shop.reader()
    try:
        known = {place.path: place.id for place in places(reader)}
    finally:
        reader.close()
    home = home_of(shop_id_of(shop.path), folder)
    run = _run(shop, known.get(folder), home, str(folder), tell, never)
    if run.error:
        raise FileError(run.error_title, run.error)
    return run


def _run(
    shop: Shop,
    place_id: int | None,
    home: Path,
    words: str,
    tell: Tell,
    stop: Callable[[], bool],
) -> Run:
    """Make one, prove it, keep what the rule keeps; what goes wrong is kept in words, not raised."""
    begun, at = time.monotonic(), now_ms()
    last_work = newest_work(shop)
    made: Made | None = None
    proven_at: int | None = None
    title = error = ""
    try:
        made = make(shop, home, tell=tell, stop=stop)
        proof.prove(
            made.archive,
            shop.key,
            check_quickly if words == HERE else check_database,
            scratch_in=shop.path / "cache",
            stop=stop,
        )
        proven_at = now_ms()
        keeping.tidy(home, {made.archive.folder.name, *_proven_at(shop, words)}, now_ms())
    except StoppedError:
        title, error = STOPPED, "The backup was stopped before its end; the next one is whole."
    except PlaceBusyError:
        raise
    except UserError as refusal:
        title, error = refusal.title, refusal.sentence()
    run = Run(
        new_id(),
        place_id,
        words,
        made.archive.folder.name if made else "",
        made.archive.manifest.taken_at if made else at,
        int((time.monotonic() - begun) * 1000),
        made.archive.manifest.database_bytes if made else 0,
        made.archive.manifest.files if made else 0,
        made.archive.manifest.file_bytes if made else 0,
        proven_at,
        title,
        error,
    )
    with shop.local() as db:
        db.run(shape_of(BackupRun).sql, tuple(vars(run).values()))
        if proven_at and words == HERE:
            keep = "INSERT OR REPLACE INTO local_setting (name, value) VALUES (?, ?)"
            db.run(keep, (LAST_WORK, last_work))
    log.info("backup: %s", title or "proven")
    return run


def mend(shop: Shop, digests: Sequence[str], stop: Callable[[], bool] = never) -> int:
    """Bring photos and papers that are missing or damaged here back from the backups; how many."""
    reader = shop.reader()
    try:
        chosen = places(reader)
    finally:
        reader.close()
    shop_id = shop_id_of(shop.path)
    homes = [own_home(shop.path), *(home_of(shop_id, place.path) for place in chosen)]
    return len(heal(shop.path, shop.key, digests, homes, stop=stop))


def newest_work(shop: Shop) -> str:
    """The newest unit of work: while it stays the same nothing of the shop has changed."""
    reader = shop.reader()
    try:
        return str(reader.value("SELECT max(id) FROM work") or 0)
    finally:
        reader.close()


def _proven_at(shop: Shop, words: str) -> set[str]:
    """The names of the backups in a place whose test restore went well."""
    reader = shop.reader()
    try:
        sql = "SELECT folder FROM backup_run WHERE place = ? AND proven_at IS NOT NULL"
        return {row[0] for row in reader.rows(sql, (words,))}
    finally:
        reader.close()


# ---------------------------------------------------------------------- looking
_COLUMNS = ", ".join(BackupRun.columns())


def last_proven(db: Database) -> Run | None:
    """The newest backup whose test restore was found whole, of any place."""
    row = db.row(
        f"SELECT {_COLUMNS} FROM backup_run WHERE proven_at IS NOT NULL ORDER BY at DESC LIMIT 1"
    )
    return Run(*row) if row else None


def last_run(db: Database, place_id: int | None, *, proven: bool = False) -> Run | None:
    """The newest attempt at a place (None: the shop's own folder), or its newest proven one."""
    only = " AND proven_at IS NOT NULL" if proven else ""
    row = db.row(
        f"SELECT {_COLUMNS} FROM backup_run WHERE place_id IS ?{only}"
        " AND (place_id IS NOT NULL OR place = ?) ORDER BY at DESC LIMIT 1",
        (place_id, HERE),
    )
    return Run(*row) if row else None


def overview(db: Database, shop: Shop) -> Overview:
    """What the page shows."""
    shop_id = shop_id_of(shop.path)
    cards = [_card(db, None, HERE, own_home(shop.path))]
    for place in places(db):
        cards.append(_card(db, place.id, str(place.path), home_of(shop_id, place.path)))
    return Overview(tuple(cards), last_proven(db))


def _card(db: Database, place_id: int | None, words: str, home: Path) -> PlaceCard:
    last, proven = last_run(db, place_id), last_run(db, place_id, proven=True)
    return PlaceCard(place_id, words, last, proven, len(_kept(home)))


def _kept(home: Path) -> list[Archive]:
    try:
        return archive.archives(home) if home.is_dir() else []
    except UserError:
        return []
