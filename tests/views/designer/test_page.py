"""The tag designer in its window: what is moved is drawn, by keys and by hand, and can be undone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.views.designer.field_sheet import FieldSheet
from app.views.designer.page import DesignerPage
from app.views.theme import Theme
from tests.views.designer.conftest import drawn
from tests.views.designer.design_desk import K, pin, raster, sheet_of
from tests.views.floor import CTRL, SHIFT, press
from tests.views.page_checks import check_page, check_title


def test_the_page_is_a_page(qtbot: QtBot, page: DesignerPage) -> None:
    check_title(page)
    check_page(qtbot, page)


def test_names_are_those_that_a_screen_reader_is_promised(page: DesignerPage) -> None:
    page.design.choose("code")
    assert page.stocks.accessibleName() == "Stock"
    assert page.fields.rows[1].spoken == "Field front 1, Code, Data Matrix, 10 digits"
    assert page.lights.rows["reads_back"].accessibleName() == "Check reads back, ok"
    card = page.printer_card
    named = (card.right.spin, card.down.spin, card.darkness, card.speed, card.test)
    names = [one.accessibleName() for one in named]
    assert names == ["Offset right", "Offset down", "Darkness", "Speed", "Print test tag"]


def test_an_arrow_moves_the_dots_and_undo_brings_them_back(
    qtbot: QtBot, page: DesignerPage
) -> None:
    box, before = pin(qtbot, page, "price"), raster(page)
    start = page.design.template
    press(page, K.Key_Right)
    qtbot.waitUntil(lambda: drawn(page) and raster(page) != before)
    assert page.canvas.box_of("price") == box.translated(1, 0)
    press(page, K.Key_Down, SHIFT)
    qtbot.waitUntil(lambda: drawn(page) and page.canvas.box_of("price") != box.translated(1, 0))
    assert page.canvas.box_of("price") == box.translated(1, 12)  # a millimetre at 300 dpi
    page.take_back()
    page.take_back()
    assert page.design.template == start
    qtbot.waitUntil(lambda: drawn(page) and raster(page) == before)


def test_a_held_arrow_loses_no_dot(qtbot: QtBot, page: DesignerPage) -> None:
    box = pin(qtbot, page, "price")
    for _ in range(9):
        press(page, K.Key_Right)
    qtbot.waitUntil(lambda: drawn(page))
    assert page.canvas.box_of("price") == box.translated(9, 0)


def test_plus_makes_it_larger_and_s_short(qtbot: QtBot, page: DesignerPage) -> None:
    page.design.choose("code")
    assert page.sketch
    module = page.sketch.drawn.symbol()[1].module
    press(page, K.Key_Plus)
    qtbot.waitUntil(lambda: drawn(page))
    assert page.sketch.drawn.symbol()[1].module == module + 1
    page.design.choose("what")
    press(page, K.Key_S)
    field = page.design.field
    assert field is not None
    assert all(word.short for word in field.words)
    press(page, K.Key_D, CTRL)
    assert page.design.field is not None
    assert page.design.field.name == "what 2"
    press(page, K.Key_Delete)
    assert [one.name for one in page.design.template.fields if one.name == "what 2"] == []


def test_tab_goes_from_field_to_field_and_on(page: DesignerPage) -> None:
    order = [one.name for one in page.design.in_order()]
    page.design.choose(order[0])
    press(page, K.Key_Tab)
    assert page.design.field is not None
    assert page.design.field.name == order[1]
    page.design.choose(order[-1])
    press(page, K.Key_Tab)
    assert not page.canvas.hasFocus()


def test_a_field_is_added_by_its_sheet_and_a_bad_one_is_refused(
    qtbot: QtBot, page: DesignerPage
) -> None:
    page.design.choose("price")
    page.editing.add()
    sheet = sheet_of(page, FieldSheet)
    assert isinstance(sheet, FieldSheet)
    sheet.name_field.set_text("motto")
    what, text = sheet.words.controls(0)[:2]
    what.set_value("text")  # type: ignore[union-attr]
    sheet.verb.click()
    assert "has a word that says nothing" in sheet.error.text()
    text.setText("Est. 1962")  # type: ignore[union-attr]
    sheet.cap.set_text("none")
    sheet.verb.click()
    assert "no length" in sheet.cap.error
    sheet.cap.set_text("1.7")
    sheet.verb.click()
    qtbot.waitUntil(lambda: drawn(page))
    assert page.sketch
    said = {one.field: one.text for _, one in page.sketch.drawn.everything()}
    assert said["motto"] == "Est. 1962"


def test_code_and_digits_stay(page: DesignerPage) -> None:
    before = page.design.template
    for name in ("code", "digits"):
        page.design.choose(name)
        press(page, K.Key_Delete)
        assert page.design.template == before


def test_dragging_moves_in_whole_dots_and_is_one_step(qtbot: QtBot, page: DesignerPage) -> None:
    box = pin(qtbot, page, "price")
    start = page.design.template
    viewport, scale = page.canvas.viewport(), page.canvas.transform().m11()
    at = page.canvas.mapFromScene(box.center())
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=at)
    for n in range(1, 6):
        to = page.canvas.mapFromScene(box.center().x() + 4 * n, box.center().y())
        qtbot.mouseMove(viewport, to)
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=to)
    qtbot.waitUntil(lambda: drawn(page))
    moved = page.canvas.box_of("price")
    assert moved is not None
    assert abs(moved.left() - box.left() - 20) <= max(1, round(1 / scale))
    assert moved.top() == box.top()
    page.take_back()
    assert page.design.template == start


def test_the_menu_offers_what_is_done_with_templates_and_stocks(page: DesignerPage) -> None:
    offered = [one.text() for one in page.more._menu.actions() if one.text()]
    assert offered[:4] == [
        "New template",
        "Copy the template",
        "Put the template away",
        "Import a template file",
    ]
    assert {"New stock", "Measures and panels of the stock"} <= set(offered)
    known = {one.text() for one in page.commands()}
    assert set(offered) <= known


def test_drawing_never_holds_up_the_window(qtbot: QtBot, page: DesignerPage) -> None:
    """What is shown after each step takes a moment; the drawing itself is beside the window."""
    import time

    assert page.sketch is not None
    stops = []
    for _ in range(5):
        begun = time.thread_time()  # what it works, not what it waits for on a busy machine
        page._on_drawn(page.sketch)
        stops.append(time.thread_time() - begun)
    assert min(stops) < 0.1


def test_a_text_of_ones_own_is_never_dropped_in_silence(page: DesignerPage) -> None:
    page.editing.add()
    sheet = sheet_of(page, FieldSheet)
    what, text = sheet.words.controls(0)[:2]
    assert what.value != "text"
    text.setFocus()
    for letter in (K.Key_H, K.Key_I):
        press(page, letter)
    assert (what.value, text.text()) == ("text", "hi")
    what.set_value("price")
    what.changed.emit("price")
    assert text.text() == ""
    sheet.dismiss()


def test_another_theme_changes_colours_and_nothing_else(
    qtbot: QtBot, page: DesignerPage, dressed: Theme
) -> None:
    dressed.set_mode("dark")
    box = pin(qtbot, page, "price")
    press(page, K.Key_Right)
    qtbot.waitUntil(lambda: drawn(page))
    assert page.canvas.sketch is page.sketch
    assert page.canvas.box_of("price") == box.translated(1, 0)
    assert page.printer_card.right.spin.lineEdit().width() > 40
