"""The proof of a backup: it is restored into a folder of its own, opened, looked over, thrown away."""

from __future__ import annotations

import random
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import apsw

from app.backup import archive
from app.backup.archive import Archive, damaged, shelf
from app.backup.disk import StoppedError, in_words, never, place_trouble
from app.backup.restore import bring_database, examine
from app.domain.errors import FileError, UserError
from app.files import FileStore
from app.models.database import Database
from app.models.schema import BY_NAME

SAMPLE = 40
"""How many photos of a backup are opened and compared; of the others the size is looked at."""

STEPS = 20_000
"""So many steps of SQLite's machine between two looks at whether to stop: a few milliseconds."""

Made = TypeVar("Made")
Look = Callable[[Database], Sequence[str]]
"""What finds mistakes in a restored database: sentences, none where all is right."""


def prove(
    one: Archive,
    key: bytes,
    look: Look,
    *,
    sample: int = SAMPLE,
    scratch_in: Path | None = None,
    stop: Callable[[], bool] = never,
) -> None:
    """Restore it for a trial; FileError says what is wrong with it.

    ``scratch_in`` is where it is restored for the trial, on a disk with room for one more database.
    """
    with in_words(scratch_in or Path(tempfile.gettempdir())):
        scratch = scratch_folder(scratch_in)
    try:
        with in_words(one.folder.parent):
            examine(one, key, stop)
        with in_words(scratch.parent if one.database.exists() else one.folder.parent):
            bring_database(one, scratch, stop)
        db = Database(scratch / archive.DATABASE, key)
        try:
            _compare_counts(one, key, db)
            wrong = looked_over(db, look, stop)
        finally:
            db.close()
        if wrong:
            raise FileError(
                "The shop itself is not whole",
                f"The backup is a faithful copy, and in the shop this was found: {wrong[0]}",
                "Check the shop (Settings, Backup); the backups of before are kept meanwhile.",
            )
        with in_words(one.folder.parent):
            _look_at_files(one, key, sample, stop)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def scratch_folder(inside: Path | None = None) -> Path:
    """A folder for a database that is looked at and thrown away; whoever makes it takes it away."""
    if inside is not None:
        inside.mkdir(parents=True, exist_ok=True)
        for old in inside.glob("trial-*"):
            if time.time() - old.stat().st_mtime > 86_400:  # of a program that was killed
                shutil.rmtree(old, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix="trial-", dir=inside))


def looked_over(db: Database, look: Callable[[Database], Made], stop: Callable[[], bool]) -> Made:
    """What ``look`` finds; StoppedError soon after ``stop`` says so, also within a long statement."""
    db.conn.set_progress_handler(stop, STEPS)
    try:
        return look(db)
    except apsw.InterruptError as error:
        raise StoppedError from error
    finally:
        db.conn.set_progress_handler(None, STEPS)


def _compare_counts(one: Archive, key: bytes, db: Database) -> None:
    for table, count in archive.inside_of(one.manifest, key).counts.items():
        if table in BY_NAME and int(db.value(f'SELECT count(*) FROM "{table}"')) != count:
            raise damaged(f"its {table.replace('_', ' ')} rows are not as many as were backed up")


def _look_at_files(one: Archive, key: bytes, sample: int, stop: Callable[[], bool]) -> None:
    """Each is there with its size; some, others each time, are opened and compared."""
    every = list(one.file_list())
    for digest, size in every:
        if stop():
            raise StoppedError
        path = shelf(one.pool, digest)
        if not path.exists() or path.stat().st_size != size:
            raise _file_wrong(one, digest)
    store = FileStore(one.pool, key)
    for digest, _ in random.sample(every, min(sample, len(every))):
        if stop():
            raise StoppedError
        if not store.is_whole(digest):
            raise _file_wrong(one, digest)


def _file_wrong(one: Archive, digest: str) -> UserError:
    """A rotten copy is taken away, so that the next backup brings it anew."""
    if not one.database.exists():
        return place_trouble(one.folder.parent, FileNotFoundError(2, "pulled out"))
    shelf(one.pool, digest).unlink(missing_ok=True)
    return damaged(f"the photo or paper {digest[:12]} in it is not as it was")
