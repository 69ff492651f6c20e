"""An open export becomes a shop again: all of it is read and compared before the shop appears."""

from __future__ import annotations

import csv
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import apsw

from app.backup import disk
from app.backup.disk import StoppedError, in_words, never
from app.backup.make import Tell
from app.backup.open_export import MANIFEST
from app.backup.open_files import EXPORT_FORMAT, synced_tables, values_of
from app.backup.restore import SERIES_JUMP
from app.domain.errors import FileError, InputError, ShopError
from app.domain.ids import new_id
from app.files import FileStore
from app.models import migrate, projections
from app.models.base import Table
from app.models.database import Database
from app.models.schema import BY_NAME
from app.models.shapes import shape_of
from app.shop_folder import DATABASE, is_free, write_description

FORMAT = 1
LONGEST_CELL = 1 << 27
"""A report's content stands in one cell; a web shop's file is held to Python's usual measure."""


def read_manifest(folder: Path) -> dict[str, Any]:
    """What the export says of itself; refuses what is none, or was written by a newer Parure."""
    try:
        said: dict[str, Any] = json.loads((folder / MANIFEST).read_text("utf-8"))
        version, tables = int(said["format"]), dict(said["tables"])
        known = {path.stem for path in migrate.MIGRATIONS.glob("[0-9]*.py")}
        newer = [name for name in said["migrations"] if name not in known]
    except FileNotFoundError:
        raise FileError(
            "Not an export",
            f"{folder} holds no export of a whole shop: {MANIFEST} is missing.",
            "Choose the folder that was exported; where the export was stopped, export again.",
        ) from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise FileError(
            "The export is damaged",
            f"{MANIFEST} in {folder} cannot be read.",
            "Take the files as they were exported. Nothing was imported.",
        ) from error
    if version != EXPORT_FORMAT or newer or not tables.keys() <= BY_NAME.keys():
        raise ShopError(
            "A newer Parure is needed",
            "This export was made by a newer version of Parure.",
            "Update Parure on this PC, then import it. Nothing was imported.",
        )
    return said


def import_all(
    folder: Path,
    target: Path,
    key: bytes,
    *,
    shop_id: str,
    key_place: str,
    station: int,
    digest_of: Callable[[Database], str],
    tell: Tell = lambda _done, _total: None,
    stop: Callable[[], bool] = never,
) -> None:
    """Make the shop of an export in a free folder: equal to the row, or not at all.

    ``station`` 0 goes on as the station that exported it, its series 10,000 ahead.
    """
    said = read_manifest(folder)
    if not is_free(target):
        raise ShopError(
            "A shop is there already",
            f"{target} holds files. A whole shop is imported into an empty place.",
            "Choose an empty folder, or one that does not exist yet.",
        )
    with in_words(folder):
        _refuse_changed(folder, said)
    building = target.with_name(f"{target.name}.importing")
    with in_words(target.parent):
        shutil.rmtree(building, ignore_errors=True)
        building.mkdir(parents=True)
        try:
            _build(folder, building, said, key, station, digest_of)
            _bring_files(folder, FileStore(building, key), said, tell, stop)
            write_description(building, {"format": FORMAT, "shop": shop_id, "key": key_place})
            if target.exists():
                shutil.rmtree(target)
            os.replace(building, target)
            disk.sync_folder(target.parent)
        except BaseException:
            shutil.rmtree(building, ignore_errors=True)
            raise


def _refuse_changed(folder: Path, said: dict[str, Any]) -> None:
    """Every file is there and as it was exported; all are named that are not."""
    gone = [t["file"] for t in said["tables"].values() if not (folder / t["file"]).is_file()]
    gone += [name for name in said["files"].values() if not (folder / name).is_file()]
    if gone:
        more = f" and {len(gone) - 3} more" if len(gone) > 3 else ""
        raise FileError(
            "Files are missing",
            f"The export lacks {', '.join(gone[:3])}{more}.",
            "Copy the whole folder again. Nothing was imported.",
        )
    for table in said["tables"].values():
        if disk.digest_of(folder / table["file"])[1] != table["sha256"]:
            raise FileError(
                "A file was changed",
                f"{table['file']} is not as it was exported: a row in it was changed, added or"
                " taken away.",
                "Take the file as it was exported. Nothing was imported.",
            )


def _build(
    folder: Path,
    building: Path,
    said: dict[str, Any],
    key: bytes,
    station: int,
    digest_of: Callable[[Database], str],
) -> None:
    shop = said["shop"]
    number = station or int(shop["station"])
    migrate.create(building / DATABASE, key, site=new_id(), station=number)
    db = Database(building / DATABASE, key, free=True)
    try:
        db.begin_work()
        db.run("PRAGMA defer_foreign_keys=1")
        for model in synced_tables():
            if model.table() in said["tables"]:
                _fill(db, model, folder / said["tables"][model.table()]["file"])
        if number == int(shop["station"]):
            db.run_many(
                "INSERT INTO number_counter (kind_code, year, last) VALUES (?,?,?)",
                [(kind, year, last + SERIES_JUMP) for kind, year, last in shop["counters"]],
            )
        projections.rebuild(db)
        if digest_of(db) != said["digest"] and _same_shape(db, said):
            raise FileError(
                "The export is damaged",
                "The rows that were read are not those that were exported.",
                "Export the shop again. Nothing was imported.",
            )
        db.commit_work()
        db.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    except apsw.ConstraintError as error:
        raise InputError(
            "The rows do not fit together",
            f"The export cannot be a whole shop ({error}).",
            "Take the files as they were exported. Nothing was imported.",
        ) from error
    finally:
        db.close()


def _same_shape(db: Database, said: dict[str, Any]) -> bool:
    """Whether no column has come since that export."""
    rows = db.rows("SELECT name FROM schema_migration ORDER BY name")
    return [row[0] for row in rows] == said["migrations"]


def _fill(db: Database, model: type[Table], path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file, _long_cells():
        lines = csv.reader(file)
        columns = next(lines, [])
        unknown = [name for name in columns if name not in model.columns()]
        if unknown or "id" not in columns:
            raise ShopError(
                "A newer Parure is needed",
                f"{path.name} has columns that this version does not know: {', '.join(unknown)}.",
                "Update Parure on this PC, then import it. Nothing was imported.",
            )
        db.run_many(shape_of(model).sql, _values(model, columns, lines, path.name))


@contextmanager
def _long_cells() -> Iterator[None]:
    """Inside the block a cell may be as long as our own export writes it."""
    usual = csv.field_size_limit(LONGEST_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(usual)


def _values(
    model: type[Table], columns: list[str], lines: Iterator[list[str]], name: str
) -> Iterator[list[Any]]:
    for number, cells in enumerate(lines, 2):
        yield values_of(model, columns, cells, f"{name}, row {number}")


def _bring_files(
    folder: Path, store: FileStore, said: dict[str, Any], tell: Tell, stop: Callable[[], bool]
) -> None:
    """Seal each photo and paper; one that is not what its name says stops the import."""
    for done, (digest, name) in enumerate(said["files"].items(), 1):
        if stop():
            raise StoppedError
        with (folder / name).open("rb") as file:
            seen = sha256()
            while piece := file.read(disk.PIECE_BYTES):
                seen.update(piece)
            if seen.hexdigest() != digest:
                raise FileError(
                    "A photo was changed",
                    f"{name} is not the file that was exported.",
                    "Take the file as it was exported. Nothing was imported.",
                )
            file.seek(0)
            store.put_stream(file)
        tell(done, len(said["files"]))
