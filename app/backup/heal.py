"""Photos that are missing or damaged here, brought back from the backups that have them whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from app.backup import disk
from app.backup.archive import pool_name, shelf
from app.backup.disk import StoppedError, in_words, never
from app.files import FileStore


def heal(
    shop: Path,
    key: bytes,
    digests: Iterable[str],
    homes: Iterable[Path],
    *,
    stop: Callable[[], bool] = never,
) -> list[str]:
    """Bring what the pools of these homes hold whole; the digests that are whole here now."""
    pools = [pool for home in homes if (pool := home / pool_name(key)).is_dir()]
    here, healed = FileStore(shop, key), []
    for digest in digests:
        if stop():
            raise StoppedError
        for pool in pools:
            if FileStore(pool, key).is_whole(digest):
                with in_words(shop):
                    # A new file: a damaged one may be the very file of the hourly backup.
                    disk.copied(shelf(pool, digest), shelf(shop, digest))
                break
        if here.is_whole(digest):
            healed.append(digest)
    return healed
