"""A grid of 500 photos, scrolled from end to end and back: does it stutter, and when are they there?

First with their small pictures on the disk but none of them at hand, then, as on a PC that has just
joined, with none made yet: each has to be decoded while one scrolls.
"""

from __future__ import annotations

import shutil
import statistics
import tempfile
import time
from pathlib import Path

from PIL import Image, ImageFilter
from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QEventLoop,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QListView, QStyledItemDelegate, QStyleOptionViewItem

from app import photos
from app.services.photos import keep_photo
from app.services.report_form import ViewPhoto
from app.shop import Shop
from app.views import theme
from app.views.frame.desk import Desk, Session
from app.views.pool import Pool
from app.views.reader import Reader
from app.views.reports.strip_tiles import CAPTION, GAP, PHOTO, TILE, Tile, TilePainter
from app.views.theme import Theme
from app.views.writer import Writer
from tests.bench.measure import Figure, told, within
from tests.bench.pulse import Pulse
from tests.picture_files import saved

PHOTOS = 500
FRAME_MS, STEP_PX = 16, 48
PATIENCE_S = 120.0


class Tiles(QAbstractListModel):
    """The photos."""

    def __init__(self, keys: list[str]) -> None:
        super().__init__()
        self.tiles = [Tile(PHOTO, "top", ViewPhoto(key, "top", 800, 600, 1)) for key in keys]

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.tiles)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Tile | None:
        return self.tiles[index.row()] if role == Qt.ItemDataRole.UserRole else None


class Painter(QStyledItemDelegate):
    """Paints them as a report's strip does."""

    def __init__(self, grid: Grid) -> None:
        super().__init__(grid)
        self._tiles = TilePainter(grid.desk.thumbs)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        tile = index.data(Qt.ItemDataRole.UserRole)
        self._tiles.paint(painter, option.rect, TILE, tile, shown=False, focus=False)

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return TILE + QSize(GAP, CAPTION)


class Grid(QListView):
    """Nine beside one another, six rows in sight. ``frames``: what each painting took, ms."""

    def __init__(self, desk: Desk, keys: list[str]) -> None:
        super().__init__()
        self.desk = desk
        self.frames: list[float] = []
        self._keys = keys
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setModel(Tiles(keys))
        self.setItemDelegate(Painter(self))
        self.resize(TILE.width() * 10, 780)
        desk.thumbs.arrived.connect(self.viewport().update)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Paint:
            return super().viewportEvent(event)
        begun = time.perf_counter()
        done = super().viewportEvent(event)
        self.frames.append((time.perf_counter() - begun) * 1000)
        return done

    @property
    def whole(self) -> bool:
        """Whether all that are in sight are there."""
        area = self.viewport().rect()
        inside = (self.model().index(n, 0) for n in range(PHOTOS))
        return all(
            self.desk.thumbs(self._keys[index.row()]) is not None
            for index in inside
            if self.visualRect(index).intersects(area)
        )


class Scroll(QObject):
    """A hand on the wheel, down to the end and up again."""

    def __init__(self, grid: Grid, loop: QEventLoop) -> None:
        super().__init__(grid)
        self._bar, self._loop, self._step = grid.verticalScrollBar(), loop, STEP_PX
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_frame)
        self._timer.start(FRAME_MS)

    def _on_frame(self) -> None:
        self._bar.setValue(self._bar.value() + self._step)
        if self._bar.value() == self._bar.maximum() and self._step > 0:
            self._step = -STEP_PX
        elif self._bar.value() == self._bar.minimum():
            self._timer.stop()
            self._loop.quit()


def run() -> list[Figure]:
    """Painting, stalls, and how long the first screen's photos take from when the hand rests."""
    theme.prepare()
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    Theme(app, "light")
    with tempfile.TemporaryDirectory() as folder:
        shop = Shop.create(
            Path(folder) / "shop", bytes(32), name="Bench", currency="EUR", zone="Europe/Paris"
        )
        keys = [keep_photo(shop, data, "a.jpg").sha256 for data in _pictures()]
        photos.shut_down()
        figures = _scrolled(app, shop, keys, f"{PHOTOS} photos, small ones on the disk")
        shutil.rmtree(shop.path / "cache")
        figures += _scrolled(app, shop, keys, f"{PHOTOS} photos, small ones not made yet")
        shop.close()
    return figures


def _scrolled(app: QApplication, shop: Shop, keys: list[str], name: str) -> list[Figure]:
    pool, reader, writer = Pool(), Reader(shop.reader), Writer(shop)
    grid = Grid(Desk(reader, writer, pool, shop.settings, Session()), keys)
    grid.show()
    loop, pulse = QEventLoop(), Pulse()
    scroll = Scroll(grid, loop)
    loop.exec()
    bar = grid.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    rested = time.perf_counter()
    while not grid.whole:
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        assert time.perf_counter() - rested < PATIENCE_S
    took = (time.perf_counter() - rested) * 1000
    scroll.deleteLater()
    pulse.stop()
    pool.close()
    photos.shut_down()
    writer.close()
    reader.close()
    grid.deleteLater()
    app.processEvents()
    return [
        within(f"{name}: painting, median", statistics.median(grid.frames), 16),
        within("  painting, longest", max(grid.frames), 50),
        within("  the window stalls meanwhile, median", statistics.median(pulse.late), 16),
        within("  the window stalls meanwhile, longest", max(pulse.late), 50),
        told("  where the hand rests, all are there after", took),
    ]


def _pictures() -> list[bytes]:
    """Each another."""
    base = Image.effect_noise((800, 600), 60).filter(ImageFilter.GaussianBlur(2)).convert("RGB")
    made = []
    for n in range(PHOTOS):
        base.paste((n % 256, n // 2 % 256, 90), (n % 700, 50, n % 700 + 80, 300))
        made.append(saved(base, "JPEG", quality=80))
    return made
