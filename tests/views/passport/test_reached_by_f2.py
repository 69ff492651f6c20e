"""F2 opens the passport of whatever piece is shown or marked: lists, places, reports, what was found."""

from __future__ import annotations

from contextlib import closing
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.views.frame.desk import Desk
from app.views.frame.find import FindBox, FindGroup, Hit
from app.views.passport.opening import NONE_MARKED
from app.views.passport.page import PassportPage
from tests.views.passport.conftest import Hands


def _opened(hands: Hands) -> None:
    hands.press(Qt.Key.Key_F2)
    hands.until(lambda: hands.window.here[0] == "passport")
    page = hands.window.page
    assert isinstance(page, PassportPage)
    hands.until(lambda: page.shown)
    assert page.shown is not None
    assert page.shown.row.id == hands.lived.piece


@pytest.mark.parametrize("key", ["pieces", "reports"])
def test_on_a_list_it_is_the_marked_piece(hands: Hands, key: str) -> None:
    hands.window.navigate(key)
    page: Any = hands.window.page
    hands.until(lambda: page.view.current_id)
    page.view.setFocus()
    _opened(hands)


def test_on_the_places_it_is_the_piece_that_is_marked_there(hands: Hands) -> None:
    with closing(hands.house.reader()) as db:
        place = db.value("SELECT place_id FROM piece_now WHERE id = ?", (hands.lived.piece,))
    hands.window.navigate("place", place)
    page: Any = hands.window.page
    hands.until(lambda: page.pieces.model.rowCount())
    page.pieces.setFocus()
    hands.press(Qt.Key.Key_Down)
    _opened(hands)


def test_on_what_was_where_it_keeps_the_moment(hands: Hands) -> None:
    hands.window.navigate("place_moment", 0)
    page: Any = hands.window.page
    page.put(hands.lived.day(5))
    hands.until(lambda: page.lying and page.lying.at == page.at)
    page.list.setFocus()
    _opened(hands)
    assert hands.window.page.at == hands.lived.day(5)  # type: ignore[union-attr]


def test_on_a_report_and_on_a_comparison_it_is_its_piece(hands: Hands) -> None:
    for key in ("report", "compare"):
        hands.window.navigate(key, hands.lived.piece)
        page: Any = hands.window.page
        hands.until(lambda page=page: page.opened)
        hands.press(Qt.Key.Key_F2)
        if key == "report":
            hands.until(lambda: hands.window.here == ("passport", hands.lived.piece))
        else:  # one report alone is nothing to compare: the sentence says what to do
            assert hands.window.notice.words in ("", NONE_MARKED)


def test_where_no_piece_is_marked_it_says_what_to_do(hands: Hands) -> None:
    hands.window.navigate("scan")
    hands.press(Qt.Key.Key_F2)
    assert hands.window.here[0] == "scan"
    assert hands.window.notice.words == NONE_MARKED


def test_in_the_find_box_it_opens_the_life_of_a_piece_and_of_nothing_else(
    qtbot: QtBot, desk: Desk
) -> None:
    went: list[tuple[str, int]] = []

    def search(_db: Any, text: str) -> list[FindGroup]:
        return [FindGroup("Found", (Hit("order", 1, text), Hit("piece", 7, text)))]

    class Frame:
        def navigate(self, page: str, record_id: int) -> None:
            went.append((page, record_id))

    desk.frame = Frame()  # type: ignore[assignment]
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(900, 600)
    host.show()
    qtbot.waitUntil(host.isVisible)
    box = FindBox(host, desk, search)
    box.open()
    box.field.setText("ring")
    qtbot.waitUntil(lambda: box.model.rowCount() > 1)
    QTest.keyClick(box.field, Qt.Key.Key_F2)
    assert (went, box.isVisible()) == ([], True)
    QTest.keyClick(box.field, Qt.Key.Key_Down)
    QTest.keyClick(box.field, Qt.Key.Key_F2)
    assert went == [("passport", 7)]
    assert not box.isVisible()
