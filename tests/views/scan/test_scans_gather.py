"""Scans gather in the basket: they move together, come back one by one, outlive the program."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services.drafts import open_drafts
from app.views.scan.basket import OK, TWICE, UNKNOWN, WRONG
from app.views.scan.count_sheet import CountSheet
from app.views.scan.page import ScanPage
from app.views.scan.piece_chooser import PieceChooser
from app.views.scan.rows import offers_of
from tests.views.floor import SEVERAL, press
from tests.views.scan.scanner_hand import Scanner, begin_out, find_sheet, rows


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
