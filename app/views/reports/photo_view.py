"""A photo that can be zoomed and walked over; places on it are parts of its width and height."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsPixmapItem, QGraphicsScene, QGraphicsView

from app.services.report_form import MILLION
from app.views import theme

MOST_ZOOM, BEYOND = 16.0, 8.0
"""How near one can go: so many times the picture as it is shown first, and of a larger photo until so
many screen pixels show one of its own."""


class PhotoView(QGraphicsView):
    """Shows one picture, and half seen through another one over it. ``zoomed`` tells each change.

    ``whole_px`` is how wide the photo itself is, of which a smaller picture may be shown; 0: as shown.
    """

    zoomed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptDrops(False)  # Qt's view would take a dropped photo and do nothing with it:
        self.viewport().setAcceptDrops(False)  # it is for what holds the picture
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.AnchorViewCenter)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._scene = QGraphicsScene(self)
        self.setScene(self._scene)
        self._picture = self._add_picture()
        self._over = self._add_picture()
        self._over.setOpacity(0.45)
        self._over.hide()
        self.cross = QPointF(0.5, 0.5)  # part of the photo's width and height
        self.whole_px = 0
        self._fitted = True
        self._keyboard = False

    def call_it(self, name: str) -> None:
        """Its name for a screen reader, which finds the keys in the picture's own widget inside."""
        self.setAccessibleName(name)
        self.viewport().setAccessibleName(name)

    def describe(self, words: str) -> None:
        """What is to be said of it beside its name."""
        self.setAccessibleDescription(words)
        self.viewport().setAccessibleDescription(words)

    def _add_picture(self) -> QGraphicsPixmapItem:
        made = QGraphicsPixmapItem()
        made.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self._scene.addItem(made)
        return made

    # -- the photo

    @property
    def has_photo(self) -> bool:
        """Whether a picture is shown."""
        return not self._picture.pixmap().isNull()

    def show_picture(self, image: QImage | None, *, keep_view: bool = False) -> None:
        """Show a picture; ``keep_view`` where it is a finer one of the same photo."""
        before = self._scene.sceneRect()
        self._picture.setPixmap(QPixmap.fromImage(image) if image else QPixmap())
        self._over.hide()
        if keep_view and before.width() > 0 and image is not None:
            self._picture.setScale(before.width() / max(1, image.width()))
        else:
            self._picture.setScale(1.0)
            size = image.size() if image else QPixmap(1, 1).size()
            self._scene.setSceneRect(QRectF(0, 0, size.width(), size.height()))
            self.fit()
        self.viewport().update()

    def replace_picture(self, image: QImage) -> None:
        """Show the same photo otherwise (brighter, its white set right); everything else stays."""
        self._picture.setPixmap(QPixmap.fromImage(image))
        if image.width():
            self._picture.setScale(self._scene.sceneRect().width() / image.width())
        self.viewport().update()

    def draw_photo(self, painter: QPainter) -> None:
        """Paint the photo where it stands in the view, as the loupe magnifies it."""
        painter.setTransform(self.viewportTransform(), True)
        painter.scale(self._picture.scale(), self._picture.scale())
        painter.drawPixmap(0, 0, self._picture.pixmap())

    def show_ghost(self, image: QImage | None) -> None:
        """Lay another picture of the same view over it, half seen through; None takes it away."""
        self._over.setVisible(image is not None)
        if image is not None:
            self._over.setPixmap(QPixmap.fromImage(image))
            self._over.setScale(self._scene.width() / max(1, image.width()))
        self.viewport().update()

    # -- zoom

    @property
    def zoom(self) -> float:
        """How many of the screen's own pixels show one of the photo's: 1.0 is 1:1."""
        return self.transform().m11() * self._scene_px * self.devicePixelRatioF()

    @property
    def coarseness(self) -> float:
        """How many of the screen's own pixels show one of the picture that stands for the photo."""
        return self.transform().m11() * (self._picture.scale() or 1.0) * self.devicePixelRatioF()

    @property
    def _scene_px(self) -> float:
        """How wide one of the photo's pixels is in the scene."""
        whole = self.whole_px or self._picture.pixmap().width()
        return self._scene.sceneRect().width() / max(1, whole)

    def fit(self) -> None:
        """The whole photo, as large as there is room."""
        self._fitted = True
        rect = self._scene.sceneRect()
        room = self.viewport().rect()
        if rect.width() > 0 and rect.height() > 0 and room.width() > 0:
            self.resetTransform()
            factor = min(room.width() / rect.width(), room.height() / rect.height())
            self.scale(factor, factor)
        self.zoomed.emit()

    def fill_at(self, factor: float) -> None:
        """So many of the screen's pixels for one of the photo's: 1.0 is 1:1."""
        self.zoom_by(factor / max(self.zoom, 1e-6))

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Nearer or farther, around the cross-hair, the pointer (``at``) or the middle."""
        least = self._least_zoom()
        now = self.transform().m11()
        most = max(MOST_ZOOM, BEYOND / max(self._scene_px, 1e-6) / self.devicePixelRatioF())
        wanted = min(max(now * factor, least), most)
        self._fitted = wanted <= least * 1.001
        around = at or QPointF(self.viewport().rect().center())
        under = self._part_at(around)
        self.scale(wanted / now, wanted / now)
        if self._keyboard and at is None:
            self.centerOn(self._to_scene(self.cross))
        else:
            moved = self._to_view(under) - around
            across, down = self.horizontalScrollBar(), self.verticalScrollBar()
            across.setValue(across.value() + round(moved.x()))
            down.setValue(down.value() + round(moved.y()))
        self.zoomed.emit()
        self.viewport().update()

    def _least_zoom(self) -> float:
        rect, room = self._scene.sceneRect(), self.viewport().rect()
        if not rect.width() or not rect.height():
            return 1.0
        return min(room.width() / rect.width(), room.height() / rect.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fitted:
            self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._keyboard = False
        self.zoom_by(1.0015 ** event.angleDelta().y(), event.position())
        event.accept()

    # -- places

    @property
    def cross_millionths(self) -> tuple[int, int]:
        """Where the cross-hair is."""
        return millionths(self.cross)

    @property
    def cross_in_view(self) -> QPointF:
        """The same as a point of the viewport."""
        return self._to_view(self.cross)

    def part_at(self, at: QPointF) -> QPointF:
        """What lies under a point of the viewport, as parts of width and height."""
        return self._part_at(at)

    def _to_scene(self, part: QPointF) -> QPointF:
        rect = self._scene.sceneRect()
        return QPointF(part.x() * rect.width(), part.y() * rect.height())

    def _to_view(self, part: QPointF) -> QPointF:
        return QPointF(self.viewportTransform().map(self._to_scene(part)))

    def _part_at(self, at: QPointF) -> QPointF:
        """What lies under a point of the viewport, kept on the photo."""
        rect = self._scene.sceneRect()
        back, _ = self.viewportTransform().inverted()
        there = back.map(at)
        return QPointF(
            min(max(there.x() / max(1.0, rect.width()), 0.0), 1.0),
            min(max(there.y() / max(1.0, rect.height()), 0.0), 1.0),
        )

    def _is_on(self, at: QPointF) -> bool:
        back, _ = self.viewportTransform().inverted()
        return self.has_photo and self._scene.sceneRect().contains(back.map(at))

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        painter.fillRect(rect, theme.color("sunken"))


def millionths(part: QPointF) -> tuple[int, int]:
    """A place in millionths of the photo's width and height."""
    return round(part.x() * MILLION), round(part.y() * MILLION)
