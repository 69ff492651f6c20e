"""Joining at the first start, and the question what a copied shop is."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app import keys
from app.domain.actors import CLI as ADMIN
from app.domain.actors import SYSTEM, Actor
from app.domain.joining_code import both_of
from app.models.people import Party
from app.services import joining, pcs
from app.services.hub_setup import init_hub, leave, meet_now
from app.services.unlocking import open_shop
from app.shop import Shop
from app.shop_folder import write_description
from app.sync.invites import Door
from app.sync.joining import Tell
from app.sync.membership import need_membership
from app.views.opening.copy_page import ALONE, ANEW, COPY, MOVED, REPLACED, CopyPage
from app.views.opening.join_page import JoinPage
from app.views.opening.start_window import StartWindow
from app.views.opening.welcome import WelcomePage
from app.views.widgets.sentence_bar import SentenceBar
from tests.conftest import PATIENCE_S, SHOP_KEY
from tests.views.floor import press
from tests.views.opening.opened_shops import Opened

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def first(house: Shop, tmp_path: Path) -> Shop:
    """The house with a hub in a folder; its key lies on this PC."""
    place = keys.keep(house.shop_id, SHOP_KEY).place.value
    write_description(house.path, {"format": 1, "shop": house.shop_id, "key": place})
    (tmp_path / "hub").mkdir()
    init_hub(house, ADMIN, str(tmp_path / "hub"), name="Counter")
    return house


@pytest.fixture
def door(first: Shop) -> Door:
    return pcs.invite_pc(first, ADMIN)


def join_page(start: StartWindow) -> JoinPage:
    start.show_welcome()
    press(start, Qt.Key.Key_3)
    page = start.page
    assert isinstance(page, JoinPage)
    return page


def fill(page: JoinPage, address: str, code: str) -> None:
    page.address.set_text(address)
    page.code.set_text(code)
    page.name.set_text("Workshop")


def test_a_pc_joins_with_the_file_and_the_code(
    qtbot: QtBot, start: StartWindow, opened: Opened, first: Shop, door: Door, tmp_path: Path
) -> None:
    page = join_page(start)
    assert page.address.input.hasFocus()
    fill(page, str(pcs.save_door_file(door, tmp_path / "door")), door.code.lower())
    press(page, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: len(opened.shops) == 1, timeout=15_000)
    assert opened.shops[0].settings.station == 11
    assert opened.shops[0].settings.name == "Hallam & Vey"
    meet_now(first, ADMIN)
    assert [pc.name for pc in pcs.joined_pcs(first)] == ["Workshop"]


def test_what_a_scanner_reads_from_the_other_screen_fills_both_fields(
    qtbot: QtBot, start: StartWindow, opened: Opened, door: Door
) -> None:
    page = join_page(start)
    page.name.set_text("Workshop")
    QTest.keyClicks(page.address.input, both_of(door.code, door.address))
    press(page, Qt.Key.Key_Return)
    assert (page.address.text, page.code.text) == (door.address, door.code)
    press(page, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: len(opened.shops) == 1, timeout=15_000)


def test_what_is_wrong_stands_beside_its_field(
    qtbot: QtBot, start: StartWindow, door: Door, tmp_path: Path
) -> None:
    page = join_page(start)
    page.on_join()
    assert page.address.error
    fill(page, str(tmp_path / "nowhere"), door.code)
    page.on_join()
    qtbot.waitUntil(lambda: bool(page.address.error))
    assert "neither a folder" in page.address.error
    page.code.set_text("ABC")
    page.on_join()
    assert "25 signs" in page.code.error
    fill(page, door.address, "00000-00000-00000-00000-00000")
    page.on_join()
    assert page.code.error
    fill(page, door.address, pcs_code())
    page.on_join()
    qtbot.waitUntil(lambda: "Make a new joining code" in page.code.error)
    assert page.button.isEnabled()
    assert not (tmp_path / "mine" / "shop.json").exists()


def pcs_code() -> str:
    """A code that nobody has made."""
    from app.domain.joining_code import new_code

    return new_code()


def test_what_was_stopped_goes_on_without_a_code(
    qtbot: QtBot,
    start: StartWindow,
    opened: Opened,
    door: Door,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from app.sync import joining as below

    with monkeypatch.context() as stopped:
        stopped.setattr(below, "take_snapshot", _power_goes)
        with pytest.raises(KeyboardInterrupt):
            joining.join_shop(tmp_path / "mine", door.address, door.code)
    start.show_welcome()
    welcome = start.page
    assert isinstance(welcome, WelcomePage)
    assert welcome._bar is not None
    assert "Hallam & Vey was stopped" in welcome._bar.title.text()
    page = join_page(start)
    assert page.button.text() == "Go on"
    assert not page.address.isVisible()
    page.on_join()
    qtbot.waitUntil(lambda: len(opened.shops) == 1, timeout=15_000)


def test_it_can_be_stopped_and_goes_on(
    qtbot: QtBot,
    start: StartWindow,
    opened: Opened,
    door: Door,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from app.sync import joining as below

    def slow(_db: object, _hub: object, _sealer: object, _snapshot: object, progress: Any) -> None:
        while True:
            progress(3, 10)

    page = join_page(start)
    fill(page, door.address, door.code)
    with monkeypatch.context() as waiting:
        waiting.setattr(below, "take_snapshot", slow)
        page.on_join()
        qtbot.waitUntil(lambda: "3 of 10" in page.progress.words.text(), timeout=10_000)
        page.progress.cancel.click()
        qtbot.waitUntil(lambda: page.button.text() == "Go on" and page.button.isEnabled())
    assert "goes on there" in page._stopped.text()
    page.on_join()
    qtbot.waitUntil(lambda: len(opened.shops) == 1, timeout=15_000)
    assert opened.shops[0].settings.station == 11


def test_it_can_be_begun_anew(
    start: StartWindow, door: Door, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.sync import joining as below

    with monkeypatch.context() as stopped:
        stopped.setattr(below, "take_snapshot", _power_goes)
        with pytest.raises(KeyboardInterrupt):
            joining.join_shop(tmp_path / "mine", door.address, door.code)
    page = join_page(start)
    page.anew.click()
    assert page.address.isVisible()
    assert page.button.text() == "Join"
    assert joining.begun(tmp_path / "mine") is None


def test_a_newer_sentence_takes_the_place_of_the_one_before(
    qtbot: QtBot, start: StartWindow
) -> None:
    page = join_page(start)
    for title in ("First", "Second", "Third"):
        page.show_bar(SentenceBar(title, "Something is wrong."))
        qtbot.waitUntil(lambda: len(page.findChildren(SentenceBar)) == 1)
    assert [one.title.text() for one in page.findChildren(SentenceBar)] == ["Third"]
    page.clear_bar()
    qtbot.waitUntil(lambda: page.findChildren(SentenceBar) == [])


def _power_goes(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


# ---------------------------------------------------------------------- a copy


@pytest.fixture
def copy(first: Shop, tmp_path: Path) -> Path:
    """The house's folder, copied while something was not sent yet."""
    with first.work(SYSTEM, "test") as w:
        w.add(Party, kind_code="person", display="Not sent yet")
    with first.replaying() as db:
        db.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copytree(first.path, tmp_path / "copy")
    return tmp_path / "copy"


