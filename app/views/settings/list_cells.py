"""The cells of a list that is edited: their painting, and the editors that open in them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.views import theme
from app.views.settings.list_columns import ListColumn
from app.views.settings.list_model import ListModel
from app.views.widgets.inputs import Choice, Input
from app.views.widgets.list_view.painting import PAD
from app.views.widgets.row_ground import paint_ground

Index = QModelIndex | QPersistentModelIndex
MARK = 16
"""The side of the mark in a cell that is wrong, or in which one of a few is chosen, px."""
EDITOR = 34
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
State = QStyle.StateFlag
Hint = QStyledItemDelegate.EndEditHint


class CellInput(Input):
    """Words, figures, a day. ``lines_pasted`` where more than one cell is pasted into it."""

    lines_pasted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            copied = QGuiApplication.clipboard().text().strip("\r\n")
            if "\n" in copied or "\t" in copied:
                self.lines_pasted.emit()
                return
        super().keyPressEvent(event)


class CellDelegate(QStyledItemDelegate):
    """Paints cells like the other lists, and opens the editor of each column."""

    lines_pasted = Signal()

    def __init__(self, model: ListModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def column(self, index: Index) -> ListColumn:
        """What stands in a cell."""
        return self._model.columns[index.column()]

    # -- editing

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        column = self.column(index)
        if column.options:
            editor: QWidget = Choice(column.options)
        else:
            line = CellInput(numeric=column.numeric)
            line.lines_pasted.connect(self.lines_pasted)
            editor = line
        editor.setParent(parent)
        editor.setAccessibleName(f"{column.title}, entry {index.row() + 1}")
        editor.setAccessibleDescription(self._model.fault(index) or column.hint)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, Choice):
            editor.set_value(self._model.rows[index.row()][index.column()].value)
        elif isinstance(editor, CellInput):
            editor.setText(str(self._model.data(index, Qt.ItemDataRole.EditRole)))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, Choice):
            model.setData(index, editor.value)
        elif isinstance(editor, CellInput):
            model.setData(index, editor.text())

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter takes what was typed at once, so that nothing follows when the editor is gone.

        Ctrl+Enter is for the whole list, which closes the editor itself.
        """
        pressed = event if event.type() == QEvent.Type.KeyPress else None
        if not isinstance(pressed, QKeyEvent) or pressed.key() not in ENTER:
            return bool(super().eventFilter(editor, event))
        if pressed.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, Hint.NoHint)
        return True

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: Index
    ) -> None:
        box: QRect = option.rect
        editor.setGeometry(box.left() + 1, box.center().y() - EDITOR // 2, box.width() - 3, EDITOR)

    # -- painting

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box: QRect = option.rect
        state: Any = option.state
        column, wrong = self.column(index), self._model.fault(index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, box, state, first=index.column() == 0)
        if wrong:
            painter.fillRect(box.adjusted(1, 1, -1, -2), theme.color("b_bad"))
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, theme.color("line"))
        room = box.adjusted(PAD, 0, -PAD + 4, 0)
        mark = "circle-x" if wrong else "chevron-down" if column.options else ""
        if mark:
            spot = QRect(room.right() - MARK, room.center().y() - MARK // 2, MARK, MARK)
            theme.paint_icon(painter, spot, mark, "c_bad" if wrong else "muted")
            room = room.adjusted(0, 0, -MARK - 4, 0)
        self._text(painter, room, column, str(self._model.data(index) or ""), bool(wrong))
        if state & State.State_HasFocus:
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -2), 4, 4)
        painter.restore()

    def _ground(self, painter: QPainter, box: QRect, state: Any, *, first: bool) -> None:
        if first:
            paint_ground(painter, box, state, hover=False)
        elif state & State.State_Selected:
            painter.fillRect(box, theme.color("sel"))

    def _text(
        self, painter: QPainter, room: QRect, column: ListColumn, words: str, wrong: bool
    ) -> None:
        font = theme.font(13, "medium" if column.fixed else "regular", column.numeric)
        painter.setFont(font)
        painter.setPen(theme.color("c_bad" if wrong else "ink"))
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        side = Qt.AlignmentFlag.AlignRight if column.numeric else Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | side), shown)
