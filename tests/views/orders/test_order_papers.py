"""The papers of an order from its page: each asks what it needs, is made, and stands there to be printed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.services.documents import document_content
from app.services.sale_papers import make_invoice
from app.shop import Shop
from app.views.documents.document_page import DocumentPage
from app.views.documents.making import AskSheet
from app.views.documents.papers_sheet import PapersSheet
from app.views.frame.permit import WHY_NOT
from app.views.frame.window import MainWindow
from app.views.orders.review_page import OrderPage
from app.views.widgets.sentence_bar import SentenceBar
from tests.views.order_fixtures import CTRL, Keys, file_of, order_1042, value
from tests.views.page_checks import check_page

K = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(
    qtbot: QtBot,
    shop_window: MainWindow,
    house: Shop,
    stock: dict[str, list[int]],
    import_file: Callable[[bytes], None],
) -> OrderPage:
    import_file(file_of(order_1042()))
    order_id = value(house, "SELECT id FROM order_now WHERE number = '#1042'")
    assert isinstance(order_id, int)
    shop_window.navigate("order", order_id)
    shown = shop_window.page
    assert isinstance(shown, OrderPage)
    qtbot.waitUntil(lambda: shown.review is not None)
    return shown


def give(page: OrderPage, words: str) -> None:
    """Give a command as the palette does."""
    next(action for action in page.commands() if action.text() == words).trigger()


def over(qtbot: QtBot, window: MainWindow, kind: type[Any]) -> Any:
    """The sheet of a kind that lies over the page, as soon as it does."""

    def there() -> list[Any]:
        return [sheet for sheet in window.findChildren(kind) if sheet.isVisible()]

    qtbot.waitUntil(lambda: bool(there()))
    return there()[0]


def shown_paper(qtbot: QtBot, window: MainWindow) -> DocumentPage:
    """The page of the paper that was made."""
    qtbot.waitUntil(lambda: isinstance(window.page, DocumentPage), timeout=15_000)
    page = window.page
    assert isinstance(page, DocumentPage)
    qtbot.waitUntil(lambda: page.view.page_count > 0, timeout=15_000)
    return page


def content(house: Shop, document_id: int) -> Any:
    db = house.reader()
    try:
        return document_content(db, document_id)
    finally:
        db.close()


def test_the_invoice_is_made_by_keys_alone_and_shown(
    qtbot: QtBot, page: OrderPage, shop_window: MainWindow, house: Shop, keys: Keys
) -> None:
    check_page(qtbot, page)
    keys(K.Key_F5, SHIFT)
    papers = over(qtbot, shop_window, PapersSheet)
    assert [row.text() for row in papers.ways] == [
        "Make a packing slip",
        "Make a sales receipt",
        "Make a gift receipt",
        "Make the invoice",
        "Make a credit note",
        "Print the address label",
    ]
    qtbot.waitUntil(lambda: papers._none.text() == "No paper of it was made yet.")
    for _ in range(3):
        keys(K.Key_Down)
    keys(K.Key_Return)
    sheet = over(qtbot, shop_window, AskSheet)
    assert sheet.fields["due_days"].text == "14"
    sheet.fields["tax_number"].set_text("GB 123 4567 89")
    keys(K.Key_Return, CTRL)
    made = shown_paper(qtbot, shop_window)
    qtbot.waitUntil(lambda: made.title == "I10-26-00001")
    invoice = content(house, made._record)
    assert (invoice.order_number, invoice.tax_number) == ("#1042", "GB 123 4567 89")
    assert invoice.sums.total_minor == 162_800


def test_a_second_invoice_is_refused_before_anything_is_asked(
    qtbot: QtBot, page: OrderPage, shop_window: MainWindow, house: Shop, staff: dict[str, Actor]
) -> None:
    with house.work(staff["olga"], "invoice") as w:
        make_invoice(w, page.order_id)
    give(page, "Make the invoice")
    qtbot.waitUntil(lambda: bool(page.findChildren(SentenceBar, "refusal")))
    (bar,) = page.findChildren(SentenceBar, "refusal")
    assert bar.title.text() == "There is an invoice"
    assert "I10-26-00001" in bar.sentence.text()
    assert not [sheet for sheet in shop_window.findChildren(AskSheet) if sheet.isVisible()]


def test_a_credit_note_wants_an_invoice_and_a_reason(
    qtbot: QtBot,
    page: OrderPage,
    shop_window: MainWindow,
    house: Shop,
    staff: dict[str, Actor],
    keys: Keys,
) -> None:
    give(page, "Make a credit note")
    qtbot.waitUntil(lambda: bool(page.findChildren(SentenceBar, "refusal")))
    with house.work(staff["olga"], "invoice") as w:
        make_invoice(w, page.order_id)
    give(page, "Make a credit note")
    sheet = over(qtbot, shop_window, AskSheet)
    assert sheet.fields["refund_id"].choice.currentText() == "All that is left of I10-26-00001"
    sheet.take()
    assert sheet.isVisible()
    assert "missing" in sheet.fields["reason"].control.accessibleDescription()
    sheet.fields["reason"].set_text("returned unworn")
    keys(K.Key_Return, CTRL)
    made = shown_paper(qtbot, shop_window)
    qtbot.waitUntil(lambda: made.title == "V10-26-00001")
    note = content(house, made._record)
    assert (note.reverses_number, note.reason) == ("I10-26-00001", "returned unworn")
    shop_window.navigate("order", page.order_id)
    give(page, "Make a credit note")
    again = over(qtbot, shop_window, AskSheet)
    again.fields["reason"].set_text("once more")
    keys(K.Key_Return, CTRL)
    # Nothing of the invoice is left: said there, and what was typed stays.
    qtbot.waitUntil(lambda: again.said.isVisible())
    assert "no more than what is left" in again.said.text()
    assert again.fields["reason"].text == "once more"


def test_a_number_of_days_that_is_none_is_told_beside_it(
    qtbot: QtBot, page: OrderPage, shop_window: MainWindow, house: Shop
) -> None:
    give(page, "Make the invoice")
    sheet = over(qtbot, shop_window, AskSheet)
    for typed in ("soon", "-3", "400", "1.5", "9" * 400):
        sheet.fields["due_days"].set_text(typed)
        sheet.take()
        assert sheet.isVisible(), typed
        assert "0 to 365" in sheet.fields["due_days"].control.accessibleDescription()
    assert value(house, "SELECT count(*) FROM document WHERE document_kind = 'invoice'") == 0
    sheet.dismiss()


def test_a_present_shows_no_price_unless_somebody_wants_it(
    qtbot: QtBot, page: OrderPage, shop_window: MainWindow, house: Shop, staff: dict[str, Actor]
) -> None:
    from app.models.orders import SalesOrder

    with house.work(staff["mia"], "gift") as w:
        w.edit(SalesOrder, page.order_id, gift_message="For Elena")
    shop_window.desk.writer.changed.emit(_touched(page.order_id))
    qtbot.waitUntil(lambda: page.review is not None and bool(page.review.card.gift_message))
    give(page, "Make a packing slip")
    sheet = over(qtbot, shop_window, AskSheet)
    assert sheet.fields["prices"].value is False
    assert sheet.fields["packed_by"].text == "Olga Marchenko"
    sheet.take()
    made = shown_paper(qtbot, shop_window)
    slip = content(house, made._record)
    assert (slip.sums, slip.currency, slip.packed_by) == (None, "", "Olga Marchenko")


def _touched(order_id: int) -> Any:
    from app.domain.changes import Changes

    return Changes.of("", order=order_id)


def test_papers_that_there_are_open_from_the_order_in_the_client_s_language(
    qtbot: QtBot, page: OrderPage, shop_window: MainWindow, house: Shop, keys: Keys
) -> None:
    give(page, "Make a sales receipt")
    sheet = over(qtbot, shop_window, AskSheet)
    sheet.fields["language"].set_value("de")
    sheet.fields["strip"].set_value(True)
    sheet.take()
    made = shown_paper(qtbot, shop_window)
    receipt = content(house, made._record)
    assert (receipt.made.language, receipt.made.paper) == ("de", "80mm")
    shop_window.navigate("order", page.order_id)
    keys(K.Key_F5, SHIFT)
    papers = over(qtbot, shop_window, PapersSheet)
    qtbot.waitUntil(lambda: bool(papers.rows) and papers.rows[0].isVisible())
    (row,) = papers.rows
    assert row.accessibleName().startswith("Sales receipt B10-26-00001")
    assert "Not printed" in row.accessibleName()
    qtbot.waitUntil(lambda: papers.isAncestorOf(QApplication.focusWidget()))  # it took the keys
    row.setFocus()
    keys(K.Key_Return)
    qtbot.waitUntil(lambda: shop_window.here == ("document", made._record))


def test_who_may_not_sees_who_may(
    qtbot: QtBot, page: OrderPage, shop_window: MainWindow, staff: dict[str, Actor]
) -> None:
    shop_window.desk.session.sign_in(staff["owen"])
    commands = {action.text(): action for action in page.commands()}
    invoice = commands["Make the invoice"]
    qtbot.waitUntil(lambda: not invoice.isEnabled())
    assert "may take payments" in str(invoice.property(WHY_NOT))
    assert commands["Make a packing slip"].isEnabled()
    page.papers.show_all()
    papers = over(qtbot, shop_window, PapersSheet)
    row = next(row for row in papers.ways if row.text() == "Make the invoice")
    assert not row.isEnabled()
    assert "may take payments" in row.accessibleName()
    assert QApplication.focusWidget() is papers.ways[0]
    papers.dismiss()


def test_without_a_till_the_drawer_says_what_is_missing(
    qtbot: QtBot, page: OrderPage, shop_window: MainWindow
) -> None:
    give(page, "Open the cash drawer")
    qtbot.waitUntil(lambda: bool(page.findChildren(SentenceBar, "refusal")))
    (bar,) = page.findChildren(SentenceBar, "refusal")
    assert bar.title.text() == "No drawer here"
    assert "Tags and printing" in bar.sentence.text()


def test_an_invoice_offers_no_undo(
    qtbot: QtBot, page: OrderPage, shop_window: MainWindow, house: Shop
) -> None:
    told: list[tuple[str, object]] = []
    frame = shop_window.desk.frame
    shown = frame.toast
    frame.toast = lambda words, undo=None, why=None, answer=None: told.append((words, undo))  # type: ignore[method-assign]
    try:
        give(page, "Make the invoice")
        over(qtbot, shop_window, AskSheet).take()
        qtbot.waitUntil(lambda: bool(told))
    finally:
        frame.toast = shown  # type: ignore[method-assign]
    assert told == [("Invoice I10-26-00001 made", None)]
    shown_paper(qtbot, shop_window)


def test_the_address_label_is_printed_from_the_order_and_from_the_list(
    qtbot: QtBot, shop_window: MainWindow, house: Shop, page: OrderPage
) -> None:
    made = "SELECT count(*) FROM print_job WHERE subject_kind = 'order'"
    give(page, "Print the address label")
    qtbot.waitUntil(lambda: value(house, made) == 1, timeout=15_000)
    title = value(house, "SELECT title FROM print_job WHERE subject_kind = 'order'")
    assert title == "Address label of #1042"
    shop_window.navigate("orders")
    listed = shop_window.page
    assert listed is not None
    words = [action.text() for action in listed.commands()]
    assert "Print address labels" in words
