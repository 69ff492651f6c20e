"""The custody of a piece: every fact, newest first, on one thread from top to bottom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.services.custody import CustodyEntry
from app.views import theme
from app.views.pieces.piece_words import PieceWords
from app.views.widgets.avatar import paint_avatar
from app.views.widgets.row_ground import paint_ground
from app.views.widgets.row_menu import ask_at_row

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 38
WHEN = 122
"""Room for a moment of another year, px."""
ENTRY = Qt.ItemDataRole.UserRole
ICONS = {
    "move": "map-pin",
    "state": "package-open",
    "quality": "shield-check",
    "price": "tag",
    "weight": "scale",
    "photo": "camera",
    "report": "clipboard-check",
    "tag": "barcode",
    "printed": "printer",
    "edit": "pencil",
    "note": "sticky-note",
    "item": "handshake",
}


class CustodyModel(QAbstractListModel):
    """The facts that are shown."""

    def __init__(self, words: PieceWords) -> None:
        super().__init__()
        self.words = words
        self.rows: Sequence[CustodyEntry] = ()
        self._at: dict[int, int] = {}

    def show(self, rows: Sequence[CustodyEntry]) -> None:
        """Other facts."""
        self.beginResetModel()
        self.rows = rows
        self._at = {row.id: row.at for row in rows}
        self.endResetModel()

    def mends(self, entry: CustodyEntry) -> str:
        """ "takes back that of 28 Feb 16:20" for a counter-fact, "taken back later" for its other half."""
        if entry.counter_of:
            at = self._at.get(entry.counter_of)
            return (
                f"takes back that of {self.words.moment(at)}" if at else "takes back an earlier one"
            )
        if entry.taken_back_by:
            return "taken back later"
        return ""

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.rows[index.row()]
        if role == ENTRY:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.what
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self.spoken(entry)
        return None

    def spoken(self, entry: CustodyEntry) -> str:
        """A fact as one sentence."""
        way = " to ".join(part for part in (entry.before, entry.after) if part)
        second = f"with {entry.second}" if entry.second else ""
        parts = (
            self.words.moment(entry.at),
            entry.what,
            way,
            entry.detail,
            self.mends(entry),
            entry.paper,
            f"by {entry.who}" if entry.who else "",
            second,
        )
        return ", ".join(part for part in parts if part)


class _Delegate(QStyledItemDelegate):
    """Icon on the thread, when, what, from → to, which paper, who."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(300, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: CustodyEntry = index.data(ENTRY)
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        marked = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, box, state)
        last = index.row() == index.model().rowCount() - 1
        self._thread(painter, box, entry, first=index.row() == 0, last=last, marked=marked)
        self._words(painter, box, entry, index)
        if marked and state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 4, 4)
        painter.restore()

    def _thread(
        self,
        painter: QPainter,
        box: QRect,
        entry: CustodyEntry,
        *,
        first: bool,
        last: bool,
        marked: bool,
    ) -> None:
        x, middle = box.left() + 28.5, box.center().y() + 0.5
        painter.setPen(QPen(theme.color("line2"), 1))
        top = middle if first else box.top()
        bottom = middle if last else box.bottom() + 1
        painter.drawLine(QPointF(x, top), QPointF(x, bottom))
        ring = QRectF(x - 13, middle - 13, 26, 26)
        painter.setBrush(theme.color("surface"))
        painter.setPen(QPen(theme.color("accent" if marked else "line2"), 1))
        painter.drawEllipse(ring)
        icon = "undo-2" if entry.counter_of else ICONS.get(entry.kind, "circle-dot")
        theme.paint_icon(painter, ring.adjusted(6, 6, -6, -6).toRect(), icon)

    def _words(self, painter: QPainter, box: QRect, entry: CustodyEntry, index: Index) -> None:
        model = index.model()
        assert isinstance(model, CustodyModel)
        gone = bool(entry.taken_back_by)
        wide = box.width() > 640
        left, top, height = box.left() + 52, box.top(), box.height()
        when = model.words.moment(entry.at)
        self._text(painter, QRect(left, top, WHEN, height), when, "muted", 12)
        what = QRect(left + WHEN + 6, top, 148 if wide else 116, height)
        self._text(painter, what, entry.what, "muted" if gone else "ink", 13, "semibold")
        right = box.right() - 42
        if entry.paper:
            width = 108
            paper = QRect(right - width, top, width, height)
            self._text(painter, paper, entry.paper, "ink2", 12)
            right -= width + 8
        way = QRect(what.right() + 8, top, right - what.right() - 12, height)
        self._way(painter, way, entry, model.mends(entry), gone=gone)
        if entry.initials:
            spot = QRectF(box.right() - 36, box.center().y() - 11.5, 24, 24)
            paint_avatar(painter, spot, entry.initials)

    def _way(
        self, painter: QPainter, room: QRect, entry: CustodyEntry, mends: str, *, gone: bool
    ) -> None:
        """From → to, the new one stronger; then what else is said, muted."""
        ink = "muted" if gone else "ink"
        parts: list[tuple[str, str, str]] = []
        if entry.before:
            parts.append((entry.before, "muted" if gone else "ink2", "regular"))
        if entry.before and entry.after:
            parts.append(("→", "muted", "regular"))
        if entry.after:
            parts.append((entry.after, ink, "medium"))
        rest = ", ".join(part for part in (entry.detail, mends) if part)
        if rest:
            parts.append((rest, "muted", "regular"))
        left = room.left()
        for words, token, weight in parts:
            free = QRect(left, room.top(), room.right() - left, room.height())
            if free.width() < 24:
                break
            left += (
                self._text(painter, free, words, token, 13 if token != "muted" else 12, weight) + 8
            )

    def _text(
        self,
        painter: QPainter,
        room: QRect,
        words: str,
        token: str,
        size: int,
        weight: str = "regular",
    ) -> int:
        font = theme.font(size, weight)
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.setFont(font)
        painter.setPen(theme.color(token))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), shown)
        return metrics.horizontalAdvance(shown)


class CustodyList(QListView):
    """``opened(kind, id)`` when the paper or report of a fact is to be shown, ``asked(where)`` when
    the menu of the marked one is."""

    opened = Signal(str, object)
    asked = Signal(object)

    def __init__(self, words: PieceWords) -> None:
        super().__init__()
        self.facts = CustodyModel(words)
        self.setModel(self.facts)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName("Custody")
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(self._open)

    def show_facts(self, rows: Sequence[CustodyEntry]) -> None:
        """Show facts; the marked one stays marked, but the newest is always that on top."""
        marked = self.currentIndex()
        before = marked.data(ENTRY).id if marked.row() > 0 else 0
        self.facts.show(rows)
        at = next((n for n, row in enumerate(rows) if row.id == before), 0)
        if rows:
            self.setCurrentIndex(self.facts.index(at))

    @property
    def marked(self) -> CustodyEntry | None:
        """The marked fact."""
        index = self.currentIndex()
        return index.data(ENTRY) if index.isValid() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        at = ask_at_row(self, event)
        if at is not None:
            self.asked.emit(at)

    def open_marked(self) -> None:
        """Show the paper or report of the marked fact."""
        self._open(self.currentIndex())

    def _open(self, index: QModelIndex) -> None:
        if index.isValid() and index.data(ENTRY).opens:
            self.opened.emit(*index.data(ENTRY).opens)
