"""Scans from any page: they open, they move, they gather in the basket; what is unknown is told."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.domain.codes import COMMAND_CODES, make_code, spaced
from app.domain.errors import UserError
from app.services.drafts import open_drafts
from app.services.tag_rolls import rolls as tag_rolls
from app.shop import Shop
from app.views.scan.basket import OK, TWICE, UNKNOWN, WRONG
from app.views.scan.count_sheet import CountSheet
from app.views.scan.keeper import BasketKeeper
from app.views.scan.page import ScanPage
from app.views.scan.piece_chooser import PieceChooser
from app.views.scan.place_page import PlacePage
from app.views.scan.roll_sheet import RollSheet
from app.views.scan.rows import offers_of
from app.views.scan.wiring import ScanDesk
from app.views.widgets.button import Button
from app.views.widgets.second_person import SecondPersonSheet
from app.views.widgets.sentence_bar import SentenceBar
from tests.conftest import PASSWORD
from tests.views.floor import SEVERAL, Floor, make_jobs, press


@dataclass
class Scanner:
    """The floor with scans wired as in the program."""

    floor: Floor
    desk: ScanDesk
    sounds: list[str]

    def scan(self, code: str) -> None:
        """As the router does when no field took it."""
        page = self.floor.window.page
        if page is None or not page.on_scan(code):
            self.desk.everywhere(code)

    def command(self, name: str) -> None:
        """Scan a command card."""
        self.scan(COMMAND_CODES[name])

    @property
    def keeper(self) -> BasketKeeper:
        return BasketKeeper.of(self.floor.desk)

    def bars(self) -> list[str]:
        """The titles of the sentence bars on the page."""
        page = self.floor.window.page
        assert page is not None
        return [bar.title.text() for bar in page.findChildren(SentenceBar) if bar.isVisible()]


@pytest.fixture
def scanner(qtbot: QtBot, sit: Callable[[str], Floor]) -> Scanner:
    floor = sit("mia")
    sounds: list[str] = []
    floor.desk.sounds.play = sounds.append
    floor.window.navigate("today")
    return Scanner(floor, ScanDesk(floor.window), sounds)


def rows(scanner: Scanner) -> list[str]:
    return [row.result for row in scanner.keeper.basket.rows]


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


def test_a_place_then_pieces_gather_in_the_basket_until_done(
    qtbot: QtBot, scanner: Scanner
) -> None:
    floor = scanner.floor
    scanner.scan(floor.place_codes["VIT-A"])
    qtbot.waitUntil(lambda: floor.window.here[0] == "place")
    scanner.scan(floor.codes[SEVERAL[0]])
    qtbot.waitUntil(lambda: floor.window.here[0] == "scan")
    scanner.scan(floor.codes[SEVERAL[1]])
    qtbot.waitUntil(lambda: rows(scanner) == [OK, OK])
    assert floor.place_of(floor.pieces[SEVERAL[0]]) == "TRAY-07", "nothing moves before DONE"
    scanner.command("DONE")
    qtbot.waitUntil(lambda: floor.place_of(floor.pieces[SEVERAL[1]]) == "VIT-A")
    qtbot.waitUntil(lambda: not scanner.keeper.basket.rows)


def begin_out(qtbot: QtBot, scanner: Scanner) -> ScanPage:
    scanner.command("OUT")
    qtbot.waitUntil(lambda: scanner.floor.window.here[0] == "scan")
    scanner.scan(scanner.floor.place_codes["VIT-A"])
    qtbot.waitUntil(lambda: scanner.keeper.basket.target is not None)
    page = scanner.floor.window.page
    assert isinstance(page, ScanPage)
    return page


def test_out_shows_its_mode_and_each_scan_its_row(qtbot: QtBot, scanner: Scanner) -> None:
    page = begin_out(qtbot, scanner)
    assert page.bar.isVisible()
    assert page.bar.words == "Each piece you scan is set down for Vitrine A"
    assert page.bar.accessibleName().startswith("Mode OUT to Vitrine A, ends in")
    for words in (SEVERAL[0], SEVERAL[1], SEVERAL[0]):
        scanner.scan(scanner.floor.codes[words])  # a quick hand: nobody waits for an answer
    qtbot.waitUntil(lambda: rows(scanner) == [TWICE, OK, OK])
    assert "twice" in scanner.sounds
    assert page.list.accessibleName() == "Scans, 3"
    qtbot.waitUntil(lambda: page._done.text() == "Move 2 pieces")
    scanner.command("UNDO")
    qtbot.waitUntil(lambda: rows(scanner) == [OK, OK])


def test_an_empty_basket_offers_nothing_to_move(qtbot: QtBot, scanner: Scanner) -> None:
    page = begin_out(qtbot, scanner)
    assert not page._done.isEnabled()
    scanner.scan(scanner.floor.codes[SEVERAL[0]])
    qtbot.waitUntil(page._done.isEnabled)
    scanner.command("UNDO")
    qtbot.waitUntil(lambda: not page._done.isEnabled())


def test_f10_moves_them(qtbot: QtBot, scanner: Scanner) -> None:
    page = begin_out(qtbot, scanner)
    scanner.scan(scanner.floor.codes[SEVERAL[2]])
    qtbot.waitUntil(lambda: scanner.keeper.facts is not None and rows(scanner) == [OK])
    press(page, Qt.Key.Key_F10)
    piece = scanner.floor.pieces[SEVERAL[2]]
    qtbot.waitUntil(lambda: scanner.floor.place_of(piece) == "VIT-A")
    qtbot.waitUntil(lambda: not scanner.keeper.active)


def moved_with_one_left(qtbot: QtBot, scanner: Scanner) -> ScanPage:
    """One piece was moved, an unknown code waits; the notice of the move has gone."""
    page = begin_out(qtbot, scanner)
    scanner.scan("1000003917")
    scanner.scan(scanner.floor.codes[SEVERAL[2]])
    qtbot.waitUntil(lambda: rows(scanner) == [OK, UNKNOWN])
    press(page, Qt.Key.Key_F10)
    qtbot.waitUntil(lambda: rows(scanner) == [UNKNOWN])
    qtbot.waitUntil(lambda: scanner.floor.window.notice.can_undo)
    scanner.floor.window.notice.hide_now()
    assert scanner.floor.place_of(scanner.floor.pieces[SEVERAL[2]]) == "VIT-A"
    return page


def test_ctrl_z_takes_the_move_back_and_leaves_what_was_scanned_before(
    qtbot: QtBot, scanner: Scanner
) -> None:
    page = moved_with_one_left(qtbot, scanner)
    assert page.undo_button.toolTip() == "Undo the last move"
    press(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    piece = scanner.floor.pieces[SEVERAL[2]]
    qtbot.waitUntil(lambda: scanner.floor.place_of(piece) == "TRAY-07")
    assert rows(scanner) == [UNKNOWN]
    qtbot.waitUntil(lambda: page.undo_button.toolTip() == "Undo the last scan")


def test_ctrl_z_takes_what_was_scanned_after_the_move_then_the_move(
    qtbot: QtBot, scanner: Scanner
) -> None:
    page = moved_with_one_left(qtbot, scanner)
    scanner.scan(scanner.floor.codes[SEVERAL[0]])
    qtbot.waitUntil(lambda: len(rows(scanner)) == 2)
    page.take_back()
    assert rows(scanner) == [UNKNOWN]
    page.take_back()
    piece = scanner.floor.pieces[SEVERAL[2]]
    qtbot.waitUntil(lambda: scanner.floor.place_of(piece) == "TRAY-07")


def test_a_move_that_its_notice_took_back_is_not_taken_back_twice(
    qtbot: QtBot, scanner: Scanner
) -> None:
    page = begin_out(qtbot, scanner)
    scanner.scan(scanner.floor.codes[SEVERAL[2]])
    qtbot.waitUntil(lambda: scanner.keeper.facts is not None and rows(scanner) == [OK])
    press(page, Qt.Key.Key_F10)
    qtbot.waitUntil(lambda: scanner.floor.window.notice.can_undo)
    assert scanner.keeper.last_act == "move"
    scanner.floor.window.notice.take_back()
    assert scanner.keeper.last_act == ""
    assert not page.undo_button.isEnabled()


def test_done_without_anything_to_move_says_so(qtbot: QtBot, scanner: Scanner) -> None:
    page = begin_out(qtbot, scanner)
    scanner.scan("1000003917")
    qtbot.waitUntil(lambda: rows(scanner) == [UNKNOWN])
    assert scanner.sounds[-1] == "unknown"
    press(page, Qt.Key.Key_F10)
    qtbot.waitUntil(lambda: "Nothing to move" in scanner.bars())


def test_a_doubtful_row_is_answered_by_its_letter(qtbot: QtBot, scanner: Scanner) -> None:
    page = begin_out(qtbot, scanner)
    scanner.scan("1000003917")
    qtbot.waitUntil(lambda: rows(scanner) == [UNKNOWN])
    page.list.setFocus()
    press(page, Qt.Key.Key_X)
    qtbot.waitUntil(lambda: rows(scanner) == [])


def test_the_mode_ends_by_esc_and_the_rows_stay(qtbot: QtBot, scanner: Scanner) -> None:
    page = begin_out(qtbot, scanner)
    scanner.scan(scanner.floor.codes[SEVERAL[0]])
    qtbot.waitUntil(lambda: rows(scanner) == [OK])
    press(page, Qt.Key.Key_Escape)
    assert not page.bar.isVisible()
    assert rows(scanner) == [OK]


def test_a_tray_that_was_looked_through_tells_what_is_missing(
    qtbot: QtBot, scanner: Scanner
) -> None:
    floor = scanner.floor
    scanner.command("COUNT")
    qtbot.waitUntil(lambda: floor.window.here[0] == "scan")
    scanner.scan(floor.place_codes["TRAY-07"])
    qtbot.waitUntil(lambda: scanner.keeper.basket.target is not None)
    for words in SEVERAL[:4]:
        scanner.scan(floor.codes[words])
    qtbot.waitUntil(lambda: rows(scanner) == [OK] * 4)
    qtbot.waitUntil(
        lambda: scanner.keeper.facts is not None and len(scanner.keeper.facts.expected) == 5
    )
    scanner.command("DONE")
    qtbot.waitUntil(lambda: floor.window.findChild(CountSheet) is not None)
    sheet = floor.window.findChild(CountSheet)
    assert sheet is not None
    assert sheet.title.text() == "4 of 5 seen in Tray 7"
    assert "1 was not seen" in sheet.sentence.text()


def test_a_piece_from_elsewhere_can_be_moved_into_the_tray_it_lies_in(
    qtbot: QtBot, scanner: Scanner
) -> None:
    floor = scanner.floor
    scanner.command("COUNT")
    qtbot.waitUntil(lambda: floor.window.here[0] == "scan")
    scanner.scan(floor.place_codes["TRAY-08"])
    qtbot.waitUntil(lambda: scanner.keeper.basket.target is not None)
    scanner.scan(floor.codes[SEVERAL[0]])
    qtbot.waitUntil(lambda: rows(scanner) == [WRONG])
    scanner.keeper.move_here()
    qtbot.waitUntil(lambda: floor.place_of(floor.pieces[SEVERAL[0]]) == "TRAY-08")


def test_a_basket_survives_the_program(qtbot: QtBot, scanner: Scanner) -> None:
    floor = scanner.floor
    begin_out(qtbot, scanner)
    scanner.scan(floor.codes[SEVERAL[0]])
    qtbot.waitUntil(lambda: rows(scanner) == [OK])
    me = floor.desk.session.actor.user_id

    def kept() -> bool:
        db = floor.house.reader()
        try:
            return bool(open_drafts(db, me, "scan_basket"))
        finally:
            db.close()

    qtbot.waitUntil(kept)
    scanner.keeper.basket.clear()
    scanner.keeper.restore()
    qtbot.waitUntil(lambda: len(scanner.keeper.basket.rows) == 1)
    assert scanner.keeper.basket.target is not None
    qtbot.waitUntil(lambda: "was kept" in " ".join(scanner.bars()))


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


def test_print_prints_the_tags_of_what_was_scanned(qtbot: QtBot, scanner: Scanner) -> None:
    floor = scanner.floor
    scanner.command("PRINT")
    qtbot.waitUntil(lambda: floor.window.here[0] == "scan")
    page = floor.window.page
    assert isinstance(page, ScanPage)
    assert page.bar.words == "The tag of each piece and place you scan is printed at DONE"
    for words in SEVERAL[:2]:
        scanner.scan(floor.codes[words])
    qtbot.waitUntil(lambda: rows(scanner) == [OK, OK])
    assert page._done.text() == "Print 2 tags"
    scanner.command("DONE")
    qtbot.waitUntil(lambda: floor.ask("SELECT count(*) FROM print_job") == 1)
    assert floor.place_of(floor.pieces[SEVERAL[0]]) == "TRAY-07", "printing moves nothing"
    qtbot.waitUntil(lambda: not scanner.keeper.basket.rows)


def test_print_behind_a_piece_prints_its_tag(qtbot: QtBot, scanner: Scanner) -> None:
    floor = scanner.floor
    scanner.scan(floor.codes[SEVERAL[0]])
    qtbot.waitUntil(lambda: floor.window.here[0] == "piece")
    scanner.command("PRINT")
    qtbot.waitUntil(lambda: floor.ask("SELECT count(*) FROM print_job") == 1)
    assert not scanner.keeper.active


def test_qty_says_what_a_hand_counted(qtbot: QtBot, scanner: Scanner) -> None:
    floor = scanner.floor
    scanner.command("COUNT")
    scanner.scan(floor.place_codes["TRAY-07"])
    qtbot.waitUntil(lambda: scanner.keeper.basket.target is not None)
    scanner.command("QTY")
    qtbot.waitUntil(lambda: "wrong" in scanner.sounds)
    scanner.command("QTY 7")
    qtbot.waitUntil(lambda: scanner.keeper.basket.by_hand == 7)
    for words in SEVERAL:
        scanner.scan(floor.codes[words])
    qtbot.waitUntil(lambda: rows(scanner) == [OK] * len(SEVERAL))
    scanner.command("DONE")
    sheet = find_sheet(qtbot, scanner)
    assert "A hand counted 7, 5 were scanned" in sheet.sentence.text()
    sheet.dismiss()


def find_sheet(qtbot: QtBot, scanner: Scanner) -> CountSheet:
    qtbot.waitUntil(lambda: bool(scanner.floor.window.findChildren(CountSheet)))
    return scanner.floor.window.findChildren(CountSheet)[-1]


def test_a_minute_of_silence_leads_to_the_scanners_test(qtbot: QtBot, scanner: Scanner) -> None:
    begin_out(qtbot, scanner)
    scanner.keeper.basket.ends_at = 0
    scanner.keeper._on_second()
    qtbot.waitUntil(lambda: "No scan was heard for a minute" in scanner.bars())
    assert not scanner.keeper.active


def test_done_brings_a_kept_basket_to_its_end_from_any_page(qtbot: QtBot, scanner: Scanner) -> None:
    begin_out(qtbot, scanner)
    scanner.scan(scanner.floor.codes[SEVERAL[0]])
    qtbot.waitUntil(lambda: rows(scanner) == [OK])
    scanner.keeper.end()
    scanner.floor.window.navigate("today")
    scanner.command("DONE")
    qtbot.waitUntil(lambda: scanner.floor.place_of(scanner.floor.pieces[SEVERAL[0]]) == "VIT-A")


def test_an_unknown_code_in_the_basket_becomes_another_code_of_a_piece(
    qtbot: QtBot, scanner: Scanner
) -> None:
    page = begin_out(qtbot, scanner)
    scanner.scan("4006381333931")
    qtbot.waitUntil(lambda: rows(scanner) == [UNKNOWN])
    row = scanner.keeper.basket.rows[0]
    assert "Another code of …" in [offer.words for offer in offers_of(row)]
    page._on_answer(row, "alias")
    chooser = scanner.floor.window.findChildren(PieceChooser)[-1]
    chooser.field.setText("opal")
    qtbot.waitUntil(lambda: [entry.words for entry in chooser.model.rows] == ["Opal pendant"])
    chooser.take()
    qtbot.waitUntil(lambda: rows(scanner) == [OK])
    assert scanner.keeper.basket.rows[0].scan.piece_id == scanner.floor.pieces["Opal pendant"]


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
