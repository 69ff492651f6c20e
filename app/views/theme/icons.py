"""Icons that follow the theme by themselves: an SVG of the set, painted in a token's colour."""

from __future__ import annotations

import re
from functools import lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.resources import resource
from app.views.theme import palette

STROKE = 'stroke-width="1.75"'


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    path = resource("icons", f"{name}.svg")
    return re.sub(r'stroke-width="2"', STROKE, path.read_text(encoding="utf-8"))


@lru_cache(maxsize=1024)
def _drawn(name: str, colour: str, width: int, height: int) -> QPixmap:
    source = _source(name).replace("currentColor", colour)
    pixmap = QPixmap(width, height)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(0, 0, width, height))
    painter.end()
    return pixmap


def pixmap(name: str, token: str = "ink2", size: int = 18, ratio: float = 1.0) -> QPixmap:
    """An icon as a picture of ``size`` px in the current theme, sharp at the screen's ratio."""
    dots = round(size * ratio)
    drawn = QPixmap(_drawn(name, palette.tokens()[token], dots, dots))
    drawn.setDevicePixelRatio(ratio)
    return drawn


def paint_icon(painter: QPainter, rect: QRect, name: str, token: str = "ink2") -> None:
    """Paint an icon into ``rect`` with the dots of the painter's own device."""
    paint_icon_in(painter, rect, name, palette.tokens()[token])


def paint_icon_in(painter: QPainter, rect: QRect, name: str, colour: str) -> None:
    """The same in a fixed colour ("#1E1B16"): what lies on photos does not follow the theme."""
    ratio = painter.device().devicePixelRatio()
    dots = QSize(round(rect.width() * ratio), round(rect.height() * ratio))
    painter.drawPixmap(rect, _drawn(name, colour, dots.width(), dots.height()))


class ThemedIcon(QIconEngine):
    """Paints with the theme of the moment, so that nothing has to be told when it changes."""

    def __init__(self, name: str, token: str) -> None:
        super().__init__()
        self._name = name
        self._token = token

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        token = "muted" if mode == QIcon.Mode.Disabled else self._token
        paint_icon(painter, rect, self._name, token)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        token = "muted" if mode == QIcon.Mode.Disabled else self._token
        drawn = _drawn(self._name, palette.tokens()[token], size.width(), size.height())
        copy = QPixmap(drawn)
        copy.setDevicePixelRatio(scale)
        return copy

    def clone(self) -> ThemedIcon:
        return ThemedIcon(self._name, self._token)


def icon(name: str, token: str = "ink2") -> QIcon:
    """An icon of the set by name ("tag", "gem"), in a token's colour in whichever theme is on."""
    _source(name)  # an unknown name must fail here, not at the first paint
    return QIcon(ThemedIcon(name, token))