def asked(qtbot: QtBot, start: StartWindow, folder: Path) -> CopyPage:
    start.open_folder(folder)
    qtbot.waitUntil(lambda: isinstance(start.page, CopyPage), timeout=10_000)
    page = start.page
    assert isinstance(page, CopyPage)
    return page


@pytest.mark.parametrize(
    ("way", "station", "shut_out"), [(MOVED, 10, False), (COPY, 11, False), (REPLACED, 11, True)]
)
def test_a_copy_is_asked_once_what_it_is(
    qtbot: QtBot,
    start: StartWindow,
    opened: Opened,
    first: Shop,
    copy: Path,
    way: str,
    station: int,
    shut_out: bool,
) -> None:
    page = asked(qtbot, start, copy)
    page.ways.choose(way)
    page.on_go()
    qtbot.waitUntil(lambda: len(opened.shops) == 1, timeout=10_000)
    (shop,) = opened.shops
    assert shop.settings.station == station
    assert not pcs.is_copy(shop)
    meet_now(shop, ADMIN)
    others = {pc.station: bool(pc.revoked_at) for pc in need_membership(shop).open().pcs()}
    assert others.get(10) == shut_out
    if way == COPY:
        meet_now(first, ADMIN)
        db = first.reader()
        assert db.value("SELECT count(*) FROM party WHERE display = 'Not sent yet'") == 1
        db.close()


def test_not_now_opens_it_and_asks_again(
    qtbot: QtBot, start: StartWindow, opened: Opened, copy: Path
) -> None:
    page = asked(qtbot, start, copy)
    page.ways.choose(ALONE)
    press(page, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: len(opened.shops) == 1)
    assert pcs.is_copy(opened.shops[0])


