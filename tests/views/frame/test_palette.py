"""The palette holds the commands, finds them by other words too, and what lies over a page keeps them off."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.views.frame.palette_words import found_by, rank
from app.views.frame.window import MainWindow
from app.views.widgets.overlay import Overlay
from tests.views.frame.stones import CTRL, press, stones


def test_the_palette_holds_exactly_the_commands(qtbot: QtBot, window: MainWindow) -> None:
    press(qtbot, Qt.Key.Key_K, CTRL)
    assert window.palette_box.is_open
    listed = {entry.words for entry in window.palette_box.model.rows}
    assert listed == {action.text() for action in window.all_commands()}
    assert {"Print tag", "New stone", "Go to Plain", "Undo", "Lock"} <= listed


def test_f1_and_the_word_help_show_what_can_be_done_here(qtbot: QtBot, window: MainWindow) -> None:
    press(qtbot, Qt.Key.Key_F1)
    assert window.palette_box.is_open
    qtbot.keyClicks(window.palette_box.field, "help")
    assert window.palette_box.model.rows[0].words == "Show all commands"


def test_the_palette_runs_and_remembers(qtbot: QtBot, window: MainWindow) -> None:
    page = stones(window)
    press(qtbot, Qt.Key.Key_K, CTRL)
    qtbot.keyClicks(window.palette_box.field, "pri")
    press(qtbot, Qt.Key.Key_Return)
    assert page.did == ["print"]
    press(qtbot, Qt.Key.Key_K, CTRL)
    assert window.palette_box.model.rows[0].words == "Print tag"


def test_the_focus_returns_when_an_overlay_closes(qtbot: QtBot, window: MainWindow) -> None:
    field = stones(window).name.input
    field.setFocus()
    press(qtbot, Qt.Key.Key_K, CTRL)
    assert QApplication.focusWidget() is window.palette_box.field
    press(qtbot, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is field


def test_no_command_of_the_page_runs_under_an_overlay(qtbot: QtBot, window: MainWindow) -> None:
    page = stones(window)
    window.desk.confirm("Break the stone?", "It stays broken.", "Break stone", page.did.clear)
    press(qtbot, Qt.Key.Key_F5)
    press(qtbot, Qt.Key.Key_P)
    assert page.did == []
    for _ in range(4):
        press(qtbot, Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None
        assert focus.text() in ("Keep it", "Break stone")  # type: ignore[attr-defined]
    press(qtbot, Qt.Key.Key_Escape)


@pytest.mark.parametrize(
    ("words", "typed", "fits"),
    [
        ("Print job bag", "pri", 0),
        ("Print job bag", "job", 1),
        ("Print job bag", "bag pri", 1),
        ("Show the list", "ist", 2),
        ("Café card", "cafe", 0),
        ("Print job bag", "xyz", None),
        ("Anything", "", 0),
    ],
)
def test_beginnings_rank_before_middles(words: str, typed: str, fits: int | None) -> None:
    assert rank(words, typed) == fits


def test_a_page_that_is_shown_is_not_offered_by_what_is_done_there(
    qtbot: QtBot, window: MainWindow
) -> None:
    def offered(typed: str) -> set[str]:
        return {entry.words for entry in window.palette_box.entries_for(typed)}

    assert "Go to Plain" in offered("simple")
    window.navigate("plain")
    assert offered("simple") == set()
    assert "Go to Plain" in offered("plain")


def test_a_command_is_found_by_other_words_too_and_says_which() -> None:
    also = "find printers, labels, re-tag list"
    for typed, said in (
        ("printers", "find printers"),
        ("label", "labels"),
        ("retag", ""),
        ("tag list", "re-tag list"),
        ("re-tag", "re-tag list"),
    ):
        assert found_by("Go to Printing", typed, also) == said
    assert rank("Go to Printing", "printing", also) == 1
    assert found_by("Go to Printing", "printing", also) == ""
    assert rank("Go to Printing", "go labels", also) == 3
    assert rank("Go to Printing", "abels", also) is None


def test_hints_show_only_what_can_be_done_now(qtbot: QtBot, window: MainWindow) -> None:
    page = stones(window)
    bar = page.hint_bar

    def hints() -> list[str]:
        return [hint.accessibleName() for hint in bar._hints]

    qtbot.waitUntil(lambda: hints() == ["F5 tag", "P pick", "Ctrl+K commands"])
    page.commands()[0].setEnabled(False)
    qtbot.waitUntil(lambda: hints() == ["P pick", "Ctrl+K commands"])


def test_an_overlay_without_patience_stays(qtbot: QtBot, window: MainWindow) -> None:
    overlay = Overlay(window.host(), "Wait", patient=False)
    QPushButton("Here", overlay)
    overlay.open()
    press(qtbot, Qt.Key.Key_Escape)
    assert overlay.is_open
    overlay.dismiss()


def test_a_scan_under_a_question_waits_for_its_answer(qtbot: QtBot, window: MainWindow) -> None:
    from app.devices.scan_router import ScanRouter

    heard: list[str] = []
    router = ScanRouter(lambda: window.page, heard.append)
    window.desk.confirm("Break the stone?", "It stays broken.", "Break stone", lambda: None)
    router.take("1000223164")
    assert heard == []
    press(qtbot, Qt.Key.Key_Escape)
    assert heard == ["1000223164"]
    press(qtbot, Qt.Key.Key_K, CTRL)
    router.take("1000224193")
    assert heard == ["1000223164", "1000224193"]
    assert not window.palette_box.is_open
