"""The import page by keyboard: a file is chosen, read and compared; nothing is saved yet."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.shop import Shop
from app.views.imports.page import PREVIEW, READING, START, ImportPage
from app.views.imports.preview_side import Difference
from app.views.widgets.sentence_bar import SentenceBar
from tests.exchange.make_files import special
from tests.exchange.make_orders import line, make_orders, order
from tests.views.imports.reading_page import ORDERS, K, Write, bars, mark, outcomes, read
from tests.views.order_fixtures import CTRL, Keys, file_of, order_1042, value
from tests.views.page_checks import check_page, pseudo

# -- before a file


def test_before_a_file_there_is_one_button_with_the_focus(qtbot: QtBot, page: ImportPage) -> None:
    assert page.stage == START
    qtbot.waitUntil(page.drop_area.button.hasFocus)
    assert not page.past.isVisible()
    check_page(qtbot, page)


def test_a_file_is_chosen_with_the_systems_chooser(
    qtbot: QtBot, page: ImportPage, export: Write, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = export(order_1042())
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    keys(K.Key_O, CTRL)
    qtbot.waitUntil(lambda: page.stage == PREVIEW)
    assert page.file_words.name.text() == "orders_export_1.csv"


def test_a_dropped_file_is_read(qtbot: QtBot, page: ImportPage, export: Write) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(export(order_1042())))])
    copy, left, none = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    over = QDragEnterEvent(QPointF(9, 9).toPoint(), copy, data, left, none)
    page.dragEnterEvent(over)
    assert over.isAccepted()
    assert page.drop_area.title.text() == "Let go to read it"
    page.dropEvent(QDropEvent(QPointF(9, 9), copy, data, left, none))
    qtbot.waitUntil(lambda: page.stage == PREVIEW)


def test_a_file_of_customers_is_refused_with_what_to_export(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    path = tmp_path / "customers.csv"
    path.write_text("Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Total Orders\n")
    read(qtbot, page, path)
    assert page.stage == START
    qtbot.waitUntil(lambda: len(bars(page)) == 1)
    assert "orders" in bars(page)[0]
    bar = next(b for b in page.findChildren(SentenceBar) if b.isVisible())
    answers = [action.text() for action in bar.actions()]
    assert answers == ["Choose another file", "Try again"]


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02 not a file", b"PK\x03\x04 an excel file"])
def test_a_file_that_is_none_is_refused_in_words(
    qtbot: QtBot, page: ImportPage, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "orders.csv"
    path.write_bytes(content)
    read(qtbot, page, path)
    assert page.stage == START
    qtbot.waitUntil(lambda: len(bars(page)) == 1)


def test_a_file_that_is_gone_can_be_tried_again(
    qtbot: QtBot, page: ImportPage, export: Write, tmp_path: Path
) -> None:
    read(qtbot, page, tmp_path / "orders_export_1.csv")
    qtbot.waitUntil(lambda: len(bars(page)) == 1)
    export(order_1042())
    bar = next(b for b in page.findChildren(SentenceBar) if b.isVisible())
    next(a for a in bar.actions() if a.text() == "Try again").trigger()
    qtbot.waitUntil(lambda: page.stage == PREVIEW)
    assert not bars(page)


# -- the preview


def test_the_counts_add_up_and_exceptions_come_first(
    qtbot: QtBot, page: ImportPage, export: Write
) -> None:
    read(qtbot, page, export(*special()))
    shown = outcomes(page)
    ranks = ["refused", "held", "changed", "new", "unchanged"]
    assert shown == sorted(shown, key=ranks.index)
    counts = {b.option.value: b.option.count for b in page.preview.tabs._buttons}
    assert counts.pop("all") == sum(c or 0 for c in counts.values()) == len(shown)
    assert page.import_command.text() == f"Import {page.preview.to_import} orders"
    assert value_is_zero(page)


def test_a_total_that_cannot_be_read_is_no_zero(
    qtbot: QtBot, page: ImportPage, export: Write
) -> None:
    read(qtbot, page, export(order(line("Ruby pendant", "120.00"), Total="12oo.00")))
    model = page.preview.list.model
    row = model.line(0)
    assert row is not None
    cells = dict(zip((c.title for c in model.columns), row.cells(model.columns), strict=True))
    assert cells["File total"].text == "?"


def value_is_zero(page: ImportPage) -> bool:
    """Nothing is saved yet."""
    return value(page.desk.shop, ORDERS) == 0


def test_a_number_key_shows_one_outcome(
    qtbot: QtBot, page: ImportPage, export: Write, keys: Keys
) -> None:
    read(qtbot, page, export(*special()))
    keys(K.Key_6)
    assert set(outcomes(page)) == {"refused"}
    keys(K.Key_3)
    qtbot.waitUntil(lambda: outcomes(page) == [])
    keys(K.Key_1)
    assert len(outcomes(page)) == len(special())


def test_each_problem_is_listed_with_its_row_and_what_to_do(
    qtbot: QtBot, page: ImportPage, export: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(qtbot, page, export(*special()))
    problems = page.preview.problems
    assert problems.isVisible()
    assert all(problem.row > 1 and problem.reason for problem in problems.problems)
    last = problems.list.model.rowCount() - 1
    problems.list.view.mark_row(last)
    problems.list.view.opened.emit(last + 1)
    assert page.preview.row is not None
    assert page.preview.row.key == problems.problems[last].order_key
    saved = tmp_path / "problems.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(saved), ""))
    problems.save_button.click()
    qtbot.waitUntil(saved.exists)
    window: Any = page.window()
    qtbot.waitUntil(lambda: window.notice.words.endswith("problems.csv"))
    with saved.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert [row[0] for row in rows[1:]] == [str(p.row) for p in problems.problems]


def test_a_changed_order_shows_old_and_new_and_what_will_happen(
    qtbot: QtBot, page: ImportPage, export: Write, import_file: Callable[[bytes], None], keys: Keys
) -> None:
    import_file(file_of(order_1042()))
    read(qtbot, page, export(order_1042(size="US 7")))
    assert outcomes(page) == ["changed"]
    mark(page, "changed")
    qtbot.waitUntil(lambda: bool(page.preview_side.findChildren(Difference)))
    names = [d.accessibleName() for d in page.preview_side.findChildren(Difference)]
    assert any("US 6½" in name and "US 7" in name and "taken over" in name for name in names)
    keys(K.Key_K)
    kept = [d.accessibleName() for d in page.preview_side.findChildren(Difference) if d.isVisible()]
    assert all(name.endswith("kept ours") for name in kept)
    keys(K.Key_Return, CTRL)
    qtbot.waitUntil(lambda: page.stage == START)
    assert value(page.desk.shop, SIZE) == "US 6½"


SIZE = "SELECT text_value FROM customisation WHERE kind_code = 'ring_size' AND removed = 0"


def test_escape_puts_the_file_away(
    qtbot: QtBot, page: ImportPage, export: Write, keys: Keys, house: Shop
) -> None:
    read(qtbot, page, export(order_1042()))
    keys(K.Key_Escape)
    assert page.stage == START
    assert page.hint_bar.state == "Nothing was imported"
    assert value(house, ORDERS) == 0


def test_dates_that_can_be_read_in_two_ways_are_asked(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    told = file_of(*([dict(c) for c in o] for o in make_orders(2, seed=3, first=6001)))
    lines = told.decode().splitlines()
    heads = lines[0].split(",")
    rows = list(csv.DictReader(told.decode().splitlines()))
    for row in rows:
        for name in ("Created at", "Paid at", "Fulfilled at", "Cancelled at"):
            row[name] = "03/04/2026 10:00" if row[name] else ""
    path = tmp_path / "orders.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.DictWriter(file, heads)
        out.writeheader()
        out.writerows(rows)
    read(qtbot, page, path)
    qtbot.waitUntil(lambda: bool(bars(page)))
    assert bars(page)[0].startswith("Which comes first in this file")
    bar = next(b for b in page.findChildren(SentenceBar) if b.isVisible())
    next(a for a in bar.actions() if a.text() == "The day").trigger()
    qtbot.waitUntil(lambda: page.stage == PREVIEW and bool(page.preview.to_import))
    assert not any(said.startswith("Which comes first") for said in bars(page))


def test_reading_can_be_stopped(qtbot: QtBot, page: ImportPage, export: Write, keys: Keys) -> None:
    path = export(*make_orders(1500, seed=3, first=6001))
    page.read_file(path)
    assert page.stage == READING
    assert page.preview.list.model.rowCount() > 0
    page.cancel()
    qtbot.waitUntil(lambda: page.stage in (START, PREVIEW), timeout=20_000)
    assert page.stage == START
    assert page.hint_bar.state == "Reading was stopped. Nothing was imported"


# -- soundness


def test_the_preview_is_sound(qtbot: QtBot, page: ImportPage, export: Write) -> None:
    read(qtbot, page, export(*special()))
    mark(page, "held")
    check_page(qtbot, page)


def test_the_preview_has_room_for_longer_words(
    qtbot: QtBot, page: ImportPage, export: Write
) -> None:
    read(qtbot, page, export(*special()))
    mark(page, "held")
    pseudo(page)
    check_page(qtbot, page, sizes=[(1440, 900)])


def test_a_list_that_cannot_be_saved_is_told(
    qtbot: QtBot, page: ImportPage, export: Write, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    read(qtbot, page, export(*special()))
    nowhere = str(tmp_path / "gone" / "problems.csv")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (nowhere, ""))
    page.save_problems()
    qtbot.waitUntil(lambda: any("Not saved" in words for words in bars(page)))
    assert any("Choose another folder" in words for words in bars(page))
