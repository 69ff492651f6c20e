"""An opened order, and what a hand does on its page again and again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.shop import Shop
from app.views.frame.window import MainWindow
from app.views.orders.piece_chooser import PieceChooser
from app.views.orders.review_page import OrderPage
from app.views.widgets.sentence_bar import SentenceBar
from tests.views.order_fixtures import (
    Keys,
    file_of,
    order_1042,
    value,
)

K = Qt.Key
Opener = Callable[..., OrderPage]


@pytest.fixture
def opened(
    qtbot: QtBot,
    shop_window: MainWindow,
    house: Shop,
    stock: dict[str, list[int]],
    import_file: Callable[[bytes], None],
) -> Opener:
    """Imports an order and opens its page."""

    def show(*orders: Any) -> OrderPage:
        import_file(file_of(*(orders or (order_1042(),))))
        order_id = value(house, "SELECT id FROM order_now WHERE number = '#1042'")
        assert isinstance(order_id, int)
        shop_window.navigate("order", order_id)
        page = shop_window.page
        assert isinstance(page, OrderPage)
        qtbot.waitUntil(lambda: page.review is not None)
        return page

    return show


def bars(page: OrderPage) -> list[str]:
    """What the sentence bars over the page say."""
    return [
        f"{bar.title.text()}: {bar.sentence.text()}"
        for bar in page.findChildren(SentenceBar)
        if bar.isVisible() and bar.objectName() != "odd"
    ]


def sheet(qtbot: QtBot, page: OrderPage, kind: type[Any]) -> Any:
    """The sheet of a kind that lies over the page, as soon as it does."""

    def there() -> list[Any]:
        return [s for s in page.window().findChildren(kind) if s.isVisible()]

    qtbot.waitUntil(lambda: bool(there()))
    return there()[0]


def ticked(page: OrderPage) -> set[str]:
    """The points of the marked line and the order that are made."""
    assert page.review is not None
    return {c.point for c in page.review.checks_of(page.line_id) if c.done}


def choose_first_piece(qtbot: QtBot, page: OrderPage, keys: Keys) -> None:
    """G and Enter: the first free piece of the style."""
    keys(K.Key_G)
    chooser = sheet(qtbot, page, PieceChooser)
    qtbot.waitUntil(lambda: chooser.model.rowCount() > 0)
    keys(K.Key_Return)
    qtbot.waitUntil(lambda: page.review is not None and bool(page.review.card.lines[0].piece_id))


def tick_line(qtbot: QtBot, page: OrderPage, keys: Keys) -> None:
    """Enter until every check of the first line is made."""
    assert page.review is not None
    first = page.review.card.lines[0].id
    for _ in range(9):
        if not page.review.open_on(first):
            return
        made = sum(c.done for c in page.review.checks)
        keys(K.Key_Return)
        qtbot.waitUntil(
            lambda made=made: (
                page.review is not None and sum(c.done for c in page.review.checks) > made
            )
        )
