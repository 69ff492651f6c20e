"""Fetching the shop anew: this PC's lists are replaced by the hub's, with its own unsent work on top.

For a PC that was away for longer than the hub keeps changes one by one, whose data has come apart
from the log, or whose hub was set up anew. It joins as a new PC beside the old one's folder; what it
had not sent is put on top, and only then the database is exchanged. The one before is kept.
"""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import apsw

from app.domain.errors import ShopError, UserError
from app.models import schema
from app.models.database import Database
from app.models.projections import refresh
from app.models.schema import BY_NAME
from app.shop import Shop
from app.shop_folder import DATABASE
from app.sync import joining
from app.sync.at_once import at_odds
from app.sync.changes import Sent, outbox
from app.sync.envelopes import Sealer
from app.sync.identity import UNSENT_BEFORE, settle
from app.sync.integrate import Integrated, record, replay_one
from app.sync.joining import Tell, no_tell
from app.sync.meanwhile import meanwhile
from app.sync.membership import need_membership, tail
from app.sync.resolve import Written

log = logging.getLogger(__name__)

OWN = ("local_setting", "draft", "failed_sign_in", "denied", "made", "print_job", "print_event")
OWN_TOO = ("backup_place", "backup_run", "printer", "print_rule", "parked_label")
"""Tables of this PC that stay as they are."""


def fetch_anew(shop: Shop, address: str, code: str, name: str = "", tell: Tell = no_tell) -> Shop:
    """Close the shop, fetch it anew through an open door, open it again with its unsent work.

    Until the very last step the old database is the shop's: stopped anywhere, it opens as it was.
    """
    folder, key, site = shop.path, shop.key, shop.site
    sealer = Sealer(shop.shop_id, shop.keys)
    fresh = folder.with_name(f"{folder.name}.anew")
    shutil.rmtree(fresh, ignore_errors=True)
    raw = joining.begin(fresh, address, code, name)
    shop.close()
    _end_log(folder / DATABASE, key)
    old = Database(folder / DATABASE, key, readonly=True)
    try:
        made = joining.go_on(fresh, raw, tell, lambda new: _bring_over(old, site, sealer, new))
    finally:
        old.close()
    with made.replaying() as db:
        db.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    made.close()
    _end_log(folder / DATABASE, key)
    _exchange(folder, fresh)
    again = Shop.open(folder, raw)
    settle(again)
    with suppress(UserError):  # another hub has never heard of it
        hub = need_membership(again).open()
        try:
            hub.revoke(site)
        finally:
            hub.close()
    return again


def _end_log(path: Path, key: bytes) -> None:
    """Bring all into the one file: a log that is left would be read into the database that comes.

    ShopError where another program has the shop open: what it writes now would be lost.
    """
    db = Database(path, key, free=True)
    try:
        db.conn.set_busy_timeout(0)
        try:
            alone = db.value("PRAGMA journal_mode=DELETE") == "delete"
        except apsw.BusyError:
            alone = False
    finally:
        db.close()
    if not alone:
        raise ShopError(
            "The shop is in use",
            "Another program has this shop open, so its lists cannot be exchanged. Nothing was changed.",
            "Close Parure’s other windows and commands on this PC, then fetch the shop anew again.",
        )


def _exchange(folder: Path, fresh: Path) -> None:
    kept = folder / "backups" / f"before-anew-{time.strftime('%Y%m%d-%H%M%S')}.db"
    kept.parent.mkdir(exist_ok=True)
    for ending in ("-wal", "-shm"):  # what is in the log belongs to the one that is kept
        log = folder / f"{DATABASE}{ending}"
        if log.exists():
            shutil.copy2(log, kept.with_name(kept.name + ending))
    shutil.copy2(folder / DATABASE, kept)
    os.replace(fresh / DATABASE, folder / DATABASE)
    for ending in ("-wal", "-shm"):
        (folder / f"{DATABASE}{ending}").unlink(missing_ok=True)
    shutil.rmtree(fresh, ignore_errors=True)


def _bring_over(old: Database, site: int, sealer: Sealer, new: Shop) -> None:
    """What this PC alone has: its own tables, photos on their way, and the work it had not sent.

    So is what the hub once had and has lost, as after a restore of an old backup: whoever did it.
    """
    result = Integrated()
    pending = [*_once_sent(old, sealer), *outbox(old, site)]
    with new.replaying() as db:
        db.begin_work()
        try:
            for table in (*OWN, *OWN_TOO):
                _copy(old, db, table)
            up = old.rows("SELECT * FROM file_transfer WHERE direction = 'up'")
            db.run_many("INSERT OR REPLACE INTO file_transfer VALUES (?,?,?,?,?,?)", up)
            asked = "SELECT 1 FROM work WHERE id = ?"
            pending = [sent for sent in pending if not db.row(asked, (sent.work_id,))]
            theirs = meanwhile(old, db, pending)
            for n, sent in enumerate(pending):
                new.clock.seen(sent.hlc)  # what is recorded of it is later than what it tells
                _put_on_top(db, n - UNSENT_BEFORE, sent, theirs.written, result)
            result.at_odds = at_odds(pending, theirs.facts)
            db.run("PRAGMA defer_foreign_keys=1")
            refresh(db, result.touched)
            record(new, db, result.touched, result)
            db.commit_work()
        except BaseException:
            db.roll_back()
            raise


def _once_sent(old: Database, sealer: Sealer) -> list[Sent]:
    """What this PC has kept of the hub's log, in its order."""
    found: list[Sent] = []
    for pack in tail(old, 0):
        try:
            found.append(sealer.unpack(pack))
        except UserError as error:
            log.warning("change %s of the hub is not opened any more: %s", pack.seq, error)
    return found


def _put_on_top(
    db: Database, site_seq: int, sent: Sent, theirs: Written, result: Integrated
) -> None:
    body = replay_one(db, sent, theirs, result.touched, result)
    db.run(
        "INSERT INTO outbox (site_seq, work_id, hlc, schema_version, sha256, body)"
        " VALUES (?,?,?,?,?,?)",
        (
            site_seq,
            sent.work_id,
            sent.hlc,
            schema.SYNCED_VERSION,
            hashlib.sha256(body).hexdigest(),
            body,
        ),
    )


def _copy(old: Database, new: Database, table: str) -> None:
    columns = BY_NAME[table].columns()
    names = ",".join(f'"{column}"' for column in columns)
    places = ",".join("?" for _ in columns)
    rows: list[tuple[Any, ...]] = old.rows(f'SELECT {names} FROM "{table}"')
    new.run_many(f'INSERT OR REPLACE INTO "{table}" ({names}) VALUES ({places})', rows)
