"""The list itself: keys, mouse, ticks, painting. It knows rows and records, not what they are."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from app.views import theme
from app.views.widgets.list_view.columns import LEAST, shared_widths
from app.views.widgets.list_view.header_view import ColumnHeader
from app.views.widgets.list_view.kept_widths import KeptWidths
from app.views.widgets.list_view.painting import RowPainter, RowState
from app.views.widgets.list_view.window_model import Index, WindowModel

SETTLE_MS = 70
"""The detail of a record is asked for when the marked row has rested this long."""


class TableView(QTableView):
    """Shows a WindowModel. One row is marked (current); any number can be ticked with Space.

    Ticks belong to records, so they survive sorting, searching and refreshing; Esc takes them off.
    Records are gathered by several searches, but where none of the ticked ones is in the list that
    is shown, a command is done to the marked one and not to what nobody sees.
    Signals carry record ids as objects, for Qt's int is too short for them.
    """

    settled = Signal(object)
    """The marked record, 70 ms after the last move; 0 when there is none."""
    opened = Signal(object)
    """Enter or a double click on a record."""
    sort_asked = Signal(str, bool)
    """A head was clicked: sort key, descending."""
    ticks_changed = Signal()

    def __init__(
        self,
        model: WindowModel,
        name: str,
        *,
        row_height: int = theme.ROW,
        thumbs: Callable[[str], QPixmap | None] | None = None,
    ) -> None:
        super().__init__()
        self.window_model = model
        self.setAccessibleName(name)
        self.ticked: set[int] = set()
        self._left_out: set[int] = set()
        self._all_read = True
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._on_settled)
        self._told = 0
        self._hovered = -1
        self._range_from = 0
        self._rows = RowPainter(model.columns, thumbs)
        self._head = ColumnHeader(model.columns, self)
        self._head.setAccessibleName(f"Columns of {name}")
        self._widths = KeptWidths(name, model.columns)
        self._sharing = False
        self.setHorizontalHeader(self._head)
        self.setModel(model)
        down = self.verticalHeader()
        down.setVisible(False)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setMinimumSectionSize(row_height)
        down.setDefaultSectionSize(row_height)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self._head.sectionClicked.connect(self._on_head)
        self._head.sectionResized.connect(self._on_drawn)
        self._head.sectionHandleDoubleClicked.connect(self._on_usual)
        model.arrived.connect(self._on_arrived)
        model.moved.connect(self._on_moved)
        model.filled.connect(self._on_filled)
        self.doubleClicked.connect(self._on_double)

    # -- records

    @property
    def current_id(self) -> int:
        """The id of the marked record, 0 when there is none or it is on its way."""
        index = self.currentIndex()
        return self.window_model.record_id(index.row()) if index.isValid() else 0

    def chosen_ids(self) -> list[int]:
        """What a command is done to: the ticked records if one is in this list, else the marked one."""
        if self.ticked - self._left_out:
            return list(self.ticked)
        return [self.current_id] if self.current_id else []

    def mark_row(self, row: int, *, centre: bool = False) -> None:
        """Mark a row and bring it into view."""
        index = self.window_model.index(row, 0)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, _MARK)
            hint = QAbstractItemView.ScrollHint
            self.scrollTo(index, hint.PositionAtCenter if centre else hint.EnsureVisible)

    def mark_record(self, record_id: int) -> None:
        """Mark a record wherever it is in the list."""
        row = self.window_model.row_of(record_id)
        if row is not None:
            self.mark_row(row, centre=True)
        else:
            self.window_model.ask_position(record_id, self._on_position)

    def refresh(self) -> None:
        """Read the list again; the marked record stays where it is on the screen."""
        top = max(0, self.rowAt(0))
        current = self.currentIndex().row()
        low, high = self.shown_rows()
        first = current if low <= current <= high else top
        follow = [self.window_model.record_id(row) for row in dict.fromkeys((first, current, top))]
        first_id = self.window_model.record_id(first)
        self._held = (first, first_id, self.rowViewportPosition(first), current, self.current_id)
        self.window_model.refresh([i for i in follow if i], first)

    def show_sorted(self, key: str, descending: bool) -> None:
        """Show in the head what the list is sorted by."""
        self._head.sorted_by, self._head.descending = key, descending
        self._head.viewport().update()

    # -- answers

    _held: tuple[int, int, int, int, int] = (0, 0, 0, -1, 0)

    def _on_arrived(self, first: bool) -> None:
        if first:
            if self.ticked:
                self._left_out, self._all_read = self.ticked - self.window_model.at_hand, False
            self.scrollToTop()
            self.mark_row(0)
            self._settle.start()
        elif self._told != self.current_id:
            self._settle.start()
        self.ask_shown()
        self.viewport().update()

    def _on_moved(self, positions: dict[int, int]) -> None:
        first, first_id, y, current, current_id = self._held
        height = self.verticalHeader().defaultSectionSize()
        row = positions.get(current_id, -1)
        if row < 0 and current >= 0:
            row = min(current, self.window_model.rowCount() - 1)
        anchor = row if first == current else positions.get(first_id, first)
        self.verticalScrollBar().setValue(max(0, anchor * height - y))
        if row >= 0:
            self.selectionModel().setCurrentIndex(self.window_model.index(row, 0), _MARK)
            self.verticalScrollBar().setValue(max(0, anchor * height - y))
        self._told = 0  # its detail may have changed too
        self._settle.start()

    def _on_position(self, row: int | None) -> None:
        if row is not None:
            self.mark_row(row, centre=True)

    def _on_settled(self) -> None:
        now = self.current_id
        if now or not self.window_model.rowCount():
            self._told = now
            self.settled.emit(now)

    def _on_head(self, section: int) -> None:
        key = self.window_model.columns[section].sort
        if key:
            down = not self._head.descending if key == self._head.sorted_by else False
            self.show_sorted(key, down)
            self.sort_asked.emit(key, down)

    def _on_double(self, index: QModelIndex) -> None:
        record_id = self.window_model.record_id(index.row())
        if record_id:
            self.opened.emit(record_id)

    # -- ticks

    @property
    def ticked_elsewhere(self) -> int:
        """How many of the ticked records a search leaves out of this list, once all of it is read."""
        return len(self._left_out) if self._all_read else 0

    def toggle_tick(self, row: int) -> None:
        """Tick the record of a row, or take its tick off."""
        record_id = self.window_model.record_id(row)
        if record_id:
            self.ticked ^= {record_id}
            self._range_from = row
            self._told_ticks()

    def clear_ticks(self) -> bool:
        """Take all ticks off; returns whether there were any."""
        had = bool(self.ticked)
        self.ticked.clear()
        self._left_out.clear()
        if had:
            self._told_ticks()
        return had

    def _tick_more(self, ids: list[int]) -> None:
        self.ticked.update(ids)
        self._left_out.difference_update(ids)
        self._told_ticks()

    def _on_filled(self, again: bool) -> None:
        if self.ticked:
            answer = self._on_gone if again else self._on_left_out
            self.window_model.ask_missing(tuple(self.ticked), answer)

    def _on_left_out(self, ids: set[int]) -> None:
        """Another search: what it leaves out waits with its tick until it is seen again."""
        self._left_out, self._all_read = ids & self.ticked, True
        self._told_ticks()

    def _on_gone(self, ids: set[int]) -> None:
        """The same list once more: what a command or another PC took out of it is not ticked now."""
        self.ticked -= ids - self._left_out
        self._left_out, self._all_read = self._left_out & ids, True
        self._told_ticks()

    def _told_ticks(self) -> None:
        self.viewport().update()
        self.ticks_changed.emit()

    # -- keys and mouse

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self.ticked
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, row = event.key(), self.currentIndex().row()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & _COMMAND:
            if self.current_id:
                self.opened.emit(self.current_id)
        elif key == Qt.Key.Key_Space:
            self.toggle_tick(row)
        elif key == Qt.Key.Key_Escape and self.clear_ticks():
            pass
        elif key == Qt.Key.Key_A and event.modifiers() & _COMMAND:
            self.window_model.ask_ids(0, self.window_model.rowCount() - 1, self._tick_more)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.mark_row(0 if key == Qt.Key.Key_Home else self.window_model.rowCount() - 1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self.rowAt(int(event.position().y()))
        if row >= 0 and event.modifiers() & _COMMAND:
            self.toggle_tick(row)
        elif row >= 0 and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            low, high = sorted((self._range_from, row))
            self.window_model.ask_ids(low, high, self._tick_more)
        else:
            self._range_from = max(0, row)
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        row = self.rowAt(int(event.position().y()))
        if row != self._hovered:
            self._hovered = row
            self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = -1
        self.viewport().update()
        super().leaveEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._settle.start()

    # -- arrangement and painting

    def shown_rows(self) -> tuple[int, int]:
        """First and last row on the screen; (0, -1) for none."""
        count = self.window_model.rowCount()
        if not count:
            return 0, -1
        height = self.verticalHeader().defaultSectionSize()
        top = self.verticalScrollBar().value()
        last = (top + max(0, self.viewport().height() - 1)) // height
        return min(top // height, count - 1), min(last, count - 1)

    def ask_shown(self) -> None:
        """Ask for what is on the screen and not at hand."""
        low, high = self.shown_rows()
        if high >= low:
            self.window_model.need(low, high)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.ask_shown()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()
        self.ask_shown()

    def _share_width(self) -> None:
        columns, width = self.window_model.columns, self.viewport().width()
        self._sharing = True
        for at, px in enumerate(shared_widths(columns, width, self._widths.px)):
            self.setColumnWidth(at, px)
        self._sharing = False

    def _on_drawn(self, at: int, _before: int, px: int) -> None:
        """An edge of the head is drawn: the columns behind it give or take the room."""
        if not self._sharing:
            self._widths.keep(at, max(LEAST, px))
            self._share_width()

    def _on_usual(self, at: int) -> None:
        """A double click on an edge: the column is as wide as it was made."""
        self._widths.forget(at)
        self._share_width()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.color("surface"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        model, current = self.window_model, self.currentIndex().row()
        height = self.verticalHeader().defaultSectionSize()
        top = -self.verticalScrollBar().value()
        low, high = self.shown_rows()
        edges = [
            (self.columnViewportPosition(at), self.columnWidth(at))
            for at in range(len(model.columns))
        ]
        for row in range(low, high + 1):
            box = QRect(0, top + row * height, self.viewport().width(), height)
            if not box.intersects(event.rect()):
                continue
            line = model.line(row)
            state = RowState(
                current=row == current,
                ticked=line is not None and line.record_id in self.ticked,
                hovered=row == self._hovered,
                focused=row == current and self.hasFocus(),
            )
            rects = [QRect(x, box.top(), width, height) for x, width in edges]
            self._rows.paint_row(painter, row, line, box, rects, state)


_MARK = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
_COMMAND = Qt.KeyboardModifier.ControlModifier
