"""What happens to an order on its page: held, taken back, scanned at, changed, promised, told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.services.scanning import resolve
from app.shop import Shop
from app.views.frame.window import MainWindow
from app.views.orders.review_page import OrderPage
from app.views.orders.review_sheets import PromiseSheet, WishSheet
from app.views.today.page import TodayPage
from app.views.widgets.reason_sheet import ReasonSheet
from tests.exchange import make_orders as rows
from tests.exchange.make_orders import make_orders
from tests.views.order_fixtures import (
    ALT,
    CHAIN_SKU,
    CTRL,
    RING_SKU,
    Keys,
    order_1042,
    value,
)
from tests.views.orders.order_review import (
    K,
    Opener,
    bars,
    choose_first_piece,
    sheet,
    tick_line,
    ticked,
)
from tests.views.page_checks import check_page, pseudo


def test_hold_with_a_reason_and_release(qtbot: QtBot, opened: Opener, keys: Keys) -> None:
    page = opened()
    keys(K.Key_H)
    asked = sheet(qtbot, page, ReasonSheet)
    asked.take()
    assert asked._error.text().startswith("Choose a reason first")
    keys(K.Key_A)
    keys(K.Key_Return)
    qtbot.waitUntil(page.held.isVisible)
    assert page.chip.status.text == "On hold"
    assert page.hold_command.text() == "Release"
    keys(K.Key_H)
    qtbot.waitUntil(lambda: not page.held.isVisible())
    assert page.chip.status.text == "In review"


def test_a_step_is_taken_back_with_or_without_the_toast(
    qtbot: QtBot, opened: Opener, keys: Keys, shop_window: MainWindow
) -> None:
    page = opened()
    keys(K.Key_H)
    sheet(qtbot, page, ReasonSheet)
    keys(K.Key_A)
    keys(K.Key_Return)
    qtbot.waitUntil(page.held.isVisible)
    shop_window.notice.hide_now()
    keys(K.Key_Z, CTRL)
    qtbot.waitUntil(lambda: not page.held.isVisible())
    shop_window.notice.hide_now()
    keys(K.Key_Z, CTRL)
    assert page.hint_bar.state == "Nothing was done here that could be taken back."


def scan(page: OrderPage, text: str) -> bool:
    """A scan as the page is given it: resolved."""
    db = page.desk.shop.reader()
    try:
        return page.take_scan(resolve(db, text))
    finally:
        db.close()


def test_the_tag_of_a_piece_sets_it_on_the_marked_line(
    qtbot: QtBot, opened: Opener, house: Shop, stock: dict[str, list[int]]
) -> None:
    page = opened()
    code = value(house, "SELECT code FROM piece_now WHERE id = ?", stock[RING_SKU][1])
    assert scan(page, str(code))
    qtbot.waitUntil(
        lambda: page.review is not None and page.review.card.lines[0].piece_id == stock[RING_SKU][1]
    )


def test_the_tag_of_another_style_is_refused_in_words(
    qtbot: QtBot, opened: Opener, house: Shop, stock: dict[str, list[int]]
) -> None:
    page = opened()
    code = value(house, "SELECT code FROM piece_now WHERE id = ?", stock[CHAIN_SKU][0])
    assert scan(page, str(code))
    qtbot.waitUntil(lambda: bool(bars(page)))
    assert bars(page)[0].startswith("Another style")
    assert page.review is not None
    assert page.review.card.lines[0].piece_id is None


@pytest.mark.parametrize("text", ["9999999999", "#1042", "SAFE-1"])
def test_what_is_no_piece_is_left_to_the_scan_desk(opened: Opener, text: str) -> None:
    assert not scan(opened(), text)


def test_an_engraving_that_cannot_be_cut_takes_the_proposal(
    qtbot: QtBot, opened: Opener, keys: Keys
) -> None:
    page = opened(order_1042(engraving="Always — E & J"))
    checks = page.checks.model.checks
    page.checks.mark(next(n for n, c in enumerate(checks) if c.point == "engraving"))
    assert page.checks.proposal.text() == "Take “Always - E & J”"
    keys(K.Key_Return)
    qtbot.waitUntil(lambda: len(bars(page)) == 2)
    assert bars(page)[1].startswith("Engraving cannot be ticked")
    assert bars(page)[0].startswith("On hold: Specification")
    keys(K.Key_T)
    qtbot.waitUntil(
        lambda: page.back.shown is not None and page.back.shown.engraving == "Always - E & J"
    )


def test_what_the_client_wants_is_changed_counted_and_asked_again(
    qtbot: QtBot, opened: Opener, keys: Keys
) -> None:
    page = opened()
    keys(K.Key_E)
    form = sheet(qtbot, page, WishSheet)
    form.ring_size.set_text("17")
    assert not form.ring_size.check()
    assert form._candidates.isVisible()
    form.ring_size.set_text("US 7")
    form.engraving.set_text("For ever")
    form._count()
    assert form.engraving._aside.text() == "8 of 25 characters"
    keys(K.Key_Return, CTRL)
    qtbot.waitUntil(lambda: page.back.shown is not None and page.back.shown.engraving == "For ever")
    assert page.back.shown is not None
    assert page.back.shown.fields[0].value == "US 7"


def test_a_promise_is_typed_as_people_say_it(qtbot: QtBot, opened: Opener, keys: Keys) -> None:
    page = opened()
    keys(K.Key_D)
    sheet(qtbot, page, PromiseSheet)
    keys.type("+10")
    keys(K.Key_Return, CTRL)
    qtbot.waitUntil(lambda: page.review is not None and bool(page.review.card.promised_on))
    assert "Promised" in page.about.rest.text()


def test_a_promise_that_is_no_day_stays_beside_its_field(
    qtbot: QtBot, opened: Opener, keys: Keys
) -> None:
    page = opened()
    keys(K.Key_D)
    form = sheet(qtbot, page, PromiseSheet)
    keys.type("whenever")
    keys(K.Key_Return, CTRL)
    assert form.isVisible()
    assert form.day.error
    keys(K.Key_Escape)
    assert page.checks.view.hasFocus()


def test_the_next_order_of_the_view(
    qtbot: QtBot, opened: Opener, keys: Keys, shop_window: MainWindow
) -> None:
    page = opened(order_1042(), *make_orders(12, seed=2, first=7001))
    qtbot.waitUntil(lambda: page._neighbours.count > 1)
    place = page._neighbours
    assert page.about.place.text() == f"{place.place} of {place.count} to review"
    way = (K.Key_Right, place.after) if place.after else (K.Key_Left, place.before)
    keys(way[0], ALT)
    qtbot.waitUntil(lambda: page.review is not None and page.order_id == way[1])
    assert page.title != "#1042"


def test_a_review_begun_on_today_begins_with_the_first_of_its_orders(
    qtbot: QtBot, many_orders: None, shop_window: MainWindow, keys: Keys
) -> None:
    shop_window.navigate("today")
    today = shop_window.page
    assert isinstance(today, TodayPage)
    qtbot.waitUntil(lambda: bool(today.list.entries.entries))
    today.list.mark("orders_to_review")
    qtbot.waitUntil(lambda: bool(today.preview.lines.lines) and today._review.isVisible())
    second = today.preview.lines.lines[1]
    keys(K.Key_R)
    qtbot.waitUntil(lambda: isinstance(shop_window.page, OrderPage))
    page = shop_window.page
    assert isinstance(page, OrderPage)
    qtbot.waitUntil(lambda: page._neighbours.count > 1)
    assert page.about.place.text() == f"1 of {page._neighbours.count} to review"
    keys(K.Key_Right, ALT)
    qtbot.waitUntil(lambda: page.review is not None and page.order_id == second.id)


def test_the_answer_for_the_telephone_is_copied(opened: Opener) -> None:
    page = opened()
    page.beside.where.copy_button.click()
    said = QGuiApplication.clipboard().text()
    assert said == page.review.card.where  # type: ignore[union-attr]
    assert "safe" not in said.casefold()


def test_the_last_word_of_two_people_is_shown(
    qtbot: QtBot, opened: Opener, house: Shop, staff: dict[str, Actor], shop_window: MainWindow
) -> None:
    from app.services.order_review import hold

    page = opened()
    order_id = page.order_id
    shop_window.desk.writer.run(lambda shop: _hold(shop, staff["mia"], order_id, hold))
    qtbot.waitUntil(page.held.isVisible)
    assert page.checks.marked is not None


def _hold(shop: Shop, actor: Actor, order_id: int, hold: Callable[..., Any]) -> Any:
    with shop.work(actor, "hold") as w:
        return hold(w, order_id, "payment", "card declined")


def test_an_order_that_is_gone_is_said(qtbot: QtBot, opened: Opener) -> None:
    page = opened()
    page.open_record(12345)
    qtbot.waitUntil(lambda: bool(bars(page)))
    assert bars(page)[0].startswith("No such order")


def test_the_page_is_sound(qtbot: QtBot, opened: Opener) -> None:
    check_page(qtbot, opened())


def test_the_page_has_room_for_longer_words(qtbot: QtBot, opened: Opener) -> None:
    page = opened()
    pseudo(page)
    check_page(qtbot, page, sizes=[(1440, 900)])


def test_each_check_says_its_state_to_a_screen_reader(opened: Opener) -> None:
    page = opened()
    model = page.checks.model
    texts = [
        model.data(model.index(n, 0), Qt.ItemDataRole.AccessibleTextRole)
        for n in range(model.rowCount())
    ]
    assert texts[0].startswith("SKU, ")
    assert texts[0].endswith(", open")
    states = {
        model.data(model.index(n, 0), Qt.ItemDataRole.CheckStateRole)
        for n in range(model.rowCount())
    }
    assert states == {Qt.CheckState.Checked, Qt.CheckState.Unchecked}
    assert QApplication.focusWidget() is page.checks.view


def test_a_piece_chosen_after_the_ticks_says_which_are_open_again(
    qtbot: QtBot, opened: Opener, keys: Keys
) -> None:
    page = opened()
    choose_first_piece(qtbot, page, keys)
    tick_line(qtbot, page, keys)
    assert not page.reopened.isVisible()
    page.mark_line(page.review.card.lines[0].id if page.review else 0)
    choose_first_piece(qtbot, page, keys)
    qtbot.waitUntil(page.reopened.isVisible)
    words = page.reopened.accessibleName()
    assert "open again" in words
    assert page.review is not None
    line = page.review.card.lines[0].id
    for check in page.review.checks_of(line):
        assert (check.title in words) == check.reopened, check.title
    tick_line(qtbot, page, keys)
    qtbot.waitUntil(lambda: not page.reopened.isVisible())


def test_goods_without_a_piece_say_where_they_come_from(
    qtbot: QtBot, opened: Opener, keys: Keys
) -> None:
    page = opened(
        rows.order(
            rows.line("Pearl Drop Earrings", "230.00"),
            **{"Name": "#1042", "Id": "5550000001042", "Total": "230.00"},
        )
    )
    names = [check.point for check in page.checks.model.checks]
    page.checks.view.setCurrentIndex(page.checks.model.index(names.index("available"), 0))
    keys(K.Key_Return)
    asked = sheet(qtbot, page, ReasonSheet)
    assert asked.title.text() == "Where does it come from?"
    keys(K.Key_O)
    keys(K.Key_Return)
    qtbot.waitUntil(lambda: "available" in ticked(page))


def test_who_may_not_tick_hears_who_may(
    qtbot: QtBot, opened: Opener, keys: Keys, staff: dict[str, Actor]
) -> None:
    page = opened()
    page.desk.session.sign_in(staff["adam"])
    page.checks.view.setFocus()
    before = ticked(page)
    keys(K.Key_Space)
    window = page.window()
    qtbot.waitUntil(lambda: window.notice.isVisible())  # type: ignore[attr-defined]
    assert "order clerk" in window.notice.accessibleName()  # type: ignore[attr-defined]

    assert ticked(page) == before
