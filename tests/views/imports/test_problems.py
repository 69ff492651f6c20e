"""The list of a file's problems: how many of its rows, the headings apart."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.exchange.orders import Problem
from app.shop import Shop
from app.views.imports.problems import ProblemList
from app.views.imports.table import columns
from app.views.orders.words import Words
from app.views.theme import Theme

HEADINGS = Problem(1, "Total", "column_missing", "The file has no column “Total”")
ROWS = (
    Problem(2, "Created at", "date", "“soon” is no date"),
    Problem(2, "Email", "email", "“x@” is no address"),
    Problem(4, "Total", "amount", "“1.2.3” is no amount"),
)


def test_the_headings_are_no_row(qtbot: QtBot, dressed: Theme) -> None:
    shown = ProblemList()
    qtbot.addWidget(shown)
    shown.show_problems((HEADINGS, *ROWS), 4)
    assert (
        shown._count.text() == "The headings and 2 of 4 rows. The other rows do not wait for them"
    )
    shown.show_problems(ROWS, 4)
    assert shown._count.text().startswith("2 of 4 rows.")
    shown.show_problems((HEADINGS,), 4)
    assert shown._count.text().startswith("The headings.")
    model = shown.list.model
    assert model.data(model.index(0, 0)) == "Headings"


def test_the_column_of_the_difference_says_what_differs(house: Shop) -> None:
    titles = [column.title for column in columns(Words(house.settings), lambda _row: True)]
    after = titles[titles.index("File total") + 1]
    assert after == "Differs by"
