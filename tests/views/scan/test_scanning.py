"""Scans from any page: they open, they move; what is unknown is told with ways on."""

from __future__ import annotations

from contextlib import closing

from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.domain.codes import make_code, spaced
from app.domain.errors import UserError
from app.models.pieces import Priced
from app.models.shopwide import Place
from app.services.tag_rolls import rolls as tag_rolls
from app.shop import Shop
from app.views.scan.page import ScanPage
from app.views.scan.place_page import PlacePage
from app.views.scan.roll_sheet import RollSheet
from app.views.widgets.button import Button
from app.views.widgets.second_person import SecondPersonSheet
from app.views.widgets.sentence_bar import SentenceBar
from tests.conftest import PASSWORD
from tests.views.floor import SEVERAL, make_jobs
from tests.views.scan.scanner_hand import Scanner, begin_out


def test_a_piece_opens_from_wherever_one_is(qtbot: QtBot, scanner: Scanner) -> None:
    words = SEVERAL[0]
    scanner.scan(scanner.floor.codes[words])
    qtbot.waitUntil(lambda: scanner.floor.window.here == ("piece", scanner.floor.pieces[words]))
    assert scanner.sounds == ["ok"]


def test_a_job_opens(qtbot: QtBot, scanner: Scanner, house: Shop, staff: dict[str, Actor]) -> None:
    (job,) = make_jobs(house, staff["mia"], 1)
    scanner.scan(scanner.floor.ask("SELECT code FROM job_now WHERE id = ?", job))
    qtbot.waitUntil(lambda: scanner.floor.window.here == ("job", job))


def test_a_place_opens_with_what_lies_in_it(qtbot: QtBot, scanner: Scanner) -> None:
    scanner.scan(scanner.floor.place_codes["TRAY-07"])
    qtbot.waitUntil(lambda: isinstance(scanner.floor.window.page, PlacePage))
    page = scanner.floor.window.page
    assert isinstance(page, PlacePage)
    qtbot.waitUntil(lambda: page.pieces.model.rowCount() == len(SEVERAL))
    assert page.places.view.current_id == scanner.floor.places["TRAY-07"]


def test_a_place_says_what_it_holds_by_currency_and_what_it_does_not_know(
    qtbot: QtBot, scanner: Scanner
) -> None:
    floor = scanner.floor
    with floor.house.work(floor.desk.session.actor, "values") as w:
        w.add(Priced, subject_kind="piece", subject_id=floor.pieces[SEVERAL[0]], what="price",
              amount_minor=900, currency="JPY")  # fmt: skip
        w.edit(Place, floor.places["TRAY-07"], limit_minor=300_000)
    scanner.scan(floor.place_codes["TRAY-07"])
    qtbot.waitUntil(lambda: isinstance(floor.window.page, PlacePage))
    page = floor.window.page
    assert isinstance(page, PlacePage)
    qtbot.waitUntil(lambda: page.pieces.model.rowCount() == len(SEVERAL))
    assert "USD 2,100.00 and JPY 900 of USD 3,000.00 insured" in page._facts.text()
    qtbot.waitUntil(lambda: scanner.bars() == ["Tray 7 may hold more than it is insured for"])
    assert page.findChildren(SentenceBar)[-1].accessibleName() == (
        "Tray 7 may hold more than it is insured for. JPY 900 cannot be compared with the limit of"
        " USD 3,000.00 and counts as above it. Say such a price in USD, and it is compared."
    )


def test_pieces_then_a_place_move_there_and_can_be_undone(qtbot: QtBot, scanner: Scanner) -> None:
    floor = scanner.floor
    first, second = (floor.pieces[words] for words in SEVERAL[:2])
    scanner.scan(floor.codes[SEVERAL[0]])
    qtbot.waitUntil(lambda: floor.window.here == ("piece", first))
    scanner.scan(floor.codes[SEVERAL[1]])
    qtbot.waitUntil(lambda: floor.window.here == ("piece", second))
    in_hand = f"2 pieces: {SEVERAL[0]}, {SEVERAL[1]}"
    qtbot.waitUntil(lambda: scanner.bars() == [in_hand])
    scanner.scan(floor.place_codes["VIT-A"])
    qtbot.waitUntil(lambda: in_hand not in scanner.bars())
    qtbot.waitUntil(lambda: floor.place_of(first) == floor.place_of(second) == "VIT-A")
    qtbot.waitUntil(lambda: floor.window.notice.can_undo)
    floor.window.notice.take_back()
    qtbot.waitUntil(lambda: floor.place_of(first) == "TRAY-07")


def test_pieces_in_hand_can_be_put_down(qtbot: QtBot, scanner: Scanner) -> None:
    floor = scanner.floor
    for words in SEVERAL[:2]:
        scanner.scan(floor.codes[words])
        qtbot.waitUntil(lambda words=words: floor.window.here == ("piece", floor.pieces[words]))
    qtbot.waitUntil(lambda: len(scanner.bars()) == 1)
    scanner.desk._minute.timeout.emit()
    assert scanner.bars() == []
    scanner.scan(floor.place_codes["VIT-A"])
    qtbot.waitUntil(lambda: floor.window.here[0] == "place")
    assert floor.place_of(floor.pieces[SEVERAL[0]]) == "TRAY-07", "nothing moved"


def test_a_tag_of_another_pc_is_told_in_one_sentence_and_its_remedy(
    qtbot: QtBot, scanner: Scanner
) -> None:
    code = make_code(45, 777)
    scanner.scan(code)
    qtbot.waitUntil(lambda: f"{spaced(code)} is not known here" in scanner.bars())
    said = scanner.floor.window.findChildren(SentenceBar)[-1].accessibleName()
    assert said.count("is not known here") == 1
    assert "The check digits are right" in said


