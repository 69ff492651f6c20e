"""A database file with a flipped byte, a zeroed page, a cut end: found, said in words, the rest saved.

Found means: refused when it is opened, told by the check, or of no consequence (a page that held
nothing): then every row is what it was. Tables that the damage did not meet come out whole.
"""

from __future__ import annotations

import csv
import random
import shutil
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest

from app.domain.actors import Actor
from app.domain.errors import ShopError, UserError
from app.models.database import Database
from app.services.check import check
from app.services.troubles import as_refusal
from app.services.whole_shop import Exported, salvage
from app.shop import Shop
from app.sync.integrate import digest
from tests.backup.conftest import add_pieces
from tests.conftest import SHOP_KEY

PAGE = 4096
Made = TypeVar("Made")


def flip(path: Path, pick: random.Random) -> str:
    at = pick.randrange(path.stat().st_size)
    with path.open("r+b") as file:
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ (1 << pick.randrange(8))]))
    return f"a bit of page {at // PAGE + 1}"


def zero(path: Path, pick: random.Random) -> str:
    page = pick.randrange(path.stat().st_size // PAGE)
    with path.open("r+b") as file:
        file.seek(page * PAGE)
        file.write(bytes(PAGE))
    return f"page {page + 1} zeroed"


def cut(path: Path, pick: random.Random) -> str:
    size = pick.randrange(1, path.stat().st_size)
    with path.open("r+b") as file:
        file.truncate(size)
    return f"cut to {size}"


DAMAGES = (flip, flip, zero, cut)


@pytest.fixture
def whole(house: Shop, staff: dict[str, Actor]) -> tuple[Path, str, dict[str, int]]:
    """The closed house with pieces, all in one file; its state; rows by table."""
    add_pieces(house, staff["sara"], 12)
    reader = house.reader()
    state = digest(reader)
    reader.close()
    house.close()
    db = Database(house.path / "shop.db", SHOP_KEY, free=True)
    db.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    saved = salvage(house.path, house.path.with_name("saved"), SHOP_KEY)
    assert saved.damaged_tables == ()
    return house.path, state, rows_of(saved)


def rows_of(saved: Exported) -> dict[str, int]:
    """Rows by table of what was saved."""
    counts = {}
    for path in (saved.folder / "tables").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            counts[path.stem] = sum(1 for _ in csv.reader(file)) - 1
    return counts


def in_words(act: Callable[[], Made]) -> tuple[Made | None, UserError | None]:
    """What it gives, or the sentence in which it was refused; a traceback fails the test."""
    try:
        return act(), None
    except Exception as error:
        refusal = as_refusal(error)
        if refusal is None or not refusal.remedy:
            raise
        return None, refusal


def looked_at(folder: Path, state: str) -> str:
    """How the damage was found: "start", "check", or "nothing" where nothing was hurt."""
    shop, refusal = in_words(lambda: Shop.open(folder, SHOP_KEY))
    if shop is None:
        assert isinstance(refusal, ShopError)
        assert refusal.trouble
        return "start"
    try:
        reader = shop.reader()
        try:
            seen, _ = in_words(lambda: digest(reader))
        finally:
            reader.close()
        found = not check(shop).clean
        assert found or seen == state, "changed, and nobody noticed"
        return "check" if found else "nothing"
    finally:
        with suppress(UserError):
            shop.close()


def damage(whole: tuple[Path, str, dict[str, int]], folder: Path, seeds: range) -> None:
    """Many copies, each hurt in its own way."""
    source, state, counts = whole
    ways: dict[str, int] = {}
    for seed in seeds:
        pick = random.Random(seed)
        copy = folder / f"hurt-{seed}"
        shutil.copytree(source, copy)
        what = DAMAGES[seed % len(DAMAGES)](copy / "shop.db", pick)
        out = folder / f"saved-{seed}"
        saved, _ = in_words(partial(salvage, copy, out, SHOP_KEY))
        found = looked_at(copy, state)
        ways[found] = ways.get(found, 0) + 1
        if saved is not None:
            for table, rows in rows_of(saved).items():
                hurt = table in saved.damaged_tables
                assert rows == counts[table] or (hurt and rows < counts[table]), (what, table)
            shutil.rmtree(saved.folder)
        shutil.rmtree(copy)
    assert ways.get("start", 0) + ways.get("check", 0) > len(seeds) // 2, ways


def test_damage_is_found_and_the_rest_is_saved(
    whole: tuple[Path, str, dict[str, int]], tmp_path: Path
) -> None:
    damage(whole, tmp_path, range(20))


@pytest.mark.long
def test_damage_is_found_and_the_rest_is_saved_200_times(
    whole: tuple[Path, str, dict[str, int]], tmp_path: Path
) -> None:
    damage(whole, tmp_path, range(1000, 1200))


def test_a_damaged_table_gives_what_lies_around_the_damage(
    house: Shop, staff: dict[str, Actor], tmp_path: Path
) -> None:
    add_pieces(house, staff["sara"], 150)
    house.close()
    db = Database(house.path / "shop.db", SHOP_KEY, free=True)
    db.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    root = db.value("SELECT rootpage FROM sqlite_schema WHERE name = 'transition'")
    pages = [
        row[0]
        for row in db.rows(
            "SELECT pageno FROM dbstat WHERE name = 'transition' AND pagetype = 'leaf'"
            " ORDER BY path"
        )
    ]
    assert root not in pages
    assert len(pages) > 2
    db.close()
    with (house.path / "shop.db").open("r+b") as file:
        file.seek((pages[len(pages) // 2] - 1) * PAGE + 100)
        file.write(b"rotten")
    saved = salvage(house.path, tmp_path / "saved", SHOP_KEY)
    assert saved.damaged_tables == ("transition",)
    rows = rows_of(saved)
    assert rows["piece"] == 150
    assert 50 < rows["transition"] < 150
