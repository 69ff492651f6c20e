"""Looking closely at both photos of a comparison: one loupe over both, light, white for each."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.domain.similarity import Alignment, Similarity
from app.services.report_difference import PhotoPair
from app.services.report_form import ViewPhoto
from app.views.compare.stage import SIDE, SLIDER, PairStage

OUT_SHA, IN_SHA = "a" * 64, "b" * 64
CTRL = Qt.KeyboardModifier.ControlModifier


def image(colour: str) -> QImage:
    made = QImage(400, 300, QImage.Format.Format_RGB32)
    made.fill(QColor(colour))
    return made


@pytest.fixture
def stage(qtbot: QtBot) -> PairStage:
    """Two photos of one view, the second a little shifted."""
    made = PairStage()
    qtbot.addWidget(made)
    made.resize(800, 560)
    pair = PhotoPair("top", ViewPhoto(OUT_SHA), ViewPhoto(IN_SHA), 0)
    made.show_pair(pair, (), 0, (("OUT", ""), ("IN", "")))
    made.show_images(image("#b4966e"), image("#6e96b4"))
    made.show_alignment(Alignment(Similarity(1.0, 0.0, 0.05, 0.0)))
    made.show()
    qtbot.waitExposed(made)
    made.setFocus()
    return made


def middle_of(pixmap: object) -> QColor:
    return pixmap.toImage().pixelColor(200, 150)  # type: ignore[attr-defined]


def test_the_loupe_lies_on_the_same_place_of_both(stage: PairStage) -> None:
    QTest.keyClick(stage, Qt.Key.Key_Z)
    loupes = [pane.loupe for pane in stage.whole]
    assert loupes[0] is not None
    assert loupes[0] == loupes[1]
    assert all(pane.loupe is None for pane in (*stage.near, stage.big))
    QTest.keyClick(stage, Qt.Key.Key_Right, CTRL)
    carried = stage.whole[1].loupe
    assert carried is not None
    assert carried[0].x() > loupes[0][0].x()
    QTest.keyClick(stage, Qt.Key.Key_Plus)
    assert stage.closely.looking.power == 4
    stage.set_mode(SLIDER)
    stage.closely.show()
    assert stage.big.loupe is not None
    assert stage.whole[0].loupe is None
    QTest.keyClick(stage, Qt.Key.Key_Escape)
    assert all(pane.loupe is None for pane in stage.panes)


def test_the_pointer_carries_it_and_photos_that_do_not_fit_have_one_each(stage: PairStage) -> None:
    stage.closely.looking.toggle_loupe()
    QTest.mouseMove(stage.near[0], QPoint(60, 50))
    assert stage.near[0].loupe is not None
    assert stage.near[0].loupe == stage.near[1].loupe
    stage.show_alignment(None)
    QTest.mouseMove(stage.whole[1], QPoint(70, 60))
    assert stage.mode == SIDE
    assert stage.whole[1].loupe is not None
    assert stage.whole[0].loupe is None


def test_both_become_brighter_and_the_photos_themselves_stay(stage: PairStage) -> None:
    before = [middle_of(one) for one in stage._images]
    raw = stage.closely.raw
    stage.closely.looking.brighten(2)
    after = [middle_of(one) for one in stage._images]
    assert all(
        one.lightness() > other.lightness() for one, other in zip(after, before, strict=True)
    )
    assert stage.closely.raw == raw
    assert stage.closely.tools.chip.accessibleName() == "View only: brightness +20"
    assert not stage.closely.tools.chip.isHidden()
    stage.closely.looking.reset()
    assert [middle_of(one) for one in stage._images] == before


def test_white_is_set_right_for_each_photo_by_itself(stage: PairStage) -> None:
    before_in = middle_of(stage._images[1])
    stage.closely.looking.pick_grey()
    at = stage.whole[0].to_view(QPointF(0.1, 0.1)).toPoint()
    QTest.mouseClick(stage.whole[0], Qt.MouseButton.LeftButton, pos=at)
    shown = middle_of(stage._images[0])
    assert abs(shown.red() - shown.blue()) <= 1
    assert middle_of(stage._images[1]) == before_in
    assert not stage.closely.looking.picking


def test_by_keys_enter_takes_the_place_on_both(stage: PairStage) -> None:
    stage.closely.looking.pick_grey()
    QTest.keyClick(stage, Qt.Key.Key_Left, CTRL)
    assert stage.whole[0].cross is not None
    assert stage.whole[0].cross.x() < 0
    QTest.keyClick(stage, Qt.Key.Key_Return)
    for one in stage._images:
        shown = middle_of(one)
        assert abs(shown.red() - shown.blue()) <= 1
    assert stage.whole[0].cross is None


def test_two_points_keep_their_keys_while_they_are_asked_for(stage: PairStage) -> None:
    stage.closely.looking.toggle_loupe()
    stage.start_picking()
    QTest.keyClick(stage, Qt.Key.Key_Return)
    assert stage.wanted == "Point 1 on the photo in"
    QTest.keyClick(stage, Qt.Key.Key_Right)
    assert stage.whole[1].cross is not None


def test_the_slider_says_which_photo_is_under_the_pointer(stage: PairStage) -> None:
    stage.set_mode(SLIDER)
    stage.closely.looking.pick_grey()
    at = stage.big.to_view(QPointF(0.2, 0.0)).toPoint()
    QTest.mouseClick(stage.big, Qt.MouseButton.LeftButton, pos=at)
    assert list(stage.closely.looking._greys) == [IN_SHA]
    assert stage.slider == 0.5, "a click on a grey point does not move the line"


def test_plates_stand_at_the_foot_without_lying_on_each_other(stage: PairStage) -> None:
    tools = stage.closely.tools
    tools.light.click()
    stage.closely.looking.brighten(1)
    stage.resize(360, 300)
    stage.closely.arrange()
    parts = [tools.loupe, tools.light, tools.chip, tools.panel]
    for at, one in enumerate(parts):
        assert stage.rect().contains(one.geometry())
        assert not any(one.geometry().intersects(other.geometry()) for other in parts[at + 1 :])
