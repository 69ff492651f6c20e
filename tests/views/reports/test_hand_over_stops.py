"""What stops a hand-over is said before anybody signs, and each has its way on."""

from __future__ import annotations

from contextlib import closing

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.models.pieces import Priced
from app.models.shopwide import Place
from app.services.piece_states import hold
from app.services.report_start import start_report
from app.services.reports import save_draft
from app.shop import Shop
from app.views.frame.window import MainWindow
from app.views.reports.report_page import ReportPage
from app.views.widgets.sentence_bar import SentenceBar
from tests.conftest import PASSWORD
from tests.views.order_fixtures import Keys, value
from tests.views.page_checks import check_names, check_nothing_clipped
from tests.views.reports.hand_over_hand import (
    a_chain,
    asked,
    both_sign,
    lent,
    other,
    press,
    said,
    seconds,
    signing,
    stops,
)
from tests.views.reports.writing_hand import Counted, wait_focus


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


def test_the_first_report_is_opened_for_the_reason_for_which_it_is_asked(
    qtbot: QtBot, evidence_window: MainWindow, keys: Keys, house: Shop, staff: dict[str, Actor]
) -> None:
    chain = a_chain(house, staff, 150_000)
    sheet = asked(qtbot, evidence_window, [chain])
    said(sheet)
    press(sheet, "Open its report")
    qtbot.waitUntil(lambda: evidence_window.here == ("report", chain))
    page = evidence_window.page
    assert isinstance(page, ReportPage)
    qtbot.waitUntil(lambda: page.opened is not None)
    assert page.writing.form.reason == "loan_out"
    keys(Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: other(evidence_window, sheet) is not None)
    again = other(evidence_window, sheet)
    assert again is not None
    assert again.to.text == "Lumen"
    (told,) = stops(again)
    assert "You have begun a report of it" in told


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
    page = evidence_window.page
    assert isinstance(page, ReportPage)
    qtbot.waitUntil(lambda: page.opened is not None)
    page.discard()
    sql = "SELECT count(*) FROM draft WHERE draft_kind = 'report'"
    qtbot.waitUntil(lambda: value(house, sql) == 0)
    keys(Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)  # on the report's own page
    qtbot.waitUntil(lambda: other(evidence_window, sheet) is not None)
    again = other(evidence_window, sheet)
    assert again is not None
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


def test_pieces_that_are_not_out_by_the_paper_are_left_alone_and_it_is_said(
    qtbot: QtBot, evidence_window: MainWindow, keys: Keys, house: Shop, rings: list[int]
) -> None:
    lent(qtbot, evidence_window, keys, house, rings[:1])
    sheet = asked(qtbot, evidence_window, rings[:2])
    assert [row.quick.piece.id for row in sheet.rows] == rings[:1]
    assert "1 piece of those marked is not out by H10-" in sheet.sentence.text()


def test_the_second_person_is_asked_before_anybody_signs_and_giving_up_loses_nothing(
    qtbot: QtBot, evidence_window: MainWindow, keys: Keys, house: Shop, staff: dict[str, Actor],
    rings: list[int],
) -> None:  # fmt: skip
    with house.work(staff["mia"], "worth") as w:
        w.add(Priced, subject_kind="piece", subject_id=rings[0], what="price",
              amount_minor=5_000_000, currency="USD")  # fmt: skip
    sheet = asked(qtbot, evidence_window, rings[:1])
    said(sheet)
    sheet.rows[0].weight.setText("5.48")
    sheet.rows[0].stones.setText("15")
    sheet.take()
    qtbot.waitUntil(lambda: seconds(evidence_window) is not None)
    assert not signing(evidence_window)
    keys(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: seconds(evidence_window) is None)
    assert (sheet.isVisible(), sheet.to.text, sheet.rows[0].weight.text()) == (
        True,
        "Lumen",
        "5.48",
    )
    sheet.take()
    qtbot.waitUntil(lambda: seconds(evidence_window) is not None)
    second = seconds(evidence_window)
    assert second is not None
    assert "50,000" in second.sentence.text()
    qtbot.waitUntil(lambda: second.who.choice.count() > 1)
    second.who.set_value("mia")
    second.password.setFocus()
    keys.type(PASSWORD)
    keys(Qt.Key.Key_Return)
    wait_focus(qtbot, "Signature of Sara Okafor")
    keys(Qt.Key.Key_Escape)  # who gives up here is not confirmed a second time
    qtbot.waitUntil(lambda: not signing(evidence_window))
    sheet.take()
    both_sign(qtbot, Counted(keys), keys, "Lena Marsh")
    qtbot.waitUntil(lambda: evidence_window.here[0] == "document")
    kept = str(value(house, "SELECT content FROM document WHERE document_kind = 'hand_over'"))
    assert '"Lena Marsh, typed"' in kept


def test_a_click_beside_the_sheet_throws_nothing_away(
    qtbot: QtBot, evidence_window: MainWindow, rings: list[int]
) -> None:
    sheet = asked(qtbot, evidence_window, rings[:1])
    sheet.to.set_text("Lumen")
    qtbot.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert sheet.isVisible()
    assert sheet.to.text == "Lumen"


def test_many_that_stop_share_a_line_and_go_off_the_list_at_once(
    qtbot: QtBot, evidence_window: MainWindow, house: Shop, staff: dict[str, Actor],
    rings: list[int],
) -> None:  # fmt: skip
    chains = [a_chain(house, staff, 150_000) for _ in range(7)]
    sheet = asked(qtbot, evidence_window, [rings[0], *chains])
    told = stops(sheet)
    assert len(told) == 5
    assert told[-1].startswith("3 pieces more: ")
    assert [one.text() for one in sheet.stops.buttons].count("Go on without all 7") == 1
    press(sheet, "Take all 7 off the list")
    qtbot.waitUntil(lambda: other(evidence_window, sheet) is not None)
    again = other(evidence_window, sheet)
    assert again is not None
    assert [row.quick.piece.id for row in again.rows] == rings[:1]
    assert stops(again) == []
