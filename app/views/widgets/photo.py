"""Photos on a page: rounded, as large as there is room, with words for those who do not see them."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QObject,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QImage,
    QImageReader,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QWidget

from app.domain.errors import UserError
from app.views import theme
from app.views.pool import Pool

log = logging.getLogger(__name__)

KEPT = 400
"""Thumbnails kept at hand; at 96 px about 15 MB."""
THUMB = 96
AT_ONCE = 2
"""So many are fetched at once: the pool's other threads are for what somebody waits for."""
WAITING = 120
"""So many wait at most, about two screens of a grid; who still sees another asks for it again."""
SMALL = 130
"""Photos up to this width (px) keep their size."""


def read_image(content: bytes, longest: int = 0) -> QImage:
    """A picture from its bytes, turned as the camera was held; at most ``longest`` px if given."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if longest and size.isValid() and max(size.width(), size.height()) > longest:
        reader.setScaledSize(size.scaled(longest, longest, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


class Thumbs(QObject):
    """Small pictures by key, fetched beside the window. ``load`` gives a picture's bytes, or None.

    A list paints what is there and asks again when ``arrived`` tells that more is. What was asked for
    by the latest painting comes first, and what was scrolled past long ago is fetched no more.
    """

    arrived = Signal()

    def __init__(
        self, pool: Pool, load: Callable[[str], bytes | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._pool = pool
        self._load = load
        self._kept: OrderedDict[str, QPixmap | None] = OrderedDict()
        self._cut: OrderedDict[tuple[str, int, int, float], QPixmap] = OrderedDict()
        self._reading: set[str] = set()
        self._wanted: dict[str, int] = {}
        """What waits, by the turn of the window's loop in which it was asked for last."""
        self._turn = 0
        self._asked_now = False

    def __call__(self, key: str) -> QPixmap | None:
        """The picture if it is at hand; else it is fetched. No key, no picture."""
        if not key:
            return None
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if key not in self._reading:
            self._want(key)
        return None

    def cut(self, key: str, size: QSize, ratio: float) -> QPixmap | None:
        """The picture cut to fill ``size`` with round corners, as sharp as ``ratio`` dots a px allow.

        As of a call; it is cut once, for to clip each time it is painted is slow.
        """
        picture = self(key)
        if picture is None:
            return None
        known = (key, size.width(), size.height(), ratio)
        if known not in self._cut:
            self._cut[known] = _rounded(picture, size, ratio)
            if len(self._cut) > KEPT:
                self._cut.popitem(last=False)
        self._cut.move_to_end(known)
        return self._cut[known]

    def forget(self, key: str) -> None:
        """The picture has changed: fetch it again when it is asked for."""
        self._kept.pop(key, None)
        for known in [known for known in self._cut if known[0] == key]:
            del self._cut[known]

    def _want(self, key: str) -> None:
        if not self._asked_now:
            self._asked_now = True
            self._turn += 1
            QTimer.singleShot(0, self, self._on_turn_over)
        self._wanted[key] = self._turn
        self._next()

    def _on_turn_over(self) -> None:
        self._asked_now = False

    def _next(self) -> None:
        while self._wanted and len(self._reading) < AT_ONCE and not self._pool.is_closed:
            key = max(self._wanted, key=lambda one: self._wanted[one])
            del self._wanted[key]
            self._reading.add(key)
            self._pool.start(partial(self._read, key), self._on_read)
        while len(self._wanted) > WAITING:
            del self._wanted[min(self._wanted, key=lambda one: self._wanted[one])]

    def _read(self, key: str, _job: object) -> tuple[str, QImage | None, Exception | None]:
        try:
            content = self._load(key)
        except UserError as missing:  # the piece's page says so; a list goes on without it
            log.warning("a small picture is missing: %s", missing.title)
            content = None
        except Exception as mistake:
            return key, None, mistake
        return key, read_image(content, 2 * THUMB) if content else None, None

    def _on_read(self, read: tuple[str, QImage | None, Exception | None]) -> None:
        key, image, mistake = read
        self._reading.discard(key)
        self._kept[key] = QPixmap.fromImage(image) if image and not image.isNull() else None
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        self._next()
        self.arrived.emit()
        if mistake:  # ours: it is told, and the others come all the same
            raise mistake


def _rounded(picture: QPixmap, size: QSize, ratio: float) -> QPixmap:
    """As much of the middle of a picture as fills this size, its corners round."""
    cut = QPixmap(size * ratio)
    cut.setDevicePixelRatio(ratio)
    cut.fill(Qt.GlobalColor.transparent)
    painter = QPainter(cut)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    box = QRectF(0, 0, size.width(), size.height())
    path = QPainterPath()
    path.addRoundedRect(box, 8, 8)
    painter.setClipPath(path)
    filled = picture.size().scaled(size, Qt.AspectRatioMode.KeepAspectRatioByExpanding)
    target = QRectF(0, 0, filled.width(), filled.height())
    target.moveCenter(box.center())
    painter.drawPixmap(target, picture, QRectF(picture.rect()))
    painter.end()
    return cut


class Photo(QWidget):
    """One photo. ``fill`` crops it to the whole area, else all of it is seen.

    ``pressed`` when it is clicked or Enter is pressed on it, if ``pressable``.
    """

    pressed = Signal()

    def __init__(
        self, name: str, size: QSize, *, fill: bool = True, pressable: bool = False
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._wanted = size
        if size.width() <= SMALL:
            self.setFixedSize(size)
        else:  # gives way to a narrow panel
            self.setMinimumWidth(SMALL)
            self.setFixedHeight(size.height())
        self._fill = fill
        self._picture: QPixmap | None = None
        self._marked = False
        if pressable:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return self._wanted

    def show_picture(self, picture: QPixmap | QImage | None, words: str = "") -> None:
        """Show a picture, or the grey ground for none."""
        if isinstance(picture, QImage):
            picture = QPixmap.fromImage(picture)
        self._picture = picture
        if words:
            self.setAccessibleName(words)
        self.update()

    def set_fill(self, fill: bool) -> None:
        """Fill all of the room and cut what stands over, or show the whole picture in it."""
        self._fill = fill
        self.update()

    def set_marked(self, marked: bool) -> None:
        """Frame it as the one that is shown large."""
        self._marked = marked
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        if self._picture is None or self._picture.isNull():
            painter.fillPath(path, theme.color("skeleton"))
            side = min(24, self.height() // 2)
            spot = self.rect().center()
            rect = self.rect()
            rect.setSize(QSize(side, side))
            rect.moveCenter(spot)
            theme.paint_icon(painter, rect, "image", "muted")
        else:
            painter.setClipPath(path)
            painter.fillPath(path, theme.color("sunken"))
            mode = Qt.AspectRatioMode.KeepAspectRatio
            if self._fill:
                mode = Qt.AspectRatioMode.KeepAspectRatioByExpanding
            size = self._picture.size().scaled(self.size(), mode)
            target = QRectF(0, 0, size.width(), size.height())
            target.moveCenter(QRectF(self.rect()).center())
            painter.drawPixmap(target, self._picture, QRectF(self._picture.rect()))
            painter.setClipping(False)
        if self._marked or self.hasFocus():
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
