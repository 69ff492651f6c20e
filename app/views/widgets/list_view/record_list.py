"""A list in its card: the table, or what is said when there is nothing in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedLayout

from app.services.lists import ListQuery
from app.views import theme
from app.views.reader import Reader
from app.views.widgets.corner import Corner
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.list_view.columns import Column
from app.views.widgets.list_view.table_view import TableView
from app.views.widgets.list_view.window_model import WindowModel


class RecordList(QFrame):
    """What a list page puts into its body.

    ``show_list(query)`` shows a list; ``counted(words)`` tells "1,444 orders shown" for the foot.
    ``empty`` is shown when the list has no record. The table's signals are used from ``view``.
    """

    counted = Signal(str)

    def __init__(
        self,
        reader: Reader,
        columns: Sequence[Column],
        name: str,
        empty: EmptyState | None = None,
        *,
        row_height: int = theme.ROW,
        thumbs: Callable[[str], QPixmap | None] | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("card")
        self.model = WindowModel(reader, columns, self)
        self.view = TableView(self.model, name, row_height=row_height, thumbs=thumbs)
        self.empty = empty or EmptyState("search", "Nothing found", "Try fewer or other words.")
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(2, 2, 2, 2)  # as wide as the frame with the focus
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        self.model.counted.connect(self._on_counted)
        self.model.arrived.connect(self._on_arrived)
        self.setFocusProxy(self.view)
        self._corners = [Corner(self, at) for at in range(4)]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for corner in self._corners:
            corner.place()

    def show_list(self, query: ListQuery) -> None:
        """Show a list from its beginning."""
        self.model.show(query)

    def refresh(self) -> None:
        """Read the same list again; nothing jumps."""
        self.view.refresh()

    def _on_arrived(self, _first: bool) -> None:
        if self.model.rowCount():
            self._stack.setCurrentWidget(self.view)

    def _on_counted(self, count: int) -> None:
        had_focus = self.view.hasFocus()
        self._stack.setCurrentWidget(self.view if count else self.empty)
        if had_focus and not count and self.empty.button:
            self.empty.button.setFocus()
        query = self.model.query
        words = counted_words(count, query.name if query else "rows")
        self.view.setAccessibleDescription(words)
        self.counted.emit(words)


def counted_words(count: int, name: str) -> str:
    """A count in words: "1,444 orders shown", "1 order shown", "No orders"."""
    if count == 0:
        return f"No {name}"
    if count == 1:
        return f"1 {singular(name)} shown"
    return f"{count:,} {name} shown"


def singular(name: str) -> str:
    """One of a list's plural: orders → order, pieces → piece, parties → party."""
    if name.endswith("ies"):
        return f"{name[:-3]}y"
    return name.removesuffix("s")
