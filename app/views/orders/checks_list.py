"""The rows of checks: a box each, what it says, who ticked it and when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from app.services.order_checks import DOUBT, OK, PROBLEM, Check
from app.views import theme
from app.views.orders.words import Words

Index = QModelIndex | QPersistentModelIndex
ROW = 37
CHECK = Qt.ItemDataRole.UserRole
SIGNS = {
    OK: ("circle-check", "c_ok"),
    DOUBT: ("circle-alert", "c_warn"),
    PROBLEM: ("circle-x", "c_bad"),
}


class ChecksModel(QAbstractListModel):
    """Checks as rows with a box each."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.words = words
        self.checks: list[Check] = []

    def show(self, checks: Sequence[Check]) -> None:
        """Other checks; the same number of rows is changed in place, so that nothing jumps."""
        if len(checks) == len(self.checks):
            self.checks = list(checks)
            self.dataChanged.emit(self.index(0, 0), self.index(len(checks) - 1, 0))
            return
        self.beginResetModel()
        self.checks = list(checks)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.checks)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        check = self.checks[index.row()]
        if role == CHECK:
            return check
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{check.title}, {check.value}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{check.title}, {check.value}, {self.state_words(check)}"
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if check.done else Qt.CheckState.Unchecked
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable

    def state_words(self, check: Check) -> str:
        """Who ticked it and when, or what it waits for."""
        if check.state == OK and check.at:
            return f"{check.who} {self.words.moment(check.at)}"
        if check.state == OK:
            return check.who
        if check.state == PROBLEM:
            return f"{check.who} {self.words.moment(check.at)}: problem"
        return "accept?" if check.state == DOUBT else "open"


class _ChecksDelegate(QStyledItemDelegate):
    """Paints sign, name, value, and at the right who and when."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, ROW)

    def editorEvent(self, *_: Any) -> bool:
        return False  # a click marks; ticking is Enter's

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        check: Check = index.data(CHECK)
        model = index.model()
        assert isinstance(model, ChecksModel)
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            focused = bool(state & QStyle.StateFlag.State_HasFocus)
            line = "focus" if focused else "line2"
            painter.setPen(QPen(theme.color(line), 2 if focused else 1))
            painter.setBrush(theme.color("sel"))
            painter.drawRoundedRect(QRectF(box).adjusted(5, 1.5, -5, -1.5), 7, 7)
        icon, token = SIGNS.get(check.state, ("circle", "muted"))
        middle = box.center().y()
        theme.paint_icon(painter, QRect(box.left() + 14, middle - 8, 17, 17), icon, token)
        said = model.state_words(check)
        if check.state == PROBLEM:
            said = "problem"
        painter.setFont(theme.font(12, "medium" if check.state in (DOUBT, PROBLEM) else "regular"))
        painter.setPen(theme.color("muted" if check.state not in SIGNS else _ink(check)))
        right = box.adjusted(0, 0, -15, 0)
        painter.drawText(right, _RIGHT, said)
        used = painter.fontMetrics().horizontalAdvance(said) + 24
        painter.setFont(theme.font(13, "semibold"))
        painter.setPen(theme.color("ink"))
        painter.drawText(box.adjusted(40, 0, 0, 0), _LEFT, check.title)
        left = 40 + max(92, painter.fontMetrics().horizontalAdvance(check.title) + 12)
        room = box.adjusted(left, 0, -used, 0)
        font = theme.font(13)
        words = QFontMetrics(font).elidedText(
            check.value, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.setFont(font)
        painter.setPen(theme.color("ink2"))
        painter.drawText(room, _LEFT, words)
        painter.restore()


_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


def _ink(check: Check) -> str:
    return {DOUBT: "c_warn", PROBLEM: "c_bad"}.get(check.state, "muted")


class ChecksList(QListView):
    """The rows. ``entered`` is Enter on the marked one; J and K are the page's."""

    entered = Signal()
    moved = Signal()

    def __init__(self, model: ChecksModel) -> None:
        super().__init__()
        self.setObjectName("clear")
        self.setModel(model)
        self.setItemDelegate(_ChecksDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.doubleClicked.connect(self.entered)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and plain:
            self.entered.emit()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())  # the marked check stays in sight

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.viewport().update()
        return super().event(event)
