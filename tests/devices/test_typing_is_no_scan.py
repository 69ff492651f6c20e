"""A human's keys go through beside a scanner: complete, in order, and to their commands."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence
from pytestqt.qtbot import QtBot

from tests.devices.typing_room import CTRL, TAG, Ear, Keyboard, Room


def test_slower_than_any_scanner_is_typing(keys: Keyboard, room: Room, ear: Ear) -> None:
    room.line.setFocus()
    keys.scan(TAG, after=33)
    assert ear.heard == []
    assert room.line.text() == TAG


def test_human_typing_arrives_complete_and_in_order(
    qtbot: QtBot, keys: Keyboard, room: Room, ear: Ear
) -> None:
    room.text.setFocus()
    keys.type("ring 18K no 1042", after=47)
    keys.enter(after=47)
    keys.type("next", after=120)
    qtbot.waitUntil(lambda: room.text.toPlainText() == "ring 18K no 1042\nnext")
    assert ear.heard == []


def test_a_fast_typist_is_no_scanner(keys: Keyboard, room: Room, ear: Ear) -> None:
    room.button.setFocus()
    keys.scan("ue 18K Solitaire", after=25)
    room.line.setFocus()
    keys.scan("ue 18K Solitaire", after=25)
    assert ear.heard == []
    assert room.line.text() == "ue 18K Solitaire"


def test_digits_typed_by_hand_appear_after_a_moment(
    qtbot: QtBot, keys: Keyboard, room: Room
) -> None:
    room.line.setFocus()
    keys.type("12", after=30)
    assert room.line.text() == ""
    qtbot.waitUntil(lambda: room.line.text() == "12", timeout=500)


def test_letters_typed_into_a_field_appear_at_once(keys: Keyboard, room: Room) -> None:
    room.line.setFocus()
    keys.type("opal", after=60)
    assert room.line.text() == "opal"


def test_a_window_that_was_busy_does_not_make_typing_look_like_a_scan(
    keys: Keyboard, room: Room, ear: Ear
) -> None:
    """The keys of 1.5 s arrive at once; their own times tell that a person typed them."""
    room.line.setFocus()
    keys.scan(TAG, after=150)
    assert ear.heard == []
    assert room.line.text() == TAG


def test_a_bare_digit_still_does_its_command_when_it_is_no_scan(
    qtbot: QtBot, keys: Keyboard, room: Room
) -> None:
    room.button.setFocus()
    keys.type("1", after=200)
    qtbot.waitUntil(lambda: room.jumped == ["1"], timeout=500)
    keys.type("p", after=200)
    qtbot.waitUntil(lambda: room.jumped == ["1", "P"], timeout=500)


def test_the_enter_of_a_scan_is_no_command_but_one_by_hand_is(
    keys: Keyboard, room: Room, ear: Ear
) -> None:
    action = QAction("Open", room)
    action.setShortcut(QKeySequence(Qt.Key.Key_Return))
    action.triggered.connect(room.jumper("Return"))
    room.addAction(action)
    room.button.setFocus()
    keys.scan(TAG)
    assert ear.heard == [TAG]
    assert room.jumped == []
    keys.enter(after=400)
    assert room.jumped == ["Return"]


def test_repeats_and_commands_pass_at_once(keys: Keyboard, room: Room) -> None:
    room.line.setFocus()
    keys.type("ab", after=90)
    keys.key(Qt.Key.Key_1, "1", after=30, repeat=True)
    keys.key(Qt.Key.Key_A, "\x01", after=90, mods=CTRL)
    assert room.line.selectedText() == "ab1"


def test_enter_on_a_button_presses_it(keys: Keyboard, room: Room) -> None:
    room.button.setFocus()
    room.button.setAutoDefault(True)
    keys.key(Qt.Key.Key_Space, " ", after=500)
    QCoreApplication.processEvents()
    keys.enter(after=200)
    assert room.clicks >= 1


@pytest.mark.parametrize("where", ["line", "text"])
@pytest.mark.parametrize("code", ["GIA2141438171", "LG482251093", "J2141438171"])
def test_a_code_that_begins_with_letters_leaves_none_in_a_field(
    keys: Keyboard, room: Room, ear: Ear, where: str, code: str
) -> None:
    getattr(room, where).setFocus()
    keys.type("ring ", after=120)
    keys.now += 300
    keys.scan(code)
    assert ear.heard == [code]
    assert room.line.text() + room.text.toPlainText() == "ring "


def test_letters_and_digits_of_a_fast_hand_stay_where_they_are(
    keys: Keyboard, room: Room, ear: Ear
) -> None:
    room.line.setFocus()
    keys.type("GIA", after=47)
    keys.type("2141438171", after=47)
    keys.enter(after=47)
    assert ear.heard == []
    assert room.line.text() == "GIA2141438171"


def test_keys_without_a_time_pass(keys: Keyboard, room: Room) -> None:
    room.line.setFocus()
    keys.now = -5
    keys.key(Qt.Key.Key_7, "7")
    assert room.line.text() == "7"
