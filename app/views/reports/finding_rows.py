"""The rows of the list of findings: what they say, and how they are painted."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPen

from app.domain.chips import Chip as Status
from app.domain.finding_terms import TYPES, location_words
from app.domain.lengths import short_mm
from app.services.report_form import Mark
from app.views import theme
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


def paint_finding(
    painter: QPainter, rect: QRect, mark: Mark, *, current: bool, focused: bool, words: bool
) -> None:
    """A finding's line and, around the open one, its frame; with its ``words`` below."""
    box = QRectF(rect.adjusted(0, 0, 0, -GAP)).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    line = "focus" if focused else "accent" if current else "line"
    painter.setPen(QPen(theme.color(line), 2 if focused else 1))
    painter.setBrush(theme.color("sel" if current else "sunken"))
    painter.drawRoundedRect(box, 8, 8)
    if current:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent"))
        painter.drawRoundedRect(QRectF(box.left(), box.top() + 4, 3, box.height() - 8), 1.5, 1.5)
    _line(painter, QRect(rect.left(), rect.top(), rect.width(), HEAD), mark)
    if words and mark.words:
        _words(painter, rect, mark)
    painter.restore()


def _line(painter: QPainter, room: QRect, mark: Mark) -> None:
    faint = mark.change == "repaired"
    middle = room.top() + HEAD / 2
    paint_number(painter, QPointF(room.left() + 21, middle), mark.n, mark.severity, 10, ring=False)
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
    left = room.left() + 40
    painter.setFont(theme.font(13, "semibold"))
    painter.setPen(theme.color("muted" if faint else "ink"))
    code = mark.location or "Where?"
    wide = max(50, painter.fontMetrics().horizontalAdvance(code) + 9)
    painter.drawText(QRect(left, room.top(), wide, HEAD), _MIDDLE, code)
    left += wide
    kind = TYPES.title(mark.type) if mark.type else location_words(mark.location)
    metrics = QFontMetrics(theme.font(13))
    wanted = metrics.horizontalAdvance(kind)
    size = f"{short_mm(mark.size_um)} mm" if mark.size_um else ""
    wide = QFontMetrics(theme.font(12, numbers=True)).horizontalAdvance(size)
    if size and wanted + 8 + wide <= right - left:  # what it is goes before how large it is
        painter.setFont(theme.font(12, numbers=True))
        painter.setPen(theme.color("muted"))
        painter.drawText(QRect(right - wide, room.top(), wide, HEAD), _MIDDLE, size)
        right -= wide + 8
    painter.setFont(theme.font(13))
    painter.setPen(theme.color("muted" if faint else "ink"))
    kind = metrics.elidedText(kind, Qt.TextElideMode.ElideRight, max(0, right - left))
    painter.drawText(QRect(left, room.top(), right - left, HEAD), _MIDDLE, kind)


def _words(painter: QPainter, rect: QRect, mark: Mark) -> None:
    room = QRect(rect.left() + 40, rect.top() + HEAD - 7, rect.width() - 50, SECOND + 4)
    painter.setFont(theme.font(12))
    painter.setPen(theme.color("muted"))
    words = painter.fontMetrics().elidedText(mark.words, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, _MIDDLE, words)


_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)
