"""The whole shop out into open files and in again, and what can be saved of a damaged one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import apsw

from app import keys
from app.backup.disk import never
from app.backup.make import Tell, shop_id_of
from app.backup.open_export import every_row, export_all
from app.backup.open_import import import_all, read_manifest
from app.domain.actors import SYSTEM, Actor
from app.domain.errors import ShopError, UserError
from app.domain.ids import new_id
from app.domain.recovery import phrase_of
from app.files import FileStore
from app.models.base import Table
from app.models.database import Database
from app.services.unlocking import describe
from app.shop import DATABASE, Shop
from app.sync.integrate import digest


@dataclass(frozen=True)
class Exported:
    """What an export holds; ``missing`` are photos that are not on this PC or damaged."""

    folder: Path
    tables: int
    rows: int
    files: int
    missing: int
    damaged_tables: tuple[str, ...] = ()


@dataclass(frozen=True)
class Imported:
    """The shop that an export became: its folder, its new 24 words, where its key lies."""

    shop: Shop
    phrase: str
    key_sentence: str


def export_shop(
    shop: Shop,
    actor: Actor,
    folder: Path,
    *,
    tell: Tell = lambda _done, _total: None,
    stop: Callable[[], bool] = never,
) -> Exported:
    """Write everything into an empty folder: a CSV a table, photos in the clear, a dictionary."""
    shop.require(actor, "export.all")
    reader = shop.reader()
    try:
        reader.run("BEGIN")
        said = export_all(
            reader,
            shop.files,
            folder.expanduser().absolute(),
            digest=digest(reader),
            shop=_about(reader, shop.path),
            tell=tell,
            stop=stop,
        )
        reader.run("COMMIT")
    finally:
        reader.close()
    return _exported(folder, said)


def _about(db: Database, path: Path) -> dict[str, Any]:
    return {
        "id": shop_id_of(path),
        "station": int(db.value("SELECT value FROM sync_state WHERE name = 'station'")),
        "counters": db.rows("SELECT kind_code, year, last FROM number_counter ORDER BY 1, 2"),
    }


def _exported(folder: Path, said: dict[str, Any], damaged: tuple[str, ...] = ()) -> Exported:
    tables = said["tables"]
    rows = sum(table["rows"] for table in tables.values())
    return Exported(
        folder, len(tables), rows, len(said["files"]), len(said["files_missing"]), damaged
    )


def import_shop(
    folder: Path,
    target: Path,
    *,
    station: int = 0,
    tell: Tell = lambda _done, _total: None,
    stop: Callable[[], bool] = never,
) -> Imported:
    """Make an equal shop of an export, in a free folder, sealed with a key of its own."""
    read_manifest(folder)  # refused before a key is kept
    raw, shop_id = keys.new_key(), str(new_id())
    kept = keys.keep(shop_id, raw)
    target = target.expanduser().absolute()
    try:
        import_all(
            folder.expanduser().absolute(),
            target,
            raw,
            shop_id=shop_id,
            key_place=kept.place.value,
            station=station,
            digest_of=digest,
            tell=tell,
            stop=stop,
        )
        shop = Shop.open(target, raw)
    except BaseException:
        keys.forget(shop_id)
        raise
    with shop.work(SYSTEM, "import_all"):
        pass  # the audit log says from where on this copy of the data writes
    return Imported(shop, phrase_of(raw), kept.place.sentence(shop_id))


# ---------------------------------------------------------------------- a damaged shop
def salvage(path: Path, folder: Path, key: bytes | None = None) -> Exported:
    """Write what can still be read of a damaged shop as open files; it is not changed.

    A healthy table comes whole. Of a damaged one the rows before and after what cannot be read
    come; its name is in ``damaged_tables``. ShopError where not even the list of tables can be read.
    """
    if key is None:
        described = describe(path)
        key = keys.fetch(described.shop_id, described.key_place).raw
    db = _opened(path, key)
    damaged: dict[str, None] = {}

    def rows(found: Database, model: type[Table]) -> Iterator[tuple[Any, ...]]:
        yield from _readable_rows(found, model, damaged)

    try:
        said = export_all(
            db,
            FileStore(path, key),
            folder.expanduser().absolute(),
            digest="",
            shop={"id": _quiet(lambda: shop_id_of(path)), "station": 0, "counters": []},
            rows=rows,
        )
    except apsw.Error as error:
        raise _lost(path) from error
    finally:
        db.close()
    return _exported(folder, said, tuple(damaged))


def _opened(path: Path, key: bytes) -> Database:
    try:
        return Database(path / DATABASE, key, readonly=True)
    except apsw.Error as error:
        raise _lost(path) from error


def _readable_rows(
    db: Database, model: type[Table], damaged: dict[str, None]
) -> Iterator[tuple[Any, ...]]:
    """The rows up to what cannot be read, then from the end back to it."""
    seen: set[int] = set()
    try:
        for row in every_row(db, model):
            seen.add(row[0])
            yield row
    except apsw.Error:
        damaged[model.table()] = None
        names = ", ".join(f'"{name}"' for name in model.columns())
        try:
            for row in db.conn.execute(
                f'SELECT {names} FROM "{model.table()}" NOT INDEXED ORDER BY id DESC'
            ):
                if row[0] in seen:
                    return
                yield row
        except apsw.Error:
            return


def _quiet(ask: Callable[[], str]) -> str:
    try:
        return ask()
    except (UserError, OSError, ValueError, KeyError):
        return ""


def _lost(path: Path) -> ShopError:
    return ShopError(
        "Nothing can be saved here",
        f"The beginning of the database in {path} is damaged, and nothing behind it can be found.",
        "Restore the shop from its last backup.",
    )
