"""The photos of the piece in the form: taken by F7, drop or paste, the first one stands for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.vocabulary import VIEWS, views_missing
from app.photos import Photo as KeptPhoto
from app.services.piece_parts import PhotoLine
from app.views.frame.desk import Desk
from app.views.photos.photo_ways import PhotoWays
from app.views.pieces.add_photo_tile import AddPhotoTile
from app.views.widgets.photo import Photo
from app.views.widgets.photo_intake import PhotoIntake
from app.views.widgets.text import Text

SIDE = 152
SMALL = 72
TILE = 44


@dataclass(frozen=True)
class FormPhoto:
    """A photo in the form: already with the piece (``attached_id``) or new (``kept``); its view."""

    sha256: str
    attached_id: int = 0
    kept: KeptPhoto | None = None
    view: str = ""


class FormPhotos(QWidget):
    """Large the chosen one, two more beside it, and the tile for the next."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.photos: list[FormPhoto] = []
        self.taken_off: list[int] = []
        self._at = 0
        self.category: Callable[[], object] = str
        """What the piece in the form is, as far as that was said."""
        self.setAccessibleName("Photos")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._large = _FormPhoto("Photo", QSize(SIDE, SIDE))
        self.setMinimumWidth(SIDE + TILE + 8)
        self._small = [_FormPhoto(f"Further photo {n}", QSize(SMALL, SMALL)) for n in (1, 2)]
        self.tile = AddPhotoTile(QSize(TILE, SIDE))
        row.addWidget(self._large)
        column = QVBoxLayout()
        column.setSpacing(8)
        for small in self._small:
            column.addWidget(small)
        row.addLayout(column)
        row.addWidget(self.tile)
        self._more = Text("", "muted")
        row.addWidget(self._more, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        self.intake = PhotoIntake(desk, self)
        self.intake.missing = self._missing
        self.intake.taken.connect(self._on_taken)
        self.intake.waiting.connect(self.tile.set_busy)
        self.ways = PhotoWays(desk, self, self.intake)
        self.ways.watching.connect(self.tile.set_watched)
        self.tile.clicked.connect(lambda: self.ways.ask())
        self._large.removed.connect(self._on_remove_large)
        for n, small in enumerate(self._small):
            small.pressed.connect(lambda n=n: self._choose_small(n))
            small.removed.connect(lambda n=n: self._remove(self._shown_small(n)))
        desk.thumbs.arrived.connect(self._paint)
        self._paint()

    # -- what it holds

    def show_new(self) -> None:
        """A piece without photos; what still arrives was for the one before."""
        self.intake.subject_id += 1
        self._set([])

    def show_attached(self, lines: Sequence[PhotoLine]) -> None:
        """The photos of a saved piece."""
        self._set([FormPhoto(line.sha256, line.attached_id, None, line.role) for line in lines])

    @property
    def new(self) -> tuple[KeptPhoto, ...]:
        """The photos that are to be put with the piece, in their order."""
        return tuple(photo.kept for photo in self.photos if photo.kept)

    def draft(self) -> list[dict[str, Any]]:
        """The new photos as JSON values; they are in the store already."""
        left_out = ("derivatives", "more")
        return [{k: v for k, v in vars(photo).items() if k not in left_out} for photo in self.new]

    def take_off(self, attached_ids: set[int]) -> None:
        """Take photos off again that a draft had taken off."""
        kept = [photo for photo in self.photos if photo.attached_id not in attached_ids]
        gone = [photo.attached_id for photo in self.photos if photo.attached_id in attached_ids]
        self._set(kept)
        self.taken_off = gone

    def restore(self, photos: Sequence[Mapping[str, Any]]) -> None:
        """New photos of a draft, behind those of the piece."""
        there = {photo.sha256 for photo in self.photos}
        kept = [KeptPhoto(**one, derivatives={}) for one in photos]
        more = [FormPhoto(one.sha256, 0, one, one.view) for one in kept if one.sha256 not in there]
        gone = self.taken_off
        self._set([*self.photos, *more])
        self.taken_off = gone

    def add(self, kept: KeptPhoto) -> bool:
        """Put a photo behind the others and show it; False when it is there already."""
        if any(photo.sha256 == kept.sha256 for photo in self.photos):
            return False
        self.photos.append(FormPhoto(kept.sha256, 0, kept, kept.view))
        self._at = len(self.photos) - 1 if len(self.photos) > 3 else self._at
        self._paint()
        self.changed.emit()
        return True

    def _set(self, photos: list[FormPhoto]) -> None:
        self.photos, self.taken_off, self._at = photos, [], 0
        self._paint()

    # -- what is done to it

    def _missing(self) -> tuple[str, ...]:
        """The views that no photo is said to show; any, as long as nobody said what the piece is."""
        said = [photo.view for photo in self.photos if photo.view]
        category = self.category()
        if category:
            return views_missing(str(category), said)
        return tuple(view for view in VIEWS if view not in said)

    def _on_taken(self, kept: KeptPhoto, subject_id: object, view: str) -> None:
        if subject_id != self.intake.subject_id:
            self._desk.toast("A photo came too late for its piece: take it in there once more")
        elif not self.add(replace(kept, view=view)):
            self._desk.toast("This photo is already there")

    def _choose_small(self, n: int) -> None:
        at = self._shown_small(n)
        if at is not None:
            self._at = at
            self._paint()

    def _on_remove_large(self) -> None:
        self._remove(self._at if self.photos else None)

    def _remove(self, at: int | None) -> None:
        if at is None:
            return
        gone = self.photos.pop(at)
        if gone.attached_id:
            self.taken_off.append(gone.attached_id)
        self._at = min(self._at, max(0, len(self.photos) - 1))
        self._paint()
        self.changed.emit()

    def _shown_small(self, n: int) -> int | None:
        others = [at for at in range(len(self.photos)) if at != self._at]
        return others[n] if n < len(others) else None

    # -- showing

    def _paint(self) -> None:
        count = len(self.photos)
        roomy = self.width() >= SIDE + SMALL + TILE + 16
        self._large.setVisible(count > 0)
        if count:
            self._fill(self._large, self._at)
        for n, small in enumerate(self._small):
            at = self._shown_small(n) if roomy else None
            small.setVisible(at is not None)
            if at is not None:
                self._fill(small, at)
        self.tile.set_size(QSize(TILE if count else SIDE, SIDE))
        hidden = count - (3 if roomy else 1)
        self._more.setText(f"+{hidden}" if hidden > 0 else "")
        self._more.setVisible(hidden > 0)

    def _fill(self, photo: Photo, at: int) -> None:
        view = self.photos[at].view
        shown = f", {VIEWS.word(view)}" if view in VIEWS else ""
        words = f"Photo {at + 1} of {len(self.photos)}{shown}"
        photo.show_picture(self._desk.thumbs(self.photos[at].sha256), words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._paint()


class _FormPhoto(Photo):
    """A photo that Delete takes off the form."""

    removed = Signal()

    def __init__(self, name: str, size: QSize) -> None:
        super().__init__(name, size, pressable=True)
        self.setFixedSize(size)
        self.setToolTip("Enter shows it large, Del takes it off")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
            return
        super().keyPressEvent(event)
