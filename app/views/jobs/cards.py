"""A column of the board: jobs as cards, painted from what is known of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.services.jobs import JobRow
from app.views import theme
from app.views.frame.entries import Index
from app.views.jobs.words import days_words, due_look, initials, spoken
from app.views.widgets.avatar import paint_avatar

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
