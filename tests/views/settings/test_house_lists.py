"""The house's lists in their tables: typed, chosen, pasted, moved, judged at the cell, kept as a whole."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.report_demand import DemandRule
from app.services.instruments import Instrument, instruments, put_instruments
from app.services.report_demand import demand_rules
from app.services.report_phrases import phrases
from app.views.settings.list_sheet import UNKEPT, ListSheet
from app.views.settings.report_lists import ReportLists
from app.views.theme import Theme
from app.views.widgets.inputs import Choice
from app.views.widgets.toast import Toast
from tests.views.floor import Floor
from tests.views.hands import Hands
from tests.views.page_checks import check_focus, check_names, check_nothing_clipped

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
SCALES = (
    Instrument("Kern PCB-3", 1, "2025-11-02", "2026-11-02"),
    Instrument("Tanita", 20),
    Instrument("Loupe scale", 10),
)
Opened = Callable[[str], ListSheet]


@pytest.fixture
def floor(sit: Callable[[str], Floor]) -> Floor:
    """Mia, who may change the rules, and three scales."""
    floor = sit("mia")
    with floor.house.work(floor.desk.session.actor, "house_list") as w:
        put_instruments(w, SCALES)
    return floor


@pytest.fixture
def hands(floor: Floor, qtbot: QtBot) -> Hands:
    return Hands(floor, qtbot)


@pytest.fixture
def opened(floor: Floor, hands: Hands) -> Opened:
    """Opens one of the lists."""
    lists = ReportLists(floor.desk, floor.window)

    def open_list(which: str) -> ListSheet:
        getattr(lists, which)()
        hands.until(lambda: [s for s in floor.window.findChildren(ListSheet) if s.is_open])
        sheet = next(s for s in floor.window.findChildren(ListSheet) if s.is_open)
        assert QApplication.focusWidget() is sheet.table
        return sheet

    return open_list


def kept(floor: Floor) -> tuple[Instrument, ...]:
    db = floor.house.reader()
    try:
        return instruments(db)
    finally:
        db.close()


def shown(sheet: ListSheet) -> list[list[str]]:
    model = sheet.model
    return [
        [str(model.data(model.index(r, c))) for c in range(model.columnCount())]
        for r in range(model.rowCount())
    ]


def write(hands: Hands, text: str) -> None:
    """Type; the first letter opens an editor, which gets the others."""
    for letter in text:
        hands.keys(letter)


def copied(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def test_a_scale_is_added_and_kept_by_keys_alone_and_taken_back(
    floor: Floor, hands: Hands, opened: Opened
) -> None:
    sheet = opened("instruments")
    assert shown(sheet)[0] == ["Kern PCB-3", "1 mg", "Nov 2, 2025", "Nov 2, 2026"]
    hands.press(Qt.Key.Key_End, CTRL)
    hands.press(Qt.Key.Key_Insert)
    assert hands.focus == "Name, entry 4"
    write(hands, "Scale 4")
    hands.press(Qt.Key.Key_Tab)
    assert hands.focus == "Step, entry 4"
    write(hands, "0.01 g")
    hands.press(Qt.Key.Key_Tab)
    write(hands, "2026-11-02")
    hands.press(Qt.Key.Key_Tab)
    write(hands, "2 Nov 2027")
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.until(lambda: len(kept(floor)) == 4)
    assert kept(floor)[3] == Instrument("Scale 4", 10, "2026-11-02", "2027-11-02")
    hands.until(lambda: not sheet.is_open)
    hands.until(lambda: floor.window.findChildren(Toast))
    hands.press(Qt.Key.Key_Z, CTRL)
    hands.until(lambda: kept(floor) == SCALES)


def test_what_is_wrong_stands_at_its_cell_and_nothing_is_kept_until_it_is_mended(
    floor: Floor, hands: Hands, opened: Opened
) -> None:
    sheet = opened("instruments")
    hands.press(Qt.Key.Key_Right)
    write(hands, "heavy")
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Down)
    assert not sheet.wrong.isVisible()
    hands.press(Qt.Key.Key_Left)
    write(hands, "kern pcb-3")
    hands.press(Qt.Key.Key_Return, CTRL)
    first = sheet.model.index(0, 1)
    assert sheet.table.currentIndex() == first
    assert "2 cells must be mended" in sheet.wrong.text()
    assert "heavy" in sheet.wrong.text()
    assert sheet.is_open
    assert sheet.model.data(first, Qt.ItemDataRole.AccessibleDescriptionRole) == (
        sheet.model.fault(first)
    )
    assert kept(floor) == SCALES
    write(hands, "2")
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Return, CTRL)
    assert sheet.table.currentIndex() == sheet.model.index(1, 0)
    assert "Another one has this name" in sheet.wrong.text()
    hands.press(Qt.Key.Key_Z, CTRL)
    hands.press(Qt.Key.Key_Z, CTRL)
    assert shown(sheet)[1][0] == "Tanita"
    hands.press(Qt.Key.Key_Home)
    write(hands, "Tanita 2")
    hands.press(Qt.Key.Key_Tab)
    write(hands, "0")
    hands.press(Qt.Key.Key_Return, CTRL)
    assert kept(floor) == SCALES
    assert sheet.is_open


def test_entries_are_moved_removed_and_brought_back(
    floor: Floor, hands: Hands, opened: Opened
) -> None:
    sheet = opened("instruments")
    hands.press(Qt.Key.Key_Down, ALT)
    assert [row[0] for row in shown(sheet)] == ["Tanita", "Kern PCB-3", "Loupe scale"]
    assert sheet.table.currentIndex().row() == 1
    hands.press(Qt.Key.Key_Down, SHIFT)
    hands.press(Qt.Key.Key_Up, ALT)
    assert [row[0] for row in shown(sheet)] == ["Kern PCB-3", "Loupe scale", "Tanita"]
    assert sheet.table.marked() == [0, 1]
    hands.press(Qt.Key.Key_Delete, CTRL)
    assert [row[0] for row in shown(sheet)] == ["Tanita"]
    assert "2 entries are out" in sheet.told.text()
    hands.press(Qt.Key.Key_Z, CTRL)
    assert len(shown(sheet)) == 3
    remove = next(one for one in sheet.acts if one.accessibleName() == "Remove")
    sheet.table.go_to(sheet.model.index(0, 0))
    QTest.mouseClick(remove, Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is sheet.table
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.until(lambda: [one.name for one in kept(floor)] == ["Loupe scale", "Tanita"])


def test_lines_of_a_spreadsheet_become_entries(floor: Floor, hands: Hands, opened: Opened) -> None:
    sheet = opened("instruments")
    copied(
        'Scale A\t2\t2026-01-05\t2027-01-05\r\n"Scale ""B"""\t20 mg\t\t\r\n\r\nScale C\tmuch\t\t\r\n'
    )
    hands.press(Qt.Key.Key_Insert)
    hands.press(Qt.Key.Key_V, CTRL)  # in the open editor of the new entry
    assert [row[:2] for row in shown(sheet)] == [
        ["Kern PCB-3", "1 mg"],
        ["Scale A", "2 mg"],
        ['Scale "B"', "20 mg"],
        ["Scale C", "much"],
        ["Tanita", "20 mg"],
        ["Loupe scale", "10 mg"],
    ]
    assert "3 entries pasted" in sheet.told.text()
    assert sheet.model.fault(sheet.model.index(3, 1)) != ""
    hands.press(Qt.Key.Key_Return, CTRL)
    assert kept(floor) == SCALES
    write(hands, "5")
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.until(lambda: len(kept(floor)) == 6)
    assert kept(floor)[1] == Instrument("Scale A", 2, "2026-01-05", "2027-01-05")
    assert kept(floor)[3] == Instrument("Scale C", 5)


