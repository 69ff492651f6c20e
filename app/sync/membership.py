"""What this PC knows of the hub that it belongs to: the address, its token, how far it has come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.errors import UserError
from app.domain.ids import now_ms
from app.models.database import Database
from app.shop import Shop
from app.sync.envelopes import Sealer
from app.sync.hub import Hub, Pack
from app.sync.opening import open_hub

TAIL_MS = 14 * 86_400_000
"""How long what lies at the hub is kept here too, for a hub that is restored from a backup."""


@dataclass(frozen=True)
class Membership:
    """A PC's place at a hub. ``base`` is the last change of the hub that is here, ``base_sha`` its
    digest there; ``keys`` are the shop's keys by epoch."""

    site: int
    shop_id: str
    address: str
    hub_id: str
    base: int
    base_sha: str
    epoch: int
    token: bytes = field(repr=False)
    private_key: bytes = field(repr=False)
    keys: Mapping[int, bytes] = field(repr=False)

    def open(self) -> Hub:
        """A new way to the hub, for one thread."""
        return open_hub(self.address, self.token)

    def sealer(self) -> Sealer:
        """What closes and opens all that lies there."""
        return Sealer(self.shop_id, self.keys)


class MovedError(Exception):
    """Another program has brought this copy further meanwhile: begin the round anew."""


def membership(shop: Shop, reader: Database | None = None) -> Membership | None:
    """This PC's place at its hub; None where the shop has no hub, or this copy must join anew."""
    db = reader or shop.reader()
    try:
        said: dict[str, str] = dict(
            db.rows("SELECT name, value FROM sync_state WHERE name LIKE 'hub_%'")
        )
    finally:
        if reader is None:
            db.close()
    if not (said.get("hub_address") and said.get("hub_token")):
        return None
    return Membership(
        shop.site,
        shop.shop_id,
        said["hub_address"],
        said.get("hub_id", ""),
        int(said.get("hub_base", "0")),
        said.get("hub_base_sha", ""),
        max(shop.keys),
        bytes.fromhex(said["hub_token"]),
        bytes.fromhex(said.get("hub_private_key", "")),
        shop.keys,
    )


def need_membership(shop: Shop, reader: Database | None = None) -> Membership:
    """As ``membership``; UserError where the shop has no hub."""
    found = membership(shop, reader)
    if found is None:
        raise UserError(
            "This shop has no hub",
            "The shop lives on this PC alone; there is nothing to meet.",
            "Set a hub up first, or join the shop on another PC.",
        )
    return found


def keep(db: Database, **said: str | int | bytes) -> None:
    """Keep some of ``hub_…`` (address, token, id, base, base_sha, private_key) in ``sync_state``."""
    for name, value in said.items():
        text = value.hex() if isinstance(value, bytes) else str(value)
        db.run(
            "INSERT OR REPLACE INTO sync_state (name, value) VALUES (?,?)", (f"hub_{name}", text)
        )


def base_of(db: Database) -> int:
    """How far this copy has come."""
    return int(db.value("SELECT value FROM sync_state WHERE name='hub_base'") or 0)


def stand_of(db: Database) -> tuple[int, str | None]:
    """How far this copy has come, and the digest of what lies there: "" at the beginning, None where
    it is not known."""
    said: dict[str, str] = dict(
        db.rows("SELECT name, value FROM sync_state WHERE name IN ('hub_base', 'hub_base_sha')")
    )
    base, sha = int(said.get("hub_base", "0")), said.get("hub_base_sha", "")
    return base, sha or (None if base else "")


def advance(db: Database, base: int, packs: Sequence[Pack]) -> None:
    """Note that these changes behind ``base`` are here, in the caller's transaction; MovedError."""
    if base_of(db) != base:
        raise MovedError
    last = packs[-1]
    assert last.seq == base + len(packs), "a hole in the log"
    keep(db, base=last.seq, base_sha=last.sha256)
    db.run_many(
        "INSERT OR REPLACE INTO hub_tail"
        " (seq, site, site_seq, schema_version, key_epoch, pushed_by, at, body)"
        " VALUES (?,?,?,?,?,?,?,?)",
        (
            (p.seq, p.site, p.site_seq, p.schema_version, p.key_epoch, p.pushed_by, p.at, p.body)
            for p in packs
        ),
    )


def drop_old_tail(db: Database) -> None:
    """Let go of what every backup of the hub has by now; the newest change stays."""
    db.run(
        "DELETE FROM hub_tail WHERE at < ? AND seq < (SELECT max(seq) FROM hub_tail)",
        (now_ms() - TAIL_MS,),
    )


def tail(db: Database, after: int) -> list[Pack]:
    """What is kept of the hub behind ``after``, in order."""
    return [
        Pack(site, site_seq, version, epoch, body, seq, at, pushed_by)
        for seq, site, site_seq, version, epoch, pushed_by, at, body in db.rows(
            "SELECT seq, site, site_seq, schema_version, key_epoch, pushed_by, at, body"
            " FROM hub_tail WHERE seq > ? ORDER BY seq",
            (after,),
        )
    ]
