"""What one PC tells the others: changesets in order, each with its digest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

import apsw

from app.domain.errors import ShopError
from app.models import schema
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
        """Refuse a changeset that arrived damaged or that a newer program made."""
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
