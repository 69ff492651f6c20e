"""What one PC tells the others: changesets in order, each with its digest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

import apsw

from app.domain.errors import ShopError
from app.models import schema
from app.models.base import Kind, Table
from app.models.database import Database


@dataclass(slots=True)
class Sent:
    """One unit of work on its way: which copy made it, its place there, its changeset.

    ``adopter`` is the site that brought it into the log for a PC too old to do it itself, and
    ``told`` (JSON) what lost or was told twice then: the adopter records it when it comes back.
    """

    site: int
    site_seq: int
    work_id: int
    hlc: int
    schema_version: int
    sha256: str
    body: bytes
    adopter: int = 0
    told: str = ""

    def check(self) -> None:
        """Refuse a changeset that arrived damaged, that a newer program made, or that changes a fact."""
        if hashlib.sha256(self.body).hexdigest() != self.sha256:
            raise ShopError(
                "A change arrived damaged",
                f"Change {self.site_seq} of another PC does not match its digest.",
                "It will be fetched again. Nothing was changed here.",
            )
        if self.schema_version > schema.SYNCED_VERSION:
            raise ShopError(
                "A newer Parure is needed",
                "Another PC of this shop already works with a newer version of Parure.",
                "Update Parure on this PC; its changes wait until then, and yours are still sent.",
            )
        changed = changed_facts(self.body)
        if changed:
            raise ShopError(
                "A change was refused",
                f"Change {self.site_seq} of another PC would alter what never changes: {changed}.",
                "Nothing was changed here. Run the check of the shop on the other PC.",
            )


def changed_facts(body: bytes) -> str:
    """The tables in which a changeset alters or deletes what is only ever added, "" for none.

    Signed reports, papers and moves are such: no service alters them, so no other PC can have. That
    words are erased with a person's data (content and salt become nothing) is no alteration.
    """
    found: dict[str, None] = {}
    for change in apsw.Changeset.iter(body):
        table = schema.BY_NAME.get(change.name)
        if change.opcode == apsw.SQLITE_INSERT or table is None:
            continue
        if change.opcode == apsw.SQLITE_DELETE or (
            table.kind is not Kind.DESCRIPTIVE and not _erases(table, change)
        ):
            found[table.table().replace("_", " ")] = None
    return ", ".join(found)


def _erases(table: type[Table], change: apsw.TableChange) -> bool:
    """Whether an altered row only loses its words."""
    given = zip(table.columns(), change.new or (), strict=False)
    altered = {name: value for name, value in given if value is not apsw.no_change}
    return altered.keys() <= {"content", "salt"} and not any(altered.values())


def outbox(db: Database, site: int, most: int = -1, max_bytes: int = 1 << 62) -> list[Sent]:
    """What the other PCs have not had yet, in the order in which it was saved.

    With ``most`` and ``max_bytes`` only so much of it, but at least one.
    """
    found: list[Sent] = []
    for row in db.conn.execute(
        "SELECT site_seq, work_id, hlc, schema_version, sha256, body FROM outbox"
        " ORDER BY site_seq LIMIT ?",
        (most,),
    ):
        max_bytes -= len(row[-1])
        if found and max_bytes < 0:
            break
        found.append(Sent(site, *row))
    return found


def acknowledge(db: Database, up_to: int) -> None:
    """Drop what the hub now has, inside the caller's transaction."""
    db.run("DELETE FROM outbox WHERE site_seq <= ?", (up_to,))


def squash(db: Database, bodies: Iterable[bytes]) -> bytes:
    """The net effect of several changesets as one; it keeps the order of this PC's tables."""
    builder = apsw.ChangesetBuilder()
    builder.schema(db.conn, "main")
    for body in bodies:
        builder.add(body)
    return bytes(builder.output())
