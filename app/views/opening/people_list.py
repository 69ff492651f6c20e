"""Who may sign in here: a list to choose from with the arrows, a number, or the mouse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from app.services.people_list import Person
from app.views import theme
from app.views.widgets.avatar import paint_avatar
from app.views.widgets.key_caps import caps_width, paint_caps
from app.views.widgets.row_ground import paint_ground

if TYPE_CHECKING:
    from app.views.frame.entries import Index

ROW = 54
PERSON = Qt.ItemDataRole.UserRole
WORDS = Qt.ItemDataRole.UserRole + 1
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class _Rows(QStyledItemDelegate):
    """A person's row: avatar, name, roles and when they were here, the number that chooses them."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        person: Person = index.data(PERSON)
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        marked = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, box, state, hover=False)
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, theme.color("line"))
        middle = box.center().y()
        round_box = QRectF(box.left() + 16, middle - 17, 34, 34)
        paint_avatar(painter, round_box, person.initials, strong=marked)
        number = str(index.row() + 1) if index.row() < 9 else ""
        right = box.right() - 16
        if number:
            right -= caps_width([number])
            paint_caps(painter, QPoint(right, middle + 1), [number], "ink2", "line2", "sunken")
        room = QRect(box.left() + 62, box.top() + 8, right - box.left() - 74, ROW // 2 - 8)
        painter.setPen(theme.color("ink"))
        painter.setFont(theme.font(13, "semibold"))
        _words(painter, room, person.display)
        painter.setPen(theme.color("muted"))
        painter.setFont(theme.font(12))
        _words(painter, room.translated(0, ROW // 2 - 9), index.data(WORDS))
        if bool(state & QStyle.StateFlag.State_HasFocus):
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(box).adjusted(2, 2, -2, -2), 5, 5)
        painter.restore()


def _words(painter: QPainter, room: QRect, words: str) -> None:
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, _LEFT, shown)


class PeopleList(QListWidget):
    """``marked(person)`` when another row is marked, ``taken`` when one was chosen for good."""

    marked = Signal(object)
    taken = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("clear")
        self.setAccessibleName("People")
        self.setItemDelegate(_Rows(self))
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.currentItemChanged.connect(self._on_marked)
        self.itemClicked.connect(self._on_taken)

    def show_people(self, people: Sequence[tuple[Person, str]], marked_login: str) -> None:
        """Show people with their second lines; mark one by the sign-in name, else the first."""
        self.clear()
        for person, words in people:
            item = QListWidgetItem(person.display)
            item.setData(PERSON, person)
            item.setData(WORDS, words)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{person.display}, {words}")
            self.addItem(item)
        logins = [person.login for person, _ in people]
        at = logins.index(marked_login) if marked_login in logins else 0
        self.setCurrentRow(at)
        self.setFixedHeight(ROW * max(1, min(len(people), 8)) + 2)

    @property
    def person(self) -> Person | None:
        """Who is marked."""
        item = self.currentItem()
        return item.data(PERSON) if item else None

    def take(self, row: int) -> bool:
        """Choose the person of a row; False when there is none."""
        if not 0 <= row < self.count():
            return False
        self.setCurrentRow(row)
        self._on_taken(self.item(row))
        return True

    def step(self, by: int) -> None:
        """Mark the next person, staying inside the list."""
        self.setCurrentRow(max(0, min(self.count() - 1, self.currentRow() + by)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if event.text().isdigit() and self.take(int(event.text()) - 1):
            return
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem():
            self._on_taken(self.currentItem())
            return
        super().keyPressEvent(event)

    def _on_marked(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.marked.emit(item.data(PERSON))

    def _on_taken(self, item: QListWidgetItem) -> None:
        self.taken.emit(item.data(PERSON))
