"""A grade that the findings or the counts speak against is doubted at once, and before it is signed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.views.reports.report_page import ReportPage
from app.views.reports.sign_sheet import SignSheet
from tests.views.evidence_fixtures import click
from tests.views.order_fixtures import Keys
from tests.views.reports.writing_hand import wait_focus


def found(page: ReportPage, keys: Keys, typed: str, stones: str, grade: str) -> None:
    click(page.canvas, 0.3, 0.6)
    keys.type(typed)
    page.editing.stones.found.setFocus()
    keys.type(stones)
    page.editing.grade.grades.focus_chosen()
    keys.type(grade)


def test_as_new_waits_while_something_is_at_risk(
    qtbot: QtBot, page: ReportPage, keys: Keys
) -> None:
    found(page, keys, "pr3w4", "15", "1")
    page.writing.change("answer", shown_to_client="yes")
    sentence = "Mark 1 is at risk: the grade cannot be “as new”. Choose another, poor is suggested."
    assert page.editing.grade.note.text() == sentence
    page.sign()
    qtbot.waitUntil(lambda: page.blocker_line.words == f"Before signing: {sentence}")
    wait_focus(qtbot, "Overall grade")
    assert not page.window().findChildren(SignSheet)


def test_a_missing_stone_suggests_poor(page: ReportPage, keys: Keys) -> None:
    found(page, keys, "pr3w2", "14", "2")
    grade = page.editing.grade
    assert grade.grades.suggested == "poor"
    assert grade.note.text().startswith("A stone is missing: the grade cannot be “excellent”.")


def test_a_milder_grade_is_told_and_may_be_signed(
    qtbot: QtBot, page: ReportPage, keys: Keys
) -> None:
    found(page, keys, "pr3w2", "15", "2")
    sentence = "The findings suggest very good; “excellent” is chosen."
    assert page.editing.grade.note.text() == sentence
    page.sign()
    wait_focus(qtbot, "Signature of")
    sheet = page.window().findChildren(SignSheet)[-1]
    assert sentence in sheet.sentence.text()


def test_an_arrow_stops_at_both_ends_of_the_grades(page: ReportPage, keys: Keys) -> None:
    found(page, keys, "pr3w2", "15", "6")
    keys(Qt.Key.Key_Down)
    assert page.writing.form.grade == "poor"
    page.editing.grade.grades.focus_chosen()
    keys.type("1")
    page.editing.grade.grades.focus_chosen()
    keys(Qt.Key.Key_Left)
    assert page.writing.form.grade == "as_new"
