"""Pictures on their way in: chosen, dropped or pasted, decoded beside the window, kept sealed."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.errors import FileError, UserError
from app.photos import Photo, warm_up
from app.services.photos import keep_photo
from app.views import first_folder
from app.views.bug_report import BugReport
from app.views.frame.desk import Desk
from app.views.photos import cards

if TYPE_CHECKING:
    from app.shop import Shop

PICTURES = "Pictures (*.jpg *.jpeg *.heic *.heif *.png *.webp *.tif *.tiff);;All files (*)"
PASTED = "The pasted picture"


AT_ONCE = 3
"""So many pictures are on their way at the same time: two are decoded, each in a process of its own,
and the third is read or written meanwhile."""


class PhotoIntake(QObject):
    """Takes pictures in, some at a time, so that they come out in their order.

    ``taken(Photo, subject_id)`` for each that was kept, ``refused(UserError)`` for each that cannot
    be, ``waiting(n)`` how many are on their way. ``subject_id`` is the record for which pictures are
    chosen: who has gone on to another one meanwhile still gets each picture with its own record.
    """

    taken = Signal(object, object)
    refused = Signal(object)
    waiting = Signal(int)
    _last = ""
    """The folder of the pictures that were chosen last, on any page."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._window = parent
        self.subject_id = 0
        self._row: deque[tuple[Callable[[], tuple[bytes, str]], int]] = deque()
        self._turns: deque[_Turn] = deque()

    @property
    def on_their_way(self) -> int:
        """How many pictures are not yet kept."""
        return len(self._row) + len(self._turns)

    def get_ready(self) -> None:
        """Pictures are about to come: nobody shall wait for the decoders to start."""
        self._desk.start(lambda _job: warm_up(), title="getting ready for photos")

    def choose(self) -> None:
        """Ask for files by the system's own dialog; it opens at a camera's card that is plugged in."""
        self.get_ready()
        where = cards.newest() or PhotoIntake._last or first_folder.pictures()
        names, _ = QFileDialog.getOpenFileNames(self._window, "Take photos in", where, PICTURES)
        if names:
            PhotoIntake._last = str(Path(names[0]).parent)
        self.take_files([Path(name) for name in names])

    def take_files(self, paths: list[Path], subject_id: int | None = None) -> None:
        """Take these files in, for the record of now or for this one."""
        for path in paths:
            self._put(lambda path=path: (picture_file(path), path.name), subject_id)  # type: ignore[misc]

    def take_image(self, image: QImage, name: str) -> None:
        """Take in what a camera sees."""
        self._put(lambda: (as_png(image), name))

    @staticmethod
    def holds_pictures(mime: QMimeData) -> bool:
        """Whether something that is dragged or copied may be taken in."""
        return mime.hasImage() or any(url.isLocalFile() for url in mime.urls())

    def take_mime(self, mime: QMimeData) -> bool:
        """Take in what was dropped or copied; whether there was anything."""
        files = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        if files:
            self.take_files(files)
        elif mime.hasImage():
            self.take_image(QImage(mime.imageData()), PASTED)
        return bool(files) or mime.hasImage()

    def paste(self) -> bool:
        """Take the clipboard's picture in; whether there was one."""
        return self.take_mime(QGuiApplication.clipboard().mimeData())

    # -- some at a time, told in their order

    def _put(self, read: Callable[[], tuple[bytes, str]], subject_id: int | None = None) -> None:
        self._row.append((read, self.subject_id if subject_id is None else subject_id))
        self._next()

    def _next(self) -> None:
        shop = self._desk.shop
        while self._row and len(self._turns) < AT_ONCE:
            read, subject = self._row.popleft()
            turn = _Turn(subject, self)
            self._turns.append(turn)
            job = self._desk.start(
                partial(_keep, shop, read),
                turn.on_kept,
                turn.on_refused,
                title="taking a photo in",
            )
            job.ended.connect(turn.on_over)
        self.waiting.emit(self.on_their_way)

    def tell(self) -> None:
        """Tell of those that are through, but of none before the ones that came first."""
        while self._turns and self._turns[0].is_over:
            turn = self._turns.popleft()
            if turn.photo is not None:
                self.taken.emit(turn.photo, turn.subject_id)
            elif turn.refusal is not None:
                self.refused.emit(turn.refusal)
            turn.deleteLater()
        self._next()


class _Turn(QObject):
    """One picture on its way: what has become of it, and for which record it came."""

    def __init__(self, subject_id: int, intake: PhotoIntake) -> None:
        super().__init__(intake)
        self.subject_id = subject_id
        self.photo: Photo | None = None
        self.refusal: UserError | None = None
        self.is_over = False
        self._intake = intake

    def on_kept(self, photo: Photo) -> None:
        """It is in the store."""
        self.photo = photo

    def on_refused(self, error: UserError | BugReport) -> None:
        """It is not, and why."""
        if isinstance(error, UserError):
            self.refusal = error

    def on_over(self) -> None:
        """Nothing more is heard of it, be it that whoever chose it has gone."""
        self.is_over = True
        self._intake.tell()


def _keep(shop: Shop, read: Callable[[], tuple[bytes, str]], _job: object) -> Photo:
    return keep_photo(shop, *read())


def picture_file(path: Path) -> bytes:
    """The bytes of a chosen picture; FileError where they cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileError(
            "The file cannot be read",
            f"“{path.name}” cannot be read ({error.strerror or error}).",
            "Copy it to this PC, then take it from there.",
            field="photo",
        ) from error


def as_png(image: QImage) -> bytes:
    """A picture of the clipboard as the bytes of a file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub wants bytes, Qt a text
    return bytes(buffer.data().data())
