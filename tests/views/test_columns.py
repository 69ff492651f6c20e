"""What the columns of the lists say, and where the head points."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QTableWidget
from pytestqt.qtbot import QtBot

from app.services.party_lists import PartyRow
from app.views import theme
from app.views.parties.table import _reach
from app.views.theme import Theme
from app.views.widgets.list_view.columns import DAY_WIDTH, Column
from app.views.widgets.list_view.header_view import ColumnHeader
from app.views.widgets.list_view.painting import PAD


def test_the_head_points_to_the_last_shown_column_of_the_order(
    qtbot: QtBot, dressed: Theme
) -> None:
    columns = (
        Column("Order", lambda row: "", width=80, sort="placed"),
        Column("Client", lambda row: "", sort="client"),
        Column("Placed", lambda row: "", width=80, sort="placed"),
    )
    table = QTableWidget(1, 3)
    qtbot.addWidget(table)
    head = ColumnHeader(columns, table)
    table.setHorizontalHeader(head)
    head.sorted_by = "placed"
    assert head._sorted_section() == 2
    head.resizeSection(2, 0)
    assert head._sorted_section() == 0
    head.sorted_by = "total"
    assert head._sorted_section() == -1


@pytest.mark.parametrize("day", ["May 30 2025", "30 Nov 2025", "Nov 28 2026"])
def test_a_day_with_its_year_is_not_cut(qtbot: QtBot, dressed: Theme, day: str) -> None:
    assert QFontMetrics(theme.font(13)).horizontalAdvance(day) <= DAY_WIDTH - 2 * PAD + 4


def test_a_phone_is_written_as_people_dial_it() -> None:
    row = PartyRow(
        1, "Rosa Abrams", (), "rosa@example.com", "+12015550727", "Chicago", "US", 1, 0, None
    )
    assert _reach(row).second == "+1 201-555-0727"
    assert _reach(replace(row, email="")).text == "+1 201-555-0727"
