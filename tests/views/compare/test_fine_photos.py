"""What is looked at near shows more of a photo's pixels than its small picture has."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.views.compare.page import ComparePage
from app.views.compare.stage import SIDE, SLIDER
from app.views.frame.window import MainWindow
from app.views.reports.photo_stage import SHOWN
from tests.picture_files import saved
from tests.stories.report_pairs import Desk, complete, two_photos, view_photo
from tests.views.compare.conftest import came_back

PATIENT = 20_000
WIDE = 3000


def large() -> bytes:
    """The piece coming back, photographed with three times as many pixels."""
    small = Image.open(io.BytesIO(two_photos()[1]))
    return saved(small.resize((WIDE, round(WIDE * small.height / small.width))), "JPEG")


@pytest.fixture
def page(qtbot: QtBot, pair: Desk, evidence_window: MainWindow) -> ComparePage:
    said = came_back(pair, stopped=False)
    photo, findings = pair.photo(large(), "large.jpg"), said.pop("findings")
    said.pop("photo")
    said |= {"photos": (view_photo(photo),)}
    report = pair.sign(complete(pair.begin("loan_in"), photo, findings, **said))  # type: ignore[arg-type]
    evidence_window.navigate("compare", report)
    made = evidence_window.page
    assert isinstance(made, ComparePage)
    qtbot.waitUntil(lambda: made.stage.alignment is not None, timeout=PATIENT)
    qtbot.waitUntil(lambda: made.stage.closely.fine[1] is not None, timeout=PATIENT)
    made.stage.setFocus()
    return made


def widths(page: ComparePage) -> list[int]:
    """How wide the later photo's picture is: whole, near, both."""
    panes = (page.stage.whole[1], page.stage.near[1], page.stage.big)
    return [pane.into.picture.width() if pane.into else 0 for pane in panes]


def test_near_views_show_it_and_whole_ones_the_small_picture(page: ComparePage) -> None:
    assert widths(page) == [SHOWN, WIDE, SHOWN]
    out = page.stage.near[0].out
    assert out is not None
    assert out.picture.width() <= SHOWN, "a photo that has no more pixels stays as it is"
    page.stage.set_mode(SLIDER)
    page.stage.zoom_by(2.0)
    assert widths(page) == [SHOWN, WIDE, WIDE]
    page.stage.zoom_by(0.1)
    assert widths(page) == [SHOWN, WIDE, SHOWN]


def test_places_stay_where_they_are(page: ComparePage) -> None:
    stage = page.stage
    stage.set_mode(SIDE)
    near = stage.near[1]
    assert near.into is not None
    whole = stage.whole[1].into
    assert whole is not None
    for place in (near.middle, near.middle / 2):
        assert (near.into.part(place) - whole.part(place)).manhattanLength() < 0.002


def test_the_loupe_magnifies_it_and_light_is_laid_on_it(qtbot: QtBot, page: ComparePage) -> None:
    closely = page.stage.closely
    qtbot.keyClick(page.stage, Qt.Key.Key_Z)
    assert widths(page)[0] == WIDE
    qtbot.keyClick(page.stage, Qt.Key.Key_Z)
    assert widths(page)[0] == SHOWN
    plain = closely.fine[1]
    assert plain is not None
    before = plain.toImage().pixelColor(100, 100)
    closely.looking.brighten(3)
    qtbot.waitUntil(lambda: closely.fine[1] is not plain, timeout=PATIENT)
    brighter = closely.fine[1]
    assert brighter is not None
    assert brighter.toImage().pixelColor(100, 100).lightness() > before.lightness()
