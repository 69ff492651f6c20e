"""A start asks whether the file is today's, without loading the tables that know."""

from __future__ import annotations

from pathlib import Path

import pytest

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


def test_a_new_shop_is_fit(tmp_path: Path) -> None:
    assert fitness.is_fit(made(tmp_path), KEY)


def test_a_shop_that_another_program_had_is_looked_at_closely(tmp_path: Path) -> None:
    path = made(tmp_path)
    changed(path, "UPDATE sync_state SET value = 'another' WHERE name = 'fitted_by'")
    assert not fitness.is_fit(path, KEY)
    migrate.bring_up_to_date(path, KEY, tmp_path / "backups")
    assert fitness.is_fit(path, KEY)


def test_a_changed_file_is_another_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "now.py").write_text("a")
    monkeypatch.setattr(fitness, "HERE", tmp_path)
    fitness.this_program.cache_clear()
    before = fitness.this_program()
    (tmp_path / "now.py").write_text("a table more")
    fitness.this_program.cache_clear()
    after = fitness.this_program()
    fitness.this_program.cache_clear()
    assert before != after


def test_a_shop_of_an_older_program_is_brought_up_to_date_and_then_fit(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    db = Database(path, KEY, free=True)
    migrate.ShopRunner(db).up("0001_initial")
    db.run("INSERT INTO sync_state VALUES ('site','7'), ('station','10'), ('hub','0')")
    db.close()
    assert not fitness.is_fit(path, KEY)
    migrate.bring_up_to_date(path, KEY, tmp_path / "backups")
    assert fitness.is_fit(path, KEY)


def test_a_file_without_any_table_is_not_fit(tmp_path: Path) -> None:
    Database(tmp_path / "shop.db", KEY, free=True).close()
    assert not fitness.is_fit(tmp_path / "shop.db", KEY)
