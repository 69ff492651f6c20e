"""What every PC has saved, as it said it then: whatever the others do, it must not be lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import apsw

from app.models.base import Kind
from app.models.schema import BY_NAME
from app.sync.changes import Sent, outbox
from app.sync.membership import base_of
from tests.sync.pcs import Pc

Row = dict[str, Any]


@dataclass(frozen=True)
class Told:
    """One row of a unit: an added one with all its values, or the values that were changed."""

    table: str
    row_id: int
    added: bool
    values: Row
    before: Row

    @property
    def is_fact(self) -> bool:
        """Whether nobody may ever change it."""
        return BY_NAME[self.table].kind is not Kind.DESCRIPTIVE


def told_in(body: bytes) -> Iterator[Told]:
    """The rows of a changeset."""
    for change in apsw.Changeset.iter(body):
        columns = BY_NAME[change.name].columns()
        new = _named(columns, change.new)
        old = _named(columns, change.old)
        assert change.opcode in (apsw.SQLITE_INSERT, apsw.SQLITE_UPDATE), "a synced row was deleted"
        added = change.opcode == apsw.SQLITE_INSERT
        row_id = (new if added else old)["id"]
        new.pop("id", None)
        yield Told(change.name, row_id, added, new, {c: old[c] for c in new if c in old})


def _named(columns: tuple[str, ...], values: Any) -> Row:
    return {
        name: value
        for name, value in zip(columns, values or (), strict=False)
        if value is not apsw.no_change
    }


@dataclass
class Journal:
    """Every unit that was saved, by (site, its number there), with the changeset as it was then.

    ``bases`` says how much of the hub's log its PC knew then.
    """

    units: dict[tuple[int, int], Sent] = field(default_factory=dict)
    bases: dict[tuple[int, int], int] = field(default_factory=dict)

    def note(self, pc: Pc) -> None:
        """Write down what was saved on this PC since it was last asked."""
        db = pc.shop.reader()
        try:
            base = base_of(db)
            for sent in outbox(db, pc.shop.site):
                self.units.setdefault((sent.site, sent.site_seq), sent)
                self.bases.setdefault((sent.site, sent.site_seq), base)
        finally:
            db.close()
