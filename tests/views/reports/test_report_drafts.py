"""A condition report is kept while it is written."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.services import reports
from app.services.report_form import Mark, ViewPhoto
from app.services.report_opening import kept_report
from app.services.report_quick import QuickAnswer, begin_whole
from app.services.report_start import next_mark_number, start_report
from app.services.signatures import Signature
from app.shop import Shop
from app.views.frame.window import MainWindow
from app.views.reports.report_page import ReportPage
from app.views.widgets.reason_sheet import ReasonSheet
from app.views.widgets.sentence_bar import SentenceBar
from app.views.widgets.text import Text
from tests.views.evidence_fixtures import click
from tests.views.order_fixtures import ALT, Keys, value
from tests.views.reports.writing_hand import finished

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


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
    keys(Qt.Key.Key_D, ALT)
    sheet = evidence_window.findChildren(ReasonSheet)[-1]
    assert "In it: 1 finding (1 PR-3 prong worn severity 2)." in words_on(sheet)
    keys.type("p")
    assert value(house, "SELECT count(*) FROM draft") == 1
    keys(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.writing.form.findings == ())
    assert value(house, "SELECT count(*) FROM draft") == 0
    told = value(house, "SELECT reason_code FROM work WHERE work_kind = 'give_up_report_draft'")
    assert told == "begun_wrong"
    qtbot.waitUntil(lambda: not page.findChildren(SentenceBar, "draft"))


def test_a_draft_in_which_nothing_was_written_goes_without_a_question(
    qtbot: QtBot, page: ReportPage, keys: Keys, house: Shop, evidence_window: MainWindow
) -> None:
    page.writing.change("light", light="daylight_window")
    page.keeper.keep_now()
    qtbot.waitUntil(lambda: value(house, "SELECT count(*) FROM draft") == 1)
    keys(Qt.Key.Key_D, ALT)
    qtbot.waitUntil(lambda: page.writing.form.light != "daylight_window")
    assert value(house, "SELECT count(*) FROM draft") == 0
    assert not evidence_window.findChildren(ReasonSheet)
    assert value(house, "SELECT count(*) FROM note") == 0


def test_what_was_typed_and_signed_last_is_in_the_trace(
    qtbot: QtBot, page: ReportPage, keys: Keys, house: Shop
) -> None:
    """The draft is thrown away before it has come to the disk by itself."""
    page.writing.change("weight", weight_after_mg=5481)
    line = (((100, 500), (900, 400)),)
    page.editing.signatures.give(Signature("client", "Ana Lima, typed", line, 1))
    keys(Qt.Key.Key_D, ALT)
    keys.type("c")
    keys(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: value(house, "SELECT count(*) FROM note") == 1)
    assert value(house, "SELECT content FROM note") == "5.481 g after, signed by Ana Lima"
    qtbot.waitUntil(lambda: page.editable and not page.writing.is_touched)
    assert not page.editing.signatures.signers
    assert value(house, "SELECT count(*) FROM draft") == 0


def test_a_correction_that_is_thrown_away_leaves_the_signed_report(
    qtbot: QtBot, page: ReportPage, keys: Keys, house: Shop
) -> None:
    finished(qtbot, page, keys)
    qtbot.waitUntil(lambda: page.opened is not None and page.opened.card is not None)
    page.new_version()
    keys(Qt.Key.Key_D, ALT)  # nothing is different: it goes without a question
    qtbot.waitUntil(lambda: not page.editable)
    page.new_version()
    page.writing.change("remarks", remarks="Seam at 5")
    keys(Qt.Key.Key_D, ALT)
    keys.type("m")
    keys(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not page.editable and page.signed.isVisible())
    assert value(house, "SELECT content FROM note") == "remarks “Seam at 5”"
    assert value(house, "SELECT count(*) FROM draft") == 0


def test_a_draft_of_a_correction_that_is_found_again_is_held_against_its_report(
    qtbot: QtBot, page: ReportPage, keys: Keys, evidence_window: MainWindow, ring: int
) -> None:
    finished(qtbot, page, keys)
    qtbot.waitUntil(lambda: page.opened is not None and page.opened.card is not None)
    page.new_version()
    page.writing.change("remarks", remarks="Seam at 5")
    evidence_window.navigate("about")
    evidence_window.navigate("report", ring)
    qtbot.waitUntil(lambda: bool(page.findChildren(SentenceBar, "draft")))
    assert page.writing.version_of
    page.writing.change("remarks", remarks="")
    assert not page.writing.is_touched


def test_what_the_quick_form_began_is_no_draft_found_again(
    qtbot: QtBot, evidence_window: MainWindow, ring: int, house: Shop, staff: dict[str, Actor]
) -> None:
    signed_elsewhere(house, staff, ring, "shank_thin")
    begin_whole(house, staff["sara"], "check", QuickAnswer(ring, 5481))
    evidence_window.navigate("report", ring)
    page = evidence_window.page
    assert isinstance(page, ReportPage)
    qtbot.waitUntil(lambda: page.writing.form.weight_before_mg == 5481)
    qtbot.waitUntil(lambda: not page.findChildren(SentenceBar, "draft"))
    page.writing.change("remarks", remarks="Looked at twice")
    evidence_window.navigate("about")
    evidence_window.navigate("report", ring)
    qtbot.waitUntil(lambda: bool(page.findChildren(SentenceBar, "draft")))


def words_on(sheet: ReasonSheet) -> str:
    return " ".join(one.text() for one in sheet.findChildren(Text))


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


def test_what_another_pc_signed_meanwhile_comes_along(
    qtbot: QtBot,
    page: ReportPage,
    keys: Keys,
    house: Shop,
    ring: int,
    evidence_window: MainWindow,
    staff: dict[str, Actor],
) -> None:
    """Whether the page is open when it is heard of, or opened again later."""
    click(page.canvas, 0.3, 0.6)
    keys.type("pr3w2")
    assert listed(page) == [(1, "prong_worn")]
    page.refresh(signed_elsewhere(house, staff, ring, "shank_thin"))
    qtbot.waitUntil(lambda: listed(page) == [(1, "shank_thin"), (2, "prong_worn")])
    assert "mark 1 comes along" in page.findChildren(SentenceBar, "draft")[0].title.text()
    assert page.writing.mark_n == 2
    qtbot.waitUntil(lambda: value(house, "SELECT count(*) FROM draft") == 1)
    evidence_window.navigate("about")
    signed_elsewhere(house, staff, ring, "sizing_seam")
    evidence_window.navigate("report", ring)
    wanted = [(1, "shank_thin"), (2, "sizing_seam"), (3, "prong_worn")]
    qtbot.waitUntil(lambda: listed(page) == wanted)


def test_a_finding_that_an_earlier_report_saw_does_not_vanish(
    qtbot: QtBot, page: ReportPage, house: Shop, ring: int, staff: dict[str, Actor]
) -> None:
    page.refresh(signed_elsewhere(house, staff, ring, "shank_thin"))
    qtbot.waitUntil(lambda: listed(page) == [(1, "shank_thin")])
    page.writing.mark_current(1)
    page.work.remove_mark()
    assert [(mark.n, mark.change) for mark in page.writing.form.findings] == [(1, "repaired")]
    page.undo()
    assert [(mark.n, mark.change) for mark in page.writing.form.findings] == [(1, "same")]


def listed(page: ReportPage) -> list[tuple[int, str]]:
    return [(mark.n, mark.type) for mark in page.writing.form.findings]


def signed_elsewhere(house: Shop, staff: dict[str, Actor], ring: int, kind: str) -> Changes:
    """Sign a report of the ring with one more finding, past the page."""
    with closing(house.reader()) as db:
        form = start_report(db, ring)
        mark = Mark(next_mark_number(db, ring, form), "SHK-B", kind, 2)
    photo = ViewPhoto("ab" * 32, "top", 800, 600, 1000)
    form = replace(form, photos=(photo,), grade="good", stones_found=form.stones_expected,
                   weight_after_mg=form.weight_before_mg, findings=(*form.findings, mark))  # fmt: skip
    with house.work(staff["mia"], "sign_report") as w:
        signed = Signature("examiner", "Sara Okafor", (((1, 1), (2, 2)),))
        return reports.sign(w, ring, form, (signed,))
