"""The findings of both reports by their numbers: where, what, how bad out and in, what changed."""

from __future__ import annotations

from collections.abc import Sequence
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
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyledItemDelegate, QWidget

from app.domain.chips import Chip as Status
from app.domain.finding_terms import TYPES
from app.domain.lengths import short_mm
from app.services.report_difference import Matched
from app.views import theme
from app.views.reports.severity import severity_colour
from app.views.widgets.chip import chip_width, paint_chip

ROW = 34
SHOWN = 7
TONES = {"same": "neutral", "worse": "warn", "new": "bad", "repaired": "ok"}
Index = QModelIndex | QPersistentModelIndex
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)


def what_of(one: Matched) -> str:
    """What it is: "Prong worn, now bent", "Scratch, 2.4 mm"."""
    mark = one.mark
    words = TYPES.title(mark.type) if mark.type else ""
    if one.out and one.into and one.out.type != one.into.type and one.out.type:
        then, now = TYPES.word(one.out.type).split(), TYPES.word(one.into.type).split()
        now = now[1:] if now[0] == then[0] and len(now) > 1 else now
        words = f"{TYPES.title(one.out.type)}, now {' '.join(now)}"
    size = f"{short_mm(mark.size_um)} mm" if mark.size_um else ""
    return ", ".join(filter(None, (words, size)))


def spoken(one: Matched) -> str:
    """As a screen reader says it: "Finding 5, ST-10, stone missing, new, severity 4"."""
    mark = one.mark
    kind = TYPES.word(mark.type) if mark.type else "not said"
    how = f"severity {mark.severity}" if mark.severity >= 0 else "severity not said"
    return f"Finding {one.n}, {mark.location}, {kind}, {one.change}, {how}"


class MatchedModel(QAbstractListModel):
    """The matched findings in the order of their numbers."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.found: tuple[Matched, ...] = ()

    def show_found(self, found: Sequence[Matched]) -> None:
        """List other findings."""
        self.beginResetModel()
        self.found = tuple(found)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        one = self.found[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return spoken(one)
        if role == Qt.ItemDataRole.ToolTipRole:
            return ". ".join(filter(None, (what_of(one), one.mark.words)))
        return one if role == Qt.ItemDataRole.UserRole else None


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: Any, index: Index) -> QSize:
        return QSize(240, ROW)

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        view = self.parent()
        assert isinstance(view, MatchedList)
        current = index.row() == view.currentIndex().row()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint(painter, option.rect, index.data(Qt.ItemDataRole.UserRole), current)
        painter.restore()


def _paint(painter: QPainter, room: QRect, one: Matched, current: bool) -> None:
    if current:
        painter.fillRect(room, theme.color("sel"))
        painter.fillRect(QRect(room.left(), room.top(), 3, room.height()), theme.color("accent"))
    painter.setPen(theme.color("line"))
    painter.drawLine(room.bottomLeft(), room.bottomRight())
    left, middle = room.left() + 6, room.top() + ROW / 2
    painter.setPen(theme.color("ink"))
    painter.setFont(theme.font(13, "semibold", numbers=True))
    painter.drawText(
        QRect(left, room.top(), 20, ROW), _MIDDLE | int(Qt.AlignmentFlag.AlignRight), str(one.n)
    )
    painter.drawText(QRect(left + 28, room.top(), 54, ROW), _MIDDLE, one.mark.location)
    status = Status(one.change.title(), TONES[one.change])
    wide = chip_width(status)
    right = room.right() - 4
    paint_chip(painter, QRectF(right - wide, middle - 10, wide, 20), status)
    right -= 86
    gone = one.change == "repaired"
    _severity(painter, right - 20, middle, None if gone or one.into is None else one.into.severity)
    painter.setPen(theme.color("muted"))
    painter.setFont(theme.font(12))
    painter.drawText(
        QRectF(right - 40, room.top(), 20, ROW), int(Qt.AlignmentFlag.AlignCenter), "→"
    )
    _severity(painter, right - 60, middle, one.out.severity if one.out else None)
    painter.setFont(theme.font(13))
    painter.setPen(theme.color("muted" if gone else "ink"))
    begin = left + 80
    words = painter.fontMetrics().elidedText(
        what_of(one), Qt.TextElideMode.ElideRight, max(0, right - 66 - begin)
    )
    painter.drawText(QRect(begin, room.top(), max(0, right - 66 - begin), ROW), _MIDDLE, words)


def severity_sign(severity: int) -> str:
    """Its digit; a question while nobody has said how bad it is."""
    return str(severity) if severity >= 0 else "?"


def _severity(painter: QPainter, left: float, middle: float, severity: int | None) -> None:
    box = QRectF(left, middle - 10, 20, 20)
    if severity is None:
        painter.setPen(theme.color("muted"))
        painter.setFont(theme.font(12))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), "–")
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(severity_colour(severity))
    painter.drawRoundedRect(box, 5, 5)
    painter.setPen(Qt.GlobalColor.white)
    painter.setFont(theme.font(12, "bold"))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), severity_sign(severity))


class MatchedList(QListView):
    """``chosen(n)`` when another finding becomes the current one."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Findings, out and in")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows = MatchedModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(_Delegate(self))
        self.selectionModel().currentChanged.connect(self._on_current)

    def show_found(self, found: Sequence[Matched], current: int) -> None:
        """List the findings; ``current`` is the number of the one to look at."""
        self.rows.show_found(found)
        self.setFixedHeight(max(1, min(SHOWN, len(found))) * ROW + 2)
        self.setVisible(bool(found))
        self.choose(current)

    def choose(self, n: int) -> None:
        """Make a finding the current one."""
        row = next((at for at, one in enumerate(self.rows.found) if one.n == n), -1)
        if row >= 0:
            self.setCurrentIndex(self.rows.index(row))

    def step(self, by: int) -> None:
        """To the next finding or the one before."""
        there = self.currentIndex().row() + by
        if 0 <= there < len(self.rows.found):
            self.setCurrentIndex(self.rows.index(there))

    @property
    def current(self) -> Matched | None:
        """The finding that is looked at."""
        row = self.currentIndex().row()
        return self.rows.found[row] if 0 <= row < len(self.rows.found) else None

    def _on_current(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.viewport().update()
        if now.isValid():
            self.chosen.emit(self.rows.found[now.row()].n)
