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
from app.services.report_start import next_mark_number, start_report
from app.services.signatures import Signature
from app.shop import Shop
from app.views.frame.window import MainWindow
from app.views.reports.report_page import ReportPage
from app.views.widgets.sentence_bar import SentenceBar
from tests.views.evidence_fixtures import click
from tests.views.order_fixtures import Keys, value

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
