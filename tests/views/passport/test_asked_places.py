"""What was where in several places at once, and the keys of the page after a date was typed."""

from __future__ import annotations

import json
from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from app.models.shopwide import Place
from app.views.passport.asked_places import PlacesChooser
from app.views.passport.place_page import PlaceMomentPage
from app.views.widgets.button import Button
from tests.views.floor import CTRL
from tests.views.page_checks import check_page
from tests.views.passport.conftest import Hands
from tests.views.passport.test_place_moment_page import _answered, _page

SHIFT = Qt.KeyboardModifier.ShiftModifier


def chosen(hands: Hands, typed: str, rows: int) -> PlacesChooser:
    """The open chooser with so many rows for what was typed."""
    find = hands.window.findChildren
    hands.until(lambda: any(one.isVisible() for one in find(PlacesChooser)))
    chooser = next(one for one in find(PlacesChooser) if one.isVisible())
    hands.type(typed)
    hands.until(lambda: chooser.model.rowCount() == rows)
    return chooser


def test_after_enter_the_letters_are_the_page_s(hands: Hands) -> None:
    page = _page(hands, "VIT-A", 7)
    hands.press(Qt.Key.Key_T)
    hands.type(page.words.day_at(hands.lived.day(9)).isoformat())
    hands.press(Qt.Key.Key_Return)
    assert not isinstance(QApplication.focusWidget(), QLineEdit)
    _answered(hands, page)  # nothing lies there by then: its button has the keys
    assert page.nothing.isVisible()
    assert isinstance(QApplication.focusWidget(), Button)
    hands.press(Qt.Key.Key_A)
    _answered(hands, page)
    assert page.places.whole
    assert page.list.isAncestorOf(QApplication.focusWidget() or page)


def test_a_time_behind_the_day_goes_to_its_field(hands: Hands) -> None:
    page = _page(hands, "VIT-A", 3)
    hands.press(Qt.Key.Key_T)
    day = page.words.day_at(hands.lived.day(7)).isoformat()
    hands.type(f"{day} 18:05")
    hands.press(Qt.Key.Key_Return)
    assert page.fields.time.text == "18:05"
    assert not page.fields.wrong
    assert page.words.clock(page.at) == "18:05"


def test_no_paper_is_offered_while_a_field_is_red(hands: Hands) -> None:
    page = _page(hands, "VIT-A", 7)
    hands.press(Qt.Key.Key_T)
    hands.type("safe")
    hands.press(Qt.Key.Key_Return)
    assert "end of October" in page.fields.date.error
    assert not page.paper.isEnabled()
    assert not page.table.isEnabled()
    assert "in red" in page.paper.toolTip()
    hands.type("x")  # it is being mended
    assert page.paper.isEnabled()
    page.make_paper()  # what is typed and not entered counts
    assert page.fields.date.error
    page.put(page.at)
    assert page.paper.isEnabled()


def test_a_passport_is_not_offered_while_a_field_is_red(hands: Hands) -> None:
    page = hands.passport()
    hands.press(Qt.Key.Key_T)
    hands.type("soon")
    hands.press(Qt.Key.Key_Return)
    assert not page.paper.isEnabled()
    assert not page.insurer.isEnabled()
    page.put(page.at)
    assert page.paper.isEnabled()
    page.type_date()
    hands.type("yesterday")
    hands.press(Qt.Key.Key_Return)
    assert page.list.hasFocus()


def test_one_more_place_is_asked_about_and_both_stand_on_the_paper(hands: Hands) -> None:
    page = _page(hands, "VIT-A", 7)
    hands.press(Qt.Key.Key_P, SHIFT)
    chosen(hands, "bench-1", 1)
    hands.press(Qt.Key.Key_Return)
    hands.until(lambda: len(page.places.ids) == 2)
    _answered(hands, page)
    assert page.place.text() == "Vitrine A + Bench 1"
    assert page.parts.isVisible()
    assert page.parts.text() == "Vitrine A: 1 piece, USD 5,750.00 · Bench 1: 0 pieces"
    check_page(hands.qtbot, page)
    hands.press(Qt.Key.Key_F5)
    hands.until(lambda: hands.focus == "Language of the paper")
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.until(lambda: hands.window.here[0] == "document")
    with closing(hands.house.reader()) as db:
        content = db.value("SELECT content FROM document ORDER BY hlc DESC LIMIT 1")
    assert [part["place"] for part in json.loads(content)["parts"]] == ["Vitrine A", "Bench 1"]


def test_every_place_of_a_kind_is_offered_together(hands: Hands) -> None:
    with hands.house.work(hands.window.desk.session.actor, "add_place") as w:
        second = w.add(Place, name="SAFE-2", kind_code="safe", title="Second safe")
    page = _page(hands, "SAFE-1", 3)
    (safe,) = page.places.ids
    hands.press(Qt.Key.Key_P)
    chooser = chosen(hands, "safe", 3)
    assert [row.words for row in chooser.model.rows][-1] == "Every safe"
    hands.press(Qt.Key.Key_Up)
    hands.press(Qt.Key.Key_Return)
    hands.until(lambda: set(page.places.ids) == {safe, second})
    _answered(hands, page)
    assert "Second safe: 0 pieces" in page.parts.text()


@pytest.mark.parametrize("width", [700, 1440])
def test_several_places_have_room(hands: Hands, width: int) -> None:
    page = _page(hands, "VIT-A", 7)
    with hands.house.work(hands.window.desk.session.actor, "add_place") as w:
        ids = [w.add(Place, name=f"VAULT-{n}", kind_code="vault") for n in range(7)]
    page.places.add(ids)
    _answered(hands, page)
    hands.window.resize(width, 900)
    assert isinstance(page, PlaceMomentPage)
    assert page.parts.width() <= page.width()
    assert "more, each on the paper" in page.parts.text()
