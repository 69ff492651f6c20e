"""Tags on sheets of labels, as the clerk meets them: which label is free is asked, then it prints there."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.models.pieces import Piece
from app.services.print_sheets import next_free
from app.services.print_store import reading
from app.services.printer_changes import add_printer, pause_printer
from app.services.printers import OS_PDF, NewPrinter
from app.services.tags import roll_of
from app.shop import Shop
from app.views.frame.window import MainWindow
from app.views.printing import print_tags
from app.views.prints.page import PrintsPage
from app.views.prints.printer_sheet import PrinterSheet
from app.views.prints.start_sheet import StartSheet

SHEET = "a4-65-l7651"


@pytest.fixture
def piece(house: Shop, staff: dict[str, Actor]) -> int:
    new = NewPrinter("Laser", OS_PDF, "Office", stock=SHEET, purposes=("tags",))
    add_printer(house, staff["adam"], new)
    pause_printer(house, staff["sara"], "laser", paused=True)
    with house.work(staff["sara"], "take_in") as w:
        found = w.add(Piece, category="ring", description="Ring")
        w.step("piece", found, "intake")
        w.code("piece", found)
    return found


def asked(window: MainWindow) -> StartSheet:
    [sheet] = [one for one in window.findChildren(StartSheet) if one.is_open]
    return sheet


def test_the_first_free_label_is_asked_and_remembered(
    qtbot: QtBot, house: Shop, evidence_window: MainWindow, piece: int
) -> None:
    print_tags(evidence_window.desk, "piece", [piece])
    qtbot.waitUntil(lambda: bool(evidence_window.findChildren(StartSheet)))
    sheet = asked(evidence_window)
    assert sheet.start_at.text == "1"
    sheet.start_at.input.selectAll()
    qtbot.keyClicks(sheet.start_at.input, "66")
    sheet.take()
    assert sheet.is_open, "there are 65"
    sheet.start_at.input.selectAll()
    qtbot.keyClicks(sheet.start_at.input, "65")
    assert sheet.told.text() == "Row 13, label 5 of 5. 1 sheet, and 0 labels left on the last one."
    sheet.take()

    def kept() -> bool:
        with reading(house) as db:
            return bool(db.value("SELECT count(*) FROM print_job WHERE state = 'queued'"))

    qtbot.waitUntil(kept)
    with reading(house) as db:
        assert next_free(db, "laser", roll_of(db, SHEET).stock) == 0


def test_a_printer_of_papers_is_told_which_sheet_lies_in_it(
    qtbot: QtBot, evidence_window: MainWindow
) -> None:
    new = NewPrinter("Laser", OS_PDF, "Office", stock=SHEET, right_um=500)
    sheets = ((SHEET, "A4, 65 labels"),)
    sheet = PrinterSheet(evidence_window, new, (("ring", "Ring tag"),), sheets=sheets)
    qtbot.addWidget(sheet)
    assert not sheet.sheet.isHidden()
    assert sheet.stock.isHidden()
    answer = sheet.answer().new
    assert (answer.stock, answer.right_um) == (SHEET, 500)
    sheet.sheet.set_value("")
    assert sheet.answer().new.stock == ""


def test_how_many_labels_lie_side_by_side_outlives_another_name(
    qtbot: QtBot, evidence_window: MainWindow
) -> None:
    new = NewPrinter("Zebra", "zebra_tcp", "10.0.0.9", stock="ring", across=3)
    sheet = PrinterSheet(evidence_window, new, (("ring", "Ring tag"),))
    qtbot.addWidget(sheet)
    sheet.title_field.set_text("Counter")
    assert sheet.answer().new == replace(new, title="Counter")


def test_a_test_tag_asks_for_its_label_of_the_sheet_too(
    qtbot: QtBot, house: Shop, evidence_window: MainWindow, piece: int
) -> None:
    evidence_window.navigate("prints")
    page = evidence_window.page
    assert isinstance(page, PrintsPage)
    page.acts.print_test("laser")
    qtbot.waitUntil(lambda: bool(evidence_window.findChildren(StartSheet)))
    sheet = asked(evidence_window)
    sheet.start_at.set_text("7")
    sheet.take()

    def kept() -> bool:
        with reading(house) as db:
            return next_free(db, "laser", roll_of(db, SHEET).stock) == 7

    qtbot.waitUntil(kept)
    with reading(house) as db:
        jobs = db.rows("SELECT title, stock, file_name FROM print_job")
    assert jobs == [("Test tag, A4, 65 labels of 38.1 × 21.2 mm", SHEET, "tag-test.pdf")]
