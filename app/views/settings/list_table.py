"""A small table to edit in: the house's short lists, an entry a row."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from app.views import theme
from app.views.settings.list_cells import MARK, CellDelegate
from app.views.settings.list_model import ListModel, lines_of
from app.views.widgets.inputs import Choice
from app.views.widgets.list_view.header_view import PAD
from app.views.widgets.toast import announce

HEAD = 32
_CTRL = Qt.KeyboardModifier.ControlModifier
_SELECT = QItemSelectionModel.SelectionFlag
Hint = QAbstractItemDelegate.EndEditHint
ADD, REMOVE, UP, DOWN = "Ins", "Ctrl+Del", "Alt+Up", "Alt+Down"


class ListTable(QTableView):
    """Arrows go from cell to cell; Enter, F2 or typing edits one; Tab in an editor goes on to the next.

    Insert adds an entry, Ctrl+Delete removes those that are marked, Alt with arrows moves them, Ctrl+V
    takes what a spreadsheet copied, Ctrl+C copies the marked entries, Ctrl+Z takes a step back.
    ``told(sentence)``: what is wrong with the current cell, else how it is typed.
    """

    told = Signal(str, bool)

    def __init__(self, model: ListModel, name: str) -> None:
        super().__init__()
        self.list_model = model
        model.setParent(self)
        self.setAccessibleName(name)
        self.setModel(model)
        self.cells = CellDelegate(model, self)
        self.setItemDelegate(self.cells)
        self.cells.lines_pasted.connect(self.paste)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.DoubleClicked | trigger.AnyKeyPressed | trigger.EditKeyPressed)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        down = self.verticalHeader()
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setMinimumSectionSize(theme.ROW)
        down.setDefaultSectionSize(theme.ROW)
        head = self.horizontalHeader()
        head.setAccessibleName(f"Columns of {name}")
        head.setFixedHeight(HEAD)
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        model.changed.connect(self.tell)
        self.go_to(model.index(0, 0))

    # -- what is done, by key or button

    def add(self) -> None:
        """An entry below the current one, with its first cell open."""
        if not self.list_model.is_free:
            return
        self.finish()
        here = self.currentIndex()
        row = self.list_model.add_row(here.row() + 1 if here.isValid() else 0)
        self.go_to(self.list_model.index(row, 0))
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edit(self.currentIndex())

    def remove(self) -> None:
        """Take the marked entries out; Ctrl+Z brings them back."""
        if self.list_model.is_free and (rows := self._before_rows()):
            at = self.currentIndex().column()
            self.list_model.remove_rows(rows)
            left = min(rows[0], self.list_model.rowCount() - 1)
            self.go_to(self.list_model.index(left, at))
            many = f"{len(rows)} entries are out" if len(rows) > 1 else "The entry is out"
            self.told.emit(f"{many}; Ctrl+Z brings back what was there.", False)

    def move_by(self, by: int) -> None:
        """Move the marked entries up (-1) or down (1)."""
        if self.list_model.is_free and (rows := self._before_rows()):
            row, at = self.currentIndex().row(), self.currentIndex().column()
            new = self.list_model.move_rows(rows, by)
            self.go_to(self.list_model.index(row + new[0] - rows[0], at))
            for one in new:
                self.selectionModel().select(
                    self.list_model.index(one, 0), _SELECT.Select | _SELECT.Rows
                )

    def paste(self) -> None:
        """Take what was copied, a line an entry, from the current cell on."""
        lines = lines_of(QGuiApplication.clipboard().text())
        self.finish(keep=False)
        here = self.currentIndex()
        if not here.isValid() and self.list_model.is_free:
            here = self.list_model.index(self.list_model.add_row(0), 0)
        if not lines or not here.isValid():
            self.told.emit("There are no words in the clipboard.", False)
            return
        row, column = here.row(), here.column()
        taken = self.list_model.put(here, lines)
        self.go_to(self.list_model.index(row, column))
        self.told.emit(
            f"{taken} {'entry' if taken == 1 else 'entries'} pasted; Ctrl+Z takes that back.", False
        )

    def copy(self) -> None:
        """The marked entries as a spreadsheet takes them."""
        model = self.list_model
        columns = range(model.columnCount())
        lines = (
            "\t".join(str(model.data(model.index(r, c))) for c in columns) for r in self.marked()
        )
        QGuiApplication.clipboard().setText("\n".join(lines))

    def undo(self) -> None:
        """Take the last step back."""
        here = self.currentIndex()
        row, column = here.row(), here.column()
        if not self.list_model.undo():
            self.told.emit("There is nothing to take back.", False)
            return
        row = min(max(row, 0), self.list_model.rowCount() - 1)
        self.go_to(self.list_model.index(row, max(column, 0)))

    def clear(self) -> None:
        """Take what stands in the current cell away."""
        here = self.currentIndex()
        column = self.list_model.columns[here.column()] if here.isValid() else None
        if column and not column.options:
            self.list_model.setData(here, column.text(column.blank))

    def finish(self, *, keep: bool = True) -> None:
        """Close the editor that is open, and keep what is in it."""
        editor = self.indexWidget(self.currentIndex())
        if editor is not None:
            if keep:
                self.commitData(editor)
            super().closeEditor(editor, Hint.NoHint if keep else Hint.RevertModelCache)

    # -- where one is

    def marked(self) -> list[int]:
        """The rows that are marked, in their order."""
        return sorted({index.row() for index in self.selectionModel().selectedRows()})

    def go_to(self, index: QModelIndex) -> None:
        """Make it the current cell, and its entry the marked one."""
        if index.isValid():
            flags = _SELECT.ClearAndSelect | _SELECT.Rows
            self.selectionModel().setCurrentIndex(index, flags)
            self.scrollTo(index)
        self.tell()

    def go_to_fault(self) -> bool:
        """Go to the first cell that must be mended; whether there is one."""
        wrong = self.list_model.first_fault()
        if wrong.isValid():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.go_to(wrong)
            announce(self, self.list_model.fault(wrong))
        return wrong.isValid()

    def tell(self) -> None:
        """Say what is wrong with the current cell, or how it is typed."""
        here = self.currentIndex()
        wrong = self.list_model.fault(here) if here.isValid() else ""
        hint = self.list_model.columns[here.column()].hint if here.isValid() else ""
        self.told.emit(wrong or hint, bool(wrong))

    def _before_rows(self) -> list[int]:
        self.finish()
        return self.marked()

    def currentChanged(
        self, now: QModelIndex | QPersistentModelIndex, before: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(now, before)
        self.tell()

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Tab goes on in the next cell that can be edited, and behind the last one in a new entry."""
        if hint not in (Hint.EditNextItem, Hint.EditPreviousItem):
            super().closeEditor(editor, hint)
            return
        here = self.currentIndex()
        super().closeEditor(editor, Hint.NoHint)
        there = self._next(here, 1 if hint == Hint.EditNextItem else -1)
        if there.isValid():
            self.go_to(there)
            self.edit(there)
        elif hint == Hint.EditNextItem and not self.list_model.is_blank(here.row()):
            self.add()

    def _next(self, here: QModelIndex, by: int) -> QModelIndex:
        model = self.list_model
        across, at = model.columnCount(), here.row() * model.columnCount() + here.column() + by
        while 0 <= at < across * model.rowCount():
            index = model.index(at // across, at % across)
            if not model.columns[index.column()].fixed:
                return index
            at += by
        return QModelIndex()

    # -- keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.act_on(event):
            event.accept()
            return
        key, mods = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if mods == _CTRL and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()  # it keeps the list, also out of an open editor
            return
        if mods == Qt.KeyboardModifier.NoModifier and self.currentIndex().isValid():
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
                self.edit(self.currentIndex())
                return
            if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
                self.clear()
                return
        super().keyPressEvent(event)

    def act_on(self, event: QKeyEvent) -> bool:
        """Do what a key means for the whole list, wherever the focus is; whether it means anything."""
        pressed = QKeySequence(event.keyCombination()).toString()
        standard = QKeySequence.StandardKey
        if event.matches(standard.Paste):
            self.paste()
        elif event.matches(standard.Copy):
            self.copy()
        elif event.matches(standard.Undo):
            self.undo()
        elif pressed == ADD:
            self.add()
        elif pressed == REMOVE:
            self.remove()
        elif pressed in (UP, DOWN):
            self.move_by(-1 if pressed == UP else 1)
        else:
            return False
        return True

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        index = self.indexAt(at)
        if not index.isValid() or not self.list_model.columns[index.column()].options:
            return
        if at.x() >= self.visualRect(index).right() - PAD - MARK:  # on the arrow: it opens at once
            self.edit(index)
            editor = self.indexWidget(index)
            if isinstance(editor, Choice):
                editor.showPopup()

    # -- room

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.share()

    def share(self) -> None:
        """Give the columns what they need, and what is left to those that stretch."""
        columns = self.list_model.columns
        left = max(0, self.viewport().width() - sum(column.width for column in columns))
        stretching = sum(column.stretch for column in columns)
        for n, column in enumerate(columns):
            more = left // stretching if column.stretch else 0
            self.setColumnWidth(n, column.width + more)
