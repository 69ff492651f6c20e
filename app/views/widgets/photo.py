"""Photos on a page: rounded, as large as there is room, with words for those who do not see them."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QRectF, QSize, Qt, Signal
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

    A list paints what is there and asks again when ``arrived`` tells that more is.
    """

    arrived = Signal()

    def __init__(
        self, pool: Pool, load: Callable[[str], bytes | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._pool = pool
        self._load = load
        self._kept: OrderedDict[str, QPixmap | None] = OrderedDict()
        self._asked: set[str] = set()

    def __call__(self, key: str) -> QPixmap | None:
        """The picture if it is at hand; else it is fetched. No key, no picture."""
        if not key:
            return None
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if key not in self._asked:
            self._asked.add(key)
            self._pool.start(lambda _job: (key, self._read(key)), self._on_read)
        return None

    def forget(self, key: str) -> None:
        """The picture has changed: fetch it again when it is asked for."""
        self._kept.pop(key, None)
        self._asked.discard(key)

    def _read(self, key: str) -> QImage | None:
        try:
            content = self._load(key)
        except UserError as missing:  # the piece's page says so; a list goes on without it
            log.warning("a small picture is missing: %s", missing.title)
            return None
        return read_image(content, 2 * THUMB) if content else None

    def _on_read(self, read: tuple[str, QImage | None]) -> None:
        key, image = read
        self._kept[key] = QPixmap.fromImage(image) if image and not image.isNull() else None
        while len(self._kept) > KEPT:
            gone, _ = self._kept.popitem(last=False)
            self._asked.discard(gone)
        self.arrived.emit()


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
