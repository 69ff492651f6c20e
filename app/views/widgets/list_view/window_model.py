"""A list of any length as a table model: rows on screen are at hand, the rest is a count."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtCore import Signal as QtSignal

from app.services.lists import (
    PAGE,
    FirstPage,
    ListQuery,
    Rows,
    Window,
    close_list,
    ids_between,
    open_list,
    page_of,
    position_of,
    present_in,
)
from app.views.reader import Reader, Ticket
from app.views.widgets.list_view.columns import Column, Line

Index = QModelIndex | QPersistentModelIndex
KEPT = 4096
"""Lines kept at hand; the farthest from the screen go first."""
_numbers = itertools.count(1)


class WindowModel(QAbstractTableModel):
    """Shows a ListQuery through the reader.

    A new query replaces the rows in place (``dataChanged`` where rows overlap, rows added or taken
    away at the end), so nothing jumps. ``arrived(first)`` tells that rows came: ``first`` when they
    are the beginning of a new query. ``moved(positions, anchor)`` tells after a refresh where the
    followed records are now. ``counted(n)`` tells the exact count, ``filled(again)`` that every
    record of the list is known now: ``again`` when it is the same list, read once more.
    """

    arrived = QtSignal(bool)
    moved = QtSignal(object)
    counted = QtSignal(int)
    filled = QtSignal(bool)
    failed = QtSignal(object)

    def __init__(
        self, reader: Reader, columns: Sequence[Column], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._reader = reader
        self._window = f"list_{next(_numbers)}"
        self._query: ListQuery | None = None
        self._lines: dict[int, Line] = {}
        self._count = 0
        self._exact = False
        self._filled = False
        self._page_ticket: Ticket | None = None
        self._asked: tuple[int, int] = (-1, -1)
        self._retried = False

    # -- asking

    @property
    def query(self) -> ListQuery | None:
        """The list that is shown or on its way."""
        return self._query

    @property
    def exact(self) -> bool:
        """Whether the count is exact by now."""
        return self._exact

    def show(self, query: ListQuery) -> None:
        """Show another list, or the same in another order, from its beginning."""
        self._query = query
        self._exact = self._filled = self._retried = False
        self._drop_page()
        window = self._window
        self._reader.ask(  # before the counts that wait: somebody looks at this list
            lambda db: open_list(db, query, window),
            self._on_part,
            self._on_failed,
            topic=window,
            urgent=True,
        )

    def refresh(self, follow: Sequence[int], anchor: int) -> None:
        """Read the list again; ``moved`` then tells where the followed records are."""
        query, window = self._query, self._window
        if query is None:
            return
        if not self._filled:
            self.show(query)
            return
        self._drop_page()
        followed = tuple(follow) or (0,)
        self._reader.ask(
            lambda db: open_list(db, query, window, follow=followed, anchor=anchor),
            self._on_part,
            self._on_failed,
            topic=window,
        )

    def need(self, first: int, last: int) -> None:
        """The rows ``first`` … ``last`` are on screen: fetch what is not at hand."""
        last = min(last, self._count - 1)
        query, window = self._query, self._window
        missing = next((row for row in range(first, last + 1) if row not in self._lines), None)
        if missing is None or query is None:
            return
        low, high = self._asked
        if low <= missing and last <= high:
            return
        start = max(0, missing - PAGE // 4)
        self._asked = (start, start + max(PAGE, last - start + 1) - 1)
        size = self._asked[1] - start + 1
        self._page_ticket = self._reader.ask(
            lambda db: page_of(db, query, window, start, size),
            self._on_page,
            self._on_page_failed,
            topic=f"{window} page",
        )

    def ask_position(self, record_id: int, answer: Callable[[int | None], None]) -> None:
        """Have the row of a record answered, or None."""
        window = self._window
        self._reader.ask(
            lambda db: position_of(db, window, record_id), answer, topic=f"{window} position"
        )

    def ask_ids(self, first: int, last: int, answer: Callable[[list[int]], None]) -> None:
        """Have the ids of rows ``first`` … ``last`` answered."""
        window = self._window
        self._reader.ask(lambda db: ids_between(db, window, first, last), answer)

    def ask_missing(self, ids: Sequence[int], answer: Callable[[set[int]], None]) -> None:
        """Have answered which of these records the list does not hold."""
        window, asked = self._window, tuple(ids)
        self._reader.ask(
            lambda db: set(asked).difference(present_in(db, window, asked)),
            answer,
            topic=f"{window} missing",
        )

    def close(self) -> None:
        """Forget the list; the reader drops its window."""
        window = self._window
        self._drop_page()
        self._reader.ask(lambda db: close_list(db, window), self._on_closed, topic=window)

    # -- answers

    def _on_part(self, part: FirstPage | Window) -> None:
        if isinstance(part, FirstPage):
            self._lines = _lines(part.rows)
            shown = len(part.rows.ids)
            if not part.whole:
                known = self._query.count_hint if self._query else None
                shown = max(shown, known if known is not None else self._count)
            self._set_count(shown)
            self._exact = part.whole
            self._changed(0, self._count - 1)
            self.arrived.emit(True)
            if part.whole:
                self.counted.emit(self._count)
            return
        again, self._filled = self._filled, True
        said, self._exact = self._exact, True
        if part.rows.ids:
            self._lines = _lines(part.rows)
            self._set_count(part.count)
            self._changed(0, self._count - 1)
            self.moved.emit(part.positions)
        else:
            self._set_count(part.count)
            if not part.count and self._lines:
                self._lines = {}
        if not said or part.rows.ids or not part.count:
            self.counted.emit(part.count)
        self.arrived.emit(False)
        self.filled.emit(again)

    def _on_page(self, rows: Rows) -> None:
        self._page_ticket = None
        self._asked = (-1, -1)
        self._lines.update(_lines(rows))
        self._forget_far(rows.start)
        self._changed(rows.start, rows.start + len(rows.ids) - 1)
        self.arrived.emit(False)

    def _on_page_failed(self, error: Exception) -> None:
        self._asked = (-1, -1)
        self._on_failed(error)

    def _on_failed(self, error: Exception) -> None:
        self.failed.emit(error)

    def _on_closed(self, _nothing: object) -> None:
        self._lines = {}

    def _drop_page(self) -> None:
        if self._page_ticket:
            self._reader.drop(self._page_ticket)
        self._page_ticket = None
        self._asked = (-1, -1)

    def _set_count(self, count: int) -> None:
        nowhere = QModelIndex()
        if count > self._count:
            self.beginInsertRows(nowhere, self._count, count - 1)
            self._count = count
            self.endInsertRows()
        elif count < self._count:
            self.beginRemoveRows(nowhere, count, self._count - 1)
            self._count = count
            self.endRemoveRows()
            for row in [row for row in self._lines if row >= count]:
                del self._lines[row]

    def _changed(self, first: int, last: int) -> None:
        if last >= first:
            right = len(self.columns) - 1
            self.dataChanged.emit(self.index(first, 0), self.index(last, right))

    def _forget_far(self, near: int) -> None:
        if len(self._lines) > KEPT:
            order = sorted(self._lines, key=lambda row: abs(row - near))
            for row in order[KEPT // 2 :]:
                del self._lines[row]

    # -- what views ask

    def line(self, row: int) -> Line | None:
        """The record in a row, or None while it is on its way."""
        return self._lines.get(row)

    def record_id(self, row: int) -> int:
        """The id of the record in a row; 0 while it is not known."""
        line = self._lines.get(row)
        return line.record_id if line else 0

    def row_of(self, record_id: int) -> int | None:
        """The row of a record that is at hand, else None."""
        return next((r for r, line in self._lines.items() if line.record_id == record_id), None)

    @property
    def at_hand(self) -> set[int]:
        """The records whose rows are at hand: all on the screen, and more."""
        return {line.record_id for line in self._lines.values()}

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self._count

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        line = self._lines.get(index.row())
        return line.cells(self.columns)[index.column()].words if line else "…"

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return column.spoken_title or column.title
        return None


def _lines(rows: Rows) -> dict[int, Line]:
    pairs = zip(rows.ids, rows.rows, strict=True)
    return {
        rows.start + at: Line(record_id, record)
        for at, (record_id, record) in enumerate(pairs)
        if record is not None
    }
