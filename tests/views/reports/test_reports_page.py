"""The list of condition reports: its views, the marked one beside it, nothing."""

from __future__ import annotations

from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.services import reports
from app.services.report_form import Mark
from app.services.report_opening import draft_content, pieces_of
from app.services.report_start import start_report
from app.services.signatures import Signature
from app.shop import Shop
from app.views.frame.window import MainWindow
from app.views.reports.hand_over_sheet import HandOverSheet
from app.views.reports.page import DRAFTS, SEVERE, ReportsPage
from app.views.reports.quick_sheet import QuickSheet
from app.views.reports.report_page import ReportPage
from app.views.scan.place_chooser import PlaceChooser
from tests.views.order_fixtures import Keys
from tests.views.page_checks import check_page

K = Qt.Key
STROKES = (((10, 10), (20, 30), (40, 15)),)


@pytest.fixture
def signed(house: Shop, staff: dict[str, Actor], ring: int) -> int:
    """A signed report of the ring with one finding at risk."""
    from dataclasses import replace

    db = house.reader()
    form = start_report(db, ring)
    db.close()
    mark = Mark(1, "PR-3", "prong_broken", 4, photo_sha256=form.photos[0].sha256, x=300_000)
    form = replace(form, findings=(mark,), stones_found=15, grade="poor", shown_to_client="yes")
    with house.work(staff["sara"], "sign_report") as w:
        changes = reports.sign(w, ring, form, [Signature("examiner", "Sara Okafor", STROKES)])
    return changes.first("report")


@pytest.fixture
def page(qtbot: QtBot, evidence_window: MainWindow, signed: int) -> ReportsPage:
    evidence_window.navigate("reports")
    made = evidence_window.page
    assert isinstance(made, ReportsPage)
    qtbot.waitUntil(lambda: made.list.model.exact and made.report_side.chip.isVisible())
    return made


def test_the_marked_report_is_beside_the_list_and_opens(
    qtbot: QtBot, page: ReportsPage, keys: Keys, evidence_window: MainWindow, signed: int
) -> None:
    assert page.report_side.chip.status.text == "Signed"
    assert page.report_side.findings.accessibleName() == "Findings, 1"
    keys(K.Key_Return)
    opened = evidence_window.page
    assert isinstance(opened, ReportPage)
    qtbot.waitUntil(lambda: opened.opened is not None and opened.opened.card is not None)
    assert not opened.editable
    keys(K.Key_Escape)
    assert evidence_window.page is page


def test_each_view_lists_its_own(
    qtbot: QtBot, page: ReportsPage, house: Shop, staff: dict[str, Actor], ring: int
) -> None:
    page.views.choose(SEVERE)
    qtbot.waitUntil(lambda: page.hint_bar.state == "1 report shown")
    page.views.choose(DRAFTS)
    qtbot.waitUntil(lambda: page.empty.isVisible())
    assert page.empty.title.text() == "No draft is open"
    db = house.reader()
    form = start_report(db, ring, "insurance")
    db.close()
    actor = staff["sara"]
    page.desk.drafts.keep("report", ring, draft_content(form, 0))
    page.desk.writer.run(lambda _shop: Changes.of(report_draft=1))
    qtbot.waitUntil(lambda: page.hint_bar.state == "1 draft shown")
    line = page.list.model.line(0)
    assert line is not None
    assert line.record_id == ring
    assert actor.display == "Sara Okafor"


def test_search_finds_by_number_and_says_when_there_is_nothing(
    qtbot: QtBot, page: ReportsPage, keys: Keys
) -> None:
    keys.type("/")
    keys.type("CR10")
    qtbot.waitUntil(lambda: page.hint_bar.state == "1 report shown")
    keys.type("zzz")
    qtbot.waitUntil(lambda: page.empty.isVisible())
    assert page.empty.title.text() == "Nothing found"
    keys(K.Key_Escape)
    qtbot.waitUntil(lambda: page.hint_bar.state == "1 report shown")


def test_tab_is_not_caught_by_the_picture_beside(page: ReportsPage) -> None:
    page.view.setFocus()
    seen = []
    for _ in range(4):
        page.window().focusNextPrevChild(True)
        seen.append(QApplication.focusWidget())
    assert page.report_side.stage.canvas not in seen
    assert page.report_side.open_button in seen


def test_a_view_with_no_report_offers_the_next_step(
    qtbot: QtBot, page: ReportsPage, evidence_window: MainWindow
) -> None:
    page.views.choose("drafts")
    qtbot.waitUntil(lambda: page.empty.title.text() == "No draft is open")
    assert not page.report_side.open_button.isVisible()
    assert page.empty.button is not None
    page.empty.button.click()
    assert evidence_window.here[0] == "pieces"


def test_f6_begins_another_report_of_the_same_piece(
    qtbot: QtBot, page: ReportsPage, keys: Keys, evidence_window: MainWindow, ring: int
) -> None:
    keys(K.Key_F6)
    opened = evidence_window.page
    assert isinstance(opened, ReportPage)
    qtbot.waitUntil(lambda: opened.editable)
    carried = opened.writing.form.findings
    assert [(mark.n, mark.change) for mark in carried] == [(1, "same")]
    assert carried[0].since.startswith("CR10-")
    assert opened.writing.next_n == 2


def test_the_page_has_names_focus_and_room(qtbot: QtBot, page: ReportsPage) -> None:
    check_page(qtbot, page)


def test_the_panel_is_not_wider_than_the_narrow_window_gives(
    qtbot: QtBot, page: ReportsPage, evidence_window: MainWindow
) -> None:
    evidence_window.resize(1366, 768)
    qtbot.waitUntil(lambda: page.side is not None and page.side.width() < 383)
    assert page.side is not None
    assert page.report_side.minimumSizeHint().width() <= page.side.width() - 40


def test_what_is_ticked_is_handed_over_confirmed_and_moved_by_its_pieces(
    qtbot: QtBot, page: ReportsPage, keys: Keys, evidence_window: MainWindow, ring: int, signed: int
) -> None:
    page.view.setFocus()
    keys(K.Key_Space)
    assert page.view.ticked == {signed}
    keys(K.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: bool(evidence_window.findChildren(HandOverSheet)))
    sheet = evidence_window.findChildren(HandOverSheet)[0]
    assert [one.piece.id for one in sheet.ready.pieces] == [ring]
    sheet.dismiss()
    keys(K.Key_Q, Qt.KeyboardModifier.AltModifier)
    quick = lambda: [s for s in evidence_window.findChildren(QuickSheet) if s is not sheet]  # noqa: E731
    qtbot.waitUntil(lambda: bool(quick()))
    assert [row.quick.piece.id for row in quick()[0].rows] == [ring]
    quick()[0].dismiss()
    keys(K.Key_F4)
    qtbot.waitUntil(lambda: bool(evidence_window.findChildren(PlaceChooser)))


def test_reports_are_of_pieces_each_once_and_drafts_are_listed_by_theirs(
    house: Shop, ring: int, signed: int
) -> None:
    with closing(house.reader()) as db:
        assert pieces_of(db, [signed, ring]) == (ring,)
        assert pieces_of(db, [17, signed, 17]) == (17, ring)
        assert pieces_of(db, []) == ()
