"""What the others did while this PC was away, read from a shop that was fetched anew.

Its changes are not there one by one any more, so their facts tell: who entered which value when, which
rows came, what was moved and signed. Our unsent work is put on top as if it had met them in a round.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import apsw

from app.models.base import Kind
from app.models.database import Database
from app.models.schema import BY_NAME
from app.sync.at_once import SAID_ONCE, Told
from app.sync.changes import Sent
from app.sync.resolve import Written

_UNITS = "(SELECT value FROM json_each(?1))"


@dataclass(frozen=True)
class Meanwhile:
    """The units of others that this PC had not met: what they wrote, and their moves and reports."""

    written: Written
    facts: list[Told]


def meanwhile(old: Database, new: Database, pending: Sequence[Sent]) -> Meanwhile:
    """What ``new`` knows of others and ``old`` does not, as far as ``pending`` work may clash with it."""
    known = {row[0] for row in old.rows("SELECT id FROM work")}
    known |= {sent.work_id for sent in pending}
    units = json.dumps([row[0] for row in new.rows("SELECT id FROM work") if row[0] not in known])
    return Meanwhile(_written(new, units, pending), list(_facts(new, units)))


def _written(db: Database, units: str, pending: Sequence[Sent]) -> Written:
    found = Written()
    for table, row_id, column, hlc, site in db.rows(
        "SELECT e.table_name, e.row_id, e.column_name, e.hlc, w.site FROM edit AS e"
        f" JOIN work AS w ON w.id = e.work_id WHERE w.id IN {_UNITS}",
        (units,),
    ):
        found.note(found.entered, (table, row_id, column), (hlc, site))
    for table, row_id in _rows_added(pending):  # both have added it: a file that two PCs have read
        for hlc, site in db.rows(
            "SELECT t.hlc, w.site FROM transition AS t JOIN work AS w ON w.id = t.work_id"
            f" WHERE t.subject_id = ?2 AND w.id IN {_UNITS} ORDER BY t.hlc LIMIT 1",
            (units, row_id),
        ):
            for column in BY_NAME[table].columns():
                found.note(found.added, (table, row_id, column), (hlc, site))
    return found


def _rows_added(pending: Sequence[Sent]) -> Iterator[tuple[str, int]]:
    """The descriptive rows that our unsent work brings."""
    for sent in pending:
        for change in apsw.Changeset.iter(sent.body):
            is_new = change.opcode == apsw.SQLITE_INSERT
            if is_new and BY_NAME[change.name].kind is Kind.DESCRIPTIVE:
                row: Any = change.new
                yield change.name, row[0]


def _facts(db: Database, units: str) -> Iterator[Told]:
    for table in SAID_ONCE:
        columns = BY_NAME[table].columns()
        names = ",".join(f'"{column}"' for column in columns)
        for row in db.rows(f'SELECT {names} FROM "{table}" WHERE work_id IN {_UNITS}', (units,)):
            yield table, dict(zip(columns, row, strict=True))
