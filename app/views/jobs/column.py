"""A column of the board: its cards with the mark, a heading, and what lies below the edge."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QVBoxLayout,
    QWidget,
)

from app.services.job_board import BoardColumn
from app.services.jobs import JobRow
from app.views.frame.entries import Index
from app.views.jobs.cards import GAP, CardDelegate, ColumnModel, Thumb
from app.views.widgets.text import Text


class CardList(QListView):
    """The cards of one column; the board moves the mark between columns."""

    went_across = Signal(int)
    opened = Signal(object)
    entered_by_focus = Signal()

    def __init__(self, name: str, thumbs: Thumb) -> None:
        super().__init__()
        self.setObjectName("clear")
        self.setAccessibleName(name)
        self.jobs = ColumnModel()
        self.setModel(self.jobs)
        self.setItemDelegate(CardDelegate(thumbs, self))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.doubleClicked.connect(self._on_double)

    @property
    def job(self) -> JobRow | None:
        """The marked job, if it is in this column."""
        chosen = self.selectionModel().selectedIndexes()
        return self.jobs.rows[chosen[0].row()] if chosen else None

    def mark_row(self, at: int) -> bool:
        """Mark the card at a position, or the nearest there is; False in an empty column."""
        count = self.jobs.rowCount()
        if not count:
            return False
        self.setCurrentIndex(self.jobs.index(max(0, min(at, count - 1))))
        return True

    def unmark(self) -> None:
        """The mark is in another column now."""
        self.selectionModel().clear()

    def below(self) -> int:
        """How many cards lie under the lower edge."""
        count = self.jobs.rowCount()
        shown = self.indexAt(self.viewport().rect().bottomLeft() + QPoint(20, -GAP - 1))
        if not shown.isValid():
            return 0
        whole = self.visualRect(shown).bottom() - GAP <= self.viewport().height()
        return count - shown.row() - (1 if whole else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.went_across.emit(1 if key == Qt.Key.Key_Right else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.job:
            self.opened.emit(self.job.id)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered_by_focus.emit()

    def _on_double(self, index: Index) -> None:
        self.opened.emit(self.jobs.rows[index.row()].id)


class ColumnView(QFrame):
    """A column on sunken ground: title, count and a note over the cards, "4 more below" under them."""

    def __init__(self, code: str, title: str, thumbs: Thumb) -> None:
        super().__init__()
        self.code = code
        self.setObjectName("well")
        self.setMinimumWidth(184)  # "J10-26-00141" and a due day are whole
        column = QVBoxLayout(self)
        column.setContentsMargins(9, 0, 9, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(4, 0, 4, 0)
        head.setSpacing(7)
        self._title = Text(title, "strong")
        self._count = Text("", "soft")
        self._note = Text("", "muted")
        for widget in (self._title, self._count):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self._note)
        holder = QWidget()
        holder.setFixedHeight(39)
        holder.setLayout(head)
        column.addWidget(holder)
        self.cards = CardList(title, thumbs)
        column.addWidget(self.cards, 1)
        self._foot = Text("", "muted")
        self._foot.setContentsMargins(4, 0, 4, 0)
        self._foot.setFixedHeight(34)
        column.addWidget(self._foot)
        self._nothing = Text("Nothing here", "muted", parent=self.cards)
        self._nothing.move(6, 8)
        self._nothing.hide()
        self._column: BoardColumn | None = None
        self.cards.verticalScrollBar().valueChanged.connect(self._count_below)
        self.cards.jobs.modelReset.connect(self._count_below)

    def show_column(self, column: BoardColumn) -> None:
        """Show the column as it stands now."""
        self._column = column
        self._count.setText(f"{column.count:,}")
        self._note.setText(column.note)
        words = "1 job" if column.count == 1 else f"{column.count:,} jobs"
        self.cards.setAccessibleName(f"{column.title}, {words}")
        self._nothing.setVisible(not column.rows)
        self.cards.jobs.show_rows(column.rows)
        self._count_below()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # In a narrow column the note gives way before the title does.
        self._note.setVisible(self.width() > 205)
        self._count_below()

    def _count_below(self, *_: object) -> None:
        if self._column is None:
            return
        hidden = self._column.count - len(self._column.rows)
        below = self.cards.below() + hidden if self._column.rows else 0
        self._foot.setText(f"{below:,} more below" if below else "")
