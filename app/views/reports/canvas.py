"""The photo with its numbered marks: zoomed, walked over with the arrows, marked with Enter or a click.

Places are in millionths of the photo's width and height, so they fit any size of the same photo.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter

from app.domain.inclusions import Girdle, Inclusion
from app.services.report_form import ARROW, BOX, LINE, POINT, Mark
from app.views.reports.loupe import paint_loupe
from app.views.reports.mark_painting import (
    hit,
    number_at,
    numbers_at,
    paint_cross,
    paint_mark,
    paint_tie,
    paint_trace,
    part,
)
from app.views.reports.photo_view import PhotoView, millionths
from app.views.reports.stone_marks import paint_girdle, paint_stone

MEASURE = "measure"
GIRDLE, INCLUSION = "girdle", "inclusion"
TOOLS = (POINT, BOX, ARROW, LINE, MEASURE, GIRDLE, INCLUSION)
_POINTS, _BOXES = (POINT, INCLUSION), (BOX, GIRDLE)
STEP, LEAP, HAIR = 5, 50, 1
"""Screen pixels that the cross-hair goes by an arrow, with Shift, with Ctrl."""
CLICK = 4
LEAST_DRAG = 6


class PhotoCanvas(PhotoView):
    """Shows one photo. ``placed(shape, place)`` asks for a new finding there (place: x, y, dx, dy,
    strokes); ``measured(place)`` tells the line of the measuring tool."""

    placed = Signal(str, object)
    measured = Signal(object)
    mark_chosen = Signal(int)
    mark_opened = Signal()
    """Enter on the current finding: more is to be said about it."""
    mark_moved = Signal(int, int, int)
    severity_typed = Signal(int)
    entered = Signal()
    tool_changed = Signal(str)
    stepped = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.call_it("Photo with marks")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.tool = POINT
        self.read_only = False
        self.marks: tuple[Mark, ...] = ()
        self.current = 0
        self._from: QPointF | None = None  # where a box, arrow or line begins
        self._trace: list[QPointF] = []
        self._pressed_at: QPoint | None = None
        self._panning: QPoint | None = None
        self._dragged = 0
        self._loupe: tuple[QPointF, float, int] | None = None
        self._stone: tuple[Girdle | None, tuple[Inclusion, ...]] = (None, ())

    def show_loupe(self, loupe: tuple[QPointF, float, int] | None) -> None:
        """Magnify at a point of the viewport: (where, radius in px, how many times); None ends it."""
        self._loupe = loupe
        self.viewport().update()

    def show_marks(self, marks: Sequence[Mark], current: int) -> None:
        """The findings on this photo, and which is the current one."""
        self.marks, self.current = tuple(marks), current
        many = f"{len(marks)} mark" + ("" if len(marks) == 1 else "s")
        self.describe(f"{many}; arrows move the cross-hair, Enter marks")
        self.viewport().update()

    def show_stone(self, girdle: Girdle | None, inclusions: tuple[Inclusion, ...]) -> None:
        """The outline of the centre stone on this photo, and its lettered inclusions."""
        self._stone = (girdle, inclusions)
        self.viewport().update()

    def set_tool(self, tool: str) -> None:
        """Point, box, arrow, line or measure."""
        self.tool = tool
        self._from, self._trace = None, []
        self.tool_changed.emit(tool)
        self.viewport().update()

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, mods = event.key(), event.modifiers()
        if key in _ARROWS and self.has_photo and not mods & Qt.KeyboardModifier.AltModifier:
            shift = mods & Qt.KeyboardModifier.ShiftModifier
            ctrl = mods & Qt.KeyboardModifier.ControlModifier
            self._walk(*_ARROWS[key], LEAP if shift else HAIR if ctrl else STEP)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not mods & _COMMAND:
            self._enter()
        elif event.text() in ("0", "1", "2", "3", "4") and self.current:
            self.severity_typed.emit(int(event.text()))
        elif key == Qt.Key.Key_Escape and self._from is not None:
            self._from, self._trace = None, []
            self.viewport().update()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        escapes = (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self._from is not None
        )
        if escapes:
            event.accept()
            return True
        return bool(super().event(event))

    def _walk(self, dx: int, dy: int, step: int) -> None:
        self._keyboard = True
        at = self._to_view(self.cross) + QPointF(dx * step, dy * step)
        self.cross = self._part_at(at)
        self.ensureVisible(QRectF(self._to_scene(self.cross), self._to_scene(self.cross)), 40, 40)
        self.viewport().update()

    def _enter(self) -> None:
        if not self.has_photo or self.read_only:
            self.entered.emit()
        elif self.tool == POINT and (there := self._mark_at_cross()):
            # An Enter more makes no second mark on the first.
            if there == self.current:
                self.mark_opened.emit()
            else:
                self.mark_chosen.emit(there)
        elif self.tool in _POINTS:
            self._place(self.cross)
        elif self._from is None:
            self._from, self._keyboard = QPointF(self.cross), True
            self._trace = [QPointF(self.cross)]
        elif self.tool == LINE and self._trace[-1] != self.cross:
            self._trace.append(QPointF(self.cross))  # a corner; Enter once more there ends the line
        elif self.tool == LINE and len(self._trace) < 2:
            self._from, self._trace = None, []
            self._place(self.cross)
        else:
            self._finish(self.cross)
        self.viewport().update()

    def _mark_at_cross(self) -> int:
        """The number of the mark that stands exactly at the cross-hair, 0 for none."""
        cross = millionths(self.cross)
        return next((mark.n for mark in self.marks if (mark.x, mark.y) == cross), 0)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes through the marks, and from the last one on."""
        numbers = [mark.n for mark in self.marks]
        at = numbers.index(self.current) if self.current in numbers else -1
        there = at + (1 if forward else -1)
        if numbers and (at >= 0 or forward) and 0 <= there < len(numbers):
            self.stepped.emit(1 if forward else -1)
            self.mark_chosen.emit(numbers[there])
            self.cross = part(
                self.marks[there].x, self.marks[there].y
            )  # what Enter means is ringed
            self.viewport().update()
            return True
        return bool(super().focusNextPrevChild(forward))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    # -- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._keyboard = False
        at = event.position()
        if event.button() in (Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton):
            self._panning = at.toPoint()
            return
        if event.button() != Qt.MouseButton.LeftButton or not self._is_on(at):
            return
        self._pressed_at = at.toPoint()
        self._dragged = hit(self.marks, at, self._to_view)
        if self._dragged:
            self.mark_chosen.emit(self._dragged)
        elif not self.read_only:
            self._from = self._part_at(at)
            self._trace = [self._from]
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._panning is not None:
            moved = at.toPoint() - self._panning
            self._panning = at.toPoint()
            across, down = self.horizontalScrollBar(), self.verticalScrollBar()
            across.setValue(across.value() - moved.x())
            down.setValue(down.value() - moved.y())
            return
        if self._pressed_at is None:
            over = bool(hit(self.marks, at, self._to_view))
            shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.CrossCursor
            self.viewport().setCursor(shape if self.has_photo else Qt.CursorShape.ArrowCursor)
            return
        self.cross = self._part_at(at)
        far = (at.toPoint() - self._pressed_at).manhattanLength()
        if self._dragged and far > CLICK and not self.read_only:
            self.mark_moved.emit(self._dragged, *millionths(self.cross))
        elif self._from is not None and self.tool == LINE:
            self._trace.append(self.cross)
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._panning is not None:
            self._panning = None
            return
        pressed, self._pressed_at = self._pressed_at, None
        dragged, self._dragged = self._dragged, 0
        if pressed is None or dragged or self._from is None:
            return
        self.cross = self._part_at(event.position())
        far = (event.position().toPoint() - pressed).manhattanLength()
        if self.tool in _POINTS or far < LEAST_DRAG:
            start, self._from, self._trace = self._from, None, []
            if self.tool not in (MEASURE, GIRDLE):
                self._place(start)
        else:
            self._finish(self.cross)
        self.viewport().update()

    def _place(self, at: QPointF) -> None:
        x, y = millionths(at)
        self.cross = at
        tool = INCLUSION if self.tool == INCLUSION else POINT
        self.placed.emit(tool, {"x": x, "y": y})

    def _finish(self, end: QPointF) -> None:
        """The second corner of a box, the point of an arrow, the end of a line."""
        start, trace, self._from, self._trace = self._from, self._trace, None, []
        assert start is not None
        x, y = millionths(start)
        to_x, to_y = millionths(end)
        place: dict[str, Any] = {"x": x, "y": y, "dx": to_x - x, "dy": to_y - y}
        if self.tool in _BOXES:
            place = {
                "x": min(x, to_x),
                "y": min(y, to_y),
                "dx": abs(to_x - x),
                "dy": abs(to_y - y),
            }
        if self.tool == LINE:
            points = trace if len(trace) > 1 else [start, end]
            place = {"x": x, "y": y, "strokes": tuple(millionths(p) for p in _thinned(points))}
        if self.tool == MEASURE:
            self.measured.emit(place)
        else:
            self.placed.emit(self.tool, place)

    # -- painting

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus() and self.has_photo and not self.read_only:
            paint_cross(painter, self._to_view(self.cross))
        numbers = numbers_at(self.marks, self._to_view)
        for mark in self.marks:
            paint_tie(painter, mark, number_at(mark, self._to_view), numbers[mark.n])
        for mark in self.marks:
            if mark.n != self.current:
                at = numbers[mark.n]
                paint_mark(painter, mark, self._to_view, current=False, number=at)
        chosen = next((mark for mark in self.marks if mark.n == self.current), None)
        if chosen:
            at = numbers[chosen.n]
            paint_mark(painter, chosen, self._to_view, current=True, number=at)
        paint_stone(painter, *self._stone, self._to_view)
        if self._from is not None and self.tool not in _POINTS:
            trace = [*self._trace, self.cross] if self.tool == LINE else []
            points = [self._to_view(p) for p in trace or (self._from, self.cross)]
            if self.tool == GIRDLE:
                paint_girdle(painter, QRectF(points[0], points[-1]))
            else:
                paint_trace(painter, self.tool, points)
        if self._loupe is not None and self.has_photo:
            room = QRectF(self.viewport().rect())
            paint_loupe(painter, *self._loupe, self.draw_photo, room)
        painter.restore()


def _thinned(points: list[QPointF], most: int = 60) -> list[QPointF]:
    """At most so many points of a drawn line, its ends among them."""
    if len(points) <= most:
        return points
    step = (len(points) - 1) / (most - 1)
    return [points[round(at * step)] for at in range(most)]


_COMMAND = Qt.KeyboardModifier.ControlModifier
_ARROWS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
