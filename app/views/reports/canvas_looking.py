"""The loupe and the grey point on the photo of a report: held, carried and clicked."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QSizeF, Qt
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QWheelEvent

from app.views.reports.canvas import PhotoCanvas
from app.views.reports.looking import Looking
from app.views.reports.loupe import radius_in

LOUPE_KEY = Qt.Key.Key_Z
NEARER = (Qt.Key.Key_Plus, Qt.Key.Key_Equal)
FARTHER = (Qt.Key.Key_Minus,)
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
Shown = Callable[[], tuple[str, QImage | None]]


class CanvasLooking(QObject):
    """Hears the keys and the pointer before the canvas does. ``shown`` tells the photo's digest and
    its picture as it is."""

    def __init__(self, canvas: PhotoCanvas, looking: Looking, shown: Shown) -> None:
        super().__init__(canvas)
        self._canvas, self._looking, self._shown = canvas, looking, shown
        self._pointer: QPointF | None = None
        self._by_keys = True
        canvas.viewport().setMouseTracking(True)
        canvas.installEventFilter(self)
        canvas.viewport().installEventFilter(self)
        looking.loupe_changed.connect(self._show)
        looking.changed.connect(self._show)

    def _show(self) -> None:
        """Lay the loupe at the pointer, or at the cross-hair where the keys are used."""
        canvas, looking = self._canvas, self._looking
        if not looking.loupe or not canvas.has_photo:
            canvas.show_loupe(None)
            return
        pointer = None if self._by_keys else self._pointer
        at = pointer if pointer is not None else canvas.cross_in_view
        room = canvas.viewport().size()
        canvas.show_loupe((at, radius_in(QSizeF(room)), looking.power))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._canvas:
            return self._on_canvas(event)
        if isinstance(event, QMouseEvent):
            return self._on_mouse(event)
        if isinstance(event, QWheelEvent) and self._looking.loupe:
            self._looking.magnify(1 if event.angleDelta().y() > 0 else -1)
            return True
        return False

    # -- keys

    def _on_canvas(self, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.FocusOut:
            self._looking.release_loupe()
        if not isinstance(event, QKeyEvent):
            return False
        if kind == QEvent.Type.ShortcutOverride:
            if takes(self._looking, event):
                event.accept()
                return True
            return False
        if kind == QEvent.Type.KeyRelease:
            return self._released(event)
        if kind == QEvent.Type.KeyPress:
            return self._pressed(event)
        return False

    def _pressed(self, event: QKeyEvent) -> bool:
        if event.key() in ARROWS:
            self._by_keys = True
            event.accept()
            self._canvas.keyPressEvent(event)
            self._show()
            return True
        if self._looking.picking and event.key() in ENTER:
            self._take(self._canvas.cross)
            return True
        if event.key() == LOUPE_KEY and not event.isAutoRepeat() and not self._looking.loupe:
            self._by_keys = self._pointer is None
        return pressed(self._looking, event)

    def _released(self, event: QKeyEvent) -> bool:
        if event.key() != LOUPE_KEY or event.isAutoRepeat():
            return False
        self._looking.release_loupe()
        return True

    # -- mouse

    def _on_mouse(self, event: QMouseEvent) -> bool:
        self._pointer, self._by_keys = event.position(), False
        if self._looking.loupe:
            self._show()
        left = event.button() == Qt.MouseButton.LeftButton
        if self._looking.picking and left and event.type() == QEvent.Type.MouseButtonPress:
            self._take(self._canvas.part_at(event.position()))
            return True
        return False

    def _take(self, part: QPointF) -> None:
        sha256, picture = self._shown()
        if picture is not None and not picture.isNull():
            x = min(picture.width() - 1, int(part.x() * picture.width()))
            y = min(picture.height() - 1, int(part.y() * picture.height()))
            self._looking.take_grey(sha256, picture, QPoint(x, y))


def takes(looking: Looking, event: QKeyEvent) -> bool:
    """Whether a key is the loupe's or the grey point's at the moment."""
    if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
        return False
    key = event.key()
    if key == LOUPE_KEY:
        return True
    if looking.loupe and key in (*NEARER, *FARTHER, Qt.Key.Key_Escape):
        return True
    return looking.picking and key in (*ENTER, Qt.Key.Key_Escape)


def pressed(looking: Looking, event: QKeyEvent) -> bool:
    """What a key does to the loupe and the grey point; whether it was theirs."""
    if not takes(looking, event):
        return False
    key = event.key()
    if key == LOUPE_KEY:
        if not event.isAutoRepeat():
            looking.press_loupe()
    elif key in NEARER:
        looking.magnify(1)
    elif key in FARTHER:
        looking.magnify(-1)
    elif looking.picking and key == Qt.Key.Key_Escape:
        looking.stop_picking()
    elif key == Qt.Key.Key_Escape:
        looking.hide_loupe()
    return True
