"""Columns that a person draws wider: kept on this PC, and never wider than the list."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.views.theme import Theme
from app.views.widgets.list_view import kept_widths
from app.views.widgets.list_view.columns import LEAST, Cell, Column, shared_widths
from app.views.widgets.list_view.fixed_list import FixedList

COLUMNS = (
    Column("No.", lambda stone: Cell(stone), width=80),
    Column("Stone", lambda stone: Cell(stone), stretch=2),
    Column("Place", lambda stone: Cell(stone), stretch=1),
    Column("Price", lambda stone: Cell(stone), width=100, numeric=True),
)
Make = Callable[[], FixedList]


@pytest.fixture
def make(
    qtbot: QtBot, dressed: Theme, settings_file: QSettings, monkeypatch: pytest.MonkeyPatch
) -> Make:
    """Makes the same list anew, as the next start of the program does."""
    monkeypatch.setattr(kept_widths, "_settings", None)
    kept_widths.use(settings_file)

    def made() -> FixedList:
        stones = FixedList(COLUMNS, "Stones")
        qtbot.addWidget(stones)
        stones.resize(602, 300)
        stones.show()
        qtbot.waitUntil(stones.isVisible)
        return stones

    return made


def widths(stones: FixedList) -> list[int]:
    return [stones.view.columnWidth(at) for at in range(len(COLUMNS))]


def draw(stones: FixedList, edge_of: int, by: int) -> None:
    """Draw the right edge of a column with the mouse."""
    head = stones.view.horizontalHeader()
    x = head.sectionViewportPosition(edge_of) + head.sectionSize(edge_of) - 2
    begin, end = QPoint(x, 20), QPoint(x + by, 20)
    QTest.mousePress(head.viewport(), Qt.MouseButton.LeftButton, pos=begin)
    QTest.mouseMove(head.viewport(), QPoint(x + by // 2, 20))
    QTest.mouseMove(head.viewport(), end)
    QTest.mouseRelease(head.viewport(), Qt.MouseButton.LeftButton, pos=end)
    QApplication.processEvents()


def test_an_edge_is_drawn_and_kept_for_the_next_start(make: Make) -> None:
    stones = make()
    usual = widths(stones)
    draw(stones, 0, 60)
    drawn = widths(stones)
    assert drawn[0] == usual[0] + 60
    assert sum(drawn) == sum(usual), "the others give the room"
    assert abs(drawn[3] - 100) <= 1
    assert widths(make()) == drawn
    stones.resize(500, 300)
    QApplication.processEvents()
    assert widths(stones)[0] == drawn[0], "also in a list of another width"


def test_a_double_click_on_the_edge_gives_the_usual_width_back(make: Make) -> None:
    stones = make()
    usual = widths(stones)
    draw(stones, 1, -70)
    assert widths(stones) != usual
    stones.view.horizontalHeader().sectionHandleDoubleClicked.emit(1)
    assert widths(stones) == usual
    assert widths(make()) == usual


def test_sorting_is_not_asked_by_drawing(qtbot: QtBot, make: Make) -> None:
    stones = make()
    asked: list[str] = []
    stones.view.sort_asked.connect(lambda key, _down: asked.append(key))
    draw(stones, 0, 40)
    assert asked == []


@pytest.mark.parametrize("width", [300, 600, 1200])
def test_no_column_is_pushed_out(width: int) -> None:
    shared = shared_widths(COLUMNS, width, {0: 5_000, 1: 5_000})
    assert all(px >= LEAST for px in shared)
    assert sum(shared) <= max(width, 2 * LEAST + LEAST + 100)
    assert shared_widths(COLUMNS, width, {3: 10})[3] >= 100, "the last takes what is left"
