"""A list whose records are all at hand: the orders of a file, the lines of an order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

from PySide6.QtCore import QObject
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from app.services.lists import ListQuery
from app.views import theme
from app.views.reader import Reader
from app.views.widgets.corner import Corner
from app.views.widgets.list_view.columns import Column, Line
from app.views.widgets.list_view.table_view import TableView
from app.views.widgets.list_view.window_model import WindowModel


class FixedModel(WindowModel):
    """Shows records that are given to it; it asks nothing of the reader."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(cast(Reader, None), columns, parent)

    def show_records(
        self, records: Sequence[Any], ids: Sequence[int], *, stay: bool = False
    ) -> None:
        """Show these records; ``stay`` keeps the marked row where it is instead of the first."""
        pairs = zip(ids, records, strict=True)
        self._lines = {row: Line(i, record) for row, (i, record) in enumerate(pairs)}
        self._set_count(len(self._lines))
        self._exact = self._filled = True
        self._changed(0, self._count - 1)
        self.arrived.emit(not stay)
        self.counted.emit(self._count)

    def show_skeletons(self, count: int) -> None:
        """Show so many rows whose records are on their way."""
        self._lines = {}
        self._set_count(count)
        self._changed(0, count - 1)

    def show_record(self, row: int, record: Any) -> None:
        """Show another state of the record in a row."""
        self._lines[row] = Line(self._lines[row].record_id, record)
        self._changed(row, row)

    def record(self, row: int) -> Any:
        """The record in a row, None where there is none."""
        line = self._lines.get(row)
        return line.record if line else None

    def show(self, query: ListQuery) -> None:
        raise TypeError("this list is given its records")

    def refresh(self, follow: Sequence[int], anchor: int) -> None:
        """Nothing to read again."""

    def need(self, first: int, last: int) -> None:
        """Everything is at hand."""

    def ask_position(self, record_id: int, answer: Callable[[int | None], None]) -> None:
        answer(self.row_of(record_id))

    def ask_ids(self, first: int, last: int, answer: Callable[[list[int]], None]) -> None:
        answer([self.record_id(row) for row in range(first, last + 1)])

    def close(self) -> None:
        self._lines = {}


class FixedList(QFrame):
    """A card with such a list in it. ``view`` tells what is marked and opened."""

    def __init__(
        self,
        columns: Sequence[Column],
        name: str,
        *,
        row_height: int = theme.ROW,
        thumbs: Callable[[str], QPixmap | None] | None = None,
        outside: str = "canvas",
        make: type[TableView] = TableView,
    ) -> None:
        super().__init__()
        self.setObjectName("card")
        self.model = FixedModel(columns, self)
        self.view = make(self.model, name, row_height=row_height, thumbs=thumbs)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.view)
        self.setFocusProxy(self.view)
        self._corners = [Corner(self, at, outside) for at in range(4)]

    @property
    def marked(self) -> Any:
        """The marked record, None where there is none."""
        return self.model.record(self.view.currentIndex().row())

    def fit_height(self) -> None:
        """Be as high as the rows that are shown, so that nothing scrolls."""
        rows = self.model.rowCount() * self.view.verticalHeader().defaultSectionSize()
        head = 0 if self.view.horizontalHeader().isHidden() else theme.ROW
        self.setFixedHeight(rows + head + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for corner in self._corners:
            corner.place()
