"""Going from page to page and coming back; the keys and the search of the page that is shown."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.errors import UserError
from app.views.frame.window import MainWindow
from tests.views.frame.stones import ALT, Plain, Stones, press, stones


def test_pages_are_made_at_their_first_visit_and_kept(window: MainWindow) -> None:
    first = window.page
    window.navigate("plain")
    assert isinstance(window.page, Plain)
    window.navigate("stones")
    assert window.page is first


def test_navigating_opens_the_record(window: MainWindow) -> None:
    big = 2**62 + 12345
    window.navigate("stone", big)
    assert stones(window).opened == [big]
    assert window.here == ("stone", big)


def test_back_goes_where_one_came_from(qtbot: QtBot, window: MainWindow) -> None:
    window.navigate("stone", 7)
    press(qtbot, Qt.Key.Key_Escape)
    assert window.here == ("stones", 0)


def test_back_leaves_the_record_and_those_that_were_stepped_to_from_it(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.navigate("stone", 7)
    window.step("stone", 8)
    window.step("stone", 9)
    assert window.here == ("stone", 9)
    assert stones(window).opened == [7, 8, 9]
    press(qtbot, Qt.Key.Key_Escape)
    assert window.here == ("stones", 0)


def test_escape_takes_a_refusal_away_before_it_leaves(qtbot: QtBot, window: MainWindow) -> None:
    window.navigate("stone", 7)
    window.show_refusal(UserError("On loan", "It is on loan.", "Call it back first."))
    press(qtbot, Qt.Key.Key_Escape)
    assert window.here == ("stone", 7)
    assert not window.page or not window.page.clear_refusals()
    press(qtbot, Qt.Key.Key_Escape)
    assert window.here == ("stones", 0)


def test_a_page_with_its_own_alt_left_keeps_it(qtbot: QtBot, window: MainWindow) -> None:
    window.navigate("plain")
    press(qtbot, Qt.Key.Key_Left, ALT)
    assert window.here == ("plain", 0)
    window.navigate("stone", 7)
    press(qtbot, Qt.Key.Key_Left, ALT)
    assert window.here == ("plain", 0)


def test_a_page_that_will_not_be_left_stays(window: MainWindow) -> None:
    stones(window).may_leave = False
    window.navigate("plain")
    assert window.here == ("stones", 0)
    assert isinstance(window.page, Stones)
    stones(window).may_leave = True


def test_the_keys_of_a_page_work_only_while_it_is_shown(qtbot: QtBot, window: MainWindow) -> None:
    page = stones(window)
    press(qtbot, Qt.Key.Key_F5)
    assert page.did == ["print"]
    window.navigate("plain")
    press(qtbot, Qt.Key.Key_F5)
    assert page.did == ["print"]


def test_a_key_that_is_held_down_acts_once_where_that_matters(window: MainWindow) -> None:
    repeats = {action.text(): action.autoRepeat() for action in stones(window).commands()}
    assert repeats == {"Print tag": False, "New stone": False, "Pick stone": True}


def test_a_letter_typed_into_a_field_is_no_command(qtbot: QtBot, window: MainWindow) -> None:
    page = stones(window)
    page.name.input.setFocus()
    press(qtbot, Qt.Key.Key_P)
    assert page.name.text.lower() == "p"
    assert page.did == []


def test_slash_goes_to_the_pages_own_search(qtbot: QtBot, window: MainWindow) -> None:
    window.nav.person.setFocus()
    press(qtbot, Qt.Key.Key_Slash)
    assert QApplication.focusWidget() is stones(window).find_field


def test_slash_finds_everywhere_where_a_page_has_no_search(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.navigate("plain")
    press(qtbot, Qt.Key.Key_Slash)
    assert window.find_box.is_open


def test_find_everywhere_shows_groups_and_opens_the_hit(qtbot: QtBot, window: MainWindow) -> None:
    press(qtbot, Qt.Key.Key_F3)
    qtbot.keyClicks(window.find_box.field, "opal")
    qtbot.waitUntil(lambda: window.find_box.model.rowCount() == 4)
    assert window.find_box.model.rows[0].words == "Things · 12 found"
    assert window.find_box.note.text() == "12 records found"
    press(qtbot, Qt.Key.Key_Return)
    assert window.here[0] == "stone"
    assert stones(window).opened[-1] > 2**62
