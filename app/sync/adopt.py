"""Bringing the work of a PC that is too old for the log into it, as that PC would have done itself.

An older PC cannot apply what newer ones did, so it cannot put its own work on top of it either. It
leaves its changes as letters. Any PC that knows all of the log puts them on top, with the same rules
as its own work, and sends the outcome under the older PC's name; the hub lets only one PC do so.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict

from app.models import schema
from app.models.database import Database
from app.shop import Shop
from app.sync.at_once import told_at_once
from app.sync.changes import Sent, outbox
from app.sync.envelopes import Sealer
from app.sync.hub import Hub, Letter, Pack
from app.sync.integrate import Integrated, replay_one, take_back
from app.sync.resolve import written


def adopted(
    shop: Shop,
    hub: Hub,
    sealer: Sealer,
    base: int,
    before: str | None,
    letters: Sequence[Letter],
) -> list[Pack]:
    """The letters as changes on top of ``base``, to be pushed there; nothing is changed here.

    ``before`` is the digest of what lies at ``base`` (``Sealer.chain``).
    """
    opened = [(letter.base, sealer.open_letter(letter)) for letter in letters]
    opened = [(at, sent) for at, sent in opened if sent.schema_version <= schema.SYNCED_VERSION]
    if not opened:
        return []
    for _, sent in opened:
        sent.check()
    log = _log(hub, sealer, min(at for at, _ in opened), base)
    with shop.replaying() as db:
        db.begin_work()
        try:
            take_back(db, outbox(db, shop.site))
            made = _replayed(shop, db, opened, log)
        finally:
            db.roll_back()
    return sealer.chain(made, base, before)


def _log(hub: Hub, sealer: Sealer, after: int, base: int) -> list[tuple[int, Sent]]:
    """What came into the log since the oldest letter was written."""
    found: list[tuple[int, Sent]] = []
    while after < base:
        packs = hub.fetch(after)
        if not packs:
            break
        found += [(pack.seq, sealer.unpack(pack)) for pack in packs if pack.seq <= base]
        after = packs[-1].seq
    return found


def _replayed(
    shop: Shop, db: Database, opened: Sequence[tuple[int, Sent]], log: Sequence[tuple[int, Sent]]
) -> list[Sent]:
    made: list[Sent] = []
    for at, sent in opened:
        since = [other for seq, other in log if seq > at]
        since += [other for other in made if other.site != sent.site]
        result = Integrated()
        body = replay_one(db, sent, written(since), result.touched, result)
        result.at_odds = told_at_once([sent], since)
        made.append(
            Sent(
                sent.site,
                sent.site_seq,
                sent.work_id,
                sent.hlc,
                schema.SYNCED_VERSION,
                hashlib.sha256(body).hexdigest(),
                body,
                shop.site,
                _told(result),
            )
        )
    return made


def _told(result: Integrated) -> str:
    """What lost or was told twice, for the adopter to record when its push has come through."""
    said = {
        "lost": [asdict(lost) for lost in result.lost],
        "repeated": result.repeated,
        "retold": [asdict(again) for again in result.retold],
        "at_odds": [asdict(one) for one in result.at_odds],
    }
    return json.dumps(said) if any(said.values()) else ""
