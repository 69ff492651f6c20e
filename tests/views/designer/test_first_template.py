"""A clerk's own first template: its fields by the sheet, and whether tags are printed with it."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.views.designer.field_sheet import FieldSheet
from app.views.designer.page import DesignerPage
from app.views.designer.template_sheets import NameSheet
from app.views.widgets.inputs import Choice, Input
from tests.views.designer.conftest import drawn
from tests.views.designer.design_desk import sheet_of


def test_a_new_field_is_called_after_what_it_says_until_it_is_named(page: DesignerPage) -> None:
    page.editing.add()
    sheet = sheet_of(page, FieldSheet)
    assert sheet.title.text() == "A new field"
    assert sheet.verb.text() == "Add field"
    what = sheet.words.controls(0)[0]
    assert isinstance(what, Choice)
    what.set_value("weight")
    what.changed.emit("weight")
    assert sheet.name_field.text == "weight"
    sheet.name_field.set_text("scales")
    what.set_value("size")
    what.changed.emit("size")
    assert sheet.name_field.text == "scales"
    sheet.dismiss()
    page.editing.edit()
    sheet = sheet_of(page, FieldSheet)
    assert sheet.title.text() == "The code"
    assert sheet.verb.text() == "Change field"
    sheet.dismiss()


def test_tab_goes_through_the_words_before_what_stands_below_them(page: DesignerPage) -> None:
    page.editing.add()
    sheet = sheet_of(page, FieldSheet)
    sheet.words.add.click()
    at = sheet.words.add
    seen = []
    while at is not sheet.short:
        at = at.nextInFocusChain()
        if isinstance(at, Choice | Input):
            seen.append(at.accessibleName())
    rows = ("what", "own text", "form", "left out")
    assert seen == [f"Word {n}, {cell}" for n in (1, 2) for cell in rows]
    sheet.dismiss()


def test_the_page_says_whether_tags_are_printed_with_a_template(
    qtbot: QtBot, page: DesignerPage
) -> None:
    usual = page.design.template
    qtbot.waitUntil(lambda: page.uses.text().startswith("used for pieces, jobs and places"))
    page.keeping.new()
    sheet = sheet_of(page, NameSheet)
    sheet.name_field.set_text("Small bell")
    sheet.stock.set_value(usual.stock)
    sheet.verb.click()
    qtbot.waitUntil(lambda: page.save_action.isEnabled() and drawn(page))
    page.save_action.trigger()
    qtbot.waitUntil(lambda: not page.design.is_changed)
    qtbot.waitUntil(lambda: page.uses.text().startswith("used for pieces, jobs and places"))
    page.keeping.open(usual.key)
    qtbot.waitUntil(lambda: page.uses.text().startswith("not in use: another template"))
