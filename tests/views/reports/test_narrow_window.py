"""A report in a narrow window (1366 × 768 at 150 %): the side is a drawer that comes when it is asked."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.views.reports.report_page import ReportPage
from tests.views.evidence_fixtures import click
from tests.views.order_fixtures import Keys
from tests.views.reports.writing_hand import focused, wait_focus


@pytest.fixture
def narrow(qtbot: QtBot, page: ReportPage) -> ReportPage:
    """The page in a window of 911 × 512."""
    page.window().resize(911, 512)
    side = page.side
    assert side is not None
    qtbot.waitUntil(lambda: side.is_drawer and not side.isVisible())
    return page


def test_a_finding_is_described_in_the_drawer_and_the_photo_is_free_again(
    qtbot: QtBot, narrow: ReportPage, keys: Keys
) -> None:
    side = narrow.side
    assert side is not None
    click(narrow.canvas, 0.3, 0.6)
    assert side.isVisible()
    assert focused() == "Location"
    keys.type("pr3w2")
    wait_focus(qtbot, "Photo with marks")
    assert not side.isVisible()
    mark = narrow.writing.form.findings[0]
    assert (mark.location, mark.type, mark.severity) == ("PR-3", "prong_worn", 2)


def test_signing_opens_the_drawer_at_what_is_missing(
    qtbot: QtBot, narrow: ReportPage, keys: Keys
) -> None:
    narrow.canvas.setFocus()
    keys(Qt.Key.Key_F10)
    wait_focus(qtbot, "Stones found")
    widget = QApplication.focusWidget()
    assert widget is not None
    assert widget.isVisible()


def test_a_drawer_that_somebody_opened_stays(narrow: ReportPage, keys: Keys) -> None:
    side = narrow.side
    assert side is not None
    side.toggle()
    narrow.focus_photo()
    assert side.isVisible()
    side.toggle()
    narrow.focus_findings()
    assert side.isVisible()


def test_photo_in_a_low_window_has_room_and_its_scale_lies_beside_the_tools(
    narrow: ReportPage,
) -> None:
    """1280 × 800 at 150 %: the window fits, and the page scrolls rather than let the photo shrink."""
    window = narrow.window()
    window.resize(853, 533)
    assert window.width() == 853
    photo = narrow.writing.photo
    assert photo is not None
    narrow.writing.edit_photo(photo.sha256, um_across=14_000)
    stage = narrow.stage
    assert stage.height() >= 260
    assert stage.scale_bar.isVisible()
    assert not stage.palette_box.geometry().intersects(stage.scale_bar.geometry())
