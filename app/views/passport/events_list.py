"""The events of a life, newest first, under the names of their months."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
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
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.services.passport_events import PassportEvent
from app.views import theme
from app.views.passport.passport_words import ICONS, PassportWords
from app.views.widgets.avatar import paint_avatar
from app.views.widgets.photo import Thumbs
from app.views.widgets.row_menu import ask_at_row

Index = QModelIndex | QPersistentModelIndex
EVENT = Qt.ItemDataRole.UserRole
ROW, MONTH = 50, 26
WHEN = 92
THUMB_SIZE = QSize(44, 32)
MOST_THUMBS = 2
NOTHING = "Nothing of this kind has happened yet"


class EventsModel(QAbstractListModel):
    """Months and the events below them."""

    def __init__(self, words: PassportWords) -> None:
        super().__init__()
        self.words = words
        self.rows: list[PassportEvent | str] = []
        self._at: dict[int, int] = {}
        self._said: dict[int, tuple[str, str, str]] = {}

    def show(self, events: Sequence[PassportEvent]) -> None:
        """Other events, newest first."""
        self.beginResetModel()
        self.rows, self._at = [], {}
        month = ""
        for event in events:
            name = self.words.month(event.moment)
            if name != month:
                self.rows.append(name)
                month = name
            self._at[event.id] = len(self.rows)
            self.rows.append(event)
        self._said = {}
        self.endResetModel()

    def said(self, event: PassportEvent) -> tuple[str, str, str]:
        """When, what, and what else is said of it: put into words once."""
        found = self._said.get(event.id)
        if found is None:
            words = self.words
            found = (words.in_month(event.moment), words.headline(event), words.under(event))
            self._said[event.id] = found
        return found

    def row_of(self, event_id: int) -> int:
        """The row of an event; -1 where it is not shown."""
        return self._at.get(event_id, -1)

    def last_until(self, moment: int) -> PassportEvent | None:
        """The newest event that is shown and had happened by a moment."""
        return next(
            (r for r in self.rows if isinstance(r, PassportEvent) and r.moment <= moment), None
        )

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.rows[index.row()], str):
            return Qt.ItemFlag.ItemNeverHasChildren
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == EVENT:
            return row
        if isinstance(row, str):
            shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return row if role in shown else None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words.headline(row)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self.words.spoken(row)
        return None


class _Delegate(QStyledItemDelegate):
    """When, sign, what happened over what else is said of it, photos, who."""

    def __init__(self, view: QListView, thumbs: Thumbs | None) -> None:
        super().__init__(view)
        self._thumbs = thumbs

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(300, MONTH if isinstance(index.data(EVENT), str) else ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(EVENT)
        box: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, str):
            painter.fillRect(box, theme.color("sunken"))
            room = box.adjusted(14, 0, -14, 0)
            _text(painter, room, row, "muted", 11, "semibold")
        else:
            self._paint_event(painter, box, row, index, option.state)
        painter.setPen(theme.color("line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        painter.restore()

    def _paint_event(
        self,
        painter: QPainter,
        box: QRect,
        event: PassportEvent,
        index: Index,
        state: QStyle.StateFlag,
    ) -> None:
        marked = bool(state & QStyle.StateFlag.State_Selected)
        if marked:
            painter.fillRect(box, theme.color("sel"))
            painter.fillRect(box.left(), box.top(), 3, box.height(), theme.color("accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, theme.color("hover"))
        model = index.model()
        assert isinstance(model, EventsModel)
        moment, headline, under = model.said(event)
        left = box.left() + 14
        when = QRect(left, box.top(), WHEN, box.height())
        _text(painter, when, moment, "ink2" if marked else "muted", 12)
        sign, tone = ICONS.get(event.kind, ("circle-dot", "neutral"))
        ring = QRectF(left + WHEN + 4, box.center().y() - 13, 27, 27)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(f"b_{tone}"))
        painter.drawEllipse(ring)
        sign = "undo-2" if event.counter_of else sign
        theme.paint_icon(painter, ring.adjusted(6, 6, -6, -6).toRect(), sign, f"c_{tone}")
        right = box.right() - 14
        if event.initials:
            paint_avatar(painter, QRectF(right - 23, box.center().y() - 11, 23, 23), event.initials)
        right -= 34
        right = self._paint_photos(painter, box, event, right)
        start = round(ring.right()) + 12
        ink = "muted" if event.taken_back_by else "ink"
        first = QRect(start, box.top() + 7, right - start, 18)
        _text(painter, first, headline, ink, 13, "semibold")
        below = QRect(start, box.top() + 25, right - start, 17)
        _text(painter, below, under, "ink2" if marked else "muted", 12)
        if marked and state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 4, 4)

    def _paint_photos(self, painter: QPainter, box: QRect, event: PassportEvent, right: int) -> int:
        if self._thumbs is None or box.width() < 520:
            return right
        for digest in reversed(event.photos[:MOST_THUMBS]):
            spot = QRect(QPoint(0, 0), THUMB_SIZE)
            spot.moveCenter(box.center())
            spot.moveRight(right)
            path = QPainterPath()
            path.addRoundedRect(QRectF(spot), 4, 4)
            picture = self._thumbs(digest)
            if picture is None or picture.isNull():
                painter.fillPath(path, theme.color("skeleton"))
                theme.paint_icon(painter, spot.adjusted(14, 8, -14, -8), "image", "muted")
            else:
                painter.save()
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                painter.setClipPath(path)
                mode = Qt.AspectRatioMode.KeepAspectRatioByExpanding
                size = picture.size().scaled(THUMB_SIZE, mode)
                whole = QRect(QPoint(0, 0), size)
                whole.moveCenter(spot.center())
                painter.drawPixmap(whole, picture)
                painter.restore()
            right = spot.left() - 4
        return right - 8


@cache
def _face(size: int, weight: str) -> tuple[QFont, QFontMetrics]:
    """A font and its measures: rows ask for the same three again and again."""
    font = theme.font(size, weight)
    return font, QFontMetrics(font)


def _text(
    painter: QPainter, room: QRect, words: str, token: str, size: int, weight: str = "regular"
) -> None:
    font, metrics = _face(size, weight)
    painter.setFont(font)
    painter.setPen(theme.color(token))
    said = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), said)


class EventsList(QListView):
    """``marked(event)`` when another event is marked by a person, ``opened(kind, id)`` on Enter,
    ``asked(where)`` when the menu of the marked one is wanted."""

    marked = Signal(object)
    opened = Signal(str, object)
    asked = Signal(object)

    def __init__(self, words: PassportWords, thumbs: Thumbs | None = None) -> None:
        super().__init__()
        self.events = EventsModel(words)
        self._telling = True
        self.setModel(self.events)
        self.setItemDelegate(_Delegate(self, thumbs))
        self.setAccessibleName("Events")
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentChanged.connect(self._on_current)
        if thumbs is not None:
            thumbs.arrived.connect(self.viewport().update)

    @property
    def current(self) -> PassportEvent | None:
        """The marked event."""
        index = self.currentIndex()
        row = index.data(EVENT) if index.isValid() else None
        return row if isinstance(row, PassportEvent) else None

    def show_events(self, events: Sequence[PassportEvent], moment: int) -> None:
        """Show events; the last that had happened by ``moment`` is marked."""
        self._telling = False
        self.events.show(events)
        self._telling = True
        self.mark_until(moment)

    def mark_until(self, moment: int) -> None:
        """Mark the last event that had happened by a moment, without telling."""
        event = self.events.last_until(moment)
        self._telling = False
        if event is None:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        elif self.current is None or self.current.id != event.id:
            index = self.events.index(self.events.row_of(event.id))
            self.setCurrentIndex(index)
            self.scrollTo(index)
        self._telling = True

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.events.rows:
            painter = QPainter(self.viewport())
            painter.setFont(theme.font(13, "regular"))
            painter.setPen(theme.color("muted"))
            room = self.viewport().rect().adjusted(14, 18, -14, 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignHCenter, NOTHING)

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
        """Show what the marked event names."""
        self._open(self.currentIndex())

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        row = index.data(EVENT) if index.isValid() else None
        if self._telling and isinstance(row, PassportEvent):
            self.marked.emit(row)

    def _open(self, index: QModelIndex) -> None:
        row = index.data(EVENT) if index.isValid() else None
        if isinstance(row, PassportEvent) and row.opens:
            self.opened.emit(*row.opens)
