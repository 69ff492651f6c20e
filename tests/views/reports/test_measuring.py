"""What a condition report counts, weighs and wants before it is signed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services.signatures import Signature
from app.shop import Shop
from app.views.frame.window import MainWindow
from app.views.reports.report_page import ReportPage
from app.views.widgets.second_person import SecondPersonSheet
from tests.views.evidence_fixtures import click, write_name
from tests.views.order_fixtures import Keys, value
from tests.views.reports.writing_hand import (
    wait_focus,
)

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_a_count_that_is_none_is_told(page: ReportPage, keys: Keys) -> None:
    page.editing.stones.found.setFocus()
    keys.type("many")
    keys(Qt.Key.Key_Return)
    assert "not a number of stones" in page.editing.stones.error.text()
    keys(Qt.Key.Key_A, CTRL)
    keys.type("1 + 14")
    keys(Qt.Key.Key_Return)
    assert page.writing.form.stones_found == 15
    assert page.editing.stones.chip.status.text == "15 of 15 stones"


def test_a_weight_beyond_twenty_milligrams_asks_for_a_reason(page: ReportPage, keys: Keys) -> None:
    page.editing.weight.after.setFocus()
    keys.type("5.530")
    keys(Qt.Key.Key_Return)
    panel = page.editing.weight
    assert panel.chip.status.text == "+50 mg"
    assert panel.chip.status.tone == "warn"
    assert panel.reason.isVisible()
    panel.after.setFocus()
    keys(Qt.Key.Key_A, CTRL)
    keys.type("heavy")
    keys(Qt.Key.Key_Return)
    assert "not a weight" in panel.error.text()
    assert page.writing.form.weight_after_mg == 5530


def test_a_missing_stone_stops_until_a_manager_decides(
    qtbot: QtBot, page: ReportPage, keys: Keys, evidence_window: MainWindow, house: Shop
) -> None:
    page.editing.stones.found.setFocus()
    keys.type("14")
    page.editing.grade.grades.focus_chosen()
    keys.type("4")
    page.sign()
    wait_focus(qtbot, "Decision of a manager")
    keys.type("Stone 10 was lost on loan, claim 17")
    page.sign()
    wait_focus(qtbot, "Signature of")
    write_name(evidence_window)
    keys(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(evidence_window.findChildren(SecondPersonSheet)))
    sheet = evidence_window.findChildren(SecondPersonSheet)[0]
    qtbot.waitUntil(lambda: sheet.is_open and sheet.who.choice.count() > 0)
    sheet.dismiss()
    assert page.editable
    assert value(house, "SELECT count(*) FROM report") == 0


def test_signing_goes_to_what_is_missing(qtbot: QtBot, page: ReportPage, keys: Keys) -> None:
    click(page.canvas, 0.5, 0.5)
    keys(Qt.Key.Key_Escape)
    keys(Qt.Key.Key_F10)
    wait_focus(qtbot, "Location")
    qtbot.waitUntil(lambda: "say where it is" in page.blocker_line.words)


def test_a_change_after_the_signature_takes_it_off(page: ReportPage, keys: Keys) -> None:
    panel = page.editing.signatures
    panel.give(Signature("client", "Ida Lund", (((1, 1), (2, 2)),)))
    assert "Ida Lund, signed" in panel.other.accessibleName()
    page.editing.grade.grades.focus_chosen()
    keys.type("2")
    assert panel.given == {}
