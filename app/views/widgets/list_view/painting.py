"""Painting a list's rows: everything that can be known beforehand is kept, because it is Python."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPainterPath, QPen, QPixmap

from app.views import theme
from app.views.widgets.avatar import paint_avatar
from app.views.widgets.chip import chip_width, paint_chip
from app.views.widgets.list_view.columns import Cell, Column, Line

PAD = 13
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
_INKS = {"soft": "ink2", "muted": "muted", "bad": "c_bad", "warn": "c_warn"}
_WEIGHTS = {"strong": "semibold", "medium": "medium", "warn": "semibold"}
SKELETON = (0.62, 0.8, 0.55, 0.7, 0.9, 0.5, 0.75)


@dataclass(frozen=True)
class RowState:
    """How a row stands out."""

    current: bool = False
    ticked: bool = False
    hovered: bool = False
    focused: bool = False


class RowPainter:
    """Paints lines into a width of columns. ``thumbs`` gives a picture by its key, or None."""

    def __init__(
        self, columns: tuple[Column, ...], thumbs: Callable[[str], QPixmap | None] | None = None
    ) -> None:
        self._columns = columns
        self._thumbs = thumbs
        self._metrics: dict[tuple[str, bool], QFontMetrics] = {}

    def paint_row(
        self,
        painter: QPainter,
        row: int,
        line: Line | None,
        box: QRect,
        rects: list[QRect],
        state: RowState,
    ) -> None:
        """A whole row; ``rects`` has one a column, an empty one for a column that is left out."""
        self.paint_ground(painter, box, state)
        if line is None:
            self.paint_skeleton(painter, row, rects)
        else:
            self.paint_line(painter, line, rects)
        if state.focused:
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -2), 4, 4)

    def paint_ground(self, painter: QPainter, box: QRect, state: RowState) -> None:
        """The row's ground, the accent bar of the current one, and the hairline under it."""
        token = "sel" if state.current or state.ticked else "hover" if state.hovered else ""
        if token:
            painter.fillRect(box, theme.color(token))
        if state.current:
            bar = QRect(box.left(), box.top(), 3, box.height())
            painter.fillRect(bar, theme.color("accent"))
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, theme.color("line"))
        if state.ticked:
            middle = box.center().y()
            rect = QRect(box.left() + 1 + 2 * state.current, middle - 5, 11, 11)
            theme.paint_icon(painter, rect, "check", "accent")

    def paint_line(self, painter: QPainter, line: Line, rects: list[QRect]) -> None:
        """The cells of a record."""
        cells = line.cells(self._columns)
        for at, (column, cell, rect) in enumerate(zip(self._columns, cells, rects, strict=True)):
            if rect.width() > 0:
                self._cell(painter, line, at, column, cell, rect)

    def paint_skeleton(self, painter: QPainter, row: int, rects: list[QRect]) -> None:
        """A row whose record is on its way."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("skeleton"))
        for at, rect in enumerate(rects):
            if rect.width() > 2 * PAD:
                part = SKELETON[(row + at) % len(SKELETON)]
                width = (rect.width() - 2 * PAD) * part
                left: float = rect.left() + PAD
                if self._columns[at].numeric:
                    left = rect.right() - PAD - width
                painter.drawRoundedRect(QRectF(left, rect.center().y() - 4, width, 9), 4.5, 4.5)

    def _cell(
        self, painter: QPainter, line: Line, at: int, column: Column, cell: Cell, rect: QRect
    ) -> None:
        left = rect.left() + PAD
        middle = rect.center().y()
        if cell.box is not None:
            self._box(painter, QRectF(left + 0.5, middle - 7.5, 16, 16), cell.box)
            left += 17 + 9
        if cell.photo:
            size = min(38, rect.height() - 8)
            self._photo(painter, QRect(left, middle - size // 2, size, size), cell.photo)
            left += size + 11
        if cell.initials and not cell.text:
            box = QRectF(rect.center().x() - 11.5, middle - 11.5, 24, 24)
            paint_avatar(painter, box, cell.initials)
            return
        if cell.icon:
            theme.paint_icon(painter, QRect(left, middle - 8, 17, 17), cell.icon)
            left += 17 + 9
        if cell.status:
            width = min(chip_width(cell.status), rect.right() - left)
            paint_chip(painter, QRectF(left - 3, middle - 10, width, 21), cell.status)
            left += width + 6
        if not cell.text:
            return
        room = QRect(left, rect.top(), rect.right() - PAD + 4 - left, rect.height())
        if cell.second:
            half = rect.height() // 2
            first = QRect(left, rect.top() + 3, room.width(), half - 2)
            under = QRect(left, rect.top() + half, room.width(), half - 4)
            self._text(painter, line, at, cell.text, cell.look, column.numeric, first)
            self._text(painter, line, at + 100, cell.second, "muted", column.numeric, under)
        else:
            self._text(painter, line, at, cell.text, cell.look, column.numeric, room)

    def _text(
        self,
        painter: QPainter,
        line: Line,
        slot: int,
        text: str,
        look: str,
        numeric: bool,
        room: QRect,
    ) -> None:
        small = slot >= 100
        font = theme.font(12 if small else 13, _WEIGHTS.get(look, "regular"), numeric)
        key = (slot, room.width())
        shown = line.elided.get(key)
        if shown is None:
            metrics = self._metrics_of(f"{look}{small}", numeric, font)
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            line.elided = {k: v for k, v in line.elided.items() if k[0] != slot}
            line.elided[key] = shown
        painter.setFont(font)
        painter.setPen(theme.color(_INKS.get(look, "ink")))
        painter.drawText(room, _RIGHT if numeric else _LEFT, shown)

    def _metrics_of(self, look: str, numeric: bool, font: QFont) -> QFontMetrics:
        key = (look, numeric)
        if key not in self._metrics:
            self._metrics[key] = QFontMetrics(font)
        return self._metrics[key]

    def _box(self, painter: QPainter, box: QRectF, ticked: bool) -> None:
        painter.setPen(QPen(theme.color("accent" if ticked else "field"), 1))
        painter.setBrush(theme.color("accent" if ticked else "surface"))
        painter.drawRoundedRect(box, 4, 4)
        if ticked:
            theme.paint_icon(painter, box.adjusted(2, 2, -2, -2).toRect(), "check", "on_accent")

    def _photo(self, painter: QPainter, box: QRect, key: str) -> None:
        picture = self._thumbs(key) if self._thumbs else None
        path = QPainterPath()
        path.addRoundedRect(QRectF(box), 6, 6)
        if picture is None:
            painter.fillPath(path, theme.color("skeleton"))
            return
        painter.save()
        painter.setClipPath(path)
        painter.drawPixmap(box, picture)
        painter.restore()
