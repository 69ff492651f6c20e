"""While something lies over the window, what is typed never falls through to the page below."""

from __future__ import annotations

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.views.widgets.overlay import Overlay


def field(inside: QWidget) -> QLineEdit:
    """A line to type into."""
    made = QLineEdit()
    (inside.layout() or QVBoxLayout(inside)).addWidget(made)
    return made


def test_a_page_that_takes_the_focus_gets_it_when_the_overlay_closes(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    before, late = field(host), field(host)
    host.resize(400, 300)
    host.show()
    qtbot.waitUntil(host.isActiveWindow)
    before.setFocus()
    over = Overlay(host, "Over")
    inside = field(over)
    over.open()
    assert QApplication.focusWidget() is inside
    late.setFocus()  # the page's answer came
    assert QApplication.focusWidget() is inside
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, "typed")
    assert (inside.text(), late.text()) == ("typed", "")
    over.dismiss()
    assert QApplication.focusWidget() is late


def test_of_two_overlays_the_upper_one_keeps_the_keys(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    below = field(host)
    host.resize(400, 300)
    host.show()
    qtbot.waitUntil(host.isActiveWindow)
    below.setFocus()
    first, second = Overlay(host, "First"), Overlay(host, "Second")
    one, two = field(first), field(second)
    first.open()
    second.open()
    assert QApplication.focusWidget() is two
    below.setFocus()
    assert QApplication.focusWidget() is two
    second.dismiss()
    assert QApplication.focusWidget() is one
    first.dismiss()
    assert QApplication.focusWidget() is below
