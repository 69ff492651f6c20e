"""The proof of a backup: it is restored into a folder of its own, opened, looked over, thrown away."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

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

Look = Callable[[Database], Sequence[str]]
"""What finds mistakes in a restored database: sentences, none where all is right."""


def prove(
    one: Archive,
    key: bytes,
    look: Look,
    *,
    sample: int = SAMPLE,
    stop: Callable[[], bool] = never,
) -> None:
    """Restore it for a trial; FileError says what is wrong with it."""
    scratch = Path(tempfile.mkdtemp(prefix="parure-proof-"))
    try:
        with in_words(one.folder.parent):
            examine(one, key, stop)
            bring_database(one, scratch, stop)
        db = Database(scratch / archive.DATABASE, key)
        try:
            _compare_counts(one, key, db)
            wrong = [] if stop() else list(look(db))
        finally:
            db.close()
        if stop():
            raise StoppedError
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
