"""The views of the piece under the photo: what is shown, how many marks it has, what is missing."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from app.domain.vocabulary import VIEWS, views_wanted
from app.views.reports.strip_tiles import (
    ADD,
    CAPTION,
    GAP,
    MISSING,
    NARROWEST,
    PHOTO,
    TILE,
    Index,
    StripModel,
    Tile,
    TilePainter,
)
from app.views.reports.writing import ReportWriting
from app.views.widgets.photo import Thumbs
from app.views.widgets.photo_intake import PhotoIntake


class _TileDelegate(QStyledItemDelegate):
    def __init__(self, strip: ViewStrip, thumbs: Thumbs) -> None:
        super().__init__(strip)
        self._strip = strip
        self._tiles = TilePainter(thumbs)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._strip.tile.width() + GAP, TILE.height() + CAPTION)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tile: Tile = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = option.rect
        current = index.row() == self._strip.currentIndex().row()
        shown = tile.photo is not None and tile.photo.sha256 == self._strip.writing.photo_sha
        focus = current and self._strip.hasFocus()
        self._tiles.paint(painter, rect, self._strip.tile, tile, shown=shown, focus=focus)


class ViewStrip(QListView):
    """Enter or a click shows a photo, or takes the missing one (``wanted(view)``).

    ``expecting`` while pictures are held over it, ``dropped(mime, view)`` when they come down on a tile.
    """

    wanted = Signal(str)
    removal_asked = Signal(str)
    expecting = Signal()
    dropped = Signal(object, str)

    def __init__(
        self,
        writing: ReportWriting,
        thumbs: Thumbs,
        *,
        editable: bool = True,
    ) -> None:
        super().__init__()
        self.writing = writing
        self._editable = editable
        self._refused: tuple[str, str] = ("", "")
        self._watched = ""
        self.setObjectName("clear")
        self.setAccessibleName("Views of the piece")
        self.setAccessibleDescription(
            "Enter shows a photo or takes a missing one, Delete removes it"
        )
        self.strip_model = StripModel(self)
        self.setModel(self.strip_model)
        self.setItemDelegate(_TileDelegate(self, thumbs))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setAcceptDrops(True)
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
            tiles.append(Tile(ADD, watched=self._watched))
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

    def show_watched(self, folder: str) -> None:
        """Say in the last box that the photos of a folder come here; "" when no more."""
        self._watched = folder
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

    def view_at(self, at: QPoint) -> str:
        """The view of the tile under a point, "" elsewhere."""
        tile = self.tile_at(self.indexAt(at).row())
        return tile.view if tile else ""

    def _take(self, tile: Tile) -> None:
        if tile.photo:
            self.writing.show_photo(tile.photo.sha256)
        else:
            self.wanted.emit(tile.view)

    # -- dropping

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._editable and PhotoIntake.holds_pictures(event.mimeData()):
            event.acceptProposedAction()
            self.expecting.emit()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.dropped.emit(event.mimeData(), self.view_at(event.position().toPoint()))
