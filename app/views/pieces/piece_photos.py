"""The photos of a piece on its page: one large, the others as a strip beneath it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.domain.vocabulary import VIEWS, views_missing
from app.photos import Photo as KeptPhoto
from app.services.piece_parts import PhotoLine
from app.views.frame.desk import Desk
from app.views.photos.photo_ways import PhotoWays
from app.views.pieces.add_photo_tile import AddPhotoTile
from app.views.pieces.view_chooser import ViewChooser
from app.views.pieces.wanted_views import WantedViews
from app.views.widgets.photo import Photo, read_image
from app.views.widgets.photo_intake import PhotoIntake
from app.views.widgets.text import Text

LARGE, COMPACT = QSize(342, 256), QSize(272, 204)
SMALL = 56
IN_STRIP = 4


class PiecePhotos(QWidget):
    """``taken(Photo, piece_id, view)`` for a new one (view "" where nobody said it),
    ``removed(attached_id)``, ``moved(attached ids in order)``, ``shows(attached_id, view, instead)``
    where one that is there is said to show a view.

    In the strip: arrows go along, Shift with them changes the order, Delete takes one off, V says
    which view it shows.
    """

    taken = Signal(object, object, str)
    removed = Signal(object)
    shows = Signal(object, str, bool)
    moved = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.photos: tuple[PhotoLine, ...] = ()
        self.at = 0
        self._large_key = ""
        self._sent: list[str] = []
        self._then_remove = False
        self._here = False
        self._category = ""
        self._taken_for: set[str] = set()
        """The views of photos that are being put with the piece."""
        self._in_strip = IN_STRIP
        self.may_change: Callable[[], bool] = lambda: True
        """Whether whoever works here may change a photo."""
        self.setAcceptDrops(True)
        self.setFixedWidth(LARGE.width())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.large = Photo("No photo", LARGE)
        self.large.setFixedHeight(LARGE.height())
        column.addWidget(self.large)
        row = QHBoxLayout()
        row.setSpacing(8)
        self._strip = [_StripPhoto(n, self) for n in range(IN_STRIP)]
        for photo in self._strip:
            row.addWidget(photo)
        self.tile = AddPhotoTile(QSize(44, SMALL))
        row.addWidget(self.tile)
        row.addStretch(1)
        self._count = Text("", "muted")
        self._count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._count)
        column.addLayout(row)
        self.wanted = WantedViews()
        self.wanted.make_room(LARGE.width())
        column.addWidget(self.wanted)
        column.addStretch(1)
        self.intake = PhotoIntake(desk, self)
        self.intake.missing = self._missing
        self.intake.taken.connect(self._on_taken)
        self.intake.waiting.connect(self.tile.set_busy)
        self.ways = PhotoWays(
            desk,
            self,
            self.intake,
            view=lambda: self.intake.asked,
            ghost=self._like,
            before=self.intake.ask_for,
        )
        self.ways.watching.connect(self.tile.set_watched)
        self.tile.clicked.connect(lambda: self.ways.ask())
        self.wanted.asked.connect(self.ways.ask)
        desk.thumbs.arrived.connect(self._paint_strip)

    def set_compact(self, compact: bool) -> None:
        """Smaller, where the page is narrow."""
        size = COMPACT if compact else LARGE
        self.setFixedWidth(size.width())
        self.large.setMinimumSize(size)
        self.large.setFixedHeight(size.height())
        self._in_strip = IN_STRIP - int(compact)
        self.wanted.make_room(size.width())
        self._paint_strip()

    def show_photos(self, photos: tuple[PhotoLine, ...], category: str = "") -> None:
        """Show a piece's photos; the chosen one stays chosen while it is there.

        With its category, the views that are still wanted are offered.
        """
        missing = views_missing(category, [one.role for one in photos]) if category else ()
        self._here, self._category = bool(category), category
        self.wanted.show_missing(missing)
        self._taken_for -= {one.role for one in photos}
        if not self._settled(photos):
            return
        before = self.photos[self.at].sha256 if self.at < len(self.photos) else ""
        added = len(photos) > len(self.photos) and bool(self.photos)
        self.photos = photos
        found = next((n for n, one in enumerate(photos) if one.sha256 == before), 0)
        self.at = len(photos) - 1 if added else found
        self._paint()
        if self._then_remove:
            self._then_remove = False
            self.remove()

    def begin(self, piece_id: int) -> None:
        """Another piece: its first photo is shown, and photos come to it from now on."""
        self.intake.subject_id = piece_id
        self.intake.ask_for()
        self.photos, self.at, self._large_key = (), 0, ""
        self._taken_for.clear()
        self.drop_order()

    def _missing(self) -> tuple[str, ...]:
        """The views that no photo is said to show, for files that are named after one."""
        said = [one.role for one in self.photos if one.role]
        missing = views_missing(self._category, said) if self._here else ()
        return tuple(view for view in missing if view not in self._taken_for)

    def _on_taken(self, photo: KeptPhoto, piece_id: object, view: str) -> None:
        if view:
            self._taken_for.add(view)
        self.taken.emit(photo, piece_id, view)

    def take_missing(self) -> None:
        """Ask which way the first view that is missing comes."""
        if self.wanted.missing:
            self.ways.ask(self.wanted.missing[0])
        else:
            self._desk.toast(
                "No view is missing" if self._here else "It is not here to be photographed"
            )

    def choose(self, at: int) -> None:
        """Show this photo large."""
        if 0 <= at < len(self.photos):
            self.at = at
            self._paint()
            shown = at - self._first
            self._strip[shown].setFocus(Qt.FocusReason.OtherFocusReason)

    def shift(self, by: int) -> None:
        """Change the chosen photo's place in the order."""
        there = self.at + by
        if 0 <= there < len(self.photos):
            order = list(self.photos)
            order.insert(there, order.pop(self.at))
            self.photos, self.at = tuple(order), there
            self.choose(there)
            self._send_order()

    def remove(self) -> None:
        """Take the chosen photo off; an order that is just being saved comes first."""
        if self._sent:
            self._then_remove = True
        elif self.photos:
            self.removed.emit(self.photos[self.at].attached_id)

    def say_view(self) -> None:
        """Ask which view the chosen photo shows."""
        if not self.photos:
            self._desk.toast("There is no photo that could show a view")
            return
        wanted = views_missing(self._category, [one.role for one in self.photos])
        host = self._desk.frame.host()
        ViewChooser(host, self.photos, self.at, wanted, self.shows.emit).open()

    def show_menu(self, at: int, where: QPoint) -> None:
        """What can be done with a photo, where it was asked for."""
        self.choose(at)
        menu = QMenu(self)
        for words, run in (
            ("Say which view it shows", self.say_view),
            ("Take it off", self.remove),
        ):
            menu.addAction(words).triggered.connect(run)
            menu.actions()[-1].setEnabled(self.may_change())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(where)

    def drop_order(self) -> None:
        """The new order was refused: what is in the books counts again."""
        self._sent, self._then_remove = [], False

    def _send_order(self) -> None:
        """Have the order saved; while one is on its way the next waits, for photos get new ids."""
        if not self._sent:
            self._sent = [photo.sha256 for photo in self.photos]
            self.moved.emit([photo.attached_id for photo in self.photos])

    def _settled(self, photos: tuple[PhotoLine, ...]) -> bool:
        """Whether these are what is wanted, or the wanted order has just been sent once more."""
        if not self._sent:
            return True
        if [photo.sha256 for photo in photos] != self._sent:
            return False
        wanted = [photo.sha256 for photo in self.photos]
        again, self._sent = wanted != self._sent, []
        if again:
            by = {photo.sha256: photo for photo in photos}
            self.photos = tuple(by[sha256] for sha256 in wanted)
            self._send_order()
        return not again

    def _like(self, view: str) -> str:
        """The photo that the next one should look like: the newest of its view, else the one shown."""
        if not view:
            return self._large_key
        return next((one.sha256 for one in reversed(self.photos) if one.role == view), "")

    # -- showing

    @property
    def _first(self) -> int:
        """Which photo the strip begins with, so that the chosen one is in it."""
        return max(0, self.at - self._in_strip + 1)

    def _paint(self) -> None:
        count = len(self.photos)
        self._count.setText(f"{count} photo{'s' if count != 1 else ''}" if count else "")
        self._paint_strip()
        if not count:
            self._large_key = ""
            self.large.show_picture(None, "No photo")
            return
        line = self.photos[self.at]
        words = self._words(self.at)
        if line.sha256 != self._large_key:
            self._large_key = line.sha256
            self.large.show_picture(self._desk.thumbs(line.sha256), words)
            key = line.sha256
            self._desk.start(lambda _job: (key, self._desk.photo(key, 1280)), self._on_large)
        self.large.setAccessibleName(words)

    def _words(self, at: int) -> str:
        role = self.photos[at].role
        view = f", {VIEWS.word(role)}" if role else ""
        return f"Photo {at + 1} of {len(self.photos)}{view}"

    def _on_large(self, got: tuple[str, bytes | None]) -> None:
        key, content = got
        if key == self._large_key and content:
            self.large.show_picture(read_image(content, 1280))

    def _paint_strip(self) -> None:
        first = self._first
        for n, photo in enumerate(self._strip):
            at = first + n
            there = at < len(self.photos) and n < self._in_strip
            photo.setVisible(there)
            if there:
                photo.at = at
                words = f"{self._words(at)}, small"
                photo.show_picture(self._desk.thumbs(self.photos[at].sha256), words)
                photo.set_marked(at == self.at)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.photos and self.large.geometry().contains(event.pos()):
            self.show_menu(self.at, event.globalPos())

    # -- pictures that are dropped

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if PhotoIntake.holds_pictures(event.mimeData()):
            event.acceptProposedAction()
            self.intake.get_ready()
            self.tile.set_over(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.tile.set_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.tile.set_over(False)
        if self.ways.take_mime(event.mimeData()):
            event.acceptProposedAction()


class _StripPhoto(Photo):
    """One of the strip."""

    def __init__(self, at: int, photos: PiecePhotos) -> None:
        super().__init__(f"Photo {at + 1}", QSize(SMALL, SMALL), pressable=True)
        self.setFixedSize(SMALL, SMALL)
        self.at = at
        self._photos = photos
        self.setToolTip("Shift ← → changes the order, V says which view it shows, Del takes it off")
        self.pressed.connect(self._on_pressed)

    def _on_pressed(self) -> None:
        self._photos.choose(self.at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(key))
        if step and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._photos.choose(self.at)
            self._photos.shift(step)
        elif step:
            self._photos.choose(self.at + step)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._photos.choose(self.at)
            self._photos.remove()
        elif key == Qt.Key.Key_V and not event.modifiers() and self._photos.may_change():
            self._photos.choose(self.at)
            self._photos.say_view()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._photos.show_menu(self.at, event.globalPos())
