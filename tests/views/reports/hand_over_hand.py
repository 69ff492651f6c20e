"""The hand that hands pieces over: three rings, what is said of them, and both signatures."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.models.pieces import Measured, Move, Piece, Priced, Stone
from app.services.photos import add_photo
from app.shop import Shop
from app.views.frame.window import MainWindow
from app.views.pieces.piece_page import PiecePage
from app.views.reports.hand_over_going_on import ask_hand_over
from app.views.reports.hand_over_sheet import HandOverSheet
from app.views.reports.sign_sheet import SignSheet
from app.views.widgets.button import Button
from app.views.widgets.second_person import SecondPersonSheet
from app.views.widgets.sentence_bar import SentenceBar
from tests.services.test_report_demand import first_report
from tests.views.evidence_fixtures import picture
from tests.views.order_fixtures import ALT, Keys
from tests.views.reports.writing_hand import Counted, wait_focus


@pytest.fixture
def rings(house: Shop, staff: dict[str, Actor]) -> list[int]:
    """Three rings with fifteen stones each, photographed and reported some time ago, at 1,500.00."""
    found = []
    with house.work(staff["sara"], "take_in") as w:
        safe = w.value("SELECT id FROM place WHERE kind_code = 'safe' ORDER BY id LIMIT 1")
        for nth in range(3):
            piece = w.add(
                Piece, category="ring", description=f"Cluster ring {nth}", number=w.number("P")
            )
            w.add(Stone, piece_id=piece, position=1, species="diamond", count=15)
            w.add(
                Measured, subject_kind="piece", subject_id=piece, what="gross_weight_mg", value=5480
            )
            w.add(Priced, subject_kind="piece", subject_id=piece, what="price",
                  amount_minor=150_000, currency="USD")  # fmt: skip
            w.step("piece", piece, "intake")
            w.step("piece", piece, "free")
            w.code("piece", piece)
            found.append(piece)
    for piece in found:
        add_photo(house, staff["sara"], "piece", piece, picture(), "top.jpg", "top")
        first_report(house, staff["sara"], piece)
    with house.work(staff["mia"], "move") as w:  # they have been at the bench since
        for place in (
            w.value("SELECT id FROM place WHERE kind_code = 'bench' ORDER BY id LIMIT 1"),
            safe,
        ):
            for piece in found:
                w.add(Move, subject_kind="piece", subject_id=piece, to_place_id=place)
    return found


def asked(qtbot: QtBot, window: MainWindow, rings: list[int]) -> HandOverSheet:
    """The sheet of a hand-over, asked for on the page of the first piece."""
    window.navigate("piece", rings[0])
    page = window.page
    assert isinstance(page, PiecePage)
    qtbot.waitUntil(lambda: page.view is not None)
    ask_hand_over(window.desk, rings)
    qtbot.waitUntil(lambda: any(s.isVisible() for s in window.findChildren(HandOverSheet)))
    return next(s for s in window.findChildren(HandOverSheet) if s.isVisible())


def both_sign(qtbot: QtBot, hand: Counted, keys: Keys, name: str) -> None:
    wait_focus(qtbot, "Signature of Sara Okafor")
    keys(Qt.Key.Key_T, ALT)
    hand(Qt.Key.Key_Return)
    wait_focus(qtbot, "Name, as printed")
    hand.type(name)
    keys(Qt.Key.Key_T, ALT)
    wait_focus(qtbot, f"Signature of {name}")
    hand(Qt.Key.Key_Return)
    hand.pressed += 2


def weigh(qtbot: QtBot, hand: Counted, number: int, grams: str) -> None:
    wait_focus(qtbot, "Weight now")
    hand.type(grams)
    hand(Qt.Key.Key_Return)
    wait_focus(qtbot, "Stones found")
    hand(Qt.Key.Key_Return)


def lent(qtbot: QtBot, window: MainWindow, keys: Keys, house: Shop, rings: list[int]) -> Counted:
    """All of them to Lumen, by keys alone."""
    hand = Counted(keys)
    asked(qtbot, window, rings)
    wait_focus(qtbot, "To whom")
    hand.type("Lumen")
    hand(Qt.Key.Key_Return)
    wait_focus(qtbot, "Back by")
    hand.type("tomorrow")
    hand(Qt.Key.Key_Return)
    wait_focus(qtbot, "Purpose")
    hand(Qt.Key.Key_Return)
    wait_focus(qtbot, "Where to")
    hand.type("m")
    hand(Qt.Key.Key_Return)
    for nth in range(len(rings)):
        weigh(qtbot, hand, nth, "5.48")
    both_sign(qtbot, hand, keys, "Lumen")
    qtbot.waitUntil(lambda: window.here[0] == "document")
    return hand


def a_chain(house: Shop, staff: dict[str, Actor], minor: int) -> int:
    """A chain without stones, photographed and never reported, worth so much."""
    with house.work(staff["sara"], "take_in") as w:
        safe = w.value("SELECT id FROM place WHERE kind_code = 'safe' ORDER BY id LIMIT 1")
        chain = w.add(Piece, category="necklace", description="Chain", number=w.number("P"))
        w.add(Priced, subject_kind="piece", subject_id=chain, what="price",
              amount_minor=minor, currency="USD")  # fmt: skip
        w.step("piece", chain, "intake")
        w.step("piece", chain, "free")
        w.add(Move, subject_kind="piece", subject_id=chain, to_place_id=safe)
        w.code("piece", chain)
    add_photo(house, staff["sara"], "piece", chain, picture(), "top.jpg", "top")
    return chain


def said(sheet: HandOverSheet) -> None:
    """To Lumen, until tomorrow, to the first place outside."""
    sheet.to.set_text("Lumen")
    sheet.due.input.setText("tomorrow")
    sheet.place.choose(sheet.ready.places[0][0], "")
    sheet.place.committed.emit(sheet.place.value)  # as one who chose it by hand


def signing(window: MainWindow) -> bool:
    return any(one.isVisible() for one in window.findChildren(SignSheet))


def stops(sheet: HandOverSheet) -> list[str]:
    bars = [bar for bar in sheet.stops.findChildren(SentenceBar) if not bar.isHidden()]
    return [f"{bar.title.text()}: {bar.sentence.text()}" for bar in bars]


def press(sheet: HandOverSheet, name: str) -> None:
    button = next(one for one in sheet.stops.findChildren(Button)
                  if one.accessibleName().startswith(name) and not one.isHidden())  # fmt: skip
    button.setFocus()
    button.click()


def other(window: MainWindow, sheet: HandOverSheet) -> HandOverSheet | None:
    """The sheet that took this one's place."""
    found = (one for one in window.findChildren(HandOverSheet) if one.isVisible())
    return next((one for one in found if one is not sheet), None)


def seconds(window: MainWindow) -> SecondPersonSheet | None:
    found = (one for one in window.findChildren(SecondPersonSheet) if one.isVisible())
    return next(found, None)
