"""The problems of a file: row, what is wrong, what to do; to be saved as a list for the web shop."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.exchange.orders import Problem
from app.views.documents.saving import save_file
from app.views.widgets.button import Button
from app.views.widgets.list_view.columns import Cell, Column
from app.views.widgets.list_view.fixed_list import FixedList
from app.views.widgets.text import SectionLabel, Text

ROW = 36
MOST_ROWS = 3


class ProblemList(QWidget):
    """Hidden while there is none. ``chosen(key)`` names the order of the marked problem."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(SectionLabel("Problems in the file"))
        self._count = Text("", "muted", elide=True)
        top.addWidget(self._count, 1)
        self.save_button = Button("Save the list", "link")
        top.addWidget(self.save_button)
        column.addLayout(top)
        self.list = FixedList(
            (
                Column("Row", _where, width=80),
                Column("Problem", _reason, stretch=5),
                Column("What to do", lambda p: Cell(p.remedy, "soft"), stretch=6),
            ),
            "Problems in the file",
            row_height=ROW,
        )
        self.list.view.horizontalHeader().hide()
        self.list.view.opened.connect(self._on_opened)
        self.list.view.clicked.connect(self._on_opened)
        column.addWidget(self.list)
        self.problems: tuple[Problem, ...] = ()

    def show_problems(self, problems: Sequence[Problem], rows: int) -> None:
        """Show the problems of a file with so many rows."""
        self.problems = tuple(problems)
        self.setVisible(bool(problems))
        in_rows = len({problem.row for problem in problems if not _in_headings(problem)})
        parts = ["the headings"] if any(_in_headings(problem) for problem in problems) else []
        parts += [f"{in_rows:,} of {rows:,} rows"] if in_rows else []
        where = " and ".join(parts)
        self._count.setText(f"{where[:1].upper()}{where[1:]}. The other rows do not wait for them")
        self.list.model.show_records(self.problems, range(1, len(problems) + 1))
        self.list.setFixedHeight(min(len(problems), MOST_ROWS) * ROW + 2)

    def _on_opened(self, _what: object) -> None:
        problem = self.list.marked
        if problem and problem.order_key:
            self.chosen.emit(problem.order_key)


def _in_headings(problem: Problem) -> bool:
    """Whether a problem is about the row of headings, which is none of the file's orders."""
    return problem.code == "column_missing"


def _where(problem: Problem) -> Cell:
    return Cell("Headings" if _in_headings(problem) else f"Row {problem.row}", "strong")


def _reason(problem: Problem) -> Cell:
    about = f", order {problem.order_name}" if problem.order_name else ""
    return Cell(f"{problem.reason.rstrip('.')}{about}")


def save_list(problems: Sequence[Problem], path: Path) -> Path:
    """Write the problems as a CSV file that a spreadsheet opens as it is; FileError where it cannot."""
    text = StringIO(newline="")
    out = csv.writer(text)
    out.writerow(("Row", "Order", "Column", "Problem", "What to do"))
    out.writerows((p.row, p.order_name, p.field, p.reason, p.remedy) for p in problems)
    return save_file(path, text.getvalue().encode("utf-8-sig"))
