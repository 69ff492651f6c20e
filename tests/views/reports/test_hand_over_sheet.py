"""Handing pieces over and taking them back by the keyboard alone: one paper, signed once."""

from __future__ import annotations

from contextlib import closing

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.models.pieces import Measured, Move, Piece, Priced, Stone
from app.models.shopwide import Place
from app.services.photos import add_photo
from app.services.piece_states import hold
from app.services.report_start import start_report
from app.services.reports import discard_draft, save_draft
from app.shop import Shop
from app.views.frame.window import MainWindow
from app.views.pieces.piece_page import PiecePage
from app.views.reports.deciding import DecideSheet
from app.views.reports.hand_over_sheet import HandOverSheet, ask_hand_over
from app.views.reports.sign_sheet import SignSheet
from app.views.widgets.button import Button
from app.views.widgets.second_person import SecondPersonSheet
from app.views.widgets.sentence_bar import SentenceBar
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
    wait_focus(qtbot, "Stones found")
    keys(Qt.Key.Key_Return)
    told = f"{sheet.rows[0].said.text()} {sheet.error.text()}"
    assert words in told, told
    assert value(house, "SELECT count(*) FROM report WHERE reason = 'loan_out'") == 0


def test_without_a_name_nobody_is_asked_to_sign(
    qtbot: QtBot, evidence_window: MainWindow, keys: Keys, rings: list[int]
) -> None:
    sheet = asked(qtbot, evidence_window, rings)
    keys(Qt.Key.Key_F10)
    assert sheet.isVisible()
    assert "To whom is missing" in sheet.to.error


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


def test_a_piece_of_which_no_report_is_asked_is_counted_where_one_signs(
    qtbot: QtBot, evidence_window: MainWindow, keys: Keys, house: Shop, staff: dict[str, Actor]
) -> None:
    sheet = asked(qtbot, evidence_window, [a_chain(house, staff, 90_000)])
    said(sheet)
    sheet.take()
    wait_focus(qtbot, "Signature of Sara Okafor")
    seen = [label.text() for label in evidence_window.findChildren(QLabel) if label.isVisible()]
    assert any(words.startswith("1 piece, as the paper lists them") for words in seen)
    keys(Qt.Key.Key_Escape)
    keys(Qt.Key.Key_Escape)


def test_a_demanded_first_report_stops_before_anybody_signs_and_the_piece_can_stay_here(
    qtbot: QtBot, evidence_window: MainWindow, house: Shop, staff: dict[str, Actor],
    rings: list[int],
) -> None:  # fmt: skip
    chain = a_chain(house, staff, 150_000)
    sheet = asked(qtbot, evidence_window, [rings[0], chain])
    (told,) = stops(sheet)
    assert told.endswith("Chain: It has no condition report yet: write the first one whole.")
    said(sheet)
    sheet.rows[0].weight.setText("5.48")
    sheet.rows[0].stones.setText("15")
    sheet.take()
    qtbot.waitUntil(lambda: sheet.error.isVisible())
    assert "nobody has signed" in sheet.error.text()
    assert not signing(evidence_window)
    assert value(house, "SELECT count(*) FROM document WHERE document_kind = 'hand_over'") == 0
    bar = sheet.stops.findChildren(SentenceBar)[-1]
    qtbot.waitUntil(lambda: bar.height() >= bar.heightForWidth(bar.width()) > 0)
    check_names(sheet)
    check_nothing_clipped(sheet)
    press(sheet, "Take it off the list")
    qtbot.waitUntil(lambda: other(evidence_window, sheet) is not None)
    again = other(evidence_window, sheet)
    assert again is not None
    assert [row.quick.piece.id for row in again.rows] == rings[:1]
    assert (again.to.text, again.rows[0].weight.text()) == ("Lumen", "5.48")
    again.take()
    wait_focus(qtbot, "Signature of Sara Okafor")


def other(window: MainWindow, sheet: HandOverSheet) -> HandOverSheet | None:
    """The sheet that took this one's place."""
    found = (one for one in window.findChildren(HandOverSheet) if one.isVisible())
    return next((one for one in found if one is not sheet), None)


