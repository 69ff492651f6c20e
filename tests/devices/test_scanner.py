"""The keyboard scanner: every scan is heard whatever has the focus."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from pytestqt.qtbot import QtBot

from app.devices.key_codes import us_character
from app.devices.scan_grammar import looks_scanned
from app.devices.scanner import KeyFilter
from app.domain.codes import make_code
from tests.devices.typing_room import CTRL, NONE, SHIFT, TAG, Ear, Keyboard, Room

FRENCH = dict(zip("1234567890", "&é\"'(-è_çà", strict=True))


@pytest.mark.parametrize("where", ["line", "text", "button"])
@pytest.mark.parametrize("after", [2, 5, 27])
def test_a_scan_is_heard_whatever_has_the_focus(
    keys: Keyboard, room: Room, ear: Ear, where: str, after: int
) -> None:
    getattr(room, where).setFocus()
    keys.scan(TAG, after=after)
    assert ear.heard == [TAG]
    assert room.line.text() == ""
    assert room.text.toPlainText() == ""
    assert room.clicks == 0
    assert room.jumped == [], "a digit of the code is no command"


def test_a_scanner_that_was_stopped_leaves_the_keys_to_the_next_one(
    qapp: QGuiApplication, keys: Keyboard, room: Room, ear: Ear
) -> None:
    """The shop was closed and another opened: its window has the keys, and its scanner alone."""
    before, unheard = KeyFilter(), Ear()
    before.scanned.connect(unheard.on_scan)
    before.watch(qapp)
    before.stop()
    before.stop()
    qapp.focusWindowChanged.emit(room.windowHandle())
    room.line.setFocus()
    keys.scan(TAG)
    assert (ear.heard, unheard.heard) == ([TAG], [])


def test_several_scans_in_a_row(keys: Keyboard, room: Room, ear: Ear) -> None:
    room.line.setFocus()
    codes = [make_code(10, n) for n in range(8)]
    for code in codes:
        keys.scan(code)
    assert ear.heard == codes
    assert room.line.text() == ""


def test_a_scan_without_its_enter_is_given_on(
    qtbot: QtBot, keys: Keyboard, room: Room, ear: Ear
) -> None:
    room.line.setFocus()
    keys.type(TAG)
    qtbot.waitUntil(lambda: room.line.text() == TAG, timeout=500)
    assert ear.heard == []


def test_a_french_keyboard_is_no_obstacle(keys: Keyboard, room: Room, ear: Ear) -> None:
    room.line.setFocus()
    for digit in TAG:
        code = (1 + int(digit) if digit != "0" else 11) + 8
        keys.key(ord(FRENCH[digit]), FRENCH[digit], scan_code=code)
    keys.enter()
    assert ear.heard == [TAG]


def test_caps_lock_does_not_hurt_digits_or_numbers(keys: Keyboard, room: Room, ear: Ear) -> None:
    room.button.setFocus()
    keys.key(Qt.Key.Key_CapsLock, "", after=300)
    keys.scan("j10-26-00031")
    keys.scan(TAG)
    assert ear.heard == ["j10-26-00031", TAG]


def test_the_separator_of_gs1_codes_is_kept(keys: Keyboard, room: Room, ear: Ear) -> None:
    room.button.setFocus()
    keys.type("]d20109501101530003")
    keys.key(Qt.Key.Key_Control, "", mods=CTRL)
    keys.key(Qt.Key.Key_BracketRight, "\x1d", mods=CTRL)
    keys.scan("10LOT7")
    assert ear.heard == ["]d20109501101530003\x1d10LOT7"]


def test_tab_ends_a_scan_too(keys: Keyboard, room: Room, ear: Ear) -> None:
    room.line.setFocus()
    keys.type(TAG)
    keys.key(Qt.Key.Key_Tab, "\t")
    assert ear.heard == [TAG]
    assert room.line.hasFocus()


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        (TAG, True),
        ("J10-26-00031", True),
        ("4006381333931", True),
        ("]C1ABC-123", True),
        ("2141438171", True),
        ("LG482251093", True),
        ("12345", False),
        ("Solitaire", False),
        ("ue 18K Solitaire", False),
        ("", False),
    ],
)
def test_only_what_is_printed_as_a_code_is_a_scan(text: str, fits: bool) -> None:
    assert looks_scanned(text) is fits


def test_physical_keys_stand_for_us_characters() -> None:
    def event(scan_code: int, mods: Qt.KeyboardModifier = NONE) -> QKeyEvent:
        return QKeyEvent(QEvent.Type.KeyPress, 0, mods, scan_code, 0, 0, "?")

    row = [us_character(event(code + 8)) for code in range(2, 12)]
    assert "".join(row) == "1234567890"
    assert us_character(event(27 + 8)) == "]"
    assert us_character(event(46 + 8, SHIFT)) == "C"
    assert us_character(event(250)) == ""


@pytest.mark.parametrize("where", ["line", "text", "button"])
def test_the_enter_of_a_whole_code_may_come_late(
    keys: Keyboard, room: Room, ear: Ear, where: str
) -> None:
    getattr(room, where).setFocus()
    keys.type(TAG)
    keys.enter(after=250)
    assert ear.heard == [TAG]
    assert room.line.text() == ""
    assert room.text.toPlainText() == ""
    assert room.clicks == 0


def test_a_late_enter_makes_no_scan_of_a_few_digits_nor_of_slow_ones(
    keys: Keyboard, room: Room, ear: Ear
) -> None:
    room.line.setFocus()
    keys.type("548000")
    keys.enter(after=250)
    keys.now += 400
    keys.type(TAG, after=40)
    keys.enter(after=250)
    assert ear.heard == []
    assert room.line.text() == "548000" + TAG


def test_a_window_is_listened_to_though_no_window_has_the_focus(
    keys: Keyboard, room: Room, ear: Ear
) -> None:
    room.line.setFocus()
    qapp = QGuiApplication.instance()
    assert isinstance(qapp, QGuiApplication)
    qapp.focusWindowChanged.emit(None)
    keys.scan(TAG)
    assert ear.heard == [TAG]
