"""The foot of a report says what was missing when somebody would sign, until it is there."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.views.reports.report_page import BEFORE, ReportPage
from tests.views.order_fixtures import Keys


def test_what_is_there_now_is_no_longer_said_to_be_missing(
    qtbot: QtBot, page: ReportPage, keys: Keys
) -> None:
    page.sign()
    qtbot.waitUntil(lambda: page.hint_bar.state.startswith(f"{BEFORE}Count the stones"))
    page.editing.stones.found.setFocus()
    keys.type("15")
    page.commit_field()
    qtbot.waitUntil(lambda: page.hint_bar.state.startswith("Draft, new report of"))
