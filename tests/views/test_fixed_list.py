"""Lists whose records are all at hand: shown at once, kept where they are, changed in place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.views.theme import Theme
from app.views.widgets.list_view.columns import Cell, Column
from app.views.widgets.list_view.fixed_list import FixedList


@pytest.fixture
def stones(qtbot: QtBot, dressed: Theme) -> FixedList:
    made = FixedList(
        (
            Column("", lambda stone: Cell(box=stone[1], spoken="in" if stone[1] else "out"), 40),
            Column("Stone", lambda stone: stone[0]),
        ),
        "Stones",
    )
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    qtbot.waitUntil(made.isVisible)
    return made


RECORDS = [("opal", True), ("ruby", False), ("pearl", True)]


def test_the_first_record_is_marked_and_told(qtbot: QtBot, stones: FixedList) -> None:
    with qtbot.waitSignal(stones.view.settled):
        stones.model.show_records(RECORDS, [1, 2, 3])
    assert stones.marked == ("opal", True)
    assert stones.view.current_id == 1


def test_other_records_may_keep_the_mark(qtbot: QtBot, stones: FixedList) -> None:
    stones.model.show_records(RECORDS, [1, 2, 3])
    QTest.keyClick(stones.view, Qt.Key.Key_Down)
    stones.model.show_records([*RECORDS, ("jade", True)], [1, 2, 3, 4], stay=True)
    assert stones.view.current_id == 2
    stones.view.mark_record(4)
    assert stones.marked == ("jade", True)


def test_a_record_changes_in_place(stones: FixedList) -> None:
    stones.model.show_records(RECORDS, [1, 2, 3])
    before = stones.grab().toImage()
    stones.model.show_record(0, ("opal", False))
    index = stones.model.index(0, 0)
    assert stones.model.data(index) == "out"
    assert stones.grab().toImage() != before


def test_rows_on_their_way_are_skeletons(stones: FixedList) -> None:
    stones.model.show_skeletons(5)
    assert stones.model.rowCount() == 5
    assert stones.marked is None
    assert stones.model.data(stones.model.index(0, 1)) == "…"


def test_all_ids_are_at_hand_for_choosing_all(stones: FixedList) -> None:
    stones.model.show_records(RECORDS, [1, 2, 3])
    QTest.keyClick(stones.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert stones.view.ticked == {1, 2, 3}
