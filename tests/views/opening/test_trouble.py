"""A shop in trouble: a plain page says what happened and what to do; a lost PC comes back here."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app import keys
from app.backup.restore import photos_wait
from app.domain.actors import Actor
from app.domain.errors import ShopError
from app.domain.recovery import phrase_of
from app.models import disk
from app.services import backups
from app.services.unlocking import open_shop
from app.shop import Shop
from app.views.opening.other_shop import OtherShopPage
from app.views.opening.restore_page import BESIDE, RestorePage
from app.views.opening.start_window import StartWindow
from app.views.opening.trouble_page import ADVICE, TroublePage
from app.views.widgets.sentence_bar import SentenceBar
from tests.conftest import SHOP_KEY
from tests.views.opening.opened_shops import Opened


@pytest.fixture
def folder(house: Shop) -> Path:
    """The closed house, its key kept on this PC."""
    house.close()
    said = json.loads((house.path / "shop.json").read_text())
    keys.keep(said["shop"], SHOP_KEY)
    (house.path / "shop.json").write_text(json.dumps({**said, "key": "file"}))
    return house.path


def trouble_of(folder: Path) -> ShopError:
    with pytest.raises(ShopError) as refusal:
        open_shop(folder).close()
    return refusal.value


def page_of(start: StartWindow, folder: Path, error: ShopError) -> TroublePage:
    start.show_trouble(folder, error)
    assert isinstance(start.page, TroublePage)
    assert start.page.title.text() == error.title
    return start.page


def bar_of(start: StartWindow) -> str:
    found = start.page.findChildren(SentenceBar) if start.page else []
    return found[0].title.text() + " " + found[0].sentence.text() if found else ""


def test_a_lost_key_asks_for_the_words(start: StartWindow, folder: Path) -> None:
    keys.forget(json.loads((folder / "shop.json").read_text())["shop"])
    page = page_of(start, folder, trouble_of(folder))
    page.buttons["words"].click()
    assert isinstance(start.page, OtherShopPage)
    assert start.page.folder.text == str(folder)


def test_a_damaged_first_page_offers_the_backup(start: StartWindow, folder: Path) -> None:
    with (folder / "shop.db").open("r+b") as file:
        file.write(bytes(4096))
    page = page_of(start, folder, trouble_of(folder))
    assert list(page.buttons) == ["again", "words", "salvage", "restore"]
    page.buttons["restore"].click()
    assert isinstance(start.page, RestorePage)
    assert start.page.target.text == str(folder)
    assert start.page.aside.isVisibleTo(start.page.found)


def test_what_can_be_read_is_saved_from_the_page(
    qtbot: QtBot, start: StartWindow, folder: Path, tmp_path: Path
) -> None:
    page = page_of(start, folder, disk.damaged())
    page.salvage_to(tmp_path / "saved")
    qtbot.waitUntil(lambda: "rows and" in bar_of(start))
    assert "All tables are whole" in bar_of(start)
    assert (tmp_path / "saved" / "tables" / "place.csv").exists()


@pytest.mark.parametrize("trouble", sorted(ADVICE.keys() - {"left"}))
def test_each_kind_says_what_is_safe_and_what_to_do(
    qtbot: QtBot, start: StartWindow, folder: Path, opened: Opened, trouble: str
) -> None:
    page = page_of(start, folder, ShopError("A title", "What happened.", trouble=trouble))
    assert "again" in page.buttons
    page.buttons["again"].click()
    qtbot.waitUntil(lambda: bool(opened.shops))


def test_other_refusals_stay_where_they_were(start: StartWindow, tmp_path: Path) -> None:
    start.show_trouble(tmp_path, ShopError("Not a shop", "It is none."))
    assert isinstance(start.page, OtherShopPage)


# ---------------------------------------------------------------------- restoring
@pytest.fixture
def stick(house: Shop, staff: dict[str, Actor], tmp_path: Path) -> Path:
    """A stick with a backup of the house, which is lost then."""
    house.files.put(b"a photo of a ring")
    folder = tmp_path / "stick"
    folder.mkdir()
    backups.back_up_into(house, staff["adam"], folder)
    house.close()
    shutil.rmtree(house.path)
    return folder


def test_a_lost_pc_comes_back_from_the_welcome_page(
    qtbot: QtBot, start: StartWindow, stick: Path, opened: Opened, tmp_path: Path
) -> None:
    start.show_restore()
    page = start.page
    assert isinstance(page, RestorePage)
    page.folder.set_text(str(tmp_path / "nowhere"))
    page.on_next()
    qtbot.waitUntil(lambda: "Nothing is there" in bar_of(start))
    page.folder.set_text(str(stick))
    page.on_next()
    qtbot.waitUntil(lambda: page.found.isVisible())
    assert page.words.isVisible(), "this PC has no key"
    page.words.set_value(phrase_of(bytes(32)))
    page.on_next()
    qtbot.waitUntil(lambda: bool(page.words.error))
    page.words.set_value(phrase_of(SHOP_KEY))
    page.place.choose(BESIDE)
    page.station.set_text("12")
    page.on_next()
    qtbot.waitUntil(lambda: bool(opened.shops))
    shop = opened.shops[0]
    assert (shop.path, shop.settings.station) == (tmp_path / "mine", 12)
    assert photos_wait(shop.path), "they follow while one works"


def test_a_shop_that_lies_there_is_moved_aside_only_when_asked(
    qtbot: QtBot,
    start: StartWindow,
    stick: Path,
    opened: Opened,
    furnished_shop: Path,
    tmp_path: Path,
) -> None:
    there = tmp_path / "there"
    shutil.copytree(furnished_shop, there)
    start.show_restore(there)
    page = start.page
    assert isinstance(page, RestorePage)
    page.folder.set_text(str(stick))
    page.on_look()
    qtbot.waitUntil(lambda: page.found.isVisible())
    page.words.set_value(phrase_of(SHOP_KEY))
    page.on_next()
    qtbot.waitUntil(lambda: "A shop is there already" in bar_of(start))
    page.aside.setChecked(True)
    page.on_next()
    qtbot.waitUntil(lambda: bool(opened.shops))
    assert opened.shops[0].path == there
    assert len(list(tmp_path.glob("there-before-*"))) == 1
