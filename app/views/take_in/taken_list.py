"""The pieces of the batch at the left: taken in, being taken in, still to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.domain.chips import Chip as Status
from app.views import theme
from app.views.widgets.card import Card
from app.views.widgets.chip import chip_width, paint_chip
from app.views.widgets.photo import Thumbs
from app.views.widgets.row_ground import paint_ground
from app.views.widgets.text import Line, Text

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 51
WIDTH, RAIL = 264, 62
"""Usual width, and that of the photos alone, px."""
ENTRY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class TakenRow:
    """A row: a saved piece (``piece_id``), the one in the form, or one that is announced."""

    title: str
    second: str = ""
    worth: str = ""
    number: str = ""
    missing: str = ""
    photo_sha256: str = ""
    piece_id: int = 0
    announced: bool = False

    @property
    def spoken(self) -> str:
        """The row for a screen reader."""
        parts = (self.number, self.title, self.second, self.worth, self.missing)
        return ", ".join(part for part in parts if part)


class _Rows(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[TakenRow] = ()

    def show(self, rows: Sequence[TakenRow]) -> None:
        """Other rows; those that stay are changed in place, so that nothing jumps."""
        before, after = len(self.rows), len(rows)
        nowhere = QModelIndex()
        if after > before:
            self.beginInsertRows(nowhere, before, after - 1)
            self.rows = rows
            self.endInsertRows()
        elif after < before:
            self.beginRemoveRows(nowhere, after, before - 1)
            self.rows = rows
            self.endRemoveRows()
        self.rows = rows
        if rows:
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == ENTRY:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return row.spoken
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.rows[index.row()].announced:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class _RowDelegate(QStyledItemDelegate):
    """Photo, description over weight and badge, worth over number."""

    def __init__(self, view: QListView, thumbs: Thumbs) -> None:
        super().__init__(view)
        self._thumbs = thumbs

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Beside a squeezed form the photo alone; the tooltip says the rest."""
        row: TakenRow = index.data(ENTRY)
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        marked = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        paint_ground(painter, box, state, hover=not row.announced)
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, theme.color("line"))
        tile = QRect(box.left() + 12, box.top() + 7, 36, 36)
        self._photo(painter, tile, row)
        if box.width() > RAIL:
            self._words(painter, box.adjusted(58, 0, -12, 0), row)
        if marked and state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -2), 4, 4)
        painter.restore()

    def _photo(self, painter: QPainter, tile: QRect, row: TakenRow) -> None:
        path = QPainterPath()
        path.addRoundedRect(QRectF(tile).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        picture: QPixmap | None = self._thumbs(row.photo_sha256) if row.photo_sha256 else None
        if picture is None:
            pen = QPen(theme.color("line2"), 1)
            pen.setStyle(Qt.PenStyle.DashLine if row.announced else Qt.PenStyle.SolidLine)
            painter.setPen(pen)
            painter.setBrush(theme.color("surface" if row.announced else "skeleton"))
            painter.drawPath(path)
            if not row.announced:
                theme.paint_icon(painter, tile.adjusted(10, 10, -10, -10), "image", "muted")
            return
        painter.save()
        painter.setClipPath(path)
        painter.fillPath(path, theme.color("sunken"))
        size = picture.size().scaled(tile.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
        target = QRectF(0, 0, size.width(), size.height())
        target.moveCenter(QRectF(tile).center())
        painter.drawPixmap(target, picture, QRectF(picture.rect()))
        painter.restore()

    def _words(self, painter: QPainter, room: QRect, row: TakenRow) -> None:
        upper = QRect(room.left(), room.top() + 6, room.width(), 18)
        lower = QRect(room.left(), room.top() + 26, room.width(), 18)
        if row.announced:
            self._text(painter, room, row.title, "muted", 12)
            return
        used = self._text(painter, upper, row.worth, "ink", 12, "semibold", right=True)
        self._text(painter, upper.adjusted(0, 0, -used - 8, 0), row.title, "ink", 12, "medium")
        used = self._text(painter, lower, row.number, "muted", 12, right=True)
        rest = lower.adjusted(0, 0, -used - 6, 0)
        said = self._text(painter, rest, row.second, "ink2", 12)
        if row.missing:
            status = Status(row.missing, "warn")
            left = rest.left() + said + (7 if said else 0)
            width = min(chip_width(status, dot=False), rest.right() - left)
            if width > 30:
                paint_chip(painter, QRectF(left, lower.top() - 1, width, 19), status, dot=False)

    def _text(
        self,
        painter: QPainter,
        room: QRect,
        words: str,
        token: str,
        size: int,
        weight: str = "regular",
        *,
        right: bool = False,
    ) -> int:
        """Paint words, shortened to their room; returns how wide they are."""
        painter.setFont(theme.font(size, weight, numbers=right))
        painter.setPen(theme.color(token))
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | side), shown)
        return metrics.horizontalAdvance(shown)


