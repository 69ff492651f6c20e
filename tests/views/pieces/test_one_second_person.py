"""A second person is asked for once, however often a button is pressed; what differs waits its turn."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.models.work import Work
from app.services.moves import move
from app.services.piece_changes import set_price
from app.views.widgets.second_person import SecondPersonSheet, work_confirmed
from app.views.widgets.sentence_bar import SentenceBar
from tests.conftest import PASSWORD
from tests.views.pieces.conftest import Stock
from tests.views.reports.test_pressed_twice import slow_disk

DEAR = 600_000
RING, PENDANT = "Signet ring, crest", "Opal pendant"


@pytest.fixture
def dear(stock: Stock) -> Stock:
    """Two pieces that are worth the same, and more than one person may carry alone."""
    floor = stock.floor
    with floor.house.work(floor.desk.session.actor, "price") as w:
        for words in (RING, PENDANT):
            set_price(w, floor.pieces[words], "price", DEAR)
    stock.piece_page()
    return stock


def carry(stock: Stock, words: str, place: str = "VIT-A") -> None:
    """Press the button that carries a piece: each press makes a function of its own."""
    piece, there = stock.floor.pieces[words], stock.floor.places[place]
    work_confirmed(stock.floor.desk, "move", lambda w: move(w, [piece], there), "moves.create")


def asked(stock: Stock) -> list[SecondPersonSheet]:
    sheets = stock.floor.window.findChildren(SecondPersonSheet)
    return [sheet for sheet in sheets if sheet.is_open]


def confirm(stock: Stock) -> None:
    """Sara confirms what lies over the window."""
    stock.until(lambda: asked(stock) and asked(stock)[0].who.choice.count())
    (sheet,) = asked(stock)
    sheet.who.set_value("sara")
    typed = sheet.password.findChild(QLineEdit)
    assert isinstance(typed, QLineEdit)
    typed.setText(PASSWORD)
    sheet.on_confirm()
    stock.until(lambda: sheet not in asked(stock))


def settled(stock: Stock) -> None:
    """What was pressed has been answered."""
    done: list[Changes] = []
    stock.floor.desk.writer.changed.connect(done.append)
    stock.floor.desk.writer.run(lambda _shop: Changes.of(nothing=1))
    stock.until(lambda: any(one.ids("nothing") for one in done))
    QApplication.processEvents()


def test_a_button_that_is_pressed_twice_asks_one_second_person(dear: Stock) -> None:
    floor = dear.floor
    with slow_disk(floor.window):
        carry(dear, RING)
        carry(dear, RING)
    settled(dear)
    assert len(asked(dear)) == 1
    confirm(dear)
    dear.until(lambda: floor.place_of(floor.pieces[RING]) == "VIT-A")
    settled(dear)
    assert asked(dear) == []
    assert not floor.window.findChildren(SentenceBar, "refusal")
    moves = "SELECT count(*) FROM move WHERE subject_id = ?"
    assert floor.ask(moves, floor.pieces[RING]) == 2


def test_two_pieces_of_one_value_are_confirmed_one_after_the_other(dear: Stock) -> None:
    floor = dear.floor
    with slow_disk(floor.window):
        carry(dear, RING)
        carry(dear, PENDANT)
    settled(dear)
    assert len(asked(dear)) == 1
    confirm(dear)
    dear.until(lambda: asked(dear))
    confirm(dear)
    dear.until(lambda: {floor.place_of(floor.pieces[one]) for one in (RING, PENDANT)} == {"VIT-A"})
    settled(dear)
    assert asked(dear) == []


def test_what_was_given_up_is_asked_for_again(dear: Stock) -> None:
    floor = dear.floor
    for _ in range(2):
        carry(dear, RING)
        dear.until(lambda: asked(dear))
        dear.press(Qt.Key.Key_Escape)
        dear.until(lambda: not asked(dear))
    carry(dear, RING)
    confirm(dear)
    dear.until(lambda: floor.place_of(floor.pieces[RING]) == "VIT-A")
    carry(dear, RING, "TRAY-07")  # and what was done is no second press of it
    confirm(dear)
    dear.until(lambda: floor.place_of(floor.pieces[RING]) == "TRAY-07")


def test_what_somebody_else_found_here_does_not_stop_who_began_it(
    dear: Stock, staff: dict[str, Actor]
) -> None:
    session = dear.floor.desk.session
    with slow_disk(dear.floor.window):
        carry(dear, RING)
        session.sign_in(staff["olga"])
    settled(dear)
    assert asked(dear) == []
    session.sign_in(staff["mia"])
    carry(dear, RING)
    dear.until(lambda: asked(dear))


def test_a_sheet_of_a_page_s_own_is_there_once_and_others_wait(dear: Stock) -> None:
    ran: list[str] = []
    asking = partial(SecondPersonSheet, dear.floor.desk, act="moves.create")
    for words in ("first", "first", "second", "third"):
        asking(sentence=words, run=lambda _second, said=words: ran.append(said)).open()
    assert [one.sentence.text() for one in asked(dear)] == ["first"]
    confirm(dear)
    assert [one.sentence.text() for one in asked(dear)] == ["second"]
    dear.press(Qt.Key.Key_Escape)
    assert [one.sentence.text() for one in asked(dear)] == ["third"]
    confirm(dear)
    assert ran == ["first", "third"]
    assert asked(dear) == []


def test_a_press_with_other_words_or_another_end_is_another_one(dear: Stock) -> None:
    piece, there = dear.floor.pieces[RING], dear.floor.places["VIT-A"]
    tried: list[str] = []

    def press(words: str, code: str = "") -> None:
        def service(w: Work) -> Changes:
            tried.append(words + code)
            return move(w, [piece], there)

        work_confirmed(
            dear.floor.desk, "move", service, "moves.create", reason_code=code, words=words
        )

    with slow_disk(dear.floor.window):
        for words, code in (("a", ""), ("a", ""), ("b", ""), ("a", "mistake")):
            press(words, code)
    settled(dear)
    assert tried == ["a", "b", "amistake"]
    assert len(asked(dear)) == 1