def test_an_unknown_code_is_told_over_the_page_with_ways_on(qtbot: QtBot, scanner: Scanner) -> None:
    scanner.scan("1000003917")
    qtbot.waitUntil(lambda: "10 000 039 17 is not known here" in scanner.bars())
    assert scanner.sounds == ["unknown"]
    assert scanner.floor.window.here[0] == "today"
    scanner.scan(scanner.floor.codes[SEVERAL[0]])
    qtbot.waitUntil(lambda: scanner.floor.window.here[0] == "piece")
    assert scanner.bars() == [], "the next scan takes the bar away"


def test_a_strange_code_becomes_another_code_of_a_piece(qtbot: QtBot, scanner: Scanner) -> None:
    strange = "4006381333931"
    scanner.scan(strange)
    qtbot.waitUntil(lambda: len(scanner.bars()) == 1)
    page = scanner.floor.window.page
    assert page is not None
    (bar,) = [one for one in page.findChildren(SentenceBar) if one.isVisible()]
    from app.views.widgets.button import Button

    (answer,) = [b for b in bar.findChildren(Button) if b.text().startswith("It is another code")]
    answer.click()
    scanner.scan(scanner.floor.codes[SEVERAL[0]])
    piece = scanner.floor.pieces[SEVERAL[0]]
    qtbot.waitUntil(
        lambda: scanner.floor.ask("SELECT target_id FROM code_now WHERE code = ?", strange) == piece
    )


def test_nothing_opens_while_the_shop_is_covered(qtbot: QtBot, scanner: Scanner) -> None:
    from PySide6.QtWidgets import QWidget

    scanner.floor.window.cover(QWidget())
    scanner.scan(scanner.floor.codes[SEVERAL[0]])
    scanner.floor.window.uncover()
    assert scanner.floor.window.here[0] == "today"


def test_a_dear_move_asks_the_second_person_and_goes_on(
    qtbot: QtBot, scanner: Scanner, house: Shop, staff: dict[str, Actor]
) -> None:
    from app.services.piece_changes import set_price

    floor = scanner.floor
    piece = floor.pieces[SEVERAL[0]]
    with house.work(staff["mia"], "price") as w:
        set_price(w, piece, "price", 900_000)
    scanner.scan(floor.codes[SEVERAL[0]])
    qtbot.waitUntil(lambda: floor.window.here == ("piece", piece))
    scanner.scan(floor.place_codes["VIT-A"])
    qtbot.waitUntil(lambda: floor.window.findChild(SecondPersonSheet) is not None)
    sheet = floor.window.findChild(SecondPersonSheet)
    assert sheet is not None
    qtbot.waitUntil(lambda: sheet.who.choice.count() > 1)
    sheet.who.set_value("owen")
    sheet.password.input.setText("wrong words here")
    sheet.on_confirm()
    qtbot.waitUntil(lambda: bool(sheet.password.error))
    sheet.password.input.setText(PASSWORD)
    sheet.on_confirm()
    qtbot.waitUntil(lambda: floor.place_of(piece) == "VIT-A")
    second = floor.ask(
        "SELECT second_id FROM work WHERE work_kind = 'move' ORDER BY id DESC LIMIT 1"
    )
    assert second == staff["owen"].user_id


def test_a_refused_scan_question_is_said(scanner: Scanner) -> None:
    scanner.desk._waiting.append("1000002780")
    scanner.desk._on_failed(UserError("t", "m"))
    assert scanner.floor.window.notice.words.startswith("The scan could not be looked up")


def test_print_behind_a_piece_prints_its_tag(qtbot: QtBot, scanner: Scanner) -> None:
    floor = scanner.floor
    scanner.scan(floor.codes[SEVERAL[0]])
    qtbot.waitUntil(lambda: floor.window.here[0] == "piece")
    scanner.command("PRINT")
    qtbot.waitUntil(lambda: floor.ask("SELECT count(*) FROM print_job") == 1)
    assert not scanner.keeper.active


def test_a_minute_of_silence_leads_to_the_scanners_test(qtbot: QtBot, scanner: Scanner) -> None:
    begin_out(qtbot, scanner)
    scanner.keeper.basket.ends_at = 0
    scanner.keeper._on_second()
    qtbot.waitUntil(lambda: "No scan was heard for a minute" in scanner.bars())
    assert not scanner.keeper.active


def test_a_tag_of_a_printed_roll_is_hung_on_the_piece_that_is_shown(
    qtbot: QtBot, scanner: Scanner
) -> None:
    floor = scanner.floor
    floor.window.navigate("scan")
    page = floor.window.page
    assert isinstance(page, ScanPage)
    page._on_roll()
    sheet = floor.window.findChildren(RollSheet)[-1]
    sheet.count.set_text("0")
    sheet.take()
    assert sheet.is_open, "a roll has tags"
    sheet.count.set_text("4")
    sheet.take()
    qtbot.waitUntil(lambda: floor.ask("SELECT count(*) FROM print_job") == 1)
    with closing(floor.house.reader()) as db:
        (roll,) = tag_rolls(db)
    code = roll.last
    piece = floor.pieces[SEVERAL[0]]
    floor.window.navigate("piece", piece)
    scanner.scan(code)
    qtbot.waitUntil(lambda: bool(scanner.bars()))
    shown = floor.window.page
    assert shown is not None
    answers = {
        b.text(): b for bar in shown.findChildren(SentenceBar) for b in bar.findChildren(Button)
    }
    answers["It hangs on this piece"].click()
    qtbot.waitUntil(lambda: floor.ask("SELECT code FROM piece_now WHERE id = ?", piece) == code)
