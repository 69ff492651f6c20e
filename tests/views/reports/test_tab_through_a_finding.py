"""Tab goes through the questions of a finding as they stand, and on to what stands below it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.views.reports.report_page import ReportPage
from tests.views.order_fixtures import Keys
from tests.views.reports.writing_hand import focused, wait_focus

SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_tab_goes_through_the_fields_of_a_finding_and_on(
    qtbot: QtBot, page: ReportPage, keys: Keys
) -> None:
    page.canvas.setFocus()
    keys(Qt.Key.Key_Return)
    keys.type("1")
    mark = page.writing.form.findings[0]
    assert mark.location
    wait_focus(qtbot, "Type ")
    there = []
    for _ in range(3):
        keys(Qt.Key.Key_Tab)
        there.append(focused())
    assert there[0].startswith("Severity ")
    assert there[1:] == ["Size in millimetres", "Words about the finding"]
    assert page.writing.form.findings[0].type == "", "going by says nothing"
    keys(Qt.Key.Key_Tab)
    assert focused() == "Stones found"


def test_shift_tab_goes_back_through_them_to_the_list(
    qtbot: QtBot, page: ReportPage, keys: Keys
) -> None:
    page.canvas.setFocus()
    keys(Qt.Key.Key_Return)
    keys.type("1")
    wait_focus(qtbot, "Type ")
    there = []
    for _ in range(3):
        keys(Qt.Key.Key_Tab, SHIFT)
        there.append(focused())
    assert there[0].startswith("Location ")
    assert there[1:] == ["Location", "Findings, 1"]


def test_a_change_of_an_earlier_finding_is_on_the_way(
    qtbot: QtBot, page: ReportPage, keys: Keys
) -> None:
    page.canvas.setFocus()
    keys(Qt.Key.Key_Return)
    keys.type("1w")
    page.writing.edit_mark(1, since="R10-26-00001")
    editor = page.findings.editor
    assert editor is not None
    editor.kinds.focus_chosen()
    keys(Qt.Key.Key_Tab)
    assert focused().startswith("Change ")
    keys(Qt.Key.Key_Tab)
    assert focused().startswith("Severity ")
