"""The rows of a chooser: what they say, how they are painted, what choosing one does."""

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
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.domain.chips import Chip as Status
from app.views import theme
from app.views.keys import caps
from app.views.widgets.chip import chip_width, paint_chip
from app.views.widgets.key_caps import caps_width, paint_caps

Index = QModelIndex | QPersistentModelIndex
ROW = 42
HEAD = 28
ENTRY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Entry:
    """A row to choose: what it says, and what choosing it does. A ``head`` is a group's title.

    ``life`` opens the whole life of what it names (F2), where it has one.
    """

    words: str
    icon: str = ""
    detail: str = ""
    keys: str = ""
    status: Status | None = None
    run: Callable[[], object] | None = None
    life: Callable[[], object] | None = None
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
            if state & QStyle.StateFlag.State_HasFocus:
                painter.setPen(QPen(theme.color("focus"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(QRectF(box).adjusted(1, 2, -1, -2), 7, 7)
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