def test_what_is_pasted_on_an_entry_goes_over_it_and_adds_what_is_more(
    hands: Hands, opened: Opened
) -> None:
    sheet = opened("instruments")
    hands.press(Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "Kern PCB-3\t1 mg\tNov 2, 2025\tNov 2, 2026"
    sheet.table.go_to(sheet.model.index(2, 0))
    copied("One\nTwo\n")
    hands.press(Qt.Key.Key_V, CTRL)
    assert [row[0] for row in shown(sheet)] == ["Kern PCB-3", "Tanita", "One", "Two"]
    hands.press(Qt.Key.Key_Z, CTRL)
    assert [row[0] for row in shown(sheet)] == ["Kern PCB-3", "Tanita", "Loupe scale"]


def test_changes_are_left_only_when_it_is_asked_twice(
    floor: Floor, hands: Hands, opened: Opened
) -> None:
    sheet = opened("instruments")
    write(hands, "X")
    hands.press(Qt.Key.Key_Escape)  # the editor alone
    assert shown(sheet)[0][0] == "Kern PCB-3"
    hands.press(Qt.Key.Key_Delete)
    hands.press(Qt.Key.Key_Escape)
    assert sheet.is_open
    assert sheet.wrong.text() == UNKEPT
    hands.press(Qt.Key.Key_Escape)
    assert not sheet.is_open
    assert kept(floor) == SCALES
    sheet = opened("instruments")
    hands.press(Qt.Key.Key_Return, CTRL)  # nothing was changed
    assert not sheet.is_open
    assert floor.ask("SELECT count(*) FROM work WHERE work_kind = 'house_list'") == 1


def test_where_reports_are_demanded_is_chosen_in_each_row(
    floor: Floor, hands: Hands, opened: Opened
) -> None:
    sheet = opened("demands")
    assert shown(sheet)[1] == ["before it goes to the bench", "told", "1,000.00", "with stones"]
    assert not hasattr(sheet, "acts"), "a hand-over is neither added nor moved"
    hands.press(Qt.Key.Key_Insert)
    hands.press(Qt.Key.Key_Delete, CTRL)
    assert len(shown(sheet)) == 7
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Right)
    write(hands, "d")
    assert hands.focus == "Report, entry 2"
    hands.press(Qt.Key.Key_Tab)
    write(hands, "2.5k")
    hands.press(Qt.Key.Key_Tab)
    write(hands, "v")
    hands.press(Qt.Key.Key_Tab)  # over the words of the next row, which are fixed
    assert hands.focus == "Report, entry 3"
    hands.press(Qt.Key.Key_Escape)
    hands.press(Qt.Key.Key_Right)
    copied("much\n300\n")
    hands.press(Qt.Key.Key_V, CTRL)
    assert shown(sheet)[3][2] == "300.00"
    hands.press(Qt.Key.Key_Return, CTRL)
    assert sheet.table.currentIndex() == sheet.model.index(2, 2)
    write(hands, "-1")
    hands.press(Qt.Key.Key_Return, CTRL)
    assert "is no limit" in sheet.wrong.text()
    hands.press(Qt.Key.Key_Delete)
    assert shown(sheet)[2][2] == "0.00"
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.until(lambda: not sheet.is_open)
    db = floor.house.reader()
    rules = demand_rules(db)
    db.close()
    assert rules["bench_out"] == DemandRule("bench_out", "demanded", 250_000, with_stones=False)
    assert rules["bench_in"].above_minor == 0
    assert rules["pre_ship"].above_minor == 30_000


