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


def keep_house(
    shop: Shop,
    hub: Hub,
    sealer: Sealer,
    stop: Callable[[], bool] = lambda: False,
    *,
    every_ms: int = EVERY_MS,
) -> bool:
    """Make a snapshot if the newest is a day old and something came since; whether one was made.

    One PC does it for all: it takes a claim first. Then the log is pruned, and photos that the hub
    has lost are brought again.
    """
    with shop.local() as db:  # each PC its own, whoever makes the snapshot
        drop_old_tail(db)
    state = hub.state()
    newest = next(iter(hub.snapshots()), None)
    if newest and (newest.seq >= state.head or state.time_ms - newest.at < every_ms):
        return False
    if hub.claim([SUBJECT], PATIENCE_S):
        return False
    try:
        made = write_snapshot(shop, hub, sealer, stop)
        if made:
            hub.prune()
            _bring_again(shop, hub, sealer, stop)
    finally:
        hub.release([SUBJECT])
    return made is not None


def _bring_again(shop: Shop, hub: Hub, sealer: Sealer, stop: Callable[[], bool]) -> None:
    """Photos and papers that are here and not at the hub, as after it was restored from a backup."""
    db = shop.reader()
    try:
        named: dict[str, int] = dict(db.rows('SELECT sha256, size FROM "file"'))
    finally:
        db.close()
    here = [digest for digest in named if shop.files.has(digest)]
    lacking = Courier(shop, hub, sealer).lacking(here, stop)
    if lacking:
        with shop.local() as own:
            enqueue(own, UP, {digest: named[digest] for digest in lacking})
