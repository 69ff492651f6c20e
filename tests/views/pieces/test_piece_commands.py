"""What is done with a piece from its page: put up for sale, held, weighed, valued, coded, moved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from app.views.pieces.answers_card import QUESTIONS
from app.views.pieces.codes_sheet import CodesSheet
from app.views.pieces.piece_sheets import PieceSheet, PriceSheet, WeighSheet
from app.views.scan.place_chooser import PlaceChooser
from app.views.widgets.button import Button, IconButton
from app.views.widgets.reason_sheet import ReasonSheet
from app.views.widgets.second_person import SecondPersonSheet
from app.views.widgets.sentence_bar import SentenceBar
from app.views.widgets.text import Text
from tests.conftest import PASSWORD
from tests.views.pieces.conftest import Stock


def sara_confirms(stock: Stock) -> None:
    """The second person is asked for, and it is Sara."""
    sheets = stock.floor.window.findChildren
    stock.until(lambda: any(sheet.is_open for sheet in sheets(SecondPersonSheet)))
    second = sheets(SecondPersonSheet)[-1]
    stock.until(lambda: second.who.choice.count())
    second.who.set_value("sara")
    typed = second.password.findChild(QLineEdit)
    assert isinstance(typed, QLineEdit)
    typed.setText(PASSWORD)
    second.on_confirm()


def test_a_piece_is_put_up_for_sale_held_and_released_by_two(
    stock: Stock, jpeg: Callable[[str], Path]
) -> None:
    page = stock.piece_page()
    piece = stock.floor.pieces["Signet ring, crest"]
    assert page.can.main.text() == "Put up for sale"
    stock.press(Qt.Key.Key_F10)
    stock.until(lambda: page.findChildren(SentenceBar, "refusal"))
    assert "needs a photo" in page.findChildren(SentenceBar, "refusal")[0].accessibleName()
    page.photos.intake.take_files([jpeg("one")])
    stock.until(lambda: len(page.photos.photos) == 1)
    stock.press(Qt.Key.Key_F10)
    stock.until(lambda: page.view and page.view.card.row.availability == "free")
    stock.until(lambda: page.can.main.text() == "Condition report")
    page.acts.hold(page.view.card)  # type: ignore[union-attr]
    stock.keys("P")
    stock.press(Qt.Key.Key_Return)
    stock.until(lambda: page.view and page.view.card.row.availability == "hold")
    assert page.can.main.text() == "End the hold"
    stock.press(Qt.Key.Key_F10)
    sheet = stock.floor.window.findChildren(ReasonSheet)[-1]
    stock.until(lambda: sheet.is_open)
    stock.keys("L")
    stock.press(Qt.Key.Key_Return)
    sara_confirms(stock)
    stock.until(
        lambda: stock.floor.ask("SELECT availability FROM piece_now WHERE id = ?", piece) == "free"
    )


def test_a_police_hold_takes_its_reference(stock: Stock) -> None:
    page = stock.piece_page()
    page.acts.hold(page.view.card)  # type: ignore[union-attr]
    sheet = stock.floor.window.findChildren(ReasonSheet)[-1]
    stock.until(lambda: sheet.is_open)
    stock.keys("P")
    assert sheet.note is not None
    sheet.note.edit.setPlainText("Case 24-118, Sgt Hale")
    stock.press(Qt.Key.Key_Return)
    stock.until(lambda: page.view and bool(page.view.card.holds))
    assert page.view is not None
    assert page.view.card.availability.lines[0] == "police hold · Case 24-118, Sgt Hale"


def test_a_piece_held_for_two_reasons_asks_which_hold_ends(stock: Stock) -> None:
    page = stock.piece_page()
    piece = stock.floor.pieces["Signet ring, crest"]
    for key, count in (("P", 1), ("T", 2)):
        page.acts.hold(page.view.card)  # type: ignore[union-attr]
        stock.keys(key)
        stock.press(Qt.Key.Key_Return)
        stock.until(lambda count=count: page.view and len(page.view.card.holds) == count)
    assert page.view is not None
    assert page.view.card.availability.lines[:2] == ("police hold", "title dispute")
    page.acts.release(page.view.card)
    sheet = stock.floor.window.findChildren(ReasonSheet)[-1]
    stock.until(lambda: sheet.is_open)
    stock.keys("P")
    stock.press(Qt.Key.Key_Return)
    sara_confirms(stock)
    stock.until(lambda: page.view and [one.code for one in page.view.card.holds] == ["title"])
    assert stock.floor.ask("SELECT availability FROM piece_now WHERE id = ?", piece) == "hold"


def test_doubt_puts_it_aside_and_only_a_look_brings_it_back(stock: Stock) -> None:
    page = stock.piece_page()
    page.act(page.acts.quarantine)
    stock.keys("S")
    stock.press(Qt.Key.Key_Return)
    stock.until(lambda: page.can.main.text() == "Release from quarantine")
    assert page.view is not None
    assert page.view.card.quality.tone == "bad"
    stock.press(Qt.Key.Key_F10)
    stock.keys("I")
    stock.press(Qt.Key.Key_Return)
    stock.until(lambda: page.view and page.view.card.row.quality == "ok")


def test_weighing_asks_why_only_where_it_differs_too_far(stock: Stock) -> None:
    page = stock.piece_page()
    page.can.weigh.trigger()
    sheet = stock.floor.window.findChildren(WeighSheet)[-1]
    stock.keys("heavy")
    stock.press(Qt.Key.Key_Return)
    assert "not a weight" in sheet.weight.error
    sheet.weight.input.selectAll()
    stock.keys("3.05")
    stock.press(Qt.Key.Key_Return)
    stock.until(lambda: sheet.reasons.isVisible())
    stock.keys("C")
    stock.press(Qt.Key.Key_Return)
    stock.until(lambda: page.view and page.view.card.row.weight_mg == 3_050)
    assert stock.floor.ask("SELECT count(*) FROM measured WHERE value = 3050") == 1


def test_a_value_is_said_with_its_evidence(stock: Stock) -> None:
    page = stock.piece_page()
    page.can.value.trigger()
    sheet = stock.floor.window.findChildren(PriceSheet)[-1]
    assert sheet.amount._aside.text() == "now 500.00"
    stock.keys("1.2k")
    stock.press(Qt.Key.Key_Return)
    stock.keys("market")
    stock.press(Qt.Key.Key_Return)
    stock.until(lambda: page.view and page.view.card.row.price_minor == 120_000)
    price = next(line for line in page.view.card.prices if line.what == "price")  # type: ignore[union-attr]
    assert price.evidence == "market"


def test_another_code_leads_here_and_a_taken_one_is_refused(stock: Stock) -> None:
    page = stock.piece_page()
    page.lead_here()
    sheet = stock.floor.window.findChildren(CodesSheet)[-1]
    sheet.on_scan(stock.floor.codes["Opal pendant"])
    stock.until(lambda: "belongs to something else" in sheet._error.text())
    sheet.code.set_text("MAKER 77")
    sheet.take()
    stock.until(lambda: "MAKER77" in page.panel._old_tags.text())


def test_it_is_moved_and_its_tag_printed_again_only_with_a_reason(stock: Stock) -> None:
    page = stock.piece_page()
    stock.press(Qt.Key.Key_F4)
    chooser = stock.floor.window.findChildren(PlaceChooser)[-1]
    assert chooser.on_scan(stock.floor.place_codes["TRAY-09"])
    stock.until(lambda: page.view and page.view.card.row.place.endswith("TRAY-09"))
    page.custody.setFocus()
    stock.press(Qt.Key.Key_F5)
    stock.until(lambda: stock.floor.ask("SELECT count(*) FROM print_job") == 1)
    from app.services.print_sending import run_queue

    run_queue(stock.floor.house)
    stock.press(Qt.Key.Key_F5)
    stock.until(lambda: [s for s in stock.floor.window.findChildren(ReasonSheet) if s.is_open])
    stock.keys("D")
    stock.press(Qt.Key.Key_Return)
    stock.until(lambda: stock.floor.ask("SELECT count(*) FROM print_job") == 2)


def test_sheets_share_one_way_to_refuse(stock: Stock) -> None:
    page = stock.piece_page()
    page.weigh()
    sheet = stock.floor.window.findChildren(PieceSheet)[-1]
    sheet.say("Something is wrong.")
    assert sheet._error.isVisible()
    sheet.say("")
    assert not sheet._error.isVisible()


def test_another_code_is_taken_off_again(stock: Stock) -> None:
    page = stock.piece_page()
    page.lead_here()
    sheet = stock.floor.window.findChildren(CodesSheet)[-1]
    sheet.on_scan("4006381333931")
    stock.until(lambda: "4006381333931" in page.panel._old_tags.text())
    stock.until(lambda: _names(sheet) == ["Take 4006381333931 off"])
    button = next(
        b for b in sheet.findChildren(IconButton) if "4006381333931" in b.accessibleName()
    )
    button.click()
    stock.until(lambda: "4006381333931" not in page.panel._old_tags.text())
    ways = [button.text() for button in sheet.findChildren(Button)]
    assert "Close" in ways  # nothing is taken back by leaving
    assert "Cancel" not in ways
    sheet.dismiss()


def _names(sheet: CodesSheet) -> list[str]:
    return [button.accessibleName() for button in sheet.findChildren(IconButton)]


def test_the_questions_are_whole_on_a_small_screen(stock: Stock) -> None:
    """911 px: a screen of 1366 px at 150 %."""
    page = stock.piece_page()
    stock.floor.window.resize(911, 512)
    stock.until(lambda: page.answers.width() < 400)
    questions = {question for question, _, _ in QUESTIONS}
    texts = [text for text in page.answers.findChildren(Text) if text.text() in questions]
    assert len(texts) == len(questions)
    for text in texts:
        stock.until(lambda text=text: text.height() >= text.heightForWidth(text.width()) > 0)
