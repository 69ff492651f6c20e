"""A disk that is full, locked or failing: a sentence, nothing half-saved, and on it goes afterwards."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable
from pathlib import Path

import apsw
import pytest

from app.domain.actors import Actor
from app.domain.errors import ShopError
from app.models.disk import disk_trouble, file_trouble
from app.services import imports
from app.services.check import check
from app.services.drafts import keep_draft
from app.services.parties import add_party
from app.services.party_forms import PartyForm
from app.shop import Shop
from tests.conftest import SHOP_KEY
from tests.exchange.make_orders import make_orders
from tests.exchange.reading import file_of


def fill_disk(shop: Shop) -> Callable[[], None]:
    """Leave the shop's file hardly a page to grow by; returns what frees the disk again."""
    with shop.replaying() as db:
        pages = db.value("PRAGMA page_count")
        db.rows(f"PRAGMA max_page_count={pages + 1}")

    def free() -> None:
        with shop.replaying() as db:
            db.rows("PRAGMA max_page_count=1073741823")

    return free


def counted(shop: Shop, *tables: str) -> list[int]:
    reader = shop.reader()
    try:
        return [reader.value(f"SELECT count(*) FROM {table}") for table in tables]
    finally:
        reader.close()


def test_a_full_disk_stops_an_import_with_a_sentence_and_it_goes_on_later(
    house: Shop, staff: dict[str, Actor]
) -> None:
    file = file_of(*make_orders(300, seed=5))
    free = fill_disk(house)
    before = counted(house, "work", "sales_order", "party")
    with pytest.raises(ShopError, match="There is no room left") as refusal:
        imports.apply(house, staff["olga"], file)
    assert refusal.value.title == "The disk is full"
    assert "Free some space" in refusal.value.remedy
    assert counted(house, "work", "sales_order", "party") == before
    free()
    assert imports.apply(house, staff["olga"], file).saved == 300
    assert check(house).clean


def test_a_full_disk_keeps_no_draft_and_says_so(house: Shop, staff: dict[str, Actor]) -> None:
    free = fill_disk(house)
    user = staff["sara"].user_id
    with pytest.raises(ShopError, match="no room left"):
        keep_draft(house, user, "take_in", 7, {"description": "x" * 200_000})
    assert counted(house, "draft") == [0]
    free()
    keep_draft(house, user, "take_in", 7, {"description": "ring"})
    assert counted(house, "draft") == [1]


def test_a_locked_disk_is_a_sentence(house: Shop, staff: dict[str, Actor]) -> None:
    with house.replaying() as db:
        db.rows("PRAGMA query_only=ON")
    before = counted(house, "work", "party")
    with (
        pytest.raises(ShopError, match="may not write") as refusal,
        house.work(staff["sara"], "add_party") as w,
    ):
        add_party(w, PartyForm(given="Clara", family="Whitcombe"))
    assert refusal.value.title == "The shop's folder cannot be written"
    assert counted(house, "work", "party") == before
    with house.replaying() as db:
        db.rows("PRAGMA query_only=OFF")
    with house.work(staff["sara"], "add_party") as w:
        add_party(w, PartyForm(given="Clara", family="Whitcombe"))
    assert check(house).clean


def test_a_folder_in_which_nothing_can_be_made_is_a_sentence(house: Shop, tmp_path: Path) -> None:
    house.close()
    folder = tmp_path / "locked"
    shutil.copytree(house.path, folder)
    for beside in ("shop.db-wal", "shop.db-shm"):
        (folder / beside).unlink(missing_ok=True)
    (folder / "shop.db-wal").mkdir()
    with pytest.raises(ShopError) as refusal:
        Shop.open(folder, SHOP_KEY)
    assert refusal.value.remedy


def test_a_failing_disk_is_told_from_our_own_mistakes() -> None:
    failing = disk_trouble(apsw.IOError("disk I/O error"))
    assert failing is not None
    assert "backup" in failing.remedy
    assert disk_trouble(apsw.SQLError("no such table: nowhere")) is None
    assert disk_trouble(AssertionError("ours")) is None


def test_an_error_of_the_system_is_said_as_one_of_the_database() -> None:
    for number, trouble in (
        (errno.ENOSPC, "full"),
        (errno.EROFS, "locked"),
        (errno.EIO, "failing"),
    ):
        refusal = file_trouble(OSError(number, "said"))
        assert isinstance(refusal, ShopError)
        assert refusal.trouble == trouble
