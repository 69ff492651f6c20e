"""The findings as a list beside the photo; the current one opens in it and is described there."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMoveEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.services.report_form import Mark
from app.views.reports.finding_editor import FindingEditor
from app.views.reports.finding_rows import GAP, HEAD, SECOND, FindingModel, Index, paint_finding
from app.views.reports.writing import ReportWriting


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: FindingList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, self._view.row_height(index.row()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        mark: Mark = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = option.rect
        current = index.row() == self._view.currentIndex().row()
        focused = current and self._view.hasFocus()
        words = self._view.shows_words
        paint_finding(painter, rect, mark, current=current, focused=focused, words=words)


class FindingList(QListView):
    """As high as what it lists; ``opened`` when Enter asks to describe the current finding."""

    opened = Signal()
    removal_asked = Signal(int)
    severity_typed = Signal(int)

    def __init__(self, writing: ReportWriting, *, editable: bool = True) -> None:
        super().__init__()
        self.writing = writing
        self.shows_words = not editable
        self.setObjectName("clear")
        self.setAccessibleName("Findings")
        self.finding_model = FindingModel(writing, self)
        self.setModel(self.finding_model)
        self.setItemDelegate(_Delegate(self))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.editor: FindingEditor | None = None
        if editable:
            self.editor = FindingEditor(writing)
            self.editor.setParent(self.viewport())
            self.editor.hide()
            self.editor.resized.connect(self._relayout)
            self.editor.left.connect(self._on_left)
        self.finding_model.modelReset.connect(self._on_reset)
        self.finding_model.dataChanged.connect(self._relayout)
        self.writing.marked.connect(self._on_marked)
        self._relayout()

    def row_height(self, row: int) -> int:
        """The height of a row, px; the open one holds its editor."""
        mark = self.finding_model.marks[row]
        height = HEAD + GAP
        if self.shows_words and mark.words:
            height += SECOND
        if self.editor and mark.n == self.writing.mark_n:
            height += self._editor_height()
        return height

    def _editor_height(self) -> int:
        if not self.editor:
            return 0
        layout = self.editor.layout()
        assert layout is not None
        width = max(240, self.viewport().width() - 2)  # as wide as it is laid there
        return max(layout.totalHeightForWidth(width), layout.totalMinimumSize().height())

    def _on_reset(self) -> None:
        self._mark(self.writing.mark_n)
        self._relayout()

    def _on_marked(self, n: int) -> None:
        self._mark(n)
        if self.editor and self.writing.mark is not None:
            self.editor.refresh()
        self._relayout()

    def _mark(self, n: int) -> None:
        row = self.finding_model.row_of(n)
        self.setCurrentIndex(self.finding_model.index(row) if row >= 0 else QModelIndex())

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.writing.mark_current(self.finding_model.marks[current.row()].n)

    def _relayout(self, *_: object) -> None:
        many = len(self.finding_model.marks)
        if self.editor:
            self.editor.measure_again()
        self.setAccessibleName(f"Findings, {many}")
        self.setFixedHeight(max(1, sum(self.row_height(row) for row in range(many))))
        self.scheduleDelayedItemsLayout()
        self._place_editor()

    def _place_editor(self) -> None:
        if not self.editor:
            return
        # Beside the list and over it: what lies in a list is for assistive technology its rows alone.
        holder = self.parentWidget() or self.viewport()
        if self.editor.parentWidget() is not holder:
            self.editor.setParent(holder)
        row = self.finding_model.row_of(self.writing.mark_n)
        self.editor.setVisible(row >= 0)
        if row >= 0:
            top = sum(self.row_height(at) for at in range(row)) + HEAD
            width, height = self.viewport().width() - 2, self._editor_height()
            place = QPoint(1, top)
            if holder is not self.viewport():
                place = self.viewport().mapTo(holder, place)
            self.editor.setGeometry(QRect(place, QSize(width, height)))
            self.editor.raise_()

    def _on_left(self, on: bool) -> None:
        """Tab goes on to what stands below the findings, Shift+Tab back to them."""
        if not on or self.editor is None:
            self.setFocus(Qt.FocusReason.BacktabFocusReason)
            return
        there = self.nextInFocusChain()
        while there and there is not self:
            if not self.editor.isAncestorOf(there) and _is_stop(there):
                there.setFocus(Qt.FocusReason.TabFocusReason)
                return
            there = there.nextInFocusChain()

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self._place_editor()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._relayout()
        self._place_editor()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.finding_model.marks:
            self.setCurrentIndex(self.finding_model.index(0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif key == Qt.Key.Key_Delete and self.writing.mark_n:
            self.removal_asked.emit(self.writing.mark_n)
        elif event.text() in ("0", "1", "2", "3", "4") and self.writing.mark_n:
            self.severity_typed.emit(int(event.text()))
        else:
            super().keyPressEvent(event)


def _is_stop(widget: QWidget) -> bool:
    """Whether Tab stops there."""
    if widget.focusProxy() is not None or not (widget.isVisible() and widget.isEnabled()):
        return False
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
