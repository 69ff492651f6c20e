"""How a change of ours is put on top of what arrived meanwhile.

Different columns merge. The same descriptive column: the later hybrid time wins, and what lost is
recorded. Facts are never overwritten: the same fact told twice is kept once, and its second telling
is recorded too. Where the second telling has other words (two exports of one shop name a payment's
method differently), the first one stands and the other words are recorded.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import apsw

from app.models.base import Kind, Table
from app.models.database import Database
from app.models.schema import BY_NAME
from app.sync.changes import Sent

ABORT, OMIT = apsw.SQLITE_CHANGESET_ABORT, apsw.SQLITE_CHANGESET_OMIT
_TOLD_BY = {"work_id", "hlc"}


class DivergedError(Exception):
    """This copy of the data is not what the log says it must be; it must be fetched anew."""


@dataclass
class Lost:
    """A descriptive value that lost: what it was before both, here and there."""

    table: str
    row_id: int
    column: str
    base: Any
    mine: Any
    theirs: Any
    kept: str


@dataclass
class Retold:
    """A fact that another PC had told in other words: our row as a whole, and the words that stand."""

    table: str
    mine: dict[str, Any]
    theirs: dict[str, Any]

    @property
    def columns(self) -> list[str]:
        """The columns in which the two tellings differ."""
        return [c for c in self.mine if c not in _TOLD_BY and self.mine[c] != self.theirs[c]]


Cell = tuple[str, int, str]
"""Table, row, column."""
When = tuple[int, int]
"""Hybrid time and site."""


@dataclass
class Written:
    """When the other side wrote each value: ``entered`` by somebody, or ``added`` with its row.

    A row that two PCs add comes from a file, and what a file says never counts against a person.
    """

    entered: dict[Cell, When] = field(default_factory=dict)
    added: dict[Cell, When] = field(default_factory=dict)

    @staticmethod
    def note(told: dict[Cell, When], cell: Cell, when: When) -> None:
        """Keep the latest telling."""
        told[cell] = max(when, told.get(cell, when))

    def rows(self) -> set[tuple[str, int]]:
        """The rows that the other side has to do with."""
        return {cell[:2] for told in (self.entered, self.added) for cell in told}


@dataclass
class Resolver:
    """Decides over the conflicts of one pending changeset; remembers what it decided."""

    db: Database
    arrived: Written
    mine: Sent
    lost: list[Lost] = field(default_factory=list)
    repeated: list[tuple[str, int]] = field(default_factory=list)
    retold: list[Retold] = field(default_factory=list)
    failure: str = ""
    _merged: set[tuple[str, int]] = field(default_factory=set)

    def __call__(self, reason: int, change: apsw.TableChange) -> int:
        """The conflict handler that SQLite calls for each change that does not fit."""
        try:
            return self._decide(reason, change)
        except Exception as error:
            self.failure = f"{type(error).__name__}: {error}"
            return ABORT

    def _decide(self, reason: int, change: apsw.TableChange) -> int:
        if reason == apsw.SQLITE_CHANGESET_FOREIGN_KEY:
            return OMIT  # checked once for the whole transaction, when it commits
        table = change.name
        model = BY_NAME[table]
        if reason == apsw.SQLITE_CHANGESET_CONFLICT and change.new is not None:
            columns = model.columns()[: len(change.new)]  # an older PC's rows lack the newest
            mine: dict[str, Any] = dict(zip(columns, change.new, strict=True))
            theirs = self._current(table, columns, mine["id"])
            if model.kind is Kind.DESCRIPTIVE:
                self._merge(table, mine["id"], None, mine, theirs)
            else:
                self._same_fact(model, mine, theirs)
            return OMIT
        if reason == apsw.SQLITE_CHANGESET_DATA and model.kind is Kind.DESCRIPTIVE:
            columns = model.columns()[: len(change.old or ())]
            old: Any = dict(zip(columns, change.old or (), strict=True))
            new: Any = dict(zip(columns, change.new or (), strict=True))
            written = {c: v for c, v in new.items() if v is not apsw.no_change}
            theirs = self._current(table, columns, old["id"])
            self._merge(table, old["id"], old, written, theirs)
            return OMIT
        raise DivergedError(f"{table}: conflict {reason} that cannot arise on a whole copy")

    def _current(self, table: str, columns: tuple[str, ...], row_id: int) -> dict[str, Any]:
        names = ",".join(f'"{c}"' for c in columns)
        row = self.db.row(f'SELECT {names} FROM "{table}" WHERE id=?', (row_id,))
        if row is None:
            raise DivergedError(f"{table}: row {row_id} is gone")
        return dict(zip(columns, row, strict=True))

    def give_way(self) -> None:
        """After ours was applied: give back the values that the other side wrote later than we.

        They changed the value and changed it back, so that ours fitted and nothing seemed to clash.
        """
        for change in apsw.Changeset.iter(self.mine.body):
            if change.opcode != apsw.SQLITE_UPDATE:
                continue
            columns = BY_NAME[change.name].columns()[: len(change.old or ())]
            old: Any = dict(zip(columns, change.old or (), strict=True))
            new: Any = dict(zip(columns, change.new or (), strict=True))
            if (change.name, old["id"]) in self._merged:
                continue
            for column, value in new.items():
                if value is not apsw.no_change and self._wrote_later(
                    change.name, old["id"], column
                ):
                    before = old[column]
                    self.lost.append(
                        Lost(change.name, old["id"], column, before, value, before, "theirs")
                    )
                    self._put(change.name, old["id"], column, before)

    def stand_by(self) -> None:
        """After ours was applied: put the values that we entered and that no change of ours holds.

        They stood already when ours was put on top before, for somebody else had entered them too.
        What that one enters next counts against ours by its time, as if ours had been a change.
        """
        changed = set(_changed(self.mine.body))
        for cell, (before, value) in entered(self.mine.body).items():
            if cell in changed or cell[:2] in changed or cell not in self.arrived.entered:
                continue
            table, row_id, column = cell
            stands = self._current(table, (column,), row_id)[column]
            if stands == value:
                continue
            if not self._wrote_later(*cell):
                self.lost.append(Lost(table, row_id, column, before, value, stands, "mine"))
                self._put(table, row_id, column, value)
            elif not self._was_told(table, row_id, column, value):
                self.lost.append(Lost(table, row_id, column, before, value, stands, "theirs"))

    def _was_told(self, table: str, row_id: int, column: str, mine: Any) -> bool:
        """Whether it is recorded already that this value of ours lost."""
        told = self.db.rows(
            "SELECT content FROM conflict WHERE row_id=? AND table_name=? AND column_name=?",
            (row_id, table, column),
        )
        return any(content and json.loads(content)["mine"] == mine for (content,) in told) or any(
            (one.table, one.row_id, one.column, one.mine) == (table, row_id, column, mine)
            for one in self.lost
        )

    def _wrote_later(self, table: str, row_id: int, column: str) -> bool:
        """Whether somebody else entered a value later than we did."""
        ours = (self.mine.hlc, self.mine.site)
        if self.arrived.entered.get((table, row_id, column), (0, 0)) > ours:
            return True
        return bool(
            self.db.row(
                "SELECT 1 FROM edit AS e JOIN work AS w ON w.id = e.work_id WHERE e.row_id=?"
                " AND e.table_name=? AND e.column_name=? AND (e.hlc, w.site) > (?, ?)",
                (row_id, table, column, *ours),
            )
        )

    def _put(self, table: str, row_id: int, column: str, value: Any) -> None:
        self.db.run(f'UPDATE "{table}" SET "{column}"=? WHERE id=?', (value, row_id))

    def _merge(
        self,
        table: str,
        row_id: int,
        base: dict[str, Any] | None,
        mine: dict[str, Any],
        theirs: dict[str, Any],
    ) -> None:
        self._merged.add((table, row_id))
        for column, value in mine.items():
            if column == "id" or theirs[column] == value:
                continue
            before = base[column] if base else None
            later = self._wrote_later(table, row_id, column)
            if base is None:  # both have added it
                added = self.arrived.added.get((table, row_id, column), (0, 0))
                later = later or added > (self.mine.hlc, self.mine.site)
            if base is None or theirs[column] != before or later:
                kept = "theirs" if later else "mine"
                if base is None and self._was_edited(table, row_id, column):
                    kept = "theirs"  # ours only repeats a file; a person has changed it there
                self.lost.append(Lost(table, row_id, column, before, value, theirs[column], kept))
                if kept == "theirs":
                    continue
            self._put(table, row_id, column, value)

    def _was_edited(self, table: str, row_id: int, column: str) -> bool:
        return bool(
            self.db.row(
                "SELECT 1 FROM edit WHERE row_id=? AND table_name=? AND column_name=?",
                (row_id, table, column),
            )
        )

    def _same_fact(self, model: type[Table], mine: dict[str, Any], theirs: dict[str, Any]) -> None:
        told = Retold(model.table(), mine, theirs)
        if told.columns and model.kind is Kind.ERASABLE:
            raise DivergedError(f"{told.table}: fact {mine['id']} says two things")
        if told.columns:
            self.retold.append(told)
        elif mine.get("work_id") != theirs.get("work_id"):  # a unit itself comes from one copy
            self.repeated.append((told.table, mine["id"]))


def written(arrived: Sequence[Sent]) -> Written:
    """When and where each value that arrived was written, the latest telling."""
    found = Written()
    for sent in arrived:
        when = (sent.hlc, sent.site)
        for cell in entered(sent.body):
            found.note(found.entered, cell, when)
        for change in apsw.Changeset.iter(sent.body):
            columns = BY_NAME[change.name].columns()
            values = change.new or ()
            is_new = change.opcode == apsw.SQLITE_INSERT
            row: Any = values if is_new else change.old
            for column, value in zip(columns, values, strict=False):
                if value is not apsw.no_change:
                    told = found.added if is_new else found.entered
                    found.note(told, (change.name, row[0], column), when)
    return found


def entered(body: bytes) -> dict[tuple[str, int, str], tuple[Any, Any]]:
    """What a unit says to have entered: (table, row, column) → the value before, the value entered."""
    columns = BY_NAME["edit"].columns()
    found: dict[tuple[str, int, str], tuple[Any, Any]] = {}
    told = sorted(
        (change.new or () for change in apsw.Changeset.iter(body) if change.name == "edit"),
        key=lambda new: new[0],  # type: ignore[arg-type,return-value]
    )
    for new in told:
        fact: dict[str, Any] = dict(zip(columns, new, strict=False))
        if fact["content"]:
            said = json.loads(fact["content"])
            cell = (fact["table_name"], fact["row_id"], fact["column_name"])
            found[cell] = (found.get(cell, (said["old"],))[0], said["new"])
    return found


def _changed(body: bytes) -> Iterator[tuple[str, int, str] | tuple[str, int]]:
    """The cells that a changeset updates, and the rows that it adds."""
    for change in apsw.Changeset.iter(body):
        row: Any = change.new or ()
        if change.opcode == apsw.SQLITE_INSERT:
            yield change.name, row[0]
            continue
        old: Any = change.old or ()
        for column, value in zip(BY_NAME[change.name].columns(), row, strict=False):
            if value is not apsw.no_change:
                yield change.name, old[0], column
