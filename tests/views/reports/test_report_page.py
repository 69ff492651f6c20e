"""A whole condition report at the keyboard, signed, corrected, previewed; how its page looks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.shop import Shop
from app.views.documents.paper_sheet import PaperSheet
from app.views.frame.window import MainWindow
from app.views.reports.report_page import ReportPage
from app.views.theme import Theme
from app.views.widgets.text import Text
from tests.views.evidence_fixtures import click, write_name
from tests.views.order_fixtures import Keys, value
from tests.views.page_checks import check_commands, check_names, check_nothing_clipped, check_page
from tests.views.reports.writing_hand import (
    Counted,
    errors,
    finished,
    focused,
    wait_focus,
)

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def described(hand: Counted, qtbot: QtBot, typed: str) -> None:
    """Say where it lies, what it is and how bad; then a size may be typed, and every other key is the photo's."""
    hand.type(typed)
    wait_focus(qtbot, "Size in millimetres")


# Stone 1, prong 3, prong 1, left shoulder, shank at the bottom by their figures; the inside by name.
SIX = ("5a1", "3w2", "1e1", "7z0", "0t2", "inss1")


def test_a_report_of_six_findings_takes_at_most_forty_keys_and_clicks(
    qtbot: QtBot, page: ReportPage, keys: Keys, house: Shop
) -> None:
    hand = Counted(keys)
    for at, typed in enumerate(SIX):
        click(page.canvas, 0.2 + 0.1 * at, 0.4)
        hand.pressed += 1
        described(hand, qtbot, typed)
    ended(hand, qtbot)
    write_name(page.window())
    hand.pressed += 1
    hand(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not page.editable, timeout=10_000)
    assert hand.pressed <= 40, f"{hand.pressed} keys and clicks"
    six_are_signed(house)


def ended(hand: Counted, qtbot: QtBot) -> None:
    """Count the stones as expected, take the grade that is suggested, come to the signature."""
    hand(Qt.Key.Key_F10)
    wait_focus(qtbot, "Stones found")
    hand(Qt.Key.Key_Return)
    hand(Qt.Key.Key_F10)
    wait_focus(qtbot, "Overall grade")
    hand(Qt.Key.Key_Return)
    hand(Qt.Key.Key_F10)
    wait_focus(qtbot, "Signature of Sara Okafor")


def six_are_signed(house: Shop) -> None:
    assert value(house, "SELECT findings || ' ' || worst || ' ' || grade FROM report") == (
        "6 2 very_good"
    )
    assert value(house, "SELECT count(*) FROM draft") == 0
    assert value(house, "SELECT count(*) FROM mark_number") == 6


def test_six_findings_by_the_keyboard_alone_take_at_most_forty_keys(
    qtbot: QtBot, page: ReportPage, keys: Keys, house: Shop
) -> None:
    hand = Counted(keys)
    for typed in SIX:
        keys(Qt.Key.Key_Left, SHIFT)
        hand.pressed += 1
        hand(Qt.Key.Key_Return)
        described(hand, qtbot, typed)
    ended(hand, qtbot)
    keys(Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    hand.pressed += 1
    wait_focus(qtbot, "Signature of Sara Okafor")
    hand(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not page.editable, timeout=10_000)
    assert hand.pressed <= 40, f"{hand.pressed} keys"
    six_are_signed(house)
    said = str(value(house, "SELECT content FROM report"))
    assert '"name":"Sara Okafor, typed"' in said
    places = {(mark.x, mark.y) for mark in page.writing.form.findings}
    assert len(places) == 6


def test_a_signed_report_is_flat_and_is_corrected_by_a_new_version(
    qtbot: QtBot, page: ReportPage, keys: Keys, house: Shop, evidence_window: MainWindow
) -> None:
    finished(qtbot, page, keys)
    qtbot.waitUntil(page.signed.isVisible)
    assert not page.editing.isVisible()
    assert page.signed.chip.status.text == "Signed"
    click(page.canvas, 0.5, 0.5)
    assert len(page.writing.form.findings) == 1
    keys(Qt.Key.Key_N, CTRL)
    assert page.editable
    page.sign()
    qtbot.waitUntil(lambda: "Nothing is different from version 1 of" in page.hint_bar.state)
    click(page.canvas, 0.8, 0.5)
    keys.type("pr2k4")
    page.sign()
    wait_focus(qtbot, "Why it is corrected")
    keys.type("The claw was seen later")
    page.sign()
    wait_focus(qtbot, "Shown to the client")
    keys.type("y")
    page.sign()
    wait_focus(qtbot, "Signature of")
    write_name(evidence_window)
    keys(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not page.editable, timeout=10_000)
    assert value(house, "SELECT count(*) FROM report") == 2
    assert value(house, "SELECT count(DISTINCT number) FROM report") == 1
    qtbot.waitUntil(lambda: "version 2" in page.signed.number.text())
    told = [one.accessibleName() for one in page.signed.facts.findChildren(Text)]
    assert "Corrected The claw was seen later" in told
    check_page(qtbot, page)


def test_f6_on_a_signed_report_begins_the_next_one(
    qtbot: QtBot, page: ReportPage, keys: Keys, evidence_window: MainWindow
) -> None:
    finished(qtbot, page, keys)
    qtbot.waitUntil(page.signed.isVisible)
    keys(Qt.Key.Key_F6)
    opened = evidence_window.page
    assert isinstance(opened, ReportPage)
    qtbot.waitUntil(lambda: opened.editable)
    assert [(mark.n, mark.change) for mark in opened.writing.form.findings] == [(1, "same")]


def test_the_draft_is_previewed_as_paper(
    qtbot: QtBot, page: ReportPage, keys: Keys, evidence_window: MainWindow
) -> None:
    keys(Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: bool(evidence_window.findChildren(PaperSheet)))
    sheet = evidence_window.findChildren(PaperSheet)[0]
    qtbot.waitUntil(lambda: sheet.view.page_count > 0, timeout=15_000)
    assert sheet.view.pages.accessibleName().startswith("Preview, page 1 of")
    assert sheet.title.text() == "Draft, Sapphire cluster ring"
    sheet.dismiss()
    assert focused().startswith("Photo with marks")


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_editor_has_names_focus_and_room(
    qtbot: QtBot, page: ReportPage, keys: Keys, dressed: Theme, mode: str
) -> None:
    click(page.canvas, 0.3, 0.6)
    keys.type("pr3w3")
    page.editing.more.open()
    dressed.set_mode(mode)
    check_names(page)
    check_commands(page)
    for width, height in ((1440, 900), (1366, 768), (1920, 1080)):
        page.window().resize(width, height)
        QApplication.processEvents()
        check_nothing_clipped(page)
    check_page(qtbot, page)


def test_something_that_is_no_piece_is_told(
    qtbot: QtBot, evidence_window: MainWindow, ring: int
) -> None:
    evidence_window.navigate("report", 1)
    page = evidence_window.page
    assert isinstance(page, ReportPage)
    qtbot.waitUntil(lambda: errors(page) == ["No such piece"])
