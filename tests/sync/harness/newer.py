"""A newer Parure for the tests: its places have one more column, and its changes say so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from peewee import TextField

from app.models import schema, shapes
from app.models.database import Database
from app.models.shopwide import Place
from app.shop import DATABASE
from tests.conftest import SHOP_KEY

OLDER, NEWER = schema.SYNCED_VERSION, schema.SYNCED_VERSION + 1
COLUMN = "colour"


@contextmanager
def as_version(version: int) -> Iterator[None]:
    """Inside the block this process is a Parure of that version."""
    before = schema.SYNCED_VERSION
    _become(version)
    try:
        yield
    finally:
        _become(before)


def _become(version: int) -> None:
    if version == schema.SYNCED_VERSION:
        return
    meta: Any = Place._meta
    if version == NEWER:
        meta.add_field(COLUMN, TextField(default=""))
    else:
        meta.remove_field(COLUMN)
        delattr(Place, COLUMN)
    shapes._SHAPES.pop(Place, None)
    schema.SYNCED_VERSION = version


def renew_tables(folder: Path) -> None:
    """What the newer one's migration does, on a closed shop."""
    db = Database(folder / DATABASE, SHOP_KEY, free=True)
    try:
        db.run(f"ALTER TABLE place ADD COLUMN {COLUMN} TEXT NOT NULL DEFAULT ''")
    finally:
        db.close()
