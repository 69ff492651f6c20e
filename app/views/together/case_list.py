"""The list of cases and differences: what happened, what it is about, on which PCs, and what it asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.domain.chips import Chip
from app.services.cases import CaseRow
from app.services.conflicts import Difference
from app.views import theme
from app.views.widgets.chip import chip_width, paint_chip
from app.views.widgets.row_ground import paint_ground

if TYPE_CHECKING:
    from app.views.frame.entries import Index

ROW = 73
ENTRY = Qt.ItemDataRole.UserRole
CASE, DIFFERENCE = "case", "difference"
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


@dataclass(frozen=True)
class Entry:
    """A row: a case, or a difference with its words and values."""

    kind: str
    id: int
    title: str
    subject: str
    detail: str
    chip: Chip
    difference: Difference | None = None

    @property
    def spoken(self) -> str:
        """ "Case sold here, lent there, Emerald earrings, decide"."""
        title = self.title[:1].lower() + self.title[1:]
        what = "Case " if self.kind == CASE else ""
        return f"{what}{title if what else self.title}, {self.subject}, {self.chip.text.lower()}"


def entries_of(cases: Sequence[CaseRow], differences: Sequence[Difference] = ()) -> list[Entry]:
    """Cases first, then the differences."""
    rows = [Entry(CASE, row.id, row.title, row.subject, row.detail, row.chip) for row in cases]
    for one in differences:
        won = f"{one.winner} stands · " if one.winner else ""
        rows.append(
            Entry(
                DIFFERENCE,
                one.id,
                "Same field, two values",
                f"{one.field}, {one.subject}",
                f"{won}{one.when}",
                Chip("Look", "warn"),
                one,
            )
        )
    return rows


class CaseModel(QAbstractListModel):
    """The rows; a refresh keeps those that are still there in their places."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []

    def show_entries(self, entries: Sequence[Entry], *, afresh: bool = False) -> None:
        """Other rows. New ones come last while somebody looks, so that none moves under the cursor."""
        if not afresh:
            fresh = {(one.kind, one.id): one for one in entries}
            kept = [
                fresh.pop(key)
                for key in [(one.kind, one.id) for one in self.entries]
                if key in fresh
            ]
            entries = [*kept, *fresh.values()]
        before = [(one.kind, one.id) for one in self.entries]
        if before == [(one.kind, one.id) for one in entries]:
            self.entries = list(entries)
            if self.entries:
                self.dataChanged.emit(self.index(0), self.index(len(self.entries) - 1))
            return
        self.beginResetModel()
        self.entries = list(entries)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entries[index.row()]
        if role == ENTRY:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return entry.spoken
        return None


class CaseDelegate(QStyledItemDelegate):
    """Icon, title with its chip, subject, PCs and time; the marked one with the accent's bar."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(ENTRY)
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, box.adjusted(0, 0, 0, -1), state)
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), theme.color("line"))
        icon = "split" if entry.kind == CASE else "git-merge"
        theme.paint_icon(painter, QRect(box.left() + 13, box.top() + 12, 17, 17), icon, "ink2")
        self._words(painter, box, entry)
        painter.restore()

    def _words(self, painter: QPainter, box: QRect, entry: Entry) -> None:
        width = chip_width(entry.chip)
        paint_chip(painter, QRectF(box.right() - width - 12, box.top() + 9, width, 20), entry.chip)
        line = QRect(box.left() + 40, box.top() + 9, box.width() - 52, 18)
        painter.setFont(theme.font(13, "semibold"))
        painter.setPen(theme.color("ink"))
        _elided(painter, line.adjusted(0, 0, -width - 8, 0), entry.title)
        painter.setFont(theme.font(12))
        painter.setPen(theme.color("ink2"))
        _elided(painter, line.translated(0, 20), entry.subject)
        painter.setFont(theme.font(11))
        painter.setPen(theme.color("muted"))
        _elided(painter, line.translated(0, 37), entry.detail)


def _elided(painter: QPainter, room: QRect, words: str) -> None:
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, _LEFT, shown)


class CaseList(QListView):
    """The list. ``entry`` is the marked row."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Cases")
        self.entries = CaseModel(self)
        self.setModel(self.entries)
        self.setItemDelegate(CaseDelegate(self))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)

    @property
    def entry(self) -> Entry | None:
        """The marked row."""
        index = self.currentIndex()
        return self.entries.entries[index.row()] if index.isValid() else None

    def mark(self, kind: str, row_id: int, near: int = 0) -> None:
        """Mark a row; where it is gone the one that stands in its place now."""
        rows = self.entries.entries
        if not rows:
            return
        at = next(
            (n for n, one in enumerate(rows) if (one.kind, one.id) == (kind, row_id)),
            min(max(near, 0), len(rows) - 1),
        )
        self.setCurrentIndex(self.entries.index(at))
