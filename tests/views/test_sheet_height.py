"""A sheet is as high as what it says: it scrolls in a low window alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.views.theme import Theme
from app.views.widgets.field import TextField
from app.views.widgets.sheet import Sheet
from app.views.widgets.text import Text
from app.views.widgets.way_card import Ways

LONG = "First the new PC joins the shop; both can work side by side for as long as one likes. " * 2


@pytest.mark.parametrize(("height", "scrolls"), [(768, False), (240, True)])
def test_a_sheet_scrolls_only_where_the_window_is_too_low(
    qtbot: QtBot, dressed: Theme, height: int, scrolls: bool
) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1366, height)
    host.show()
    sheet = Sheet(host, "Move to a new PC", LONG, width=560)
    sheet.body.addWidget(Ways("Step", ((1, "The new PC joins", LONG), (2, "Goodbye", LONG))))
    sheet.body.addWidget(Text(LONG, "muted", wrap=True))
    sheet.add_way("Go on", kind="primary")
    sheet.open()
    qtbot.waitUntil(lambda: sheet.card.height() > 100)
    bar = sheet._scroll.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.isVisible() == scrolls)
    if not scrolls:
        assert sheet.sentence.height() == sheet.sentence.heightForWidth(sheet.sentence.width())


def test_the_key_that_stands_on_a_button_of_a_sheet_presses_it(
    qtbot: QtBot, dressed: Theme
) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(800, 600)
    host.show()
    did: list[str] = []
    sheet = Sheet(host, "Print tags")
    field = TextField("Tag")
    sheet.body.addWidget(field)
    sheet.add_way("Cancel", lambda: did.append("no"), key="Esc")
    verb = sheet.add_way("Print tags", lambda: did.append("yes"), "primary", key="F5", closes=False)
    sheet.open()
    field.input.setFocus()
    qtbot.keyClick(field.input, Qt.Key.Key_F5)
    assert did == ["yes"]
    verb.setEnabled(False)
    qtbot.keyClick(field.input, Qt.Key.Key_F5)
    assert did == ["yes"]


def test_a_sheet_is_as_wide_as_its_buttons_need(qtbot: QtBot, dressed: Theme) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1366, 768)
    host.show()
    sheet = Sheet(host, "Name is taken", "There is a template with this name.", width=380)
    words = ("Cancel", "As that one’s next version", "Take it in under this name")
    ways = [sheet.add_way(one) for one in words]
    sheet.open()
    qtbot.waitUntil(lambda: all(way.width() >= way.sizeHint().width() for way in ways))
    assert sheet.card.width() > 380
