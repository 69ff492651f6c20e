"""A condition report is kept while it is written."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services.report_opening import kept_report
from app.shop import Shop
from app.views.frame.window import MainWindow
from app.views.reports.report_page import ReportPage
from app.views.widgets.sentence_bar import SentenceBar
from tests.views.evidence_fixtures import click
from tests.views.order_fixtures import Keys, value

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_a_draft_is_kept_and_restored_with_a_bar(
    qtbot: QtBot, page: ReportPage, keys: Keys, house: Shop, ring: int, evidence_window: MainWindow
) -> None:
    click(page.canvas, 0.3, 0.6)
    keys.type("pr3w2")
    qtbot.waitUntil(lambda: page.kept.text().startswith("Draft saved"), timeout=5000)
    evidence_window.navigate("about")
    evidence_window.navigate("report", ring)
    qtbot.waitUntil(lambda: bool(page.findChildren(SentenceBar, "draft")))
    bar = page.findChildren(SentenceBar, "draft")[0]
    assert "restored" in bar.title.text()
    assert page.writing.form.findings[0].location == "PR-3"
    page.discard()
    qtbot.waitUntil(lambda: page.writing.form.findings == ())
    qtbot.waitUntil(lambda: value(house, "SELECT count(*) FROM draft") == 0)


def test_leaving_at_once_keeps_what_was_typed(
    qtbot: QtBot,
    page: ReportPage,
    keys: Keys,
    house: Shop,
    ring: int,
    evidence_window: MainWindow,
) -> None:
    page.editing.weight.after.setFocus()
    keys.type("5.481")
    evidence_window.navigate("about")
    qtbot.waitUntil(lambda: value(house, "SELECT count(*) FROM draft") == 1)
    db = house.reader()
    user_id = evidence_window.desk.session.actor.user_id
    kept = kept_report(db, user_id, ring)
    db.close()
    assert kept is not None
    assert kept.form.weight_after_mg == 5481
