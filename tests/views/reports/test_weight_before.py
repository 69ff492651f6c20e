"""The weight before, as the panel tells it: one of an earlier day is no weight of now."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from pytestqt.qtbot import QtBot

from app.views.frame.window import MainWindow
from app.views.reports.report_page import ReportPage
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
