"""What was refused on a piece's page does not stand there any more for whoever has been elsewhere."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.domain.errors import ReportDemandedError, StateError
from app.views.pieces.moving import ask_and_move
from app.views.widgets.sentence_bar import SentenceBar
from tests.views.pieces.conftest import Stock


def said(stock: Stock) -> list[str]:
    page = stock.piece_page()
    return [bar.title.text() for bar in page.findChildren(SentenceBar, "refusal")]


def test_a_refusal_is_gone_for_who_comes_back(stock: Stock) -> None:
    page = stock.piece_page()
    page.show_refusal(StateError("Not signed yet", "The consignor has not signed.", ""))
    assert page.findChildren(SentenceBar, "refusal")
    stock.floor.window.navigate("take_in")
    assert said(stock) == []


def test_one_that_offers_ways_on_waits(stock: Stock) -> None:
    page = stock.piece_page()
    piece = stock.floor.pieces["Signet ring, crest"]
    page.show_refusal(ReportDemandedError("It needs a report.", piece, "bench_in", (piece,)))
    stock.floor.window.navigate("take_in")
    assert said(stock) == ["A condition report first"]


def test_another_move_that_begins_takes_the_refusal_of_the_one_before_away(stock: Stock) -> None:
    page = stock.piece_page()
    floor = stock.floor
    piece = floor.pieces["Signet ring, crest"]
    page.show_refusal(ReportDemandedError("It needs a report.", piece, "bench_in", (piece,)))
    chooser = ask_and_move(floor.desk, (piece,))
    assert chooser is not None
    assert said(stock) == ["A condition report first"]  # nothing is moved yet
    stock.until(lambda: chooser.isVisible())
    stock.keys("VIT-A")
    stock.until(lambda: len(chooser.model.rows) == 1)
    stock.press(Qt.Key.Key_Return)
    stock.until(lambda: floor.place_of(piece) == "VIT-A")
    assert said(stock) == []
