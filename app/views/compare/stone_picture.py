"""The centre stone of one report, near: its photo within the girdle, and the inclusions by letters."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.services.report_form import MILLION, Fingerprint
from app.views import theme
from app.views.compare.plane import Layer, Window
from app.views.reports.stone_marks import paint_stone

SIZE = QSize(128, 112)
ROOM = 1.35
"""So much more than the stone is seen around it."""


class StonePicture(QWidget):
    """Paints; without a girdle the whole photo is shown."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(SIZE.height())
        self.setMinimumWidth(SIZE.width())
        self._picture: QPixmap | None = None
        self._print = Fingerprint()

    def show_print(self, said: Fingerprint, picture: QPixmap | None) -> None:
        """Show a fingerprint on its photo; None while it is not here."""
        self._print, self._picture = said, picture
        letters = ", ".join(one.letter for one in said.inclusions)
        self.setAccessibleName(f"{self._name}, inclusions {letters}" if letters else self._name)
        self.update()

    def _window(self, layer: Layer) -> Window:
        """The stone within its girdle, or the whole photo."""
        girdle = self._print.girdle
        if girdle is None:
            return Window.around(self.size(), QPointF(0, 0), QSizeF(1.0, layer.ratio))
        middle = layer.place(QPointF(girdle.x / MILLION, girdle.y / MILLION))
        across, down = 2 * girdle.rx / MILLION, 2 * girdle.ry / MILLION * layer.ratio
        return Window.around(self.size(), middle, QSizeF(across, down) * ROOM)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        path = QPainterPath()
        path.addRoundedRect(box, 8, 8)
        painter.fillPath(path, theme.color("skeleton"))
        painter.setClipPath(path)
        picture = self._picture
        if picture is not None and not picture.isNull():
            layer = Layer(picture)
            window = self._window(layer)
            window.paint(painter, layer)

            def to_view(part: QPointF) -> QPointF:
                return window.to_view(layer.place(part))

            paint_stone(painter, self._print.girdle, self._print.inclusions, to_view)
        painter.setClipping(False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("line2"), 1))
        painter.drawPath(path)
