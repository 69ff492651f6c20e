"""The comparison shows nothing as proved that the photos do not prove."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, QSize, QSizeF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.printing.document.difference_paper import render_difference_report
from app.services.report_decisions import difference_content
from app.services.report_quick import QuickAnswer, sign_quick
from app.views.compare.page import ComparePage
from app.views.compare.plane import Window
from app.views.compare.strip import changes_words
from app.views.frame.window import MainWindow
from tests.known_changes import jewel, jpeg
from tests.stories.report_pairs import EXAMINER, Desk, complete
from tests.views.compare.conftest import KNOWN
from tests.views.page_checks import check_inside, check_nothing_clipped

PATIENT = 20_000


def opened(qtbot: QtBot, window: MainWindow, record: int) -> ComparePage:
    window.navigate("compare", record)
    page = window.page
    assert isinstance(page, ComparePage)
    qtbot.waitUntil(lambda: page.found is not None and page.stage.has_one, timeout=PATIENT)
    return page


@pytest.fixture
def quick(qtbot: QtBot, pair: Desk, evidence_window: MainWindow) -> ComparePage:
    """The ring out, and in by the quick form, which takes the last report's photos along."""
    with pair.shop.work(pair.actor, "sign_report") as w:
        into = sign_quick(w, "loan_in", [QuickAnswer(pair.piece, 5480, 15)], [EXAMINER])
    page = opened(qtbot, evidence_window, into.first("report"))
    qtbot.waitUntil(lambda: page.stage.alignment is not None, timeout=PATIENT)
    return page


def test_one_photo_on_both_reports_is_no_proof(quick: ComparePage) -> None:
    assert quick.fit.status.text == "No new photo was taken"
    assert quick.fit.status.tone == "warn"
    assert quick.pairing.photos_fit.one_photo
    assert quick.found is not None
    assert changes_words(quick.found.photos[0]) == "one photo"


def test_the_paper_does_not_print_one_photo_twice(quick: ComparePage) -> None:
    found = quick.found
    assert found is not None
    with closing(quick.desk.shop.reader()) as db:
        paper = difference_content(db, found, "", None, quick.pairing.photos_fit)
    assert paper.out.photo is not None
    assert paper.out.no_photo == ""
    assert (paper.into.photo, paper.into.no_photo) == (None, "No new photo was taken.")
    assert paper.aligned.startswith("No new photo was taken: ")
    assert render_difference_report(paper).startswith(b"%PDF")


def test_a_finding_that_is_on_no_photo_is_not_shown_in_the_middle(quick: ComparePage) -> None:
    quick.findings.list.choose(4)
    for pane in quick.stage.near:
        assert pane.label[1] == "not marked on this photo"
        assert pane.zoom == 1.0
    assert quick.stage.whole[0].window_frame is None
    quick.findings.list.choose(1)
    assert quick.stage.near[1].label[1] == "ST-1 at 4 times"
    assert quick.stage.whole[0].window_frame is not None


def test_photos_that_do_not_fit_lend_each_other_no_place(
    qtbot: QtBot, pair: Desk, evidence_window: MainWindow
) -> None:
    other = pair.photo(jpeg(jewel("watch")), "watch.jpg")
    carried = tuple(replace(mark, change="same") for mark in pair.begin("loan_in").findings)
    form = complete(pair.begin("loan_in"), other, carried, stones_found=15, weight_after_mg=5480)
    page = opened(qtbot, evidence_window, pair.sign(form))
    words = "Not aligned: click the same two points"
    qtbot.waitUntil(lambda: page.fit.status.text == words, timeout=PATIENT)
    page.findings.list.choose(KNOWN[0].n)
    out, into = page.stage.near
    assert out.label == ("OUT, mark 1", "ST-1 at 4 times")
    assert (into.label, into.zoom) == (("IN, mark 1", "not marked on this photo"), 1.0)


def test_under_the_slider_nothing_lies_over_the_other_before_it_is_aligned(
    quick: ComparePage,
) -> None:
    QTest.keyClick(quick.stage, Qt.Key.Key_2)
    assert quick.stage.big.into is not None
    assert quick.found is not None
    quick.stage.show_pair(quick.found.photos[0], quick.found.found, 1, (("OUT", ""), ("IN", "")))
    quick.stage.show_images(*quick.stage.closely.raw)
    assert quick.stage.alignment is None
    assert quick.stage.big.into is None


def test_a_narrow_page_keeps_its_title_and_its_papers(qtbot: QtBot, quick: ComparePage) -> None:
    quick.window().resize(880, 534)
    assert quick.is_stacked
    back = next(one for one in quick.header._crumb if one.accessibleName())
    assert not back.isVisible()
    qtbot.waitUntil(lambda: check_nothing_clipped(quick))
    check_inside(quick)
    quick.window().resize(1366, 768)
    assert back.isVisible()


def test_a_window_shows_a_room_whole_and_leads_back() -> None:
    window = Window.around(QSize(200, 100), QPointF(0.1, -0.2), QSizeF(1.0, 0.25))
    assert window.scale == pytest.approx(200)
    seen = window.seen()
    assert [seen.width(), seen.height()] == pytest.approx([1.0, 0.5])
    assert window.to_view(QPointF(0.1, -0.2)) == QPointF(100, 50)
    place = QPointF(0.31, -0.07)
    assert (window.from_view(window.to_view(place)) - place).manhattanLength() < 1e-9