def test_a_begun_report_stops_before_anybody_signs_and_is_one_click_away(
    qtbot: QtBot, evidence_window: MainWindow, keys: Keys, house: Shop, staff: dict[str, Actor],
    rings: list[int],
) -> None:  # fmt: skip
    with closing(house.reader()) as db:
        begun = start_report(db, rings[1], "loan_out")
    save_draft(house, staff["sara"], rings[1], begun)
    sheet = asked(qtbot, evidence_window, rings[:2])
    (told,) = stops(sheet)
    assert told.partition(" ")[2].startswith("Cluster ring 1: You have begun a report of it.")
    said(sheet)
    for row in sheet.rows:
        row.weight.setText("5.48")
        row.stones.setText("15")
    sheet.take()
    wait_focus(qtbot, "Go on with the draft")
    assert not signing(evidence_window)
    keys(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: evidence_window.here == ("report", rings[1]))
    discard_draft(house, staff["sara"], rings[1])
    again = asked(qtbot, evidence_window, rings[1:2])  # one brings back all that it was left with
    assert len(again.rows) == 2
    assert (again.to.text, again.rows[0].weight.text()) == ("Lumen", "5.48")
    assert stops(again) == []


def test_a_begun_report_stops_what_came_back_before_anybody_signs(
    qtbot: QtBot, evidence_window: MainWindow, keys: Keys, house: Shop, staff: dict[str, Actor],
    rings: list[int],
) -> None:  # fmt: skip
    lent(qtbot, evidence_window, keys, house, rings)
    with closing(house.reader()) as db:
        begun = start_report(db, rings[0], "loan_in")
    save_draft(house, staff["sara"], rings[0], begun)
    sheet = asked(qtbot, evidence_window, rings[:1])
    assert len(stops(sheet)) == 1
    for row in sheet.rows:
        row.weight.setText("=")
    sheet.take()
    wait_focus(qtbot, "Go on with the draft")
    assert not signing(evidence_window)
    sheet.rows[0].weight.setText("")  # it stays out for now, and the others come
    sheet.take()
    wait_focus(qtbot, "Signature of Sara Okafor")


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


def test_what_is_held_cannot_leave_and_it_is_said_at_once(
    qtbot: QtBot, evidence_window: MainWindow, house: Shop, staff: dict[str, Actor],
    rings: list[int],
) -> None:  # fmt: skip
    with house.work(staff["mia"], "hold") as w:
        hold(w, rings[0], "police")
    sheet = asked(qtbot, evidence_window, rings[:2])
    (told,) = stops(sheet)
    assert "may not leave the premises" in told


def test_nothing_is_chosen_where_they_go_unless_the_borrower_had_something_before(
    qtbot: QtBot, evidence_window: MainWindow, keys: Keys, house: Shop, staff: dict[str, Actor],
    rings: list[int],
) -> None:  # fmt: skip
    with house.work(staff["mia"], "places") as w:
        w.add(Place, kind_code="event", name="AAA", title="A fair that comes first")
    sheet = asked(qtbot, evidence_window, rings[:1])
    assert sheet.place.value is None
    sheet.to.set_text("Lumen")
    sheet.take()
    assert "Say where they go" in sheet.place.error
    assert sheet.place.choice.hasFocus()
    keys(Qt.Key.Key_Escape)
    lent(qtbot, evidence_window, keys, house, rings[:1])
    went = value(house, "SELECT to_place_id FROM move ORDER BY hlc DESC, id DESC LIMIT 1")
    sheet = asked(qtbot, evidence_window, rings[1:2])
    wait_focus(qtbot, "To whom")
    keys.type("lumen")
    keys(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: sheet.place.place_id == went)


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


def test_a_click_beside_the_sheet_throws_nothing_away(
    qtbot: QtBot, evidence_window: MainWindow, rings: list[int]
) -> None:
    sheet = asked(qtbot, evidence_window, rings[:1])
    sheet.to.set_text("Lumen")
    qtbot.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert sheet.isVisible()
    assert sheet.to.text == "Lumen"
