"""Handing pieces over and taking them back by the keyboard alone: one paper, signed once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.models.pieces import Measured, Move, Piece, Priced, Stone
from app.services.photos import add_photo
from app.shop import Shop
from app.views.frame.window import MainWindow
from app.views.pieces.piece_page import PiecePage
from app.views.reports.deciding import DecideSheet
from app.views.reports.hand_over_sheet import HandOverSheet, ask_hand_over
from app.views.reports.sign_sheet import SignSheet
from app.views.widgets.second_person import SecondPersonSheet
from tests.conftest import PASSWORD
from tests.services.test_report_demand import first_report
from tests.views.evidence_fixtures import picture
from tests.views.order_fixtures import ALT, Keys, value
from tests.views.page_checks import check_names, check_nothing_clipped
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
    wait_focus(qtbot, f"Signature of {name}")
    keys(Qt.Key.Key_T, ALT)
    hand(Qt.Key.Key_Return)
    hand.pressed += 2


def weigh(qtbot: QtBot, hand: Counted, number: int, grams: str) -> None:
    wait_focus(qtbot, "Weight now")
    hand.type(grams)
    hand(Qt.Key.Key_Return)
    wait_focus(qtbot, "Stones found")
    hand(Qt.Key.Key_Return)


def lent(qtbot: QtBot, window: MainWindow, keys: Keys, house: Shop, rings: list[int]) -> Counted:
    """All three to Lumen, by keys alone."""
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
    hand(Qt.Key.Key_Tab)
    for nth in range(3):
        weigh(qtbot, hand, nth, "5.48")
    both_sign(qtbot, hand, keys, "Lumen")
    qtbot.waitUntil(lambda: window.here[0] == "document")
    return hand


def test_three_go_out_and_come_back_in_two_goes_by_the_keyboard_alone(
    qtbot: QtBot, evidence_window: MainWindow, keys: Keys, house: Shop, rings: list[int]
) -> None:
    hand = lent(qtbot, evidence_window, keys, house, rings)
    assert hand.pressed <= 45, f"{hand.pressed} keys"
    assert value(house, "SELECT count(*) FROM report WHERE reason = 'loan_out'") == 3
    assert value(house, "SELECT count(*) FROM document WHERE document_kind = 'hand_over'") == 1
    sheet = asked(qtbot, evidence_window, rings[:1])  # one of them brings the others along
    assert len(sheet.rows) == 3
    assert "Back from Lumen" in sheet.title.text()
    check_names(sheet)
    check_nothing_clipped(sheet)
    back = Counted(keys)
    wait_focus(qtbot, "Weight now")
    back.type("=")
    back(Qt.Key.Key_Return)
    weigh(qtbot, back, 1, "5.481")
    wait_focus(qtbot, "Weight now")
    back(Qt.Key.Key_F10)  # the third is not here
    both_sign(qtbot, back, keys, "Lumen")
    qtbot.waitUntil(
        lambda: value(house, "SELECT count(*) FROM document WHERE document_kind = 'hand_over'") == 2
    )
    assert value(house, "SELECT count(*) FROM report WHERE reason = 'loan_in'") == 2
    sheet = asked(qtbot, evidence_window, [rings[2]])
    assert [row.quick.piece.id for row in sheet.rows] == [rings[2]]


def test_where_nothing_came_back_nobody_is_asked_to_sign(
    qtbot: QtBot, evidence_window: MainWindow, keys: Keys, house: Shop, rings: list[int]
) -> None:
    lent(qtbot, evidence_window, keys, house, rings)
    sheet = asked(qtbot, evidence_window, rings)
    wait_focus(qtbot, "Weight now")
    keys(Qt.Key.Key_F10)
    assert sheet.error.isVisible()
    assert "Nothing has come yet" in sheet.error.text()
    assert not any(one.isVisible() for one in evidence_window.findChildren(SignSheet))


def test_a_weight_that_stops_goes_out_by_a_manager_in_words_alone(
    qtbot: QtBot, evidence_window: MainWindow, keys: Keys, house: Shop, rings: list[int]
) -> None:
    hand = Counted(keys)
    sheet = asked(qtbot, evidence_window, rings[:1])
    sheet.to.set_text("Lumen")
    sheet.rows[0].weight.setFocus()
    weigh(qtbot, hand, 0, "5.37")
    both_sign(qtbot, hand, keys, "Lumen")
    wait_focus(qtbot, "Why it may pass")
    assert value(house, "SELECT count(*) FROM report WHERE reason = 'loan_out'") == 0
    keys(Qt.Key.Key_Return)
    decide = evidence_window.findChildren(DecideSheet)[0]
    assert decide.isVisible()  # not without a word
    keys.type("Solder removed")
    keys(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(evidence_window.findChildren(SecondPersonSheet)))
    second = evidence_window.findChildren(SecondPersonSheet)[0]
    qtbot.waitUntil(lambda: second.who.choice.count() > 1)
    second.who.set_value("mia")
    second.password.setFocus()
    keys.type(PASSWORD)
    keys(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: evidence_window.here[0] == "document")
    said = str(value(house, "SELECT content FROM report WHERE reason = 'loan_out'"))
    assert "Solder removed" in said
    assert '"decided_by":"Mia Delacroix"' in said


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("5480", "not the weight of a piece"),
        ("5.48 kg", "not the weight of a piece"),
        ("5.48 oz", "not a unit of weight"),
        ("heavy", "not a weight"),
    ],
)
def test_a_weight_of_the_wrong_unit_hands_nothing_over(
    qtbot: QtBot, evidence_window: MainWindow, keys: Keys, house: Shop, rings: list[int],
    typed: str, words: str,
) -> None:  # fmt: skip
    sheet = asked(qtbot, evidence_window, rings[:1])
    sheet.to.set_text("Lumen")
    sheet.rows[0].weight.setFocus()
    keys.type(typed)
    keys(Qt.Key.Key_Return)
    wait_focus(qtbot, "Stones found")
    keys(Qt.Key.Key_Return)
    said = f"{sheet.rows[0].said.text()} {sheet.error.text()}"
    assert words in said, said
    assert value(house, "SELECT count(*) FROM report WHERE reason = 'loan_out'") == 0


def test_without_a_name_nobody_is_asked_to_sign(
    qtbot: QtBot, evidence_window: MainWindow, keys: Keys, rings: list[int]
) -> None:
    sheet = asked(qtbot, evidence_window, rings)
    keys(Qt.Key.Key_F10)
    assert sheet.isVisible()
    assert "To whom is missing" in sheet.to.error


def test_a_piece_without_a_first_report_is_counted_where_one_signs(
    qtbot: QtBot, evidence_window: MainWindow, keys: Keys, house: Shop, staff: dict[str, Actor]
) -> None:
    with house.work(staff["sara"], "take_in") as w:
        chain = w.add(Piece, category="necklace", description="Chain", number=w.number("P"))
        w.add(Priced, subject_kind="piece", subject_id=chain, what="price",
              amount_minor=150_000, currency="USD")  # fmt: skip
        w.step("piece", chain, "intake")
        w.step("piece", chain, "free")
    sheet = asked(qtbot, evidence_window, [chain])
    keys.type("Lumen Magazine")
    sheet.due.input.setText("tomorrow")
    sheet.take()
    wait_focus(qtbot, "Signature of Sara Okafor")
    said = [label.text() for label in evidence_window.findChildren(QLabel) if label.isVisible()]
    assert any(words.startswith("1 piece, as the paper lists them") for words in said)
