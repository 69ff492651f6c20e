"""The entries of a list while they are edited: what was typed, what is wrong with it, what was before."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from app.domain.errors import UserError
from app.domain.list_faults import Fault
from app.views.settings.list_columns import ListColumn

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
_EDGE = Qt.AlignmentFlag


@dataclass(frozen=True)
class Cell:
    """Its value, or what was typed that is none, and why."""

    value: Any
    typed: str = ""
    fault: str = ""


Row = tuple[Cell, ...]
Judge = Callable[[Sequence[Sequence[Any]]], Sequence[Fault]]


class ListModel(QAbstractTableModel):
    """``changed`` after everything that a person did. An entry of which nothing is said counts as none.

    Each step can be taken back: rows are never changed, only exchanged. ``judge`` says what is wrong
    with the values of the entries.
    """

    changed = Signal()

    def __init__(
        self,
        columns: Sequence[ListColumn],
        values: Sequence[Sequence[Any]],
        judge: Judge,
        most: int,
    ) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.most = most
        self.is_free = not any(column.fixed for column in columns)
        self._judge = judge
        self.rows: tuple[Row, ...] = tuple(tuple(Cell(one) for one in row) for row in values)
        self._began = self.rows
        self._before: list[tuple[Row, ...]] = []
        self._said: dict[tuple[int, int], str] = {}

    # -- what it holds

    @property
    def is_changed(self) -> bool:
        """Whether anything is otherwise than it was."""
        return self._filled(self.rows) != self._filled(self._began)

    @property
    def blank(self) -> Row:
        """An entry of which nothing is said."""
        return tuple(Cell(column.blank) for column in self.columns)

    def is_blank(self, row: int) -> bool:
        """Whether nothing is said in a row."""
        return self.rows[row] == self.blank

    def values(self) -> list[tuple[Any, ...]]:
        """The entries, without those of which nothing is said."""
        return [tuple(cell.value for cell in row) for row in self._filled(self.rows)]

    def fault(self, index: Index) -> str:
        """What is wrong with a cell, as a sentence; "" where nothing is."""
        cell = self.rows[index.row()][index.column()]
        return cell.fault or self._said.get((index.row(), index.column()), "")

    def first_fault(self) -> QModelIndex:
        """The first cell that must be mended; none where the list can be kept."""
        there = (self.index(r, c) for r in range(len(self.rows)) for c in range(len(self.columns)))
        return next((at for at in there if self.fault(at)), QModelIndex())

    def faults(self) -> int:
        """How many cells must be mended."""
        own = {
            (r, c) for r, row in enumerate(self.rows) for c, cell in enumerate(row) if cell.fault
        }
        return len(own | set(self._said))

    def _filled(self, rows: tuple[Row, ...]) -> list[Row]:
        return [row for row in rows if row != self.blank]

    # -- what is done to it

    def add_row(self, at: int) -> int:
        """A new entry there, or as the last one; where it is."""
        at = min(max(at, 0), len(self.rows))
        self._become((*self.rows[:at], self.blank, *self.rows[at:]))
        return at

    def remove_rows(self, at: Sequence[int]) -> None:
        """Take entries out."""
        gone = set(at)
        self._become(tuple(row for n, row in enumerate(self.rows) if n not in gone))

    def move_rows(self, at: Sequence[int], by: int) -> list[int]:
        """Move entries one up (-1) or down (1); where they are then. At the end they stay."""
        moved, order = sorted(set(at)), list(self.rows)
        if not moved or not 0 <= (moved[0] if by < 0 else moved[-1]) + by < len(order):
            return moved
        for row in moved if by < 0 else reversed(moved):
            order[row], order[row + by] = order[row + by], order[row]
        self._become(tuple(order))
        return [row + by for row in moved]

    def put(self, at: Index, lines: Sequence[Sequence[str]]) -> int:
        """Lines of cells from a cell on; how many were taken.

        They go over what is there, as in a spreadsheet; but an empty entry takes in as many as come.
        """
        first, left, blank = at.row(), at.column(), self.blank
        lines = lines[: self.most + 1]
        rows = list(self.rows)
        if self.is_free:
            there = 1 if rows[first] == blank else len(rows) - first
            rows[first + there : first + there] = [blank] * (len(lines) - there)
        taken = 0
        for n, line in enumerate(lines[: len(rows) - first], first):
            row = list(rows[n])
            for c, text in enumerate(line, left):
                if c < len(self.columns) and not self.columns[c].fixed:
                    row[c] = self._cell(c, text)
            rows[n] = tuple(row)
            taken += 1
        self._become(tuple(rows))
        return taken

    def undo(self) -> bool:
        """Take the last step back; whether there was one."""
        if not self._before:
            return False
        self._become(self._before.pop(), keep=False)
        return True

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        at, column = index.column(), self.columns[index.column()]
        if role != Role.EditRole or column.fixed:
            return False
        chosen = column.options and any(value == option for option, _ in column.options)
        cell = Cell(value) if chosen else self._cell(at, str(value))
        row = self.rows[index.row()]
        if cell != row[at]:
            new = (*row[:at], cell, *row[at + 1 :])
            self._become((*self.rows[: index.row()], new, *self.rows[index.row() + 1 :]))
        return True

    def _cell(self, at: int, text: str) -> Cell:
        column = self.columns[at]
        try:
            return Cell(column.read(text))
        except UserError as error:
            return Cell(column.blank, text.strip(), error.sentence())

    def _become(self, rows: tuple[Row, ...], *, keep: bool = True) -> None:
        if rows == self.rows:
            return
        if keep:
            self._before.append(self.rows)
        more, none = len(rows) - len(self.rows), QModelIndex()
        if more > 0:
            self.beginInsertRows(none, len(self.rows), len(rows) - 1)
        elif more < 0:
            self.beginRemoveRows(none, len(rows), len(self.rows) - 1)
        self.rows = rows
        if more > 0:
            self.endInsertRows()
        elif more < 0:
            self.endRemoveRows()
        self.judge()
        self.changed.emit()

    def judge(self) -> None:
        """Say of each cell anew what is wrong with it."""
        parts = {column.part: n for n, column in enumerate(self.columns)}
        filled = [n for n, row in enumerate(self.rows) if row != self.blank]
        self._said = {}
        for fault in self._judge(self.values()):
            row, at = filled[fault.row], parts.get(fault.part, 0)
            if not self.rows[row][at].fault:
                self._said.setdefault((row, at), fault.sentence)
        if self.rows:
            last = self.index(len(self.rows) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    # -- what a table asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        fixed = not index.isValid() or self.columns[index.column()].fixed
        return flags if fixed else flags | Qt.ItemFlag.ItemIsEditable

    def headerData(self, section: int, way: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if role == Role.DisplayRole and way == Qt.Orientation.Horizontal:
            return self.columns[section].title
        if role == Role.TextAlignmentRole and way == Qt.Orientation.Horizontal:
            side = _EDGE.AlignRight if self.columns[section].numeric else _EDGE.AlignLeft
            return side | _EDGE.AlignVCenter
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column, cell = self.columns[index.column()], self.rows[index.row()][index.column()]
        if role == Role.DisplayRole:
            return cell.typed if cell.fault else column.show(cell.value)
        if role == Role.EditRole:
            return cell.typed if cell.fault else column.text(cell.value)
        if role == Role.AccessibleTextRole:
            return f"{column.title}: {self.data(index) or 'nothing'}"
        if role == Role.AccessibleDescriptionRole:
            return self.fault(index) or column.hint
        if role == Role.ToolTipRole:
            return self.fault(index) or self.data(index)
        return None


def lines_of(text: str) -> list[list[str]]:
    """What a spreadsheet copies, as lines of cells; words without tabs are one cell a line."""
    if "\t" not in text and '"' not in text:
        return [[line] for line in text.splitlines() if line.strip()]
    read = csv.reader(io.StringIO(text, newline=""), delimiter="\t")
    return [line for line in read if any(cell.strip() for cell in line)]
