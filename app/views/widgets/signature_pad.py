"""Signing on the screen, with a pen, a finger or the mouse."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QImageWriter,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
    QTabletEvent,
)
from PySide6.QtWidgets import QWidget

from app.views import theme

UNITS = 10_000
"""Strokes are kept in ten-thousandths of the pad's width, so that they fit any paper."""
LEAST = 8
"""Points that a signature has at least; a click is none."""

Stroke = list[tuple[int, int, int]]
"""Points (x, y in units of the width, milliseconds since the first point of the signature)."""


class SignaturePad(QWidget):
    """Collects strokes. ``changed`` after each; ``strokes`` is what is stored and printed."""

    changed = Signal()

    def __init__(self, name: str = "Signature") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setAccessibleDescription("Sign with pen, finger or mouse; Delete clears")
        self.setMinimumSize(280, 120)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_TabletTracking, False)
        self.strokes: list[Stroke] = []
        self._drawing = self._filled = False
        self._began = 0

    @property
    def is_signed(self) -> bool:
        """Whether something like a signature is there."""
        return sum(len(stroke) for stroke in self.strokes) >= LEAST

    def clear(self) -> None:
        """Begin again."""
        self.strokes, self._filled = [], False
        self.update()
        self.changed.emit()

    def image(self, width: int = 900) -> QImage:
        """The signature in black on nothing, ``width`` px wide."""
        height = round(width * self.height() / max(1, self.width()))
        made = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw(painter, width, QColor("black"))
        painter.end()
        return made

    def png(self, width: int = 900) -> bytes:
        """The same as a PNG file."""
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, QByteArray(b"png")).write(self.image(width))
        return bytes(buffer.data().data())

    def write(self, name: str) -> None:
        """Put a typed name in script: for whoever works with the keyboard alone.

        Its strokes are the outlines of the letters, which are filled wherever they are shown.
        """
        path = QPainterPath()
        path.addText(QPointF(0, 0), theme.script_font(80), name)
        box = path.boundingRect()
        room = QRectF(self.rect()).adjusted(28, 24, -28, -self.height() * 0.28)
        scale = min(room.width() / max(1.0, box.width()), room.height() / max(1.0, box.height()))
        units = UNITS / max(1, self.width())
        self.strokes = [
            [
                (
                    round((room.left() + (p.x() - box.left()) * scale) * units),
                    round((room.bottom() + (p.y() - box.bottom()) * scale) * units),
                    0,
                )
                for p in line.toList()
            ]
            for line in path.toSubpathPolygons()
        ]
        self._filled = True
        self.update()
        self.changed.emit()

    # -- drawing

    def _add(self, at: QPointF, ms: int, *, begin: bool) -> None:
        if not self.strokes:
            self._began = ms
        if begin and self._filled:
            self.strokes, self._filled = [], False  # who takes the pen signs anew
        if begin:
            self.strokes.append([])
        scale = UNITS / max(1, self.width())
        point = (round(at.x() * scale), round(at.y() * scale), max(0, ms - self._began))
        self.strokes[-1].append(point)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._drawing = True
            self._add(event.position(), event.timestamp(), begin=True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drawing:
            self._add(event.position(), event.timestamp(), begin=False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._drawing:
            self._drawing = False
            self.changed.emit()

    def tabletEvent(self, event: QTabletEvent) -> None:
        kind = event.type()
        if kind == event.Type.TabletPress:
            self._drawing = True
            self._add(event.position(), event.timestamp(), begin=True)
        elif kind == event.Type.TabletMove and self._drawing:
            self._add(event.position(), event.timestamp(), begin=False)
        elif kind == event.Type.TabletRelease:
            self._drawing = False
            self.changed.emit()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear()
        else:
            super().keyPressEvent(event)

    def _draw(self, painter: QPainter, width: int, colour: QColor) -> None:
        scale = width / UNITS
        if self._filled:
            letters = QPainterPath()
            letters.setFillRule(Qt.FillRule.WindingFill)
            for stroke in self.strokes:
                letters.addPolygon(QPolygonF([QPointF(x * scale, y * scale) for x, y, _ in stroke]))
                letters.closeSubpath()
            painter.fillPath(letters, colour)
            return
        pen = QPen(colour, max(1.6, width / 260))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for stroke in self.strokes:
            points = [QPointF(x * scale, y * scale) for x, y, _ in stroke]
            painter.drawPath(_smooth(points))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focus = self.hasFocus()
        painter.setPen(QPen(theme.color("focus" if focus else "field"), 2 if focus else 1))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        base = self.height() * 0.74
        painter.setPen(QPen(theme.color("line2"), 1))
        painter.drawLine(QPointF(20, base), QPointF(self.width() - 20, base))
        if not self.strokes:
            painter.setPen(theme.color("muted"))
            painter.setFont(theme.font(12))
            painter.drawText(QPointF(20, base + 18), "Sign here")
        self._draw(painter, self.width(), theme.color("ink"))


def _smooth(points: list[QPointF]) -> QPainterPath:
    """A path through the points, rounded at each by the middle of its neighbours."""
    path = QPainterPath(points[0])
    for before, at in pairwise(points):
        path.quadTo(before, (before + at) / 2)
    path.lineTo(points[-1])
    return path
