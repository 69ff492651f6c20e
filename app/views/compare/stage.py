"""The two photos of a view: side by side with the finding enlarged, under a slider, or blinking."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QImage, QKeyEvent, QPixmap
from PySide6.QtWidgets import QGridLayout, QStackedLayout, QWidget

from app.domain.similarity import SAME, Alignment, by_two_points
from app.services.report_difference import Matched, PhotoPair
from app.views.compare.closely import PairLooking
from app.views.compare.motion import Blinker
from app.views.compare.pane import IN, MOST_ZOOM, OUT, SPLIT, PhotoPane
from app.views.compare.plane import Layer, Placed, middle

SIDE, SLIDER, BLINK = "side", "slider", "blink"
NEAR = 4.0


class PairStage(QWidget):
    """Shows a pair of photos and its findings. ``told()`` when what is to be said of it changed;
    ``two_points(Alignment)`` when both photos were clicked twice."""

    told = Signal()
    two_points = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Photos compared")
        self.setMinimumHeight(280)
        self.whole = (PhotoPane("Photo out", OUT), PhotoPane("Photo in", IN))
        self.near = (PhotoPane("Finding out, 4 times", OUT), PhotoPane("Finding in, 4 times", IN))
        self.big = PhotoPane("Both photos", SPLIT)
        self._stack = QStackedLayout(self)
        beside = QWidget()
        grid = QGridLayout(beside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(10)
        for row, panes in enumerate((self.whole, self.near)):
            for column, pane in enumerate(panes):
                grid.addWidget(pane, row, column)
        self._stack.addWidget(beside)
        self._stack.addWidget(self.big)
        self.mode = SIDE
        self.slider = 0.5
        self.alignment: Alignment | None = None
        self._images: tuple[QPixmap | None, QPixmap | None] = (None, None)
        self._pair: PhotoPair | None = None
        self._found: tuple[Matched, ...] = ()
        self._current = 0
        self._picks: list[QPointF] = []
        self.picking = False
        self._cross = QPointF(0.5, 0.5)
        self._blink = Blinker(self.turn, self)
        self.closely = PairLooking(self)
        self.closely.looking.changed.connect(self._view_anew)
        for pane in self.panes:
            pane.zoomed.connect(self.zoom_by)
            pane.moved.connect(self._on_moved)
            pane.installEventFilter(self)
        for pane in self.whole:
            pane.clicked.connect(self._on_clicked)
        self.big.slid.connect(self.slide_to)

    @property
    def panes(self) -> tuple[PhotoPane, ...]:
        """All views of the photos."""
        return (*self.whole, *self.near, self.big)

    @property
    def shas(self) -> tuple[str, str]:
        """The digests of both photos, "" where there is none."""
        out, into = (self._pair.out, self._pair.into) if self._pair else (None, None)
        return (out.sha256 if out else ""), (into.sha256 if into else "")

    def sizeHint(self) -> QSize:
        return QSize(752, 546)

    # -- what is shown

    def show_pair(
        self,
        pair: PhotoPair | None,
        found: Sequence[Matched],
        current: int,
        labels: tuple[tuple[str, str], tuple[str, str]],
    ) -> None:
        """Another pair of photos: they are given by ``show_images`` when they have been read."""
        self._pair, self._found = pair, tuple(found)
        self._images, self.alignment = (None, None), None
        self.closely.raw = (None, None)
        self.stop_picking()
        for at, (whole, near) in enumerate(zip(self.whole, self.near, strict=True)):
            whole.label = labels[at]
            near.label = labels[at]
        self.big.label, self.big.label_in = labels
        for pane in self.panes:
            pane.middle, pane.zoom = QPointF(0, 0), 1.0
        self._labels = labels
        self.choose(current)

    def update_found(self, found: Sequence[Matched]) -> None:
        """The findings were judged anew; photos and view stay."""
        self._found = tuple(found)
        self.lay()

    def show_images(self, out: QImage | None, into: QImage | None) -> None:
        """The photos themselves; None for one that there is not, or not yet."""
        self.closely.raw = (out, into)
        self._images = self.closely.pixmaps()
        self.closely.arrange()
        self._centre()
        self.lay()

    def _view_anew(self) -> None:
        """Another light was set, or white set right."""
        self._images = self.closely.pixmaps()
        self.lay()
        self.closely.show()

    def show_alignment(self, alignment: Alignment | None) -> None:
        """How the photos lie on each other; None: side by side only."""
        self.alignment = alignment
        if alignment is None and self.mode != SIDE:
            self.set_mode(SIDE)
        self._centre()
        self.lay()
        self.told.emit()

    @property
    def has_both(self) -> bool:
        """Whether both photos are there."""
        return all(image is not None for image in self._images)

    @property
    def has_one(self) -> bool:
        """Whether any photo is there."""
        return any(image is not None for image in self._images)

    def set_mode(self, mode: str) -> None:
        """Side by side, slider or blink; the last two want aligned photos."""
        if mode != SIDE and self.alignment is None:
            mode = SIDE
        self.mode = mode
        self.stop_picking()
        self._stack.setCurrentIndex(0 if mode == SIDE else 1)
        self.big.shown = SPLIT if mode == SLIDER else OUT
        self.big.label_in = self._labels[1] if mode == SLIDER else ("", "")
        self.big.label = self._labels[0]
        self._blink.run(self.mode == BLINK)
        self.lay()
        self.told.emit()

    def turn(self) -> None:
        """Blinking: from one photo to the other."""
        there = IN if self.big.shown == OUT else OUT
        self.big.shown = there
        self.big.label = self._labels[1 if there == IN else 0]
        self._marks()
        self.big.update()

    def stand_still(self) -> bool:
        """Blink no more by itself; whether it did."""
        blinked = self._blink.isActive()
        self._blink.stop()
        return blinked

    def hideEvent(self, event: Any) -> None:
        self._blink.stop()
        super().hideEvent(event)

    def showEvent(self, event: Any) -> None:
        self._blink.run(self.mode == BLINK)
        super().showEvent(event)

    # -- slider, zoom, finding

    def slide_by(self, percent: int) -> None:
        """Move the line."""
        self.slide_to(self.slider + percent / 100)

    def slide_to(self, part: float) -> None:
        """Put the line at a part of the width."""
        self.slider = self.big.slider = min(1.0, max(0.0, part))
        self.big.update()
        self.told.emit()

    def zoom_by(self, factor: float) -> None:
        """All photos nearer or farther together."""
        panes = self.near if self.mode == SIDE else (self.big,)
        for pane in panes:
            pane.zoom = min(MOST_ZOOM, max(1.0, pane.zoom * factor))
        if self.mode != SIDE and self.big.zoom <= 1.001:
            self.big.middle = QPointF(0, 0)
        self.lay()

    def choose(self, n: int) -> None:
        """Look at a finding: the photos put it into their middle."""
        self._current = n
        for pane in self.panes:
            pane.current = n
        self._centre()
        self.lay()

    def _centre(self) -> None:
        one = next((one for one in self._found if one.n == self._current), None)
        places = self._places(one) if one else (None, None)
        shared = next((place for place in (places[1], places[0]) if place is not None), None)
        for at, pane in enumerate(self.near):
            # Where the photos do not lie on each other, a place on one says nothing of the other.
            own = shared if self.alignment is not None else places[at]
            pane.middle, pane.zoom = (QPointF(0, 0), 1.0) if own is None else (own, NEAR)
            where = f", mark {self._current}" if one else ""
            said = f"{one.mark.location} at 4 times" if one else ""
            said = "not marked on this photo" if one and own is None else said
            pane.label = f"{('OUT', 'IN')[at]}{where}", said
        if shared is not None and self.big.zoom > 1.001:
            self.big.middle = shared
        self.closely.begin_at(shared or QPointF(0, 0))

    def _places(self, one: Matched) -> tuple[QPointF | None, QPointF | None]:
        found: list[QPointF | None] = []
        for side in (OUT, IN):
            placed = [p for p in self._on_side(side) if p.mark.n == one.n]
            found.append(middle(placed[0]) if placed else None)
        return found[0], found[1]

    def _on_moved(self, place: QPointF) -> None:
        panes = self.near if self.sender() in self.near else (self.sender(),)
        for pane in panes:
            if isinstance(pane, PhotoPane) and (pane in self.near or pane.zoom > 1.001):
                pane.middle = place
        self._refresh()

    # -- laying

    def layers(self) -> tuple[Layer | None, Layer | None]:
        """Both photos as they lie in the plane."""
        out, into = self._images
        way = self.alignment.way if self.alignment else SAME
        return (
            Layer(out) if out is not None else None,
            Layer(into, way) if into is not None else None,
        )

    def lay(self) -> None:
        """Show photos and marks as they lie on each other now."""
        out, into = self.layers()
        for pane in self.panes:
            pane.out, pane.into = self.closely.finer(pane, out, into)
        if self.alignment is None:  # each photo in its own plane
            for left, right in (self.whole, self.near):
                left.into, right.out = None, None
            self.big.into = None  # nothing lies over the other before it is known how
        self._marks()
        self._refresh()

    def _on_side(self, side: str) -> list[Placed]:
        """The findings that are marked on one of the photos, or carried to it by the alignment."""
        pair, (out, into) = self._pair, self.layers()
        if pair is None:
            return []
        placed = []
        for one in self._found:
            mark = one.out if side == OUT else one.into
            if mark is None or not mark.photo_sha256:
                continue
            if out and pair.out and mark.photo_sha256 == pair.out.sha256:
                if side == OUT or self.alignment is not None:
                    placed.append(Placed(mark, out))
            elif into and pair.into and mark.photo_sha256 == pair.into.sha256 and side == IN:
                placed.append(Placed(mark, into))
        return placed

    def _marks(self) -> None:
        sides = (self._on_side(OUT), self._on_side(IN))
        for panes in (self.whole, self.near):
            for at, pane in enumerate(panes):
                pane.marks = sides[at]
        if self.mode == BLINK:
            self.big.marks = sides[1 if self.big.shown == IN else 0]
        else:
            later = {one.mark.n for one in sides[1]}
            self.big.marks = [*(one for one in sides[0] if one.mark.n not in later), *sides[1]]

    def _refresh(self) -> None:
        for whole, near in zip(self.whole, self.near, strict=True):
            framed = self.has_one and not self.picking and near.zoom > 1.001
            whole.window_frame = near.seen() if framed else None
            near.framed = self.hasFocus()
        self.big.framed = self.hasFocus()
        for pane in self.panes:
            pane.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._refresh()
        return False

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._refresh()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._refresh()

    # -- two points

    def start_picking(self) -> None:
        """Ask for the same two places on both photos, by clicks or with arrows and Enter."""
        if not self.has_both:
            return
        self.set_mode(SIDE)
        self.alignment = None
        self.picking, self._picks, self._cross = True, [], QPointF(0.5, 0.5)
        self.lay()
        self._show_picks()
        self.setFocus()

    def stop_picking(self) -> None:
        """Give the asking up."""
        self.picking, self._picks = False, []
        for pane in self.whole:
            pane.cross, pane.picked = None, []

    @property
    def wanted(self) -> str:
        """What is to be clicked next: "Point 1 on the photo out"."""
        done = len(self._picks)
        return f"Point {done // 2 + 1} on the photo {'in' if done % 2 else 'out'}"

    def _show_picks(self) -> None:
        turn = len(self._picks) % 2
        for at, pane in enumerate(self.whole):
            layer = pane.layer
            pane.picked = [layer.place(one) for one in self._picks[at::2]] if layer else []
            pane.cross = layer.place(self._cross) if layer and at == turn else None
        self._refresh()
        self.told.emit()

    def _on_clicked(self, part: QPointF) -> None:
        if self.picking and self.sender() is self.whole[len(self._picks) % 2]:
            self._pick(part)

    def _pick(self, part: QPointF) -> None:
        self._picks.append(part)
        self._cross = QPointF(part)
        if len(self._picks) < 4:
            self._show_picks()
            return
        sides = []
        for at, image in enumerate(self._images):
            assert image is not None
            ratio = image.height() / max(1, image.width())
            a, b = ((p.x() - 0.5, (p.y() - 0.5) * ratio) for p in self._picks[at::2])
            sides.append((a, b))
        found = by_two_points(sides[0], sides[1])
        self.stop_picking()
        self.two_points.emit(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.picking and event.key() in _ARROWS:
            dx, dy = _ARROWS[event.key()]
            step = 0.05 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 0.005
            self._cross = QPointF(
                min(1.0, max(0.0, self._cross.x() + dx * step)),
                min(1.0, max(0.0, self._cross.y() + dy * step)),
            )
            self._show_picks()
        elif self.picking and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pick(QPointF(self._cross))
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """While points are asked for, arrows and Enter are the cross-hair's."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and self.picking
            and isinstance(event, QKeyEvent)
            and (event.key() in _ARROWS or event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter))
        ):
            event.accept()
            return True
        return bool(super().event(event))

    _labels: tuple[tuple[str, str], tuple[str, str]] = (("OUT", ""), ("IN", ""))


_ARROWS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
