"""Who signs a report beside the house: said rightly, read whole, and reached by a key."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.domain.ids import now_ms
from app.models.pieces import Move, Piece
from app.services.report_form import Mark
from app.services.signatures import Signature
from app.shop import Shop
from app.views.frame.window import MainWindow
from app.views.reports.report_page import ReportPage
from app.views.reports.sign_sheet import SignSheet
from app.views.reports.signatures_panel import other_side, whose
from app.views.widgets.button import Button
from app.views.widgets.sentence_bar import SentenceBar
from tests.consignor import add_clara
from tests.views.evidence_fixtures import write_name
from tests.views.order_fixtures import ALT, CTRL, Keys, value
from tests.views.reports.writing_hand import closed, opened, wait_focus, written


@pytest.mark.parametrize(
    ("reason", "ownership", "role"),
    [("take_in", "consigned_in", "consignor"), ("take_in", "owned", "client"),
     ("take_in", "customer_property", "client"), ("loan_out", "owned", "borrower"),
     ("loan_in", "consigned_in", "borrower"), ("check", "consigned_in", "client")],
)  # fmt: skip
def test_nobody_consigned_what_is_the_house_s_or_a_client_s_own(
    reason: str, ownership: str, role: str
) -> None:
    assert other_side(reason, ownership) == role


@pytest.mark.parametrize(
    ("ownership", "words"), [("owned", "None"), ("customer_property", "Present?")]
)
def test_a_piece_of_the_house_has_no_client_to_be_asked_about(
    qtbot: QtBot, evidence_window: MainWindow, house: Shop, staff: dict[str, Actor], ring: int,
    ownership: str, words: str,
) -> None:  # fmt: skip
    with house.work(staff["mia"], "owner") as w:
        w.edit(Piece, ring, ownership=ownership)
    page = opened(qtbot, evidence_window, ring)
    assert page.heading.client.placeholderText() == words


def test_a_client_s_own_piece_is_known_to_be_theirs_and_they_sign_as_the_client(
    qtbot: QtBot, evidence_window: MainWindow, house: Shop, staff: dict[str, Actor], ring: int,
    keys: Keys,
) -> None:  # fmt: skip
    clara = add_clara(house, staff["mia"])
    with house.work(staff["mia"], "owner") as w:
        w.edit(Piece, ring, ownership="customer_property", owner_id=clara)
    page = opened(qtbot, evidence_window, ring)
    page.writing.change("reason", reason="take_in")
    assert page.about.text().endswith("Clara Whitcombe’s own")
    assert page.heading.client.toolTip().startswith("Whether Clara Whitcombe is here")
    place = page.editing.signatures.other
    assert place.text() == "Clara Whitcombe, client, may sign"
    assert place.accessibleName() == "Signature of client Clara Whitcombe, may sign"
    page.canvas.setFocus()
    keys(Qt.Key.Key_S, ALT)
    qtbot.waitUntil(lambda: bool(evidence_window.findChildren(SignSheet)))
    (sheet,) = evidence_window.findChildren(SignSheet)
    assert sheet.name.text == "Clara Whitcombe"
    sheet.dismiss()


@pytest.mark.parametrize(
    ("ownership", "words"),
    [("consigned_in", "consigned by Clara"), ("memo_in", "on memo from Clara"),
     ("loaned_in", "lent by Clara"), ("customer_property", "Clara’s own")],
)  # fmt: skip
def test_whose_a_piece_is_stands_beside_its_number(ownership: str, words: str) -> None:
    assert whose(ownership, "Clara") == words
    assert whose("owned", "") == ""


def test_the_other_side_signs_by_a_key_and_the_house_is_told(
    qtbot: QtBot, evidence_window: MainWindow, keys: Keys, ring: int
) -> None:
    page = opened(qtbot, evidence_window, ring)
    page.canvas.setFocus()
    keys(Qt.Key.Key_S, ALT)
    wait_focus(qtbot, "Name, as printed")
    keys.type("Clara Whitcombe")
    write_name(evidence_window)
    keys(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Clara Whitcombe, signed" in page.editing.signatures.other.text())
    assert page.editable


@pytest.mark.parametrize("width", [1366, 1024, 853])
def test_both_names_are_read_whole_in_every_window(
    qtbot: QtBot, evidence_window: MainWindow, ring: int, width: int
) -> None:
    evidence_window.resize(width, 768)
    page = opened(qtbot, evidence_window, ring)
    page.open_side()
    panel = page.editing.signatures
    qtbot.waitUntil(lambda: panel.isVisible() and panel.width() > 100)
    for place in (panel.house, panel.other):
        qtbot.waitUntil(lambda place=place: place.width() >= place.whole)


def test_what_is_with_somebody_is_looked_at_as_it_comes_back(
    qtbot: QtBot, evidence_window: MainWindow, house: Shop, staff: dict[str, Actor], ring: int
) -> None:
    with house.work(staff["mia"], "move") as w:
        out = value(house, "SELECT id FROM place WHERE kind_code = 'external_party'")
        w.add(Move, subject_kind="piece", subject_id=ring, to_place_id=out)
    page = opened(qtbot, evidence_window, ring)
    assert page.writing.form.reason == "loan_in"
    assert page.editing.signatures.other_role == "borrower"


@pytest.fixture
def consigned(house: Shop, staff: dict[str, Actor], ring: int) -> int:
    """The ring, as another's: its consignor signs beside the house."""
    with house.work(staff["mia"], "owner") as w:
        w.edit(Piece, ring, ownership="consigned_in")
    return ring


