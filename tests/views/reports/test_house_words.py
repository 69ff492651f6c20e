"""Phrases while typing, private notes, the paper's language, scales, the other side, the quick form."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.services.instruments import Instrument, put_instruments
from app.services.report_form import OtherSide
from app.services.report_gate import Blocker
from app.shop import Shop
from app.views.frame.window import MainWindow
from app.views.reports.other_side_sheet import OtherSideSheet
from app.views.reports.quick_sheet import QuickSheet, ask_quick
from app.views.reports.report_page import ReportPage
from app.views.reports.sign_sheet import SignSheet
from app.views.settings.list_sheet import ListSheet
from app.views.theme import Theme
from tests.views.evidence_fixtures import click
from tests.views.order_fixtures import Keys, value
from tests.views.page_checks import check_names, check_nothing_clipped
from tests.views.reports.writing_hand import errors, finished, opened, wait_focus

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def page(qtbot: QtBot, evidence_window: MainWindow, ring: int) -> ReportPage:
    return opened(qtbot, evidence_window, ring)


def test_a_phrase_is_taken_with_two_keys_and_its_blank_is_filled(
    page: ReportPage, keys: Keys
) -> None:
    click(page.canvas, 0.3, 0.6)
    keys.type("3w2")
    editor = page.findings.editor
    assert editor is not None
    editor.words.setFocus()
    keys.type("stam")
    offers = [pick.value for pick in editor.phrases.choices.picks]
    assert offers[0] == "stamped 750"
    keys(Qt.Key.Key_Down)
    keys(Qt.Key.Key_Return)
    assert page.writing.form.findings[0].words == "stamped 750"
    keys(Qt.Key.Key_A, CTRL)
    keys.type("customer")
    keys(Qt.Key.Key_Down)
    keys(Qt.Key.Key_Return)
    keys.type("bought in 1962")
    assert page.writing.form.findings[0].words == "customer stated bought in 1962"
    assert not editor.phrases.choices.isVisibleTo(editor)


def test_a_claim_is_advised_against_while_it_is_typed(page: ReportPage, keys: Keys) -> None:
    click(page.canvas, 0.3, 0.6)
    keys.type("3w2")
    editor = page.findings.editor
    assert editor is not None
    editor.words.setFocus()
    keys.type("18k gold")
    assert "stamped 750" in editor.phrases.advice.text()
    keys(Qt.Key.Key_A, CTRL)
    keys.type("tip flat")
    assert not editor.phrases.advice.isVisibleTo(editor)
    page.editing.more.open()
    page.editing.more.remarks.setFocus()
    keys.type("not te")
    keys(Qt.Key.Key_Down)
    keys(Qt.Key.Key_Return)
    assert page.writing.form.remarks == "not tested"


def test_private_notes_and_language_are_kept_with_the_report(
    qtbot: QtBot, page: ReportPage, keys: Keys, house: Shop
) -> None:
    page.editing.house.opener.click()
    keys.type("Do not mention Dubai")
    page.editing.house.language.changed.emit("de")
    assert page.writing.form.private_notes == "Do not mention Dubai"
    assert page.writing.form.language == "de"
    finished(qtbot, page, keys)
    qtbot.waitUntil(page.signed.isVisible)
    content = json.loads(str(value(house, "SELECT content FROM report")))
    paper = json.dumps(content["paper"], ensure_ascii=False)
    assert content["form"]["private_notes"] == "Do not mention Dubai"
    assert "Dubai" not in paper
    assert "Krappe abgenutzt" in paper
    shown = [label.text() for label in page.signed.findChildren(QLabel)]
    assert "Do not mention Dubai" in shown
    assert "Never printed" in shown


def test_a_scale_sets_limit_and_calibration_and_says_when_it_is_overdue(
    qtbot: QtBot, page: ReportPage, keys: Keys, house: Shop, staff: dict[str, Actor], ring: int,
    evidence_window: MainWindow,
) -> None:  # fmt: skip
    assert page.editing.weight.scale.currentText() == "No scale named"
    assert page.editing.weight.name_one.isVisible()
    with house.work(staff["mia"], "instruments") as w:
        put_instruments(w, [Instrument("PCB-3", 20, "2019-11-02", "2020-11-02")])
    evidence_window.navigate("about")
    page = opened(qtbot, evidence_window, ring)
    panel = page.editing.weight
    qtbot.waitUntil(lambda: panel.scale.count() == 2)
    assert not panel.name_one.isVisible()
    panel.scale.changed.emit("PCB-3")
    form = page.writing.form
    assert (form.instrument, form.scale_division_mg) == ("PCB-3", 20)
    assert form.calibration_due_on == "2020-11-02"
    assert panel.aside.text().startswith("limit ±40 mg · calibrated Nov 2, 2019")
    assert "overdue since Nov 2, 2020" in panel._overdue.text()
    assert panel._overdue.isVisible()


def test_the_lists_are_edited_by_a_manager_alone(
    qtbot: QtBot, page: ReportPage, evidence_window: MainWindow
) -> None:
    page.house_commands.house_lists.instruments()
    qtbot.waitUntil(lambda: bool(evidence_window.findChildren(ListSheet)))
    sheet = evidence_window.findChildren(ListSheet)[0]
    sheet.table.add()
    sheet.table.finish()
    sheet.model.setData(sheet.model.index(0, 0), "PCB-3")
    sheet.take()
    qtbot.waitUntil(sheet.wrong.isVisible)
    assert "manager" in sheet.wrong.text()
    assert sheet.is_open, "what was typed is there still"
    sheet.dismiss()
    action = next(a for a in page.actions() if a.text() == "Edit the standard phrases")
    assert not action.isEnabled()


def test_the_other_sides_report_is_kept_and_compared(
    qtbot: QtBot, page: ReportPage, tmp_path: Path, house: Shop, keys: Keys,
    evidence_window: MainWindow,
) -> None:  # fmt: skip
    file = tmp_path / "Lumen facility report.pdf"
    file.write_bytes(b"%PDF-1.7 theirs, byte for byte")
    page.house_commands.attaching.take(file)
    qtbot.waitUntil(lambda: bool(evidence_window.findChildren(OtherSideSheet)))
    sheet = evidence_window.findChildren(OtherSideSheet)[0]
    sheet.by.set_text("Lumen")
    sheet.weight.set_value(5420)
    sheet.stones.set_value(14)
    sheet.findings.set_text("PR-3 melted")
    sheet.take()
    assert sheet.is_open
    assert "names no place and kind" in sheet.findings.error
    sheet.findings.set_text("PR-3 prong worn; shk-b scratch")
    today = date.fromisoformat(house.settings.today())
    ahead = (today.replace(day=1) + timedelta(days=62)).replace(day=1)
    sheet.day.set_text("tomorrow")
    sheet.take()
    assert sheet.is_open
    assert "has not come yet" in sheet.day.error
    sheet.day.set_text(f"1 {ahead:%b}")  # without a year it was the last such day
    sheet.take()
    (other,) = page.writing.form.other_side
    assert other.made_on == f"{ahead.year - 1}-{ahead:%m}-01"
    assert (other.title, other.weight_mg, other.stones) == ("Lumen facility report", 5420, 14)
    assert other.findings == "PR-3 prong worn; shk-b scratch"
    assert "Lumen facility report" in page.editing.house.attached.text()
    finished(qtbot, page, keys)
    assert value(house, "SELECT count(*) FROM attached WHERE role = 'other_side'") == 1
    assert house.files.get(other.sha256) == file.read_bytes()


def test_what_their_report_says_otherwise_stands_under_it_and_before_signing(
    page: ReportPage,
) -> None:
    theirs = OtherSide("a" * 64, "Theirs", by="Lumen", stones=14, findings="PR-3 prong worn")
    page.writing.change("report of the other side", other_side=(theirs,))
    panel = page.editing.house
    listed = "Lumen lists prong worn at prong 3; here it is not listed."
    assert panel.differs.text() == listed
    page.writing.change("stones found", stones_found=15)
    counted = "Lumen says 14 stones, here there are 15."
    assert panel.differs.text().splitlines() == [counted, listed]
    assert panel.differs.isVisibleTo(page)
    assert page.editing.go_to(Blocker("other_side", counted, blocks=False))
    assert QApplication.focusWidget() is panel.attach
    page.writing.change("report of the other side", other_side=())
    assert not panel.differs.isVisibleTo(page)


def test_a_report_read_for_one_piece_is_not_offered_for_another(
    qtbot: QtBot, page: ReportPage, tmp_path: Path, evidence_window: MainWindow
) -> None:
    file = tmp_path / "theirs.pdf"
    file.write_bytes(b"%PDF-1.7 theirs")
    page.house_commands.attaching.take(file)
    piece = page.writing.piece
    assert piece is not None
    page.writing.begin(replace(piece, id=piece.id + 1), page.writing.form)
    page._check_soon.stop()  # no piece has that number: being told so would take the sentence's place
    qtbot.waitUntil(lambda: any("not attached" in one.lower() for one in errors(page)))
    assert not evidence_window.findChildren(OtherSideSheet)


def test_a_file_that_is_no_report_is_refused(
    qtbot: QtBot, page: ReportPage, tmp_path: Path
) -> None:
    file = tmp_path / "report.exe"
    file.write_bytes(b"MZ no report")
    page.house_commands.attaching.take(file)
    qtbot.waitUntil(lambda: bool(errors(page)))
    assert page.writing.form.other_side == ()


def test_the_quick_form_takes_seven_keys_and_a_weight(
    qtbot: QtBot, page: ReportPage, keys: Keys, house: Shop, ring: int, evidence_window: MainWindow
) -> None:
    finished(qtbot, page, keys)
    page = opened(qtbot, evidence_window, ring)
    page.canvas.setFocus()
    keys(Qt.Key.Key_Q, ALT)
    qtbot.waitUntil(lambda: bool(evidence_window.findChildren(QuickSheet)))
    wait_focus(qtbot, "Weight now")
    keys.type("5.481")
    keys(Qt.Key.Key_Return)
    wait_focus(qtbot, "Stones found")
    keys(Qt.Key.Key_Return)
    wait_focus(qtbot, "Signature of Sara Okafor")
    keys(Qt.Key.Key_T, ALT)
    keys(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: value(house, "SELECT count(*) FROM report") == 2, timeout=10_000)
    assert value(house, "SELECT count(DISTINCT number) FROM report") == 2
    qtbot.waitUntil(lambda: "version 1" in page.signed.number.text())


def test_the_quick_form_says_what_is_wrong_and_signs_nothing(
    qtbot: QtBot, page: ReportPage, keys: Keys, house: Shop, ring: int, evidence_window: MainWindow
) -> None:
    ask_quick(page.desk, [ring])
    qtbot.waitUntil(lambda: bool(evidence_window.findChildren(QuickSheet)))
    sheet = evidence_window.findChildren(QuickSheet)[0]
    assert "no condition report yet" in sheet.rows[0].said.text()
    assert not sheet.verb.isEnabled()
    wait_focus(qtbot, "Write its report")
    sheet.dismiss()
    finished(qtbot, page, keys)
    ask_quick(page.desk, [ring])
    qtbot.waitUntil(lambda: any(s.isVisible() for s in evidence_window.findChildren(QuickSheet)))
    wait_focus(qtbot, "Weight now")
    sheet = next(s for s in evidence_window.findChildren(QuickSheet) if s.isVisible())
    keys.type("heavy")
    keys(Qt.Key.Key_Return)
    assert "not a weight" in sheet.rows[0].said.text()
    sheet.rows[0].weight.setText("5.420")
    sheet.rows[0].judge()
    assert sheet.rows[0].reason.isVisible()
    assert "give a reason" in sheet.rows[0].said.text()
    sheet.rows[0].weight.setText("5.481")
    sheet.rows[0].judge()
    assert "As in" in sheet.rows[0].said.text()  # what was said of another weight is gone
    sheet.take()
    assert "Weigh each piece" in sheet.error.text()
    assert not any(s.isVisible() for s in evidence_window.findChildren(SignSheet))
    assert value(house, "SELECT count(*) FROM report") == 1


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_quick_form_of_several_has_names_and_room(
    qtbot: QtBot, page: ReportPage, keys: Keys, ring: int, evidence_window: MainWindow,
    dressed: Theme, mode: str,
) -> None:  # fmt: skip
    finished(qtbot, page, keys)
    dressed.set_mode(mode)
    page.editing.house.open()
    ask_quick(page.desk, [ring, ring])
    qtbot.waitUntil(lambda: bool(evidence_window.findChildren(QuickSheet)))
    sheet = evidence_window.findChildren(QuickSheet)[0]
    assert len(sheet.rows) == 1  # the same piece is asked once
    check_names(sheet)
    QApplication.processEvents()
    check_nothing_clipped(sheet)


def test_enter_on_the_reason_goes_on_to_the_signature(
    qtbot: QtBot, page: ReportPage, keys: Keys, house: Shop, ring: int, evidence_window: MainWindow
) -> None:
    finished(qtbot, page, keys)
    ask_quick(page.desk, [ring])
    qtbot.waitUntil(lambda: bool(evidence_window.findChildren(QuickSheet)))
    wait_focus(qtbot, "Weight now")
    keys.type("5.420")
    keys(Qt.Key.Key_Return)
    wait_focus(qtbot, "Stones found")
    keys(Qt.Key.Key_Return)
    wait_focus(qtbot, "Reason for the weight difference")
    keys.type("cl")
    keys(Qt.Key.Key_Return)
    wait_focus(qtbot, "Signature of Sara Okafor")
    keys(Qt.Key.Key_T, ALT)
    keys(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: value(house, "SELECT count(*) FROM report") == 2, timeout=10_000)
