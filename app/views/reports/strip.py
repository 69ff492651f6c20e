"""The views of the piece under the photo: what is shown, how many marks it has, what is missing."""

from __future__ import annotations

from collections.abc import Callable
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
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from app.domain.vocabulary import VIEWS, views_wanted
from app.services.report_form import ViewPhoto
from app.views import theme
from app.views.reports.writing import ReportWriting

TILE = QSize(122, 96)
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

    @property
    def aside(self) -> str:
        """What stands at the right under it."""
        if self.kind == PHOTO:
            return f"{self.marks or 'no'} mark" + ("" if self.marks == 1 else "s")
        return "needed" if self.kind == MISSING else ""

    @property
    def spoken(self) -> str:
        """As a screen reader says it."""
        if self.kind == ADD:
            return "Add a photo"
        what = self.aside if self.kind == PHOTO else "missing"
        return f"View {VIEWS.word(self.view)}, {what}"


class _StripModel(QAbstractListModel):
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


class _TileDelegate(QStyledItemDelegate):
    def __init__(self, strip: ViewStrip) -> None:
        super().__init__(strip)
        self._strip = strip

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._strip.tile.width() + GAP, TILE.height() + CAPTION)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tile: Tile = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = option.rect
        box = QRectF(rect.topLeft(), self._strip.tile).adjusted(1, 1, -1, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if tile.kind == PHOTO and tile.photo:
            self._photo(painter, box, tile.photo)
        else:
            self._empty(painter, box, tile)
        current = index.row() == self._strip.currentIndex().row()
        shown = tile.photo is not None and tile.photo.sha256 == self._strip.writing.photo_sha
        if shown or (current and self._strip.hasFocus()):
            token = "focus" if current and self._strip.hasFocus() else "accent"
            wide = 4 if current and self._strip.hasFocus() else 2
            painter.setPen(QPen(theme.color(token), wide))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            inset = wide / 2 - 1
            painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), 8, 8)
        self._caption(painter, rect, tile)
        painter.restore()

    def _photo(self, painter: QPainter, box: QRectF, photo: ViewPhoto) -> None:
        path = QPainterPath()
        path.addRoundedRect(box, 8, 8)
        picture = self._strip.thumbs(photo.sha256)
        painter.save()
        painter.setClipPath(path)
        painter.fillRect(box, theme.color("skeleton"))
        if picture is not None:
            size = picture.size().scaled(
                box.size().toSize(), Qt.AspectRatioMode.KeepAspectRatioByExpanding
            )
            target = QRectF(0, 0, size.width(), size.height())
            target.moveCenter(box.center())
            painter.drawPixmap(target, picture, QRectF(picture.rect()))
        painter.restore()
        painter.setPen(QPen(theme.color("line2"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
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
        theme.paint_icon(painter, QRect(middle.x() - 9, middle.y() - 24, 18, 18), icon, ink)
        painter.setFont(theme.font(12, "semibold"))
        painter.setPen(theme.color(ink))
        words = "Not taken" if tile.refused else "Missing" if missing else "Add a photo"
        line = QRectF(box.left(), middle.y() - 2, box.width(), 18)
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, words)
        if not missing:
            painter.setFont(theme.font(11))
            painter.setPen(theme.color("muted"))
            line.translate(0, 17)
            painter.drawText(line, Qt.AlignmentFlag.AlignCenter, "or drop, paste, F7")

    def _caption(self, painter: QPainter, rect: QRect, tile: Tile) -> None:
        if tile.kind == ADD:
            return
        wide = self._strip.tile.width() - 2
        line = QRect(rect.left() + 1, rect.top() + TILE.height() + 3, wide, 18)
        painter.setFont(theme.font(12, "semibold"))
        painter.setPen(theme.color("ink"))
        painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter), VIEWS.title(tile.view))
        painter.setFont(theme.font(11))
        painter.setPen(theme.color("c_warn" if tile.kind == MISSING else "muted"))
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(line, int(side), tile.aside)


