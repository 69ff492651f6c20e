"""The questions over the photo: each choice has the room of its words."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionComboBox
from pytestqt.qtbot import QtBot

from app.views import theme
from app.views.reports.heading import WIDEST_PLACE, HeadingSelects
from app.views.reports.report_page import ReportPage
from app.views.widgets.inputs import Choice


def room_in(choice: Choice) -> int:
    """The room beside the arrow (px), of which words may take all but a few."""
    option = QStyleOptionComboBox()
    choice.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    kind = QStyle.ComplexControl.CC_ComboBox
    return choice.style().subControlRect(kind, option, part, choice).width()


@pytest.mark.parametrize("size", [(1920, 1080), (1440, 900), (1366, 768), (1280, 800)])
def test_the_place_is_not_cut(qtbot: QtBot, page: ReportPage, size: tuple[int, int]) -> None:
    heading = page.findChild(HeadingSelects)
    assert heading is not None
    page.window().resize(*size)
    heading.show_places([(1, "Take-in drawer"), (2, "The vault under the stairs of Boston")])
    metrics = QFontMetrics(theme.font(12))
    for place_id, width in ((1, metrics.horizontalAdvance("Take-in drawer")), (2, WIDEST_PLACE)):
        page.writing.change("place", place_id=place_id)
        QApplication.processEvents()
        assert heading.place.width() >= width + 40
        assert heading.place.toolTip() == heading.place.currentText()
    for choice in (heading.reason, heading.light, heading.magnification, heading.cleaned):
        words = metrics.horizontalAdvance(choice.currentText())
        assert room_in(choice) >= words + 6, choice.accessibleName()
