"""The order page by keyboard: check, choose the piece, read back, send, hold, take back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.services.check_points import CHOOSE_PIECE
from app.services.scanning import resolve
from app.shop import Shop
from app.views.frame.window import MainWindow
from app.views.orders.piece_chooser import PieceChooser
from app.views.orders.read_back_sheet import ReadBackSheet
from app.views.orders.review_page import OrderPage
from app.views.orders.review_sheets import PromiseSheet, SendSheet, WishSheet
from app.views.today.page import TodayPage
from app.views.widgets.reason_sheet import ReasonSheet
from app.views.widgets.sentence_bar import SentenceBar
from tests.exchange import make_orders as rows
from tests.exchange.make_orders import make_orders
from tests.views.order_fixtures import (
    ALT,
    CHAIN_SKU,
    CTRL,
    RING_SKU,
    Keys,
    file_of,
    order_1042,
    value,
)
from tests.views.page_checks import check_page, pseudo

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


def test_the_page_shows_what_the_client_ordered(opened: Opener) -> None:
    page = opened()
    assert page.title == "#1042"
    assert page.review is not None
    assert page.lines.model.rowCount() == 3
    assert page.lines.model.line(0).cells(page.lines.model.columns)[3].text == "1,480.00"  # type: ignore[union-attr]
    back = page.back.shown
    assert back is not None
    assert back.engraving == "Always - E & J 14.02"
    assert (back.count, back.limit) == (20, 25)
    assert page.back._engraving.view.accessibleName() == (
        "Engraving, Always - E & J 14.02, in Great Vibes"
    )
    assert page.checks.view.accessibleName() == f"Checks, {len(ticked(page))} of 8 done"


def test_w06_by_keyboard_as_far_as_the_job_bag(
    qtbot: QtBot, opened: Opener, keys: Keys, house: Shop
) -> None:
    page = opened()
    choose_first_piece(qtbot, page, keys)
    tick_line(qtbot, page, keys)
    page.lines.view.mark_row(0)
    qtbot.waitUntil(lambda: page.back.shown is not None and page.back.shown.needed)
    keys(K.Key_R)
    over = sheet(qtbot, page, ReadBackSheet)
    read = {name for part in over.findChildren(QWidget) if (name := part.accessibleName())}
    assert "Engraving, Always - E & J 14.02, in Great Vibes" in read, "the sheet covers the card"
    assert any("US 6½" in words for words in read), read
    keys(K.Key_P)
    keys(K.Key_Return)
    qtbot.waitUntil(lambda: page.back.shown is not None and page.back.shown.locked)
    assert page.back.accessibleDescription().startswith("Read back and locked, OM")
    keys(K.Key_F8)
    asked = sheet(qtbot, page, SendSheet)
    for letter in "3 mar 2027":
        keys.type(letter)
    assert asked.day.text == "3 mar 2027", "what is typed is the day, whatever has the focus"
    keys(K.Key_Return)
    qtbot.waitUntil(lambda: value(house, "SELECT count(*) FROM job") == 1)
    assert value(house, "SELECT due_on FROM job") == "2027-03-03"
    qtbot.waitUntil(lambda: page.review is not None and bool(page.review.card.lines[0].job_id))
    assert page.review is not None
    assert page.review.card.state == "in_work"
    assert not page.send_command.isVisible(), "it is there already"
    assert page.sent_command.isVisible()
    keys(K.Key_F5)
    qtbot.waitUntil(
        lambda: value(house, "SELECT count(*) FROM print_job WHERE job_kind = 'job_bag'") == 1
    )
    assert value(house, "SELECT count(*) FROM document WHERE document_kind = 'job_bag'") == 1


def test_a_change_of_the_shop_under_the_benchs_hands_is_asked(
    qtbot: QtBot,
    opened: Opener,
    keys: Keys,
    import_file: Callable[[bytes], None],
    shop_window: MainWindow,
) -> None:
    page = opened()
    choose_first_piece(qtbot, page, keys)
    tick_line(qtbot, page, keys)
    page.lines.view.mark_row(0)
    qtbot.waitUntil(lambda: page.back.shown is not None and page.back.shown.needed)
    keys(K.Key_R)
    sheet(qtbot, page, ReasonSheet)
    keys(K.Key_P)
    keys(K.Key_Return)
    qtbot.waitUntil(lambda: page.back.shown is not None and page.back.shown.locked)
    keys(K.Key_F8)
    sheet(qtbot, page, SendSheet)
    keys(K.Key_Return)
    qtbot.waitUntil(lambda: page.review is not None and bool(page.review.card.lines[0].job_id))
    import_file(file_of(order_1042(size="US 7")))
    page.entered()
    qtbot.waitUntil(page.asked.isVisible)
    assert "US 6½ here, the shop says US 7" in page.asked.sentence.text()
    assert page.asked.title.text().endswith("is working on")
    keys(K.Key_L)
    qtbot.waitUntil(lambda: not page.asked.isVisible())
    assert page.back.shown is not None
    assert page.back.shown.locked


def test_enter_ticks_and_goes_on_to_the_next_open_check(
    qtbot: QtBot, opened: Opener, keys: Keys, house: Shop
) -> None:
    page = opened()
    choose_first_piece(qtbot, page, keys)
    first = page.checks.marked
    assert first is not None
    assert first.point == "sku"
    keys(K.Key_Return)
    qtbot.waitUntil(lambda: "sku" in ticked(page))
    assert page.checks.marked is not None
    assert page.checks.marked.point == "price"
    assert page.hint_bar.state.startswith("SKU ticked · saved ")
    assert value(house, "SELECT count(*) FROM ticked") == 1


def test_j_and_k_walk_through_the_checks(opened: Opener, keys: Keys) -> None:
    page = opened()
    keys(K.Key_J)
    keys(K.Key_J)
    assert page.checks.marked is not None
    assert page.checks.marked.point == "available"
    keys(K.Key_K)
    assert page.checks.marked.point == "price"


def test_enter_ticks_again_after_the_hand_was_at_the_lines(
    qtbot: QtBot, opened: Opener, keys: Keys
) -> None:
    page = opened()
    page.lines.view.setFocus()
    keys(K.Key_J)
    assert page.checks.view.hasFocus()
    page.lines.view.setFocus()
    choose_first_piece(qtbot, page, keys)
    assert page.checks.view.hasFocus()


def test_a_doubt_explains_itself_and_what_waits_for_it(opened: Opener, keys: Keys) -> None:
    page = opened()
    keys(K.Key_End)
    check = page.checks.marked
    assert check is not None
    assert check.point == "address"
    assert page.checks._odd.isVisible()
    assert "Bath" in page.checks._odd.title.text()
    assert page.checks._odd.sentence.text() == "Needed before packing, not for the bench."


def test_a_problem_is_noted_with_words_and_wants_them(
    qtbot: QtBot, opened: Opener, keys: Keys
) -> None:
    page = opened()
    keys(K.Key_P)
    asked = sheet(qtbot, page, ReasonSheet)
    keys(K.Key_Return, CTRL)
    assert asked.isVisible()
    assert asked._error.text() == "Say it in a few words."
    keys.type("the picture shows another ring")
    keys(K.Key_Return, CTRL)
    qtbot.waitUntil(
        lambda: page.checks.marked is not None and page.checks.marked.state == "problem"
    )
    assert page.checks.marked is not None
    assert page.checks.marked.explanation == "the picture shows another ring"


def test_a_note_stays_in_the_history(qtbot: QtBot, opened: Opener, keys: Keys) -> None:
    page = opened()
    keys(K.Key_N)
    sheet(qtbot, page, ReasonSheet)
    keys.type("Rings after six")
    keys(K.Key_Return, CTRL)
    qtbot.waitUntil(lambda: page.review is not None and page.review.card.history[0].kind == "note")


def test_send_says_what_is_missing_and_goes_there(
    qtbot: QtBot, opened: Opener, keys: Keys, house: Shop
) -> None:
    page = opened()
    choose_first_piece(qtbot, page, keys)
    keys(K.Key_End)
    keys(K.Key_F8)
    qtbot.waitUntil(lambda: bool(bars(page)))
    assert bars(page)[0].startswith("Not ready for the bench: SKU, Available, Size, Metal")
    assert page.checks.marked is not None
    assert page.checks.marked.point == "sku"
    assert value(house, "SELECT count(*) FROM job") == 0


def test_the_piece_comes_before_what_it_answers(
    qtbot: QtBot, opened: Opener, keys: Keys, house: Shop
) -> None:
    page = opened()
    assert page.review is not None
    waiting = {c.point for c in page.review.checks if c.cannot == CHOOSE_PIECE}
    assert waiting == {"sku", "available", "size", "metal"}
    odd = page.findChild(SentenceBar, "odd")
    assert odd is not None
    assert odd.title.text() == "Choose the piece first: press G, or scan its tag"
    keys(K.Key_Return)
    qtbot.waitUntil(lambda: bool(bars(page)))
    assert bars(page)[0].startswith("SKU cannot be ticked: Choose the piece first")
    keys(K.Key_F8)
    qtbot.waitUntil(lambda: "Choose the piece first: No piece is chosen" in "".join(bars(page)))
    assert value(house, "SELECT count(*) FROM ticked") == 0
    choose_first_piece(qtbot, page, keys)
    tick_line(qtbot, page, keys)
    assert not page.reopened.isVisible(), "nothing is to be looked at twice"


def test_the_key_for_the_piece_is_shown_on_every_line(qtbot: QtBot, opened: Opener) -> None:
    page = opened()
    assert page.review is not None
    for line in page.review.card.lines:
        page.mark_line(line.id)
        page.say("4 Larkhall Place, Bath, is not where the bill goes · saved 12:41")
        qtbot.waitUntil(
            lambda: "G choose the piece" in [h.accessibleName() for h in page.hint_bar._hints],
            timeout=1,
        )
        shown = [h.accessibleName() for h in page.hint_bar._hints if h.isVisible()]
        assert "G choose the piece" in shown, shown


def test_without_a_job_there_is_no_bag_and_it_says_how(
    qtbot: QtBot, opened: Opener, keys: Keys
) -> None:
    page = opened()
    keys(K.Key_F5)
    qtbot.waitUntil(lambda: bool(bars(page)))
    assert bars(page)[0].startswith("There is no job bag yet")


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
