"""Ctrl+Z after a move asks the second person and the report that the way back asks for."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.domain.report_demand import BENCH_IN, DemandRule
from app.models.shopwide import Place
from app.services.moves import move
from app.services.piece_changes import set_price
from app.services.report_demand import put_demand_rules
from app.views.pieces.piece_page import PiecePage
from app.views.widgets.second_person import SecondPersonSheet
from app.views.widgets.sentence_bar import SentenceBar
from app.views.widgets.toast import Toast
from tests.views.floor import CTRL
from tests.views.pieces.conftest import Stock
from tests.views.pieces.test_piece_commands import sara_confirms


def carried(stock: Stock, place_id: int) -> tuple[PiecePage, int]:
    """The ring's page after it was carried to a place, its toast there."""
    page = stock.piece_page()
    floor = stock.floor
    piece = floor.pieces["Signet ring, crest"]
    floor.desk.work("move", lambda w: move(w, [piece], place_id))
    stock.until(lambda: page.view and page.view.card.row.place_id == place_id)
    stock.until(lambda: any(one.can_undo for one in floor.window.findChildren(Toast)))
    return page, piece


def test_a_piece_that_is_dear_by_now_goes_back_with_a_second_person(stock: Stock) -> None:
    floor = stock.floor
    _page, piece = carried(stock, floor.places["VIT-A"])
    with floor.house.work(floor.desk.session.actor, "price") as w:
        set_price(w, piece, "price", 600_000)
    stock.press(Qt.Key.Key_Z, CTRL)
    sheets = floor.window.findChildren
    stock.until(lambda: any(one.is_open for one in sheets(SecondPersonSheet)))
    assert floor.place_of(piece) == "VIT-A"
    sara_confirms(stock)
    stock.until(lambda: floor.place_of(piece) == "TRAY-07")


def test_a_report_that_is_demanded_stops_it_with_the_ways_on(stock: Stock) -> None:
    floor = stock.floor
    with floor.house.work(floor.desk.session.actor, "rules") as w:
        put_demand_rules(w, [DemandRule(BENCH_IN, "demanded", 0, False)])
        bench = w.add(Place, name="BENCH-9", kind_code="bench")
    page, piece = carried(stock, bench)
    stock.press(Qt.Key.Key_Z, CTRL)
    stock.until(lambda: page.findChildren(SentenceBar, "refusal"))
    (bar,) = page.findChildren(SentenceBar, "refusal")
    assert "needs a condition report" in bar.accessibleName()
    assert bar.has_answers
    assert floor.place_of(piece) == "BENCH-9"
