"""Looking closely at a photo: loupe, light, white; what is kept and printed stays as it was."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.domain.picture_viewing import Viewing
from app.views.reports import looking as looking_module
from app.views.reports.looking import Looking, viewed
from app.views.reports.loupe import paint_loupe
from app.views.reports.photo_stage import FINE, SHOWN
from app.views.reports.report_page import ReportPage
from app.views.theme import Theme
from app.views.widgets.photo_intake import as_png
from tests.conftest import PATIENCE_S
from tests.views.evidence_fixtures import click
from tests.views.order_fixtures import Keys
from tests.views.page_checks import check_names, check_nothing_clipped


def plain(colour: str) -> QImage:
    made = QImage(40, 30, QImage.Format.Format_RGB32)
    made.fill(QColor(colour))
    return made


def shown_at(page: ReportPage, x: float, y: float) -> QColor:
    """The colour of a place of the photo as it is on the screen."""
    at = page.canvas._to_view(QPointF(x, y)).toPoint()
    return page.canvas.viewport().grab().toImage().pixelColor(at)


# ---------------------------------------------------------------------- the picture
def test_a_viewing_makes_a_picture_anew_and_leaves_the_given_one() -> None:
    given = plain("#806040")
    brighter = viewed(given, Viewing(brightness=20))
    colour = brighter.pixelColor(3, 3)
    assert (colour.red(), colour.green(), colour.blue()) == (0x80 + 26, 0x60 + 26, 0x40 + 26)
    assert given.pixelColor(3, 3) == QColor("#806040")
    assert viewed(given, Viewing()) is given


def test_channels_are_not_mistaken_for_each_other() -> None:
    shown = viewed(plain("#b4966e"), Viewing(grey=(0xB4, 0x96, 0x6E))).pixelColor(1, 1)
    channels = (shown.red(), shown.green(), shown.blue())
    assert max(channels) - min(channels) <= 1


# ---------------------------------------------------------------------- by keys
def test_light_is_for_viewing_only_and_one_key_ends_it(
    qtbot: QtBot, page: ReportPage, keys: Keys
) -> None:
    page.canvas.setFocus()
    form, kept = page.writing.form, page.stage._picture
    before = shown_at(page, 0.9, 0.9)
    keys(Qt.Key.Key_Comma)
    keys(Qt.Key.Key_Comma)
    chip = page.stage.looking_tools.chip
    assert chip.isVisible()
    assert chip.accessibleName() == "View only: brightness −20"
    assert shown_at(page, 0.9, 0.9).lightness() < before.lightness()
    assert page.writing.form == form
    assert page.stage._picture is kept
    keys(Qt.Key.Key_Backspace)
    assert not chip.isVisible()
    assert shown_at(page, 0.9, 0.9) == before


def test_another_report_is_shown_as_it_is(page: ReportPage, keys: Keys) -> None:
    page.canvas.setFocus()
    keys(Qt.Key.Key_Period)
    assert page.stage.looking.words == "View only: brightness +10"
    page.open_record(page._record + 1_000_000)
    assert page.stage.looking.words == ""


def test_white_is_set_right_by_a_click_and_by_enter(page: ReportPage, keys: Keys) -> None:
    page.canvas.setFocus()
    keys(Qt.Key.Key_W)
    assert page.stage.looking.picking
    page.stage._show_picture(plain("#b4966e"), keep_view=True)
    click(page.canvas, 0.3, 0.4)
    assert page.stage.looking.words == "View only: white balance"
    assert not page.writing.form.findings, "a click on a grey point marks nothing"
    keys(Qt.Key.Key_Backspace)
    keys(Qt.Key.Key_W)
    keys(Qt.Key.Key_Return)
    assert page.stage.looking.words == "View only: white balance"
    assert not page.writing.form.findings
    keys(Qt.Key.Key_W)
    keys(Qt.Key.Key_Escape)
    assert not page.stage.looking.picking


def test_a_place_in_shadow_is_refused_in_words(page: ReportPage) -> None:
    told: list[str] = []
    page.stage.looking.told.connect(told.append)
    page.stage.looking.pick_grey()
    assert not page.stage.looking.take_grey("a" * 64, plain("#000000"), QPoint(5, 5))
    assert "too dark" in told[-1]
    assert page.stage.looking.picking, "it is asked again"


# ---------------------------------------------------------------------- the loupe
def test_a_held_key_shows_the_loupe_while_it_is_held(
    page: ReportPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking_module, "HELD_MS", 0)
    page.canvas.setFocus()
    QTest.keyPress(page.canvas, Qt.Key.Key_Z)
    assert page.canvas._loupe is not None
    QTest.keyRelease(page.canvas, Qt.Key.Key_Z)
    assert page.canvas._loupe is None


def test_a_tapped_key_lays_the_loupe_there_and_it_magnifies(page: ReportPage, keys: Keys) -> None:
    page.canvas.setFocus()
    QTest.keyClick(page.canvas, Qt.Key.Key_Z)
    loupe = page.canvas._loupe
    assert loupe is not None
    at, _, power = loupe
    assert power == 3
    assert at == page.canvas.cross_in_view
    zoom = page.canvas.zoom
    keys(Qt.Key.Key_Plus)
    keys(Qt.Key.Key_Right)
    moved = page.canvas._loupe
    assert moved is not None
    assert moved[2] == 4
    assert moved[0].x() > at.x(), "it goes with the cross-hair"
    assert page.canvas.zoom == zoom, "plus is the loupe's while it is there"
    for _ in range(9):
        keys(Qt.Key.Key_Plus)
    assert page.stage.looking.power == 8
    for _ in range(9):
        keys(Qt.Key.Key_Minus)
    assert page.stage.looking.power == 2
    keys(Qt.Key.Key_Escape)
    assert page.canvas._loupe is None


def test_the_loupe_goes_with_the_pointer_and_shows_more_of_it(page: ReportPage) -> None:
    page.stage.looking_tools.loupe.click()
    view = page.canvas.viewport()
    there = page.canvas._to_view(QPointF(0.25, 0.5)).toPoint()
    before = view.grab().toImage()
    QTest.mouseMove(view, there)
    loupe = page.canvas._loupe
    assert loupe is not None
    assert loupe[0].toPoint() == there
    assert view.grab().toImage() != before
    assert page.stage.looking_tools.loupe.accessibleName() == "Loupe on, 3 times"


def test_a_long_hold_is_told_from_a_tap_by_its_time() -> None:
    looking = Looking()
    looking.press_loupe()
    looking.release_loupe()
    assert looking.loupe
    looking.press_loupe()
    looking.release_loupe()
    assert not looking.loupe
    looking.release_loupe()  # without a press
    assert not looking.loupe


# ---------------------------------------------------------------------- by hand
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_plates_over_the_photo_have_names_and_room(
    page: ReportPage, dressed: Theme, mode: str
) -> None:
    dressed.set_mode(mode)
    tools = page.stage.looking_tools
    tools.light.click()
    assert tools.panel.isVisible()
    tools.panel.brightness.stepped.emit(1)
    assert tools.panel.brightness.accessibleName() == "Brightness +10"
    check_names(page)
    for width, height in ((1440, 900), (911, 512)):
        page.window().resize(width, height)
        check_nothing_clipped(page)
        room = page.canvas.viewport().rect()
        parts = (tools.loupe, tools.light, tools.chip)
        assert all(room.contains(part.geometry()) for part in parts)
        assert not tools.chip.geometry().intersects(tools.loupe.geometry())
        assert not page.stage.palette_box.geometry().intersects(tools.chip.geometry())


# ---------------------------------------------------------------------- what comes late
def png(width: int, colour: str = "#806040") -> bytes:
    made = QImage(width, width * 3 // 4, QImage.Format.Format_RGB32)
    made.fill(QColor(colour))
    return as_png(made)


def test_a_photo_that_was_read_small_does_not_take_the_place_of_the_fine_one(
    qtbot: QtBot, page: ReportPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_go = threading.Event()

    def photo(_sha: str, size: int) -> bytes:
        if size == SHOWN:
            let_go.wait(PATIENCE_S)
        return png(640 if size == SHOWN else 1600)

    stage = page.stage
    qtbot.waitUntil(lambda: not page.desk.pool.is_busy)
    monkeypatch.setattr(page.desk, "photo", photo)
    stage._sha = ""
    stage.show_photo()
    stage._fetch(FINE)  # as the loupe does
    qtbot.waitUntil(lambda: stage._picture is not None and stage._picture.width() == 1600)
    let_go.set()
    qtbot.waitUntil(lambda: not page.desk.pool.is_busy)
    assert stage._picture is not None
    assert stage._picture.width() == 1600


def test_a_ghost_that_was_read_late_does_not_lie_over_the_next_one(
    qtbot: QtBot, page: ReportPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_go, shown = threading.Event(), []

    def photo(sha: str, _size: int) -> bytes:
        if sha == "older":
            let_go.wait(PATIENCE_S)
        return png(40 if sha == "older" else 80)

    qtbot.waitUntil(lambda: not page.desk.pool.is_busy)
    monkeypatch.setattr(page.desk, "photo", photo)
    monkeypatch.setattr(
        page.canvas, "show_ghost", lambda image: shown.append(image.width() if image else 0)
    )
    page.stage.show_ghost("older")
    page.stage.show_ghost("newer")
    qtbot.waitUntil(lambda: shown == [80])
    let_go.set()
    qtbot.waitUntil(lambda: not page.desk.pool.is_busy)
    assert shown == [80]
    page.stage.show_ghost("")
    assert shown == [80, 0]


def test_the_loupes_power_is_read_at_an_edge_too(qtbot: QtBot) -> None:
    room = QRectF(0, 0, 400, 300)
    pictures = []
    for power in (2, 8):
        shown = QImage(400, 300, QImage.Format.Format_RGB32)
        shown.fill(QColor("white"))
        painter = QPainter(shown)
        paint_loupe(painter, QPointF(200, 299), 80, power, lambda _: None, room)
        painter.end()
        pictures.append(shown)
    changed = [
        y
        for y in range(300)
        if any(pictures[0].pixel(x, y) != pictures[1].pixel(x, y) for x in range(150, 250))
    ]
    assert changed, "the two say different powers"
    assert changed[-1] < 290, "its plate is whole within the photo"
