"""10,000 changed rows on their way: up against a raw COPY of the same bytes, down against COPY and inserts.

The floor of coming down writes the very rows that come to stand there, the projected ones and the
search index's words as well, in one plain transaction. All that lies at the hub is sealed, on both
sides; ours proves, projects and looks for contradictions, in slices that let a counter's work through.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from app.domain.actors import SYSTEM
from app.models.base import Kind
from app.models.database import Database
from app.models.pieces import Piece
from app.models.projections.search import INDEXES, create_statements
from app.models.schema import BY_NAME
from app.shop import Shop
from app.sync.hub import Pack
from tests.bench.hub import founded, server, wanted
from tests.bench.measure import Figure, against, once, told
from tests.conftest import SHOP_KEY
from tests.sync.pcs import House, house_of
from tests.sync.postgres import Server

ROWS = wanted("ROWS", 10_000)
EACH = (ROWS, 8, 1)
"""Rows of one unit of work."""
MOST = 2.0
Rows = dict[str, list[tuple[Any, ...]]]


def run() -> list[Figure]:
    """As one unit of work, as sales of eight rows, and row by row."""
    figures = []
    with server() as made:
        for each in EACH:
            with tempfile.TemporaryDirectory() as name:
                folder = Path(name)
                first = founded(folder / "first")
                with house_of(first, made.empty_database(), folder) as house:
                    figures += _measured(made, house, each, folder)
    return figures


def _measured(made: Server, house: House, each: int, folder: Path) -> list[Figure]:
    a, b = house.pcs
    with hasty(a.shop):
        for start in range(0, ROWS, each):
            numbers = range(start, min(start + each, ROWS))
            with a.shop.work(SYSTEM, "bench") as w:
                w.add_many(Piece, ({"category": "ring", "description": f"Ring {n} with a sapphire",
                                    "number": f"P10-26-{n:06d}"} for n in numbers))  # fmt: skip
    before = _rows(b.shop)
    push = once(a.meet)
    packs = _log(a.hub)
    copied = once(lambda: _copied(made, packs))
    apply = once(b.meet)
    house.agree()
    rows: Rows = _new_rows(b.shop, before)
    assert len(rows["piece"]) == ROWS
    found = _search(b.shop)
    assert len(found) == ROWS
    floor_db, _ = plain_database(b.shop, folder / "plain.db")
    down = once(lambda: _copied_out(made, packs))
    put_in = once(lambda: inserted(floor_db, rows, found))
    alone = {name: some for name, some in rows.items() if BY_NAME[name].kind.synced}
    bare, _ = plain_database(b.shop, folder / "bare.db")
    bare_ms = once(lambda: inserted(bare, alone, []))
    floor_db.close()
    bare.close()
    title = f"{ROWS:,} rows in units of {each:,}"
    return [
        told(f"{title}: push, against a raw COPY", push, copied),
        against(f"{title}: fetch and apply", apply, down + put_in, MOST),
        told(f"{title}: the same, floor of synced rows alone", apply, down + bare_ms),
    ]


@contextmanager
def hasty(shop: Shop) -> Iterator[None]:
    """Prepare what is measured later without waiting for the disk at each unit."""
    with shop.replaying() as db:
        db.rows("PRAGMA synchronous=OFF")
    yield
    with shop.replaying() as db:
        db.rows("PRAGMA synchronous=FULL")


def _log(hub: Any) -> list[Pack]:
    """All that lies at the hub."""
    found: list[Pack] = []
    while some := hub.fetch(len(found)):
        found += some
    return found


def _copied(made: Server, packs: list[Pack]) -> None:
    with psycopg.connect(made.url("hubs")) as conn:
        conn.execute("CREATE TABLE IF NOT EXISTS floor (seq bigint PRIMARY KEY, body bytea)")
        conn.execute("TRUNCATE floor")
        with conn.cursor().copy("COPY floor FROM STDIN (FORMAT BINARY)") as copy:
            copy.set_types(["int8", "bytea"])
            for pack in packs:
                copy.write_row((pack.seq, pack.body))


def _copied_out(made: Server, packs: list[Pack]) -> None:
    with psycopg.connect(made.url("hubs")) as conn:
        with conn.cursor().copy("COPY floor TO STDOUT (FORMAT BINARY)") as copy:
            copy.set_types(["int8", "bytea"])
            rows = [row for row in copy.rows() if row]
        assert len(rows) == len(packs)


def _kept(name: str) -> bool:
    return name in BY_NAME and (BY_NAME[name].kind.synced or BY_NAME[name].kind is Kind.PROJECTION)


def _tables(db: Database) -> list[tuple[str, str]]:
    """(table, how it or an index of it is made): the tables first; search indexes are no tables."""
    asked = "SELECT tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type DESC"
    return [(name, sql) for name, sql in db.rows(asked) if _kept(name) and "VIRTUAL" not in sql]


def _rows(shop: Shop) -> dict[str, set[tuple[Any, ...]]]:
    reader = shop.reader()
    names = {name for name, _ in _tables(reader)}
    found = {name: set(reader.rows(f'SELECT * FROM "{name}"')) for name in names}
    reader.close()
    return found


def _new_rows(shop: Shop, before: dict[str, set[tuple[Any, ...]]]) -> Rows:
    """The rows that came to stand here, by id as far as they have one: the order of inserting."""
    return {name: sorted(rows - before[name], key=repr if name not in BY_NAME else _first)
            for name, rows in _rows(shop).items()}  # fmt: skip


def _first(row: tuple[Any, ...]) -> Any:
    return row[0] if isinstance(row[0], int) else 0


def plain_database(shop: Shop, path: Path) -> tuple[Database, list[str]]:
    """An empty encrypted database with the same tables and indexes; the tables' names."""
    plain, reader = Database(path, SHOP_KEY, free=True), shop.reader()
    made = _tables(reader)
    reader.close()
    for _, sql in made:
        plain.run(sql)
    plain.run(next(sql for sql in create_statements() if "piece_search" in sql))
    plain.rows("PRAGMA foreign_keys=OFF")
    return plain, sorted({name for name, _ in made})


def _search(shop: Shop) -> list[tuple[int, str]]:
    """(row, words) of the index of pieces."""
    reader = shop.reader()
    rows: dict[int, int] = dict(
        reader.rows("SELECT target_id, row FROM search_row WHERE kind_code='piece'")
    )
    keys = {"keys": json.dumps(sorted(rows))}
    found = [(rows[one], body) for one, _, body in reader.rows(INDEXES[0].texts, keys)]
    reader.close()
    return sorted(found)


def inserted(plain: Database, rows: Rows, found: list[tuple[int, str]]) -> None:
    """Write rows by table, and (row, words) of the index of pieces, in one transaction."""
    plain.begin_work()
    plain.run_many("INSERT INTO piece_search (rowid, body) VALUES (?,?)", found)
    for name, some in rows.items():
        if some:
            marks = ",".join("?" * len(some[0]))
            plain.run_many(f'INSERT INTO "{name}" VALUES ({marks})', some)
    plain.commit_work()