def test_the_arrow_of_a_choice_opens_it_by_mouse(
    hands: Hands, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown_lists: list[str] = []
    monkeypatch.setattr(Choice, "showPopup", lambda one: shown_lists.append(one.accessibleName()))
    sheet = opened("demands")
    box = sheet.table.visualRect(sheet.model.index(2, 1))
    for x in (box.left() + 20, box.right() - 16):  # on its words it is only marked
        assert shown_lists == []
        spot = QPoint(x, box.center().y())
        QTest.mouseClick(sheet.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        assert sheet.table.currentIndex() == sheet.model.index(2, 1)
    assert shown_lists == ["Report, entry 3"]
    write(hands, "off")
    hands.press(Qt.Key.Key_Return)
    hands.until(lambda: shown(sheet)[2][1] == "off")
    sheet.dismiss()


def test_phrases_have_a_column_for_each_language_and_come_back_when_all_are_out(
    floor: Floor, hands: Hands, opened: Opened
) -> None:
    sheet = opened("phrases")
    titles = [column.title for column in sheet.model.columns]
    assert titles[0] == "English"
    assert {"German", "French", "Italian", "Spanish"} <= set(titles)
    shipped = sheet.model.values()
    copied("tip flat … of …")
    hands.press(Qt.Key.Key_V, CTRL)
    hands.press(Qt.Key.Key_Return, CTRL)
    assert "one blank" in sheet.wrong.text()
    write(hands, "tip flat")
    hands.press(Qt.Key.Key_Return, CTRL)
    db = floor.house.reader()
    hands.until(lambda: phrases(db)[0].text("en") == "tip flat")
    hands.until(lambda: not sheet.is_open)
    sheet = opened("phrases")
    hands.press(Qt.Key.Key_A, CTRL)
    hands.press(Qt.Key.Key_Delete, CTRL)
    assert shown(sheet) == []
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.until(lambda: phrases(db)[0].text("en") == shipped[0][0])
    db.close()
    hands.until(lambda: not sheet.is_open)
    sheet = opened("phrases")
    assert sheet.model.values() == shipped
    sheet.dismiss()


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("size", [(1366, 768), (911, 512)])
@pytest.mark.parametrize("which", ["instruments", "demands", "phrases"])
def test_each_table_has_names_room_and_a_focus_that_is_seen(
    qtbot: QtBot, floor: Floor, hands: Hands, opened: Opened, dressed: Theme,
    which: str, size: tuple[int, int], mode: str,
) -> None:  # fmt: skip
    dressed.set_mode(mode)
    floor.window.resize(*size)
    sheet = opened(which)
    QApplication.processEvents()
    check_names(sheet)
    check_nothing_clipped(sheet)
    check_focus(qtbot, sheet)
    assert sheet.table.height() >= 150
    hands.press(Qt.Key.Key_F2)
    check_names(sheet)
    sheet.dismiss()