class ViewStrip(QListView):
    """Enter or a click shows a photo, or takes the missing one (``wanted(view)``)."""

    wanted = Signal(str)
    removal_asked = Signal(str)

    def __init__(
        self,
        writing: ReportWriting,
        thumbs: Callable[[str], QPixmap | None],
        *,
        editable: bool = True,
    ) -> None:
        super().__init__()
        self.writing = writing
        self.thumbs = thumbs
        self._editable = editable
        self._refused: tuple[str, str] = ("", "")
        self.setObjectName("clear")
        self.setAccessibleName("Views of the piece")
        self.setAccessibleDescription(
            "Enter shows a photo or takes a missing one, Delete removes it"
        )
        self.strip_model = _StripModel(self)
        self.setModel(self.strip_model)
        self.setItemDelegate(_TileDelegate(self))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setFixedHeight(TILE.height() + CAPTION + 2)
        writing.changed.connect(self.refresh)
        writing.photo_changed.connect(self.refresh)

    def set_editable(self, editable: bool) -> None:
        """Show what is missing and the box for more, or only what is there."""
        if editable != self._editable:
            self._editable = editable
            self.refresh()

    def refresh(self) -> None:
        """Photos in the order of the views, missing ones among them, the box for more last."""
        piece, form = self.writing.piece, self.writing.form
        wanted = views_wanted(piece.category) if piece else ()
        order = [*wanted, *(view for view in VIEWS if view not in wanted)]
        tiles: list[Tile] = []
        for view in order:
            photos = [photo for photo in form.photos if photo.view == view]
            tiles += [
                Tile(PHOTO, view, photo, len(self.writing.marks_on(photo.sha256)))
                for photo in photos
            ]
            if view in wanted and not photos and self._editable:
                refused = self._refused[1] if self._refused[0] == view else ""
                tiles.append(Tile(MISSING, view, refused=refused))
        if self._editable:
            tiles.append(Tile(ADD))
        self.strip_model.show_tiles(tiles)
        row = next(
            (
                row
                for row, tile in enumerate(tiles)
                if tile.photo and tile.photo.sha256 == self.writing.photo_sha
            ),
            -1,
        )
        if row >= 0 and not self.hasFocus():
            self.setCurrentIndex(self.strip_model.index(row))
        self.viewport().update()

    @property
    def next_missing(self) -> str:
        """The first view that is wanted and not shown, "" if there is none."""
        tiles = self.strip_model.tiles
        return next((tile.view for tile in tiles if tile.kind == MISSING), "")

    def show_refused(self, view: str, sentence: str) -> None:
        """Say in a tile that its photo was not taken, and why; "" when it is mended."""
        self._refused = (view, sentence)
        self.refresh()

    def tile_at(self, row: int) -> Tile | None:
        """The tile of a row."""
        tiles = self.strip_model.tiles
        return tiles[row] if 0 <= row < len(tiles) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        tile = self.tile_at(self.currentIndex().row())
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and tile:
            self._take(tile)
        elif event.key() == Qt.Key.Key_Delete and tile and tile.photo and self._editable:
            self.removal_asked.emit(tile.photo.sha256)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        tile = self.tile_at(self.indexAt(event.position().toPoint()).row())
        if tile:
            self._take(tile)

    @property
    def tile(self) -> QSize:
        """A tile: as wide as all of them have room, within reason."""
        many = max(1, len(self.strip_model.tiles))
        room = (self.viewport().width() - (many - 1) * GAP) // many
        return QSize(min(max(room, NARROWEST), TILE.width()), TILE.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def view_at(self, at: Any) -> str:
        """The view of the tile under a point, "" elsewhere."""
        tile = self.tile_at(self.indexAt(at).row())
        return tile.view if tile else ""

    def _take(self, tile: Tile) -> None:
        if tile.photo:
            self.writing.show_photo(tile.photo.sha256)
        else:
            self.wanted.emit(tile.view)
