"""A row of the quick form: the reason is told where the weight wants one, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QGridLayout, QWidget
from pytestqt.qtbot import QtBot

from app.services.report_form import ReportForm, StoneLine
from app.services.report_quick import QuickAnswer, QuickPiece, answered, quick_words
from app.services.report_start import KnownPiece
from app.views.reports.quick_row import QuickRow

NECKLACE = KnownPiece(
    1, "necklace", "Pearl necklace", "P1", "", "", "", "", 1, 40_000, None, (), (),
    (StoneLine(1, "diamond", count=3),), 0,
)  # fmt: skip


@pytest.fixture
def row(qtbot: QtBot) -> Iterator[QuickRow]:
    """A necklace of 40 g: with a reason up to 100 mg pass, strung up to 200 mg."""
    around = QWidget()
    qtbot.addWidget(around)
    form = ReportForm(weight_before_mg=40_000, stones_expected=3)
    made = QuickRow(QuickPiece(NECKLACE, form, "CR10-26-00001", 0), QGridLayout(around), 0)
    around.show()
    yield made
    around.close()


def weigh(row: QuickRow, typed: str) -> None:
    row.weight.setText(typed)
    row.judge()


def choose(row: QuickRow, code: str) -> None:
    """As a person does it."""
    row.reason.set_value(code)
    row.reason.activated.emit(row.reason.currentIndex())


def test_a_reason_of_another_weight_is_not_told(row: QuickRow) -> None:
    weigh(row, "39.950")
    assert row.reason.isVisible()
    choose(row, "soiled")
    assert row.answer().weight_reason == "soiled"
    row.weight.setText("40.001")  # typed anew, and Sign pressed before the field was left
    assert row.answer().weight_reason == ""
    row.judge()
    assert not row.reason.isVisible()
    weigh(row, "39.950")
    assert row.reason.value is None  # what stands there was not chosen for this weight


def test_what_lacks_a_stone_is_as_new_no_more() -> None:
    quick = QuickPiece(NECKLACE, ReportForm(stones_expected=3, grade="as_new"), "CR10-26-00001", 0)
    whole, fewer = QuickAnswer(1, 40_000, 3), QuickAnswer(1, 40_000, 2)
    assert answered(quick, whole).grade == "as_new"
    assert answered(quick, fewer).grade == "poor"
    assert "Graded poor." in quick_words(quick, fewer)
    assert quick_words(quick, whole) == ()


def test_strung_can_be_said_where_it_stops(row: QuickRow) -> None:
    weigh(row, "39.850")
    assert "stops until a manager decides" in row.said.text()
    assert row.reason.isVisible()
    assert row.wants_reason
    choose(row, "strung")
    assert "give a reason" in row.said.text()
    assert row.reason.isVisible()
    assert row.answer().weight_reason == "strung"


def test_where_no_reason_helps_the_keys_go_on(row: QuickRow) -> None:
    weigh(row, "39.700")
    assert row.reason.isVisible()
    assert not row.wants_reason


def test_a_slip_in_the_count_leaves_the_reason(row: QuickRow) -> None:
    weigh(row, "39.950")
    choose(row, "cleaned")
    row.stones.setText("many")
    row.judge()
    assert row.reason.value == "cleaned"
    row.stones.setText("3")
    row.judge()
    assert (row.answer().weight_reason, row.answer().stones_found) == ("cleaned", 3)
