"""One shop on two PCs that meet now and then."""

from __future__ import annotations

import shutil
from pathlib import Path

from app.shop import Shop
from app.sync.changes import acknowledge, outbox
from app.sync.identity import renew
from app.sync.integrate import Integrated, digest, integrate
from tests.conftest import SHOP_KEY


def second_pc(house: Shop, folder: Path) -> Shop:
    """The house on another PC as well, station 11: both know the same, and keep what they do next."""
    house.keep_outbox()
    with house.local() as db:
        acknowledge(db, 1 << 60)
    with house.replaying() as db:
        db.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copytree(house.path, folder)
    renew(folder, SHOP_KEY, station=11)
    other = Shop.open(folder, SHOP_KEY)
    other.keep_outbox()
    return other


def meet(here: Shop, there: Shop) -> tuple[Integrated, Integrated]:
    """Let both know all that the other did, ``here`` first at the hub; they then have equal rows."""
    with here.local() as db:
        sent = outbox(db, here.site)
    met = integrate(there, sent)
    with there.local() as db:
        back = outbox(db, there.site)
    with here.local() as db:
        acknowledge(db, 1 << 60)
    met_back = integrate(here, back)
    with there.local() as db:
        acknowledge(db, 1 << 60)
    digests = set()
    for shop in (here, there):
        with shop.replaying() as db:
            digests.add(digest(db))
    assert len(digests) == 1
    return met, met_back
