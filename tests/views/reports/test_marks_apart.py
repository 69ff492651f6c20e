"""Marks that are set by single steps of the arrows: each is read, none lies exactly on another."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from itertools import combinations

import pypdfium2
from PySide6.QtCore import QLineF, Qt

from app.printing.document.condition_paper import render_condition_report
from app.printing.document.condition_report import ReportMark
from app.views.reports.canvas import HAIR, LEAP, STEP
from app.views.reports.mark_painting import RADIUS, hit, number_at, numbers_at
from app.views.reports.report_page import ReportPage
from tests.printing.document.papers import PHOTOS
from tests.printing.document.papers import report as cluster_ring
from tests.views.order_fixtures import CTRL, Keys

SHIFT = Qt.KeyboardModifier.ShiftModifier


def across(page: ReportPage, keys: Keys, modifiers: Qt.KeyboardModifier) -> float:
    """How far one arrow brings the cross-hair, in pixels of the screen."""
    canvas = page.canvas
    before = canvas._to_view(canvas.cross)
    keys(Qt.Key.Key_Right, modifiers)
    return canvas._to_view(canvas.cross).x() - before.x()


def test_arrows_step_finely_and_far_with_shift(page: ReportPage, keys: Keys) -> None:
    page.focus_photo()
    steps = [across(page, keys, one) for one in (CTRL, Qt.KeyboardModifier.NoModifier, SHIFT)]
    assert [round(step) for step in steps] == [HAIR, STEP, LEAP] == [1, 5, 50]


def test_six_marks_set_by_single_arrows_are_all_read_and_reached(
    page: ReportPage, keys: Keys
) -> None:
    page.focus_photo()
    for _ in range(6):
        keys(Qt.Key.Key_Return)
        keys.type("1w2")
        page.focus_photo()
        keys(Qt.Key.Key_Right)
    canvas = page.canvas
    assert len(canvas.marks) == 6
    places = numbers_at(canvas.marks, canvas._to_view)
    for a, b in combinations(places.values(), 2):
        assert QLineF(a, b).length() >= 1.7 * RADIUS
    for n, place in places.items():
        assert hit(canvas.marks, place, canvas._to_view) == n
    assert not canvas.grab().isNull()


def test_a_mark_that_is_put_on_another_lies_beside_it(page: ReportPage, keys: Keys) -> None:
    page.focus_photo()
    keys(Qt.Key.Key_Return)
    keys.type("1w2")
    page.writing.add_mark(x=100_000, y=100_000)
    page.work.place_here()  # at the cross-hair, where mark 1 is
    first, second = page.canvas.marks
    assert (first.x, first.y) != (second.x, second.y)
    assert abs(first.x - second.x) == 4_000
    page.writing.add_mark(shape="box", x=first.x, y=first.y, dx=9, dy=9)
    assert len({(mark.x, mark.y) for mark in page.writing.form.findings}) == 3


def test_they_are_apart_on_the_paper_too() -> None:
    report = cluster_ring()
    sha = report.photos[0].photo.sha256
    heap = tuple(
        replace(one, mark=ReportMark(sha, 500_000 + n * 4_000, 500_000))
        for n, one in enumerate(report.findings)
    )
    pdf = render_condition_report(replace(report, findings=heap), PHOTOS)
    with closing(pypdfium2.PdfDocument(pdf)) as opened:
        text = opened[0].get_textpage()
        rects = [text.get_rect(nth) for nth in range(text.count_rects())]
        seen = [(text.get_text_bounded(*rect).strip(), rect) for rect in rects]
    photo = [(said, rect) for said, rect in seen if said in ("1", "2", "3", "4") and rect[1] > 400]
    assert sorted(said for said, _ in photo) == ["1", "2", "3", "4"]
    for (_, a), (_, b) in combinations(photo, 2):
        assert QLineF(a[0], a[1], b[0], b[1]).length() > 12


def test_a_mark_alone_has_its_number_at_its_place(page: ReportPage, keys: Keys) -> None:
    page.focus_photo()
    keys(Qt.Key.Key_Return)
    [mark] = page.canvas.marks
    own = number_at(mark, page.canvas._to_view)
    assert numbers_at((mark,), page.canvas._to_view)[mark.n] == own
