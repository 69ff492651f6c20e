"""The ways to the quick form and out of it: its key, its refusals, a manager before anybody signs."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.models.pieces import Move
from app.services.instruments import Instrument, put_instruments
from app.services.moves import move
from app.services.report_form import ViewPhoto
from app.services.report_quick import QuickAnswer, answered, quick_piece
from app.services.reports import open_draft, sign
from app.shop import Shop
from app.views.frame.palette_words import rank
from app.views.frame.window import MainWindow
from app.views.pieces.piece_page import PiecePage
from app.views.reports.deciding import DecideSheet
from app.views.reports.quick_opening import WORDS
from app.views.reports.quick_sheet import QuickSheet
from app.views.reports.report_page import ReportPage
from app.views.reports.sign_sheet import SignSheet
from app.views.widgets.second_person import SecondPersonSheet, work_confirmed
from app.views.widgets.sentence_bar import SentenceBar
from app.views.widgets.text import Text
from tests.conftest import PASSWORD
from tests.services.test_report_demand import EXAMINER, first_report
from tests.stories.report_pairs import Desk as Pair
from tests.views.evidence_fixtures import picture
from tests.views.order_fixtures import ALT, Keys, value
from tests.views.page_checks import check_names, check_nothing_clipped
from tests.views.reports.test_demanded import comes_back, is_at
from tests.views.reports.test_demanded import lent as lent
from tests.views.reports.writing_hand import wait_focus


@pytest.fixture
def reported(house: Shop, staff: dict[str, Actor], ring: int) -> int:
    """The ring with a report, in the house."""
    first_report(house, staff["sara"], ring)
    with house.work(staff["mia"], "move") as w:
        safe = w.value("SELECT id FROM place WHERE kind_code = 'safe' ORDER BY id LIMIT 1")
        w.add(Move, subject_kind="piece", subject_id=ring, to_place_id=safe)
    return ring


def on_page(qtbot: QtBot, window: MainWindow, ring: int) -> PiecePage:
    window.navigate("piece", ring)
    page = window.page
    assert isinstance(page, PiecePage)
    qtbot.waitUntil(lambda: page.view is not None)
    return page


def sheet_of(qtbot: QtBot, window: MainWindow) -> QuickSheet:
    def found() -> list[QuickSheet]:
        return [one for one in window.findChildren(QuickSheet) if one.isVisible()]

    qtbot.waitUntil(lambda: bool(found()))
    wait_focus(qtbot, "Weight now")
    return found()[0]


def signing(window: MainWindow) -> bool:
    return any(one.isVisible() for one in window.findChildren(SignSheet))


def place_of(house: Shop, kind: str) -> int:
    with closing(house.reader()) as db:
        found = db.value("SELECT id FROM place WHERE kind_code = ? ORDER BY id LIMIT 1", (kind,))
    assert isinstance(found, int)
    return found


def deciding(qtbot: QtBot, window: MainWindow) -> DecideSheet:
    def found() -> list[DecideSheet]:
        return [one for one in window.findChildren(DecideSheet) if one.isVisible()]

    qtbot.waitUntil(lambda: bool(found()))
    return found()[0]


def confirming(qtbot: QtBot, window: MainWindow) -> SecondPersonSheet:
    def found() -> list[SecondPersonSheet]:
        return [one for one in window.findChildren(SecondPersonSheet) if one.isVisible()]

    qtbot.waitUntil(lambda: any(one.who.choice.count() for one in found()))
    return found()[0]


def refusals(page: PiecePage) -> list[SentenceBar]:
    return [bar for bar in page.findChildren(SentenceBar, "refusal") if bar.isVisible()]


def test_a_piece_has_its_quick_form_by_one_key_in_the_menu_and_in_the_palette(
    qtbot: QtBot, evidence_window: MainWindow, keys: Keys, reported: int
) -> None:
    page = on_page(qtbot, evidence_window, reported)
    assert page.can.quick in page.can.more
    assert page.can.quick in page.commands()
    also = "same as last time, nothing new, unchanged, confirm, weigh and count"
    for typed in ("quick", "same as last time", "nothing new"):
        assert rank(WORDS, typed, also) is not None
    keys(Qt.Key.Key_Q, ALT)
    sheet = sheet_of(qtbot, evidence_window)
    assert [row.quick.piece.id for row in sheet.rows] == [reported]
    assert sheet.reason.value == "check"


def test_who_gives_the_quick_form_up_still_has_all_ways_on(
    qtbot: QtBot, evidence_window: MainWindow, keys: Keys, house: Shop, ring: int,
    lent: dict[str, int],
) -> None:  # fmt: skip
    bar = comes_back(qtbot, evidence_window, ring, lent["photo"])
    page = evidence_window.page
    assert isinstance(page, PiecePage)
    for _ in range(2):
        keys(Qt.Key.Key_Q, ALT)
        sheet = sheet_of(qtbot, evidence_window)
        assert sheet.reason.value == "loan_in"  # of the move, and not of the page
        keys(Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: not sheet_open(evidence_window))
        assert refusals(page) == [bar]
    assert value(house, "SELECT count(*) FROM report") == 1
    keys(Qt.Key.Key_R, ALT)
    qtbot.waitUntil(lambda: evidence_window.here == ("report", ring))
    evidence_window.back()
    assert evidence_window.page is page
    assert refusals(page) == [bar]
    keys(Qt.Key.Key_W, ALT)
    wait_focus(qtbot, "Why it goes on without")
    keys(Qt.Key.Key_Escape)
    assert refusals(page) == [bar]


def sheet_open(window: MainWindow) -> bool:
    return any(one.isVisible() for one in window.findChildren(QuickSheet))


def test_a_row_names_all_that_stops_and_a_manager_decides_before_anybody_signs(
    qtbot: QtBot, evidence_window: MainWindow, keys: Keys, house: Shop, reported: int
) -> None:
    on_page(qtbot, evidence_window, reported)
    keys(Qt.Key.Key_Q, ALT)
    sheet = sheet_of(qtbot, evidence_window)
    row = sheet.rows[0]
    keys.type("5.2")
    keys(Qt.Key.Key_Return)
    wait_focus(qtbot, "Stones found")
    keys.type("14")
    keys(Qt.Key.Key_Return)
    decide = deciding(qtbot, evidence_window)
    assert not signing(evidence_window)
    for said in ("280 mg", "14 of 15"):
        assert said in row.said.text()
        assert said in decide.sentence.text()
    wait_focus(qtbot, "Why it may pass")
    keys.type("Seen by me")
    keys(Qt.Key.Key_Return)
    second = confirming(qtbot, evidence_window)
    choice = second.who.choice
    who = {choice.itemData(n) for n in range(choice.count())}
    assert "mia" in who
    assert not who & {"olga", "owen", "sara"}
    assert any("Seen by me" in one.text() for one in second.findChildren(Text))
    check_names(second)
    keys(Qt.Key.Key_Escape)
    assert decide.isVisible()
    assert decide.words.text == "Seen by me"  # what was typed is still there
    decide.take()
    second = confirming(qtbot, evidence_window)
    second.who.set_value("mia")
    second.password.setFocus()
    QApplication.processEvents()
    keys.type(PASSWORD)
    keys(Qt.Key.Key_Return)
    wait_focus(qtbot, "Signature of Sara Okafor")
    keys(Qt.Key.Key_T, ALT)
    keys(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: value(house, "SELECT count(*) FROM report") == 2)


def test_what_was_refused_is_gone_as_soon_as_it_is_mended(
    qtbot: QtBot, evidence_window: MainWindow, keys: Keys, reported: int
) -> None:
    on_page(qtbot, evidence_window, reported)
    keys(Qt.Key.Key_Q, ALT)
    sheet = sheet_of(qtbot, evidence_window)
    row = sheet.rows[0]
    keys.type("abc")
    keys(Qt.Key.Key_Return)
    assert "not a weight" in row.said.text()
    assert row.weight.hasFocus()
    row.stones.setFocus()
    sheet.take()
    assert row.weight.hasFocus()  # where it is to be mended
    keys.type("5")
    assert "not a weight" not in row.said.text()
    keys.type(".48")
    sheet.take()
    assert "Weigh each piece" in sheet.error.text()
    keys.type("15")
    assert not sheet.error.isVisible()


def test_something_new_opens_the_whole_report_with_what_was_typed_and_the_move_goes_on(
    qtbot: QtBot, evidence_window: MainWindow, keys: Keys, house: Shop, ring: int,
    lent: dict[str, int], staff: dict[str, Actor],
) -> None:  # fmt: skip
    comes_back(qtbot, evidence_window, ring, lent["photo"])
    keys(Qt.Key.Key_Q, ALT)
    sheet_of(qtbot, evidence_window)
    keys.type("5.479")
    keys(Qt.Key.Key_Return)
    wait_focus(qtbot, "Stones found")
    keys.type("15")
    keys(Qt.Key.Key_N, ALT)
    qtbot.waitUntil(lambda: evidence_window.here == ("report", ring))
    page = evidence_window.page
    assert isinstance(page, ReportPage)
    qtbot.waitUntil(lambda: page.writing.form.weight_before_mg == 5479)
    assert (page.writing.form.stones_found, page.writing.form.reason) == (15, "loan_in")
    with closing(house.reader()) as db:
        assert open_draft(db, staff["sara"].user_id, ring) is not None
    Pair.photo(Pair(house, staff["sara"], ring), picture("green"), "new.jpg")
    form = replace(
        page.writing.form,
        photos=(ViewPhoto(value(house, "SELECT sha256 FROM file ORDER BY id DESC LIMIT 1")),),
        grade="very_good",
    )
    with house.work(staff["sara"], "sign_report") as w:  # as it is signed on the page
        signed = sign(w, ring, form, (EXAMINER,))
    evidence_window.desk.writer.changed.emit(signed)
    assert "can go on" in evidence_window.notice.words
    assert is_at(house, ring) != lent["photo"]  # not before it is asked for
    keys(Qt.Key.Key_Q, ALT)
    qtbot.waitUntil(lambda: is_at(house, ring) == lent["photo"])
    assert value(house, "SELECT count(*) FROM report") == 2


def test_a_move_that_only_tells_of_a_lacking_report_offers_it_by_a_key(
    qtbot: QtBot, evidence_window: MainWindow, keys: Keys, house: Shop,
    rings: list[int],
) -> None:  # fmt: skip
    ring = rings[0]  # it has been at the bench since its report
    page = on_page(qtbot, evidence_window, ring)
    bench = place_of(house, "bench")
    work_confirmed(page.desk, "move", lambda w: move(w, [ring], bench), "moves.create")
    notice = evidence_window.notice
    qtbot.waitUntil(lambda: notice.words.endswith("without a condition report"))
    assert notice._timer.interval() >= 20_000
    keys(Qt.Key.Key_Q, ALT)
    sheet = sheet_of(qtbot, evidence_window)
    assert sheet.reason.value == "bench_out"
    assert not notice.isVisible()
    keys.type("5.48")
    keys(Qt.Key.Key_Return)
    wait_focus(qtbot, "Stones found")
    keys(Qt.Key.Key_Return)
    wait_focus(qtbot, "Signature of Sara Okafor")
    keys(Qt.Key.Key_T, ALT)
    keys(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: value(house, "SELECT count(*) FROM report") == 4)
    assert evidence_window.here == ("piece", ring)
    evidence_window.navigate("about")  # a page without the key: the notice has it
    work_confirmed(page.desk, "move", lambda w: move(w, rings[1:2], bench), "moves.create")
    qtbot.waitUntil(lambda: notice.words.endswith("without a condition report"))
    keys(Qt.Key.Key_Q, ALT)
    assert sheet_of(qtbot, evidence_window).reason.value == "bench_out"


def test_of_several_scales_none_is_named_that_nobody_chose(
    qtbot: QtBot, evidence_window: MainWindow, keys: Keys, house: Shop, reported: int,
    staff: dict[str, Actor],
) -> None:  # fmt: skip
    with house.work(staff["mia"], "instruments") as w:
        put_instruments(w, [Instrument("Scale 1", 1), Instrument("Scale 2", 10)])
    on_page(qtbot, evidence_window, reported)
    keys(Qt.Key.Key_Q, ALT)
    sheet = sheet_of(qtbot, evidence_window)
    row = sheet.rows[0]
    row.weight.setText("5.48")
    row.stones.setText("15")
    assert sheet.scale is not None
    assert row.answer().instrument == ""
    assert answered(row.quick, row.answer()).instrument == ""
    sheet.scale.set_value("Scale 2")
    sheet.scale.activated.emit(sheet.scale.currentIndex())
    form = answered(row.quick, row.answer())
    assert (form.instrument, form.scale_division_mg) == ("Scale 2", 10)
    check_names(sheet)
    check_nothing_clipped(sheet)
    sheet.dismiss()
    with house.work(staff["mia"], "instruments") as w:
        put_instruments(w, [Instrument("Scale 2", 10)])
    with closing(house.reader()) as db:
        only = quick_piece(db, reported, "check")
    assert answered(only, QuickAnswer(reported, 5480, 15)).instrument == "Scale 2"
    assert answered(only, QuickAnswer(reported, as_it_went=True)).instrument == ""
