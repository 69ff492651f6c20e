"""A start asks whether the file is today's, without loading the tables that know."""

from __future__ import annotations

from pathlib import Path

from app.models import fitness, migrate
from app.models.database import Database

KEY = b"k" * 32


def made(folder: Path) -> Path:
    path = folder / "shop.db"
    migrate.create(path, KEY, site=7, station=10)
    return path


def changed(path: Path, sql: str) -> None:
    db = Database(path, KEY, free=True)
    db.run(sql)
    db.close()


def test_the_digest_that_is_written_down_is_todays() -> None:
    assert migrate.projection_digest() == fitness.PROJECTIONS, (
        "the projections have changed: write this digest into app/models/fitness.py, "
        "so that a start knows which shops to bring up to date"
    )


def test_a_new_shop_is_fit(tmp_path: Path) -> None:
    assert fitness.is_fit(made(tmp_path), KEY)


def test_a_shop_with_older_projections_is_not(tmp_path: Path) -> None:
    path = made(tmp_path)
    changed(path, "UPDATE sync_state SET value = 'older' WHERE name = 'projections'")
    assert not fitness.is_fit(path, KEY)


def test_a_shop_that_lacks_a_migration_or_has_a_newer_one_is_not(tmp_path: Path) -> None:
    path = made(tmp_path)
    changed(path, "INSERT INTO schema_migration (name, applied) VALUES ('9999_later', '')")
    assert not fitness.is_fit(path, KEY)
    changed(path, "DELETE FROM schema_migration WHERE name >= '0002'")
    assert not fitness.is_fit(path, KEY)


def test_a_file_without_any_table_is_not(tmp_path: Path) -> None:
    Database(tmp_path / "shop.db", KEY, free=True).close()
    assert not fitness.is_fit(tmp_path / "shop.db", KEY)
