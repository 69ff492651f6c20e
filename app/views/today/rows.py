"""The rows of Today in their groups, painted as the cards that they stand in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from app.domain.chips import Chip as Status
from app.services.today import NOW, QUIET, WAITING, Today, TodayRow
from app.views import theme
from app.views.widgets.chip import chip_width, paint_chip

if TYPE_CHECKING:
    from app.views.frame.entries import Index

ROW = 58
HEAD = 32
GROUPS = (NOW, WAITING, QUIET)
ENTRY = Qt.ItemDataRole.UserRole
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


@dataclass(frozen=True)
class Entry:
    """A group's heading, or a row with whether it is the first and the last of its card."""

    head: str = ""
    row: TodayRow | None = None
    first: bool = False
    last: bool = False


class TodayModel(QAbstractListModel):
    """Headings and rows; a refresh keeps the rows that are still there in their places."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []

    def show_today(self, shown: Today) -> None:
        """Other rows, or the same with other numbers."""
        entries: list[Entry] = []
        for group in GROUPS:
            rows = shown.group(group)
            if rows:
                entries.append(Entry(head=group))
                entries += [Entry("", row, row is rows[0], row is rows[-1]) for row in rows]
        if _keys(entries) == _keys(self.entries):
            self.entries = entries
            if entries:
                self.dataChanged.emit(self.index(0), self.index(len(entries) - 1))
            return
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def row_of(self, key: str) -> int:
        """Where the row of a key is; -1 for none."""
        found = [n for n, entry in enumerate(self.entries) if entry.row and entry.row.key == key]
        return found[0] if found else -1

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entries[index.row()]
        if role == ENTRY:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.row.title if entry.row else entry.head
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(entry.row) if entry.row else entry.head
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.entries[index.row()].row is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def _keys(entries: list[Entry]) -> list[str]:
    return [entry.row.key if entry.row else entry.head for entry in entries]


def spoken(row: TodayRow) -> str:
    """ "Orders to review, 5, oldest 2 h 26 min"."""
    return ", ".join(part for part in (row.title, str(row.count), row.right, row.sentence) if part)


class RowDelegate(QStyledItemDelegate):
    """Number, title and sentence, a time or a chip, and a chevron."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry: Entry = index.data(ENTRY)
        return QSize(100, ROW if entry.row else HEAD + (8 if index.row() else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(ENTRY)
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if entry.row is None:
            painter.setFont(theme.font(11, "semibold"))
            painter.setPen(theme.color("muted"))
            room = QRect(box.left() + 2, box.bottom() - HEAD, box.width(), HEAD - 2)
            painter.drawText(room, _LEFT, entry.head)
        else:
            marked = bool(state & QStyle.StateFlag.State_Selected)
            self._ground(painter, box, entry, marked, bool(state & QStyle.StateFlag.State_HasFocus))
            self._row(painter, box, entry.row)
        painter.restore()

    def _ground(
        self, painter: QPainter, box: QRect, entry: Entry, marked: bool, focused: bool
    ) -> None:
        area = QRectF(box).adjusted(0.5, 0.5 if entry.first else -0.5, -0.5, -0.5)
        path = _card_path(area, entry.first, entry.last)
        painter.fillPath(path, theme.color("sel" if marked else "surface"))
        if marked:
            painter.save()
            painter.setClipPath(path)
            painter.fillRect(QRect(box.left(), box.top(), 3, box.height()), theme.color("accent"))
            painter.restore()
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawPath(path)
        if marked and focused:
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawRoundedRect(QRectF(box).adjusted(2, 2, -2, -3), 8, 8)

    def _row(self, painter: QPainter, box: QRect, row: TodayRow) -> None:
        painter.setPen(theme.color({"bad": "c_bad", "warn": "c_warn"}.get(row.tone, "ink")))
        painter.setFont(theme.font(19, "semibold"))
        painter.drawText(QRect(box.left(), box.top(), 46, box.height()), _RIGHT, f"{row.count:,}")
        right = box.right() - 34
        middle = box.center().y()
        chevron = QRect(box.right() - 30, middle - 7, 16, 16)
        theme.paint_icon(painter, chevron, "chevron-right", "ink2")
        if row.right and row.tone in ("bad", "warn"):
            status = Status(row.right, row.tone)
            width = chip_width(status)
            paint_chip(painter, QRectF(right - width, middle - 11, width, 24), status)
            right -= width
        elif row.right:
            painter.setFont(theme.font(12))
            painter.setPen(theme.color("muted"))
            painter.drawText(
                QRect(box.left(), box.top(), right - box.left(), ROW), _RIGHT, row.right
            )
            right -= painter.fontMetrics().horizontalAdvance(row.right)
        left = box.left() + 64
        room = QRect(left, box.top() + 9, right - left - 14, 21)
        painter.setFont(theme.font(13, "semibold"))
        painter.setPen(theme.color("ink"))
        _elided(painter, room, row.title)
        painter.setFont(theme.font(12))
        painter.setPen(theme.color("muted"))
        _elided(painter, room.translated(0, 20), row.sentence)


def _elided(painter: QPainter, room: QRect, words: str) -> None:
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, _LEFT, shown)


def _card_path(area: QRectF, first: bool, last: bool) -> QPainterPath:
    """The outline of a row in its card: round corners only where the card has its own."""
    radius = float(theme.CARD_RADIUS)
    top, bottom = (radius if first else 0.0), (radius if last else 0.0)
    path = QPainterPath()
    path.moveTo(area.left() + top, area.top())
    path.lineTo(area.right() - top, area.top())
    path.arcTo(QRectF(area.right() - 2 * top, area.top(), 2 * top, 2 * top), 90, -90)
    path.lineTo(area.right(), area.bottom() - bottom)
    path.arcTo(
        QRectF(area.right() - 2 * bottom, area.bottom() - 2 * bottom, 2 * bottom, 2 * bottom),
        0,
        -90,
    )
    path.lineTo(area.left() + bottom, area.bottom())
    path.arcTo(QRectF(area.left(), area.bottom() - 2 * bottom, 2 * bottom, 2 * bottom), 270, -90)
    path.lineTo(area.left(), area.top() + top)
    path.arcTo(QRectF(area.left(), area.top(), 2 * top, 2 * top), 180, -90)
    path.closeSubpath()
    return path


class TodayList(QListView):
    """The list itself, on the page's own ground."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("clear")
        self.setAccessibleName("Needs you")
        self.entries = TodayModel()
        self.setModel(self.entries)
        self.setItemDelegate(RowDelegate(self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)

    @property
    def row(self) -> TodayRow | None:
        """The marked row."""
        index = self.currentIndex()
        return self.entries.entries[index.row()].row if index.isValid() else None

    def mark(self, key: str) -> None:
        """Mark the row of a key, else the first one."""
        at = self.entries.row_of(key)
        if at < 0:
            at = next((n for n, entry in enumerate(self.entries.entries) if entry.row), -1)
        if at >= 0:
            self.setCurrentIndex(self.entries.index(at))

    def mark_nth(self, nth: int) -> bool:
        """Mark the row with this number from 1; False when there is none."""
        rows = [n for n, entry in enumerate(self.entries.entries) if entry.row]
        if not 1 <= nth <= len(rows):
            return False
        self.setCurrentIndex(self.entries.index(rows[nth - 1]))
        return True
