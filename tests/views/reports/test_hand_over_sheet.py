"""Handing pieces over and taking them back by the keyboard alone: one paper, signed once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.shop import Shop
from app.views.documents.document_page import DocumentPage
from app.views.frame.window import MainWindow
from app.views.reports.deciding import DecideSheet
from app.views.reports.quick_sheet import NEWS_KEY
from app.views.reports.sign_sheet import SignSheet
from app.views.scan.place_chooser import PlaceChooser
from app.views.widgets.button import Button
from app.views.widgets.second_person import SecondPersonSheet
from tests.conftest import PASSWORD
from tests.views.order_fixtures import Keys, value
from tests.views.page_checks import check_names, check_nothing_clipped
from tests.views.reports.hand_over_hand import (
    a_chain,
    asked,
    both_sign,
    lent,
    said,
    signing,
    weigh,
)
from tests.views.reports.writing_hand import Counted, wait_focus


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
    assert f"write its report first ({NEWS_KEY})" in sheet.sentence.text()
    check_names(sheet)
    check_nothing_clipped(sheet)
    back = Counted(keys)
    wait_focus(qtbot, "Weight now")
    back.type("=")
    back(Qt.Key.Key_Return)
    weigh(qtbot, back, 1, "5.481")
    wait_focus(qtbot, "Weight now")
    back(Qt.Key.Key_F10)  # the third is not here
    wait_focus(qtbot, "Signature of Sara Okafor")
    told = [one.text() for one in evidence_window.findChildren(QLabel) if one.isVisible()]
    left = sheet.rows[2].quick.piece.number
    assert any(f"1 piece stays out: {left}." in words for words in told)
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
    said(sheet)
    sheet.rows[0].weight.setFocus()
    weigh(qtbot, hand, 0, "5.37")
    wait_focus(qtbot, "Why it may pass")  # and nobody has signed yet
    assert not any(one.isVisible() for one in evidence_window.findChildren(SignSheet))
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
    both_sign(qtbot, hand, keys, "Lumen")
    qtbot.waitUntil(lambda: evidence_window.here[0] == "document")
    kept = str(value(house, "SELECT content FROM report WHERE reason = 'loan_out'"))
    assert "Solder removed" in kept
    assert '"decided_by":"Mia Delacroix"' in kept


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
    said(sheet)
    sheet.rows[0].weight.setFocus()
    keys.type(typed)
    keys(Qt.Key.Key_Return)
    assert sheet.rows[0].weight.hasFocus()  # it is typed anew
    sheet.take()
    told = f"{sheet.rows[0].said.text()} {sheet.error.text()}"
    assert words in told, told
    assert value(house, "SELECT count(*) FROM report WHERE reason = 'loan_out'") == 0


@pytest.mark.parametrize(
    ("typed", "words"),
    [("yesterday", "due before they went"), ("2062-05-11", "more than five years away")],
)
def test_a_day_that_cannot_be_meant_is_refused_before_anybody_signs(
    qtbot: QtBot, evidence_window: MainWindow, rings: list[int], typed: str, words: str
) -> None:
    sheet = asked(qtbot, evidence_window, rings[:1])
    said(sheet)
    sheet.due.input.setText(typed)
    sheet.rows[0].weight.setText("5.48")
    sheet.rows[0].stones.setText("15")
    sheet.take()
    qtbot.waitUntil(lambda: words in sheet.due.error)
    assert not signing(evidence_window)


def test_a_loan_of_years_is_doubted_where_it_is_typed(
    qtbot: QtBot, evidence_window: MainWindow, keys: Keys, rings: list[int]
) -> None:
    sheet = asked(qtbot, evidence_window, rings[:1])
    sheet.due.input.setFocus()
    keys.type("2028-05-11")
    keys(Qt.Key.Key_Return)
    labels = [one.text() for one in sheet.due.findChildren(QLabel)]
    assert "more than a year away" in labels


def test_without_a_name_nobody_is_asked_to_sign(
    qtbot: QtBot, evidence_window: MainWindow, keys: Keys, rings: list[int]
) -> None:
    sheet = asked(qtbot, evidence_window, rings)
    keys(Qt.Key.Key_F10)
    assert sheet.isVisible()
    assert "To whom is missing" in sheet.to.error


def test_enter_goes_past_what_did_not_come_and_counts_nothing_there(
    qtbot: QtBot, evidence_window: MainWindow, keys: Keys, house: Shop, rings: list[int]
) -> None:
    lent(qtbot, evidence_window, keys, house, rings)
    sheet = asked(qtbot, evidence_window, rings[:1])
    wait_focus(qtbot, "Weight now")
    keys(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: sheet.rows[1].weight.hasFocus())
    assert sheet.rows[0].stones.text() == ""
    sheet.rows[0].stones.setText("15")  # counted, so it came: it is weighed as well
    sheet.take()
    assert sheet.rows[0].weight.hasFocus()
    assert "Weigh each piece" in sheet.error.text()
    assert not signing(evidence_window)


def test_it_comes_back_to_where_it_lay_and_what_went_without_a_report_needs_none(
    qtbot: QtBot, evidence_window: MainWindow, keys: Keys, house: Shop, staff: dict[str, Actor]
) -> None:
    chain = a_chain(house, staff, 90_000)
    sheet = asked(qtbot, evidence_window, [chain])
    said(sheet)
    sheet.take()
    both_sign(qtbot, Counted(keys), keys, "Lumen")
    qtbot.waitUntil(lambda: evidence_window.here[0] == "document")
    sheet = asked(qtbot, evidence_window, [chain])
    safe = value(house, "SELECT id FROM place WHERE kind_code = 'safe' ORDER BY id LIMIT 1")
    assert sheet.place.place_id == safe
    sheet.take()
    assert "Nothing has come yet" in sheet.error.text()
    (tick,) = sheet.ticks.values()
    tick.setFocus()
    keys(Qt.Key.Key_Space)
    sheet.take()
    both_sign(qtbot, Counted(keys), keys, "Lumen")
    qtbot.waitUntil(lambda: evidence_window.here[0] == "document")
    assert value(house, "SELECT to_place_id FROM move ORDER BY hlc DESC, id DESC LIMIT 1") == safe
    assert value(house, "SELECT count(*) FROM report WHERE reason = 'loan_in'") == 0


def test_from_its_paper_what_is_out_is_taken_back(
    qtbot: QtBot, evidence_window: MainWindow, keys: Keys, house: Shop, rings: list[int]
) -> None:
    lent(qtbot, evidence_window, keys, house, rings[:2])
    page = evidence_window.page
    assert isinstance(page, DocumentPage)
    qtbot.waitUntil(lambda: page.out.action.isVisible())
    assert page.out.action.text() == "Take back 2 pieces"
    assert any(one.text() == "Take back 2 pieces" and one.isVisible()
               for one in page.findChildren(Button))  # fmt: skip
    check_nothing_clipped(page)
    qtbot.waitUntil(lambda: page.view.hasFocus())
    keys(Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    wait_focus(qtbot, "Weight now")
    for _ in range(2):
        keys.type("=")
        keys(Qt.Key.Key_Return)
    both_sign(qtbot, Counted(keys), keys, "Lumen")
    sql = "SELECT count(*) FROM document WHERE document_kind = 'hand_over'"
    qtbot.waitUntil(lambda: value(house, sql) == 2)
    qtbot.waitUntil(lambda: page.card is not None and page.title.endswith("00002"))
    assert not page.out.action.isVisible()


def test_the_bench_is_one_key_away_and_no_loan(
    qtbot: QtBot, evidence_window: MainWindow, keys: Keys, house: Shop, rings: list[int]
) -> None:
    sheet = asked(qtbot, evidence_window, rings[:2])
    check_nothing_clipped(sheet)
    wait_focus(qtbot, "To whom")
    keys(Qt.Key.Key_F4)
    qtbot.waitUntil(lambda: bool(evidence_window.findChildren(PlaceChooser)))
    assert not sheet.is_open
    chooser = evidence_window.findChildren(PlaceChooser)[-1]
    assert chooser.accessibleName() == "Move 2 pieces"
    keys.type("bench")
    qtbot.waitUntil(lambda: [row.words for row in chooser.model.rows] == ["Bench 1"])
    keys(Qt.Key.Key_Return)
    bench = (
        "SELECT count(*) FROM piece_now AS n JOIN place AS p ON p.id = n.place_id"
        " WHERE p.kind_code = 'bench'"
    )
    qtbot.waitUntil(lambda: value(house, bench) == 2)
