"""A screen reader hands keys on late and without their time: scans are heard all the same."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from pytestqt.qtbot import QtBot

from app.devices.scanner import LONGEST_GAP_MS
from tests.devices.typing_room import NONE, TAG, Ear, Keyboard, Room


def announce(keys: Keyboard, room: Room, key: int, text: str) -> QKeyEvent:
    """A key is told of before it comes, as the window system does."""
    announced = keys._event(QEvent.Type.ShortcutOverride, key, text, NONE, 0, False)
    announced.ignore()
    QCoreApplication.sendEvent(room.windowHandle(), announced)
    return announced


def hand_on(room: Room, kind: QEvent.Type, key: int, text: str) -> None:
    """A key comes by way of a screen reader: late and without its time."""
    QCoreApplication.sendEvent(room.windowHandle(), QKeyEvent(kind, key, NONE, 0, 0, 0, text))


def test_a_scan_is_heard_while_a_screen_reader_hands_the_keys_on_late_and_without_their_time(
    keys: Keyboard, room: Room, ear: Ear
) -> None:
    room.line.setFocus()
    burst = [(ord(digit), digit) for digit in TAG] + [(int(Qt.Key.Key_Return), "\r")]
    for key, text in burst:
        keys.now += 4
        announced = announce(keys, room, key, text)
    assert announced.isAccepted(), "the Enter of a scan is no shortcut"
    for key, text in burst:
        hand_on(room, QEvent.Type.KeyPress, key, text)
    assert ear.heard == [TAG]
    assert room.line.text() == ""


def test_a_scan_is_heard_though_the_screen_reader_pauses_in_the_middle_of_it(
    keys: Keyboard, room: Room, ear: Ear, qtbot: QtBot
) -> None:
    room.line.setFocus()
    burst = [(ord(digit), digit) for digit in TAG] + [(int(Qt.Key.Key_Return), "\r")]
    for key, text in burst:
        keys.now += 4
        announce(keys, room, key, text)
    for key, text in burst[:4]:
        hand_on(room, QEvent.Type.KeyPress, key, text)
    passed: list[bool] = []
    QTimer.singleShot(LONGEST_GAP_MS * 3, room, lambda: passed.append(True))
    qtbot.waitUntil(lambda: bool(passed))
    for key, text in burst[4:]:
        hand_on(room, QEvent.Type.KeyPress, key, text)
    assert ear.heard == [TAG]
    assert room.line.text() == ""


def test_a_key_that_the_screen_reader_keeps_to_itself_holds_no_other_for_long(
    keys: Keyboard, room: Room, ear: Ear, qtbot: QtBot
) -> None:
    room.line.setFocus()
    for digit in "12":
        keys.now += 4
        announce(keys, room, ord(digit), digit)
    hand_on(room, QEvent.Type.KeyPress, ord("1"), "1")
    qtbot.waitUntil(lambda: room.line.text() == "1")
    assert ear.heard == []


def test_a_scan_takes_no_time_from_a_shortcut_before_it(
    keys: Keyboard, room: Room, ear: Ear
) -> None:
    """Alt+1, then a code that begins with 1: the shortcut's press never came here."""
    room.line.setFocus()
    digit = TAG[0]
    announce(keys, room, ord(digit), digit)
    hand_on(room, QEvent.Type.KeyRelease, ord(digit), digit)
    keys.now += 3_000
    for text in TAG:
        keys.now += 4
        announce(keys, room, ord(text), text)
        hand_on(room, QEvent.Type.KeyPress, ord(text), text)
        hand_on(room, QEvent.Type.KeyRelease, ord(text), text)
    keys.now += 4
    announce(keys, room, int(Qt.Key.Key_Return), "\r")
    hand_on(room, QEvent.Type.KeyPress, int(Qt.Key.Key_Return), "\r")
    assert ear.heard == [TAG]
