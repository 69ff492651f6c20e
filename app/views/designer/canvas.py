"""The design itself: the tag in the printer's whole dots, its panels, folds and the chosen field."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QSizePolicy

from app.printing.tag.draw import Drawn
from app.printing.tag.stock import Stock
from app.views import theme
from app.views.designer.canvas_ground import GROUND_PX, paint_ground, paint_over
from app.views.designer.design import Design
from app.views.designer.drawing import Sketch
from app.views.designer.moves import moved, widened

HANDLE = 8
LOW, HIGH = 120, 300


@dataclass(frozen=True)
class _Grip:
    """What the mouse holds: a field at a point of the scene, by its corner or as a whole."""

    name: str
    at: QPointF
    drawn: Drawn
    corner: bool


class DesignCanvas(QGraphicsView):
    """One unit of the scene is one dot of the printer. Tab goes from field to field."""

    asked = Signal()
    """The chosen field is to be edited: a double click."""

    def __init__(self, design: Design) -> None:
        super().__init__()
        self._design = design
        self.sketch: Sketch | None = None
        self.dpi = 300
        self._grip: _Grip | None = None
        self._walked_out = False
        self._scene = QGraphicsScene(self)
        self.setScene(self._scene)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setStyleSheet("background: transparent")
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleName("Design")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.outline_only = False
        design.chosen.connect(self._on_chosen)
        theme.signals.changed.connect(self.viewport().update)

    # -- showing

    @property
    def stock(self) -> Stock:
        """The stock that is shown."""
        return self._design.stock

    def show_sketch(self, made: Sketch) -> None:
        """Show what was drawn."""
        self.sketch = made
        self.dpi = made.order.dpi
        self.fit()
        self._on_chosen("")
        self.viewport().update()

    def show_outline(self, alone: bool) -> None:
        """The stock without what is printed on it, or with it."""
        self.outline_only = alone
        self.viewport().update()

    def fit(self) -> None:
        """The whole tag in the room there is, with its ruler."""
        width, height = self.stock.size_dots(self.dpi)
        left, top, right, bottom = GROUND_PX
        room = self.viewport().width() - left - right
        if room < 40:
            return
        scale = min(room / width, (HIGH - top - bottom) / height)
        self.setFixedHeight(max(LOW, round(height * scale) + top + bottom + 2))
        self.resetTransform()
        self.scale(scale, scale)
        self.setSceneRect(
            QRectF(
                -left / scale,
                -top / scale,
                width + (left + right) / scale,
                height + (top + bottom) / scale,
            )
        )

    def box_of(self, name: str) -> QRect | None:
        """Where a field stands on the stock, in dots."""
        if self.sketch is None:
            return None
        for side, placed in self.sketch.drawn.everything():
            if placed.field == name:
                left, top, right, bottom = side.on_stock(placed.box)
                return QRect(left, top, right - left, bottom - top)
        return None

    def sizeHint(self) -> QSize:
        return QSize(400, 220)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def _on_chosen(self, _name: str) -> None:
        field = self._design.field
        words = "Design"
        if field is not None:
            box = self.box_of(field.name)
            at = ""
            if box is not None:
                mm = [f"{25.4 * n / self.dpi:.1f}" for n in (box.left(), box.top())]
                at = f", {mm[0]} mm from the left, {mm[1]} mm from the top"
            words = f"{field.panel}, {field.name}{at}"
        self.setAccessibleDescription(words)
        self.viewport().update()

    # -- painting

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        paint_ground(painter, self.stock, self.dpi, self.transform().m11())
        if self.sketch is not None and not self.outline_only:
            # A dot is a square here: nothing is smoothed, as nothing is by the printer.
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)
            painter.drawImage(QPointF(0, 0), self.sketch.ink)

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        field = self._design.field
        box = self.box_of(field.name) if field and not self.outline_only else None
        bad = {one.panel for one in self.sketch.drawn.troubles} if self.sketch else set()
        paint_over(
            painter,
            self.stock,
            self.dpi,
            self.transform().m11(),
            chosen=box,
            bad=bad,
            focus=self.hasFocus(),
        )
        if self.hasFocus():
            painter.save()
            painter.resetTransform()
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawRoundedRect(QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1), 6, 6)
            painter.restore()

    # -- the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if self.sketch is None or event.button() != Qt.MouseButton.LeftButton:
            return
        at = self.mapToScene(event.position().toPoint())
        reach = HANDLE / self.transform().m11()
        chosen = self._design.field
        box = self.box_of(chosen.name) if chosen else None
        if chosen and box is not None:
            corner = QPointF(box.right() + 1, box.bottom() + 1)
            if (corner - at).manhattanLength() < 2 * reach:
                self._grip = _Grip(chosen.name, at, self.sketch.drawn, corner=True)
                return
        name = self._field_at(at)
        if name:
            self._design.choose(name)
            self._grip = _Grip(name, at, self.sketch.drawn, corner=False)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        grip = self._grip
        if grip is None:
            name = self._field_at(self.mapToScene(event.position().toPoint()))
            shape = Qt.CursorShape.SizeAllCursor if name else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)
            return
        step = self.mapToScene(event.position().toPoint()) - grip.at
        right, down = round(step.x()), round(step.y())
        if not (right or down):
            return
        change = widened if grip.corner else moved
        merge = f"drag {grip.name}"
        self._design.change(change(grip.drawn.template, grip.drawn, grip.name, right, down), merge)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = None
        self._design.end_merge()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._field_at(self.mapToScene(event.position().toPoint())):
            self._grip = None
            self.asked.emit()

    def _field_at(self, at: QPointF) -> str:
        """The smallest field under a point of the scene."""
        if self.sketch is None:
            return ""
        hits = []
        for field in self._design.template.fields:
            box = self.box_of(field.name)
            if box is not None and box.adjusted(-3, -3, 3, 3).contains(at.toPoint()):
                hits.append((box.width() * box.height(), field.name))
        return min(hits)[1] if hits else ""

    # -- the keys

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from field to field, and on from the last one."""
        if self._design.choose_next(1 if forward else -1):
            return True
        self._walked_out = True
        return bool(super().focusNextPrevChild(forward))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        order = self._design.in_order() if self._walked_out else []  # a sheet gives the keys back
        self._walked_out = False
        if order and event.reason() == Qt.FocusReason.TabFocusReason:
            self._design.choose(order[0].name)
        elif order and event.reason() == Qt.FocusReason.BacktabFocusReason:
            self._design.choose(order[-1].name)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
