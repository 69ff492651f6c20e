"""Files that nothing names: photos of forms that were thrown away. They leave after a week.

A photo is kept the moment it is taken, before anything is saved; when its draft is discarded, its
sealed file stays. Whatever a row names (a saved photo, a paper, a report, anybody's draft on this
PC, a change that was not yet sent) stays; so does what somebody brought in the last days, because a
form may hold it that was never kept as a draft.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Collection, Iterator

from app.domain.errors import UserError
from app.models.database import Database
from app.shop import Shop

KEPT_DAYS = 7
_DAY_S = 86_400
_DIGEST = re.compile(r"[0-9a-f]{64}")
_NAMED_IN = (
    ("draft", "content"),
    ("document", "content"),
    ("report", "content"),
    ("note", "content"),
    ("edit", "content"),
    ("setting", "value"),
    ("local_setting", "value"),
    ("file_transfer", "sha256"),
)
"""Texts that may name a file beside the table of files."""
_AT_ONCE = 200
"""Files that are removed in one go; saving waits that long."""


def _never() -> bool:
    return False


def seal_files_anew(shop: Shop, *, cancelled: Callable[[], bool] = _never) -> int:
    """After the shop's key was changed: seal with the new one what older ones have sealed; how many.

    The old bytes leave the disk with that. A crash on the way has done some; the next time goes on.
    """
    newest = str(max(shop.keys))
    db = shop.reader()
    try:
        if len(shop.keys) == 1 or _sealed_with(db) == newest:
            return 0
    finally:
        db.close()
    done = 0
    for digest in shop.files.digests():
        if cancelled():
            return done
        try:
            done += shop.files.seal_anew(digest)
        except UserError:  # damaged: the check says so, and the backups heal it
            continue
    with shop.local() as writing:
        writing.run("INSERT OR REPLACE INTO sync_state VALUES ('files_epoch', ?)", (newest,))
    return done


def _sealed_with(db: Database) -> str:
    return str(db.value("SELECT value FROM sync_state WHERE name = 'files_epoch'") or "1")


def tidy_files(
    shop: Shop, *, cancelled: Callable[[], bool] = _never, now: Callable[[], float] = time.time
) -> int:
    """Remove what no row names and what a crash left half-written; how many files left.

    Reads beside whoever works, so it belongs into a worker's thread; only the removing itself holds
    up saving, for a moment, so that nothing can name a file while it leaves. A crash on the way has
    removed some and not the others; the next time goes on.
    """
    moment = now() - KEPT_DAYS * _DAY_S
    gone = shop.files.tidy()
    old = set(shop.files.kept_before(moment))
    db = shop.reader()
    try:
        left = sorted(_unnamed(db, old))
    finally:
        db.close()
    for start in range(0, len(left), _AT_ONCE):
        if cancelled():
            break
        with shop.local() as writing:
            for digest in sorted(_unnamed(writing, set(left[start : start + _AT_ONCE]))):
                gone += shop.files.remove_old(digest, moment)
    return gone


def _unnamed(db: Database, digests: Collection[str]) -> set[str]:
    """Those of these digests that nothing in the shop names."""
    left = set(digests)
    for named in _names(db):
        if not left:
            break
        left.difference_update(named)
    return left


def _names(db: Database) -> Iterator[set[str]]:
    """The digests that rows name, some at a time; the texts are read only if they are asked for."""
    yield {row[0] for row in db.rows("SELECT sha256 FROM file")}
    for table, column in _NAMED_IN:
        for (text,) in db.rows(f'SELECT "{column}" FROM "{table}"'):
            if text and (found := _DIGEST.findall(text)):
                yield set(found)
