"""The weight before, as the panel tells it: one of an earlier day is no weight of now."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.views.frame.window import MainWindow
from app.views.reports.report_page import ReportPage
from tests.views.order_fixtures import Keys
from tests.views.reports.writing_hand import opened


@pytest.fixture
def page(qtbot: QtBot, evidence_window: MainWindow, ring: int) -> ReportPage:
    return opened(qtbot, evidence_window, ring)


def test_a_weight_of_an_earlier_day_is_told_and_asked_for_anew(page: ReportPage) -> None:
    writing, panel = page.writing, page.editing.weight
    piece = writing.piece
    assert piece is not None
    panel.refresh()
    assert panel._sentence.isHidden()
    today = date.fromisoformat(writing.house.today)
    writing.piece = replace(piece, weighed_on=(today - timedelta(days=20)).isoformat())
    panel.refresh()
    assert panel._sentence.text().startswith("Before was weighed on ")
    assert not panel._sentence.isHidden()
    writing.change("weight", weight_after_mg=piece.weight_mg)
    assert not panel._sentence.text().startswith("Before was") or panel._sentence.isHidden()


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
