"""What was refused on a piece's page does not stand there any more for whoever has been elsewhere."""

from __future__ import annotations

from app.domain.errors import ReportDemandedError, StateError
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
