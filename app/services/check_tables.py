"""Checks of the stored rows themselves: pages, references, types, seals, edits that explain values."""

from __future__ import annotations

import json
from collections.abc import Iterator

import apsw

from app.models.base import ErasableFact
from app.models.chain import canonical, sealed
from app.models.database import Database
from app.models.schema import BY_NAME, TABLES
from app.services.check_report import Problem
from app.services.record_words import record_words


def pages(db: Database) -> tuple[int, list[Problem]]:
    """Every page readable, every index complete, every reference to a row that is there."""
    problems = [
        Problem("pages", "shop.db", f"The database says of itself: {row[0]}.")
        for row in db.rows("PRAGMA integrity_check(100)")
        if row[0] != "ok"
    ]
    for table, row_id, parent, _ in db.rows("PRAGMA foreign_key_check"):
        problems.append(
            Problem(
                "references",
                f"{table} {row_id}",
                f"A row of {table} refers to a {parent} that is not there.",
            )
        )
    return int(db.value("PRAGMA page_count")), problems


def types(db: Database) -> tuple[int, list[Problem]]:
    """No amount or mass is a float: every table is strict and knows whole numbers, texts, bytes."""
    problems = []
    for model in TABLES:
        name = model.table()
        strict = db.value("SELECT strict FROM pragma_table_list WHERE name = ?", (name,))
        kinds = {row[2] for row in db.rows(f'PRAGMA table_info("{name}")')}
        if strict != 1 or not kinds <= {"INTEGER", "TEXT", "BLOB"}:
            problems.append(
                Problem("types", name, f"The table {name} would take numbers that are not whole.")
            )
    return len(TABLES), problems


def seals(db: Database) -> tuple[int, list[Problem]]:
    """What was signed, noted or told by a file is still what its seal was made from."""
    seen = 0
    problems = []
    for model in TABLES:
        if not issubclass(model, ErasableFact):
            continue
        name = model.table()
        for row_id, content, salt, digest in db.conn.execute(
            f'SELECT id, content, salt, sha256 FROM "{name}"'
        ):
            seen += 1
            if salt is not None and sealed(content or "", salt) != digest:
                words = record_words(db, name, row_id)
                problems.append(
                    Problem(
                        "seals",
                        f"{name} {row_id}",
                        f"The content of {words} ({name}) is not what was sealed:"
                        " it was changed from outside.",
                    )
                )
            if salt is None and content is not None:
                problems.append(
                    Problem("seals", f"{name} {row_id}", f"A {name} has content without a seal.")
                )
    return seen, problems


_LAST_EDITS = """
SELECT table_name, row_id, column_name, content FROM (
  SELECT e.table_name, e.row_id, e.column_name, e.content, row_number() OVER
    (PARTITION BY e.row_id, e.table_name, e.column_name ORDER BY e.hlc DESC, w.site DESC, e.id DESC)
    AS nth FROM edit AS e LEFT JOIN work AS w ON w.id = e.work_id)
WHERE nth = 1 AND content IS NOT NULL
"""


def edits(db: Database) -> tuple[int, list[Problem]]:
    """Where a descriptive value was changed, its last ``edit`` fact tells the value that stands."""
    seen = 0
    problems = []
    for table, row_id, column, content in db.rows(_LAST_EDITS):
        seen += 1
        if table not in BY_NAME or column not in BY_NAME[table].columns():
            continue
        row = db.row(f'SELECT "{column}" FROM "{table}" WHERE id = ?', (row_id,))
        where = f"{table} {row_id}"
        words = record_words(db, table, row_id)
        if row is None:
            problems.append(
                Problem("edits", where, f"A {table} was edited and is not there any more.")
            )
        elif canonical(row[0]) != canonical(json.loads(content)["new"]):
            problems.append(
                Problem(
                    "edits",
                    where,
                    f"{column.replace('_', ' ').capitalize()} of {words} is not what was last"
                    " entered: it was changed from outside.",
                )
            )
    return seen, problems


def readable(db: Database) -> Iterator[Problem]:
    """Whether each table can be read to its end (a damaged page of an encrypted file cannot)."""
    for model in TABLES:
        try:
            db.value(f'SELECT count(*) FROM "{model.table()}" WHERE 1 = 1')
        except apsw.Error as error:
            yield Problem("pages", model.table(), f"{model.table()} cannot be read: {error}.")
