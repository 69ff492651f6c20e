"""Take-ins without an agreement that were begun and not finished: kept on this PC for whoever began them.

A consigned batch is known by its draft agreement. A client's own pieces, bought and memo ones have
none: their pieces are saved, but nothing else says that they came in together.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from app.domain.changes import Changes
from app.domain.ids import now_ms
from app.models.database import Database
from app.services.settings import get_here, put_here
from app.services.take_in_batch import Batch, still_there
from app.shop import Shop

MOST = 8
KEPT_MS = 7 * 24 * 3_600_000
"""After a week nobody brings more pieces of the same batch; those that came are saved anyway."""


@dataclass(frozen=True)
class BegunBatch:
    """A batch to go on with: whose it is ("" for the house's own), how many pieces lie in it, and when
    (UTC ms) the last one came."""

    batch: Batch
    party: str
    pieces: int
    at: int = 0


def keep_begun(shop: Shop, user_id: int, batch: Batch) -> Changes:
    """Keep a batch as it is now; it takes the place of what was kept of it before.

    It is known by its pieces: a client may bring some in the morning and others in the evening.
    """
    kept = [{**batch.draft(), "at": now_ms()}, *_others(shop, user_id, batch)]
    return put_here(shop, _name(user_id), json.dumps(kept[:MOST]))


def end_begun(shop: Shop, user_id: int, batch: Batch) -> Changes:
    """The batch is finished."""
    return put_here(shop, _name(user_id), json.dumps(_others(shop, user_id, batch)))


def begun_batches(db: Database, user_id: int) -> list[BegunBatch]:
    """A person's batches, the last one first; without those whose pieces were all taken back."""
    found = []
    for kept in _kept(db, user_id):
        batch = Batch.of(kept)
        batch.piece_ids = still_there(db, batch.piece_ids)
        if batch.piece_ids and kept["at"] > now_ms() - KEPT_MS:
            party = db.value("SELECT display FROM party WHERE id = ?", (batch.party_id,))
            found.append(BegunBatch(batch, str(party or ""), len(batch.piece_ids), kept["at"]))
    return found


def _others(shop: Shop, user_id: int, batch: Batch) -> list[dict[str, Any]]:
    mine = set(batch.piece_ids)
    db = shop.reader()
    try:
        return [kept for kept in _kept(db, user_id) if mine.isdisjoint(Batch.of(kept).piece_ids)]
    finally:
        db.close()


def _kept(db: Database, user_id: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(get_here(db, _name(user_id), "[]"))
    return found


def _name(user_id: int) -> str:
    return f"take_in.begun.{user_id}"
