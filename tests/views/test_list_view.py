"""Lists: first rows at once, exact counts, and nothing jumps."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QObject, QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.chips import Chip as Status
from app.models.database import Database
from app.services.lists import ListQuery
from app.views.reader import Reader
from app.views.theme import Theme
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.list_view.columns import Cell, Column
from app.views.widgets.list_view.record_list import RecordList, counted_words

BASE = 2**62
ROWS_SQL = "SELECT id, name, value FROM thing x WHERE x.id IN (SELECT value FROM json_each(?))"
COLUMNS = (
    Column("Number", lambda r: Cell(str(r[0] - BASE), "strong"), 90, sort="id"),
    Column("Name", lambda r: Cell(r[1], second="under it"), stretch=2, sort="name"),
    Column("State", lambda r: Cell(status=Status("Ready", "ok")), 110),
    Column("Value", lambda r: f"{r[2]:,}", 90, numeric=True, sort="value"),
    Column("", lambda r: Cell(initials="KT"), 50, hide_below=500, spoken_title="Keeper"),
)


def things(order: str = "id", where: str = "1") -> ListQuery:
    return ListQuery("things", f"SELECT id FROM thing WHERE {where} ORDER BY {order}", ROWS_SQL)


@pytest.fixture
def listed(qtbot: QtBot, reading: Callable[..., Reader], many: Path, dress: Theme) -> RecordList:
    made = RecordList(reading(many), COLUMNS, "Things", EmptyState("gem", "Nothing", "At all."))
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def open_list(qtbot: QtBot, listed: RecordList, query: ListQuery) -> None:
    with qtbot.waitSignal(listed.model.counted):
        listed.show_list(query)


def number(listed: RecordList, row: int) -> int:
    return listed.model.record_id(row) - BASE


def change(path: Path, sql: str) -> None:
    """Another hand changes the file."""
    db = Database(path, bytes(32), free=True)
    db.run(sql)
    db.close()


def test_the_first_rows_come_before_the_count(qtbot: QtBot, listed: RecordList) -> None:
    told: list[str] = []

    class Ear(QObject):
        def on_first(self, first: bool) -> None:
            if first:
                told.append("rows")

        def on_count(self, count: int) -> None:
            told.append(str(count))

    ear = Ear()
    listed.model.arrived.connect(ear.on_first)
    listed.model.counted.connect(ear.on_count)
    listed.show_list(things())
    qtbot.waitUntil(lambda: told == ["rows", "5000"])


def test_the_count_is_said_in_words(qtbot: QtBot, listed: RecordList) -> None:
    with qtbot.waitSignal(listed.counted) as said:
        listed.show_list(things())
    assert said.args == ["5,000 things shown"]
    assert listed.view.accessibleDescription() == "5,000 things shown"
    assert counted_words(1, "pieces") == "1 piece shown"
    assert counted_words(0, "orders") == "No orders"


def test_ids_of_63_bits_come_whole(qtbot: QtBot, listed: RecordList) -> None:
    open_list(qtbot, listed, things("id DESC"))
    with qtbot.waitSignal(listed.view.settled) as told:
        listed.view.mark_row(0)
    assert told.args == [BASE + 4999]
    with qtbot.waitSignal(listed.view.opened) as told:
        qtbot.keyClick(listed.view, Qt.Key.Key_Return)
    assert told.args == [BASE + 4999]


def test_a_far_row_is_a_skeleton_until_it_comes(qtbot: QtBot, listed: RecordList) -> None:
    open_list(qtbot, listed, things())
    assert listed.model.line(4000) is None
    assert listed.model.data(listed.model.index(4000, 1)) == "…"
    listed.view.grab()
    listed.view.mark_row(4000)
    qtbot.waitUntil(lambda: number(listed, 4000) == 4000)
    listed.view.grab()


def test_jumping_about_always_ends_with_the_right_rows(qtbot: QtBot, listed: RecordList) -> None:
    open_list(qtbot, listed, things())
    bar = listed.view.verticalScrollBar()
    for part in (0.9, 0.1, 0.5, 0.95, 0.3, 1.0, 0.0, 0.7):
        bar.setValue(int(bar.maximum() * part))
        QCoreApplication.processEvents()
    low, high = listed.view.shown_rows()
    qtbot.waitUntil(lambda: all(listed.model.line(r) for r in range(low, high + 1)))
    assert [number(listed, r) for r in range(low, high + 1)] == list(range(low, high + 1))


def test_another_order_begins_at_the_top(qtbot: QtBot, listed: RecordList) -> None:
    open_list(qtbot, listed, things())
    listed.view.mark_row(3000)
    open_list(qtbot, listed, things("id DESC"))
    assert listed.view.currentIndex().row() == 0
    assert number(listed, 0) == 4999
    assert listed.view.verticalScrollBar().value() == 0


def test_a_click_on_a_head_asks_for_its_order(qtbot: QtBot, listed: RecordList) -> None:
    open_list(qtbot, listed, things())
    head = listed.view.horizontalHeader()
    spot = QPoint(head.sectionViewportPosition(3) + 20, 15)
    asked = []
    for _ in range(2):
        with qtbot.waitSignal(listed.view.sort_asked) as told:
            qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        asked.append(told.args)
    assert asked == [["value", False], ["value", True]]


def test_a_refresh_keeps_the_record_where_it_is_on_the_screen(
    qtbot: QtBot, listed: RecordList, many: Path
) -> None:
    open_list(qtbot, listed, things())
    listed.view.mark_row(2000, centre=True)
    qtbot.waitUntil(lambda: number(listed, 2000) == 2000)
    y = listed.view.rowViewportPosition(2000)
    change(many, f"DELETE FROM thing WHERE id < {BASE + 1000}")
    with qtbot.waitSignal(listed.model.moved):
        listed.refresh()
    assert listed.model.rowCount() == 4000
    row = listed.view.currentIndex().row()
    assert (row, number(listed, row)) == (1000, 2000)
    assert listed.view.rowViewportPosition(1000) == y


def test_a_refresh_keeps_the_screen_when_the_marked_record_is_far_off(
    qtbot: QtBot, listed: RecordList, many: Path
) -> None:
    open_list(qtbot, listed, things())
    listed.view.mark_row(5)
    listed.view.verticalScrollBar().setValue(3000 * 40 + 13)
    qtbot.waitUntil(lambda: number(listed, 3000) == 3000)
    change(many, f"DELETE FROM thing WHERE id BETWEEN {BASE + 100} AND {BASE + 199}")
    with qtbot.waitSignal(listed.model.moved):
        listed.refresh()
    top = listed.view.rowAt(0)
    assert (top, number(listed, top)) == (2900, 3000)
    assert listed.view.rowViewportPosition(top) == -13
    assert listed.view.currentIndex().row() == 5


def test_the_neighbour_is_marked_when_the_marked_record_goes(
    qtbot: QtBot, listed: RecordList, many: Path
) -> None:
    open_list(qtbot, listed, things())
    listed.view.mark_row(10)
    change(many, f"DELETE FROM thing WHERE id = {BASE + 10}")
    with qtbot.waitSignal(listed.model.moved):
        listed.refresh()
    assert number(listed, listed.view.currentIndex().row()) == 11


def test_a_changed_cell_is_shown_after_a_refresh(
    qtbot: QtBot, listed: RecordList, many: Path
) -> None:
    open_list(qtbot, listed, things())
    change(many, f"UPDATE thing SET name = 'Star locket' WHERE id = {BASE + 3}")
    with qtbot.waitSignal(listed.model.moved):
        listed.refresh()
    assert listed.model.data(listed.model.index(3, 1)) == "Star locket, under it"


def test_the_detail_is_asked_for_once_after_many_moves(qtbot: QtBot, listed: RecordList) -> None:
    open_list(qtbot, listed, things())
    with qtbot.waitSignal(listed.view.settled):
        pass
    told: list[int] = []

    class Ear(QObject):
        def on_settled(self, record_id: int) -> None:
            told.append(record_id - BASE)

    ear = Ear()
    listed.view.settled.connect(ear.on_settled)
    for _ in range(7):
        qtbot.keyClick(listed.view, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: told == [7])


def test_nothing_found_says_so(qtbot: QtBot, listed: RecordList) -> None:
    open_list(qtbot, listed, things())
    open_list(qtbot, listed, things(where="id = 0"))
    assert listed.empty.isVisible()
    assert not listed.view.isVisible()
    open_list(qtbot, listed, things())
    assert listed.view.isVisible()


def test_a_short_list_is_whole_at_once(qtbot: QtBot, listed: RecordList) -> None:
    open_list(qtbot, listed, things())
    open_list(qtbot, listed, things(where=f"id < {BASE + 3}"))
    assert listed.model.rowCount() == 3
    assert listed.model.exact


def test_an_emptied_list_refreshes_to_nothing(qtbot: QtBot, listed: RecordList, many: Path) -> None:
    open_list(qtbot, listed, things())
    change(many, "DELETE FROM thing")
    with qtbot.waitSignal(listed.model.counted) as told:
        listed.refresh()
    assert told.args == [0]
    qtbot.waitUntil(listed.empty.isVisible)


def test_ticks_belong_to_records(qtbot: QtBot, listed: RecordList) -> None:
    open_list(qtbot, listed, things())
    listed.view.mark_row(1)
    qtbot.keyClick(listed.view, Qt.Key.Key_Space)
    qtbot.keyClick(listed.view, Qt.Key.Key_Down)
    qtbot.keyClick(listed.view, Qt.Key.Key_Space)
    assert listed.view.ticked == {BASE + 1, BASE + 2}
    open_list(qtbot, listed, things("id DESC"))
    qtbot.waitUntil(lambda: set(listed.view.chosen_ids()) == {BASE + 1, BASE + 2})
    qtbot.keyClick(listed.view, Qt.Key.Key_Escape)
    assert listed.view.chosen_ids() == [BASE + 4999]


def test_what_a_search_leaves_out_is_no_part_of_a_command_unless_it_is_gathered(
    qtbot: QtBot, listed: RecordList
) -> None:
    open_list(qtbot, listed, things())
    for row in (0, 5):  # an emerald ring each
        listed.view.toggle_tick(row)
    with qtbot.waitSignal(listed.view.ticks_changed):
        listed.show_list(things(where="name LIKE 'Opal%'"))
    assert listed.view.ticked_elsewhere == 2
    assert listed.view.chosen_ids() == [BASE + 2], "only the marked one is seen"
    listed.view.toggle_tick(1)
    assert set(listed.view.chosen_ids()) == {BASE, BASE + 5, BASE + 7}, "gathered by two searches"
    with qtbot.waitSignal(listed.view.ticks_changed):
        listed.show_list(things())
    assert listed.view.ticked_elsewhere == 0
    assert set(listed.view.chosen_ids()) == {BASE, BASE + 5, BASE + 7}


def test_ticked_ones_far_down_the_list_are_part_of_a_command(
    qtbot: QtBot, listed: RecordList
) -> None:
    open_list(qtbot, listed, things())
    listed.view.toggle_tick(0)
    listed.view.toggle_tick(1)
    with qtbot.waitSignal(listed.view.ticks_changed):
        listed.show_list(things("id DESC"))
    assert BASE not in listed.model.at_hand
    assert set(listed.view.chosen_ids()) == {BASE, BASE + 1}
    assert listed.view.ticked_elsewhere == 0


def test_what_a_change_takes_out_of_the_list_is_ticked_no_more(
    qtbot: QtBot, listed: RecordList, many: Path
) -> None:
    opals = things(where="name LIKE 'Opal%'")
    open_list(qtbot, listed, things())
    listed.view.toggle_tick(0)
    with qtbot.waitSignal(listed.view.ticks_changed):
        listed.show_list(opals)
    listed.view.toggle_tick(1)
    change(many, f"UPDATE thing SET name = 'Sold' WHERE id = {BASE + 7}")
    with qtbot.waitSignal(listed.view.ticks_changed):
        listed.refresh()
    assert listed.view.ticked == {BASE}, "the one of the other search waits"
    assert listed.view.chosen_ids() == [listed.view.current_id]


def test_everything_can_be_ticked(qtbot: QtBot, listed: RecordList) -> None:
    open_list(qtbot, listed, things())
    with qtbot.waitSignal(listed.view.ticks_changed):
        qtbot.keyClick(listed.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(listed.view.ticked) == 5000


def test_a_record_is_found_wherever_it_is(qtbot: QtBot, listed: RecordList) -> None:
    open_list(qtbot, listed, things("value"))
    listed.view.mark_record(BASE + 4321)
    qtbot.waitUntil(lambda: listed.view.current_id == BASE + 4321)


def test_typing_quickly_shows_only_the_last_search(qtbot: QtBot, listed: RecordList) -> None:
    for text in ("E", "Em", "Eme", "Emerald", "S", "Si", "Signet"):
        listed.show_list(things(where=f"name LIKE '{text}%'"))
        QCoreApplication.processEvents()
    qtbot.waitUntil(lambda: listed.model.exact and listed.model.rowCount() == 1000)
    assert listed.model.data(listed.model.index(0, 1)).startswith("Signet ring")


def test_a_screen_reader_gets_titles_and_rows(qtbot: QtBot, listed: RecordList) -> None:
    open_list(qtbot, listed, things())
    role = Qt.ItemDataRole.AccessibleTextRole
    heads = [
        listed.model.headerData(c, Qt.Orientation.Horizontal, role) for c in range(len(COLUMNS))
    ]
    assert heads == ["Number", "Name", "State", "Value", "Keeper"]
    row: list[Any] = [listed.model.data(listed.model.index(0, c), role) for c in range(5)]
    assert row == ["0", "Emerald halo ring 0, under it", "Ready", "0", "KT"]


def test_a_narrow_list_leaves_columns_out(qtbot: QtBot, listed: RecordList) -> None:
    open_list(qtbot, listed, things())
    assert listed.view.columnWidth(4) == 50
    listed.resize(420, 600)
    qtbot.waitUntil(lambda: listed.view.columnWidth(4) == 0)
    total = sum(listed.view.columnWidth(c) for c in range(5))
    assert total == listed.view.viewport().width()


def test_the_focus_goes_to_the_one_button_when_nothing_is_left(
    qtbot: QtBot, listed: RecordList
) -> None:
    listed.empty.set_button("Take in", lambda: None)
    open_list(qtbot, listed, things())
    listed.view.setFocus()
    open_list(qtbot, listed, things(where="id = 0"))
    assert QApplication.focusWidget() is listed.empty.button
