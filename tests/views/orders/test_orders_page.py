"""The orders list by keyboard: views, search, sort, the order beside it, nothing, a dropped file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.changes import Changes
from app.shop import Shop
from app.views.frame.window import MainWindow
from app.views.imports.page import ImportPage
from app.views.orders.page import OrdersPage
from app.views.orders.review_page import OrderPage
from app.views.widgets.sentence_bar import SentenceBar
from tests.exchange.make_orders import make_orders
from tests.views.order_fixtures import ALT, CTRL, Keys, file_of, order_1042, value
from tests.views.page_checks import check_page, pseudo

K = Qt.Key


@pytest.fixture
def page(qtbot: QtBot, shop_window: MainWindow, many_orders: None) -> OrdersPage:
    """The list of 81 orders, shown."""
    shop_window.navigate("orders")
    made = shop_window.page
    assert isinstance(made, OrdersPage)
    qtbot.waitUntil(lambda: made.list.model.exact and made.order_side.card is not None)
    return made


def test_a_view_says_how_many_and_one_key_opens_another(
    qtbot: QtBot, page: OrdersPage, keys: Keys, house: Shop
) -> None:
    waiting = value(house, "SELECT count(*) FROM order_now WHERE state = 'review'")
    assert page.hint_bar.state == f"{waiting} orders shown"
    keys(K.Key_6, ALT)
    qtbot.waitUntil(lambda: page.hint_bar.state == "81 orders shown")
    assert page.view_code == "all"
    assert page.view.hasFocus()
    tab = next(b for b in page.views._buttons if b.option.value == "all")
    assert tab.accessibleName() == "All, 81"


def test_another_page_opens_a_saved_view(
    qtbot: QtBot, page: OrdersPage, shop_window: MainWindow
) -> None:
    shop_window.navigate("import")
    shop_window.show_view("orders", "all")
    assert shop_window.page is page
    qtbot.waitUntil(lambda: page.hint_bar.state == "81 orders shown")
    page.show_view("no such view")
    assert page.view_code == "all"


def test_search_narrows_at_each_key_and_escape_shows_all_again(
    qtbot: QtBot, page: OrdersPage, keys: Keys
) -> None:
    before = page.hint_bar.state
    keys(K.Key_Slash)
    assert page.search.hasFocus()
    keys.type("ashw")
    qtbot.waitUntil(lambda: page.hint_bar.state != before)
    names = {page.list.model.line(n).record.client for n in range(page.list.model.rowCount())}  # type: ignore[union-attr]
    assert names == {"James Ashworth"}
    keys(K.Key_Escape)
    qtbot.waitUntil(lambda: page.hint_bar.state == before)
    assert page.view.hasFocus()


def test_nothing_found_says_where_to_look(qtbot: QtBot, page: OrdersPage, keys: Keys) -> None:
    keys(K.Key_Slash)
    keys.type("zzzz")
    qtbot.waitUntil(lambda: page.hint_bar.state == "No orders")
    assert page.empty.isVisible()
    assert "zzzz" in page.empty.sentence.text()
    assert page.empty.button is not None
    page.empty.button.click()
    qtbot.waitUntil(page.view.isVisible)
    assert page.search.text() == ""


def test_tab_goes_along_the_title_before_the_list(page: OrdersPage) -> None:
    page.search.setFocus()
    names = []
    for _ in range(4):
        page.focusNextPrevChild(True)
        focus = QApplication.focusWidget()
        assert focus is not None
        names.append(focus.accessibleName())
    assert names[0] == "Import orders"
    assert names[1].startswith("To review")
    assert names[2] == "Orders"


def test_the_marked_order_stands_beside_the_list(
    qtbot: QtBot, page: OrdersPage, keys: Keys
) -> None:
    first = page.order_side.card
    keys(K.Key_Down)
    qtbot.waitUntil(lambda: page.order_side.card not in (None, first))
    card = page.order_side.card
    assert card is not None
    assert card.id == page.view.current_id
    page.order_side.copy_button.click()
    assert QGuiApplication.clipboard().text() == card.where


def test_enter_opens_the_marked_order(
    qtbot: QtBot, page: OrdersPage, keys: Keys, shop_window: MainWindow
) -> None:
    marked = page.view.current_id
    keys(K.Key_Return)
    assert shop_window.here == ("order", marked)
    opened = shop_window.page
    assert isinstance(opened, OrderPage)
    qtbot.waitUntil(lambda: opened.review is not None)
    keys(K.Key_Escape)
    assert shop_window.page is page
    assert page.view.hasFocus()


def test_a_column_sorts_and_turns(qtbot: QtBot, page: OrdersPage) -> None:
    page.view._on_head(6)
    qtbot.waitUntil(lambda: _totals(page) == sorted(_totals(page)) and page._sort == "total")
    page.view._on_head(6)
    qtbot.waitUntil(lambda: _totals(page) == sorted(_totals(page), reverse=True))


def _totals(page: OrdersPage) -> list[int]:
    rows = (page.list.model.line(n) for n in range(20))
    return [row.record.total_minor for row in rows if row]


def test_a_refresh_keeps_the_marked_order(qtbot: QtBot, page: OrdersPage, keys: Keys) -> None:
    for _ in range(5):
        keys(K.Key_Down)
    marked = page.view.current_id
    with qtbot.waitSignal(page.list.model.moved):
        page.refresh(Changes.of(order=marked))
    assert page.view.current_id == marked
    assert page.view.currentIndex().row() == 5


def test_space_chooses_and_one_key_prints_the_bags_of_all(
    qtbot: QtBot, page: OrdersPage, keys: Keys
) -> None:
    keys(K.Key_Space)
    keys(K.Key_Down)
    keys(K.Key_Space)
    assert page.hint_bar.state == "2 orders chosen"
    keys(K.Key_F5)
    qtbot.waitUntil(lambda: bool(page.findChildren(SentenceBar, "refusal")))
    bar = page.findChildren(SentenceBar, "refusal")[0]
    assert bar.title.text() == "There is no job bag yet"
    keys(K.Key_Escape)
    assert page.hint_bar.state.endswith("orders shown")


def test_a_shop_without_orders_offers_the_import(
    qtbot: QtBot, shop_window: MainWindow, keys: Keys
) -> None:
    shop_window.navigate("orders")
    page = shop_window.page
    assert isinstance(page, OrdersPage)
    qtbot.waitUntil(page.empty.isVisible)
    assert page.empty.title.text() == "Nothing to review"
    assert page.empty.button is not None
    assert page.empty.button.text() == "Import a file"
    check_page(qtbot, page)
    keys(K.Key_I, CTRL)
    assert isinstance(shop_window.page, ImportPage)


def test_a_dropped_file_is_read_on_the_import_page(
    qtbot: QtBot, page: OrdersPage, shop_window: MainWindow, export: Callable[..., Path]
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(export(order_1042())))])
    event = QDropEvent(
        QPointF(10, 10),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.dropEvent(event)
    there = shop_window.page
    assert isinstance(there, ImportPage)
    qtbot.waitUntil(lambda: there.stage == "preview")
    assert there.read is not None
    assert there.read.preview.counts["unchanged"] == 1


def test_an_import_shows_at_once(
    qtbot: QtBot, page: OrdersPage, import_file: Callable[[bytes], None]
) -> None:
    before = page.list.model.rowCount()
    import_file(file_of(order_1042(), *make_orders(3, seed=9, first=5001)))
    with qtbot.waitSignal(page.list.model.moved):
        page.refresh(Changes.of(order=1))
    assert page.list.model.rowCount() > before


def test_the_page_is_sound(qtbot: QtBot, page: OrdersPage) -> None:
    check_page(qtbot, page)


def test_the_page_has_room_for_longer_words(qtbot: QtBot, page: OrdersPage) -> None:
    pseudo(page)
    check_page(qtbot, page, sizes=[(1440, 900)])
