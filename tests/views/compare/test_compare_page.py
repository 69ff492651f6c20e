"""The comparison in the window: what it says, by keyboard alone, and what it does."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app import alignment
from app.domain.actors import Actor
from app.domain.similarity import Alignment
from app.services.report_form import ReportForm
from app.services.reports import save_draft
from app.views.compare.page import ComparePage
from app.views.compare.stage import BLINK, SIDE, SLIDER
from app.views.documents.paper_sheet import PaperSheet
from app.views.frame.window import MainWindow
from app.views.reports.report_page import ReportPage
from app.views.widgets.reason_sheet import ReasonSheet
from app.views.widgets.second_person import SecondPersonSheet
from tests.conftest import PASSWORD, PATIENCE_S
from tests.known_changes import jewel, jpeg
from tests.stories.report_pairs import Desk, complete
from tests.views.compare.conftest import KNOWN, came_back
from tests.views.evidence_fixtures import write_name
from tests.views.order_fixtures import Keys

PATIENT = 20_000


def returned(pair: Desk, *, stopped: bool = True, **more: object) -> ReportForm:
    """The form of the report coming back."""
    said = {**came_back(pair, stopped=stopped), **more}
    photo, findings = said.pop("photo"), said.pop("findings")
    return complete(pair.begin("loan_in"), photo, findings, **said)  # type: ignore[arg-type]


def drafted(pair: Desk, *, stopped: bool = True) -> None:
    save_draft(pair.shop, pair.actor, pair.piece, returned(pair, stopped=stopped))


def opened(qtbot: QtBot, window: MainWindow, record: int, *, aligned: bool = True) -> ComparePage:
    window.navigate("compare", record)
    qtbot.waitUntil(lambda: window.findChild(ComparePage) is not None)
    page = window.findChild(ComparePage)
    assert isinstance(page, ComparePage)
    if aligned:
        qtbot.waitUntil(lambda: page.stage.alignment is not None, timeout=PATIENT)
    return page


def named(page: QWidget, name: str) -> QWidget:
    found = [one for one in page.findChildren(QWidget) if one.accessibleName() == name]
    assert found, name
    return found[0]


def press(page: ComparePage, key: Qt.Key, shift: bool = False) -> None:
    mods = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(page.stage, key, mods)


# ---------------------------------------------------------------------- what it says
def test_a_stopped_draft_says_why_and_shows_the_worst_new_finding(
    qtbot: QtBot, pair: Desk, evidence_window: MainWindow
) -> None:
    drafted(pair)
    page = opened(qtbot, evidence_window, pair.piece)
    assert page.title == "Sapphire cluster ring"
    assert page.banner.accessibleName().startswith("Decision needed: hand-over stopped. One stone")
    assert page.banner.decide.isVisible()
    assert page.findings.line.text() == "Mark 3 worse · marks 5–6 new"
    assert page.findings.rest.text() == "3 unchanged"
    rows = page.findings.list.rows
    spoken = [rows.index(at).data() for at in range(rows.rowCount())]
    assert "Finding 5, ST-10, stone missing, new, severity 4" in spoken
    current = page.findings.list.current
    assert current is not None
    assert current.n == 5
    for name in (
        "Comparison mode",
        "Weight difference minus 60 milligrams, other, see the note",
        "Stones 14 of 15",
        "Fingerprint out",
        "Fingerprint in",
        "Photos compared, top",
        "Top, 3 changes",
    ):
        assert named(page, name).isVisible(), name
    assert page.fit.status.text.startswith("Aligned, error")
    assert page.measured.one_stone.text() == (
        "One stone explains about 2 mg. 58 mg stay unexplained."
    )
    assert page.theirs.text() == "Their own report: not received"


def test_the_numbers_of_both_reports_stand_whole(
    qtbot: QtBot, pair: Desk, evidence_window: MainWindow
) -> None:
    drafted(pair)
    evidence_window.resize(1440, 900)
    page = opened(qtbot, evidence_window, pair.piece)
    choices = (page.out_choice, page.in_choice)
    qtbot.waitUntil(lambda: all(one.width() >= one.sizeHint().width() for one in choices))


def test_only_one_report_is_nothing_to_compare_with(
    qtbot: QtBot, pair: Desk, evidence_window: MainWindow
) -> None:
    page = opened(qtbot, evidence_window, pair.piece, aligned=False)
    qtbot.waitUntil(page.empty.isVisible)
    assert not page.compared.isVisible()
    assert not page.banner.isVisible()


def test_the_same_again_says_that_nothing_changed(
    qtbot: QtBot, pair: Desk, evidence_window: MainWindow
) -> None:
    same = tuple(replace(one, change="same") for one in KNOWN)
    into = pair.sign(returned(pair, stopped=False, findings=same, weight_after_mg=5480))
    page = opened(qtbot, evidence_window, into)
    assert page.banner.title.text() == "Nothing changed"
    assert not page.banner.decide.isVisible()
    assert page.findings.line.text() == "Nothing changed"


# ---------------------------------------------------------------------- keys
def test_modes_slider_blink_and_findings_by_keyboard(
    qtbot: QtBot, pair: Desk, evidence_window: MainWindow
) -> None:
    drafted(pair)
    page = opened(qtbot, evidence_window, pair.piece)
    stage = page.stage
    assert stage.hasFocus()
    assert stage.mode == SIDE
    press(page, Qt.Key.Key_2)
    assert (stage.mode, page.modes.value) == (SLIDER, SLIDER)
    press(page, Qt.Key.Key_Left)
    press(page, Qt.Key.Key_Left, shift=True)
    assert stage.slider == pytest.approx(0.38)
    assert page.slider.accessibleName() == "Slider position 38 percent"
    press(page, Qt.Key.Key_B)
    assert stage.mode == BLINK
    before = stage.big.shown
    qtbot.waitUntil(lambda: stage.big.shown != before)
    press(page, Qt.Key.Key_1)
    assert stage.mode == SIDE
    press(page, Qt.Key.Key_Down)
    current = page.findings.list.current
    assert current is not None
    assert current.n == 6
    middle = stage.near[1].middle
    assert middle.x() > 0.25  # the scratch lies on the right shoulder
    press(page, Qt.Key.Key_Up)
    assert stage.near[1].middle != middle


def test_the_draft_is_judged_by_letters(
    qtbot: QtBot, pair: Desk, evidence_window: MainWindow
) -> None:
    drafted(pair)
    page = opened(qtbot, evidence_window, pair.piece)
    page.findings.list.choose(1)
    press(page, Qt.Key.Key_X)
    qtbot.waitUntil(lambda: page.findings.line.text() == "Marks 1, 3 worse · marks 5–6 new")
    press(page, Qt.Key.Key_R)
    repaired = "Mark 3 worse · marks 5–6 new · mark 1 repaired"
    qtbot.waitUntil(lambda: page.findings.line.text() == repaired)
    assert page.findings.rest.text() == "2 unchanged"
    press(page, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: page.findings.rest.text() == "3 unchanged")
    current = page.findings.list.current
    assert current is not None
    assert current.n == 1


def test_a_signed_report_is_not_judged_by_letters(
    qtbot: QtBot, pair: Desk, evidence_window: MainWindow
) -> None:
    page = opened(qtbot, evidence_window, pair.sign(returned(pair, stopped=False)))
    page.findings.list.choose(1)
    press(page, Qt.Key.Key_X)
    assert page.findings.line.text() == "Mark 6 new"


def test_photos_that_do_not_fit_are_aligned_by_two_points_with_the_keyboard(
    qtbot: QtBot, pair: Desk, evidence_window: MainWindow
) -> None:
    other = pair.photo(jpeg(jewel("watch")), "watch.jpg")
    form = complete(pair.begin("loan_in"), other, (), stones_found=15, weight_after_mg=5480)
    page = opened(qtbot, evidence_window, pair.sign(form), aligned=False)
    words = "Not aligned: click the same two points"
    qtbot.waitUntil(lambda: page.fit.status.text == words, timeout=PATIENT)
    press(page, Qt.Key.Key_2)
    assert page.stage.mode == SIDE
    press(page, Qt.Key.Key_A)
    assert page.stage.picking
    press(page, Qt.Key.Key_Return)
    press(page, Qt.Key.Key_Return)
    press(page, Qt.Key.Key_Right, shift=True)
    press(page, Qt.Key.Key_Return)
    press(page, Qt.Key.Key_Return)
    assert page.stage.alignment is not None
    assert page.fit.status.text == "Aligned, by two points"
    press(page, Qt.Key.Key_2)
    assert page.stage.mode == SLIDER


def test_photos_aligned_by_hand_are_not_laid_anew_by_what_was_looked_for(
    qtbot: QtBot, pair: Desk, evidence_window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    looking, let_go, look_for = threading.Event(), threading.Event(), alignment.aligned

    def slow(out: bytes, into: bytes, check: Callable[[], None]) -> Alignment | None:
        found = look_for(out, into, check)
        looking.set()
        let_go.wait(PATIENCE_S)
        return found

    monkeypatch.setattr(alignment, "aligned", slow)
    into = pair.sign(returned(pair, stopped=False))
    page = opened(qtbot, evidence_window, into, aligned=False)
    qtbot.waitUntil(looking.is_set)
    press(page, Qt.Key.Key_A)
    press(page, Qt.Key.Key_Return)
    press(page, Qt.Key.Key_Return)
    press(page, Qt.Key.Key_Right, shift=True)
    press(page, Qt.Key.Key_Return)
    press(page, Qt.Key.Key_Return)
    assert page.fit.status.text == "Aligned, by two points"
    let_go.set()
    qtbot.waitUntil(lambda: not page.desk.pool.is_busy)
    assert page.fit.status.text == "Aligned, by two points"


def test_a_photo_on_one_side_only_is_said(
    qtbot: QtBot, pair: Desk, evidence_window: MainWindow
) -> None:
    form = returned(pair, stopped=False)
    into = pair.sign(replace(form, photos=(replace(form.photos[0], view="side"),)))
    page = opened(qtbot, evidence_window, into, aligned=False)
    qtbot.waitUntil(lambda: page.fit.status.text == "Shown on one side only", timeout=PATIENT)
    assert {tile.accessibleName() for tile in page.strip.tiles} == {"Top, not in", "Side, not out"}


def test_a_photo_that_is_still_on_another_pc_is_said(
    qtbot: QtBot, pair: Desk, evidence_window: MainWindow
) -> None:
    form = returned(pair, stopped=False)
    far = replace(form.photos[0], sha256="ab" * 32)
    page = opened(qtbot, evidence_window, pair.sign(replace(form, photos=(far,))), aligned=False)
    words = "The full photo is not on this PC yet"
    qtbot.waitUntil(lambda: page.fit.status.text == words, timeout=PATIENT)
    press(page, Qt.Key.Key_2)
    assert page.stage.mode == SIDE


# ---------------------------------------------------------------------- acts
def test_the_same_report_cannot_be_chosen_twice(
    qtbot: QtBot, pair: Desk, evidence_window: MainWindow
) -> None:
    into = pair.sign(returned(pair, stopped=False))
    page = opened(qtbot, evidence_window, into)
    page.out_choice.set_value(str(into))
    page.out_choice.changed.emit(str(into))
    found = page.found
    assert found is not None
    assert found.out.id != into
    assert page.out_choice.value == str(found.out.id)


def test_a_manager_decides_what_drifted_apart(
    qtbot: QtBot, pair: Desk, evidence_window: MainWindow, keys: Keys, staff: dict[str, Actor]
) -> None:
    same = tuple(replace(one, change="same") for one in KNOWN)
    first = pair.opened(pair.piece).sides[0].id
    into = 0
    for loan in range(1, 8):
        form = returned(pair, stopped=False, findings=same, weight_after_mg=5480 - 18 * loan)
        into = pair.sign(form)
    page = opened(qtbot, evidence_window, into)
    page.out_choice.set_value(str(first))
    page.out_choice.changed.emit(str(first))
    qtbot.waitUntil(page.banner.decide.isVisible)
    page.acts.decide.trigger()
    asked = evidence_window.findChild(ReasonSheet)
    assert isinstance(asked, ReasonSheet)
    assert asked.note is not None
    asked.note.edit.setPlainText("Polished at each return")
    asked.verb.click()
    qtbot.waitUntil(lambda: evidence_window.findChild(SecondPersonSheet) is not None)
    sheet = evidence_window.findChild(SecondPersonSheet)
    assert isinstance(sheet, SecondPersonSheet)
    qtbot.waitUntil(lambda: sheet.who.choice.count() > 0)
    sheet.who.set_value("mia")
    sheet.password.input.setText(PASSWORD)
    sheet.on_confirm()
    name = f"Decided by {staff['mia'].display}: Polished at each return"
    qtbot.waitUntil(lambda: page.banner.title.text() == name, timeout=PATIENT)
    assert not page.banner.decide.isVisible()


def test_the_difference_report_is_stored_and_shown(
    qtbot: QtBot, pair: Desk, evidence_window: MainWindow
) -> None:
    page = opened(qtbot, evidence_window, pair.sign(returned(pair, stopped=False)))
    page.acts.paper.trigger()
    qtbot.waitUntil(lambda: evidence_window.findChild(PaperSheet) is not None)
    sheet = evidence_window.findChild(PaperSheet)
    assert isinstance(sheet, PaperSheet)
    qtbot.waitUntil(lambda: sheet.paper is not None, timeout=PATIENT)
    assert sheet.paper is not None
    assert sheet.paper.title.startswith("DR10-")
    sheet.dismiss()
    reader = pair.shop.reader()
    kept = reader.value("SELECT content FROM document WHERE document_kind = 'difference_report'")
    reader.close()
    assert "Photos aligned, error" in kept
    assert " % of the width" in kept


def test_a_draft_is_previewed_and_nothing_is_stored(
    qtbot: QtBot, pair: Desk, evidence_window: MainWindow
) -> None:
    drafted(pair)
    page = opened(qtbot, evidence_window, pair.piece)
    page.acts.paper.trigger()
    qtbot.waitUntil(lambda: evidence_window.findChild(PaperSheet) is not None)
    sheet = evidence_window.findChild(PaperSheet)
    assert isinstance(sheet, PaperSheet)
    qtbot.waitUntil(lambda: sheet.paper is not None, timeout=PATIENT)
    sheet.dismiss()
    reader = pair.shop.reader()
    assert not reader.value("SELECT count(*) FROM document")
    reader.close()


def test_their_report_is_attached(
    qtbot: QtBot, pair: Desk, evidence_window: MainWindow, tmp_path: Path
) -> None:
    page = opened(qtbot, evidence_window, pair.sign(returned(pair, stopped=False)))
    wrong, right = tmp_path / "theirs.exe", tmp_path / "theirs.pdf"
    wrong.write_bytes(b"MZ")
    right.write_bytes(b"%PDF-1.4 theirs")
    page.acts.take_theirs(wrong)
    qtbot.waitUntil(lambda: bool(page.findChildren(QWidget, "refusal")))
    page.acts.take_theirs(right)
    assert page.opened is not None
    page.opened = replace(page.opened, difference=None)  # something else is shown by then
    qtbot.waitUntil(lambda: page.theirs.text() == "Their own report: received")
    assert page.save_theirs.isVisible()


def test_signing_a_report_that_comes_back_leads_to_the_comparison(
    qtbot: QtBot, pair: Desk, evidence_window: MainWindow
) -> None:
    drafted(pair, stopped=False)
    evidence_window.navigate("report", pair.piece)
    qtbot.waitUntil(lambda: evidence_window.findChild(ReportPage) is not None)
    report = evidence_window.findChild(ReportPage)
    assert isinstance(report, ReportPage)
    qtbot.waitUntil(lambda: report.writing.is_touched or bool(report.writing.form.findings))
    report.sign()
    qtbot.waitUntil(lambda: _pad_is_there(evidence_window))
    write_name(evidence_window)
    QTest.keyClick(evidence_window.focusWidget() or evidence_window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: evidence_window.findChild(ComparePage) is not None, timeout=PATIENT)
    page = evidence_window.findChild(ComparePage)
    assert isinstance(page, ComparePage)
    qtbot.waitUntil(lambda: page.findings.line.text() == "Mark 6 new", timeout=PATIENT)
    assert page.stage.whole[0].middle == QPointF(0, 0)


def _pad_is_there(window: QWidget) -> bool:
    from app.views.widgets.signature_pad import SignaturePad

    return any(pad.isVisible() for pad in window.findChildren(SignaturePad))
