"""The shank's two measures in a report: of both a sizing tells what the ring will weigh."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.shop import Shop
from app.views.reports.report_page import ReportPage
from tests.views.order_fixtures import Keys
from tests.views.reports.writing_hand import finished

MEASURED = (
    "SELECT group_concat(what || ' ' || value, ', ') FROM (SELECT what, value FROM measured"
    " WHERE what LIKE 'shank%' ORDER BY what)"
)


def test_width_and_thickness_are_written_and_measured(
    qtbot: QtBot, page: ReportPage, keys: Keys, house: Shop
) -> None:
    more = page.editing.more
    more.open()
    more.shank.setFocus()
    keys.type("0.9")
    keys(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is more.shank_width
    keys.type("2.x")
    keys(Qt.Key.Key_Return)
    assert more.error.isVisible()
    more.shank_width.clear()
    keys.type("2.2")
    keys(Qt.Key.Key_Return)
    assert not more.error.isVisible()
    form = page.writing.form
    assert (form.shank_um, form.shank_width_um) == (900, 2200)
    finished(qtbot, page, keys)
    db = house.reader()
    try:
        assert db.value(MEASURED) == "shank_um 900, shank_width_um 2200"
    finally:
        db.close()
    qtbot.waitUntil(lambda: any("2.2 mm" in words for words in _texts(page)))


def _texts(page: ReportPage) -> list[str]:
    from app.views.widgets.text import Text

    return [text.text() for text in page.signed.findChildren(Text)]
