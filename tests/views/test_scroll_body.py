"""What does not fit into a low window is scrolled to, and never lies over its neighbour."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.views.theme import Theme
from app.views.widgets.scroll_body import ScrollBody
from app.views.widgets.sheet import Sheet


def test_a_body_squeezes_first_and_then_scrolls_to_the_focus(qtbot: QtBot, dressed: Theme) -> None:
    body = ScrollBody(squeeze=True)
    qtbot.addWidget(body)
    soft, last = QLabel("soft"), QLineEdit()
    soft.setMinimumHeight(60)
    body.column.addWidget(soft, 1)
    for _ in range(3):
        hard = QLabel("hard")
        hard.setFixedHeight(80)
        body.column.addWidget(hard)
    body.column.addWidget(last)
    body.resize(300, 700)
    body.show()
    qtbot.waitExposed(body)
    assert body.verticalScrollBar().maximum() == 0
    assert soft.height() > 60
    body.resize(300, 200)
    qtbot.waitUntil(lambda: body.verticalScrollBar().maximum() > 0)
    assert soft.height() == 60
    body.activateWindow()
    last.setFocus()
    qtbot.waitUntil(lambda: not last.visibleRegion().isEmpty())


def test_a_body_begins_at_its_top_until_the_first_key(qtbot: QtBot, dressed: Theme) -> None:
    body = ScrollBody()
    qtbot.addWidget(body)
    first, last = QLineEdit(), QLineEdit()
    body.column.addWidget(first)
    body.column.addSpacing(600)
    body.column.addWidget(last)
    body.resize(300, 200)
    body.show()
    qtbot.waitExposed(body)
    body.activateWindow()
    last.setFocus()
    body.stay_at_top()
    QApplication.processEvents()
    qtbot.waitUntil(lambda: not body._reveal.isActive())
    assert body.verticalScrollBar().value() == 0
    qtbot.keyClick(last, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: not last.visibleRegion().isEmpty())
    body.stay_at_top()
    first.setFocus()
    last.setFocus()
    qtbot.waitUntil(lambda: not last.visibleRegion().isEmpty())


def test_a_sheet_keeps_its_buttons_in_a_low_window(qtbot: QtBot, dressed: Theme) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(900, 360)
    host.show()
    sheet = Sheet(host, "Many questions")
    for n in range(12):
        field = QLineEdit()
        field.setObjectName(f"field {n}")
        field.setFixedHeight(36)
        sheet.body.addWidget(field)
    save = sheet.add_way("Save", None, "primary")
    sheet.open()
    last = sheet.findChild(QLineEdit, "field 11")
    assert last is not None
    qtbot.waitUntil(lambda: sheet.card.height() == host.height() - 32)
    assert last.height() == 36
    assert not save.visibleRegion().isEmpty()
    assert last.visibleRegion().isEmpty()
    last.setFocus()
    qtbot.waitUntil(lambda: not last.visibleRegion().isEmpty())
    host.resize(900, 800)
    qtbot.waitUntil(lambda: sheet._scroll.verticalScrollBar().maximum() == 0)
