"""The job beside the queue: whole within its width, and a scan that answers its doubt."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.services import print_jobs, print_sending, tags
from app.shop import Shop
from app.views.frame.window import MainWindow
from app.views.prints.job_side import JobSide
from app.views.prints.page import PrintsPage
from tests.views.prints.test_prints import Broken
from tests.views.prints.test_prints import pieces as pieces


@pytest.fixture
def page(
    qtbot: QtBot,
    evidence_window: MainWindow,
    house: Shop,
    staff: dict[str, Actor],
    pieces: list[int],
    print_folder: Path,
) -> PrintsPage:
    """The queue with a doubtful job of four beside it, in the smallest window."""
    print_jobs.print_tags(house, staff["sara"], "piece", pieces, title="Re-tag list")
    print_sending.run_queue(house, Broken(4))
    evidence_window.resize(1366, 768)
    evidence_window.navigate("prints")
    page = evidence_window.page
    assert isinstance(page, PrintsPage)
    qtbot.waitUntil(lambda: page.job_side.good.hasFocus())
    return page


def too_wide(side: JobSide) -> list[str]:
    """What stands beyond the right edge of the panel's view."""
    view = side.parentWidget()
    while view is not None and view.objectName() != "qt_scrollarea_viewport":
        view = view.parentWidget()
    assert view is not None
    found = []
    for part in side.findChildren(QWidget):
        if part.isVisible() and part.mapTo(view, part.rect().topRight()).x() > view.width():
            found.append(part.accessibleName() or type(part).__name__)
    return found


def least_width(side: JobSide) -> int:
    """How narrow the panel may become before something in it is cut."""
    layout = side.layout()
    assert layout is not None
    layout.invalidate()
    return layout.minimumSize().width()


def test_nothing_of_a_doubt_is_cut_at_the_right_nor_after_it(
    qtbot: QtBot, page: PrintsPage
) -> None:
    side = page.job_side
    qtbot.waitUntil(side.tiles.isVisible)
    side.chip.set_status("Doubtful: the program ended while it was being sent", "warn")
    assert side.chip.sizeHint().width() > side.width()
    assert least_width(side) <= side.width()
    qtbot.waitUntil(lambda: too_wide(side) == [])
    side.buttons["all_came_out"].click()
    qtbot.waitUntil(lambda: side.chip.status.text == "Printed: seen and confirmed")
    qtbot.waitUntil(lambda: side.one.isVisible() and too_wide(side) == [])
    assert least_width(side) <= side.width()


def test_the_reason_of_a_reprint_is_read_whole(qtbot: QtBot, page: PrintsPage) -> None:
    one = page.job_side.one
    qtbot.waitUntil(one.isVisible)
    assert one.reason.width() >= one.reason.sizeHint().width()


def test_a_strange_tag_in_the_field_of_the_last_good_label_is_told_there(
    page: PrintsPage, house: Shop, ring: int
) -> None:
    db = house.reader()
    strange = tags.code_of(db, "piece", ring)
    db.close()
    assert page.on_scan(strange)
    assert "no label of this job" in page.job_side._wrong.text()
    page.view.setFocus()
    assert not page.on_scan(strange)  # elsewhere it opens its piece, as always
