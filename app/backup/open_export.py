"""The whole shop as open files: a CSV a table, photos and papers in the clear, what each column means."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import apsw

from app import __version__
from app.backup import disk
from app.backup.disk import StoppedError, in_words, never
from app.backup.make import Tell
from app.backup.open_files import (
    EXPORT_FORMAT,
    as_csv,
    dictionary,
    dictionary_md,
    synced_tables,
)
from app.domain.errors import FileError, InputError, NotFoundError
from app.domain.ids import now_ms
from app.files import FileStore
from app.models.base import Table
from app.models.database import Database

MANIFEST = "parure-export.json"
ENDINGS = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "image/tiff": ".tif",
    "application/pdf": ".pdf",
}

Rows = Callable[[Database, type[Table]], Iterable[tuple[Any, ...]]]


def every_row(db: Database, model: type[Table]) -> Iterator[tuple[Any, ...]]:
    """All rows of a table in the order of their ids."""
    names = ", ".join(f'"{name}"' for name in model.columns())
    yield from db.conn.execute(f'SELECT {names} FROM "{model.table()}" ORDER BY id')


def export_all(
    db: Database,
    store: FileStore,
    folder: Path,
    *,
    digest: str,
    shop: dict[str, Any],
    rows: Rows = every_row,
    tell: Tell = lambda _done, _total: None,
    stop: Callable[[], bool] = never,
) -> dict[str, Any]:
    """Write everything into an empty folder; what was written, as the manifest says it.

    ``db`` reads one moment; ``digest`` is of that moment. ``shop`` is what an import must know of
    the copy of the data that wrote it. The manifest comes last: without it the folder is no export.
    """
    with in_words(folder):
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise InputError(
                "The folder is not empty",
                f"{folder} already holds files. An export never mixes with others.",
                "Choose an empty folder, or one that does not exist yet.",
                field="folder",
            )
        folder.mkdir(parents=True, exist_ok=True)
        tables = {}
        for model in synced_tables():
            if stop():
                raise StoppedError
            tables[model.table()] = _table(db, model, folder, rows)
        files, missing = _files(db, store, folder, tell, stop)
        listed = ("table", "kind", "what the table is", "column", "type", "what the column is")
        told = b"".join(as_csv(listed, iter(dictionary())))
        disk.written(folder / "data-dictionary.csv", told)
        disk.written(folder / "data-dictionary.md", dictionary_md().encode())
        said = {
            "format": EXPORT_FORMAT,
            "made_by": f"Parure {__version__}",
            "exported_at": now_ms(),
            "migrations": [row[0] for row in _asked(db, _MIGRATIONS)],
            "digest": digest,
            "shop": shop,
            "tables": tables,
            "files": files,
            "files_missing": missing,
        }
        text = json.dumps(said, ensure_ascii=False, indent=1)
        disk.written(folder / MANIFEST, text.encode())
    return said


_MIGRATIONS = "SELECT name FROM schema_migration ORDER BY name"


def _asked(db: Database, sql: str) -> list[tuple[Any, ...]]:
    """The rows of a query; those before the damage where the database is damaged."""
    found = []
    try:
        for row in db.conn.execute(sql):
            found.append(row)
    except (apsw.CorruptError, apsw.NotADBError, apsw.IOError):
        return found
    return found


def _table(db: Database, model: type[Table], folder: Path, rows: Rows) -> dict[str, Any]:
    path, seen, digest = folder / "tables" / f"{model.table()}.csv", -1, sha256()
    path.parent.mkdir(exist_ok=True)
    with path.open("xb") as file:
        for line in as_csv(model.columns(), iter(rows(db, model))):
            file.write(line)
            digest.update(line)
            seen += 1
    return {"file": f"tables/{path.name}", "rows": seen, "sha256": digest.hexdigest()}


def _files(
    db: Database, store: FileStore, folder: Path, tell: Tell, stop: Callable[[], bool]
) -> tuple[dict[str, str], list[str]]:
    """Each photo and paper in the clear: digest → path; and what is not here or damaged."""
    kept: dict[str, str] = {}
    missing = []
    rows = _asked(db, "SELECT sha256, mime FROM file ORDER BY id DESC")
    named: dict[str, str] = {row[0]: row[1] for row in rows}
    for digest in store.digests():
        named.setdefault(digest, "")
    for done, (digest, mime) in enumerate(sorted(named.items()), 1):
        if stop():
            raise StoppedError
        name = f"files/{digest[:2]}/{digest}{ENDINGS.get(mime, '')}"
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with path.open("xb") as file:
                file.writelines(store.stream(digest))
            kept[digest] = name
        except (NotFoundError, FileError):
            path.unlink(missing_ok=True)
            missing.append(digest)
        tell(done, len(named))
    return kept, missing
