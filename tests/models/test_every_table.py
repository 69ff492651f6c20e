"""What each table must keep because of its kind; a new table inherits these checks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import apsw
import pytest

from app.domain.actors import SYSTEM
from app.models.base import Descriptive, ErasableFact, Fact, Kind
from app.models.migrate import projection_statements, synced_statements
from app.models.people import Party
from app.models.pieces import Measured, Piece
from app.models.projections import REGISTRY
from app.models.records import WorkEntry
from app.models.schema import BY_NAME, PROJECTED, SYNCED, TABLES
from app.shop import Shop


@pytest.fixture(scope="module")
def empty_tables() -> bytes:
    """A database with every table and nothing in it: to make them takes longer than a test."""
    made = apsw.Connection(":memory:")
    for statement in synced_statements() + projection_statements():
        made.execute(statement)
    return bytes(made.serialize("main"))


@pytest.fixture
def connection(empty_tables: bytes) -> apsw.Connection:
    made = apsw.Connection(":memory:")
    made.deserialize("main", empty_tables)
    return made


@pytest.mark.parametrize("model", TABLES, ids=lambda m: m.table())
def test_columns_suit_the_kind(model: Any, connection: Any) -> None:
    info = connection.execute(f'PRAGMA table_info("{model.table()}")').fetchall()
    names = [row[1] for row in info]
    types = {row[2] for row in info}
    assert types <= {"INTEGER", "TEXT", "BLOB"}, "no amount is ever a float"
    if model.kind.synced:
        assert names[0] == "id"
        assert info[0][5] == 1
        forbidden = {
            "rev",
            "created",
            "updated",
            "device",
            "created_at",
            "updated_at",
            "deleted_at",
        }
        assert not forbidden & set(names)
    if model.kind in (Kind.FACT, Kind.ERASABLE) and model is not WorkEntry:
        assert issubclass(model, Fact)
        assert names[:3] == ["id", "work_id", "hlc"]
    if model.kind is Kind.ERASABLE:
        assert issubclass(model, ErasableFact)
        assert names[3:6] == ["content", "salt", "sha256"]
    if model.kind is Kind.DESCRIPTIVE:
        assert issubclass(model, Descriptive)
        assert names[1] == "removed"


@pytest.mark.parametrize("model", TABLES, ids=lambda m: m.table())
def test_constraints_that_sync_cannot_bear_are_absent(model: Any, connection: Any) -> None:
    name = model.table()
    sql = connection.execute("SELECT sql FROM sqlite_schema WHERE name=?", (name,)).fetchone()[0]
    keys = connection.execute(f'PRAGMA foreign_key_list("{name}")').fetchall()
    triggers = connection.execute(
        "SELECT count(*) FROM sqlite_schema WHERE type='trigger'"
    ).fetchone()[0]
    assert triggers == 0
    assert "STRICT" in sql
    if model.kind.synced:
        assert "CHECK" not in sql
        assert "UNIQUE" not in sql.upper().replace('"', " ")
        assert "ON DELETE" not in sql
        assert all(row[6] == "NO ACTION" for row in keys)
        assert len({row[0] for row in keys}) == len(keys), "a foreign key is one column"
        unique = [
            row
            for row in connection.execute(f'PRAGMA index_list("{name}")')
            if row[2] and row[3] != "pk"
        ]
        assert unique == []
    if model.kind is Kind.PROJECTION:
        assert keys == []


def test_facts_hold_no_words() -> None:
    words = {"name", "family", "display", "lines", "phone", "email", "note", "description"}
    for model in TABLES:
        if model.kind is Kind.FACT:
            found = words & set(model.columns())
            assert found <= ({"name"} if model.table() == "tax_line" else set()), model.table()


def test_every_projection_has_an_owner_and_every_source_is_a_table() -> None:
    owned = {projector.NAME for projector in REGISTRY}
    tables = {m.table() for m in PROJECTED} - {"search_row"}
    assert tables <= owned
    for projector in REGISTRY:
        for source in projector.SOURCES:
            assert source.table in SYNCED, (projector.NAME, source.table)
            assert source.key in BY_NAME[source.table].columns()
            assert all(column in BY_NAME[source.table].columns() for column, _ in source.only)


def test_every_model_is_registered_once() -> None:
    def below(model: Any) -> Any:
        for child in model.__subclasses__():
            yield from below(child) if child.__subclasses__() else [child]

    from app.models.base import Table

    named = [m for m in below(Table) if m.__module__.startswith("app.")]
    assert sorted(m.table() for m in named) == sorted(m.table() for m in TABLES)
    assert len(BY_NAME) == len(TABLES)


KEY = b"k" * 32


def test_a_changed_fact_and_a_deleted_row_never_land(tmp_path: Path) -> None:
    shop = Shop.create(tmp_path / "s", KEY, name="V", currency="USD", zone="UTC")
    with shop.work(SYSTEM, "t") as w:
        party = w.add(Party, display="Ann")
        piece = w.add(Piece, category="ring", description="Band")
        fact = w.add(Measured, subject_kind="piece", subject_id=piece, what="gross_weight_mg",
                     value=4210)  # fmt: skip
    for sql in (
        f"UPDATE measured SET value=1 WHERE id={fact}",
        f"DELETE FROM measured WHERE id={fact}",
        f"DELETE FROM party WHERE id={party}",
    ):
        with pytest.raises(AssertionError, match="only ever added"), shop.work(SYSTEM, "t") as w:
            w.db.run(sql)
    reader = shop.reader()
    assert reader.value("SELECT value FROM measured WHERE id=?", (fact,)) == 4210
    assert reader.value("SELECT count(*) FROM party") == 1
    reader.close()
    shop.close()
