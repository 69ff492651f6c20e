"""Pictures on their way in: chosen, dropped or pasted, decoded beside the window, kept sealed."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.errors import FileError, UserError
from app.photos import Photo
from app.services.photos import keep_photo
from app.views import first_folder
from app.views.bug_report import BugReport
from app.views.frame.desk import Desk

PICTURES = "Pictures (*.jpg *.jpeg *.heic *.heif *.png *.webp *.tif *.tiff);;All files (*)"
PASTED = "The pasted picture"


class PhotoIntake(QObject):
    """Takes pictures in one after another, so that they come out in their order.

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
        self._running = False
        self._now = 0

    @property
    def on_their_way(self) -> int:
        """How many pictures are not yet kept."""
        return len(self._row) + int(self._running)

    def choose(self) -> None:
        """Ask for files by the system's own dialog."""
        names, _ = QFileDialog.getOpenFileNames(
            self._window, "Take photos in", PhotoIntake._last or first_folder.pictures(), PICTURES
        )
        if names:
            PhotoIntake._last = str(Path(names[0]).parent)
        self.take_files([Path(name) for name in names])

    def take_files(self, paths: list[Path]) -> None:
        """Take these files in."""
        for path in paths:
            self._put(lambda path=path: (picture_file(path), path.name))  # type: ignore[misc]

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
            image = QImage(mime.imageData())
            self._put(lambda: (as_png(image), PASTED))
        return bool(files) or mime.hasImage()

    def paste(self) -> bool:
        """Take the clipboard's picture in; whether there was one."""
        return self.take_mime(QGuiApplication.clipboard().mimeData())

    # -- one after another

    def _put(self, read: Callable[[], tuple[bytes, str]]) -> None:
        self._row.append((read, self.subject_id))
        self._next()

    def _next(self) -> None:
        if not self._running and self._row:
            self._running = True
            (read, self._now), shop = self._row.popleft(), self._desk.shop
            self._desk.start(
                lambda _job: keep_photo(shop, *read()),
                self._on_kept,
                self._on_refused,
                title="taking a photo in",
            )
        self.waiting.emit(self.on_their_way)

    def _on_kept(self, photo: Photo) -> None:
        self._running = False
        self.taken.emit(photo, self._now)
        self._next()

    def _on_refused(self, error: UserError | BugReport) -> None:
        self._running = False
        if isinstance(error, UserError):
            self.refused.emit(error)
        self._next()


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
