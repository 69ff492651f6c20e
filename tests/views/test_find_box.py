"""Enter that is faster than the search opens what was typed, never what stood there before."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.views.frame.desk import Desk
from app.views.frame.find import FindBox, FindGroup, Hit


def test_enter_before_the_answer_opens_what_was_typed(qtbot: QtBot, desk: Desk) -> None:
    opened: list[tuple[str, int]] = []

    def search(_db: Any, text: str) -> list[FindGroup]:
        return [FindGroup("Orders", (Hit("order", int(text.strip("#")), text),))]

    class Frame:
        def navigate(self, page: str, record_id: int) -> None:
            opened.append((page, record_id))

    desk.frame = Frame()  # type: ignore[assignment]
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(900, 600)
    host.show()
    qtbot.waitUntil(host.isVisible)
    box = FindBox(host, desk, search)
    box.open()
    box.field.setText("#10")
    qtbot.waitUntil(lambda: box.model.rowCount() > 0)
    QTest.keyClicks(box.field, "42")
    QTest.keyClick(box.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(opened))
    assert opened == [("order", 1042)]
    assert not box.isVisible()
