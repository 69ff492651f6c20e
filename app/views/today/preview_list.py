"""The list behind the marked row, exceptions first, each with its reason as a chip."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from app.domain.chips import Chip as Status
from app.services.today import Preview
from app.shop import ShopSettings
from app.views import theme
from app.views.opening.clock_words import here_at
from app.views.widgets.chip import chip_width, paint_chip

if TYPE_CHECKING:
    from app.views.frame.entries import Index

LINE = Qt.ItemDataRole.UserRole
TALL, LOW, GAP = 88, 58, 8
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


class PreviewModel(QAbstractListModel):
    """Lines of a list; ``when`` says a line's time."""

    def __init__(self, settings: ShopSettings) -> None:
        super().__init__()
        self.settings = settings
        self.lines: Sequence[Preview] = ()

    def show_lines(self, lines: Sequence[Preview]) -> None:
        """Other lines."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def when(self, line: Preview) -> str:
        """Since when it waits, briefly."""
        return here_at(line.at, self.settings) if line.at else ""

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.lines[index.row()]
        if role == LINE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = (line.title.replace("  ", " "), line.detail, line.chip, self.when(line))
            return ", ".join(part for part in parts if part)
        return None


class CardDelegate(QStyledItemDelegate):
    """A line as a small card: title, time, detail, chip."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line: Preview = index.data(LINE)
        return QSize(100, (TALL if line.chip else LOW) + GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Preview = index.data(LINE)
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        box = box.adjusted(0, 0, -1, -GAP)
        model = index.model()
        assert isinstance(model, PreviewModel)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.setPen(QPen(theme.color("focus" if focused else "line"), 2 if focused else 1))
        painter.setBrush(theme.color("hover" if hovered else "sunken"))
        painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 9, 9)
        self._words(painter, box, line, model.when(line))
        painter.restore()

    def _words(self, painter: QPainter, box: QRect, line: Preview, when: str) -> None:
        top = QRect(box.left() + 13, box.top() + 9, box.width() - 26, 20)
        painter.setFont(theme.font(12))
        painter.setPen(theme.color("muted"))
        painter.drawText(top, _RIGHT, when)
        room = top.adjusted(0, 0, -painter.fontMetrics().horizontalAdvance(when) - 10, 0)
        number, _, name = line.title.partition("  ")
        painter.setFont(theme.font(13, "semibold"))
        painter.setPen(theme.color("ink"))
        shown = painter.fontMetrics().elidedText(number, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _LEFT, shown)
        used = painter.fontMetrics().horizontalAdvance(shown) + 8
        painter.setFont(theme.font(13))
        _elided(painter, room.adjusted(used, 0, 0, 0), name)
        painter.setFont(theme.font(12))
        painter.setPen(theme.color("ink2"))
        _elided(painter, top.translated(0, 20), line.detail)
        if line.chip:
            status = Status(line.chip, line.tone)
            width = min(chip_width(status), box.width() - 26)
            paint_chip(painter, QRectF(box.left() + 12, box.top() + 55, width, 22), status)


def _elided(painter: QPainter, room: QRect, words: str) -> None:
    if words and room.width() > 12:
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _LEFT, shown)


class PreviewList(QListView):
    """``opened(line)`` when a line is pressed or Enter is pressed on it."""

    opened = Signal(object)

    def __init__(self, settings: ShopSettings) -> None:
        super().__init__()
        self.setObjectName("clear")
        self.setAccessibleName("Preview")
        self.lines = PreviewModel(settings)
        self.setModel(self.lines)
        self.setItemDelegate(CardDelegate(self))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.clicked.connect(self._on_clicked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self._on_clicked(index)
            return
        super().keyPressEvent(event)

    def _on_clicked(self, index: Index) -> None:
        self.opened.emit(self.lines.lines[index.row()])
