"""What the shop's PCs do for the hub once a day: a fresh snapshot, and dropping what nobody needs."""

from __future__ import annotations

from collections.abc import Callable

from app.shop import Shop
from app.sync.courier import UP, Courier, enqueue
from app.sync.envelopes import Sealer
from app.sync.hub import Hub
from app.sync.membership import drop_old_tail
from app.sync.snapshot import write_snapshot

EVERY_MS = 24 * 3_600_000
SUBJECT = "the hub's snapshot"
PATIENCE_S = 3600
LOOKED = "hub_files_looked_at"
"""In ``sync_state``: when this PC last looked which of its photos the hub lacks (the hub's ms)."""


def keep_house(
    shop: Shop,
    hub: Hub,
    sealer: Sealer,
    stop: Callable[[], bool] = lambda: False,
    *,
    every_ms: int = EVERY_MS,
) -> bool:
    """Make a snapshot if the newest is a day old and something came since; whether one was made.

    One PC does it for all: it takes a claim first, and prunes the log then. But each PC looks which of
    its photos the hub has lost, and brings them again: others may not have them.
    """
    with shop.local() as db:
        drop_old_tail(db)
    state = hub.state()
    _bring_again(shop, hub, sealer, stop, state.time_ms, every_ms)
    newest = next(iter(hub.snapshots()), None)
    if newest and (newest.seq >= state.head or state.time_ms - newest.at < every_ms):
        return False
    if hub.claim([SUBJECT], PATIENCE_S):
        return False
    try:
        made = write_snapshot(shop, hub, sealer, stop)
        if made:
            hub.prune()
    finally:
        hub.release([SUBJECT])
    return made is not None


def look_again(shop: Shop) -> None:
    """The hub was restored from a backup: have its photos looked through the next time."""
    with shop.local() as db:
        db.run("DELETE FROM sync_state WHERE name = ?", (LOOKED,))


def _bring_again(
    shop: Shop, hub: Hub, sealer: Sealer, stop: Callable[[], bool], now: int, every_ms: int
) -> None:
    """Photos and papers that are here and not at the hub, as after it was restored from a backup."""
    db = shop.reader()
    try:
        if (
            now - int(db.value("SELECT value FROM sync_state WHERE name = ?", (LOOKED,)) or 0)
            < every_ms
        ):
            return
        named: dict[str, int] = dict(db.rows('SELECT sha256, size FROM "file"'))
    finally:
        db.close()
    here = [digest for digest in named if shop.files.has(digest)]
    lacking = Courier(shop, hub, sealer).lacking(here, stop)
    with shop.local() as own:
        enqueue(own, UP, {digest: named[digest] for digest in lacking})
        if not stop():
            own.run("INSERT OR REPLACE INTO sync_state VALUES (?,?)", (LOOKED, str(now)))
