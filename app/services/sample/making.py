"""Making the sample shop, or opening the one that was made before."""

from __future__ import annotations

import json
import shutil
import threading
from contextlib import closing
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from app import __version__, keys, photos
from app.domain.errors import ShopError
from app.domain.ids import ToldClock, now_ms, telling_time
from app.services.founding import describe, open_shop
from app.services.opening import is_free
from app.services.sample import house, stock_diary, stories
from app.services.sample.consigning import consignors
from app.services.sample.diary import Diary
from app.services.sample.order_diary import OrderDiary
from app.services.sample.state import DAYS, ORDERS, PIECES, Progress, Sample
from app.services.settings import get_here, put_here
from app.shop import DESCRIPTION, Shop

MADE = "sample.made"
"""This PC: with what a sample shop was made, and how many units of work it had then."""
DAY_MS = 86_400_000
CACHE_KIB = 1_048_576
"""Ids that are derived lie anywhere in a table: a big sample is made in memory as far as it fits."""

_ONE_AT_A_TIME = threading.Lock()
"""Whoever cancels and at once begins again must find nothing of the first, nor lose its own to it."""


def make(
    folder: Path,
    scale: float = 1,
    seed: int = 1,
    progress: Progress | None = None,
    *,
    now: int = 0,
    key: bytes | None = None,
) -> dict[str, Any]:
    """Make the sample shop in a folder, ``scale`` times 2 000 pieces and orders; what was made.

    A shop made with the same scale and seed by the same Parure is opened as it is; one in which
    somebody has worked since is left alone, and ``changed`` says so. ``now`` (UTC ms) is for tests:
    the moment as of which it is made.
    """
    if not is_free(folder):
        return _known(folder, scale, seed, progress, key)
    moment = now or now_ms()
    half_made = folder.with_name(f"{folder.name}.part")
    with _ONE_AT_A_TIME:
        shutil.rmtree(half_made, ignore_errors=True)
        try:
            told = _made(half_made, scale, seed, moment, progress, key)
        except BaseException:
            _thrown_away(half_made, key)
            raise
        if folder.is_dir():
            folder.rmdir()
        half_made.rename(folder)
    return told


def _made(
    folder: Path, scale: float, seed: int, moment: int, progress: Progress | None, key: bytes | None
) -> dict[str, Any]:
    """Everything of the shop, in a folder that nobody opens before it is whole."""
    begin = moment - (DAYS + 1) * DAY_MS
    with telling_time(ToldClock(begin)) as clock, closing(house.founded(folder, key)) as shop:
        try:
            _without_waiting(shop)
            _written(_begun(shop, clock, scale, seed, moment, progress))
            return _told(shop, scale, seed)
        finally:
            photos.shut_down()


def _without_waiting(shop: Shop) -> None:
    """What is half made is thrown away, so that no unit of work need wait for the disk."""
    with shop.replaying() as db:
        for pragma in ("synchronous=OFF", f"cache_size=-{CACHE_KIB}", "wal_autocheckpoint=16000"):
            db.rows(f"PRAGMA {pragma}")


def _thrown_away(folder: Path, key: bytes | None) -> None:
    if key is None and (folder / DESCRIPTION).is_file():
        keys.forget(describe(folder).shop_id)
    shutil.rmtree(folder, ignore_errors=True)


def _begun(
    shop: Shop, clock: ToldClock, scale: float, seed: int, moment: int, progress: Progress | None
) -> Sample:
    sample = Sample(
        shop=shop,
        rng=Random(seed),
        clock=clock,
        size=scale,
        now_ms=moment,
        today=date.fromisoformat(shop.settings.date_of(moment)),
        progress=progress,
    )
    sample.steps = sample.many(PIECES) + sample.many(ORDERS)
    sample.goes_to(DAYS, 9, 0)
    return sample


def _written(sample: Sample) -> None:
    house.furnished(sample)
    consignors(sample)
    diary = Diary(sample)
    orders = OrderDiary(diary)
    stock_diary.planned(diary)
    orders.planned()
    stories.planned(diary)
    diary.run()
    stories.today(sample, orders.benched)
    sample.tell(sample.steps)


def _known(
    folder: Path, scale: float, seed: int, progress: Progress | None, key: bytes | None
) -> dict[str, Any]:
    """What lies there already: opened, or made anew when an older Parure made it and nobody used it."""
    if not (folder / DESCRIPTION).is_file():
        raise ShopError(
            "The folder is not empty",
            f"{folder} holds files, but no shop of Parure.",
            "Name a folder that is empty or does not exist yet.",
        )
    shop = Shop.open(folder, key) if key else open_shop(folder)
    with closing(shop), closing(shop.reader()) as db:
        said = json.loads(get_here(db, MADE, "{}"))
        if not said:
            raise ShopError(
                "Not a sample shop",
                f"{folder} holds a shop that was not made as a sample; it is left alone.",
                "Name another folder.",
            )
        changed = db.value("SELECT max(site_seq) FROM work") != said["works"]
        same = (said["scale"], said["seed"], said["version"]) == (scale, seed, __version__)
        if changed or same:
            return _counts(shop) | {"made": False, "changed": changed}
    _thrown_away(folder, key)
    return make(folder, scale, seed, progress, key=key)


def _told(shop: Shop, scale: float, seed: int) -> dict[str, Any]:
    """Note with what it was made, and put all of it into the one file."""
    with closing(shop.reader()) as db:
        works = db.value("SELECT max(site_seq) FROM work")
    said = {"scale": scale, "seed": seed, "version": __version__, "works": works}
    put_here(shop, MADE, json.dumps(said))
    with shop.replaying() as writing:
        writing.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    return _counts(shop) | {"made": True, "changed": False}


def _counts(shop: Shop) -> dict[str, Any]:
    tables = {
        "pieces": "piece",
        "orders": "sales_order",
        "parties": "party",
        "agreements": "agreement",
        "jobs": "job",
        "reports": "report",
        "documents": "document",
    }
    with closing(shop.reader()) as db:
        return {name: db.value(f"SELECT count(*) FROM {table}") for name, table in tables.items()}
