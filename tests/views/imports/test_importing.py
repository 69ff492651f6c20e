"""A file is imported from its page: as a whole or in part, stopped, cut off, taken back."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.services.import_classify import SLICE
from app.shop import Shop
from app.views.frame.window import MainWindow
from app.views.imports.page import PREVIEW, START, ImportPage
from app.views.widgets.sentence_bar import SentenceBar
from app.views.widgets.text import Text
from tests.exchange.make_orders import make_orders
from tests.views.imports.reading_page import ORDERS, K, Write, bars, outcomes, read
from tests.views.order_fixtures import CTRL, Keys, order_1042, value


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
