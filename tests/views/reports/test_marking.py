"""Findings on the photo: points, boxes, arrows and lines, said by keys, taken back."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.views.reports.canvas import PhotoCanvas
from app.views.reports.report_page import ReportPage
from app.views.widgets.inputs import Choice
from tests.views.evidence_fixtures import click, drag
from tests.views.order_fixtures import Keys
from tests.views.reports.writing_hand import (
    focused,
    wait_focus,
)

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_a_wrong_figure_or_letter_on_the_way_marks_nothing_else(
    qtbot: QtBot, page: ReportPage, keys: Keys
) -> None:
    page.canvas.setFocus()
    keys(Qt.Key.Key_Return)
    keys.type("99")  # the ninth place is taken at the first figure; the second is no kind there
    mark = page.writing.form.findings[0]
    assert (mark.location, mark.type, mark.severity) == ("SHK-T", "", -1)
    editor = page.findings.editor
    assert editor is not None
    assert "9 stands for nothing here" in editor._wrong.text()
    keys.type("s9")
    assert page.writing.form.findings[0].severity == -1
    keys.type("2")
    assert page.writing.form.findings[0].severity == 2
    keys(Qt.Key.Key_F10)
    wait_focus(qtbot, "Stones found")


def test_every_place_that_is_offered_is_seen(qtbot: QtBot, page: ReportPage, keys: Keys) -> None:
    click(page.canvas, 0.3, 0.6)
    keys.type("3w2")
    editor = page.findings.editor
    assert editor is not None
    for width in (1366, 1440, 1600):
        page.window().resize(width, 900)
        QApplication.processEvents()
        places = editor.place.places
        qtbot.waitUntil(
            lambda places=places: places.height() >= places.heightForWidth(places.width())
        )


def test_an_enter_too_many_says_nothing_and_marks_nothing(
    qtbot: QtBot, page: ReportPage, keys: Keys
) -> None:
    click(page.canvas, 0.5, 0.4)
    keys.type("pr3")
    keys(Qt.Key.Key_Return)
    assert page.writing.form.findings[0].type == ""
    keys.type("w2")
    wait_focus(qtbot, "Size in millimetres")
    keys(Qt.Key.Key_Return)
    assert len(page.writing.form.findings) == 1
    assert page.writing.mark is not None


def test_the_keyboard_alone_marks_the_photo(qtbot: QtBot, page: ReportPage, keys: Keys) -> None:
    page.canvas.setFocus()
    for _ in range(3):
        keys(Qt.Key.Key_Left, SHIFT)
    keys(Qt.Key.Key_Return)
    assert focused() == "Location"
    keys.type("shl")
    keys(Qt.Key.Key_Return)  # stands for nothing: said, and asked again
    assert focused() == "Location"
    keys(Qt.Key.Key_A, CTRL)
    keys.type("head")
    assert page.writing.form.findings[0].location == "HEAD"
    keys.type("d")
    keys.type("1")
    mark = page.writing.form.findings[0]
    assert (mark.type, mark.severity) == ("dent", 1)
    assert mark.x < 500_000
    assert mark.y == 500_000
    assert focused().startswith("Size in millimetres")


def test_a_figure_after_the_severity_is_the_size_and_no_other_severity(
    qtbot: QtBot, page: ReportPage, keys: Keys
) -> None:
    click(page.canvas, 0.3, 0.6)
    keys.type("3w2")
    wait_focus(qtbot, "Size in millimetres")
    keys.type("0,5")
    keys(Qt.Key.Key_Return)
    wait_focus(qtbot, "Words about the finding")
    keys.type("Tip flat")
    keys(Qt.Key.Key_Return)
    wait_focus(qtbot, "Photo with marks")
    (mark,) = page.writing.form.findings
    assert (mark.severity, mark.size_um, mark.words) == (2, 500, "Tip flat")


def test_who_looked_at_another_window_meanwhile_still_goes_on_with_the_photo(
    qtbot: QtBot, page: ReportPage, keys: Keys
) -> None:
    click(page.canvas, 0.3, 0.6)
    keys.type("3w2")
    wait_focus(qtbot, "Size in millimetres")
    field = QApplication.focusWidget()
    assert field is not None
    for kind in (QEvent.Type.FocusOut, QEvent.Type.FocusIn):
        QApplication.sendEvent(field, QFocusEvent(kind, Qt.FocusReason.ActiveWindowFocusReason))
    keys(Qt.Key.Key_B)
    assert page.canvas.tool == "box"


def test_with_shift_it_is_the_photo_s_key_with_shift(
    qtbot: QtBot, page: ReportPage, keys: Keys
) -> None:
    asked: list[str] = []
    for action in page.canvas.actions():
        action.triggered.connect(partial(_told, asked, action.text()))
    click(page.canvas, 0.3, 0.6)
    keys.type("3w2")
    wait_focus(qtbot, "Size in millimetres")
    keys(Qt.Key.Key_M, SHIFT)  # and not M, which would carry the mark away
    assert asked == ["Lay the last report's marks on this photo"]


def _told(asked: list[str], words: str, _checked: bool = False) -> None:
    asked.append(words)


def test_a_key_that_is_no_figure_is_the_photo_s_at_once(
    qtbot: QtBot, page: ReportPage, keys: Keys
) -> None:
    click(page.canvas, 0.3, 0.6)
    keys.type("3w2")
    wait_focus(qtbot, "Size in millimetres")
    keys(Qt.Key.Key_B)
    assert page.canvas.tool == "box"
    wait_focus(qtbot, "Photo with marks")
    page.canvas.set_tool("point")
    click(page.canvas, 0.6, 0.3)
    keys.type("insd0")
    wait_focus(qtbot, "Size in millimetres")
    x = page.canvas.cross.x()
    keys(Qt.Key.Key_Left, SHIFT)
    assert page.canvas.cross.x() < x
    wait_focus(qtbot, "Photo with marks")


@pytest.mark.parametrize("typed", ["s", "st", "sta", "stam", "staq"])
def test_phrases_are_seen_whole_at_every_letter(
    qtbot: QtBot, page: ReportPage, keys: Keys, typed: str
) -> None:
    click(page.canvas, 0.3, 0.6)
    keys.type("3w2")
    view, editor = page.findings, page.findings.editor
    assert editor is not None
    editor.words.setFocus()
    keys.type(typed)
    choices = editor.phrases.choices
    shown = choices.isVisibleTo(editor)
    assert shown == bool(choices.picks)
    if shown:
        foot = choices.mapTo(editor, choices.rect().bottomLeft()).y()
        assert foot <= editor.height()
    qtbot.waitUntil(
        lambda: view.visualRect(view.model().index(0, 0)).height() == view.row_height(0)
    )
    assert view.height() == view.row_height(0)
    laid = editor.layout()
    assert laid is not None
    assert editor.height() == laid.totalHeightForWidth(editor.width())


def test_the_list_says_every_mark(page: ReportPage, keys: Keys) -> None:
    click(page.canvas, 0.3, 0.6)
    keys.type("pr3w2")
    model = page.findings.model()
    assert model is not None
    said = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Mark 1, PR-3, prong worn, severity 2"
    assert page.findings.accessibleName() == "Findings, 1"


def test_a_box_and_an_arrow_are_drawn(page: ReportPage, keys: Keys) -> None:
    page.canvas.setFocus()
    keys(Qt.Key.Key_B)
    drag(page.canvas, (0.6, 0.6), (0.4, 0.4))
    keys.type("insd0")
    keys(Qt.Key.Key_A)
    drag(page.canvas, (0.2, 0.8), (0.3, 0.7))
    box, arrow = page.writing.form.findings
    assert box.shape == "box"
    assert box.dx > 0
    assert box.dy > 0
    assert abs(box.x - 400_000) < 5_000
    assert abs(box.dx - 200_000) < 8_000
    assert arrow.shape == "arrow"
    assert arrow.dx > 0 > arrow.dy


def test_a_line_is_drawn_freely_by_hand_and_by_keys(page: ReportPage, keys: Keys) -> None:
    page.canvas.setFocus()
    keys(Qt.Key.Key_D)
    drawn(page.canvas, [(0.2, 0.3), (0.25, 0.4), (0.35, 0.35), (0.4, 0.5)])
    keys.type("inss2")
    keys(Qt.Key.Key_D)
    keys(Qt.Key.Key_Return)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down):
        keys(key, SHIFT)
        keys(Qt.Key.Key_Return)
    assert [mark.n for mark in page.writing.form.findings] == [1]
    keys(Qt.Key.Key_Return)  # once more at the same place: the line ends
    keys.type("3w2")
    by_hand, by_keys = page.writing.form.findings[0], page.writing.form.findings[1]
    assert (by_hand.shape, by_keys.shape) == ("line", "line")
    assert len(by_hand.strokes) >= 4
    assert abs(by_hand.strokes[-1][0] - 400_000) < 5_000
    assert len(by_keys.strokes) == 3
    (x0, y0), (x1, y1), (x2, y2) = by_keys.strokes
    assert y0 == y1 < y2
    assert x0 < x1 == x2
    assert by_keys.location == "PR-3"


def drawn(canvas: PhotoCanvas, parts: list[tuple[float, float]]) -> None:
    """Draw with the button held."""
    points = [canvas._to_view(QPointF(*part)).toPoint() for part in parts]
    QTest.mousePress(canvas.viewport(), Qt.MouseButton.LeftButton, pos=points[0])
    for at in points[1:]:
        QTest.mouseMove(canvas.viewport(), at)
    QTest.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, pos=points[-1])


def test_a_line_that_goes_nowhere_is_a_point_and_esc_drops_one(
    page: ReportPage, keys: Keys
) -> None:
    page.canvas.setFocus()
    keys(Qt.Key.Key_D)
    keys(Qt.Key.Key_Return)
    keys(Qt.Key.Key_Escape)
    assert not page.writing.form.findings
    keys(Qt.Key.Key_Return)
    keys(Qt.Key.Key_Return)
    assert page.writing.form.findings[0].shape == "point"


def test_digits_judge_the_current_mark_and_tab_goes_on(page: ReportPage, keys: Keys) -> None:
    for x in (0.3, 0.6):
        click(page.canvas, x, 0.5)
        keys.type("insd0")
    page.canvas.setFocus()
    page.writing.mark_current(0)
    keys(Qt.Key.Key_Tab)
    assert page.writing.mark_n == 1
    keys(Qt.Key.Key_Tab)
    assert page.writing.mark_n == 2
    keys.type("3")
    assert page.writing.form.findings[1].severity == 3


def test_ctrl_z_takes_back_step_by_step(page: ReportPage, keys: Keys) -> None:
    click(page.canvas, 0.3, 0.6)
    keys.type("pr3w2")
    page.canvas.setFocus()
    keys(Qt.Key.Key_Z, CTRL)
    assert page.writing.form.findings[0].severity == -1
    for _ in range(4):
        keys(Qt.Key.Key_Z, CTRL)
    assert not page.writing.form.findings
    for _ in range(6):
        page.redo()
    assert page.writing.form.findings[0].severity == 2


def test_numbers_are_never_given_twice(page: ReportPage, keys: Keys) -> None:
    click(page.canvas, 0.3, 0.6)
    keys.type("pr3w2")
    keys(Qt.Key.Key_Delete)
    assert not page.writing.form.findings
    click(page.canvas, 0.5, 0.5)
    assert page.writing.form.findings[0].n == 2


def test_a_full_stop_offers_every_kind(
    page: ReportPage, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened_lists: list[Choice] = []
    # No pop-ups without a screen.
    monkeypatch.setattr(Choice, "showPopup", lambda choice: opened_lists.append(choice))
    click(page.canvas, 0.3, 0.6)
    keys.type("pr3.")
    editor = page.findings.editor
    assert editor is not None
    assert opened_lists == [editor.all_kinds]
    editor.all_kinds.changed.emit("glue")
    assert page.writing.form.findings[0].type == "glue"
    assert focused().startswith("Severity")


def test_a_letter_that_stands_for_nothing_is_told(page: ReportPage, keys: Keys) -> None:
    click(page.canvas, 0.3, 0.6)
    keys.type("pr3q")
    editor = page.findings.editor
    assert editor is not None
    assert "Q stands for nothing here" in editor._wrong.text()
    keys.type("w1")
    assert not editor._wrong.isVisible()


def test_a_size_that_is_none_is_told_beside_it(page: ReportPage, keys: Keys) -> None:
    click(page.canvas, 0.3, 0.6)
    keys.type("pr3w2")
    editor = page.findings.editor
    assert editor is not None
    QTest.mouseClick(editor.size_field, Qt.MouseButton.LeftButton)
    keys.type("tiny")
    keys(Qt.Key.Key_Return)
    assert "not a length" in editor._wrong.text()
    keys(Qt.Key.Key_A, CTRL)
    keys.type("0.3")
    keys(Qt.Key.Key_Return)
    assert page.writing.form.findings[0].size_um == 300


def test_a_measured_stone_gives_scale_and_places(
    qtbot: QtBot, page: ReportPage, keys: Keys
) -> None:
    page.canvas.setFocus()
    keys(Qt.Key.Key_L)
    drag(page.canvas, (0.25, 0.5), (0.75, 0.5))
    wait_focus(qtbot, "Length")
    keys(Qt.Key.Key_Return)
    photo = page.writing.photo
    assert photo is not None
    assert photo.um_across is not None
    assert abs(photo.um_across - 14_040) < 150
    assert page.stage.scale_bar.isVisible()
    keys(Qt.Key.Key_P)
    click(page.canvas, 0.5, 0.5)
    editor = page.findings.editor
    assert editor is not None
    assert editor.proposal == "ST-1"
    keys(Qt.Key.Key_Return)
    assert page.writing.form.findings[0].location == "ST-1"


def test_tab_takes_the_cross_hair_along_and_enter_opens_what_is_ringed(
    qtbot: QtBot, page: ReportPage, keys: Keys
) -> None:
    for x in (0.3, 0.7):
        click(page.canvas, x, 0.6)
        keys.type("3w2")
    page.canvas.setFocus()
    assert page.writing.mark_n == 2
    keys(Qt.Key.Key_Backtab)
    qtbot.waitUntil(lambda: page.writing.mark_n == 1)
    keys(Qt.Key.Key_Return)
    wait_focus(qtbot, "Location")
    assert [mark.n for mark in page.writing.form.findings] == [1, 2]
    assert page.writing.mark_n == 1


def test_what_changes_elsewhere_leaves_the_photo_that_is_looked_at(
    qtbot: QtBot, page: ReportPage
) -> None:
    writing, top = page.writing, page.writing.photo_sha
    writing.add_photo(replace(writing.form.photos[0], sha256="b" * 64, view="front"))
    writing.show_photo(top)
    mark = writing.add_mark(x=1, y=1)
    writing.show_photo("b" * 64)
    writing.edit_photo("b" * 64, view="side")
    writing.change("remarks", remarks="Seen at noon")
    assert (writing.photo_sha, writing.mark_n) == ("b" * 64, mark.n)
    writing.edit_mark(mark.n, severity=2)
    assert writing.photo_sha == top, "what is said of a finding is seen on its photo"
