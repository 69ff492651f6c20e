"""A hub that is a list, and two PCs that meet there: what tests of sync share."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app.models.projections import all_rows
from app.shop import Shop
from app.sync.changes import Sent, acknowledge, outbox
from app.sync.identity import renew
from app.sync.integrate import Integrated, digest, integrate


class Hub:
    """The least that a hub is: a list of what was pushed, in one order for all."""

    def __init__(self) -> None:
        self.log: list[Sent] = []
        self.had: dict[int, int] = {}

    def meet(self, shop: Shop) -> Integrated:
        """Fetch what this copy lacks, put its own work on top, push it."""
        result = integrate(shop, self.log[self.had.get(shop.site, 0) :])
        with shop.local() as db:
            pushed = outbox(db, shop.site)
            self.log += pushed
            if pushed:
                acknowledge(db, pushed[-1].site_seq)
        self.had[shop.site] = len(self.log)
        return result


@contextmanager
def two_copies(first: Shop, key: bytes, second: Path) -> Iterator[tuple[Shop, Shop, Hub]]:
    """The shop and a copy of it as station 11, from here on kept together by a hub."""
    first.keep_outbox()
    with first.local() as db:
        acknowledge(db, 1 << 60)
    first.close()
    shutil.copytree(first.path, second)
    renew(second, key, station=11)
    a, b = Shop.open(first.path, key), Shop.open(second, key)
    b.keep_outbox()
    try:
        yield a, b, Hub()
    finally:
        a.close()
        b.close()


def together(a: Shop, b: Shop, hub: Hub) -> list[Integrated]:
    """Let both meet the hub until both know all, then say what came of it."""
    results = [hub.meet(a), hub.meet(b), hub.meet(a), hub.meet(b), hub.meet(a)]
    assert hub.had[a.site] == hub.had[b.site] == len(hub.log)
    return results


def digests(*shops: Shop) -> set[str]:
    """The digests of all synced rows: one, when the shops know the same."""
    found = set()
    for shop in shops:
        with shop.replaying() as db:
            found.add(digest(db))
            assert db.rows("PRAGMA foreign_key_check") == []
    return found


def now_tables(shop: Shop) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all projections."""
    with shop.replaying() as db:
        return all_rows(db)
