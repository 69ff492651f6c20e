"""The order page by keyboard: check, choose the piece, read back, send."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.services.check_points import CHOOSE_PIECE
from app.services.order_review import cancel
from app.shop import Shop
from app.views.frame.window import MainWindow
from app.views.orders.read_back_sheet import ReadBackSheet
from app.views.orders.review_sheets import SendSheet
from app.views.widgets.reason_sheet import ReasonSheet
from app.views.widgets.sentence_bar import SentenceBar
from tests.exchange import make_orders
from tests.views.order_fixtures import (
    ADDRESSES,
    CHAIN_SKU,
    CTRL,
    Keys,
    file_of,
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


def test_the_bench_is_offered_only_where_something_is_for_it(
    qtbot: QtBot, opened: Opener, keys: Keys, house: Shop, staff: dict[str, Actor]
) -> None:
    chains = make_orders.order(
        make_orders.line("Curb chain 45 cm", "120.00", "2", sku=CHAIN_SKU),
        **{"Name": "#1042", "Id": "5550000001042", "Email": "j.ashworth@example.com"},
        **{"Subtotal": "240.00", "Shipping": "0.00", "Taxes": "0.00", "Total": "240.00"},
        **ADDRESSES,
    )
    page = opened(chains)
    assert page.confirm_command.isVisible()
    assert not page.send_slot.isVisible()
    with house.work(staff["olga"], "confirm") as w:
        w.step("order", page.order_id, "confirmed")
    page.entered()
    qtbot.waitUntil(lambda: page.review is not None and page.review.card.state == "confirmed")
    assert not page.send_slot.isVisible(), "the chains are packed as they are"
    keys(K.Key_F8)
    qtbot.waitUntil(lambda: any("Nothing for the bench" in said for said in bars(page)))


def test_nothing_of_a_cancelled_order_is_offered_to_the_bench(
    qtbot: QtBot, opened: Opener, house: Shop, staff: dict[str, Actor]
) -> None:
    page = opened()
    assert page.send_slot.isVisible()
    with house.work(staff["olga"], "cancel_order") as w:
        cancel(w, page.order_id, "client")
    page.entered()
    qtbot.waitUntil(lambda: page.review is not None and page.review.card.state == "cancelled")
    assert not page.send_slot.isVisible()
