"""One unit of work: facts, audit entry, projections and outbox row land together or not at all."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from operator import itemgetter
from typing import Any

import apsw

from app.domain import codes, numbers, permissions, states
from app.domain.actors import Actor
from app.domain.errors import InputError, NotAllowedError, NotFoundError, StateError
from app.domain.ids import new_id
from app.models import records, schema
from app.models.base import Descriptive, ErasableFact, Fact, Kind, Table
from app.models.chain import FIRST_HASH, canonical, chain_hash, fact_line, fact_lines, sealed
from app.models.database import Database, Row
from app.models.projections import Touched, refresh
from app.models.schema import BY_NAME, SYNCED
from app.models.shapes import Shape, shape_of

_first = itemgetter(0)
_SALT = 16  # bytes


@dataclass
class Place:
    """Which copy of the data writes: its site id, station number, and whether others want to know."""

    site: int
    station: int
    hub: bool
    year: Callable[[int], int]


@dataclass
class Work:
    """What a service writes with. Made by ``shop.work``; gone when its block ends."""

    db: Database
    actor: Actor
    work_kind: str
    where: Place
    id: int
    hlc: int
    at: int
    reason_code: str = ""
    second: Actor | None = None
    reverses_work_id: int | None = None
    session: apsw.Session | None = None
    _lines: list[str] = field(default_factory=list)
    _states: dict[tuple[str, int], str] = field(default_factory=dict)
    _added: Touched = field(default_factory=Touched)
    _told: int = 0
    _begun: int = 0

    def __post_init__(self) -> None:
        self._begun = self.db.conn.total_changes()

    # ------------------------------------------------------------------ asking
    def rows(self, sql: str, params: Sequence[Any] | dict[str, Any] = ()) -> list[Row]:
        """All rows of a query, as they stand inside this unit."""
        return self.db.rows(sql, params)

    def row(self, sql: str, params: Sequence[Any] | dict[str, Any] = ()) -> Row | None:
        """The first row of a query, or None."""
        return self.db.row(sql, params)

    def value(self, sql: str, params: Sequence[Any] | dict[str, Any] = ()) -> Any:
        """The first column of the first row, or None."""
        return self.db.value(sql, params)

    def get(self, model: type[Table], row_id: int) -> dict[str, Any]:
        """A row by its id as column → value; NotFoundError if there is none or it was removed."""
        columns = model.columns()
        names = ",".join(f'"{c}"' for c in columns)
        found = self.db.row(f'SELECT {names} FROM "{model.table()}" WHERE id=?', (row_id,))
        values = dict(zip(columns, found, strict=True)) if found else {}
        if not values or values.get("removed"):
            raise NotFoundError(
                "Not found",
                f"There is no such {model.table().replace('_', ' ')} any more.",
                "It may have been removed on another PC. Go back and search for it.",
            )
        return values

    def require(self, act: str) -> None:
        """Refuse unless the person's roles cover this act."""
        if "system" not in self.actor.roles:
            permissions.require(self.actor.roles, act)

    # ------------------------------------------------------------------ adding
    def add(self, model: type[Table], **values: Any) -> int:
        """Add one row; its id is made unless given. Facts get this unit's id and hybrid time."""
        shape = shape_of(model)
        row = self._filled(model, shape, values)
        self.db.run(shape.sql, row)
        self._note_added(model, [row])
        return int(row[0])

    def add_many(self, model: type[Table], many: Iterable[Mapping[str, Any]]) -> list[int]:
        """Add rows of one table; the ids in the order of the rows.

        They are written by rising id, so that derived ids, which lie anywhere, touch each page once.
        """
        shape = shape_of(model)
        rows = [self._filled(model, shape, values) for values in many]
        ids = [int(row[0]) for row in rows]
        rows.sort(key=_first)
        self._write(model, rows)
        return ids

    def add_rows(self, model: type[Table], rows: Iterable[Sequence[Any]]) -> None:
        """Add many whole rows of one table, their values in the order of its columns.

        For what comes by the thousand. Facts are given without ``work_id`` and ``hlc``, erasable
        ones without ``salt`` and ``sha256`` too: they are sealed here.
        """
        whole = sorted(rows, key=_first)
        if issubclass(model, ErasableFact):
            salts = secrets.token_hex(_SALT * len(whole))  # asked of the system once
            whole = [
                (row[0], self.id, self.hlc, *_seal(row[1], salts[at : at + 2 * _SALT]), *row[2:])
                for at, row in zip(count(0, 2 * _SALT), whole, strict=False)
            ]
        elif issubclass(model, Fact):
            whole = [(row[0], self.id, self.hlc, *row[1:]) for row in whole]
        if issubclass(model, Fact):
            self._lines += fact_lines(model, whole)
        self._write(model, whole)

    def _write(self, model: type[Table], rows: Sequence[Sequence[Any]]) -> None:
        """Insert whole rows. With no other PC to tell, the session need not watch: they are noted."""
        session = None if self.where.hub else self.session
        if session is not None:
            session.enabled = False
        try:
            self.db.run_many(shape_of(model).sql, rows)
        finally:
            if session is not None:
                session.enabled = True
        self._note_added(model, rows)

    def _note_added(self, model: type[Table], rows: Sequence[Sequence[Any]]) -> None:
        """Keep what was added: closing asks the session for what else was changed."""
        self._told += len(rows)
        if model.kind.synced:
            self._added.whole[model.table()] += rows  # type: ignore[arg-type]

    def _filled(self, model: type[Table], shape: Shape, values: Mapping[str, Any]) -> list[Any]:
        row = list(shape.defaults)
        positions = shape.positions
        for name, value in values.items():
            row[positions[name]] = value
        if row[0] is None:
            row[0] = new_id()
        if issubclass(model, Fact):
            row[1] = self.id
            row[2] = self.hlc
            if issubclass(model, ErasableFact):
                self._seal(shape, row)
            self._lines.append(fact_line(model, row))
        return row

    @staticmethod
    def _seal(shape: Shape, row: list[Any]) -> None:
        content, salt, digest = (shape.positions[c] for c in ("content", "salt", "sha256"))
        if row[salt] is None:
            row[salt] = secrets.token_hex(_SALT)
        row[digest] = sealed(row[content] or "", row[salt])

    # ------------------------------------------------------------------ editing
    def edit(self, model: type[Descriptive], row_id: int, **changes: Any) -> bool:
        """Change descriptive columns; each real change leaves an ``edit`` fact with old and new."""
        assert model.kind is Kind.DESCRIPTIVE, f"{model.table()} is never edited"
        names = ",".join(f'"{name}"' for name in changes)
        old = self.db.row(f'SELECT {names} FROM "{model.table()}" WHERE id=?', (row_id,))
        if old is None:
            self.get(model, row_id)  # says that it is not there
            return False
        changed = {
            name: (before, after)
            for (name, after), before in zip(changes.items(), old, strict=True)
            if before != after
        }
        if not changed:
            return False
        sets = ",".join(f'"{name}"=?' for name in changed)
        self.db.run(
            f'UPDATE "{model.table()}" SET {sets} WHERE id=?',
            [*(after for _, after in changed.values()), row_id],
        )
        self.add_many(
            records.Edit,
            (
                {
                    "table_name": model.table(),
                    "row_id": row_id,
                    "column_name": name,
                    "content": canonical({"old": before, "new": after}),
                }
                for name, (before, after) in changed.items()
            ),
        )
        return True

    def remove(self, model: type[Descriptive], row_id: int) -> bool:
        """Take a descriptive row out of use; it stays for history and can be put back."""
        return self.edit(model, row_id, removed=1)

    # ------------------------------------------------------------------ states
    def state(self, machine: str, subject_id: int) -> str:
        """The subject's state inside this unit ('' = it has not begun)."""
        key = (machine, subject_id)
        if key not in self._states:
            found = self.db.value(
                "SELECT state FROM state_now WHERE subject_id=? AND machine=?",
                (subject_id, machine),
            )
            self._states[key] = found or ""
        return self._states[key]

    def step(self, machine: str, subject_id: int, to_state: str, reason_code: str = "") -> int:
        """Take a step of a state machine; StateError when the machine has no such step.

        Refuses as well where the step is not one of the person's roles (NotAllowedError; what the
        program does by rule, anybody may set off), and where it needs a reason and there is none.
        """
        before = self.state(machine, subject_id)
        step = states.require(machine, before, to_state)
        noun = states.MACHINES[machine].noun
        if not step.who & {"SYS", *self.actor.roles} and "system" not in self.actor.roles:
            raise NotAllowedError(
                "Not allowed",
                f"Your role does not bring the {noun} from {states.word(before)} to"
                f" {states.word(to_state)}.",
                f"Ask someone who may: {permissions.role_words(step.who)}.",
            )
        if step.reason and not (reason_code or self.reason_code):
            raise InputError(
                "Why?",
                f"The {noun} becomes {states.word(to_state)} only with a reason.",
                "Choose the reason.",
                field="reason",
            )
        return self._stepped(machine, subject_id, before, to_state, reason_code)

    def step_back(self, machine: str, subject_id: int, to_state: str, reason_code: str) -> int:
        """Take a step back that only a decision takes: StateError where the step was final."""
        before = self.state(machine, subject_id)
        if not states.allowed_back(machine, before, to_state):
            noun = states.MACHINES[machine].noun
            raise StateError(
                "Cannot be taken back",
                f"That this {noun} became {states.word(before)} is money, a signed hand-over or a"
                " posted paper.",
                "It is reversed by a document of its own.",
            )
        return self._stepped(machine, subject_id, before, to_state, reason_code)

    def _stepped(
        self, machine: str, subject_id: int, before: str, to_state: str, reason_code: str
    ) -> int:
        made = self.add(
            records.Transition,
            machine=machine,
            subject_id=subject_id,
            from_state=before,
            to_state=to_state,
            reason_code=reason_code,
        )
        self._states[(machine, subject_id)] = to_state
        return made

    # ------------------------------------------------------------------ numbers
    def number(self, kind: str) -> str:
        """The next number for people of this station: J10-26-00031. Rolled back with the unit."""
        year = self.where.year(self.at)
        return numbers.document_number(kind, self.where.station, year, self._count(kind, year))

    def code(self, target_kind: str, target_id: int, replaces_id: int | None = None) -> str:
        """A new tag code of this station for a thing; the fact says what it stands for.

        A code that is already here is passed over: a tag may have been scanned that this station
        gave before its counter was lost.
        """
        made = codes.make_code(self.where.station, self._count("code", 0))
        while self.value("SELECT 1 FROM code WHERE text_value = ? LIMIT 1", (made,)):
            made = codes.make_code(self.where.station, self._count("code", 0))
        self.add(
            records.Code,
            text_value=made,
            target_kind=target_kind,
            target_id=target_id,
            replaces_id=replaces_id,
        )
        return made

    def _count(self, kind: str, year: int) -> int:
        self._told += 1
        return int(
            self.db.value(
                "INSERT INTO number_counter (kind_code, year, last) VALUES (?,?,1)"
                " ON CONFLICT (kind_code, year) DO UPDATE SET last = last + 1 RETURNING last",
                (kind, year),
            )
        )

    # ------------------------------------------------------------------ closing
    def close(self, session: apsw.Session) -> bytes:
        """Write the audit entry, the projections and the outbox row.

        The rows that were added and the changeset tell what was touched. The changeset is returned
        whole where another PC waits for it; else it lacks what was added by the thousand, and is
        b"" where nothing but rows was added.
        """
        last = self.db.row(
            "SELECT site_seq, hash FROM work WHERE site=? ORDER BY site_seq DESC LIMIT 1",
            (self.where.site,),
        )
        seq, prev = (last[0] + 1, last[1]) if last else (1, FIRST_HASH)
        header = (
            self.id,
            self.where.site,
            seq,
            self.hlc,
            self.actor.user_id,
            self.second.user_id if self.second else None,
            self.at,
            self.work_kind,
            self.reason_code,
            self.reverses_work_id,
        )
        shape = shape_of(records.WorkEntry)
        only_added = self.db.conn.total_changes() - self._begun == self._told
        self.db.run(shape.sql, (*header, prev, chain_hash(prev, header, self._lines)))
        changeset, touched = b"", self._added
        if self.where.hub or not only_added:
            changeset = session.changeset()
            touched = Touched() if self.where.hub else self._added
            touched.take(changeset)
        session.close()  # projections are nobody else's: it would look at each of their rows
        _keep_kinds(touched)
        self._remember_made(touched)
        refresh(self.db, touched)
        if self.where.hub:
            self.db.run(
                "INSERT INTO outbox (site_seq, work_id, hlc, schema_version, sha256, body)"
                " VALUES (?,?,?,?,?,?)",
                (
                    seq,
                    self.id,
                    self.hlc,
                    schema.SYNCED_VERSION,
                    hashlib.sha256(changeset).hexdigest(),
                    changeset,
                ),
            )
        return changeset

    def _remember_made(self, touched: Touched) -> None:
        """Note which descriptive rows this unit added: nothing in them says who made them."""
        made = {
            name: list(dict.fromkeys(row[0] for row in rows))
            for name, rows in touched.whole.items()
            if BY_NAME[name].kind is Kind.DESCRIPTIVE
        }
        if made:
            self.db.run("INSERT INTO made (work_id, rows) VALUES (?,?)", (self.id, canonical(made)))


def _seal(content: str | None, salt: str) -> tuple[str | None, str, str]:
    """An erasable content with its salt and the digest by which all else knows it."""
    return content, salt, sealed(content or "", salt)


def _keep_kinds(touched: Touched) -> None:
    """A fact is never changed, a synced row never deleted: whoever did it has a bug, so nothing lands."""
    changed = [name for name in touched.updated if BY_NAME[name].kind is not Kind.DESCRIPTIVE]
    if changed or touched.deleted:
        names = ", ".join(sorted({*changed, *touched.deleted}))
        raise AssertionError(f"facts are only ever added, but rows were changed in: {names}")


def begin_capture(db: Database) -> apsw.Session:
    """A session that sees every change of a synced table from here on."""
    session = apsw.Session(db.conn, "main")
    session.table_filter(SYNCED.__contains__)
    session.attach()
    return session
