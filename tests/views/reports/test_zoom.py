"""Zooming into the photo of a report: one to one is the photo's own pixels, however large it is."""

from __future__ import annotations

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.decoding import WHOLE_PX
from app.views.frame.window import MainWindow
from app.views.reports.canvas import MEASURE
from app.views.reports.photo_stage import FINE, SHOWN
from app.views.reports.report_page import ReportPage
from tests.picture_files import saved
from tests.views.order_fixtures import Keys
from tests.views.reports.writing_hand import wait_focus

CTRL = Qt.KeyboardModifier.ControlModifier


def dotted(width: int, height: int) -> bytes:
    """Grey with one black dot of a pixel on white amid it, which only its own pixels show."""
    made = Image.new("L", (width, height), 128)
    made.paste(255, (width // 2 - 4, height // 2 - 4, width // 2 + 5, height // 2 + 5))
    made.putpixel((width // 2, height // 2), 0)
    return saved(made.convert("RGB"), "JPEG", quality=95)


def show(qtbot: QtBot, page: ReportPage, width: int, height: int) -> None:
    """Take a photo of this size and show it."""
    content = dotted(width, height)
    page.work.photos.begin("front")
    page.work.photos.intake._put(lambda: (content, "large.jpg"))
    found = page.writing.form.photos
    qtbot.waitUntil(lambda: page.writing.form.photos != found)
    page.writing.show_photo(page.writing.form.photos[-1].sha256)
    qtbot.waitUntil(lambda: page.stage._shown == SHOWN)


def darkest(page: ReportPage) -> int:
    """How dark the picture is amid it."""
    picture = page.stage._picture
    assert picture is not None
    x, y = picture.width() // 2, picture.height() // 2
    return min(picture.pixelColor(x + dx, y + dy).red() for dx in (-1, 0, 1) for dy in (-1, 0, 1))


@pytest.mark.parametrize(("width", "height", "level"), [(3000, 2000, FINE), (6000, 4000, WHOLE_PX)])
def test_one_to_one_shows_the_photos_own_pixels(
    qtbot: QtBot, page: ReportPage, keys: Keys, width: int, height: int, level: int
) -> None:
    show(qtbot, page, width, height)
    assert page.canvas.zoom < 0.5
    assert darkest(page) > 40, "the derivative has no room for the dot"
    page.canvas.setFocus()
    keys(Qt.Key.Key_0, CTRL)
    assert page.canvas.zoom == pytest.approx(1.0)
    assert page.stage.zoom_bar.accessibleName() == "Zoom 100 %"
    qtbot.waitUntil(lambda: page.stage._shown == level)
    assert page.canvas.zoom == pytest.approx(1.0), "the finer picture changes no zoom"
    assert page.stage._picture is not None
    assert page.stage._picture.width() == width
    assert darkest(page) < 40
    for _ in range(12):
        keys(Qt.Key.Key_Plus)
    assert page.canvas.zoom == pytest.approx(8.0, rel=0.01)
    keys(Qt.Key.Key_F)
    assert page.canvas.zoom < 0.5


def test_wheel_goes_beyond_one_to_one_around_the_pointer(qtbot: QtBot, page: ReportPage) -> None:
    show(qtbot, page, 3000, 2000)
    view = page.canvas.viewport()
    at = QPointF(view.width() * 0.4, view.height() * 0.5)
    under = page.canvas.part_at(at)
    for _ in range(20):
        turned = QWheelEvent(
            at,
            QPointF(view.mapToGlobal(at.toPoint())),
            QPoint(),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(view, turned)
    assert page.canvas.zoom > 2
    assert page.canvas.part_at(at).x() == pytest.approx(under.x(), abs=0.02)


def test_light_on_the_largest_photo_takes_a_smaller_copy(qtbot: QtBot, page: ReportPage) -> None:
    show(qtbot, page, 6000, 4000)
    page.canvas.fill_at(1.0)
    qtbot.waitUntil(lambda: page.stage._shown == WHOLE_PX)
    page.stage.looking.brighten(2)
    shown = page.canvas._picture
    qtbot.waitUntil(lambda: shown.pixmap().width() == FINE)
    assert page.canvas.zoom == pytest.approx(1.0)
    page.stage.looking.reset()
    qtbot.waitUntil(lambda: shown.pixmap().width() == 6000)


def test_first_photo_can_be_pasted_where_none_is_yet(
    qtbot: QtBot, evidence_window: MainWindow, page: ReportPage, keys: Keys
) -> None:
    for photo in page.writing.form.photos:
        page.writing.remove_photo(photo.sha256)
    assert not page.canvas.isVisible()
    pasted = QImage(300, 200, QImage.Format.Format_RGB32)
    pasted.fill(QColor("red"))
    QGuiApplication.clipboard().setImage(pasted)
    button = page.stage.empty.button
    assert button is not None
    button.setFocus()
    keys(Qt.Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: len(page.writing.form.photos) == 1)


def test_wrong_scale_is_given_anew_by_millimetre_paper(
    qtbot: QtBot, page: ReportPage, keys: Keys
) -> None:
    photo = page.writing.photo
    assert photo is not None
    page.writing.edit_photo(photo.sha256, um_across=99_000)
    page.work.scale_anew()
    assert not page.stage.scale_bar.isVisible()
    assert page.canvas.tool == MEASURE
    keys(Qt.Key.Key_Return)  # by keys alone: from the middle to the right
    for _ in range(6):
        keys(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    part = page.canvas.cross.x() - 0.5
    keys(Qt.Key.Key_Return)
    wait_focus(qtbot, "Length")
    keys(Qt.Key.Key_A, CTRL)
    keys.type("10")
    keys(Qt.Key.Key_Return)
    scaled = page.writing.photo
    assert scaled is not None
    assert scaled.um_across == pytest.approx(10_000 / part, rel=0.001)
    assert page.stage.scale_bar.isVisible()
    page.undo()
    page.undo()
    assert page.writing.photo == photo.__class__(**{**vars(photo), "um_across": 99_000})


def test_a_line_between_two_points_is_measured_and_gives_the_marked_finding_its_size(
    page: ReportPage, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(type(page.desk), "toast", lambda _desk, words, *_rest: told.append(words))
    photo = page.writing.photo
    assert photo is not None
    page.writing.edit_photo(photo.sha256, um_across=20_000)

    def measure() -> int:
        page.canvas.set_tool(MEASURE)
        page.canvas.setFocus()
        begin = page.canvas.cross.x()
        keys(Qt.Key.Key_Return)
        for _ in range(3):
            keys(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
        keys(Qt.Key.Key_Return)
        return round((page.canvas.cross.x() - begin) * 20_000)

    um = measure()
    assert um > 500
    assert told == [f"The line is {um / 1000:.2f} mm long"]
    page.writing.add_mark(x=500_000, y=500_000)
    um = measure()
    assert abs((page.writing.form.findings[0].size_um or 0) - um) <= 1


def test_no_finer_picture_is_asked_for_before_a_first_photo_is_shown(
    qtbot: QtBot, page: ReportPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A report before had a photo, this one has none; its first may still be on its way to the stage."""
    show(qtbot, page, 3000, 2000)
    photo = page.writing.photo
    assert photo is not None
    for one in page.writing.form.photos:
        page.writing.remove_photo(one.sha256)
    asked: list[int] = []
    monkeypatch.setattr(page.stage, "_fetch", asked.append)
    monkeypatch.setattr(type(page.canvas), "coarseness", 9.0)
    page.writing.blockSignals(True)
    page.writing.add_photo(photo)
    page.writing.blockSignals(False)
    page.stage._on_zoomed()
    assert asked == []
