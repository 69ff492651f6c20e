"""A column of the board: jobs as cards, painted from what is known of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.services.job_board import BoardColumn
from app.services.jobs import JobRow
from app.views import theme
from app.views.frame.entries import Index
from app.views.jobs.words import days_words, due_look, initials, spoken
from app.views.widgets.avatar import paint_avatar
from app.views.widgets.text import Text

JOB = Qt.ItemDataRole.UserRole
LOW, TALL, GAP = 114, 134, 9
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
Thumb = Callable[[str], QPixmap | None]


class ColumnModel(QAbstractListModel):
    """The jobs of one column. A refresh of the same jobs changes them in place."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[JobRow] = ()

    def show_rows(self, rows: Sequence[JobRow]) -> None:
        """Other jobs, or the same ones as they stand now."""
        if [row.id for row in rows] == [row.id for row in self.rows]:
            same_height = [bool(row.warning) for row in rows] == [
                bool(row.warning) for row in self.rows
            ]
            self.rows = rows
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            if not same_height:
                self.layoutChanged.emit()
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def row_of(self, job_id: int) -> int:
        """Where a job is; -1 for nowhere here."""
        return next((n for n, row in enumerate(self.rows) if row.id == job_id), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == JOB:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.number
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{row.title}\n{row.work}" if row.work else row.title
        return None


class CardDelegate(QStyledItemDelegate):
    """Picture, number and rush, the work, order and client, a warning, due, days, who."""

    def __init__(self, thumbs: Thumb, parent: QWidget) -> None:
        super().__init__(parent)
        self._thumbs = thumbs

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: JobRow = index.data(JOB)
        return QSize(120, (TALL if row.warning else LOW) + GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: JobRow = index.data(JOB)
        whole: QRect = option.rect
        state: QStyle.StateFlag = option.state
        box = whole.adjusted(1, 0, -1, -GAP)
        marked = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        inset = 1.0 if marked else 0.5
        painter.setPen(QPen(theme.color("focus" if marked else "line"), 2 if marked else 1))
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.setBrush(theme.color("hover" if hovered and not marked else "surface"))
        painter.drawRoundedRect(QRectF(box).adjusted(inset, inset, -inset, -inset), 10, 10)
        self._picture(painter, QRect(box.left() + 11, box.top() + 11, 40, 40), row.photo_sha256)
        self._head(painter, box, row)
        self._body(painter, box, row)
        self._foot(painter, box, row)
        painter.restore()

    def _picture(self, painter: QPainter, box: QRect, key: str) -> None:
        picture = self._thumbs(key) if key else None
        path = QPainterPath()
        path.addRoundedRect(QRectF(box), 6, 6)
        if picture is None:
            painter.fillPath(path, theme.color("skeleton"))
            if not key:
                icon = box.adjusted(11, 11, -11, -11)
                theme.paint_icon(painter, icon, "hammer", "muted")
            return
        painter.save()
        painter.setClipPath(path)
        side = min(picture.width(), picture.height())
        source = QRect((picture.width() - side) // 2, (picture.height() - side) // 2, side, side)
        painter.drawPixmap(box, picture, source)
        painter.restore()

    def _head(self, painter: QPainter, box: QRect, row: JobRow) -> None:
        room = QRect(box.left() + 60, box.top() + 10, box.width() - 70, 18)
        if row.rush:
            painter.setFont(theme.font(12, "semibold"))
            painter.setPen(theme.color("c_bad"))
            painter.drawText(room, _RIGHT, "Rush")
            width = painter.fontMetrics().horizontalAdvance("Rush")
            icon = QRect(room.right() - width - 17, room.top() + 2, 14, 14)
            theme.paint_icon(painter, icon, "flame", "c_bad")
            room.setRight(icon.left() - 4)
        painter.setFont(theme.font(12))
        painter.setPen(theme.color("muted"))
        _elided(painter, room, row.number)
        painter.setFont(theme.font(13, "semibold"))
        painter.setPen(theme.color("ink"))
        title = QRect(box.left() + 60, box.top() + 28, box.width() - 70, 20)
        _elided(painter, title, row.work or row.title)

    def _body(self, painter: QPainter, box: QRect, row: JobRow) -> None:
        room = QRect(box.left() + 12, box.top() + 56, box.width() - 24, 18)
        painter.setFont(theme.font(12))
        painter.setPen(theme.color("ink2"))
        words = " · ".join(part for part in (row.order_number, row.client) if part)
        _elided(painter, room, words or row.title)
        if row.warning:
            line = room.translated(0, 20)
            icon = QRect(line.left(), line.top() + 2, 14, 14)
            theme.paint_icon(painter, icon, "triangle-alert", "c_warn")
            painter.setPen(theme.color("c_warn"))
            _elided(painter, line.adjusted(20, 0, 0, 0), row.warning)

    def _foot(self, painter: QPainter, box: QRect, row: JobRow) -> None:
        middle = box.bottom() - 22
        who = QRectF(box.right() - 33, middle - 11, 22, 22)
        paint_avatar(painter, who, initials(row.artisan), nobody=not row.artisan)
        token = "c_warn" if row.slow else "muted"
        painter.setFont(theme.font(12, "semibold" if row.slow else "regular"))
        painter.setPen(theme.color(token))
        words = days_words(row)
        width = painter.fontMetrics().horizontalAdvance(words)
        right = int(who.left()) - 8
        painter.drawText(QRect(right - width, middle - 10, width + 1, 20), _LEFT, words)
        clock = QRect(right - width - 18, middle - 7, 14, 14)
        theme.paint_icon(painter, clock, "clock", token)
        tone, weight = due_look(row)
        painter.setFont(theme.font(12, weight))
        painter.setPen(theme.color(tone))
        left = box.left() + 12
        _elided(painter, QRect(left, middle - 10, clock.left() - left - 6, 20), row.due_words)


def _elided(painter: QPainter, room: QRect, words: str) -> None:
    if words and room.width() > 8:
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _LEFT, shown)


class CardList(QListView):
    """The cards of one column; the board moves the mark between columns."""

    went_across = Signal(int)
    opened = Signal(object)
    entered_by_focus = Signal()

    def __init__(self, name: str, thumbs: Thumb) -> None:
        super().__init__()
        self.setObjectName("clear")
        self.setAccessibleName(name)
        self.jobs = ColumnModel()
        self.setModel(self.jobs)
        self.setItemDelegate(CardDelegate(thumbs, self))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.doubleClicked.connect(self._on_double)

    @property
    def job(self) -> JobRow | None:
        """The marked job, if it is in this column."""
        chosen = self.selectionModel().selectedIndexes()
        return self.jobs.rows[chosen[0].row()] if chosen else None

    def mark_row(self, at: int) -> bool:
        """Mark the card at a position, or the nearest there is; False in an empty column."""
        count = self.jobs.rowCount()
        if not count:
            return False
        self.setCurrentIndex(self.jobs.index(max(0, min(at, count - 1))))
        return True

    def unmark(self) -> None:
        """The mark is in another column now."""
        self.selectionModel().clear()

    def below(self) -> int:
        """How many cards lie under the lower edge."""
        count = self.jobs.rowCount()
        shown = self.indexAt(self.viewport().rect().bottomLeft() + self._inside())
        if not shown.isValid():
            return 0
        whole = self.visualRect(shown).bottom() - GAP <= self.viewport().height()
        return count - shown.row() - (1 if whole else 0)

    def _inside(self):  # type: ignore[no-untyped-def]
        from PySide6.QtCore import QPoint

        return QPoint(20, -GAP - 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.went_across.emit(1 if key == Qt.Key.Key_Right else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.job:
            self.opened.emit(self.job.id)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered_by_focus.emit()

    def _on_double(self, index: Index) -> None:
        self.opened.emit(self.jobs.rows[index.row()].id)


class ColumnView(QFrame):
    """A column on sunken ground: title, count and a note over the cards, "4 more below" under them."""

    def __init__(self, code: str, title: str, thumbs: Thumb) -> None:
        super().__init__()
        self.code = code
        self.setObjectName("well")
        self.setMinimumWidth(150)
        column = QVBoxLayout(self)
        column.setContentsMargins(9, 0, 9, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(4, 0, 4, 0)
        head.setSpacing(7)
        self._title = Text(title, "strong")
        self._count = Text("", "soft")
        self._note = Text("", "muted")
        for widget in (self._title, self._count):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self._note)
        holder = QWidget()
        holder.setFixedHeight(39)
        holder.setLayout(head)
        column.addWidget(holder)
        self.cards = CardList(title, thumbs)
        column.addWidget(self.cards, 1)
        self._foot = Text("", "muted")
        self._foot.setContentsMargins(4, 0, 4, 0)
        self._foot.setFixedHeight(34)
        column.addWidget(self._foot)
        self._nothing = Text("Nothing here", "muted", parent=self.cards)
        self._nothing.move(6, 8)
        self._nothing.hide()
        self._column: BoardColumn | None = None
        self.cards.verticalScrollBar().valueChanged.connect(self._count_below)
        self.cards.jobs.modelReset.connect(self._count_below)

    def show_column(self, column: BoardColumn) -> None:
        """Show the column as it stands now."""
        self._column = column
        self._count.setText(f"{column.count:,}")
        self._note.setText(column.note)
        words = "1 job" if column.count == 1 else f"{column.count:,} jobs"
        self.cards.setAccessibleName(f"{column.title}, {words}")
        self._nothing.setVisible(not column.rows)
        self.cards.jobs.show_rows(column.rows)
        self._count_below()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # In a narrow column the note gives way before the title does.
        self._note.setVisible(self.width() > 205)
        self._count_below()

    def _count_below(self, *_: object) -> None:
        if self._column is None:
            return
        hidden = self._column.count - len(self._column.rows)
        below = self.cards.below() + hidden if self._column.rows else 0
        self._foot.setText(f"{below:,} more below" if below else "")
