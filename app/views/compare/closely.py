"""Looking closely at a pair of photos: one loupe over both, light and white for viewing only."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QSizeF, Qt
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPixmap, QWheelEvent

from app.views.compare.pane import OUT, SPLIT, PhotoPane
from app.views.compare.plane import Layer
from app.views.reports.canvas_looking import ENTER, LOUPE_KEY, pressed, takes
from app.views.reports.looking import Looking, viewed
from app.views.reports.looking_tools import LookingTools
from app.views.reports.loupe import radius_in
from app.views.reports.photo_stage import SMALL

if TYPE_CHECKING:
    from app.views.compare.stage import PairStage

NEAR_FROM = 1.5
"""From so much nearer than the whole photo on, finer pictures are shown."""
STEP, LEAP = 0.01, 0.05
"""Parts of the photo's width that Ctrl and an arrow carry the loupe, and with Shift."""
_ARROWS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class PairLooking(QObject):
    """Hears keys and pointer before the stage does. Where photos are aligned the loupe lies on the
    same place of both; where they are not, on the one under the pointer."""

    def __init__(self, stage: PairStage) -> None:
        super().__init__(stage)
        self.stage = stage
        self.looking = Looking(self)
        self.raw: tuple[QImage | None, QImage | None] = (None, None)
        self.fine: tuple[QPixmap | None, QPixmap | None] = (None, None)
        self._place = QPointF(0, 0)
        self._pane: PhotoPane | None = None  # under the pointer; None: the keys are used
        self.tools = LookingTools(self.looking, stage)
        self.looking.loupe_changed.connect(self.show)
        self.looking.loupe_changed.connect(stage.lay)
        stage.installEventFilter(self)
        for pane in stage.panes:
            pane.setMouseTracking(True)
            pane.installEventFilter(self)

    def pixmaps(self) -> tuple[QPixmap | None, QPixmap | None]:
        """Both photos as they are shown now; None for one that there is not."""
        made = [
            QPixmap.fromImage(viewed(image, self.looking.viewing(sha)))
            if image is not None and not image.isNull()
            else None
            for image, sha in zip(self.raw, self.stage.shas, strict=True)
        ]
        return made[0], made[1]

    def finer(
        self, pane: PhotoPane, out: Layer | None, into: Layer | None
    ) -> tuple[Layer | None, Layer | None]:
        """The layers of a pane, with more pixels where it shows its photos near and they have come."""
        if pane not in self.stage.near and pane.zoom <= NEAR_FROM and pane.loupe is None:
            return out, into
        fine = (
            replace(layer, picture=picture) if layer and picture else layer
            for layer, picture in zip((out, into), self.fine, strict=True)
        )
        return next(fine), next(fine)

    def begin_at(self, place: QPointF) -> None:
        """Where the loupe comes for somebody who uses the keys: on the finding that is looked at."""
        if self._pane is None:
            self._place = place
            self.show()

    def arrange(self) -> None:
        """The plates stand at the foot of the photos."""
        room = self.stage.rect()
        right, foot = room.width() - 12, room.height() - 40
        self.tools.place(right, foot, right - 12, below=False, short=room.height() < SMALL)
        self.tools.set_shown(self.stage.has_one)

    def show(self) -> None:
        """Lay the loupe, and the cross-hair of the grey point, where they are wanted."""
        stage, looking = self.stage, self.looking
        panes = self._panes()
        for pane in stage.panes:
            on = looking.loupe and pane in panes
            radius = radius_in(QSizeF(pane.size()))
            pane.loupe = (self._place, radius, looking.power) if on else None
            wanted = looking.picking and self._pane is None and pane in panes
            if not stage.picking:
                pane.cross = self._place if wanted else None
            pane.update()

    def _panes(self) -> tuple[PhotoPane, ...]:
        stage, under = self.stage, self._pane
        if under is not None and stage.alignment is None:
            return (under,)
        if stage.mode != "side":
            return (stage.big,)
        return stage.near if under in stage.near else stage.whole

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            return watched is self.stage and self._on_key(event)
        if isinstance(watched, PhotoPane):
            if isinstance(event, QMouseEvent):
                return self._on_mouse(watched, event)
            if isinstance(event, QWheelEvent) and self.looking.loupe:
                self.looking.magnify(1 if event.angleDelta().y() > 0 else -1)
                return True
        elif event.type() == QEvent.Type.Resize:
            self.arrange()
        elif event.type() == QEvent.Type.FocusOut:
            self.looking.release_loupe()
        return False

    # -- keys

    def _on_key(self, event: QKeyEvent) -> bool:
        if self.stage.picking:  # two points are asked for: arrows and Enter are theirs
            return False
        carries = self._carries(event)
        if event.type() == QEvent.Type.ShortcutOverride:
            if carries or takes(self.looking, event):
                event.accept()
                return True
            return False
        if event.type() == QEvent.Type.KeyRelease:
            if event.key() != LOUPE_KEY or event.isAutoRepeat():
                return False
            self.looking.release_loupe()
            return True
        if carries:
            self._carry(event)
            return True
        if self.looking.picking and event.key() in ENTER:
            self._take(self._place, (0, 1))
            return True
        return pressed(self.looking, event)

    def _carries(self, event: QKeyEvent) -> bool:
        asked = self.looking.loupe or self.looking.picking
        return asked and bool(event.modifiers() & _CTRL) and event.key() in _ARROWS

    def _carry(self, event: QKeyEvent) -> None:
        across, down = _ARROWS[event.key()]
        step = LEAP if event.modifiers() & _SHIFT else STEP
        self._pane = None
        self._place = self._place + QPointF(across * step, down * step)
        self.show()

    # -- mouse

    def _on_mouse(self, pane: PhotoPane, event: QMouseEvent) -> bool:
        self._pane, self._place = pane, pane.from_view(event.position())
        if self.looking.loupe or self.looking.picking:
            self.show()
        left = event.button() == Qt.MouseButton.LeftButton
        if self.looking.picking and left and event.type() == QEvent.Type.MouseButtonPress:
            self._take(self._place, (self._side(pane, event.position()),))
            return True
        return False

    def _side(self, pane: PhotoPane, at: QPointF) -> int:
        """Which photo lies under the pointer: 0 out, 1 in."""
        if pane.shown == SPLIT:
            return int(at.x() >= pane.slider * pane.width())
        return 0 if pane.shown == OUT else 1

    def _take(self, place: QPointF, sides: tuple[int, ...]) -> None:
        layers = self.stage.layers()
        for at in sides:
            layer, picture = layers[at], self.raw[at]
            if layer is None or picture is None or picture.isNull():
                continue
            part = layer.part(place)
            x, y = int(part.x() * picture.width()), int(part.y() * picture.height())
            inside = QPoint(
                min(max(x, 0), picture.width() - 1), min(max(y, 0), picture.height() - 1)
            )
            self.looking.take_grey(self.stage.shas[at], picture, inside)
        self.show()