class _View(QListView):
    """The list; Enter and a click choose, Delete asks to take a piece off."""

    chosen = Signal(int)
    delete_asked = Signal(int)

    def __init__(self, model: _Rows, thumbs: Thumbs) -> None:
        super().__init__()
        self.setModel(model)
        self._rows = model
        self.setItemDelegate(_RowDelegate(self, thumbs))
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(lambda index: self.chosen.emit(index.row()))
        thumbs.arrived.connect(self.viewport().update)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row >= 0:
            self.chosen.emit(row)
        elif event.key() == Qt.Key.Key_Delete and row >= 0:
            self.delete_asked.emit(row)
        else:
            super().keyPressEvent(event)


class TakenList(Card):
    """``chosen(piece_id)`` a saved piece to correct, 0 the one in the form; ``remove_asked`` for Del.

    Ids travel as objects: Qt's int is too short for them.
    """

    chosen = Signal(object)
    remove_asked = Signal(object)

    def __init__(self, thumbs: Thumbs) -> None:
        super().__init__("Taken in", padding=14)
        self.setFixedWidth(WIDTH)
        self.title.set_look("label")
        self._unit = Text("", "label")
        self.head.addWidget(self._unit)
        self.model = _Rows()
        self.view = _View(self.model, thumbs)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.body.addWidget(self.view, 1)
        self._foot = foot = QWidget()
        foot.setFixedHeight(40)
        row = QHBoxLayout(foot)
        row.setContentsMargins(14, 0, 14, 0)
        self._count = Text("", "muted")
        self._sum = Text("", "strong", numbers=True)
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(self._sum)
        self.body.addWidget(Line())
        self.body.addWidget(foot)
        self.view.chosen.connect(self._on_chosen)
        self.view.delete_asked.connect(self._on_delete)

    def show_width(self, width: int) -> None:
        """Be so wide; at ``RAIL`` only photos have room."""
        self.setFixedWidth(width)
        for part in (self.title, self._unit, self._foot):
            part.setVisible(width > RAIL)

    def show_rows(
        self, rows: Sequence[TakenRow], at: int, *, unit: str, count: str, total: str
    ) -> None:
        """Show the batch with row ``at`` marked; ``count`` and ``total`` stand at the foot."""
        self._unit.setText(unit)
        self._count.setText(count)
        self._sum.setText(total)
        self.model.show(rows)
        self.view.setAccessibleName(f"Pieces taken in, {sum(bool(r.piece_id) for r in rows)}")
        index = self.model.index(at)
        if index.isValid():
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index)

    def _on_chosen(self, row: int) -> None:
        taken = self.model.rows[row]
        if not taken.announced:
            self.chosen.emit(taken.piece_id)

    def _on_delete(self, row: int) -> None:
        if self.model.rows[row].piece_id:
            self.remove_asked.emit(self.model.rows[row].piece_id)
