"""The sheet that asks why: a letter, Enter, done; and what it wants in words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.domain.reasons import ORDER_HOLD
from app.views.theme import Theme
from app.views.widgets.reason_sheet import ReasonSheet, ask_reason

K = Qt.Key


@pytest.fixture
def host(qtbot: QtBot, dressed: Theme) -> QWidget:
    window = QWidget()
    window.resize(900, 700)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, modifier)


def asked(host: QWidget, told: list[tuple[str, str]], **more: object) -> ReasonSheet:
    return ask_reason(
        host,
        "Hold #1042",
        "Nothing goes on.",
        "Hold it",
        lambda code, note: told.append((code, note)),
        **more,  # type: ignore[arg-type]
    )


def test_a_letter_and_enter_are_enough(host: QWidget) -> None:
    told: list[tuple[str, str]] = []
    asked(host, told, reasons=ORDER_HOLD)
    press(K.Key_A)
    press(K.Key_Return)
    assert told == [("address", "")]


def test_without_a_reason_it_says_so_and_stays(host: QWidget) -> None:
    told: list[tuple[str, str]] = []
    sheet = asked(host, told, reasons=ORDER_HOLD)
    sheet.verb.click()
    assert sheet.is_open
    assert "press its letter" in sheet._error.text()
    press(K.Key_P)
    assert not sheet._error.isVisible()
    sheet.dismiss()


def test_the_reason_other_wants_words(host: QWidget) -> None:
    told: list[tuple[str, str]] = []
    sheet = asked(host, told, reasons=ORDER_HOLD)
    press(K.Key_O)
    press(K.Key_Return)
    assert sheet.is_open
    assert sheet.note is not None
    assert sheet.note.edit.hasFocus()
    QTest.keyClicks(sheet.note.edit, "waits for her sister")
    press(K.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert told == [("other", "waits for her sister")]


def test_escape_does_nothing_and_gives_the_focus_back(host: QWidget) -> None:
    told: list[tuple[str, str]] = []
    sheet = asked(host, told, must_note=True)
    press(K.Key_Escape)
    assert not sheet.is_open
    assert told == []
