"""The findings as a list beside the photo; the current one opens in it and is described there."""

from __future__ import annotations

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
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from app.domain.chips import Chip as Status
from app.domain.finding_terms import TYPES, location_words
from app.domain.lengths import short_mm
from app.services.report_form import Mark
from app.views import theme
from app.views.reports.finding_editor import FindingEditor
from app.views.reports.severity import paint_number, severity_tone, severity_words
from app.views.reports.writing import ReportWriting
from app.views.widgets.chip import chip_width, paint_chip

HEAD, GAP, SECOND = 34, 6, 18
Index = QModelIndex | QPersistentModelIndex


def spoken(mark: Mark) -> str:
    """A finding as a screen reader says it: "Mark 3, PR-3, prong worn, severity 2"."""
    parts = [
        f"Mark {mark.n}",
        mark.location or "no location yet",
        TYPES.word(mark.type) if mark.type else "",
        f"severity {mark.severity}" if mark.severity >= 0 else "severity not said",
        f"{short_mm(mark.size_um)} millimetres" if mark.size_um else "",
        mark.words,
        mark.change if mark.since else "",
    ]
    return ", ".join(part for part in parts if part)


class FindingModel(QAbstractListModel):
    """The findings of a writing, in their order."""

    def __init__(self, writing: ReportWriting, parent: Any = None) -> None:
        super().__init__(parent)
        self.writing = writing
        self._marks: tuple[Mark, ...] = ()
        writing.changed.connect(self._on_changed)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What is listed."""
        return self._marks

    def row_of(self, n: int) -> int:
        """The row of a finding, -1 for none."""
        return next((row for row, mark in enumerate(self._marks) if mark.n == n), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._marks)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        mark = self._marks[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return spoken(mark)
        return mark if role == Qt.ItemDataRole.UserRole else None

    def _on_changed(self) -> None:
        before, now = self._marks, self.writing.form.findings
        if before == now:
            return
        if [m.n for m in before] == [m.n for m in now]:
            self._marks = now
            self.dataChanged.emit(self.index(0), self.index(len(now) - 1))
        else:
            self.beginResetModel()
            self._marks = now
            self.endResetModel()


class _Delegate(QStyledItemDelegate):
    """Paints a finding's line and, around the open one, its frame."""

    def __init__(self, view: FindingList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, self._view.row_height(index.row()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        mark: Mark = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = option.rect
        box = QRectF(rect.adjusted(0, 0, 0, -GAP)).adjusted(0.5, 0.5, -0.5, -0.5)
        current = index.row() == self._view.currentIndex().row()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = current and self._view.hasFocus()
        line = "focus" if focused else "accent" if current else "line"
        painter.setPen(QPen(theme.color(line), 2 if focused else 1))
        painter.setBrush(theme.color("sel" if current else "sunken"))
        painter.drawRoundedRect(box, 8, 8)
        if current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            painter.drawRoundedRect(
                QRectF(box.left(), box.top() + 4, 3, box.height() - 8), 1.5, 1.5
            )
        self._line(painter, QRect(rect.left(), rect.top(), rect.width(), HEAD), mark)
        if self._view.shows_words and mark.words:
            self._words(painter, rect, mark)
        painter.restore()

    def _line(self, painter: QPainter, room: QRect, mark: Mark) -> None:
        faint = mark.change == "repaired"
        middle = room.top() + HEAD / 2
        paint_number(
            painter, QPointF(room.left() + 21, middle), mark.n, mark.severity, 10, ring=False
        )
        right = room.right() - 8
        words = severity_words(mark.severity) or "how bad?"
        if mark.change == "repaired":
            words = "Repaired"
        elif mark.since and mark.change == "worse":
            words = f"{words}, worse"
        status = Status(words, "ok" if faint else severity_tone(mark.severity))
        width = chip_width(status)
        paint_chip(painter, QRectF(right - width, middle - 10, width, 20), status)
        right -= width + 8
        if mark.size_um:
            painter.setFont(theme.font(12, numbers=True))
            painter.setPen(theme.color("muted"))
            size = f"{short_mm(mark.size_um)} mm"
            wide = painter.fontMetrics().horizontalAdvance(size)
            painter.drawText(QRect(right - wide, room.top(), wide, HEAD), _MIDDLE, size)
            right -= wide + 8
        left = room.left() + 40
        painter.setFont(theme.font(13, "semibold"))
        painter.setPen(theme.color("muted" if faint else "ink"))
        code = mark.location or "Where?"
        wide = max(50, painter.fontMetrics().horizontalAdvance(code) + 9)
        painter.drawText(QRect(left, room.top(), wide, HEAD), _MIDDLE, code)
        left += wide
        painter.setFont(theme.font(13))
        kind = TYPES.title(mark.type) if mark.type else location_words(mark.location)
        kind = QFontMetrics(painter.font()).elidedText(
            kind, Qt.TextElideMode.ElideRight, max(0, right - left)
        )
        painter.drawText(QRect(left, room.top(), right - left, HEAD), _MIDDLE, kind)

    def _words(self, painter: QPainter, rect: QRect, mark: Mark) -> None:
        room = QRect(rect.left() + 40, rect.top() + HEAD - 7, rect.width() - 50, SECOND + 4)
        painter.setFont(theme.font(12))
        painter.setPen(theme.color("muted"))
        words = painter.fontMetrics().elidedText(
            mark.words, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, _MIDDLE, words)


_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)


class FindingList(QListView):
    """As high as what it lists; ``opened`` when Enter asks to describe the current finding."""

    opened = Signal()
    removal_asked = Signal(int)
    severity_typed = Signal(int)

    def __init__(self, writing: ReportWriting, *, editable: bool = True) -> None:
        super().__init__()
        self.writing = writing
        self.shows_words = not editable
        self.setObjectName("clear")
        self.setAccessibleName("Findings")
        self.finding_model = FindingModel(writing, self)
        self.setModel(self.finding_model)
        self.setItemDelegate(_Delegate(self))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.editor: FindingEditor | None = None
        if editable:
            self.editor = FindingEditor(writing)
            self.editor.setParent(self.viewport())
            self.editor.hide()
            self.editor.resized.connect(self._relayout)
        self.finding_model.modelReset.connect(self._on_reset)
        self.finding_model.dataChanged.connect(self._relayout)
        self.writing.marked.connect(self._on_marked)
        self._relayout()

    def row_height(self, row: int) -> int:
        """The height of a row, px; the open one holds its editor."""
        mark = self.finding_model.marks[row]
        height = HEAD + GAP
        if self.shows_words and mark.words:
            height += SECOND
        if self.editor and mark.n == self.writing.mark_n:
            height += self._editor_height()
        return height

    def _editor_height(self) -> int:
        if not self.editor:
            return 0
        layout = self.editor.layout()
        assert layout is not None
        width = max(240, self.viewport().width())
        return max(layout.totalHeightForWidth(width), layout.totalMinimumSize().height())

    def _on_reset(self) -> None:
        self._mark(self.writing.mark_n)
        self._relayout()

    def _on_marked(self, n: int) -> None:
        self._mark(n)
        if self.editor and self.writing.mark is not None:
            self.editor.refresh()
        self._relayout()

    def _mark(self, n: int) -> None:
        row = self.finding_model.row_of(n)
        self.setCurrentIndex(self.finding_model.index(row) if row >= 0 else QModelIndex())

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.writing.mark_current(self.finding_model.marks[current.row()].n)

    def _relayout(self, *_: object) -> None:
        many = len(self.finding_model.marks)
        self.setAccessibleName(f"Findings, {many}")
        self.setFixedHeight(max(1, sum(self.row_height(row) for row in range(many))))
        self.scheduleDelayedItemsLayout()
        self._place_editor()

    def _place_editor(self) -> None:
        if not self.editor:
            return
        row = self.finding_model.row_of(self.writing.mark_n)
        self.editor.setVisible(row >= 0)
        if row >= 0:
            top = sum(self.row_height(at) for at in range(row)) + HEAD
            height = self._editor_height()
            self.editor.setGeometry(1, top, self.viewport().width() - 2, height)
            self.editor.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._relayout()
        self._place_editor()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.finding_model.marks:
            self.setCurrentIndex(self.finding_model.index(0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif key == Qt.Key.Key_Delete and self.writing.mark_n:
            self.removal_asked.emit(self.writing.mark_n)
        elif event.text() in ("0", "1", "2", "3", "4") and self.writing.mark_n:
            self.severity_typed.emit(int(event.text()))
        else:
            super().keyPressEvent(event)
