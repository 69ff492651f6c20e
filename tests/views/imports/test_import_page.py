"""The import page by keyboard: choose, compare, leave out, import, stop, go on, take back."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QObject, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.services.import_classify import SLICE
from app.shop import Shop
from app.views.frame.window import MainWindow
from app.views.imports.page import PREVIEW, READING, START, ImportPage
from app.views.imports.preview_side import Difference
from app.views.widgets.sentence_bar import SentenceBar
from app.views.widgets.text import Text
from tests.exchange.make_files import special
from tests.exchange.make_orders import line, make_orders, order
from tests.views.order_fixtures import CTRL, Keys, file_of, order_1042, value
from tests.views.page_checks import check_page, pseudo

K = Qt.Key
ORDERS = "SELECT count(*) FROM sales_order WHERE removed = 0"
Write = Callable[..., Path]


@pytest.fixture
def page(shop_window: MainWindow) -> ImportPage:
    """The page before a file."""
    shop_window.navigate("import")
    made = shop_window.page
    assert isinstance(made, ImportPage)
    return made


def read(qtbot: QtBot, page: ImportPage, path: Path) -> None:
    """Have a file read and compared."""
    page.read_file(path)
    qtbot.waitUntil(lambda: page.stage != READING)


def bars(page: ImportPage) -> list[str]:
    """What the sentence bars over the page say."""
    return [
        f"{bar.title.text()}: {bar.sentence.text()}"
        for bar in page.findChildren(SentenceBar)
        if bar.isVisible() and page.bars.indexOf(bar) >= 0
    ]


def outcomes(page: ImportPage) -> list[str]:
    """The outcomes of the rows that are shown, from top to bottom."""
    model = page.preview.list.model
    return [model.record(row).outcome for row in range(model.rowCount())]


def mark(page: ImportPage, outcome: str) -> None:
    """Mark the first row of an outcome."""
    page.preview.list.view.mark_row(outcomes(page).index(outcome))
    page.preview._on_settled(0)


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


def test_space_leaves_an_order_out_and_the_button_counts(
    qtbot: QtBot, page: ImportPage, export: Write, keys: Keys, house: Shop
) -> None:
    read(qtbot, page, export(*make_orders(5, seed=3, first=6001)))
    assert page.import_command.text() == "Import 5 orders"
    keys(K.Key_Space)
    assert page.import_command.text() == "Import 4 orders"
    assert page.hint_bar.state == "5 orders in 12 rows · 1 not imported"
    assert page.preview_side.leave_out.text() == "Take it in"
    row = page.preview.list.model.line(0)
    assert row is not None
    assert row.cells(page.preview.list.model.columns)[0].words == "left out"
    keys(K.Key_Return, CTRL)
    qtbot.waitUntil(lambda: page.stage == START)
    assert value(house, ORDERS) == 4


def test_nothing_to_import_is_said_and_not_dead(
    qtbot: QtBot, page: ImportPage, export: Write, keys: Keys
) -> None:
    read(qtbot, page, export(order_1042()))
    keys(K.Key_Space)
    keys(K.Key_Return, CTRL)
    assert page.stage == PREVIEW
    assert page.hint_bar.state.startswith("Nothing to import")


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


# -- importing


def test_an_import_is_told_listed_and_taken_back_as_a_whole(
    qtbot: QtBot,
    page: ImportPage,
    export: Write,
    keys: Keys,
    house: Shop,
    shop_window: MainWindow,
) -> None:
    read(qtbot, page, export(*make_orders(12, seed=3, first=6001)))
    keys(K.Key_Return, CTRL)
    qtbot.waitUntil(lambda: page.stage == START)
    assert value(house, ORDERS) == 12
    assert shop_window.notice.words == "12 orders imported"
    qtbot.waitUntil(page.past.isVisible)
    past = page.past.marked
    assert past is not None
    assert (past.name, past.orders, past.here) == ("orders_export_1.csv", 12, True)
    assert past.by == "Olga Marchenko"
    keys(K.Key_Z, CTRL)
    qtbot.waitUntil(lambda: value(house, ORDERS) == 0)
    qtbot.waitUntil(lambda: page.past.marked is not None and not page.past.marked.here)
    assert shop_window.notice.words == "12 orders taken back"
    assert bars(page) == []


def test_an_older_import_is_taken_back_from_the_list(
    qtbot: QtBot, page: ImportPage, export: Write, keys: Keys, house: Shop
) -> None:
    read(qtbot, page, export(*make_orders(3, seed=3, first=6001)))
    keys(K.Key_Return, CTRL)
    qtbot.waitUntil(lambda: page.past.isVisible() and page.past.marked is not None)
    page.past.list.view.setFocus()
    keys(K.Key_U)
    qtbot.waitUntil(lambda: value(house, ORDERS) == 0)


def test_orders_that_were_worked_on_stay_and_are_named(
    qtbot: QtBot,
    page: ImportPage,
    export: Write,
    keys: Keys,
    house: Shop,
    staff: dict[str, Actor],
    shop_window: MainWindow,
) -> None:
    from app.services.orders import add_note

    read(qtbot, page, export(*make_orders(3, seed=3, first=6001)))
    keys(K.Key_Return, CTRL)
    qtbot.waitUntil(lambda: page.past.isVisible() and page.past.marked is not None)
    order_id = value(house, "SELECT id FROM order_now LIMIT 1")
    assert isinstance(order_id, int)
    with house.work(staff["olga"], "add_note") as w:
        add_note(w, order_id, "called")
    page.past.ask_undo()
    qtbot.waitUntil(lambda: "1 kept" in shop_window.notice.words)
    assert value(house, ORDERS) == 1
    shop_window.notice._on_why()
    sheets: list[Any] = [s for s in shop_window.findChildren(QObject) if _is_kept_sheet(s)]
    assert sheets
    sheets[0].dismiss()


def _is_kept_sheet(thing: object) -> bool:
    title = getattr(thing, "title", None)
    said = title.text() if isinstance(title, Text) else ""
    return said == "Kept because work was done on them"


def test_the_same_file_again_changes_nothing(
    qtbot: QtBot, page: ImportPage, export: Write, keys: Keys, house: Shop
) -> None:
    path = export(*make_orders(4, seed=3, first=6001))
    read(qtbot, page, path)
    keys(K.Key_Return, CTRL)
    qtbot.waitUntil(lambda: page.stage == START)
    before = value(house, "SELECT count(*) FROM work")
    read(qtbot, page, path)
    assert set(outcomes(page)) == {"unchanged"}
    keys(K.Key_Return, CTRL)
    assert page.hint_bar.state.startswith("Nothing to import")
    assert value(house, "SELECT count(*) FROM work") == before


def test_a_stopped_import_keeps_what_was_saved_and_goes_on(
    qtbot: QtBot, page: ImportPage, export: Write, keys: Keys, house: Shop
) -> None:
    count = 2 * SLICE + 500
    read(qtbot, page, export(*make_orders(count, seed=3, first=6001)))
    keys(K.Key_Return, CTRL)
    assert page.import_command.text() == "Importing…"
    assert not page.import_command.isEnabled()
    qtbot.waitUntil(lambda: f" of {count:,}" in page.preview.progress.words, timeout=20_000)
    keys(K.Key_Escape)
    qtbot.waitUntil(lambda: page.stage == PREVIEW and bool(bars(page)), timeout=20_000)
    saved = value(house, ORDERS)
    assert isinstance(saved, int)
    assert 0 < saved < count
    assert saved % SLICE == 0
    assert bars(page)[0].startswith(f"Stopped: {saved:,} orders imported, {count - saved:,} wait")
    bar = next(b for b in page.findChildren(SentenceBar) if page.bars.indexOf(b) >= 0)
    next(a for a in bar.actions() if a.text() == "Go on").trigger()
    qtbot.waitUntil(lambda: page.stage == START, timeout=20_000)
    assert value(house, ORDERS) == count


def test_an_import_stopped_before_its_first_order_waits_as_a_whole(
    qtbot: QtBot, page: ImportPage, export: Write, keys: Keys, house: Shop
) -> None:
    read(qtbot, page, export(*make_orders(5, seed=3, first=6001)))
    keys(K.Key_Return, CTRL)
    page.run.cancel()
    qtbot.waitUntil(lambda: page.stage in (PREVIEW, START))
    if page.stage == PREVIEW:  # else the pool was quicker than the cancel
        assert value(house, ORDERS) == 0
        qtbot.waitUntil(lambda: bool(bars(page)))
        assert bars(page)[0].startswith("Stopped: 0 orders imported, 5 wait")


def test_reading_can_be_stopped(qtbot: QtBot, page: ImportPage, export: Write, keys: Keys) -> None:
    path = export(*make_orders(1500, seed=3, first=6001))
    page.read_file(path)
    assert page.stage == READING
    assert page.preview.list.model.rowCount() > 0
    page.cancel()
    qtbot.waitUntil(lambda: page.stage in (START, PREVIEW), timeout=20_000)
    assert page.stage == START
    assert page.hint_bar.state == "Reading was stopped. Nothing was imported"


def test_an_import_that_was_cut_off_is_offered_again(
    qtbot: QtBot, page: ImportPage, export: Write, shop_window: MainWindow, house: Shop
) -> None:
    path = export(order_1042())
    shop_window.desk.drafts.keep("import_orders", 0, {"path": str(path)})
    qtbot.waitUntil(lambda: value(house, "SELECT count(*) FROM draft") == 1)
    shop_window.navigate("orders")
    shop_window.navigate("import")
    qtbot.waitUntil(lambda: bool(bars(page)))
    assert bars(page)[0].startswith("The import of orders_export_1.csv was not finished")
    bar = next(b for b in page.findChildren(SentenceBar) if page.bars.indexOf(b) >= 0)
    next(a for a in bar.actions() if a.text() == "Go on with it").trigger()
    qtbot.waitUntil(lambda: page.stage == PREVIEW)


def test_who_may_not_import_is_told_so_and_nothing_is_saved(
    qtbot: QtBot,
    page: ImportPage,
    export: Write,
    keys: Keys,
    house: Shop,
    staff: dict[str, Actor],
    shop_window: MainWindow,
) -> None:
    shop_window.desk.session.sign_in(staff["owen"])
    assert not page.drop_area.button.isEnabled()
    page.read_file(export(order_1042()))
    qtbot.waitUntil(lambda: bool(bars(page)))
    assert "Not allowed" in bars(page)[0]
    assert page.stage == START
    keys(K.Key_Return, CTRL)
    assert value(house, ORDERS) == 0


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
