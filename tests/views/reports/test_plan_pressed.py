"""A press on the drawn plan: a place for what is being described, else what lies there, or a new finding."""

from __future__ import annotations

from app.views.reports.report_page import ReportPage
from tests.views.evidence_fixtures import click
from tests.views.order_fixtures import Keys


def places(page: ReportPage) -> list[tuple[int, str]]:
    return [(mark.n, mark.location) for mark in page.writing.form.findings]


def test_a_finished_finding_keeps_its_place(page: ReportPage, keys: Keys) -> None:
    plan = page.editing.stones.map
    click(page.canvas, 0.3, 0.6)
    plan.pressed.emit("ST-4")
    assert places(page) == [(1, "ST-4")], "it was being described"
    page.writing.edit_mark(1, type="chip", severity=2)
    plan.pressed.emit("ST-5")
    assert places(page) == [(1, "ST-4"), (2, "ST-5")]
    assert page.writing.mark_n == 2
    assert page.writing.marks_on("") == (page.writing.mark,), "on no photo"
    page.writing.edit_mark(2, type="stone_missing", severity=4)
    plan.pressed.emit("ST-4")
    assert places(page) == [(1, "ST-4"), (2, "ST-5")]
    assert page.writing.mark_n == 1
    page.undo()
    page.undo()
    assert places(page) == [(1, "ST-4")]
