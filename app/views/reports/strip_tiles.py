"""The tiles of the view strip: photos with their marks, views that are missing, the box for more."""

from __future__ import annotations

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
)
from PySide6.QtGui import QPainter, QPen

from app.domain.vocabulary import VIEWS
from app.services.report_form import ViewPhoto
from app.views import theme
from app.views.widgets.photo import Thumbs

TILE = QSize(122, 96)
TAKE_WORDS = "file, phone, camera"
NARROWEST = 92
GAP, CAPTION = 10, 22
Index = QModelIndex | QPersistentModelIndex
PHOTO, MISSING, ADD = "photo", "missing", "add"


@dataclass(frozen=True)
class Tile:
    """A photo, a view that is missing, or the box that takes more."""

    kind: str
    view: str = ""
    photo: ViewPhoto | None = None
    marks: int = 0
    refused: str = ""
    watched: str = ""

    @property
    def aside(self) -> str:
        """What stands at the right under it."""
        if self.kind == PHOTO:
            return f"{self.marks or 'no'} mark" + ("" if self.marks == 1 else "s")
        return "wanted" if self.kind == MISSING else ""

    @property
    def spoken(self) -> str:
        """As a screen reader says it."""
        if self.kind == ADD:
            return f"Add a photo; “{self.watched}” is watched" if self.watched else "Add a photo"
        what = self.aside if self.kind == PHOTO else "missing"
        return f"View {VIEWS.word(self.view)}, {what}"


class StripModel(QAbstractListModel):
    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.tiles: list[Tile] = []

    def show_tiles(self, tiles: list[Tile]) -> None:
        if tiles == self.tiles:
            return
        same = len(tiles) == len(self.tiles)
        if same:
            self.tiles = tiles
            self.dataChanged.emit(self.index(0), self.index(len(tiles) - 1))
        else:
            self.beginResetModel()
            self.tiles = tiles
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.tiles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        tile = self.tiles[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return tile.spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return tile.refused or tile.spoken
        return tile if role == Qt.ItemDataRole.UserRole else None


class TilePainter:
    """Paints tiles; ``thumbs`` gives a photo small, or None while it is on its way."""

    def __init__(self, thumbs: Thumbs) -> None:
        self._thumbs = thumbs

    def paint(
        self, painter: QPainter, rect: QRect, size: QSize, tile: Tile, *, shown: bool, focus: bool
    ) -> None:
        """A tile of ``size`` in ``rect``, with its caption; framed if its photo is ``shown``."""
        box = QRectF(rect.topLeft(), size).adjusted(1, 1, -1, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if tile.kind == PHOTO and tile.photo:
            self._photo(painter, box, tile.photo)
        else:
            self._empty(painter, box, tile)
        if shown or focus:
            wide = 4 if focus else 2
            painter.setPen(QPen(theme.color("focus" if focus else "accent"), wide))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            inset = wide / 2 - 1
            painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), 8, 8)
        self._caption(painter, rect, size, tile)
        painter.restore()

    def _photo(self, painter: QPainter, box: QRectF, photo: ViewPhoto) -> None:
        device = painter.device()
        ratio = device.devicePixelRatioF() if device else 1.0
        picture = self._thumbs.cut(photo.sha256, box.size().toSize(), ratio)
        painter.setPen(QPen(theme.color("line2"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush if picture else theme.color("skeleton"))
        if picture is not None:
            painter.drawPixmap(box.topLeft(), picture)
        painter.drawRoundedRect(box, 8, 8)

    def _empty(self, painter: QPainter, box: QRectF, tile: Tile) -> None:
        missing = tile.kind == MISSING
        ink = "c_bad" if tile.refused else "c_warn" if missing else "ink2"
        painter.setPen(QPen(theme.color(ink if missing else "field"), 1, Qt.PenStyle.DashLine))
        ground = "b_bad" if tile.refused else "b_warn" if missing else "canvas"
        painter.setBrush(theme.color(ground))
        painter.drawRoundedRect(box, 8, 8)
        middle = box.center().toPoint()
        icon = "circle-x" if tile.refused else "camera" if missing else "image-plus"
        if tile.watched:
            icon, ink = "folder-open", "accent"
        theme.paint_icon(painter, QRect(middle.x() - 9, middle.y() - 24, 18, 18), icon, ink)
        painter.setFont(theme.font(12, "semibold"))
        painter.setPen(theme.color(ink))
        words = "Not taken" if tile.refused else "Missing" if missing else "Add a photo"
        words = "Watching" if tile.watched else words
        line = QRectF(box.left(), middle.y() - 2, box.width(), 18)
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, words)
        if not missing:
            painter.setFont(theme.font(11))
            painter.setPen(theme.color("muted"))
            line.translate(0, 17)
            below = tile.watched or TAKE_WORDS
            room = int(line.width()) - 8
            below = painter.fontMetrics().elidedText(below, Qt.TextElideMode.ElideMiddle, room)
            painter.drawText(line, Qt.AlignmentFlag.AlignCenter, below)

    def _caption(self, painter: QPainter, rect: QRect, size: QSize, tile: Tile) -> None:
        if tile.kind == ADD:
            return
        wide = size.width() - 2
        line = QRect(rect.left() + 1, rect.top() + TILE.height() + 3, wide, 18)
        painter.setFont(theme.font(12, "semibold"))
        painter.setPen(theme.color("ink"))
        title = VIEWS.title(tile.view)
        painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter), title)
        rest = line.width() - painter.fontMetrics().horizontalAdvance(title) - 4
        painter.setFont(theme.font(11))
        painter.setPen(theme.color("c_warn" if tile.kind == MISSING else "muted"))
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        if painter.fontMetrics().horizontalAdvance(tile.aside) <= rest:  # else the tile says it
            painter.drawText(line, int(side), tile.aside)