def _consignor_signs(qtbot: QtBot, window: MainWindow, keys: Keys, page: ReportPage) -> None:
    keys(Qt.Key.Key_S, ALT)
    wait_focus(qtbot, "Name, as printed")
    keys.type("Clara Whitcombe")
    write_name(window)
    keys(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Clara Whitcombe, signed" in page.editing.signatures.other.text())


def _lapsed(page: ReportPage) -> list[SentenceBar]:
    return [bar for bar in page.findChildren(SentenceBar, "lapsed") if not bar.isHidden()]


def test_a_private_note_takes_nobody_s_signature_away(
    qtbot: QtBot, evidence_window: MainWindow, keys: Keys, consigned: int
) -> None:
    page = opened(qtbot, evidence_window, consigned)
    page.canvas.setFocus()
    _consignor_signs(qtbot, evidence_window, keys, page)
    page.writing.change("private notes", merge="private", private_notes="Looks worn to me")
    assert "Clara Whitcombe, signed" in page.editing.signatures.other.text()
    assert not _lapsed(page)


def test_a_change_after_a_signature_is_said_and_undoing_it_brings_the_signature_back(
    qtbot: QtBot, evidence_window: MainWindow, keys: Keys, consigned: int
) -> None:
    page = opened(qtbot, evidence_window, consigned)
    page.writing.change("remarks", merge="remarks", remarks="Sound")
    page.canvas.setFocus()
    _consignor_signs(qtbot, evidence_window, keys, page)
    page.writing.change("remarks", merge="remarks", remarks="Sound, but worn")
    page.writing.change("remarks", merge="remarks", remarks="Sound, but worn thin")
    qtbot.waitUntil(lambda: len(_lapsed(page)) == 1)
    (bar,) = _lapsed(page)
    assert bar.title.text().startswith("Clara Whitcombe signed before this change")
    assert "may sign" in page.editing.signatures.other.text()
    page.writing.stack.undo()
    assert page.writing.form.remarks == "Sound"
    assert "Clara Whitcombe, signed" in page.editing.signatures.other.text()
    assert not _lapsed(page)


def test_the_bar_s_own_key_lets_the_other_side_sign_again_and_takes_it_away(
    qtbot: QtBot, evidence_window: MainWindow, keys: Keys, consigned: int
) -> None:
    page = opened(qtbot, evidence_window, consigned)
    page.canvas.setFocus()
    _consignor_signs(qtbot, evidence_window, keys, page)
    page.writing.change("remarks", merge="remarks", remarks="Worn")
    qtbot.waitUntil(lambda: any(bar.isVisible() for bar in _lapsed(page)))
    page.canvas.setFocus()
    _consignor_signs(qtbot, evidence_window, keys, page)
    assert not _lapsed(page)


def test_who_closes_a_report_is_told_that_the_other_side_has_not_signed(
    qtbot: QtBot, evidence_window: MainWindow, keys: Keys, consigned: int
) -> None:
    page = opened(qtbot, evidence_window, consigned)
    panel = page.editing.signatures
    assert panel.missing.startswith("The consignor has not signed.")
    page.signing.ask("examiner")
    sheet = evidence_window.findChild(SignSheet)
    assert sheet is not None
    assert sheet.sentence.text().startswith("The consignor has not signed.")
    keys(Qt.Key.Key_Escape)
    page.canvas.setFocus()
    _consignor_signs(qtbot, evidence_window, keys, page)
    assert panel.missing == ""
    page.writing.change("remarks", remarks="Worn")
    assert panel.missing.startswith("Clara Whitcombe signed before the last change")


def test_each_side_s_signature_has_its_own_moment(
    qtbot: QtBot, evidence_window: MainWindow, keys: Keys, consigned: int
) -> None:
    page = opened(qtbot, evidence_window, consigned)
    page.canvas.setFocus()
    before = now_ms()
    _consignor_signs(qtbot, evidence_window, keys, page)
    assert before <= page.editing.signatures.given["consignor"].at <= now_ms()


def test_who_gives_up_closing_a_report_closes_none_with_the_next_signature(
    qtbot: QtBot, evidence_window: MainWindow, keys: Keys, ring: int
) -> None:
    page = opened(qtbot, evidence_window, ring)
    written(page, keys)
    page.sign()
    wait_focus(qtbot, "Signature of")
    sheet = next(one for one in evidence_window.findChildren(SignSheet) if one.isVisible())
    assert sheet.verb.text() == "Sign report"
    keys(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not evidence_window.findChildren(SignSheet))
    page.editing.signatures.house.click()
    wait_focus(qtbot, "Signature of")
    sheet = next(one for one in evidence_window.findChildren(SignSheet) if one.isVisible())
    assert sheet.verb.text() == "Keep the signature"
    write_name(evidence_window)
    keys(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "examiner" in page.editing.signatures.given)
    assert page.editable
    assert not page.signing.is_saving


def test_a_click_beside_the_pad_throws_no_signature_away(
    qtbot: QtBot, evidence_window: MainWindow, keys: Keys, ring: int
) -> None:
    opened(qtbot, evidence_window, ring).canvas.setFocus()
    keys(Qt.Key.Key_S, ALT)
    wait_focus(qtbot, "Name, as printed")
    sheet = next(one for one in evidence_window.findChildren(SignSheet) if one.isVisible())
    write_name(evidence_window)
    qtbot.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert sheet.isVisible()
    assert sheet.pad.is_signed


def test_a_report_signed_elsewhere_drops_no_signature_without_a_word(
    qtbot: QtBot, evidence_window: MainWindow, keys: Keys, consigned: int
) -> None:
    page = opened(qtbot, evidence_window, consigned)
    page.canvas.setFocus()
    _consignor_signs(qtbot, evidence_window, keys, page)
    there = page.opened
    assert there is not None
    assert not page.writing.is_touched
    came = Mark(1, "INS", "scratch", 2, since="CR20-26-00001", change="same")
    started = replace(there.started, findings=(came,), knows=(20,))
    page._catch_up(replace(there, started=started, next_n=2))
    qtbot.waitUntil(lambda: len(_lapsed(page)) == 1)
    assert page.editing.signatures.lapsed == ("Clara Whitcombe",)
    assert [mark.n for mark in page.writing.form.findings] == [1]


def test_nobody_signs_for_both_sides_and_a_wrong_signature_is_taken_back(
    qtbot: QtBot, evidence_window: MainWindow, ring: int, keys: Keys
) -> None:
    page = opened(qtbot, evidence_window, ring)
    page.canvas.setFocus()
    keys(Qt.Key.Key_S, ALT)
    wait_focus(qtbot, "Name, as printed")
    sheet = next(one for one in evidence_window.findChildren(SignSheet) if one.isVisible())
    sheet.name.set_text("sara okafor")  # who is at the desk
    keys(Qt.Key.Key_T, ALT)
    sheet.take()
    assert sheet.isVisible()
    assert "signs for the house" in sheet._error.text()
    sheet.name.set_text("Ana")
    sheet.pad.clear()
    sheet.take()
    assert "Alt+T" in sheet._error.text()
    keys(Qt.Key.Key_T, ALT)
    sheet.take()
    place = page.editing.signatures.other
    qtbot.waitUntil(lambda: place.text() == "Ana, typed, signed")
    assert page.hint_bar.state == "Ana has signed: F10 signs for the house"
    page.canvas.setFocus()
    keys(Qt.Key.Key_S, ALT)
    wait_focus(qtbot, "Signature of Ana")
    sheet = next(one for one in evidence_window.findChildren(SignSheet) if one.isVisible())
    assert sheet.name.text == "Ana", "that it was typed is no part of the name"
    button = next(one for one in sheet.findChildren(Button) if "back" in one.accessibleName())
    button.click()
    qtbot.waitUntil(lambda: place.text().endswith("may sign"))
    assert not page.editing.signatures.given
    assert not page.findChildren(SentenceBar, "lapsed")


def test_a_correction_reminds_of_who_signed_the_version_before(
    qtbot: QtBot, page: ReportPage, keys: Keys
) -> None:
    written(page, keys)
    panel = page.editing.signatures
    assert panel.other_role == "client", "who may sign, and need not"
    panel.give(Signature("client", "Ana Lima", (((100, 500), (900, 400)),), now_ms()))
    closed(qtbot, page, keys)
    qtbot.waitUntil(lambda: page.opened is not None and page.opened.card is not None)
    page.new_version()
    assert panel.missing.startswith("Ana Lima signed the version before and not this one.")
    panel.give(Signature("client", "Ana Lima", (((100, 500), (900, 400)),), now_ms()))
    assert panel.missing == ""


def test_ctrl_z_takes_a_signature_back_before_what_was_typed_earlier(
    qtbot: QtBot, page: ReportPage, keys: Keys
) -> None:
    after = page.editing.weight.after
    after.setFocus()
    keys.type("5.479")
    keys(Qt.Key.Key_S, ALT)
    wait_focus(qtbot, "Name, as printed")
    keys.type("Ana Lima")
    keys(Qt.Key.Key_T, ALT)
    keys(Qt.Key.Key_Return)
    panel = page.editing.signatures
    assert list(panel.given) == ["client"]
    qtbot.waitUntil(after.hasFocus)
    keys(Qt.Key.Key_Z, CTRL)
    assert not panel.given
    assert "taken back" in page.hint_bar.state
    assert page.writing.form.weight_after_mg == 5479
    assert after.text() == "5.479"
    keys(Qt.Key.Key_Z, CTRL)
    assert page.writing.form.weight_after_mg is None
    page.redo()
    assert page.writing.form.weight_after_mg == 5479
    assert not panel.given, "doing again signs nothing"


def test_a_change_after_a_signature_is_taken_back_first(
    qtbot: QtBot, page: ReportPage, keys: Keys
) -> None:
    panel, line = page.editing.signatures, (((100, 500), (900, 400)),)
    page.writing.change("grade", merge="grade", grade="good")
    panel.give(Signature("client", "Ana Lima", line, now_ms()))
    page.writing.change("grade", merge="grade", grade="fair")
    assert not panel.given
    page.undo()
    assert list(panel.given) == ["client"]
    page.undo()
    assert not panel.given
    assert page.writing.form.grade == "good"
    page.undo()
    assert page.writing.form.grade == ""
    assert not panel.lapsed
