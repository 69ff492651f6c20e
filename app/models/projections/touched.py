"""Which rows a changeset touched, with the values that it tells of them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import apsw

from app.models.database import Database
from app.models.schema import BY_NAME

Values = tuple[Any, ...]
_POSITION = {
    name: {column: at for at, column in enumerate(model.columns())}
    for name, model in BY_NAME.items()
}
_WIDTH = {name: len(columns) for name, columns in _POSITION.items()}


class Touched:
    """Rows by table: full values of inserted or deleted ones, ids alone of updated ones."""

    def __init__(self) -> None:
        self.whole: dict[str, list[Values]] = defaultdict(list)
        self.updated: dict[str, list[tuple[int, Values]]] = defaultdict(list)
        self.deleted: set[str] = set()
        self._column: dict[tuple[str, int], frozenset[Any]] = {}

    def column(self, table: str, at: int) -> frozenset[Any]:
        """The values of a column of the whole rows; many projections ask for the same ones."""
        found = self._column.get((table, at))
        if found is None:
            found = frozenset([values[at] for values in self.whole.get(table, ())])
            self._column[table, at] = found
        return found

    def take(self, changeset: bytes) -> None:
        """Add what a changeset tells."""
        before, rows, width = "", list[Values](), 0
        for change in apsw.Changeset.iter(changeset):
            name, opcode = change.name, change.opcode
            new: Any = change.new
            if opcode == apsw.SQLITE_INSERT:
                if name != before:  # rows of a table lie together
                    before, rows, width = name, self.whole[name], _WIDTH[name]
                rows.append(new if len(new) == width else _whole(name, new))
                continue
            old: Any = change.old
            if opcode == apsw.SQLITE_DELETE:
                self.deleted.add(name)
                self.whole[name].append(_whole(name, old))
            else:
                self.updated[name].append((old[0], _whole(name, old)))
                if any(value is not apsw.no_change for value in new[1:]):
                    self.updated[name].append((old[0], _whole(name, (old[0], *new[1:]))))

    def tables(self) -> set[str]:
        """The tables with a touched row."""
        return set(self.whole) | set(self.updated)


def _whole(table: str, values: Values) -> Values:
    """A row of an older PC lacks the columns that were added since; they name no key."""
    lacking = _WIDTH[table] - len(values)
    return (*values, *(None,) * lacking) if lacking > 0 else values


def touched_by(*changesets: bytes) -> Touched:
    """The union of what these changesets touched."""
    touched = Touched()
    for changeset in changesets:
        touched.take(changeset)
    return touched


@dataclass(frozen=True)
class Source:
    """A table that a projection is computed from, and how one of its rows names the keys.

    ``key`` is the column with the key; ``only`` restricts to rows whose columns have one of these
    values; ``via`` maps the found values (bound as a JSON list) to keys by SQL.
    """

    table: str
    key: str = "id"
    only: tuple[tuple[str, tuple[str, ...]], ...] = ()
    via: str = ""

    def keys(self, db: Database, touched: Touched) -> set[int]:
        """The keys of the projection that the touched rows of this table concern."""
        at = _POSITION[self.table]
        wanted = [(at[column], allowed) for column, allowed in self.only]
        key_at = at[self.key]
        if not wanted:
            found = set(touched.column(self.table, key_at))
        elif any(touched.column(self.table, i).isdisjoint(some) for i, some in wanted):
            found = set()
        else:
            found = {
                values[key_at]
                for values in touched.whole.get(self.table, ())
                if all(values[i] in allowed for i, allowed in wanted)
            }
        updated = touched.updated.get(self.table, ())
        if updated:
            found |= self._of_updated(db, updated, key_at)
        found.discard(None)
        if found and self.via:
            return {row[0] for row in db.rows(self.via, (json.dumps(sorted(found)),))} - {None}
        return found

    def _of_updated(
        self, db: Database, updated: Sequence[tuple[int, Values]], key_at: int
    ) -> set[int]:
        ids = json.dumps(sorted({row_id for row_id, _ in updated}))
        columns = ", ".join(f'"{name}"' for name in (self.key, *(c for c, _ in self.only)))
        rows: Iterable[Values] = db.rows(
            f'SELECT {columns} FROM "{self.table}" WHERE id IN (SELECT value FROM json_each(?))',
            (ids,),
        )
        found = {
            row[0]
            for row in rows
            if all(row[i + 1] in allowed for i, (_, allowed) in enumerate(self.only))
        }
        for _, values in updated:  # a row that moved from one key to another concerns both
            if isinstance(values[key_at], int):
                found.add(values[key_at])
        return found


def source(table: str, key: str = "id", *, via: str = "", **only: str | tuple[str, ...]) -> Source:
    """``source("transition", "subject_id", machine="order")``."""
    pairs = tuple((c, (v,) if isinstance(v, str) else v) for c, v in only.items())
    return Source(table, key, pairs, via)
