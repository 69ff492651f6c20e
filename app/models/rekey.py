"""Sealing a shop's database with another key, on a copy that then takes its place.

Killed at any point, the old file or the new one lies there, whole; who opens it next tries both keys.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import apsw

from app.domain.errors import ShopError
from app.models.database import Database


def seal_anew(
    path: Path,
    before: bytes,
    after: bytes,
    note: Callable[[Database], None],
    step: Callable[[str], None] = lambda _: None,
) -> bool:
    """Seal the closed database at ``path`` with ``after``; ``note`` writes into it what changes with it.

    False, and nothing was done, where another program has the shop open. ``step`` hears each point at
    which it could be stopped. ShopError where the copy is not whole.
    """
    fresh = path.with_suffix(".sealing")
    for ending in ("", "-wal", "-shm", "-journal"):
        fresh.with_name(fresh.name + ending).unlink(missing_ok=True)
    db = Database(path, before, free=True)
    try:
        if not _alone(db):
            return False
        step("alone")
        db.run("VACUUM INTO ?", (str(fresh),))
        step("copied")
        _sealed_copy(fresh, before, after, note, step)
        step("sealed")
        if os.name == "posix":
            os.replace(fresh, path)  # while nobody else can begin to write into the old one
    finally:
        db.close()
    if os.name != "posix":
        os.replace(fresh, path)
    else:
        _sync_folder(path.parent)
    step("replaced")
    return True


def _alone(db: Database) -> bool:
    """Keep everybody else out of the file until it is closed; False where somebody is in it."""
    db.conn.set_busy_timeout(0)
    try:
        if db.value("PRAGMA journal_mode=DELETE") != "delete":
            return False
        db.rows("PRAGMA locking_mode=EXCLUSIVE")
        db.begin_work()
        db.run("UPDATE sync_state SET value = value WHERE name = 'site'")
        db.commit_work()
    except (apsw.BusyError, ShopError):
        return False
    return True


def _sealed_copy(
    path: Path,
    before: bytes,
    after: bytes,
    note: Callable[[Database], None],
    step: Callable[[str], None],
) -> None:
    db = Database(path, before, free=True)
    try:
        db.rows("PRAGMA journal_mode=DELETE")  # a log of changes cannot be sealed anew
        db.begin_work()
        note(db)
        db.commit_work()
        step("noted")
        db.rows(f"PRAGMA rekey='raw:{after.hex()}'")
    finally:
        db.close()
    step("rekeyed")
    db = Database(path, after, free=True)
    try:
        if db.value("PRAGMA integrity_check") != "ok":
            raise ShopError(
                "The new key could not be used",
                "The shop's database could not be sealed with the new key: the copy is not whole.",
                "The shop is unchanged. Check the disk, then start Parure again.",
            )
        db.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        db.rows("PRAGMA journal_mode=DELETE")
    finally:
        db.close()
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
