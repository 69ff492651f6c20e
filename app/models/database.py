"""An opened database file of a shop: encrypted, in WAL, and guarded against stray commits."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import apsw
from playhouse.apsw_ext import APSWDatabase

from app.domain.errors import ShopError
from app.models.disk import disk_trouble

log = logging.getLogger(__name__)

BUSY_SECONDS = 5
STATEMENTS = 400  # kept prepared: a unit of work uses some hundred different ones
CHECKPOINT_PAGES = 8000  # 32 MB of log
LONG_LOG_PAGES = 32_000  # 128 MB, while many large units of work touch the same pages
Row = tuple[Any, ...]


class Database(APSWDatabase):
    """One connection to a shop's database.

    A connection belongs to one thread at a time. A writing one commits only through ``commit_work``:
    a hook vetoes every other commit, so that nothing is saved without its audit entry. A reading one
    is opened read-only by SQLite itself; its TEMP tables still work.
    """

    def __init__(
        self, path: Path, key: bytes, *, readonly: bool = False, free: bool = False
    ) -> None:
        flags = (
            apsw.SQLITE_OPEN_READONLY
            if readonly
            else apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE
        )
        super().__init__(
            str(path),
            autoconnect=False,
            thread_safe=False,
            flags=flags,
            timeout=BUSY_SECONDS,
            statementcachesize=STATEMENTS,
        )
        self._key = key.hex()
        self._readonly = readonly
        self._guarded = not (readonly or free)
        self._may_commit = False
        self.connect()

    def _connect(self) -> apsw.Connection:
        try:
            conn = apsw.Connection(self.database, **self.connect_params)
        except apsw.CantOpenError as error:
            raise ShopError(
                "The shop cannot be opened",
                f"There is no readable shop database at {self.database}.",
                "Choose another shop, or restore this one from a backup.",
                trouble="damaged",
            ) from error
        conn.set_busy_timeout(BUSY_SECONDS * 1000)
        conn.execute(f"PRAGMA key='raw:{self._key}'")
        try:
            _settle(conn, self._readonly)
        except (apsw.NotADBError, apsw.CorruptError) as error:
            conn.close()
            raise ShopError(
                "The shop cannot be opened",
                "The key does not fit this shop, or its database is damaged.",
                "Open it with its recovery phrase, or restore it from a backup.",
                trouble="damaged",
            ) from error
        except apsw.Error as error:
            conn.close()
            if trouble := disk_trouble(error):
                raise trouble from error
            raise
        if self._guarded:
            conn.set_commit_hook(self._veto)
        return conn

    def _close(self, conn: apsw.Connection) -> None:
        try:
            super()._close(conn)
        except apsw.Error as error:
            # What was committed is on the disk; only the tidying of the log at the end was refused.
            log.warning("the database was closed with %s", type(error).__name__)

    def _veto(self) -> bool:
        return not self._may_commit

    @property
    def conn(self) -> apsw.Connection:
        """The connection itself, for what only SQLite can do (sessions, backup, interrupt)."""
        return self.connection()

    def begin_work(self) -> None:
        """BEGIN IMMEDIATE: from here to ``commit_work`` or ``roll_back`` nobody else writes.

        ShopError when another program does not stop writing within a few seconds.
        """
        try:
            self.conn.execute("BEGIN IMMEDIATE")
        except apsw.BusyError as error:
            raise ShopError(
                "The shop is in use",
                "Another program has been writing into this shop for a while; nothing was saved.",
                "Wait until it is done (an import or a check, perhaps), then do it again.",
            ) from error
        except apsw.Error as error:
            if trouble := disk_trouble(error):
                raise trouble from error
            raise

    def commit_work(self) -> None:
        """The one way to commit on a guarded connection."""
        self._may_commit = True
        try:
            self.conn.execute("COMMIT")
        finally:
            self._may_commit = False

    def roll_back(self) -> None:
        """Take back what was written since ``begin_work``."""
        if self.conn.in_transaction:
            self.conn.execute("ROLLBACK")

    def lengthen_log(self) -> int:
        """From here on copy pages back from a long log only; answers what ``shorten_log`` takes."""
        before = int(self.value("PRAGMA wal_autocheckpoint"))
        self.rows(f"PRAGMA wal_autocheckpoint={max(before, LONG_LOG_PAGES)}")
        return before

    def shorten_log(self, before: int) -> None:
        """Copy back what lies in the log now, and from here on as it was done before."""
        self.rows(f"PRAGMA wal_autocheckpoint={before}")
        try:
            self.conn.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_PASSIVE)
        except apsw.Error as error:
            # All of it is saved; a later unit of work copies it back.
            log.warning("the log was not copied back: %s", type(error).__name__)

    def rows(self, sql: str, params: Sequence[Any] | dict[str, Any] = ()) -> list[Row]:
        """All rows of a query."""
        return self.conn.execute(sql, params).fetchall()

    def row(self, sql: str, params: Sequence[Any] | dict[str, Any] = ()) -> Row | None:
        """The first row, or None."""
        return self.conn.execute(sql, params).fetchone()

    def value(self, sql: str, params: Sequence[Any] | dict[str, Any] = ()) -> Any:
        """The first column of the first row, or None."""
        found = self.row(sql, params)
        return found[0] if found else None

    def run(self, sql: str, params: Sequence[Any] | dict[str, Any] = ()) -> None:
        """Execute a statement whose rows nobody wants."""
        self.conn.execute(sql, params)

    def run_many(self, sql: str, many: Iterable[Sequence[Any]]) -> None:
        """Execute a statement once for each of many parameter rows."""
        self.conn.executemany(sql, many)


def _settle(conn: apsw.Connection, readonly: bool) -> None:
    """Set what every connection needs; each PRAGMA alone, for a row stops a longer statement."""
    conn.execute("SELECT count(*) FROM sqlite_schema").fetchall()
    if not readonly:
        conn.execute("PRAGMA journal_mode=WAL").fetchall()
        conn.execute("PRAGMA synchronous=FULL").fetchall()
        conn.execute(f"PRAGMA wal_autocheckpoint={CHECKPOINT_PAGES}").fetchall()
    conn.execute("PRAGMA foreign_keys=ON").fetchall()
    conn.execute("PRAGMA cache_size=-32768").fetchall()
    conn.execute("PRAGMA temp_store=MEMORY").fetchall()
