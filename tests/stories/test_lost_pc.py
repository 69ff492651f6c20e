"""The PC is stolen at noon: the stick of the morning and a sheet of 24 words bring the shop back."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.domain.actors import Actor
from app.domain.recovery import phrase_of
from app.models.database import Database
from app.models.schema import BY_NAME, SYNCED
from app.services import restoring
from app.services.backup_keeping import keeper_of, last_check
from app.services.backups import add_place, overview
from app.services.check import check
from app.services.order_lists import view_counts
from app.services.photos import keep_photo
from app.services.sign_in import sign_in
from app.shop import Shop
from tests.conftest import PASSWORD, SHOP_KEY
from tests.exchange.make_files import w06
from tests.exchange.make_orders import make_orders
from tests.exchange.reading import file_of
from tests.services.conftest import picture
from tests.services.order_desk import Counter, furnished_counter

Rows = dict[str, list[tuple[object, ...]]]


def rows_of(shop: Shop, *, but_for: str = "") -> Rows:
    """Every row of every table that is the shop, but for one kind of unit of work."""
    db: Database = shop.reader()
    try:
        found: Rows = {}
        for name in sorted(SYNCED):
            columns = BY_NAME[name].columns()
            kind = columns.index("work_kind") if name == "work" else -1
            rows = db.rows(f'SELECT * FROM "{name}" ORDER BY id')
            found[name] = [row for row in rows if kind < 0 or row[kind] != but_for]
        return found
    finally:
        db.close()


@pytest.fixture
def morning(house: Shop, staff: dict[str, Actor], tmp_path: Path) -> Counter:
    """A morning's work: the web shop's file, a photo of the ring; the keeper has made its backups."""
    counter = furnished_counter(house, staff)
    counter.bring(file_of(*make_orders(40, seed=3), w06()))
    keep_photo(house, picture((120, 90, 60)), "ring.jpg")
    stick = tmp_path / "stick"
    stick.mkdir()
    add_place(house, staff["adam"], stick)
    keeper_of(house).look()
    return counter


def test_the_shop_comes_back_to_the_row_and_work_goes_on(morning: Counter, tmp_path: Path) -> None:
    house = morning.house
    found = morning.read(overview, house)
    assert all(card.proven for card in found.places)
    checked = morning.read(last_check)
    assert checked is not None
    assert checked.problems == ()
    before = rows_of(house)
    photos = {digest: house.files.get(digest) for digest in house.files.digests()}
    house.close()
    shutil.rmtree(house.path)  # stolen

    choice = restoring.choices(tmp_path / "stick")[0]
    key = restoring.key_of(choice, phrase_of(SHOP_KEY))
    shop, _ = restoring.restore(choice, key, tmp_path / "new pc" / "shop")
    assert rows_of(shop, but_for="restore") == before

    # Olga signs in and works while the photos are still on their way.
    olga = sign_in(shop, "olga", PASSWORD)
    reader = shop.reader()
    assert view_counts(reader)["review"] > 0
    reader.close()
    again = Counter(shop, {**morning.staff, "olga": olga}, morning.ring, morning.tag)
    assert again.card(again.bring(file_of(w06()))).money.total_minor == 162_800
    keeper_of(shop).look()
    assert {digest: shop.files.get(digest) for digest in shop.files.digests()} == photos
    report = check(shop)
    assert report.clean, [problem.sentence for problem in report.problems]
    shop.close()
