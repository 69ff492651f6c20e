"""Making this PC the first one of a hub, and seeing which PCs there are."""

from __future__ import annotations

import platform
import re
import secrets
from typing import Any

from app.domain.errors import UserError
from app.domain.numbers import KINDS, STATIONS
from app.models.schema import BY_NAME
from app.shop import Shop
from app.sync.courier import UP, enqueue
from app.sync.envelopes import Sealer, new_pair
from app.sync.hub import Hub, NewPc
from app.sync.identity import settle
from app.sync.membership import keep, membership, need_membership, tail
from app.sync.new_key import give_keys_again
from app.sync.opening import install_hub, open_hub
from app.sync.pg_setup import Installed
from app.sync.snapshot import write_snapshot
from app.sync.status import other_pcs

MINUTE_MS = 60_000


def begin_hub(shop: Shop, url: str, *, name: str = "") -> Installed:
    """Set a hub up at ``url`` (a PostgreSQL database or a folder) with this PC as its first.

    From here on what other PCs have not had is kept; what was before goes as a snapshot, the photos
    follow. UserError (AddressError …) says what is wrong with the address.
    """
    if membership(shop):
        raise UserError(
            "This shop has a hub",
            "The shop's PCs already meet at a hub.",
            "Leave it first if they are to meet elsewhere.",
        )
    shop.keep_outbox()
    private, public = new_pair()
    token = secrets.token_bytes(32)
    sealer = Sealer(shop.shop_id, shop.keys)
    called = sealer.seal(f"name/{shop.site}", (name or platform.node() or "PC").encode())
    first = NewPc(shop.site, token, public, called)
    given = _stations(shop) - {shop.settings.station}
    made = install_hub(url, shop.shop_id, first, shop.settings.station, given)
    hub = open_hub(made.address, token)
    try:
        hub_id = hub.state().hub_id
        with shop.local() as db:
            keep(
                db,
                address=made.address,
                token=token,
                id=hub_id,
                base=0,
                base_sha="",
                private_key=private,
                name=name or platform.node() or "PC",
            )
            enqueue(db, UP, dict(db.rows('SELECT sha256, size FROM "file"')))
        for epoch in range(2, sealer.epoch + 1):  # the shop's key was changed before it came here
            hub.change_key(epoch, {}, sealer.seal("name key", secrets.token_bytes(32)))
        settle(shop)
        write_snapshot(shop, hub, sealer, lambda: False)
    finally:
        hub.close()
    return made


def _stations(shop: Shop) -> set[int]:
    """The stations whose numbers the shop's papers bear, from a hub before or a PC that was lost."""
    db = shop.reader()
    try:
        begun = {
            begin
            for model in BY_NAME.values()
            if model.kind.synced and "number" in model.columns()
            for (begin,) in db.rows(f'SELECT DISTINCT substr(number, 1, 6) FROM "{model.table()}"')
        }
    finally:
        db.close()
    found = (re.match(r"([A-Z]{1,3})(\d{2})-", str(begin)) for begin in begun)
    return {int(one[2]) for one in found if one and one[1] in KINDS and int(one[2]) in STATIONS}


def leave_hub(shop: Shop) -> None:
    """Go on alone, or set a hub up elsewhere: all that is here goes there with the first snapshot.

    What other PCs have done and this one has not fetched stays at the old hub.
    """
    with shop.local() as db:
        for table in ("outbox", "hub_tail", "other_pc", "file_transfer"):
            db.run(f"DELETE FROM {table}")
        db.run("DELETE FROM sync_state WHERE name LIKE 'hub_%'")
    shop.drop_outbox()


def note_pcs(shop: Shop, hub: Hub, sealer: Sealer) -> None:
    """Keep what the hub tells of the shop's PCs, so that it can be shown without it."""
    rows = []
    for pc in hub.pcs():
        if pc.site != shop.site:
            name = _said(sealer, f"name/{pc.site}", pc.name)
            presence = _said(sealer, f"presence/{pc.site}", pc.presence)
            rows.append(
                (
                    pc.site,
                    pc.station,
                    name,
                    pc.heard_at,
                    pc.base,
                    pc.version,
                    presence,
                    pc.revoked_at,
                )
            )
    reader = shop.reader()
    try:
        known = {row[0]: row for row in reader.rows("SELECT * FROM other_pc")}
    finally:
        reader.close()
    if all(_as_known(known.get(row[0]), row) for row in rows):
        return
    with shop.local() as db:
        db.run_many("INSERT OR REPLACE INTO other_pc VALUES (?,?,?,?,?,?,?,?)", rows)


def _as_known(known: tuple[Any, ...] | None, now: tuple[Any, ...]) -> bool:
    """Whether nothing is new but a sign of life within the same minute."""
    if known is None or known[:3] + known[6:] != now[:3] + now[6:]:
        return False
    return bool(now[3] - known[3] < MINUTE_MS)


def _said(sealer: Sealer, what: str, body: bytes) -> str:
    """What was sealed, or nothing where another key or a newer program sealed it."""
    try:
        return sealer.open(what, body).decode() if body else ""
    except UserError:
        return ""


def restore_hub(shop: Shop) -> int:
    """The person has decided: this PC puts back what a hub that went back in time lacks; how much.

    Who was shut out since is shut out again, the keys and this PC's photos go there again as well.
    UserError where this PC does not know it either, or the hub has gone on without it.
    """
    member = need_membership(shop)
    hub = member.open()
    db = shop.reader()
    try:
        state = hub.state()
        known = {pack.seq: pack for pack in tail(db, state.head - 1)}
        missing = [known[seq] for seq in range(state.head + 1, member.base + 1) if seq in known]
        if len(missing) != member.base - state.head or not missing:
            raise _cannot("it was away for too long, or the hub has gone on without it")
        there = hub.sha_at(state.head) if state.head else ""
        if state.head and (state.head not in known or known[state.head].sha256 != there):
            raise _cannot(f"change {state.head} of the hub is not the one that this PC knows")
        for pc in other_pcs(db):
            if pc.revoked_at:
                hub.revoke(pc.site)
        give_keys_again(shop, hub)
        if not hub.refill(state.head, missing):
            raise _cannot("another PC was first")
        named: dict[str, int] = dict(db.rows('SELECT sha256, size FROM "file"'))
        with shop.local() as own:
            enqueue(own, UP, {sha: size for sha, size in named.items() if shop.files.has(sha)})
        return len(missing)
    finally:
        db.close()
        hub.close()


def _cannot(why: str) -> UserError:
    return UserError(
        "This PC cannot put it back",
        f"What the hub lacks cannot come from this PC: {why}.",
        "Try on the PC that met the hub last, or set the hub up anew.",
    )
