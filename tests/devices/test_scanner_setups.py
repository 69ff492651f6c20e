"""Scanners and PCs that are set up otherwise: ends, prefixes, Caps Lock, other keyboard layouts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.devices.scan_router import ScanRouter
from app.devices.scanner import KeyFilter
from app.domain.codes import make_code
from app.domain.scanner_setup import ScannerSetup
from app.views.widgets.overlay import Overlay
from tests.devices.layouts import CONTROL, NONE, Layout, LayoutKeyboard, presses

TAG = make_code(10, 2231)
ENDS = {
    "CR": [(Qt.Key.Key_Return, "\r", NONE)],
    "LF as Ctrl+J": [(Qt.Key.Key_J, "\n", CONTROL)],
    "CR as Ctrl+M": [(Qt.Key.Key_M, "\r", CONTROL)],
    "Tab": [(Qt.Key.Key_Tab, "\t", NONE)],
    "CR and LF": [(Qt.Key.Key_Return, "\r", NONE), (Qt.Key.Key_Return, "\r", NONE)],
    "Enter and Tab": [(Qt.Key.Key_Enter, "\r", NONE), (Qt.Key.Key_Tab, "\t", NONE)],
}


@pytest.fixture
def field(qtbot: QtBot) -> Iterator[QLineEdit]:
    room = QWidget()
    made, other = QLineEdit(), QLineEdit()
    column = QVBoxLayout(room)
    column.addWidget(made)
    column.addWidget(other)
    qtbot.addWidget(room)
    room.show()
    qtbot.waitUntil(room.isActiveWindow)
    made.setFocus()
    yield made
    room.hide()


@pytest.fixture
def heard() -> list[str]:
    return []


@pytest.fixture
def listener(qapp: QGuiApplication, field: QLineEdit, heard: list[str]) -> Iterator[KeyFilter]:
    made = KeyFilter()
    made.scanned.connect(heard.append)
    made.watch(qapp)
    yield made
    made._timer.stop()
    made.deleteLater()


@pytest.fixture
def keys(listener: KeyFilter, field: QLineEdit) -> LayoutKeyboard:
    return LayoutKeyboard(field.window().windowHandle())


@pytest.mark.parametrize("end", ENDS)
def test_every_end_ends_a_scan_and_does_nothing_else(
    keys: LayoutKeyboard, field: QLineEdit, heard: list[str], end: str
) -> None:
    entered: list[str] = []
    field.returnPressed.connect(lambda: entered.append("entered"))
    keys.send(presses(TAG, Layout.US))
    for key, text, mods in ENDS[end]:
        keys.press(key, text, mods)
    assert heard == [TAG]
    assert field.text() == ""
    assert entered == []
    assert field.hasFocus()


def test_the_enter_of_a_person_after_a_scan_counts(
    keys: LayoutKeyboard, field: QLineEdit, heard: list[str]
) -> None:
    entered: list[str] = []
    field.returnPressed.connect(lambda: entered.append("entered"))
    keys.scan(TAG, Layout.US)
    keys.now += 300
    keys.press(Qt.Key.Key_Return, "\r", NONE)
    assert heard == [TAG]
    assert entered == ["entered"]


def test_a_scanner_without_an_end_is_heard_where_this_pc_knows_it(
    qtbot: QtBot, listener: KeyFilter, keys: LayoutKeyboard, field: QLineEdit, heard: list[str]
) -> None:
    listener.use(ScannerSetup(without_end=True))
    keys.send(presses(TAG, Layout.US))
    qtbot.waitUntil(lambda: heard == [TAG])
    assert field.text() == ""
    keys.now += 500
    keys.send(presses("548000", Layout.US), after=90)
    qtbot.waitUntil(lambda: field.text() == "548000")
    assert heard == [TAG]


def test_with_a_prefix_nothing_typed_is_held_back_and_any_code_is_a_scan(
    listener: KeyFilter, keys: LayoutKeyboard, field: QLineEdit, heard: list[str]
) -> None:
    listener.use(ScannerSetup(prefix="~"))
    keys.send(presses("548", Layout.US), after=90)
    assert field.text() == "548", "at once"
    keys.now += 500
    keys.scan("~" + TAG, Layout.US)
    keys.now += 500
    keys.scan("~ab1", Layout.US)
    assert heard == [TAG, "ab1"]
    assert field.text() == "548"


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize(
    "code", [TAG, "]C1" + TAG, "]d2010950110153000310LOT7\x1d2190", "J10-26-00031"]
)
def test_every_layout_gives_the_code_that_was_scanned(
    keys: LayoutKeyboard, field: QLineEdit, heard: list[str], layout: Layout, code: str
) -> None:
    field.clearFocus()  # letters begin a scan where nobody types words
    field.window().setFocus()
    keys.scan(code, layout)
    assert heard == [code]
    assert field.text() == ""


@pytest.mark.parametrize("layout", Layout)
def test_letters_that_another_layout_swaps_are_right_where_keys_are_read_by_place(
    listener: KeyFilter, keys: LayoutKeyboard, field: QLineEdit, heard: list[str], layout: Layout
) -> None:
    listener.use(ScannerSetup(by_keys=True))
    field.clearFocus()
    keys.scan("GYZ2141438171", layout)
    assert heard == ["GYZ2141438171"]


def test_caps_lock_turns_nothing_around(
    keys: LayoutKeyboard, field: QLineEdit, heard: list[str]
) -> None:
    field.clearFocus()
    keys.scan("LG482251093", Layout.US, caps=True)
    keys.now += 500
    keys.scan("]C1" + TAG, Layout.US, caps=True)
    assert heard == ["LG482251093", "]C1" + TAG]


def test_a_separator_alone_is_a_shortcut(
    keys: LayoutKeyboard, field: QLineEdit, heard: list[str]
) -> None:
    field.clearFocus()
    seen: list[int] = []

    class Room(QWidget):
        def keyPressEvent(self, event: QKeyEvent) -> None:
            seen.append(event.key())

    room = Room(field.window())
    room.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    room.show()
    room.setFocus()
    keys.press(Qt.Key.Key_BracketRight, "\x1d", CONTROL, 27)
    assert seen == [Qt.Key.Key_BracketRight]


def test_a_scan_goes_on_in_the_dialog_that_opens_in_the_middle_of_it(
    qtbot: QtBot, listener: KeyFilter, keys: LayoutKeyboard, field: QLineEdit, heard: list[str]
) -> None:
    burst = presses(TAG, Layout.US)
    keys.send(burst[:5])
    dialog = QDialog(field.window())
    inner = QLineEdit(dialog)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    inner.setFocus()
    there = LayoutKeyboard(dialog.windowHandle())
    there.now = keys.now
    there.send(burst[5:])
    there.press(Qt.Key.Key_Return, "\r", NONE)
    assert heard == [TAG]
    assert inner.text() == ""
    assert field.text() == ""


class Question(Overlay):
    """Something that must be answered first."""


def test_scans_wait_for_the_answer_of_a_question_and_keep_their_order(qtbot: QtBot) -> None:
    host = QWidget()
    host.resize(400, 300)
    qtbot.addWidget(host)
    host.show()
    qtbot.waitUntil(host.isActiveWindow)
    heard: list[str] = []
    told: list[tuple[str, int]] = []
    router = ScanRouter(lambda: host, heard.append)
    router.waits.connect(lambda code, count: told.append((code, count)))
    question = Question(host, "Sure?")
    QLineEdit(question)
    question.open()
    for code in ("1", "2", "3"):
        router.take(code)
    assert heard == []
    assert told == [("1", 1), ("2", 2), ("3", 3)]
    question.dismiss()
    assert heard == ["1", "2", "3"]
    router.take("4")
    assert heard == ["1", "2", "3", "4"]


def test_what_waits_is_not_the_next_persons(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.show()
    qtbot.waitUntil(host.isActiveWindow)
    heard: list[str] = []
    router = ScanRouter(lambda: host, heard.append)
    question = Question(host, "Sure?")
    QLineEdit(question)
    question.open()
    router.take("1")
    router.forget()
    question.dismiss()
    assert heard == []


def test_a_watcher_sees_every_key(
    listener: KeyFilter, keys: LayoutKeyboard, field: QLineEdit, heard: list[str]
) -> None:
    seen: list[str] = []
    listener.seen = lambda event: seen.append(event.text())
    keys.scan(TAG, Layout.US)
    assert "".join(seen) == TAG + "\r"
    assert heard == [TAG]
    QCoreApplication.sendEvent(field, QEvent(QEvent.Type.User))
