"""The board: five columns side by side with one mark, moved with the arrows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from app.services.job_board import BoardColumn
from app.services.jobs import COLUMNS, JobRow
from app.views.jobs.cards import Thumb
from app.views.jobs.column import CardList, ColumnView


class Board(QWidget):
    """``marked(job)`` when another card is marked (None: none), ``opened(id)`` on Enter.

    Where five columns have no room to be read side by side it goes sideways with the mark.
    """

    marked = Signal(object)
    opened = Signal(object)

    def __init__(self, thumbs: Thumb) -> None:
        super().__init__()
        self.setAccessibleName("Board")
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer.addWidget(self._scroll)
        inner = QWidget()
        inner.setObjectName("scrolled")
        row = QHBoxLayout(inner)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self.columns = [ColumnView(code, title, thumbs) for code, title in COLUMNS]
        self._marked_id = 0
        self._filling = False
        for column in self.columns:
            row.addWidget(column, 1)
            cards = column.cards
            cards.went_across.connect(self._on_across)
            cards.opened.connect(self.opened)
            cards.entered_by_focus.connect(self._on_focus)
            cards.selectionModel().selectionChanged.connect(self._on_selection)
        self._scroll.setWidget(inner)
        self.setFocusProxy(self.columns[0].cards)

    @property
    def job(self) -> JobRow | None:
        """The marked job."""
        return next((c.cards.job for c in self.columns if c.cards.job), None)

    def show_board(self, columns: Sequence[BoardColumn]) -> None:
        """Show the board as it stands; the mark stays on its job, wherever that is now."""
        self._filling = True
        had_focus = any(c.cards.hasFocus() for c in self.columns)
        places = {c.cards: c.cards.currentIndex().row() for c in self.columns if c.cards.job}
        for view, column in zip(self.columns, columns, strict=True):
            view.show_column(column)
        self._filling = False
        if not self.mark(self._marked_id, focus=had_focus):
            for cards, at in places.items():
                if cards.mark_row(at):
                    return
            next((c for c in self.columns if c.cards.mark_row(0)), None)

    def mark(self, job_id: int, *, focus: bool = False) -> bool:
        """Mark a job wherever it stands; False if it is not on the board."""
        for column in self.columns:
            at = column.cards.jobs.row_of(job_id)
            if at >= 0:
                column.cards.mark_row(at)
                if focus:
                    column.cards.setFocus()
                return True
        return False

    def focus_mark(self) -> None:
        """Give the focus to the column in which the mark is."""
        cards = next((c.cards for c in self.columns if c.cards.job), self.columns[0].cards)
        cards.setFocus()

    def _on_across(self, step: int) -> None:
        """To the nearest card at the same height in the next column that has any."""
        cards = self.sender()
        assert isinstance(cards, CardList)
        lists = [c.cards for c in self.columns]
        at = lists.index(cards)
        current = cards.currentIndex()
        middle = cards.visualRect(current).center()
        for other in lists[at + step :] if step > 0 else lists[:at][::-1]:
            if other.jobs.rowCount():
                beside = other.indexAt(middle)
                other.mark_row(beside.row() if beside.isValid() else other.jobs.rowCount() - 1)
                other.setFocus()
                return

    def _on_focus(self) -> None:
        cards = self.sender()
        if isinstance(cards, CardList) and cards.job is None and not self._filling:
            cards.mark_row(max(0, cards.currentIndex().row()))

    def _on_selection(self, now: QItemSelection, _before: QItemSelection) -> None:
        if self._filling or not now.indexes():
            return
        model = now.indexes()[0].model()
        for column in self.columns:
            if column.cards.jobs is model:
                self._scroll.ensureWidgetVisible(column, 10, 0)
            elif column.cards.job is not None:
                column.cards.unmark()
        job = self.job
        self._marked_id = job.id if job else 0
        self.marked.emit(job)
