"""Bringing a projection's rows to what they must be, writing no more than what differs.

A move changes one column of a piece's row: writing that alone leaves its five indexes in peace.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from app.models.base import Projection
from app.models.database import Database


class Rows:
    """The rows of a projection with ``id``: computed by one SELECT of the keys (bound as :keys)."""

    def __init__(self, model: type[Projection], select: str) -> None:
        self.table = model.table()
        self.select = select
        self.columns = model.columns()
        names = ", ".join(self.columns)
        marks = ",".join("?" * len(self.columns))
        self._stored = (
            f"SELECT {names} FROM {self.table} WHERE id IN (SELECT value FROM json_each(:keys))"
        )
        self._insert_all = f"INSERT INTO {self.table} ({names}) {select}"
        self._insert = f"INSERT INTO {self.table} ({names}) VALUES ({marks})"

    def rebuild(self, db: Database, keys: Iterable[int]) -> None:
        """Compute the rows of these keys; insert, update or delete where they differ."""
        wanted = {"keys": json.dumps(sorted(keys))}
        stored = {row[0]: row for row in db.rows(self._stored, wanted)}
        if not stored:
            db.run(self._insert_all, wanted)
            return
        fresh = []
        changed: dict[tuple[str, ...], list[tuple[Any, ...]]] = defaultdict(list)
        for row in db.rows(self.select, wanted):
            old = stored.pop(row[0], None)
            if old is None:
                fresh.append(row)
            elif old != row:
                at = [i for i, (a, b) in enumerate(zip(old, row, strict=True)) if a != b]
                names = tuple(self.columns[i] for i in at)
                changed[names].append((*(row[i] for i in at), row[0]))
        db.run_many(self._insert, fresh)
        for names, values in changed.items():
            sets = ", ".join(f"{name} = ?" for name in names)
            db.run_many(f"UPDATE {self.table} SET {sets} WHERE id = ?", values)
        db.run_many(f"DELETE FROM {self.table} WHERE id = ?", ((gone,) for gone in stored))
