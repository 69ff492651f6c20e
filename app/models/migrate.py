"""Making a shop's database, and bringing an older one up to date without ever being in between.

A shop is migrated on a copy: back up, migrate the copy, check it, swap. Killed at any point, the
old file or the new one lies there, whole. Projections are not migrated: where their tables are not
today's, they are made anew from the facts.
"""

from __future__ import annotations

import hashlib
import os
import time
from datetime import UTC, datetime
from pathlib import Path

from peewee import DatabaseProxy, TextField
from playhouse.apsw_ext import APSWDatabase
from playhouse.migrations import Runner

from app.domain.errors import ShopError
from app.models import projections
from app.models.database import Database
from app.models.fitness import MIGRATIONS, note_fit
from app.models.now import SEARCHED
from app.models.projections.search import create_statements as search_statements
from app.models.schema import PROJECTED, TABLES, create_statements

PROJECTION_CODE = 6
"""Rises when a projection computes other rows from the same tables: the shop then rebuilds them."""


class ShopRunner(Runner):
    """Peewee's runner with a history that APSW can store: it binds texts, not datetimes."""

    def __init__(self, db: Database) -> None:
        super().__init__(db, str(MIGRATIONS))

        class History(db.Model):  # type: ignore[name-defined]
            name = TextField(unique=True)
            applied = TextField(default=lambda: datetime.now(UTC).isoformat(timespec="seconds"))

            class Meta:
                legacy_table_names = False
                table_name = self.table_name

        self.History = History


_shaper = DatabaseProxy()
for _model in TABLES:
    _model._meta.set_database(_shaper)
_shaper.initialize(
    APSWDatabase(":memory:", autoconnect=False)
)  # gives the dialect, is never opened


def synced_statements() -> list[str]:
    """The SQL of all tables but the projections, as the models say: what the migrations add up to."""
    return create_statements(tuple(m for m in TABLES if m not in PROJECTED))


def projection_statements() -> list[str]:
    """The SQL of today's projections and search indexes."""
    return create_statements(PROJECTED) + search_statements()


def create(path: Path, key: bytes, *, site: int, station: int) -> None:
    """Make an empty database at ``path`` for this copy of the data and this station."""
    db = Database(path, key, free=True)
    try:
        ShopRunner(db).up()
        db.begin_work()
        for name, value in (("site", site), ("station", station), ("hub", 0)):
            db.run("INSERT INTO sync_state (name, value) VALUES (?,?)", (name, str(value)))
        _renew_projections(db)
        note_fit(db)
        db.commit_work()
    finally:
        db.close()


def bring_up_to_date(path: Path, key: bytes, backups: Path) -> None:
    """Migrate an older database on a copy and swap; refuse one that a newer Parure has written."""
    db = Database(path, key, free=True)
    try:
        pending = _pending(db)
        if not pending:
            _fit_projections(db)
            note_fit(db)
            return
        for statement in ("PRAGMA wal_checkpoint(TRUNCATE)", "PRAGMA journal_mode=DELETE"):
            db.rows(statement)
        backups.mkdir(exist_ok=True)
        kept = backups / f"before-{pending[0]}-{time.strftime('%Y%m%d-%H%M%S')}.db"
        fresh = path.with_suffix(".migrating")
        for copy in (kept, fresh):
            copy.unlink(missing_ok=True)
            db.run("VACUUM INTO ?", (str(copy),))
        before = _counts(db)
    finally:
        db.close()
    _migrate(fresh, key, before)
    os.replace(fresh, path)
    _sync_folder(path.parent)


def _migrate(path: Path, key: bytes, before: dict[str, int]) -> None:
    db = Database(path, key, free=True)
    try:
        ShopRunner(db).up()
        _fit_projections(db)
        note_fit(db)
        broken = db.rows("PRAGMA foreign_key_check")
        state = db.value("PRAGMA integrity_check")
        after = _counts(db)
        lost = [t for t, count in before.items() if after.get(t, 0) < count]
        if broken or state != "ok" or lost:
            raise ShopError(
                "The update did not work",
                "The shop could not be brought to this version: the updated copy is not whole.",
                "Your shop is unchanged. Go on with the older Parure and send us the report.",
            )
        db.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        db.rows("PRAGMA journal_mode=DELETE")
    finally:
        db.close()
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _pending(db: Database) -> list[str]:
    runner = ShopRunner(db)
    rows = runner.status()
    unknown = [m.name for m in rows if m.path is None]
    if unknown:
        raise ShopError(
            "A newer Parure is needed",
            f"This shop was last used with a newer version of Parure (it knows {unknown[-1]}).",
            "Update Parure on this PC, then open the shop again. Nothing was changed.",
        )
    return [m.name for m in rows if not m.applied]


def _counts(db: Database) -> dict[str, int]:
    names = [m.table() for m in TABLES if m not in PROJECTED]
    there = {row[0] for row in db.rows("SELECT name FROM sqlite_schema WHERE type='table'")}
    return {n: int(db.value(f'SELECT count(*) FROM "{n}"')) for n in names if n in there}


def _projection_digest() -> str:
    text = "\n".join([str(PROJECTION_CODE), *projection_statements()])
    return hashlib.sha256(text.encode()).hexdigest()


def _fit_projections(db: Database) -> None:
    known = db.value("SELECT value FROM sync_state WHERE name='projections'")
    if known == _projection_digest():
        return
    db.begin_work()
    try:
        _renew_projections(db)
        projections.rebuild(db)
        db.commit_work()
    except BaseException:
        db.roll_back()
        raise


def _renew_projections(db: Database) -> None:
    for name in (*(m.table() for m in PROJECTED), *(f"{kind}_search" for kind in SEARCHED)):
        db.run(f'DROP TABLE IF EXISTS "{name}"')
    for statement in projection_statements():
        db.run(statement)
    db.run(
        "INSERT OR REPLACE INTO sync_state (name, value) VALUES ('projections', ?)",
        (_projection_digest(),),
    )


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