def test_one_that_was_shut_out_is_asked_for_a_code(
    qtbot: QtBot, start: StartWindow, opened: Opened, first: Shop, copy: Path, tmp_path: Path
) -> None:
    door = pcs.invite_pc(first, ADMIN)
    second = joining.join_shop(tmp_path / "second", door.address, door.code)
    meet_now(second, ADMIN)
    pcs.shut_out(second, ADMIN, first.site)
    page = asked(qtbot, start, copy)
    page.ways.choose(COPY)
    page.on_go()
    qtbot.waitUntil(lambda: page.code.isVisible(), timeout=10_000)
    assert "let another PC invite it again" in page.code.error
    assert opened.shops == []
    page.code.set_text(pcs.invite_pc(second, ADMIN).code)
    second.close()
    page.on_go()
    qtbot.waitUntil(lambda: len(opened.shops) == 1, timeout=10_000)
    assert opened.shops[0].settings.station == 12
    meet_now(opened.shops[0], ADMIN)
    assert max(opened.shops[0].keys) == 2, "the new key came with the code"


def test_one_that_does_not_fit_is_fetched_anew(
    qtbot: QtBot, start: StartWindow, opened: Opened, first: Shop, copy: Path
) -> None:
    page = asked(qtbot, start, copy)
    page.ways.choose(ANEW)
    page.on_go()
    qtbot.waitUntil(lambda: len(opened.shops) == 1, timeout=15_000)
    (shop,) = opened.shops
    assert shop.settings.station == 11
    assert not pcs.is_copy(shop)
    meet_now(shop, ADMIN)
    db = shop.reader()
    assert db.value("SELECT count(*) FROM party WHERE display = 'Not sent yet'") == 1
    db.close()


def test_one_that_was_stopped_can_go_on(
    qtbot: QtBot,
    start: StartWindow,
    opened: Opened,
    copy: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = asked(qtbot, start, copy)
    page.ways.choose(ANEW)
    fetch, came, go_on = pcs.fetch_anew, threading.Event(), threading.Event()

    def slow(shop: Shop, actor: Actor, *, tell: Tell, **how: str) -> Shop:
        def told(words: str, done: int, total: int) -> None:
            came.set()
            assert go_on.wait(PATIENCE_S)
            tell(words, done, total)

        return fetch(shop, actor, tell=told, **how)

    with monkeypatch.context() as slowly:
        slowly.setattr(pcs, "fetch_anew", slow)
        page.on_go()
        qtbot.waitUntil(came.is_set)
        page.progress.cancel.click()
        go_on.set()
        qtbot.waitUntil(page.button.isEnabled)
    assert [one.title.text() for one in page.findChildren(SentenceBar)] == ["It was stopped"]
    assert opened.shops == []
    page.on_go()
    qtbot.waitUntil(lambda: len(opened.shops) == 1)
    assert not pcs.is_copy(opened.shops[0])


def test_a_hub_that_was_set_up_anew_asks_for_its_address_and_code(
    qtbot: QtBot, start: StartWindow, opened: Opened, first: Shop, copy: Path, tmp_path: Path
) -> None:
    (tmp_path / "hub").rename(tmp_path / "died")
    (tmp_path / "another").mkdir()
    leave(first, ADMIN)
    init_hub(first, ADMIN, str(tmp_path / "another"), name="Counter")
    door = pcs.invite_pc(first, ADMIN)
    page = asked(qtbot, start, copy)
    page.ways.choose(ANEW)
    page.on_go()
    qtbot.waitUntil(lambda: page.address.isVisible(), timeout=10_000)
    page.address.set_text(door.address)
    page.code.set_text(door.code)
    page.on_go()
    qtbot.waitUntil(lambda: len(opened.shops) == 1, timeout=15_000)
    meet_now(opened.shops[0], ADMIN)


def test_a_shop_without_a_hub_is_never_asked(house: Shop, tmp_path: Path) -> None:
    house.close()
    shutil.copytree(house.path, tmp_path / "copy")
    copied = Shop.open(tmp_path / "copy", SHOP_KEY)
    assert not pcs.is_copy(copied)
    copied.close()


def test_a_pc_that_said_goodbye_has_a_page_of_its_own(
    qtbot: QtBot, start: StartWindow, first: Shop, door: Door, tmp_path: Path
) -> None:
    from app.views.opening.trouble_page import TroublePage

    second = joining.join_shop(tmp_path / "second", door.address, door.code)
    meet_now(first, ADMIN)
    pcs.say_goodbye(second, ADMIN)
    second.close()
    start.open_folder(tmp_path / "second")
    qtbot.waitUntil(lambda: isinstance(start.page, TroublePage))
    page = start.page
    assert isinstance(page, TroublePage)
    assert list(page.buttons) == ["other"]
    open_shop(first.path).close()
