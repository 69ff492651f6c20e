"""A box over the window to type into and choose from: commands, or records found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.domain.chips import Chip as Status
from app.views import theme
from app.views.keys import caps
from app.views.widgets.chip import chip_width, paint_chip
from app.views.widgets.key_caps import KeyCap, KeyHint, caps_width, paint_caps
from app.views.widgets.overlay import Overlay
from app.views.widgets.sentence_bar import IconLabel
from app.views.widgets.sheet import paint_shadow
from app.views.widgets.text import Line, Text

Index = QModelIndex | QPersistentModelIndex
WIDTH = 640
ROW = 42
HEAD = 28
ENTRY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Entry:
    """A row to choose: what it says, and what choosing it does. A ``head`` is a group's title."""

    words: str
    icon: str = ""
    detail: str = ""
    keys: str = ""
    status: Status | None = None
    run: Callable[[], object] | None = None
    head: bool = False
    enabled: bool = True

    @property
    def spoken(self) -> str:
        """The row for a screen reader."""
        parts = (self.words, self.detail, self.status.text if self.status else "", self.keys)
        return ", ".join(part for part in parts if part)


class Entries(QAbstractListModel):
    """The rows of a chooser."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[Entry] = ()

    def show(self, rows: Sequence[Entry]) -> None:
        """Other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.rows[index.row()]
        if role == ENTRY:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return entry.spoken
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        entry = self.rows[index.row()]
        if entry.head or not entry.enabled:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class EntryDelegate(QStyledItemDelegate):
    """Paints a row: icon, words, detail, then a chip or key caps at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, HEAD if index.data(ENTRY).head else ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(ENTRY)
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if entry.head:
            painter.setFont(theme.font(11, "semibold"))
            painter.setPen(theme.color("muted"))
            painter.drawText(box.adjusted(12, 4, -12, 0), _MIDDLE, entry.words)
        else:
            self._row(painter, box, entry, bool(state & QStyle.StateFlag.State_Selected))
        painter.restore()

    def _row(self, painter: QPainter, box: QRect, entry: Entry, selected: bool) -> None:
        if selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("sel"))
            painter.drawRoundedRect(QRectF(box).adjusted(0, 1, 0, -1), 8, 8)
            painter.setBrush(theme.color("accent"))
            painter.drawRoundedRect(QRectF(box.left(), box.top() + 9, 3, box.height() - 18), 1, 1)
        ink = "ink" if entry.enabled else "muted"
        middle = box.center().y()
        if entry.icon:
            rect = QRect(box.left() + 12, middle - 8, 17, 17)
            theme.paint_icon(painter, rect, entry.icon, "ink2" if entry.enabled else "muted")
        right = box.right() - 11
        if entry.keys:
            words = caps(entry.keys)
            right -= caps_width(words)
            paint_caps(painter, QPoint(right, middle + 1), words, "ink2", "line2", "sunken")
        if entry.status:
            width = chip_width(entry.status)
            right -= width
            paint_chip(painter, QRectF(right, middle - 9, width, 20), entry.status)
        room = QRect(box.left() + 40, box.top(), right - box.left() - 52, box.height())
        painter.setFont(theme.font(13, "medium"))
        painter.setPen(theme.color(ink))
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(entry.words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _MIDDLE, shown)
        used = metrics.horizontalAdvance(shown) + 12
        if entry.detail and room.width() - used > 40:
            painter.setFont(theme.font(12))
            painter.setPen(theme.color("muted"))
            rest = room.adjusted(used, 0, 0, 0)
            detail = painter.fontMetrics().elidedText(
                entry.detail, Qt.TextElideMode.ElideRight, rest.width()
            )
            painter.drawText(rest, _MIDDLE, detail)


_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class _Field(QLineEdit):
    """The field above the rows: arrows move in them, Enter takes the marked one."""

    def __init__(self, box: Chooser) -> None:
        super().__init__()
        self._box = box
        self.setProperty("look", "bare")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._box.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._box.take()
        elif key == Qt.Key.Key_Escape:
            self._box.dismiss()
        else:
            super().keyPressEvent(event)


class Chooser(Overlay):
    """Base of the palette and the Find box: override ``entries_for`` or call ``show_entries``."""

    def __init__(self, host: QWidget, name: str, hint: str, note: str = "") -> None:
        super().__init__(host, name)
        self.card = QFrame(self)
        self.card.setObjectName("sheet")
        column = QVBoxLayout(self.card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setContentsMargins(18, 12, 16, 12)
        top.setSpacing(12)
        top.addWidget(IconLabel("search", "muted", 18))
        self.field = _Field(self)
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(name)
        self.field.textChanged.connect(self.on_text)
        top.addWidget(self.field, 1)
        top.addWidget(KeyCap("Escape"))
        column.addLayout(top)
        column.addWidget(Line())
        self.model = Entries()
        self.list = QListView()
        self.list.setObjectName("clear")
        self.list.setModel(self.model)
        self.list.setItemDelegate(EntryDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(f"{name} list")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.list.clicked.connect(self._on_click)
        inner = QHBoxLayout()
        inner.setContentsMargins(16, 6, 16, 4)
        inner.addWidget(self.list)
        column.addLayout(inner, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(18, 4, 18, 10)
        foot.setSpacing(14)
        foot.addWidget(KeyHint("Up Down", "move"))
        foot.addWidget(KeyHint("Return", "run"))
        foot.addStretch(1)
        self.note = Text(note, "muted")
        foot.addWidget(self.note)
        column.addLayout(foot)

    def open(self) -> None:
        """Show it empty, with what is offered before anything is typed."""
        self.field.clear()
        self.on_text("")
        super().open()
        self._place()
        self.field.setFocus()

    def on_scan(self, code: str) -> bool:
        """A scan means its own thing: the box makes way for it."""
        self.dismiss()
        return False

    def on_text(self, text: str) -> None:
        """Something was typed."""
        self.show_entries(self.entries_for(text.strip()))

    def entries_for(self, text: str) -> Sequence[Entry]:
        """The rows for a text."""
        return ()

    def show_entries(self, rows: Sequence[Entry]) -> None:
        """Show rows and mark the first that can be chosen."""
        self.model.show(rows)
        self.list.setCurrentIndex(QModelIndex())
        self.step(1)
        self._place()

    def step(self, by: int) -> None:
        """Mark the next row that can be chosen, around the end."""
        count = self.model.rowCount()
        at = self.list.currentIndex().row()
        for _ in range(count):
            at = (at + by) % count
            index = self.model.index(at, 0)
            if self.model.flags(index) & Qt.ItemFlag.ItemIsSelectable:
                self.list.setCurrentIndex(index)
                return

    def take(self) -> None:
        """Close and do what the marked row says."""
        index = self.list.currentIndex()
        if index.isValid():
            self._run(self.model.rows[index.row()])

    def chosen(self, entry: Entry) -> None:
        """A row was chosen (for remembering it)."""

    def _on_click(self, index: QModelIndex) -> None:
        if index.flags() & Qt.ItemFlag.ItemIsSelectable:
            self._run(self.model.rows[index.row()])

    def _run(self, entry: Entry) -> None:
        self.dismiss()
        self.chosen(entry)
        if entry.run:
            entry.run()

    def _place(self) -> None:
        width = min(WIDTH, self.width() - 48)
        rows = sum(HEAD if row.head else ROW for row in self.model.rows)
        height = min(108 + max(rows, ROW), self.height() - 160)
        self.card.setGeometry(
            (self.width() - width) // 2, min(110, self.height() // 8), width, height
        )
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_shadow(QPainter(self), QRectF(self.card.geometry()))
