"""A wrong move is mended from the piece's page: by its key, its button, or the menu of its row."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu

from app.models.shopwide import Place
from app.services.moves import move
from app.services.piece_changes import set_price
from app.views.pieces.move_back import MEND
from app.views.pieces.piece_page import PiecePage
from app.views.widgets.button import Button
from app.views.widgets.reason_sheet import ReasonSheet
from app.views.widgets.sentence_bar import SentenceBar
from app.views.widgets.toast import Toast
from tests.views.floor import ALT, CTRL
from tests.views.pieces.conftest import Stock
from tests.views.pieces.test_piece_commands import sara_confirms


def moved(stock: Stock, place: str = "VIT-A") -> tuple[PiecePage, int]:
    """The ring's page after somebody carried it to a wrong place."""
    page = stock.piece_page()
    floor = stock.floor
    piece, there = floor.pieces["Signet ring, crest"], floor.places[place]
    floor.desk.work("move", lambda w: move(w, [piece], there))
    stock.until(lambda: page.view and page.view.card.row.place_id == there)
    stock.until(lambda: page.custody.last_move)
    return page, piece


def reasons(stock: Stock) -> ReasonSheet:
    sheets = stock.floor.window.findChildren
    stock.until(lambda: any(one.is_open for one in sheets(ReasonSheet)))
    return next(one for one in sheets(ReasonSheet) if one.is_open)


def menu_at_row(page: PiecePage, row: int) -> QMenu | None:
    """What the menu key shows at a row of the history."""
    facts = page.custody.list
    facts.setCurrentIndex(facts.facts.index(row))
    QApplication.sendEvent(
        facts,
        QContextMenuEvent(
            QContextMenuEvent.Reason.Keyboard,
            facts.rect().center(),
            facts.mapToGlobal(facts.rect().center()),
        ),
    )
    return next(reversed(facts.findChildren(QMenu)), None)


def test_by_keys_alone_with_a_reason_and_undo(stock: Stock) -> None:
    page, piece = moved(stock)
    floor = stock.floor
    stock.press(Qt.Key.Key_Z, ALT)
    sheet = reasons(stock)
    assert sheet.sentence.text() == (
        "Signet ring, crest: from Vitrine A back to Safe, Tray 7. Both moves stay in the history."
    )
    stock.keys("P")
    stock.press(Qt.Key.Key_Return)
    stock.until(lambda: floor.place_of(piece) == "TRAY-07")
    stock.until(lambda: page.view and page.view.card.custody[0].what == "Moved back")
    assert page.view is not None
    assert page.view.card.custody[0].detail == "the wrong piece was moved"
    assert page.custody.last_move == 0
    stock.until(lambda: floor.window.findChildren(Toast))
    stock.press(Qt.Key.Key_Z, CTRL)
    stock.until(lambda: floor.place_of(piece) == "VIT-A")


def test_its_button_and_the_menu_of_its_row_do_the_same(
    stock: Stock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QMenu, "popup", lambda *_: None)  # the keys stay with the window
    page, piece = moved(stock)
    (button,) = [one for one in page.custody.findChildren(Button) if one.text() == MEND]
    assert button.isEnabled()
    assert button.accessibleName() == MEND
    button.click()
    reasons(stock).dismiss()
    at = next(n for n, one in enumerate(page.custody.list.facts.rows) if one.kind != "move")
    menu = menu_at_row(page, at)
    assert menu is None or MEND not in [one.text() for one in menu.actions()]
    last = next(n for n, one in enumerate(page.custody.list.facts.rows) if one.kind == "move")
    menu = menu_at_row(page, last)
    assert menu is not None
    (mend,) = [one for one in menu.actions() if one.text() == MEND]
    mend.trigger()
    reasons(stock)
    stock.keys("M")
    stock.press(Qt.Key.Key_Return)
    stock.until(lambda: stock.floor.place_of(piece) == "TRAY-07")


def test_a_second_time_says_that_only_the_last_move_is_mended_and_what_to_do(stock: Stock) -> None:
    page, piece = moved(stock)
    floor = stock.floor
    stock.press(Qt.Key.Key_Z, ALT)
    reasons(stock)
    stock.keys("P")
    stock.press(Qt.Key.Key_Return)
    stock.until(lambda: floor.place_of(piece) == "TRAY-07")
    stock.until(lambda: page.view and page.view.card.custody[0].what == "Moved back")
    stock.press(Qt.Key.Key_Z, ALT)
    said = "Only the last move can be mended, and it is mended. F4 moves it to where it is"
    stock.until(lambda: any(said in t.words for t in floor.window.findChildren(Toast)))
    assert not [one for one in floor.window.findChildren(ReasonSheet) if one.is_open]


def test_where_an_older_move_is_marked_it_is_said_that_the_last_one_is_meant(stock: Stock) -> None:
    page, piece = moved(stock)
    floor = stock.floor
    there = floor.places["TRAY-07"]
    floor.desk.work("move", lambda w: move(w, [piece], there))
    stock.until(lambda: page.view and page.view.card.row.place_id == there)
    facts = page.custody.list
    stock.until(lambda: [one.kind for one in facts.facts.rows[:2]] == ["move", "move"])
    facts.setCurrentIndex(facts.facts.index(1))
    stock.press(Qt.Key.Key_Z, ALT)
    told = reasons(stock).sentence.text()
    assert told.startswith("Only the last move can be mended, not the one that is marked: Signet")
    assert "back to Vitrine A" in told
    reasons(stock).dismiss()
    facts.setCurrentIndex(facts.facts.index(0))
    stock.press(Qt.Key.Key_Z, ALT)
    stock.until(lambda: reasons(stock).sentence.text().startswith("Signet"))


def test_what_cannot_go_back_is_said_before_a_reason_is_asked_for(stock: Stock) -> None:
    page, _ = moved(stock)
    floor = stock.floor
    with floor.house.work(floor.desk.session.actor, "remove_place") as w:
        w.edit(Place, floor.places["TRAY-07"], removed=1)
    stock.press(Qt.Key.Key_Z, ALT)
    stock.until(lambda: page.findChildren(SentenceBar, "refusal"))
    assert "out of use" in page.findChildren(SentenceBar, "refusal")[0].accessibleName()
    assert not [one for one in floor.window.findChildren(ReasonSheet) if one.is_open]


def test_a_dear_piece_goes_back_with_a_second_person(stock: Stock) -> None:
    page, piece = moved(stock)
    floor = stock.floor
    with floor.house.work(floor.desk.session.actor, "price") as w:
        set_price(w, piece, "price", 600_000)
    stock.press(Qt.Key.Key_Z, ALT)
    reasons(stock)
    stock.keys("L")
    stock.press(Qt.Key.Key_Return)
    sara_confirms(stock)
    stock.until(lambda: floor.place_of(piece) == "TRAY-07")
    assert page.can.mend.text() == MEND
