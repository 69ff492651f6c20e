"""The list of pieces: found as one types, moved and tagged where one stands, nothing jumps."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from app.models.pieces import Priced
from app.services.piece_states import hold
from app.views.frame.window import MainWindow
from app.views.scan.place_chooser import PlaceChooser
from tests.views.floor import ALT
from tests.views.page_checks import check_page
from tests.views.pieces.conftest import Stock


def choose_place(window: MainWindow, stock: Stock, letters: str) -> None:
    chooser = window.findChildren(PlaceChooser)[-1]
    stock.until(lambda: chooser.field.hasFocus())
    stock.keys(letters)
    stock.until(lambda: chooser.model.rowCount() == 1)
    stock.press(Qt.Key.Key_Return)


def test_the_list_shows_every_piece_with_the_marked_one_beside(stock: Stock) -> None:
    page = stock.list_page()
    assert page.hint_bar.state == "5 pieces shown"
    assert page.piece_side._title.text() == "Curb chain"
    check_page(stock.qtbot, page)


def test_each_price_stands_in_its_own_currency(stock: Stock) -> None:
    floor = stock.floor
    dollars, euros = (floor.pieces[words] for words in ("Curb chain", "Opal pendant"))
    with floor.house.work(floor.desk.session.actor, "values") as w:
        for piece, what in ((dollars, "insured"), (euros, "price"), (dollars, "cost")):
            w.add(Priced, subject_kind="piece", subject_id=piece, what=what, amount_minor=90_000,
                  currency="EUR")  # fmt: skip
    page = stock.list_page()
    model = page.list.model
    rows = [[str(model.index(row, at).data()) for at in (0, 5)] for row in range(5)]
    prices = {piece.splitlines()[0]: price for piece, price in rows}
    found = {words: prices[name] for name in prices for words in floor.pieces if words in name}
    assert (found["Curb chain"], found["Opal pendant"]) == ("540.00", "EUR 900.00")
    side = page.piece_side
    beside = {part.accessibleName() for part in side.findChildren(QWidget)}
    assert "Price USD 540.00" in beside


def test_letters_find_and_enter_opens(stock: Stock) -> None:
    page = stock.list_page()
    stock.press(Qt.Key.Key_Slash)
    stock.until(page.search.hasFocus)
    stock.keys("opa")
    stock.until(lambda: page.list.model.rowCount() == 1)
    stock.press(Qt.Key.Key_Return)
    stock.until(page.view.hasFocus)
    stock.until(lambda: page.view.current_id == stock.floor.pieces["Opal pendant"])
    stock.press(Qt.Key.Key_Return)
    assert stock.floor.window.here == ("piece", stock.floor.pieces["Opal pendant"])


def test_nothing_found_says_where_else_to_look(stock: Stock) -> None:
    page = stock.list_page()
    page.search.setText("zzz")
    stock.until(lambda: page.empty.isVisible())
    assert page.empty.sentence.text() == "No piece has “zzz”."
    assert not any(button.isVisible() for button in page._buttons)
    page.views.choose("held")
    stock.until(lambda: page.empty.sentence.text().startswith("No piece in “Held” has “zzz”"))
    assert "Alt+7 searches all pieces" in page.empty.sentence.text()
    page.views.choose("all")
    assert page.empty.button is not None
    page.empty.button.click()
    stock.until(lambda: page.list.model.rowCount() == 5)


def test_views_count_and_are_one_key(stock: Stock) -> None:
    page = stock.list_page()
    piece = stock.floor.pieces["Star locket"]
    house = stock.floor.house
    with house.work(stock.floor.desk.session.actor, "hold", reason_code="police") as w:
        hold(w, piece, "police")
    stock.floor.desk.writer.changed.emit(_touched(piece))
    stock.press(Qt.Key.Key_6, ALT)
    stock.until(lambda: page.view_code == "held" and page.view.current_id == piece)
    stock.until(lambda: "Held, 1" in [b.accessibleName() for b in page.views._buttons])


def test_ticked_pieces_are_moved_together_and_the_marked_row_stays(stock: Stock) -> None:
    page = stock.list_page()
    page.view.setFocus()
    for _ in range(2):
        stock.press(Qt.Key.Key_Space)
        stock.press(Qt.Key.Key_Down)
    assert page.hint_bar.state == "2 ticked"
    marked = page.view.current_id
    ticked = set(page.view.ticked)
    stock.press(Qt.Key.Key_F4)
    choose_place(stock.floor.window, stock, "tray 09")
    stock.until(lambda: all(stock.floor.place_of(i) == "TRAY-09" for i in ticked))
    stock.until(lambda: page.view.hasFocus())
    assert page.view.current_id == marked
    others = set(stock.floor.pieces.values()) - ticked
    assert all(stock.floor.place_of(i) == "TRAY-07" for i in others)


def test_ticks_stay_in_a_search_and_leave_with_the_view(stock: Stock) -> None:
    page = stock.list_page()
    page.view.setFocus()
    stock.press(Qt.Key.Key_Space)
    ticked = set(page.view.ticked)
    page.search.setText("opal")
    stock.until(lambda: page.list.model.rowCount() == 1)
    assert page.view.ticked == ticked, "pieces are gathered by several searches"
    told = "1 piece shown; the 1 ticked one is not in it (Esc unticks)"
    stock.until(lambda: page.hint_bar.state == told)
    stock.press(Qt.Key.Key_F4)  # of the opal alone, for nobody sees the other
    choose_place(stock.floor.window, stock, "tray 09")
    opal = page.view.current_id
    stock.until(lambda: stock.floor.place_of(opal) == "TRAY-09")
    assert all(stock.floor.place_of(one) == "TRAY-07" for one in ticked)
    page.views.choose("free")
    assert page.view.ticked == set(), "F4 moves nothing that another view showed"


def test_a_record_that_comes_late_is_not_shown_beside_an_empty_list(stock: Stock) -> None:
    page = stock.list_page()
    piece = page.view.current_id
    stock.until(lambda: page.piece_side.isVisible())
    page.search.setText("zzz")
    stock.until(lambda: page.empty.isVisible())
    page._on_card((piece, None))  # it was still being read when the list became empty
    assert not page.piece_side.isVisible()
    assert not any(button.isVisible() for button in page._buttons)


def test_a_tag_is_stored_for_the_printer_by_one_key(stock: Stock) -> None:
    page = stock.list_page()
    page.view.setFocus()
    stock.press(Qt.Key.Key_F5)
    stock.until(lambda: stock.floor.ask("SELECT count(*) FROM print_job") == 1)
    assert stock.floor.ask("SELECT job_kind FROM print_job") == "tag"


def test_the_order_of_a_column_is_asked_by_its_head(stock: Stock) -> None:
    page = stock.list_page()
    price = next(n for n, c in enumerate(page.list.model.columns) if c.sort == "price")
    page.view._on_head(price)
    stock.until(lambda: page.view.current_id == stock.floor.pieces["Signet ring, crest"])
    page.view._on_head(price)
    stock.until(lambda: page.view.current_id == stock.floor.pieces["Curb chain"])
    assert QApplication.focusWidget() is not None


def _touched(piece: int):  # type: ignore[no-untyped-def]
    from app.domain.changes import Changes

    return Changes.of(piece=piece)
