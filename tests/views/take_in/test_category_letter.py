"""One letter says what a piece is; what is typed next is its description, whatever it is typed with."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from tests.views.floor import NONE
from tests.views.take_in.conftest import CONSIGNOR, TakeIn, write

SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_what_is_typed_behind_the_letter_is_the_description(
    take_in: TakeIn, agreement: int
) -> None:
    take_in.go_on_with(agreement)
    write("RGrandmother's ring, three stones")
    fields = take_in.editor.fields
    assert fields.category.value == "ring"
    assert fields.description.text == "Grandmother's ring, three stones"
    assert take_in.focus == "Description"


def test_an_enter_behind_the_letter_belongs_to_it(take_in: TakeIn, agreement: int) -> None:
    take_in.go_on_with(agreement)
    write("R")
    take_in.press(Qt.Key.Key_Return)
    assert take_in.focus == "Description"
    take_in.press(Qt.Key.Key_Return)
    assert take_in.focus == "Metal", "a second one goes on without a description"


def test_going_back_allows_another_letter_and_keeps_the_words(
    take_in: TakeIn, agreement: int
) -> None:
    take_in.go_on_with(agreement)
    write("ROpal")
    take_in.press(Qt.Key.Key_Tab, SHIFT)
    assert take_in.focus == "Ring"
    write("P pendant")
    fields = take_in.editor.fields
    assert fields.category.value == "pendant"
    assert fields.description.text == "Opal pendant"
    take_in.press(Qt.Key.Key_Return)
    assert take_in.focus == "Metal", "who typed goes on with one Enter"


@pytest.mark.parametrize("way", ["a click", "Space"])
def test_a_click_and_space_go_on_too_but_arrows_only_walk(
    take_in: TakeIn, agreement: int, way: str
) -> None:
    take_in.go_on_with(agreement)
    fields = take_in.editor.fields
    for _ in range(2):
        take_in.press(Qt.Key.Key_Right)
    assert (take_in.focus, fields.category.value) == ("Necklace", "necklace")
    if way == "Space":
        take_in.press(Qt.Key.Key_Space)
    else:
        watch = next(
            one
            for one in fields.category.findChildren(QAbstractButton)
            if one.accessibleName() == "Watch"
        )
        QTest.mouseClick(watch, Qt.MouseButton.LeftButton, NONE, QPoint(9, 9))
    write("Pearls")
    assert fields.category.value == ("necklace" if way == "Space" else "watch")
    assert fields.description.text == "Pearls"


def test_a_category_alone_is_no_piece_that_holds_up_the_end(take_in: TakeIn, clara: int) -> None:
    page = take_in.page
    take_in.first_of_own(clara, "W", "Gold watch, her grandfather's")
    take_in.begun()
    write("R")
    assert take_in.editor.fields.category.value == "ring"
    page.can.sign.trigger()
    take_in.until(lambda: take_in.step == CONSIGNOR)
    assert page.batch.piece_ids == []
