"""The weight before, as the panel tells it: one of an earlier day is no weight of now."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from pytestqt.qtbot import QtBot

from app.views.frame.window import MainWindow
from app.views.reports.report_page import ReportPage
from tests.views.order_fixtures import Keys
from tests.views.reports.writing_hand import opened


@pytest.fixture
def page(qtbot: QtBot, evidence_window: MainWindow, ring: int) -> ReportPage:
    return opened(qtbot, evidence_window, ring)


def test_a_weight_that_came_along_is_told_and_asked_for_anew(page: ReportPage) -> None:
    writing, panel = page.writing, page.editing.weight
    today = date.fromisoformat(writing.house.today)
    assert writing.form.before_read_on == writing.house.today
    assert panel.before._label == "Known"
    assert panel._sentence.text().startswith("Before was weighed earlier today, not for this")
    assert not panel._sentence.isHidden()
    day = (today - timedelta(days=20)).isoformat()
    writing.change("day", before_read_on=day)
    assert panel._sentence.text().startswith("Before was weighed on ")
    writing.change("weight", weight_after_mg=writing.form.weight_before_mg)
    assert panel._sentence.isHidden()
    assert panel.before._label == "Known"


def test_what_weighs_as_it_did_is_typed_once_more_and_is_of_today(
    page: ReportPage, keys: Keys
) -> None:
    writing, panel = page.writing, page.editing.weight
    panel.before.setFocus()
    keys(Qt.Key.Key_Tab)
    assert writing.form.before_read_on, "who goes through weighs nothing"
    panel.before.setFocus()
    panel.before.selectAll()
    keys.type("5.48")
    keys(Qt.Key.Key_Return)
    assert writing.form.weight_before_mg == 5480
    assert writing.form.before_read_on == ""
    assert writing.form.weight_method == "by_hand"
    assert panel.before._label == "Before"
    assert panel._sentence.isHidden()
    page.undo()
    assert writing.form.before_read_on
    assert panel.before._label == "Known"


def test_what_was_typed_stands_as_it_was_understood_at_once(page: ReportPage, keys: Keys) -> None:
    panel = page.editing.weight
    panel.after.setFocus()
    keys.type("12,5")
    keys(Qt.Key.Key_Return)
    assert panel.after.text() == "12.500"
    assert page.writing.form.weight_after_mg == 12_500
    more = page.editing.more
    more.open()
    more.shank.setFocus()
    keys.type("1,4")
    keys(Qt.Key.Key_Return)
    assert more.shank.text() == "1.4"


def test_a_weight_in_another_unit_says_what_it_was_taken_for(page: ReportPage, keys: Keys) -> None:
    panel = page.editing.weight
    panel.after.setFocus()
    keys.type("27.4 ct")
    keys(Qt.Key.Key_Return)
    assert panel.after.text() == "5.480"
    assert panel._taken.text() == "27.4 ct = 5.480 g"
    assert panel._taken.isVisible()
    panel.after.setFocus()
    panel.after.selectAll()
    keys.type("5.48")
    keys(Qt.Key.Key_Return)
    assert not panel._taken.isVisible()


def test_grams_that_fit_as_carats_are_asked_about_where_they_are_typed(
    qtbot: QtBot, page: ReportPage, keys: Keys
) -> None:
    panel = page.editing.weight
    panel.after.setFocus()
    keys.type("27.4")
    keys(Qt.Key.Key_Return)
    assert "27.400 ct would be 5.480 g: carats?" in panel._sentence.text()
    qtbot.waitUntil(lambda: "carats?" in page.blocker_line.toolTip())
    panel.after.setFocus()
    panel.after.selectAll()
    keys.type("27.4 ct")
    keys(Qt.Key.Key_Return)
    assert page.writing.form.weight_after_mg == 5480
    assert "carats?" not in panel._sentence.text()


def test_a_large_figure_is_not_printed_over_the_name_of_its_field(page: ReportPage) -> None:
    field = page.editing.weight.before
    field.resize(150, field.height())
    field.setText("5.480")
    assert not field.label_is_small
    field.setText("4,078.000")
    assert field.label_is_small
    free = field.grab().toImage()
    field.setText("")
    named = field.grab().toImage()
    left = [(x, y) for x in range(12, 45) for y in range(14, 26)]
    # Where the name stands beside a short figure there is nothing of it behind a long one.
    assert len({free.pixel(x, y) for x, y in left}) < len({named.pixel(x, y) for x, y in left})


def test_a_notice_leaves_what_is_asked_before_signing_free(
    page: ReportPage, evidence_window: MainWindow
) -> None:
    notice = evidence_window.notice
    evidence_window.resize(1440, 900)
    notice.say("Moved to Bench, 1 without a condition report " * 3)
    shown = QRect(notice.mapTo(evidence_window, QPoint(0, 0)), notice.size())
    for part in (page.blocker_line, page.reporting.sign_button, page.strip):
        there = QRect(part.mapTo(evidence_window, QPoint(0, 0)), part.size())
        assert not shown.intersects(there), part
    notice.hide_now()
    evidence_window.navigate("about")
    notice.say("Elsewhere notices stand where they stood")
    assert notice.beside is None
    notice.hide_now()
