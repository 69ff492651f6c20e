"""One view of the plane: the photo out, the photo in, or both with a line between them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.number_places import spread
from app.views import theme
from app.views.compare.plane import Layer, Placed, Window
from app.views.reports.loupe import paint_loupe
from app.views.reports.mark_painting import RADIUS, number_at, paint_cross, paint_mark, paint_tie
from app.views.reports.severity import INK, WHITE

OUT, IN, SPLIT = "out", "in", "split"
MOST_ZOOM = 24.0
PLATE = QColor(255, 255, 255, 240)
CLICK = 4


class PhotoPane(QWidget):
    """Paints; knows nothing of reports. ``moved(place)``: dragged to another middle;
    ``clicked(part)``: a place of its photo was clicked; ``slid(part)``: the line was drawn along."""

    moved = Signal(QPointF)
    clicked = Signal(QPointF)
    slid = Signal(float)
    zoomed = Signal(float)

    def __init__(self, name: str, show: str, *, frame: bool = False) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(90, 70)
        self.shown = show
        self.out: Layer | None = None
        self.into: Layer | None = None
        self.marks: Sequence[Placed] = ()
        self.current = 0
        self.label = ("", "")
        self.label_in = ("", "")
        self.zoom = 1.0
        self.middle = QPointF(0, 0)
        self.slider = 0.5
        self.window_frame: QRectF | None = None
        self.cross: QPointF | None = None
        self.picked: list[QPointF] = []
        self.loupe: tuple[QPointF, float, int] | None = None  # place, radius in px, how many times
        self.framed = frame
        self._pressed: QPointF | None = None
        self._dragging = False

    def sizeHint(self) -> QSize:
        return QSize(360, 270)

    # -- the plane

    @property
    def layer(self) -> Layer | None:
        """The photo that lies uppermost, or the only one."""
        return self.into if self.shown == IN else self.out or self.into

    @property
    def window_seen(self) -> Window:
        """What it shows of the plane."""
        layer = self.out or self.into
        room = QSizeF(1.0, max(layer.ratio if layer else 0.75, 0.05))
        return Window.around(self.size(), self.middle, room, self.zoom)

    def to_view(self, place: QPointF) -> QPointF:
        """Where a place of the plane is painted."""
        return self.window_seen.to_view(place)

    def from_view(self, at: QPointF) -> QPointF:
        """The place of the plane under a point of the pane."""
        return self.window_seen.from_view(at)

    def seen(self) -> QRectF:
        """What part of the plane is seen."""
        return self.window_seen.seen()

    # -- mouse

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoomed.emit(1.0015 ** event.angleDelta().y())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed, self._dragging = event.position(), False
        parent = self.parentWidget()
        while parent is not None and not parent.focusPolicy() & Qt.FocusPolicy.ClickFocus:
            parent = parent.parentWidget()
        if parent is not None:
            parent.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        at = event.position()
        if (at - self._pressed).manhattanLength() > CLICK:
            self._dragging = True
        if not self._dragging:
            return
        if self.shown == SPLIT:
            self.slid.emit(min(1.0, max(0.0, at.x() / max(1, self.width()))))
        else:
            self.moved.emit(self.middle - (at - self._pressed) / self.window_seen.scale)
            self._pressed = at

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None and not self._dragging and self.layer is not None:
            if self.shown == SPLIT:
                self.slid.emit(min(1.0, max(0.0, event.position().x() / max(1, self.width()))))
            else:
                self.clicked.emit(self.layer.part(self.from_view(event.position())))
        self._pressed = None

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        path = QPainterPath()
        path.addRoundedRect(box, 10, 10)
        painter.fillPath(path, theme.color("sunken"))
        painter.setClipPath(path)
        at = self.slider * self.width()
        self._paint_photos(painter)
        self._paint_marks(painter)
        if self.window_frame is not None:
            self._paint_window(painter, self.window_frame)
        if self.shown == SPLIT:
            painter.setPen(QPen(WHITE, 2))
            painter.drawLine(QPointF(at, 0), QPointF(at, self.height()))
        self._paint_labels(painter)
        for place in self.picked:
            paint_cross(painter, self.to_view(place))
        if self.cross is not None:
            paint_cross(painter, self.to_view(self.cross))
        if self.loupe is not None and self.layer is not None:
            place, radius, power = self.loupe
            room = QRectF(self.rect())
            paint_loupe(painter, self.to_view(place), radius, power, self._paint_photos, room)
        painter.setClipping(False)
        if self.framed:
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 10, 10)

    def _paint_photos(self, painter: QPainter) -> None:
        if self.shown == SPLIT:
            at = self.slider * self.width()
            self._paint(painter, self.into, QRectF(at, 0, self.width() - at, self.height()))
            self._paint(painter, self.out, QRectF(0, 0, at, self.height()))
        else:
            self._paint(painter, self.layer if self.shown != OUT else self.out, QRectF(self.rect()))

    def _paint(self, painter: QPainter, layer: Layer | None, room: QRectF) -> None:
        if layer is None or layer.picture.isNull() or room.isEmpty():
            return
        painter.save()
        painter.setClipRect(room, Qt.ClipOperation.IntersectClip)
        painter.fillRect(room, theme.color("sunken"))
        self.window_seen.paint(painter, layer)
        painter.restore()

    def _paint_marks(self, painter: QPainter) -> None:
        ordered = sorted(self.marks, key=lambda one: one.mark.n == self.current)
        own = [
            number_at(one.mark, lambda part, of=one.layer: self.to_view(of.place(part)))  # type: ignore[misc]
            for one in ordered
        ]
        places = spread([(at.x(), at.y()) for at in own], RADIUS)
        for one, at, place in zip(ordered, own, places, strict=True):
            paint_tie(painter, one.mark, at, QPointF(*place))
        for one, (x, y) in zip(ordered, places, strict=True):
            layer = one.layer
            paint_mark(
                painter,
                one.mark,
                lambda part, layer=layer: self.to_view(layer.place(part)),  # type: ignore[misc]
                current=one.mark.n == self.current,
                number=QPointF(x, y),
            )

    def _paint_window(self, painter: QPainter, seen: QRectF) -> None:
        box = QRectF(self.to_view(seen.topLeft()), self.to_view(seen.bottomRight()))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for ink, width in ((INK, 3.0), (WHITE, 1.5)):
            painter.setPen(QPen(ink, width))
            painter.drawRect(box)

    def _paint_labels(self, painter: QPainter) -> None:
        paint_plate(painter, QPointF(12, 12), *self.label)
        if self.label_in[0]:
            wide = plate_width(*self.label_in)
            paint_plate(painter, QPointF(self.width() - 12 - wide, 12), *self.label_in)


def plate_width(strong: str, words: str) -> float:
    """How wide a plate of these words is."""
    bold = QFontMetrics(theme.font(12, "bold")).horizontalAdvance(strong)
    rest = QFontMetrics(theme.font(12)).horizontalAdvance(words)
    return bold + rest + 20 + (8 if words and strong else 0)


def paint_plate(painter: QPainter, at: QPointF, strong: str, words: str) -> None:
    """White words on the photo in any theme: "OUT 16 Nov 2026, 09:41"."""
    if not strong and not words:
        return
    box = QRectF(at.x(), at.y(), plate_width(strong, words), 26)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(PLATE)
    painter.drawRoundedRect(box, 7, 7)
    painter.setPen(INK)
    painter.setFont(theme.font(12, "bold"))
    inner = box.adjusted(10, 0, -10, 0)
    painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter), strong)
    moved = painter.fontMetrics().horizontalAdvance(strong) + (8 if strong else 0)
    painter.setFont(theme.font(12))
    painter.setPen(QColor("#5C564B"))
    painter.drawText(inner.adjusted(moved, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), words)
