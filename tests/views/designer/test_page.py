"""The tag designer in its window: what is moved is drawn, red is not saved, saved is what is printed."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.printing.tag.png import png
from app.services import print_jobs
from app.services.print_store import stored_job
from app.services.print_test import TEST_CODE
from app.services.printer_changes import add_printer
from app.services.printers import NewPrinter, printer_of
from app.services.tag_stocks import stock_by_key
from app.services.tag_templates import template_by_key, versions_of
from app.services.tags import roll_of, tag_values
from app.views.designer.field_sheet import FieldSheet
from app.views.designer.measure_sheet import MeasureSheet
from app.views.designer.page import DesignerPage
from app.views.designer.stock_sheet import StockSheet
from app.views.designer.template_sheets import NameSheet
from app.views.theme import Theme
from app.views.widgets.sentence_bar import SentenceBar
from app.views.widgets.sheet import Sheet
from tests.views.designer.conftest import drawn
from tests.views.floor import CTRL, SHIFT, press
from tests.views.page_checks import check_page, check_title

K = Qt.Key


def read(page: DesignerPage, question: Callable[[Any], Any]) -> Any:
    with closing(page.desk.shop.reader()) as db:
        return question(db)


def raster(page: DesignerPage) -> bytes:
    assert page.sketch is not None
    return page.sketch.drawn.image.tobytes()


def sheet_of(page: DesignerPage, kind: type[Sheet]) -> Any:
    found = [one for one in page.window().findChildren(kind) if one.is_open]
    return found[0] if found else None


def refusals(page: DesignerPage) -> list[str]:
    return [bar.sentence.text() for bar in page.findChildren(SentenceBar, "refusal")]


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


def pin(qtbot: QtBot, page: DesignerPage, name: str) -> Any:
    """Give a field a place of its own, and say where it stands."""
    from app.views.designer.moves import moved

    page.design.choose(name)
    assert page.sketch is not None
    page.design.change(moved(page.design.template, page.sketch.drawn, name, 0, 0))
    qtbot.waitUntil(lambda: drawn(page))
    return page.canvas.box_of(name)


def overlong(page: DesignerPage) -> None:
    """Give the back a line that cannot fit."""
    from app.printing.tag.template import TagField, Word

    words = (Word("text", "Fourteen diamonds in a cluster around an oval sapphire, claw set"),)
    field = TagField("boast", "back", "line", words, short=False)
    page.design.change(page.design.template.with_field(field))


def test_what_runs_over_is_named_in_mm_and_red_is_not_saved(
    qtbot: QtBot, page: DesignerPage
) -> None:
    assert not page.save_action.isEnabled()  # nothing was changed
    overlong(page)
    qtbot.waitUntil(lambda: drawn(page))
    assert page.sketch is not None
    trouble = page.sketch.drawn.troubles[0]
    by = f"{trouble.by_um / 1000:.1f} mm"
    assert page.lights.rows["fits"].accessibleName() == f"Check fits the panel, {by} too long"
    told, zoom = page.previews.zooms["back"][1:]
    assert told.text() == f"boast {by} too long"
    assert zoom.runs_over
    assert page.lights.chip.status.tone == "bad"
    assert not page.save_action.isEnabled()
    assert "Not for live use" in page.hint_bar.state
    page.keeping.save()
    assert read(page, lambda db: versions_of(db, page.design.template.key)) == []
    page.lights.rows["fits"].fix.click()
    qtbot.waitUntil(lambda: drawn(page) and page.sketch is not None and not page.sketch.red)
    assert page.save_action.isEnabled()


def test_amber_is_saved(qtbot: QtBot, page: DesignerPage) -> None:
    overlong(page)
    page.editing.fix("boast", "leave_out")
    qtbot.waitUntil(lambda: drawn(page))
    assert page.sketch is not None
    assert {one.state for one in page.sketch.lights} >= {"warn"}
    assert page.save_action.isEnabled()


def test_what_is_saved_is_what_the_tags_are_printed_with(qtbot: QtBot, page: DesignerPage) -> None:
    page.design.choose("price")
    press(page, K.Key_Right)
    press(page, K.Key_Right)
    qtbot.waitUntil(lambda: page.save_action.isEnabled())
    assert page.save_action.text() == "Save as v2"
    page.save_action.trigger()
    key = page.design.template.key
    qtbot.waitUntil(lambda: read(page, lambda db: template_by_key(db, key)).revision == 2)
    qtbot.waitUntil(lambda: page.save_action.text() == "Save as v3" and drawn(page))
    piece = page.trying.sample.piece_id
    assert piece
    shop = page.desk.shop
    mia = next(p for p in _people(page) if p.login == "mia").actor
    job = print_jobs.print_tags(shop, mia, "piece", [piece]).first("print_job")
    with closing(shop.reader()) as db:
        parts = {part.name: part.data for part in stored_job(db, job).parts}
        values = tag_values(db, "piece", [piece])[0]
        template = roll_of(db).template_for(values)
    assert template.title == page.design.template.title
    assert page.sketch is not None
    assert parts[f"tag-{values.code}-300dpi.png"] == png(page.sketch.drawn.image, 300)


def _people(page: DesignerPage) -> list[Any]:
    from app.services.people import people_list

    return list(read(page, people_list))


def test_a_name_that_is_taken_is_said_over_the_page(qtbot: QtBot, page: DesignerPage) -> None:
    from dataclasses import replace

    other = next(
        one.template.name
        for one in page.bench.templates
        if one.template.key != page.design.template.key
    )
    page.design.change(replace(page.design.template, name=other))
    qtbot.waitUntil(lambda: page.save_action.isEnabled())
    page.save_action.trigger()
    qtbot.waitUntil(lambda: refusals(page) != [])
    assert other in refusals(page)[0]


def test_a_template_goes_out_as_a_file_and_comes_back_under_another_name(
    qtbot: QtBot, page: DesignerPage, tmp_path: Path
) -> None:
    file = tmp_path / "given.parure-tag.json"
    page.keeping.ask_place = lambda _page, _name: str(file)
    page.keeping.export()
    qtbot.waitUntil(lambda: page.hint_bar.state == "Saved as given.parure-tag.json")
    name = page.design.template.name
    assert json.loads(file.read_text("utf-8"))["template"]["name"] == name
    page.keeping.ask_file = lambda _page: str(file)
    page.keeping.take_in()
    qtbot.waitUntil(lambda: sheet_of(page, NameSheet) is not None)
    sheet = sheet_of(page, NameSheet)
    assert name in sheet.sentence.text()
    sheet.name_field.set_text(name)
    sheet.verb.click()
    qtbot.waitUntil(lambda: sheet.name_field.error != "")
    sheet.name_field.set_text("From the other shop")
    sheet.verb.click()
    qtbot.waitUntil(lambda: page.design.template.name == "From the other shop" and drawn(page))
    assert not page.design.is_changed
    page.keeping.take_in()
    qtbot.waitUntil(lambda: sheet_of(page, NameSheet) is not None)
    sheet_of(page, NameSheet).second.click()
    qtbot.waitUntil(
        lambda: page.design.template.name == name and page.design.template.revision == 2
    )


@pytest.mark.parametrize("data", [b"", b"{}", b"\xff\xfe\x00", b"[" * 5000, b"x" * 2_000_000])
def test_a_file_that_is_no_template_is_refused_in_a_sentence(
    qtbot: QtBot, page: DesignerPage, tmp_path: Path, data: bytes
) -> None:
    file = tmp_path / "odd.json"
    file.write_bytes(data)
    page.keeping.ask_file = lambda _page: str(file)
    page.keeping.take_in()
    qtbot.waitUntil(lambda: refusals(page) != [])
    assert "cannot be taken as a tag template" in refusals(page)[0]


def with_printer(page: DesignerPage, qtbot: QtBot) -> str:
    adam = next(p for p in _people(page) if p.login == "adam").actor
    new = NewPrinter(
        "Counter Zebra", "zebra_tcp", "127.0.0.1:9", "ZD421", 300, page.design.stock.key,
        purposes=("tags",),
    )  # fmt: skip
    add_printer(page.desk.shop, adam, new)
    page.ask_bench()
    card = page.printer_card
    qtbot.waitUntil(lambda: any(one.takes_labels for one in page.bench.printers))
    key = next(one.key for one in page.bench.printers if one.takes_labels)
    card.choice.set_value(key)
    card.choice.changed.emit(key)
    qtbot.waitUntil(lambda: card.right.spin.isEnabled())
    return key


def test_offsets_and_darkness_are_kept_for_this_printer(qtbot: QtBot, page: DesignerPage) -> None:
    key = with_printer(page, qtbot)
    page.printer_card.right.spin.setValue(0.4)
    page.printer_card.down.spin.setValue(-0.2)
    page.printer_card.darkness.setValue(18)
    assert page.printer_card.right.spin.text() == "+0.4"
    assert page.printer_card.down.spin.text() == "−0.2"
    page.printer_card.save_now()
    qtbot.waitUntil(lambda: read(page, lambda db: printer_of(db, key)).darkness == 18)
    kept = read(page, lambda db: printer_of(db, key))
    assert (kept.right_um, kept.down_um, kept.title) == (400, -200, "Counter Zebra")


def test_measuring_the_roll_writes_the_offset_and_the_shops_own_stock(
    qtbot: QtBot, page: DesignerPage
) -> None:
    key = with_printer(page, qtbot)
    page.rolls.measure()
    sheet = sheet_of(page, MeasureSheet)
    assert isinstance(sheet, MeasureSheet)
    sheet.left.set_text("ninety")
    sheet.verb.click()
    assert "no length in millimetres" in sheet.left.error
    sheet.left.set_text("0,6")
    sheet.top.set_text("1.3")
    sheet.width_field.set_text("57.5")
    sheet.verb.click()
    qtbot.waitUntil(lambda: read(page, lambda db: printer_of(db, key)).right_um == 400)
    assert read(page, lambda db: printer_of(db, key)).down_um == -300
    stock = page.design.stock.key
    qtbot.waitUntil(lambda: read(page, lambda db: stock_by_key(db, stock)).width_um == 57_500)
    qtbot.waitUntil(lambda: page.design.stock.width_um == 57_500 and drawn(page))
    assert page.design.stock.measured
    assert not page.sketch.red if page.sketch else False


def test_a_stock_that_cannot_be_says_why_in_words(qtbot: QtBot, page: DesignerPage) -> None:
    page.rolls.new_stock()
    sheet = sheet_of(page, StockSheet)
    assert isinstance(sheet, StockSheet)
    width = sheet.panels.controls(0)[3]
    width.setText("40")  # type: ignore[union-attr]
    sheet.verb.click()
    assert (
        "lies on a fold or tail" in sheet.error.text() or "nearer than 1 mm" in sheet.error.text()
    )
    width.setText("18")  # type: ignore[union-attr]
    sheet.name_field.set_text("Our own barbell")
    sheet.verb.click()
    qtbot.waitUntil(lambda: page.design.stock.name == "Our own barbell" and drawn(page))
    assert page.design.stock.panels[0].width_um == 18_000
    assert page.design.stock.key == "our-own-barbell"


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


def test_every_piece_is_tried_and_those_that_do_not_fit_are_counted(
    qtbot: QtBot, page: DesignerPage
) -> None:
    qtbot.waitUntil(lambda: page.trying.trial is not None)
    trial = page.trying.trial
    assert trial is not None
    assert trial.many == 5
    assert page.previews.others_words.text() == "all 5 fit"
    assert page.uses.text().endswith(" · 5 pieces in the books"), "no count of tags: none is kept"
    qtbot.waitUntil(lambda: page.sketch is not None and len(page.sketch.others) > 1)
    overlong(page)
    qtbot.waitUntil(lambda: page.previews.others_words.text() == "5 of 5 do not fit")
    page.trying.show_misfits()
    assert page.trying.sheet is not None
    row = page.trying.sheet.rows[3]
    page.trying.sheet._on_opened(row.piece_id)
    qtbot.waitUntil(lambda: page.trying.sample.piece_id == row.piece_id)


def test_other_pieces_are_shown_before_all_are_tried(qtbot: QtBot, page: DesignerPage) -> None:
    page.trying.leave()
    page.trying.trial = None
    qtbot.waitUntil(lambda: len(page.trying.others) == 3)
    page.ask_drawing()
    qtbot.waitUntil(lambda: page.sketch is not None and len(page.sketch.others) == 3)
    assert page.trying.trial is None
    codes = {one.code for one in page.trying.others}
    assert len(codes) == 3
    assert page.trying.sample.values.code not in codes


def test_a_count_can_be_ended(qtbot: QtBot, page: DesignerPage) -> None:
    page.trying.begin()
    assert page.trying.is_counting
    page.previews.show_counting(1, 5)
    page.previews.stop.click()
    assert not page.trying.is_counting
    assert page.previews.others_words.text() == "not counted"


def test_another_piece_is_found_and_tried(qtbot: QtBot, page: DesignerPage) -> None:
    page.samples.field.setText("locket")
    qtbot.waitUntil(lambda: page.samples.list.count() == 1)
    page.samples.field.setFocus()
    press(page, K.Key_Return)
    qtbot.waitUntil(lambda: "Star locket" in page.trying.sample.words)
    qtbot.waitUntil(lambda: page.sketch is not None and drawn(page)
                    and page.sketch.order.values == page.trying.sample.values)  # fmt: skip


def test_who_may_not_save_may_look_and_print_a_test(
    qtbot: QtBot, design_as: Callable[[str], DesignerPage]
) -> None:
    page = design_as("mia")
    page.design.choose("price")
    press(page, K.Key_Right)
    qtbot.waitUntil(lambda: drawn(page))
    assert not page.save_action.isEnabled()
    assert "administrator" in page.hint_bar.state
    assert page._test.isEnabled()
    press(page, K.Key_F5)
    qtbot.waitUntil(lambda: read(page, _jobs) == 1)
    with closing(page.desk.shop.reader()) as db:
        job = stored_job(db, db.value("SELECT id FROM print_job"))
    assert page.sketch
    names = [part.name for part in job.parts]
    assert "tag-test-300dpi.png" in names
    assert job.things == []  # the tag of nothing
    assert page.trying.sample.values.code != TEST_CODE


def _drafts(db: Any) -> int:
    return int(db.value("SELECT count(*) FROM draft"))


def _jobs(db: Any) -> int:
    return int(db.value("SELECT count(*) FROM print_job"))


def test_a_test_tag_that_does_not_fit_is_refused_with_the_reason(
    qtbot: QtBot, design_as: Callable[[str], DesignerPage]
) -> None:
    page = design_as("mia")
    overlong(page)
    qtbot.waitUntil(lambda: drawn(page))
    page.rolls.test()
    qtbot.waitUntil(lambda: refusals(page) != [])
    assert "too long for this tag" in refusals(page)[0]
    assert read(page, _jobs) == 0


def test_a_template_from_scratch_is_saved_and_put_away(qtbot: QtBot, page: DesignerPage) -> None:
    page.keeping.new()
    sheet = sheet_of(page, NameSheet)
    sheet.name_field.set_text("Plain")
    sheet.stock.set_value("flat-35x22")
    sheet.verb.click()
    qtbot.waitUntil(lambda: page.design.template.name == "Plain" and drawn(page))
    assert page.design.stock.key == "flat-35x22"
    assert page.design.is_changed
    qtbot.waitUntil(lambda: page.save_action.isEnabled())
    assert page.save_action.text() == "Save as v1"
    page.save_action.trigger()
    qtbot.waitUntil(lambda: len(read(page, lambda db: versions_of(db, "plain"))) == 1)
    qtbot.waitUntil(lambda: not page.design.is_changed and drawn(page))
    page.keeping._remove("plain")
    qtbot.waitUntil(lambda: page.design.template.key != "plain")
    assert all(one.template.key != "plain" for one in page.bench.templates)


def test_leaving_changes_for_another_template_is_asked_about(
    qtbot: QtBot, page: DesignerPage
) -> None:
    page.design.choose("price")
    press(page, K.Key_Right)
    mine = page.design.template
    other = next(o.template.key for o in page.bench.templates if o.template.key != mine.key)
    page.keeping.choose(other)
    sheet = sheet_of(page, Sheet)
    assert "was changed and not saved" in sheet.sentence.text()
    assert page.templates.value == mine.key
    sheet.dismiss()
    assert page.design.template == mine


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


def test_what_was_not_saved_is_offered_at_the_next_start(qtbot: QtBot, page: DesignerPage) -> None:
    pin(qtbot, page, "price")
    wanted = page.design.template
    page.unsaved.keeper.keep_now()
    qtbot.waitUntil(lambda: read(page, _drafts) == 1)
    other = DesignerPage(page.desk)
    qtbot.addWidget(other)
    other.ask_bench()
    qtbot.waitUntil(lambda: other.findChildren(SentenceBar, "draft") != [])
    assert wanted.name in other.findChildren(SentenceBar, "draft")[0].title.text()
    other.unsaved.go_on()
    qtbot.waitUntil(lambda: other.design.template == wanted and drawn(other))
    assert other.design.is_changed


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
