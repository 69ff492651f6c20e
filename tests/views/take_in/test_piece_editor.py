"""The form of a piece at take-in: what it answers while one types, and correcting saved ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication

from app.views.widgets.photo_intake import PhotoIntake
from app.views.widgets.sentence_bar import SentenceBar
from tests.views.floor import CTRL
from tests.views.take_in.conftest import TakeIn


def test_a_bare_ring_size_is_asked_and_a_letter_answers(take_in: TakeIn, agreement: int) -> None:
    take_in.go_on_with(agreement)
    size = take_in.editor.fields.ring_size
    size.control.setFocus()
    take_in.enter("17")
    assert size.error == "Which system?"
    assert size.asked.isVisible()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert take_in.focus.startswith("IT 17")
    take_in.keys("D")
    assert size.error == ""
    assert not size.asked.isVisible()
    assert (size.system, size._aside.text()) == ("MM", "17.00 Ø")
    assert take_in.focus == "Stones"
    assert take_in.editor.fields.typed().ring_system == "MM"
    size.control.setFocus()
    size.input.selectAll()
    take_in.keys("N½")
    assert (size.system, size._aside.text()) == ("", "17.31 Ø")


def test_what_is_no_ring_is_not_asked_for_its_size(take_in: TakeIn, agreement: int) -> None:
    take_in.go_on_with(agreement)
    fields = take_in.editor.fields
    take_in.keys("R")
    fields.ring_size.control.setFocus()
    take_in.enter("17")
    assert fields.ring_size.asked.isVisible()
    fields.focus_first()
    take_in.keys("E")
    assert not fields.ring_size.isVisible()
    assert not fields.ring_size.asked.isVisible()
    assert fields.check()
    fields.ring_size.set_size("17", "IT")
    assert (fields.typed().ring_size, fields.typed().ring_system) == ("", "")


def test_stones_become_rows_and_come_back_into_the_line(take_in: TakeIn, agreement: int) -> None:
    take_in.go_on_with(agreement)
    stones = take_in.editor.fields.stones
    stones.line.setFocus()
    take_in.keys("1 sapphire oval 7.02x5.11x3.20")
    assert "0.92 ct est. (mounted)" in stones.control.accessibleDescription()
    take_in.press(Qt.Key.Key_Return)
    take_in.enter("12 diamonds old cut about 2.1")
    assert [echo.name for echo in stones.rows] == ["Sapphire, oval", "Diamonds, old cut"]
    take_in.press(Qt.Key.Key_Backspace)
    assert stones.line.text() == "12 diamonds old cut about 2.1"
    stones.line.setText("12 rubies")
    take_in.press(Qt.Key.Key_Return)
    assert [echo.name for echo in stones.rows] == ["Sapphire, oval", "Rubies"]
    take_in.enter("3 pebbles shiny")
    assert "not understood" in stones.error
    stones.line.clear()
    take_in.keys("2 opal")
    assert stones.error == ""
    take_in.press(Qt.Key.Key_Return)
    take_in.press(Qt.Key.Key_Return)
    assert take_in.focus == "Weight"
    assert take_in.editor.fields.typed().stones.endswith("12 rubies; 2 opal")


def test_the_consignors_money_is_told_while_one_types(take_in: TakeIn, agreement: int) -> None:
    take_in.go_on_with(agreement)
    prices = take_in.editor.fields.prices
    prices.fields["agreed"].control.setFocus()
    take_in.enter("6.3k")
    assert prices.fields["agreed"].text == "6,300.00"
    take_in.keys("5400")
    shown = f"{prices.words.text()} {prices.money.text()} {prices.after.text()}"
    assert shown == "86 % of agreed · client receives 3,780.00 at agreed"
    take_in.press(Qt.Key.Key_Backspace)
    take_in.keys("00")
    assert prices.words.text() == "The reserve cannot be above the agreed price."


def test_a_size_that_is_none_is_said_in_a_row_of_its_own(take_in: TakeIn, agreement: int) -> None:
    take_in.go_on_with(agreement)
    take_in.enter("R", "A ring")
    size = take_in.editor.fields.ring_size
    size.control.setFocus()
    take_in.enter("ZZ9")
    assert size.error == "Not a ring size"
    assert take_in.focus == "Ring size"
    row = size.asked
    assert row.isVisible()
    assert not row.asks
    assert "Type for example US 6½" in row._sentence.text()
    assert row._sentence.width() > 400, "the sentence has room"
    assert "Type for example" in size.control.accessibleDescription()
    take_in.press(Qt.Key.Key_Backspace)
    assert not row.isVisible()


def test_a_saved_piece_is_corrected_and_the_begun_one_comes_back(
    take_in: TakeIn, agreement: int
) -> None:
    take_in.correct_beside(agreement, "Second one, a bracelet")
    pieces = take_in.page.pieces
    assert take_in.editor.fields.description.text == "First ring"
    assert take_in.editor.fields.prices.fields["reserve"].text == "4,400.00"
    assert take_in.editor._state.text().startswith("C10-26-00001 · saved")
    assert pieces.taken.model.rows[1].second == "waits"
    take_in.editor.fields.description.control.setFocus()
    take_in.editor.fields.description.input.selectAll()
    take_in.keys("First ring, resized")
    take_in.save_next()
    take_in.until(lambda: take_in.lines() == ["First ring, resized"])
    take_in.until(lambda: take_in.editor.fields.description.text == "Second one, a bracelet")
    assert take_in.floor.ask("SELECT count(*) FROM consignment_item") == 1
    take_in.save_next()
    take_in.until(lambda: len(take_in.lines()) == 2)


def test_a_piece_entered_twice_is_taken_off(take_in: TakeIn, agreement: int) -> None:
    take_in.go_on_with(agreement)
    for words in ("The same ring", "The same ring"):
        take_in.enter("R", words)
        take_in.save_next()
        take_in.until(lambda: take_in.editor.is_empty and take_in.lines())
    take_in.until(lambda: len(take_in.lines()) == 2)
    view = take_in.page.pieces.taken.view
    view.setFocus()
    view.setCurrentIndex(take_in.page.pieces.taken.model.index(1))
    take_in.press(Qt.Key.Key_Delete)
    take_in.keys("D")
    take_in.press(Qt.Key.Key_Return)
    take_in.until(lambda: take_in.lines() == ["The same ring"])
    assert take_in.floor.ask("SELECT count(*) FROM piece WHERE removed = 1") == 1


def test_photos_come_by_drop_and_paste_and_what_is_none_is_refused(
    take_in: TakeIn, agreement: int, jpeg: Callable[[str], Path], tmp_path: Path
) -> None:
    take_in.go_on_with(agreement)
    photos = take_in.editor.photos
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(jpeg("one"))), QUrl.fromLocalFile(str(jpeg("two")))])
    assert PhotoIntake.holds_pictures(dropped)
    assert photos.intake.take_mime(dropped)
    take_in.until(lambda: len(photos.photos) == 2)
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    QGuiApplication.clipboard().setImage(image)
    take_in.editor.fields.description.control.setFocus()
    take_in.press(Qt.Key.Key_V, CTRL)
    take_in.until(lambda: len(photos.photos) == 3)
    assert take_in.editor.fields.description.text == ""
    copied = QMimeData()  # as a file manager copies a file: its path stands beside it
    copied.setUrls([QUrl.fromLocalFile(str(jpeg("three")))])
    copied.setText(str(jpeg("three")))
    QGuiApplication.clipboard().setMimeData(copied)
    take_in.press(Qt.Key.Key_V, CTRL)
    take_in.until(lambda: len(photos.photos) == 4)
    assert take_in.editor.fields.description.text == ""
    letter = tmp_path / "letter.jpg"
    letter.write_text("Dear Clara")
    photos.intake.take_files([letter, jpeg("one")])
    take_in.until(lambda: not photos.intake.on_their_way)
    assert len(photos.photos) == 4
    (bar,) = take_in.page.findChildren(SentenceBar, "refusal")
    assert "“letter.jpg” is not a picture" in bar.accessibleName()
    QGuiApplication.clipboard().clear()
    photos._large.setFocus()
    take_in.press(Qt.Key.Key_Delete)
    assert len(photos.photos) == 3
    take_in.editor.fields.category.focus_chosen()
    take_in.enter("R")
    take_in.save_next()
    take_in.until(take_in.lines)
    assert take_in.floor.ask("SELECT count(*) FROM attached WHERE subject_kind = 'piece'") == 3


def test_the_tag_follows_the_form(take_in: TakeIn, agreement: int) -> None:
    take_in.go_on_with(agreement)
    picture = take_in.editor.tag.picture
    take_in.until(lambda: picture.tag)
    assert picture.tag is not None
    code = picture.tag.code
    take_in.ring()
    take_in.until(lambda: picture.tag and "4.62 g  N½" in picture.tag.lines)
    assert picture.tag.reads_back
    assert picture.tag.lines[0] == "DIA RING"
    take_in.save_next()
    take_in.until(take_in.lines)
    sql = "SELECT code FROM piece_now WHERE item_number = 'C10-26-00001'"
    assert take_in.floor.ask(sql) == code
    take_in.until(lambda: picture.tag and picture.tag.code != code)


def test_the_badge_names_what_is_missing_and_never_stops_saving(
    take_in: TakeIn, agreement: int
) -> None:
    take_in.go_on_with(agreement)
    take_in.enter("O", "A bar brooch")
    badge = take_in.editor._badge
    assert badge.status.text == "To complete: photo, weight and 3 more"
    take_in.save_next()
    take_in.until(take_in.lines)
    rows = take_in.page.pieces.taken.model.rows
    assert rows[0].missing == "add photo"
    assert take_in.page.pieces.side._incomplete.isVisible()


def test_a_tag_that_hangs_on_it_is_kept_and_one_of_another_is_refused(
    take_in: TakeIn, agreement: int
) -> None:
    floor = take_in.floor
    take_in.go_on_with(agreement)
    take_in.enter("R", "Old stock")
    take_in.editor.fields.more_button.click()
    assert take_in.focus == "Maker"
    take_in.editor.fields.tag.set_text(next(iter(floor.codes.values())))
    take_in.save_next()
    take_in.until(lambda: "already belongs" in take_in.editor.fields.tag.error)
    take_in.editor.fields.tag.set_text("")
    take_in.save_next()
    take_in.until(take_in.lines)
    assert QApplication.focusWidget() is not None


def test_what_the_next_piece_keeps_is_said_whole_or_not_at_all(
    take_in: TakeIn, agreement: int
) -> None:
    take_in.go_on_with(agreement)
    keeps, fineness = take_in.editor.keeps, take_in.editor.fields.metals.fineness.choice
    assert keeps is not None
    shown = []
    for width, height in ((1440, 900), (1280, 800), (1024, 700), (1440, 900)):
        take_in.page.window().resize(width, height)
        QApplication.processEvents()
        shown.append(keeps.isVisible())
        assert not keeps.isVisible() or keeps.width() >= keeps.sizeHint().width()
    assert (shown[0], shown[-1]) == (True, True)
    take_in.choose(take_in.editor.fields.metals.metal.choice, "gold_yellow")
    take_in.choose(fineness, 750)
    words = fineness.fontMetrics().horizontalAdvance("750 · 18 K")
    assert fineness.width() >= words + 40


def test_nothing_of_the_form_is_cut_in_a_narrow_window(take_in: TakeIn, agreement: int) -> None:
    """911 px: a screen of 1366 px at 150 %."""
    take_in.floor.window.resize(911, 512)
    take_in.go_on_with(agreement)
    scroll = take_in.editor._scroll
    inner = scroll.widget()
    assert inner is not None
    take_in.qtbot.waitUntil(lambda: inner.width() == scroll.viewport().width())
    assert inner.minimumSizeHint().width() <= inner.width()
    assert take_in.page.pieces.taken.isVisible()
    ways = take_in.page.consignor.way._buttons
    assert [way.option.words for way in ways] == [
        "Consigned",
        "Bought",
        "A client’s own",
        "On memo",
    ]


def test_a_weight_in_another_unit_says_what_it_was_taken_for(
    take_in: TakeIn, agreement: int
) -> None:
    take_in.go_on_with(agreement)
    weight = take_in.editor.fields.weight
    weight.control.setFocus()
    take_in.enter("6.2 ct")
    assert weight.text == "1.240"
    assert take_in.focus == "Agreed price"
    assert weight._words.isVisible()
    assert weight._words.text() == "6.2 ct = 1.240 g"
    assert take_in.editor.fields.weight.check(), "judged once more before it is saved"
    assert weight._words.text() == "6.2 ct = 1.240 g"
    weight.control.setFocus()
    weight.input.selectAll()
    take_in.enter("1.24")
    assert weight._words.text() == ""
