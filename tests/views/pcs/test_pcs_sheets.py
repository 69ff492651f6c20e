"""Connecting PCs, adding one, a stolen one, moving to a new one: as a manager does it in the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import zxingcpp
from PIL import ImageQt
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.domain.actors import CLI
from app.domain.joining_code import parts_of
from app.domain.recovery import phrase_of
from app.services import joining, pcs
from app.services.hub_setup import init_hub, meet_now
from app.shop import Shop
from app.sync.hub import InviteError, RevokedError
from app.sync.invites import address_of
from app.sync.membership import membership
from app.views.frame.desk import Desk
from app.views.pcs.add_sheet import AddPcSheet, add_pc
from app.views.pcs.connect_sheet import FOLDER, ConnectSheet
from app.views.pcs.copy_sheet import CopySheet
from app.views.pcs.elsewhere_sheet import FIRST, FOLLOW, ElsewhereSheet
from app.views.pcs.move_sheet import JOIN, LEAVE, MoveSheet
from app.views.pcs.stolen_sheet import StolenSheet
from app.views.settings.page import SettingsPage
from app.views.widgets.sheet import Sheet
from tests.views.floor import Floor
from tests.views.pcs.conftest import Two


def sheet_of(desk: Desk, kind: type[Sheet]) -> Sheet:
    """The sheet that lies over the window."""
    return next(s for s in desk.frame.host().findChildren(kind) if s.isVisible())


# ---------------------------------------------------------------------- connecting


def connect_sheet(desk: Desk) -> ConnectSheet:
    sheet = add_pc(desk)
    assert isinstance(sheet, ConnectSheet), "without a hub there is nowhere to join"
    return sheet


def test_pcs_are_connected_after_the_place_was_tried(
    qtbot: QtBot, sit: Callable[[str], Floor], hub_place: Path
) -> None:
    floor = sit("mia")
    begun: list[str] = []
    floor.desk.sync.begin = lambda: begun.append("engine")
    sheet = connect_sheet(floor.desk)
    sheet.kind.choose(FOLDER)
    sheet.address.set_text(str(hub_place))
    sheet.on_go()
    qtbot.waitUntil(lambda: sheet.verb.text() == "Connect")
    assert sheet.facts.isVisible()
    assert membership(floor.house) is None, "trying makes nothing"
    sheet.name.set_text("Counter")
    sheet.on_go()
    qtbot.waitUntil(lambda: bool(begun), timeout=15_000)
    assert floor.house.has_hub
    assert membership(floor.house) is not None
    invite = sheet_of(floor.desk, AddPcSheet)
    assert isinstance(invite, AddPcSheet)
    qtbot.waitUntil(lambda: invite.door is not None)


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("Dropbox", "Dropbox copies files after the fact"),
        ("gone", "cannot be found from this PC"),
        ("", "Address is missing"),
    ],
)
def test_a_place_that_will_not_serve_says_why(
    qtbot: QtBot, sit: Callable[[str], Floor], tmp_path: Path, address: str, why: str
) -> None:
    floor = sit("mia")
    (tmp_path / "Dropbox").mkdir()
    sheet = connect_sheet(floor.desk)
    sheet.kind.choose(FOLDER)
    sheet.address.set_text(str(tmp_path / address) if address else "")
    sheet.on_go()
    qtbot.waitUntil(lambda: why in sheet.address.error + sheet.trouble.text())
    assert sheet.verb.text() == "Try it"
    assert not floor.house.has_hub


def test_a_setting_up_that_was_stopped_is_done_once_more(
    qtbot: QtBot, sit: Callable[[str], Floor], hub_place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.sync import begin

    floor = sit("mia")

    def power_goes(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as stopped:
        stopped.setattr(begin, "open_hub", power_goes)
        with pytest.raises(KeyboardInterrupt):
            init_hub(floor.house, CLI, str(hub_place))
    assert floor.house.has_hub
    sheet = connect_sheet(floor.desk)
    sheet.kind.choose(FOLDER)
    sheet.address.set_text(str(hub_place))
    sheet.on_go()
    qtbot.waitUntil(lambda: sheet.verb.text() == "Connect")
    sheet.on_go()
    qtbot.waitUntil(lambda: pcs.is_joined(floor.house), timeout=15_000)
    wait_for_invite(qtbot, floor)


def wait_for_invite(qtbot: QtBot, floor: Floor) -> None:
    qtbot.waitUntil(
        lambda: any(s.door for s in floor.desk.frame.host().findChildren(AddPcSheet)),
        timeout=10_000,
    )


def test_another_address_must_be_tried_again(
    qtbot: QtBot, sit: Callable[[str], Floor], hub_place: Path
) -> None:
    floor = sit("mia")
    sheet = connect_sheet(floor.desk)
    sheet.kind.choose(FOLDER)
    sheet.address.set_text(str(hub_place))
    sheet.on_go()
    qtbot.waitUntil(lambda: sheet.verb.text() == "Connect")
    QTest.keyClicks(sheet.address.input, "/elsewhere")
    assert sheet.verb.text() == "Try it"
    assert not sheet.facts.isVisible()


# ---------------------------------------------------------------------- adding


def test_a_code_is_shown_copied_saved_and_withdrawn(qtbot: QtBot, two: Two, tmp_path: Path) -> None:
    desk = two.floor.desk
    sheet = add_pc(desk)
    assert isinstance(sheet, AddPcSheet)
    qtbot.waitUntil(lambda: sheet.door is not None)
    assert sheet.door is not None
    assert len(sheet.code.text()) == 29
    sheet.copy_code.click()
    assert QGuiApplication.clipboard().text() == sheet.door.code
    sheet.copy_address.click()
    assert QGuiApplication.clipboard().text() == sheet.door.address
    sheet.save_to(str(tmp_path / "Hallam & Vey"))
    saved = tmp_path / "Hallam & Vey.parure-join"
    assert address_of(str(saved)) == sheet.door.address
    assert sheet.door.code not in saved.read_text()
    door = sheet.door
    assert not sheet.picture.isVisible(), "nobody photographs it by chance"
    sheet.scan.click()
    assert sheet.picture.isVisible()
    assert "photographs it can join" in sheet.until.text()
    (read,) = zxingcpp.read_barcodes(ImageQt.fromqpixmap(sheet.picture.grab()))
    assert parts_of(read.text) == (door.code, door.address)
    sheet.scan.click()
    assert not sheet.picture.isVisible()
    with qtbot.waitSignal(sheet.closed):
        sheet.withdraw.click()
    with pytest.raises(InviteError):
        joining.join_shop(tmp_path / "third", door.address, door.code)


def test_without_the_hub_no_code_is_made(qtbot: QtBot, two: Two, hub_place: Path) -> None:
    hub_place.rename(hub_place.with_name("unplugged"))
    sheet = add_pc(two.floor.desk)
    assert isinstance(sheet, AddPcSheet)
    qtbot.waitUntil(lambda: bool(sheet.trouble.text()))
    assert not sheet.withdraw.isEnabled()


# ---------------------------------------------------------------------- stolen


def test_a_stolen_pc_is_shut_out_and_the_new_words_are_asked_back(qtbot: QtBot, two: Two) -> None:
    desk, house = two.floor.desk, two.floor.house
    sheet = StolenSheet(desk)
    sheet.open()
    (card,) = sheet.which.cards.values()
    assert card.text() == "Workshop"
    assert "is lost" in card.sentence
    sheet.on_go()
    qtbot.waitUntil(lambda: sheet.phrase.isVisible(), timeout=10_000)
    words = phrase_of(house.newest_key).split()
    assert house.newest_key != house.key
    assert "backups from before today" in sheet.sentence.text()
    assert "No other PC has the new key" in sheet.sentence.text()
    assert "Start Parure anew on this PC and on each of the others today" in sheet.sentence.text()
    sheet.on_go()
    sheet.proof.words[0].set_text("wrong")
    sheet.proof.words[1].set_text("wrong")
    sheet.on_go()
    assert sheet.isVisible()
    for place, field in zip(sheet.proof._places, sheet.proof.words, strict=True):
        field.set_text(words[place - 1])
    sheet.on_go()
    assert not sheet.isVisible()
    with pytest.raises(RevokedError):
        meet_now(two.second, CLI)
    meet_now(house, CLI)
    assert pcs.joined_pcs(house) == ()


def test_who_gets_the_new_key_is_told(qtbot: QtBot, two: Two, tmp_path: Path) -> None:
    """Whoever has the stolen PC may have let another one in with it."""
    door = pcs.invite_pc(two.second, CLI)
    third = joining.join_shop(tmp_path / "third", door.address, door.code, "Unknown laptop")
    third.close()
    meet_now(two.floor.house, CLI)
    sheet = StolenSheet(two.floor.desk)
    sheet.open()
    sheet.which.choose(two.second.site)
    sheet.on_go()
    qtbot.waitUntil(lambda: sheet.phrase.isVisible(), timeout=10_000)
    assert "goes to Unknown laptop; if you do not know" in sheet.sentence.text()


def test_nothing_is_done_while_the_hub_is_away(qtbot: QtBot, two: Two, hub_place: Path) -> None:
    hub_place.rename(hub_place.with_name("unplugged"))
    sheet = StolenSheet(two.floor.desk)
    sheet.open()
    sheet.on_go()
    qtbot.waitUntil(lambda: bool(sheet.trouble.text()))
    assert not sheet.phrase.isVisible()
    assert sheet.verb.isEnabled()
    assert max(two.floor.house.keys) == 1


# ---------------------------------------------------------------------- moving


def test_this_pc_says_goodbye(qtbot: QtBot, two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    desk, house = two.floor.desk, two.floor.house
    sheet = MoveSheet(desk)
    sheet.open()
    assert sheet.step.value == LEAVE, "another PC is there already"
    assert sheet.verb.text() == "Send all and say goodbye"
    sheet.on_go()
    qtbot.waitUntil(lambda: sheet.title.text() == "This PC can be wiped", timeout=10_000)
    assert house.has_left
    assert sheet.verb.text() == "Close Parure"
    closed: list[bool] = []
    monkeypatch.setattr(two.floor.window, "close", lambda: closed.append(True))
    sheet.on_go()
    assert closed


def test_first_the_new_one_joins(qtbot: QtBot, two: Two) -> None:
    sheet = MoveSheet(two.floor.desk)
    sheet.open()
    sheet.step.choose(JOIN)
    sheet._show_step()
    assert sheet.verb.text() == "Add the new PC"
    sheet.on_go()
    invite = sheet_of(two.floor.desk, AddPcSheet)
    assert isinstance(invite, AddPcSheet)
    qtbot.waitUntil(lambda: invite.door is not None)


def test_a_pc_that_is_needed_stays(qtbot: QtBot, two: Two) -> None:
    desk = two.floor.desk
    pcs.say_goodbye(two.second, CLI)
    meet_now(two.floor.house, CLI)
    sheet = MoveSheet(desk)
    sheet.open()
    assert sheet.step.value == JOIN
    sheet.step.choose(LEAVE)
    sheet.on_go()
    qtbot.waitUntil(lambda: "nobody would have it" in sheet.trouble.text())
    assert not two.floor.house.has_left


# ---------------------------------------------------------------------- a copy, and the settings


def test_a_twin_is_asked_at_the_next_start(
    qtbot: QtBot, two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[bool] = []
    monkeypatch.setattr(two.floor.window, "close", lambda: closed.append(True))
    sheet = CopySheet(two.floor.desk)
    sheet.open()
    assert not pcs.is_copy(two.floor.house)
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(closed))
    assert pcs.is_copy(two.floor.house)


def test_a_lost_hub_is_begun_anew_here_and_followed_elsewhere(qtbot: QtBot, two: Two) -> None:
    desk = two.floor.desk
    page = settings(qtbot, two.floor)
    page.pcs.elsewhere.click()
    sheet = sheet_of(desk, ElsewhereSheet)
    assert isinstance(sheet, ElsewhereSheet)
    sheet.which.choose(FOLLOW)
    sheet.on_go()
    follow = sheet_of(desk, CopySheet)
    with qtbot.waitSignal(follow.closed):
        follow.dismiss()
    again = ElsewhereSheet(desk)
    again.open()
    assert again.which.value == FIRST
    again.on_go()
    qtbot.waitUntil(lambda: not two.floor.house.has_hub)
    qtbot.waitUntil(
        lambda: any(s.isVisible() for s in desk.frame.host().findChildren(ConnectSheet))
    )
    assert membership(two.floor.house) is None
    qtbot.waitUntil(lambda: page.pcs.add.text() == "Connect PCs")


def settings(qtbot: QtBot, floor: Floor) -> SettingsPage:
    floor.window.navigate("settings")
    page = floor.window.page
    assert isinstance(page, SettingsPage)
    qtbot.waitUntil(lambda: bool(page._kept))
    return page


def test_the_settings_lead_to_all_of_it(qtbot: QtBot, two: Two) -> None:
    page = settings(qtbot, two.floor)
    card = page.pcs
    assert card.add.text() == "Add a PC"
    card.stolen.click()
    sheet_of(two.floor.desk, StolenSheet).dismiss()
    card.move_on.click()
    sheet_of(two.floor.desk, MoveSheet).dismiss()
    card.add.click()
    sheet = sheet_of(two.floor.desk, AddPcSheet)
    assert isinstance(sheet, AddPcSheet)
    qtbot.waitUntil(lambda: sheet.door is not None)


def test_who_may_not_is_told_who_may(qtbot: QtBot, sit: Callable[[str], Floor]) -> None:
    page = settings(qtbot, sit("olga"))
    assert page.pcs.add.text() == "Connect PCs"
    assert not page.pcs.add.isEnabled()
    assert page.pcs.move_on.isHidden()


def test_a_shop_alone_says_so(house: Shop) -> None:
    assert pcs.joined_pcs(house) == ()
    assert not pcs.is_copy(house)
