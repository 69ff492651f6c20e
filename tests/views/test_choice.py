"""One of a few: its list, the words typed into it, and a field too narrow for what is chosen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStyleOptionComboBox
from pytestqt.qtbot import QtBot

from app.views.theme import Theme
from app.views.widgets.inputs import Choice

ROLLS = [
    "Barbell 56 × 13 mm",
    "Flat tag 25 × 13 mm",
    "Flat tag 32 × 15 mm, 2 across",
    "Label 4 × 2 inch",
]

OPENS = pytest.mark.qt_log_ignore("This plugin does not support")
"""Without a display there is nothing to raise a list over, nor a keyboard to grab for it."""


@pytest.fixture
def rolls(dressed: Theme, qtbot: QtBot) -> Choice:
    """A choice of four rolls, the first chosen."""
    choice = Choice([(at, words) for at, words in enumerate(ROLLS)])
    choice.set_value(0)
    qtbot.addWidget(choice)
    choice.show()
    return choice


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [("fl", 1), ("flat tag 32", 2), ("2 across", 2), ("label 4", 3), ("lll", 3), ("zzz", 0)],
)
def test_typed_words_choose_also_with_spaces(
    rolls: Choice, qtbot: QtBot, typed: str, chosen: int
) -> None:
    told: list[object] = []
    rolls.changed.connect(told.append)
    qtbot.keyClicks(rolls, typed)
    assert rolls.value == chosen
    assert (told[-1] if told else 0) == chosen
    assert not rolls.view().isVisible()


def test_one_letter_again_goes_to_the_next_that_begins_with_it(rolls: Choice, qtbot: QtBot) -> None:
    values = []
    for _ in range(3):
        qtbot.keyClicks(rolls, "f")
        values.append(rolls.value)
    assert values == [1, 2, 1]


@OPENS
def test_a_space_alone_opens_the_list(rolls: Choice, qtbot: QtBot) -> None:
    qtbot.keyClick(rolls, Qt.Key.Key_Space)
    qtbot.waitUntil(rolls.view().isVisible)
    rolls.hidePopup()


@OPENS
def test_a_list_of_two_shows_both_whichever_is_chosen(dressed: Theme, qtbot: QtBot) -> None:
    choice = Choice([("front", "Front"), ("back", "Back")])
    qtbot.addWidget(choice)
    choice.show()
    choice.set_value("back")
    choice.showPopup()
    view = choice.view()
    qtbot.waitUntil(view.isVisible)
    seen = view.viewport().rect()
    for row in range(2):
        assert seen.contains(view.visualRect(choice.model().index(row, 0)))
    assert view.window().y() >= choice.height()  # below its field, not over what stands there
    choice.hidePopup()


@OPENS
def test_a_long_list_is_twelve_rows_high_and_as_wide_as_its_words(
    dressed: Theme, qtbot: QtBot
) -> None:
    choice = Choice([(n, f"Barbell {n}, a roll with a long name") for n in range(45)])
    qtbot.addWidget(choice)
    choice.setFixedWidth(120)
    choice.show()
    choice.showPopup()
    view = choice.view()
    qtbot.waitUntil(view.isVisible)
    row = view.visualRect(choice.model().index(0, 0)).height()
    assert view.viewport().height() <= 12 * row + 1
    assert view.viewport().width() >= view.sizeHintForColumn(0)
    choice.hidePopup()


def test_in_a_narrow_row_the_words_end_in_dots(dressed: Theme, qtbot: QtBot) -> None:
    choice = Choice([("damaged", "Damaged or unreadable")])
    qtbot.addWidget(choice)
    choice.set_value("damaged")
    choice.setFixedWidth(150)
    option = QStyleOptionComboBox()
    choice.initStyleOption(option)
    assert option.currentText.endswith("…")
    choice.setFixedWidth(300)
    choice.initStyleOption(option)
    assert option.currentText == "Damaged or unreadable"
