"""Writing a condition report at the keyboard, signing it, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services.report_opening import kept_report
from app.shop import Shop
from app.views.documents.paper_sheet import PaperSheet
from app.views.frame.window import MainWindow
from app.views.reports.canvas import PhotoCanvas
from app.views.reports.report_page import ReportPage
from app.views.theme import Theme
from app.views.widgets.inputs import Choice
from app.views.widgets.second_person import SecondPersonSheet
from app.views.widgets.sentence_bar import SentenceBar
from tests.views.evidence_fixtures import click, drag, picture, write_name
from tests.views.order_fixtures import Keys, value
from tests.views.page_checks import check_commands, check_names, check_nothing_clipped, check_page

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(qtbot: QtBot, evidence_window: MainWindow, ring: int) -> ReportPage:
    """A new report of the ring, its photo in sight."""
    return opened(qtbot, evidence_window, ring)


def opened(qtbot: QtBot, window: MainWindow, record_id: int) -> ReportPage:
    window.navigate("report", record_id)
    page = window.page
    assert isinstance(page, ReportPage)
    qtbot.waitUntil(lambda: page.canvas.has_photo and page.writing.piece is not None)
    return page


class Counted:
    """Counts the keys that are pressed."""

    def __init__(self, keys: Keys) -> None:
        self.keys, self.pressed = keys, 0

    def __call__(self, key: Qt.Key) -> None:
        self.keys(key)
        self.pressed += 1

    def type(self, text: str) -> None:
        self.keys.type(text)
        self.pressed += len(text)


def focused() -> str:
    focus = QApplication.focusWidget()
    return focus.accessibleName() if focus else ""


def wait_focus(qtbot: QtBot, name: str) -> None:
    qtbot.waitUntil(lambda: focused().startswith(name))


def errors(page: ReportPage) -> list[str]:
    bars = page.findChildren(SentenceBar, "refusal")
    return [bar.title.text() for bar in bars if not bar.isHidden()]


# ---------------------------------------------------------------------- the whole way
def described(hand: Counted, qtbot: QtBot, typed: str) -> None:
    """Say where it lies, what it is and how bad; then the photo has the keys again."""
    hand.type(typed)
    wait_focus(qtbot, "Photo with marks")


# Stone 1, prong 3, prong 1, left shoulder, shank at the bottom by their figures; the inside by name.
SIX = ("5a1", "3w2", "1e1", "7z0", "0t2", "inss1")


def test_a_report_of_six_findings_takes_at_most_forty_keys_and_clicks(
    qtbot: QtBot, page: ReportPage, keys: Keys, house: Shop
) -> None:
    hand = Counted(keys)
    for at, typed in enumerate(SIX):
        click(page.canvas, 0.2 + 0.1 * at, 0.4)
        hand.pressed += 1
        described(hand, qtbot, typed)
    ended(hand, qtbot)
    write_name(page.window())
    hand.pressed += 1
    hand(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not page.editable, timeout=10_000)
    assert hand.pressed <= 40, f"{hand.pressed} keys and clicks"
    six_are_signed(house)


def ended(hand: Counted, qtbot: QtBot) -> None:
    """Count the stones as expected, take the grade that is suggested, come to the signature."""
    hand(Qt.Key.Key_F10)
    wait_focus(qtbot, "Stones found")
    hand(Qt.Key.Key_Return)
    hand(Qt.Key.Key_F10)
    wait_focus(qtbot, "Overall grade")
    hand(Qt.Key.Key_Return)
    hand(Qt.Key.Key_F10)
    wait_focus(qtbot, "Signature of Sara Okafor")


def six_are_signed(house: Shop) -> None:
    assert value(house, "SELECT findings || ' ' || worst || ' ' || grade FROM report") == (
        "6 2 very_good"
    )
    assert value(house, "SELECT count(*) FROM draft") == 0
    assert value(house, "SELECT count(*) FROM mark_number") == 6


def test_six_findings_by_the_keyboard_alone_take_at_most_forty_keys(
    qtbot: QtBot, page: ReportPage, keys: Keys, house: Shop
) -> None:
    hand = Counted(keys)
    for typed in SIX:
        keys(Qt.Key.Key_Left, SHIFT)
        hand.pressed += 1
        hand(Qt.Key.Key_Return)
        described(hand, qtbot, typed)
    ended(hand, qtbot)
    keys(Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    hand.pressed += 1
    wait_focus(qtbot, "Signature of Sara Okafor")
    hand(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not page.editable, timeout=10_000)
    assert hand.pressed <= 40, f"{hand.pressed} keys"
    six_are_signed(house)
    said = str(value(house, "SELECT content FROM report"))
    assert '"name":"Sara Okafor, typed"' in said
    places = {(mark.x, mark.y) for mark in page.writing.form.findings}
    assert len(places) == 6


def test_a_wrong_figure_or_letter_on_the_way_marks_nothing_else(
    qtbot: QtBot, page: ReportPage, keys: Keys
) -> None:
    page.canvas.setFocus()
    keys(Qt.Key.Key_Return)
    keys.type("99")  # the ninth place is taken at the first figure; the second is no kind there
    mark = page.writing.form.findings[0]
    assert (mark.location, mark.type, mark.severity) == ("SHK-T", "", -1)
    editor = page.findings.editor
    assert editor is not None
    assert "9 stands for nothing here" in editor._wrong.text()
    keys.type("s9")
    assert page.writing.form.findings[0].severity == -1
    keys.type("2")
    assert page.writing.form.findings[0].severity == 2
    keys(Qt.Key.Key_F10)
    wait_focus(qtbot, "Stones found")


def test_every_place_that_is_offered_is_seen(qtbot: QtBot, page: ReportPage, keys: Keys) -> None:
    click(page.canvas, 0.3, 0.6)
    keys.type("3w2")
    editor = page.findings.editor
    assert editor is not None
    for width in (1366, 1440, 1600):
        page.window().resize(width, 900)
        QApplication.processEvents()
        places = editor.place.places
        qtbot.waitUntil(
            lambda places=places: places.height() >= places.heightForWidth(places.width())  # type: ignore[misc]
        )


def test_an_enter_too_many_says_nothing_and_marks_nothing(
    qtbot: QtBot, page: ReportPage, keys: Keys
) -> None:
    click(page.canvas, 0.5, 0.4)
    keys.type("pr3")
    keys(Qt.Key.Key_Return)
    assert page.writing.form.findings[0].type == ""
    keys.type("w2")
    wait_focus(qtbot, "Photo with marks")
    keys(Qt.Key.Key_Return)
    assert len(page.writing.form.findings) == 1
    assert page.writing.mark is not None


def test_a_signed_report_is_flat_and_is_corrected_by_a_new_version(
    qtbot: QtBot, page: ReportPage, keys: Keys, house: Shop, evidence_window: MainWindow
) -> None:
    finished(qtbot, page, keys)
    qtbot.waitUntil(page.signed.isVisible)
    assert not page.editing.isVisible()
    assert page.signed.chip.status.text == "Signed"
    click(page.canvas, 0.5, 0.5)
    assert len(page.writing.form.findings) == 1
    keys(Qt.Key.Key_N, CTRL)
    assert page.editable
    click(page.canvas, 0.8, 0.5)
    keys.type("pr2k4")
    page.sign()
    wait_focus(qtbot, "Shown to the client")
    keys.type("y")
    page.sign()
    wait_focus(qtbot, "Signature of")
    write_name(evidence_window)
    keys(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not page.editable, timeout=10_000)
    assert value(house, "SELECT count(*) FROM report") == 2
    assert value(house, "SELECT count(DISTINCT number) FROM report") == 1
    qtbot.waitUntil(lambda: "version 2" in page.signed.number.text())
    check_page(qtbot, page)


def finished(qtbot: QtBot, page: ReportPage, keys: Keys) -> None:
    """Write and sign a report with one finding."""
    click(page.canvas, 0.3, 0.6)
    keys.type("pr3w2")
    page.editing.stones.found.setFocus()
    keys.type("15")
    page.editing.grade.grades.focus_chosen()
    keys.type("3")
    page.sign()
    wait_focus(qtbot, "Signature of")
    write_name(page.window())
    keys(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not page.editable, timeout=10_000)


# ---------------------------------------------------------------------- marks
def test_the_keyboard_alone_marks_the_photo(qtbot: QtBot, page: ReportPage, keys: Keys) -> None:
    page.canvas.setFocus()
    for _ in range(3):
        keys(Qt.Key.Key_Left, SHIFT)
    keys(Qt.Key.Key_Return)
    assert focused() == "Location"
    keys.type("shl")
    keys(Qt.Key.Key_Return)  # stands for nothing: said, and asked again
    assert focused() == "Location"
    keys(Qt.Key.Key_A, CTRL)
    keys.type("head")
    assert page.writing.form.findings[0].location == "HEAD"
    keys.type("d")
    keys.type("1")
    mark = page.writing.form.findings[0]
    assert (mark.type, mark.severity) == ("dent", 1)
    assert mark.x < 500_000
    assert mark.y == 500_000
    assert focused().startswith("Photo with marks")


def test_the_list_says_every_mark(page: ReportPage, keys: Keys) -> None:
    click(page.canvas, 0.3, 0.6)
    keys.type("pr3w2")
    model = page.findings.model()
    assert model is not None
    said = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Mark 1, PR-3, prong worn, severity 2"
    assert page.findings.accessibleName() == "Findings, 1"


def test_a_box_and_an_arrow_are_drawn(page: ReportPage, keys: Keys) -> None:
    page.canvas.setFocus()
    keys(Qt.Key.Key_B)
    drag(page.canvas, (0.6, 0.6), (0.4, 0.4))
    keys.type("insd0")
    keys(Qt.Key.Key_A)
    drag(page.canvas, (0.2, 0.8), (0.3, 0.7))
    box, arrow = page.writing.form.findings
    assert box.shape == "box"
    assert box.dx > 0
    assert box.dy > 0
    assert abs(box.x - 400_000) < 5_000
    assert abs(box.dx - 200_000) < 8_000
    assert arrow.shape == "arrow"
    assert arrow.dx > 0 > arrow.dy


def test_a_line_is_drawn_freely_by_hand_and_by_keys(page: ReportPage, keys: Keys) -> None:
    page.canvas.setFocus()
    keys(Qt.Key.Key_D)
    drawn(page.canvas, [(0.2, 0.3), (0.25, 0.4), (0.35, 0.35), (0.4, 0.5)])
    keys.type("inss2")
    keys(Qt.Key.Key_D)
    keys(Qt.Key.Key_Return)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down):
        keys(key, SHIFT)
        keys(Qt.Key.Key_Return)
    assert [mark.n for mark in page.writing.form.findings] == [1]
    keys(Qt.Key.Key_Return)  # once more at the same place: the line ends
    keys.type("3w2")
    by_hand, by_keys = page.writing.form.findings[0], page.writing.form.findings[1]
    assert (by_hand.shape, by_keys.shape) == ("line", "line")
    assert len(by_hand.strokes) >= 4
    assert abs(by_hand.strokes[-1][0] - 400_000) < 5_000
    assert len(by_keys.strokes) == 3
    (x0, y0), (x1, y1), (x2, y2) = by_keys.strokes
    assert y0 == y1 < y2
    assert x0 < x1 == x2
    assert by_keys.location == "PR-3"


def drawn(canvas: PhotoCanvas, parts: list[tuple[float, float]]) -> None:
    """Draw with the button held."""
    points = [canvas._to_view(QPointF(*part)).toPoint() for part in parts]
    QTest.mousePress(canvas.viewport(), Qt.MouseButton.LeftButton, pos=points[0])
    for at in points[1:]:
        QTest.mouseMove(canvas.viewport(), at)
    QTest.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, pos=points[-1])


def test_a_line_that_goes_nowhere_is_a_point_and_esc_drops_one(
    page: ReportPage, keys: Keys
) -> None:
    page.canvas.setFocus()
    keys(Qt.Key.Key_D)
    keys(Qt.Key.Key_Return)
    keys(Qt.Key.Key_Escape)
    assert not page.writing.form.findings
    keys(Qt.Key.Key_Return)
    keys(Qt.Key.Key_Return)
    assert page.writing.form.findings[0].shape == "point"


def test_digits_judge_the_current_mark_and_tab_goes_on(page: ReportPage, keys: Keys) -> None:
    for x in (0.3, 0.6):
        click(page.canvas, x, 0.5)
        keys.type("insd0")
    page.canvas.setFocus()
    page.writing.mark_current(0)
    keys(Qt.Key.Key_Tab)
    assert page.writing.mark_n == 1
    keys(Qt.Key.Key_Tab)
    assert page.writing.mark_n == 2
    keys.type("3")
    assert page.writing.form.findings[1].severity == 3


def test_ctrl_z_takes_back_step_by_step(page: ReportPage, keys: Keys) -> None:
    click(page.canvas, 0.3, 0.6)
    keys.type("pr3w2")
    page.canvas.setFocus()
    keys(Qt.Key.Key_Z, CTRL)
    assert page.writing.form.findings[0].severity == -1
    for _ in range(4):
        keys(Qt.Key.Key_Z, CTRL)
    assert not page.writing.form.findings
    for _ in range(6):
        page.redo()
    assert page.writing.form.findings[0].severity == 2


def test_numbers_are_never_given_twice(page: ReportPage, keys: Keys) -> None:
    click(page.canvas, 0.3, 0.6)
    keys.type("pr3w2")
    keys(Qt.Key.Key_Delete)
    assert not page.writing.form.findings
    click(page.canvas, 0.5, 0.5)
    assert page.writing.form.findings[0].n == 2


def test_a_full_stop_offers_every_kind(
    page: ReportPage, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened_lists: list[Choice] = []
    # No pop-ups without a screen.
    monkeypatch.setattr(Choice, "showPopup", lambda choice: opened_lists.append(choice))
    click(page.canvas, 0.3, 0.6)
    keys.type("pr3.")
    editor = page.findings.editor
    assert editor is not None
    assert opened_lists == [editor.all_kinds]
    editor.all_kinds.changed.emit("glue")
    assert page.writing.form.findings[0].type == "glue"
    assert focused().startswith("Severity")


def test_a_letter_that_stands_for_nothing_is_told(page: ReportPage, keys: Keys) -> None:
    click(page.canvas, 0.3, 0.6)
    keys.type("pr3q")
    editor = page.findings.editor
    assert editor is not None
    assert "Q stands for nothing here" in editor._wrong.text()
    keys.type("w1")
    assert not editor._wrong.isVisible()


def test_a_size_that_is_none_is_told_beside_it(page: ReportPage, keys: Keys) -> None:
    click(page.canvas, 0.3, 0.6)
    keys.type("pr3w2")
    editor = page.findings.editor
    assert editor is not None
    editor.size_field.setFocus()
    keys.type("tiny")
    keys(Qt.Key.Key_Return)
    assert "not a length" in editor._wrong.text()
    keys(Qt.Key.Key_A, CTRL)
    keys.type("0.3")
    keys(Qt.Key.Key_Return)
    assert page.writing.form.findings[0].size_um == 300


def test_a_measured_stone_gives_scale_and_places(
    qtbot: QtBot, page: ReportPage, keys: Keys
) -> None:
    page.canvas.setFocus()
    keys(Qt.Key.Key_L)
    drag(page.canvas, (0.25, 0.5), (0.75, 0.5))
    wait_focus(qtbot, "Length")
    keys(Qt.Key.Key_Return)
    photo = page.writing.photo
    assert photo is not None
    assert photo.um_across is not None
    assert abs(photo.um_across - 14_040) < 150
    assert page.stage.scale_bar.isVisible()
    keys(Qt.Key.Key_P)
    click(page.canvas, 0.5, 0.5)
    editor = page.findings.editor
    assert editor is not None
    assert editor.proposal == "ST-1"
    keys(Qt.Key.Key_Return)
    assert page.writing.form.findings[0].location == "ST-1"


# ---------------------------------------------------------------------- drafts
def test_a_draft_is_kept_and_restored_with_a_bar(
    qtbot: QtBot, page: ReportPage, keys: Keys, house: Shop, ring: int, evidence_window: MainWindow
) -> None:
    click(page.canvas, 0.3, 0.6)
    keys.type("pr3w2")
    qtbot.waitUntil(lambda: page.kept.text().startswith("Draft saved"), timeout=5000)
    evidence_window.navigate("about")
    evidence_window.navigate("report", ring)
    qtbot.waitUntil(lambda: bool(page.findChildren(SentenceBar, "draft")))
    bar = page.findChildren(SentenceBar, "draft")[0]
    assert "restored" in bar.title.text()
    assert page.writing.form.findings[0].location == "PR-3"
    page.discard()
    qtbot.waitUntil(lambda: page.writing.form.findings == ())
    qtbot.waitUntil(lambda: value(house, "SELECT count(*) FROM draft") == 0)


def test_leaving_at_once_keeps_what_was_typed(
    qtbot: QtBot,
    page: ReportPage,
    keys: Keys,
    house: Shop,
    ring: int,
    evidence_window: MainWindow,
) -> None:
    page.editing.weight.after.setFocus()
    keys.type("5.481")
    evidence_window.navigate("about")
    qtbot.waitUntil(lambda: value(house, "SELECT count(*) FROM draft") == 1)
    db = house.reader()
    user_id = evidence_window.desk.session.actor.user_id
    kept = kept_report(db, user_id, ring)
    db.close()
    assert kept is not None
    assert kept.form.weight_after_mg == 5481


# ---------------------------------------------------------------------- counted and weighed
def test_a_count_that_is_none_is_told(page: ReportPage, keys: Keys) -> None:
    page.editing.stones.found.setFocus()
    keys.type("many")
    keys(Qt.Key.Key_Return)
    assert "not a number of stones" in page.editing.stones.error.text()
    keys(Qt.Key.Key_A, CTRL)
    keys.type("1 + 14")
    keys(Qt.Key.Key_Return)
    assert page.writing.form.stones_found == 15
    assert page.editing.stones.chip.status.text == "15 of 15 stones"


def test_a_weight_beyond_twenty_milligrams_asks_for_a_reason(page: ReportPage, keys: Keys) -> None:
    page.editing.weight.after.setFocus()
    keys.type("5.530")
    keys(Qt.Key.Key_Return)
    panel = page.editing.weight
    assert panel.chip.status.text == "+50 mg"
    assert panel.chip.status.tone == "warn"
    assert panel.reason.isVisible()
    panel.after.setFocus()
    keys(Qt.Key.Key_A, CTRL)
    keys.type("heavy")
    keys(Qt.Key.Key_Return)
    assert "not a weight" in panel.error.text()
    assert page.writing.form.weight_after_mg == 5530


def test_a_missing_stone_stops_until_a_manager_decides(
    qtbot: QtBot, page: ReportPage, keys: Keys, evidence_window: MainWindow, house: Shop
) -> None:
    page.editing.stones.found.setFocus()
    keys.type("14")
    page.editing.grade.grades.focus_chosen()
    keys.type("4")
    page.sign()
    wait_focus(qtbot, "Decision of a manager")
    keys.type("Stone 10 was lost on loan, claim 17")
    page.sign()
    wait_focus(qtbot, "Signature of")
    write_name(evidence_window)
    keys(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(evidence_window.findChildren(SecondPersonSheet)))
    sheet = evidence_window.findChildren(SecondPersonSheet)[0]
    qtbot.waitUntil(lambda: sheet.is_open and sheet.who.choice.count() > 0)
    sheet.dismiss()
    assert page.editable
    assert value(house, "SELECT count(*) FROM report") == 0


def test_signing_goes_to_what_is_missing(qtbot: QtBot, page: ReportPage, keys: Keys) -> None:
    click(page.canvas, 0.5, 0.5)
    keys(Qt.Key.Key_Escape)
    keys(Qt.Key.Key_F10)
    wait_focus(qtbot, "Location")
    qtbot.waitUntil(lambda: "say where it is" in page.blocker_line.words)


def test_a_change_after_the_signature_takes_it_off(page: ReportPage, keys: Keys) -> None:
    from app.services.signatures import Signature

    panel = page.editing.signatures
    panel.give(Signature("consignor", "Ida Lund", (((1, 1), (2, 2)),)))
    assert "Ida Lund, signed" in panel.other.accessibleName()
    page.editing.grade.grades.focus_chosen()
    keys.type("2")
    assert panel.given == {}


# ---------------------------------------------------------------------- photos
def test_dropped_and_pasted_photos_become_the_missing_views(
    qtbot: QtBot, page: ReportPage, tmp_path: Path
) -> None:
    file = tmp_path / "front.jpg"
    file.write_bytes(picture("green"))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    page.stage.dropped.emit(mime)
    qtbot.waitUntil(lambda: len(page.writing.form.photos) == 2, timeout=10_000)
    assert page.writing.form.photos[1].view == "front"
    pasted = QImage(300, 200, QImage.Format.Format_RGB32)
    pasted.fill(QColor("red"))
    QGuiApplication.clipboard().setImage(pasted)
    page.work.paste()
    qtbot.waitUntil(lambda: len(page.writing.form.photos) == 3, timeout=10_000)
    assert page.writing.form.photos[2].view == "side"
    assert page.strip.next_missing == "inside"


def test_a_file_that_is_no_photo_is_told_in_its_tile(
    qtbot: QtBot, page: ReportPage, tmp_path: Path
) -> None:
    file = tmp_path / "photo.jpg"
    file.write_bytes(b"%PDF-1.7 not a photo")
    page.work.photos.take_files([file], "front")
    qtbot.waitUntil(lambda: bool(errors(page)), timeout=10_000)
    assert errors(page) == ["Not a photo"]
    refused = next(t for t in page.strip.strip_model.tiles if t.view == "front")
    assert "is a PDF" in refused.refused
    page.work.photos.take_files([tmp_path / "gone.jpg"], "front")
    qtbot.waitUntil(lambda: errors(page) == ["The file cannot be read"], timeout=10_000)


def test_a_removed_photo_leaves_its_findings(page: ReportPage, keys: Keys) -> None:
    click(page.canvas, 0.3, 0.6)
    keys.type("pr3w2")
    page.writing.remove_photo(page.writing.photo_sha)
    assert page.writing.form.photos == ()
    assert page.writing.form.findings[0].photo_sha256 == ""
    assert page.stage.empty.isVisible()
    page.undo()
    assert page.writing.form.findings[0].photo_sha256 != ""


# ---------------------------------------------------------------------- paper and looks
def test_the_draft_is_previewed_as_paper(
    qtbot: QtBot, page: ReportPage, keys: Keys, evidence_window: MainWindow
) -> None:
    keys(Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: bool(evidence_window.findChildren(PaperSheet)))
    sheet = evidence_window.findChildren(PaperSheet)[0]
    qtbot.waitUntil(lambda: sheet.view.page_count > 0, timeout=15_000)
    assert sheet.view.pages.accessibleName().startswith("Preview, page 1 of")
    assert sheet.title.text() == "Draft, Sapphire cluster ring"
    sheet.dismiss()
    assert focused().startswith("Photo with marks")


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_editor_has_names_focus_and_room(
    qtbot: QtBot, page: ReportPage, keys: Keys, dressed: Theme, mode: str
) -> None:
    click(page.canvas, 0.3, 0.6)
    keys.type("pr3w3")
    page.editing.more.open()
    dressed.set_mode(mode)
    check_names(page)
    check_commands(page)
    for width, height in ((1440, 900), (1366, 768), (1920, 1080)):
        page.window().resize(width, height)
        QApplication.processEvents()
        check_nothing_clipped(page)
    check_page(qtbot, page)


def test_something_that_is_no_piece_is_told(
    qtbot: QtBot, evidence_window: MainWindow, ring: int
) -> None:
    evidence_window.navigate("report", 1)
    page = evidence_window.page
    assert isinstance(page, ReportPage)
    qtbot.waitUntil(lambda: errors(page) == ["No such piece"])


def test_the_photo_is_named_where_a_screen_reader_finds_the_keys(
    qtbot: QtBot, page: ReportPage
) -> None:
    """Assistive technology asks the picture's own widget, which has the keys by its proxy."""
    page.canvas.setFocus()
    inner = page.canvas.viewport()
    assert inner.hasFocus()
    assert inner.accessibleName().startswith("Photo with marks, ")
    assert inner.accessibleName() == page.canvas.accessibleName()
    assert inner.accessibleDescription() == page.canvas.accessibleDescription() != ""
