"""A label as it was sent, never wider than the panel that it stands in."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

EDGE = 6


class SentPicture(QWidget):
    """One picture on white paper: as large as it is, smaller where the panel is narrow."""

    def __init__(self) -> None:
        super().__init__()
        self.picture = QPixmap()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_png(self, png: bytes, name: str) -> None:
        """Show another label; ``name`` is what a screen reader says of it."""
        self.picture = QPixmap()
        self.picture.loadFromData(png)
        self.setAccessibleName(name)
        self.updateGeometry()
        self.update()

    def _drawn(self, width: int) -> QSize:
        """How large the picture is where the panel has ``width`` px."""
        size, room = self.picture.size(), max(1, width - 2 * EDGE)
        if size.width() <= room:
            return size
        return QSize(room, max(1, size.height() * room // size.width()))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._drawn(width).height() + 2 * EDGE

    def sizeHint(self) -> QSize:
        width = self.picture.width() + 2 * EDGE
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(2 * EDGE, 2 * EDGE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Qt.GlobalColor.white)
        painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        ratio, size = self.devicePixelRatioF(), self._drawn(self.width())
        sharp = size == self.picture.size()  # dots that fit stay the dots that they are
        drawn = self.picture.scaled(
            size if sharp else size * ratio,
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.FastTransformation
            if sharp
            else Qt.TransformationMode.SmoothTransformation,
        )
        left = (self.width() - size.width()) / 2
        target = QRectF(left, EDGE, size.width(), size.height())
        painter.drawPixmap(target, drawn, QRectF(drawn.rect()))
