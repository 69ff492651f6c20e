"""A paper on the screen: sheets as wide as there is room, narrower papers as narrow as they are."""

from __future__ import annotations

from io import BytesIO

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from app.views.documents.paper_view import PaperView
from app.views.theme import Theme

STRIP, A6, A4 = 227.0, 298.0, 595.0


def paper(width: float) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=(width, 600))
    canvas.drawString(20, 300, "Total 1,628.00")
    canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture
def view(qtbot: QtBot, dress: Theme) -> PaperView:
    made = PaperView()
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    return made


def shown(view: PaperView, width: float) -> float:
    """How wide a page of so many points is on the screen, in px."""
    pages = view.pages
    return width * pages.logicalDpiX() / 72 * pages.zoomFactor()


def test_a_till_strip_stands_beside_a_sheet_as_it_does_on_a_desk(view: PaperView) -> None:
    view.show_pdf(paper(A4))
    sheet = shown(view, A4)
    assert sheet > 850
    for width in (STRIP, A6):
        view.show_pdf(paper(width))
        assert shown(view, width) == pytest.approx(sheet * width / A4, rel=0.01)


def test_in_a_narrow_panel_it_is_no_smaller_than_the_paper_and_no_wider_than_the_panel(
    view: PaperView,
) -> None:
    view.resize(420, 700)
    view.show_pdf(paper(STRIP))
    assert shown(view, STRIP) == pytest.approx(STRIP * view.pages.logicalDpiX() / 72, rel=0.01)
    view.resize(280, 700)
    assert shown(view, STRIP) <= 280


def test_who_zooms_keeps_that_until_the_next_paper(view: PaperView) -> None:
    view.show_pdf(paper(STRIP))
    usual = shown(view, STRIP)
    view.zoom_by(1.2)
    assert shown(view, STRIP) == pytest.approx(usual * 1.2, rel=0.01)
    view.resize(950, 700)
    assert shown(view, STRIP) == pytest.approx(usual * 1.2, rel=0.01)
    view.fit_width()
    assert shown(view, STRIP) > 850
    view.show_pdf(paper(STRIP))
    assert shown(view, STRIP) < 450


class Resizes(QObject):
    """Counts how often the room of the pages changes."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Resize
        return False


def test_where_a_page_just_has_room_the_scroll_bar_does_not_come_and_go_for_ever(
    view: PaperView,
) -> None:
    view.show_pdf(paper(A4))
    resizes = Resizes()
    view.pages.viewport().installEventFilter(resizes)
    page = round(view.width() * 600 / A4)
    for way in (lambda: None, view.fit_width, view.fit_page):
        way()
        for more in range(-30, 30):
            resizes.count = 0
            view.resize(900, page + more)
            QApplication.processEvents()  # the bars come and go with the events that follow
            assert resizes.count <= 6, more


def test_a_whole_page_is_seen(qtbot: QtBot, view: PaperView) -> None:
    view.show_pdf(paper(A4))
    view.fit_page()
    qtbot.waitUntil(lambda: view.pages.verticalScrollBar().maximum() == 0)
    assert 600 * view.pages.logicalDpiX() / 72 * view.pages.zoomFactor() <= view.pages.height()
