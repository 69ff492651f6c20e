"""The whole shop as it stood at one change of the hub: what a new PC begins with.

A snapshot is rows, not a file, so that a PC with another version of the tables can take it: JSON by
table and column, in sealed parts. Part 0 tells what is to come. It is read in one transaction that
hinders nobody; what the hub does not know yet is left out, as if it were undone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import apsw

from app.models import schema
from app.models.database import Database
from app.models.schema import BY_NAME
from app.models.shapes import shape_of
from app.shop import Shop
from app.sync.changes import outbox, squash
from app.sync.envelopes import Sealer
from app.sync.hub import Hub, HubError, NeedsUpdateError, Snapshot
from app.sync.membership import base_of, keep
from app.sync.resolve import DivergedError

PART_CHARACTERS = 1 << 20
NEXT = "snapshot_next"
"""In ``sync_state`` when a snapshot comes in: which, and the number of the next part; asked again at
its end, nothing is fetched twice. Whoever began the joining takes it away."""


@dataclass(frozen=True)
class Contents:
    """What a snapshot holds: how many rows of each table; for progress and for proof."""

    seq: int
    schema_version: int
    tables: dict[str, int]

    @property
    def rows(self) -> int:
        """All rows."""
        return sum(self.tables.values())


def write_snapshot(
    shop: Shop, hub: Hub, sealer: Sealer, stop: Callable[[], bool]
) -> Snapshot | None:
    """Bring the shop as it is at this PC's base to the hub; None when it was stopped."""
    db = shop.reader()
    try:
        db.run("BEGIN")
        base = base_of(db)
        if there := _at(hub, base):
            return there
        undone = _undone(db, shop.site)
        tables = [m.table() for m in BY_NAME.values() if m.kind.synced]
        counts = {name: _count(db, name, undone.get(name, {})) for name in tables}
        hub.begin_snapshot(base, schema.SYNCED_VERSION, sealer.epoch)
        head = {"seq": base, "schema_version": schema.SYNCED_VERSION, "tables": counts}
        hub.put_snapshot_part(base, 0, _sealed(sealer, base, 0, head))
        n = 0
        for n, part in enumerate(_parts(db, tables, undone), 1):
            if stop():
                return None
            hub.put_snapshot_part(base, n, _sealed(sealer, base, n, part))
    finally:
        db.close()
    hub.finish_snapshot(base, n + 1)
    return _at(hub, base)


def _at(hub: Hub, seq: int) -> Snapshot | None:
    return next((one for one in hub.snapshots() if one.seq == seq), None)


def read_contents(hub: Hub, sealer: Sealer, snapshot: Snapshot) -> Contents:
    """What a snapshot holds; NeedsUpdateError if it is of a newer Parure."""
    if snapshot.schema_version > schema.SYNCED_VERSION:
        raise NeedsUpdateError(
            "A newer Parure is needed",
            "The shop's other PCs already work with a newer version of Parure.",
            "Update Parure on this PC, then go on.",
        )
    head = _opened(hub, sealer, snapshot.seq, 0)
    return Contents(head["seq"], head["schema_version"], head["tables"])


