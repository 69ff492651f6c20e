"""The roll and its printer are measured, and the design is tried on the shop's pieces."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.services.printer_changes import add_printer
from app.services.printers import NewPrinter, printer_of
from app.services.tag_stocks import stock_by_key
from app.views.designer.measure_sheet import MeasureSheet
from app.views.designer.page import DesignerPage
from app.views.designer.stock_sheet import StockSheet
from tests.views.designer.conftest import drawn
from tests.views.designer.design_desk import K, _people, overlong, read, sheet_of
from tests.views.floor import press


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
