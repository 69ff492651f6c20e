"""The last report's marks laid on a new photo of the same view, by one key."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.photos import shut_down
from app.services import reports
from app.services.photos import keep_photo
from app.services.report_form import ARROW, BOX, LINE, Mark, ViewPhoto
from app.services.report_marks import laid_on
from app.services.report_start import start_report
from app.services.signatures import Signature
from app.shop import Shop
from app.views.frame.window import MainWindow
from app.views.reports.report_page import ReportPage
from tests.known_changes import in_other_light, jewel, jpeg, taken_again, way_of
from tests.views.order_fixtures import Keys

WAY = way_of(6.0, 1.1, 0.03, -0.02)
BEFORE = ViewPhoto("a" * 64, "top", 1000, 750)
AFTER = ViewPhoto("b" * 64, "top", 2000, 1500)
PLACES = ((1, 402_000, 585_000), (2, 478_000, 402_000))
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def photos(house: Shop) -> Iterator[tuple[ViewPhoto, ViewPhoto]]:
    """The piece as the last report shows it, and as it is taken again, turned and nearer."""
    before = jewel("cluster_top")
    after = in_other_light(taken_again(before, WAY), random.Random(3))
    kept = [keep_photo(house, jpeg(one), "top.jpg") for one in (before, after)]
    out, into = (
        ViewPhoto(one.sha256, "top", one.width, one.height, one.size, one.mime) for one in kept
    )
    yield out, into
    shut_down()


@pytest.fixture
def next_report(
    qtbot: QtBot, house: Shop, staff: dict[str, Actor], ring: int, evidence_window: MainWindow,
    photos: tuple[ViewPhoto, ViewPhoto],
) -> ReportPage:  # fmt: skip
    """The report after one with two marks on its photo from the top, its new photo in sight."""
    out, into = photos
    marks = tuple(
        Mark(n, "ST-1", "abrasion", 1, photo_sha256=out.sha256, x=x, y=y) for n, x, y in PLACES
    )
    with closing(house.reader()) as db:
        form = start_report(db, ring)
    form = replace(form, photos=(out,), findings=marks, grade="good", stones_found=15,
                   weight_after_mg=5480)  # fmt: skip
    with house.work(staff["sara"], "sign_report") as w:
        reports.sign(w, ring, form, (Signature("examiner", "Sara Okafor", (((1, 1), (2, 2)),)),))
    evidence_window.navigate("report", ring)
    page = evidence_window.page
    assert isinstance(page, ReportPage)
    qtbot.waitUntil(lambda: len(page.writing.form.findings) == 2)
    page.writing.add_photo(into)
    page.focus_photo()
    qtbot.waitUntil(page.canvas.hasFocus)
    return page


def test_marks_lie_where_they_were(
    qtbot: QtBot, next_report: ReportPage, keys: Keys, photos: tuple[ViewPhoto, ViewPhoto]
) -> None:
    page, (out, into) = next_report, photos
    assert {mark.photo_sha256 for mark in page.writing.form.findings} == {out.sha256}
    keys(Qt.Key.Key_M, SHIFT)
    qtbot.waitUntil(
        lambda: {mark.photo_sha256 for mark in page.writing.form.findings} == {into.sha256}
    )
    for mark, (n, x, y) in zip(page.writing.form.findings, PLACES, strict=True):
        expected = laid_on(Mark(n, "", "", 0, x=x, y=y), WAY, out, into)
        assert expected is not None
        assert mark.change == "same"
        assert abs(mark.x - expected.x) <= 20_000
        assert abs(mark.y - expected.y) <= 20_000
    page.undo()
    assert {mark.photo_sha256 for mark in page.writing.form.findings} == {out.sha256}


def test_where_nothing_waits_it_says_so(next_report: ReportPage, keys: Keys) -> None:
    page = next_report
    page.writing.edit_photo(page.writing.photo_sha, view="side")
    before = page.writing.form
    keys(Qt.Key.Key_M, SHIFT)
    assert page.writing.form == before


@pytest.mark.parametrize("turn", [0.0, 90.0])
def test_each_shape_is_laid(turn: float) -> None:
    way = way_of(turn, 1.0)
    box = Mark(1, "", "", 0, shape=BOX, x=400_000, y=400_000, dx=200_000, dy=100_000)
    arrow = Mark(2, "", "", 0, shape=ARROW, x=500_000, y=500_000, dx=100_000, dy=0)
    line = Mark(3, "", "", 0, shape=LINE, x=500_000, y=500_000, strokes=((500_000, 600_000),))
    laid = [laid_on(mark, way, BEFORE, AFTER) for mark in (box, arrow, line)]
    assert all(laid)
    if turn == 0.0:
        assert laid == [box, arrow, line]
    else:  # clockwise as seen: what pointed right points down
        assert laid[1] == replace(arrow, dx=0, dy=133_333)
        assert laid[2] is not None
        assert laid[2].strokes == ((425_000, 500_000),)


def test_what_falls_off_the_photo_stays_without_a_place() -> None:
    assert (
        laid_on(Mark(1, "", "", 0, x=900_000, y=500_000), way_of(0, 1, 0.2), BEFORE, AFTER) is None
    )