def take_snapshot(
    db: Database,
    hub: Hub,
    sealer: Sealer,
    snapshot: Snapshot,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Contents:
    """Fill an empty database (``free``) with a snapshot; goes on where it was stopped.

    Each part is saved with its number. ``progress`` hears (rows so far, all rows). At the end the
    rows are counted and the foreign keys checked, and ``hub_base`` says how far this copy is. The
    projections are still empty then: ``projections.rebuild``.
    """
    contents = read_contents(hub, sealer, snapshot)
    db.rows("PRAGMA foreign_keys=OFF")
    begun = db.value("SELECT value FROM sync_state WHERE name=?", (NEXT,)) or "1"
    seq, _, following = str(begun).rpartition("/")
    if seq and int(seq) != snapshot.seq:  # another one than was begun: what came of that one goes
        _empty(db)
        following = "1"
    done = _rows(db, contents)
    for n in range(int(following), snapshot.parts):
        part = _opened(hub, sealer, snapshot.seq, n)
        db.begin_work()
        try:
            _fill(db, part["table"], part["columns"], part["rows"])
            _note(db, NEXT, f"{snapshot.seq}/{n + 1}")
            db.commit_work()
        except BaseException:
            db.roll_back()
            raise
        done += len(part["rows"])
        progress(done, contents.rows)
    _prove(db, contents)
    db.begin_work()
    keep(db, base=snapshot.seq, base_sha=hub.sha_at(snapshot.seq) or "")
    db.commit_work()
    db.rows("PRAGMA foreign_keys=ON")
    return contents


# --- writing -------------------------------------------------------------------------------------


def _undone(db: Database, site: int) -> dict[str, dict[int, dict[int, Any] | None]]:
    """What our pending work changed: table → id → (None: it added the row | column at → value before)."""
    found: dict[str, dict[int, dict[int, Any] | None]] = {}
    for change in apsw.Changeset.iter(squash(db, (sent.body for sent in outbox(db, site)))):
        rows = found.setdefault(change.name, {})
        if change.opcode == apsw.SQLITE_INSERT:
            new: Any = change.new
            rows[new[0]] = None
        else:
            old: Any = change.old
            rows[old[0]] = {
                at: value for at, value in enumerate(old) if at and value is not apsw.no_change
            }
    return found


def _count(db: Database, name: str, undone: dict[int, dict[int, Any] | None]) -> int:
    added = sum(before is None for before in undone.values())
    return int(db.value(f'SELECT count(*) FROM "{name}"')) - added


def _parts(
    db: Database, tables: list[str], undone: dict[str, dict[int, dict[int, Any] | None]]
) -> Iterator[dict[str, Any]]:
    for name in tables:
        columns = BY_NAME[name].columns()
        names = ",".join(f'"{c}"' for c in columns)
        before = undone.get(name, {})
        rows: list[tuple[Any, ...]] = []
        size = 0
        for row in db.conn.execute(f'SELECT {names} FROM "{name}" ORDER BY id'):
            if row[0] in before:
                changed = before[row[0]]
                if changed is None:
                    continue
                row = tuple(changed.get(at, value) for at, value in enumerate(row))
            rows.append(row)
            size += 12 * len(row) + sum(len(v) for v in row if isinstance(v, str))
            if size >= PART_CHARACTERS:
                yield {"table": name, "columns": columns, "rows": rows}
                rows, size = [], 0
        if rows:
            yield {"table": name, "columns": columns, "rows": rows}


def _sealed(sealer: Sealer, seq: int, n: int, part: dict[str, Any]) -> bytes:
    text = json.dumps(part, ensure_ascii=False, separators=(",", ":"))
    return sealer.seal(f"snapshot/{seq}/{n}", text.encode())


# --- reading -------------------------------------------------------------------------------------


def _opened(hub: Hub, sealer: Sealer, seq: int, n: int) -> dict[str, Any]:
    try:
        body = hub.snapshot_part(seq, n)
    except FileNotFoundError:
        raise HubError(
            "The snapshot was replaced",
            "Another PC has put a newer snapshot in the place of the one that was being fetched.",
            "It begins anew with the newer one.",
        ) from None
    found: dict[str, Any] = json.loads(sealer.open(f"snapshot/{seq}/{n}", body))
    return found


def _fill(db: Database, table: str, columns: list[str], rows: list[list[Any]]) -> None:
    """Insert rows of a table, which may lack columns that it has here."""
    shape = shape_of(BY_NAME[table])
    places = [shape.positions[column] for column in columns]
    if places == list(range(len(shape.defaults))):  # all of them, in this order
        db.run_many(shape.sql, rows)
        return

    def whole() -> Iterator[list[Any]]:
        for row in rows:
            filled = list(shape.defaults)
            for place, value in zip(places, row, strict=True):
                filled[place] = value
            yield filled

    db.run_many(shape.sql, whole())


def _rows(db: Database, contents: Contents) -> int:
    return sum(int(db.value(f'SELECT count(*) FROM "{name}"')) for name in contents.tables)


def _prove(db: Database, contents: Contents) -> None:
    for name, count in contents.tables.items():
        if int(db.value(f'SELECT count(*) FROM "{name}"')) != count:
            raise DivergedError(f"the snapshot lacks rows of {name}")
    if db.rows("PRAGMA foreign_key_check"):
        raise DivergedError("the snapshot's rows do not fit together")


def _empty(db: Database) -> None:
    db.begin_work()
    for model in BY_NAME.values():
        if model.kind.synced:
            db.run(f'DELETE FROM "{model.table()}"')
    db.commit_work()


def _note(db: Database, name: str, value: str) -> None:
    db.run("INSERT OR REPLACE INTO sync_state (name, value) VALUES (?,?)", (name, value))
