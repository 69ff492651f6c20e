"""The orders page over 200 000 orders: first page, sorting, search by keystroke, scroll jumps."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest

from app.services.order_lists import orders_list
from app.views.orders.page import OrdersPage
from app.views.workplace import Workplace
from tests.bench.big_shop import MANY_ORDERS
from tests.bench.measure import Figure
from tests.bench.watching import Watch, window

SEARCHES = (
    "emerald l",
    "halo ring",
    "whitfield",
    f"{3_123 + MANY_ORDERS // 2}",
    "a",
    "sapphire tan",
)
SORTS = (("client", False), ("total", True), ("state", False), ("due", True), ("placed", False))
JUMPS = 30


def run() -> list[Figure]:
    """Each kind of act several times in one window; every answer is compared with SQL's own."""
    with window() as (app, place):
        place.window.navigate("orders")
        Watch(app).rest(0.5)
        page: Any = place.window.page
        assert isinstance(page, OrdersPage)
        figures = []
        for name, acts in (
            ("first page of all orders", _first_pages),
            ("sort all orders", _sorts),
            ("search all orders, a keystroke", _searches),
            ("jump in all orders", _jumps),
        ):
            watch = Watch(app)
            acts(watch, page, place)
            figures += watch.figures(name)
        return figures


def _first(place: Workplace, page: Any, **more: Any) -> int:
    """The id that stands first by SQL alone (0: none)."""
    reader = place.shop.reader()
    words = page.words.today.isoformat()
    query = orders_list(page.view_code, today=words, **more)
    found = reader.value(f"{query.ids_sql} LIMIT 1", query.params)
    reader.close()
    return found or 0


class _Arrivals(QObject):
    """Tells a page's answers from what was on the screen before."""

    def __init__(self, page: Any) -> None:
        super().__init__()
        self._model = page.list.model
        self._came = False
        self._model.arrived.connect(self._on_arrived)

    def _on_arrived(self, first: bool) -> None:
        self._came = self._came or first

    def shows(self, wanted: int) -> Callable[[], bool]:
        """Whether an answer has come since now, with this record in the first row."""
        self._came = False
        return lambda: self._came and self._model.record_id(0) == wanted


def _first_pages(watch: Watch, page: Any, place: Workplace) -> None:
    came = _Arrivals(page)
    for code in ("all", "review", "all", "in_work", "all", "review", "all"):
        page.views.choose("ready")
        watch.rest()
        reader = place.shop.reader()
        query = orders_list(code, today=page.words.today.isoformat())
        wanted = reader.value(f"{query.ids_sql} LIMIT 1", query.params)
        reader.close()
        watch.act(
            lambda c=code: page.views.choose(c),
            page.view.viewport(),
            came.shows(wanted),
        )


def _sorts(watch: Watch, page: Any, place: Workplace) -> None:
    page.views.choose("all")
    watch.rest()
    came = _Arrivals(page)
    for sort, descending in SORTS * 3:
        wanted = _first(place, page, sort=sort, descending=descending)
        watch.act(
            lambda s=sort, d=descending: page.view.sort_asked.emit(s, d),
            page.view.viewport(),
            came.shows(wanted),
        )


def _searches(watch: Watch, page: Any, place: Workplace) -> None:
    page.view.sort_asked.emit("placed", True)
    watch.rest()
    came = _Arrivals(page)
    for words in SEARCHES:
        page.search.setFocus()
        for at, letter in enumerate(words, 1):
            if letter == " ":  # asks nothing new
                QTest.keyClicks(page.search, letter)
                continue
            wanted = _first(place, page, search=words[:at])
            watch.act(
                lambda c=letter: QTest.keyClick(page.search, c),
                page.view.viewport(),
                came.shows(wanted),
            )
        assert page.search.text() == words
        QTest.keyClick(page.search, Qt.Key.Key_Escape)
        watch.rest()


def _jumps(watch: Watch, page: Any, _place: Workplace) -> None:
    bar, view = page.view.verticalScrollBar(), page.view
    pick = random.Random(5)
    watch.rest()

    def filled() -> bool:
        low, high = view.shown_rows()
        return all(view.window_model.line(row) is not None for row in range(low, high + 1))

    for _ in range(JUMPS):
        to = pick.randrange(bar.maximum())
        watch.act(
            lambda t=to: bar.setValue(t),
            view.viewport(),
            lambda t=to: bar.value() == t and filled(),
        )
    assert view.window_model.rowCount() == MANY_ORDERS
