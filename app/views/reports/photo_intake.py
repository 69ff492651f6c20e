"""Photos into the report: chosen, dropped or pasted, decoded beside the window, refused in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.errors import InputError, UserError
from app.services.photos import keep_photo
from app.services.report_form import ViewPhoto
from app.views.bug_report import BugReport
from app.views.frame.desk import Desk

MOST_AT_ONCE = 24
FILTER = "Photos (*.jpg *.jpeg *.png *.webp *.tif *.tiff);;All files (*)"


def ask_files(parent: QWidget, title: str) -> list[str]:
    """The system's own dialog for choosing photos."""
    return QFileDialog.getOpenFileNames(parent, title, "", FILTER)[0]


class PhotoIntake(QObject):
    """``taken(photo)`` for each photo that is kept, ``refused(view, error)`` for each that is not.

    ``busy(n)`` tells how many are being decoded.
    """

    taken = Signal(object)
    refused = Signal(str, object)
    busy = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._parent = parent
        self._running = 0
        self.choose: Callable[[QWidget, str], list[str]] = ask_files

    def ask(self, title: str, views: Sequence[str]) -> None:
        """Have photos chosen; the first one is of the first view, and so on."""
        self.take_files(self.choose(self._parent, title), views)

    def take_files(self, paths: Sequence[str], views: Sequence[str]) -> None:
        """Take files, each as the next of ``views`` ("detail" when they run out)."""
        for at, path in enumerate(paths[:MOST_AT_ONCE]):
            self._take(_reader(path), Path(path).name, views[at] if at < len(views) else "detail")

    def take_mime(self, mime: QMimeData, views: Sequence[str]) -> bool:
        """Take what was dropped or pasted; False when there is no picture in it."""
        paths = [url.toLocalFile() for url in mime.urls() if url.isLocalFile()]
        if paths:
            self.take_files(paths, views)
            return True
        if mime.hasImage():
            image = QImage(mime.imageData())
            self._take(lambda: _png(image), "pasted.png", views[0] if views else "detail")
            return True
        return False

    def paste(self, views: Sequence[str]) -> bool:
        """Take what lies in the clipboard."""
        return self.take_mime(QGuiApplication.clipboard().mimeData(), views)

    def _take(self, read: Callable[[], bytes], name: str, view: str) -> None:
        shop = self._desk.shop

        def work(_job: object) -> ViewPhoto | tuple[str, UserError]:
            try:
                kept = keep_photo(shop, read(), name)
            except UserError as error:
                return view, error
            return ViewPhoto(
                kept.sha256, view, kept.width, kept.height, kept.size, kept.mime, kept.taken_at
            )

        self._count(1)
        self._desk.start(work, self._on_kept, self._on_trouble, title="taking in a photo")

    def _on_kept(self, kept: ViewPhoto | tuple[str, UserError]) -> None:
        self._count(-1)
        if isinstance(kept, ViewPhoto):
            self.taken.emit(kept)
        else:
            self.refused.emit(*kept)

    def _on_trouble(self, _error: UserError | BugReport) -> None:
        self._count(-1)

    def _count(self, step: int) -> None:
        self._running += step
        self.busy.emit(self._running)


def can_take(mime: QMimeData) -> bool:
    """Whether something could be a photo."""
    return mime.hasImage() or any(url.isLocalFile() for url in mime.urls())


def _reader(path: str) -> Callable[[], bytes]:
    def read() -> bytes:
        try:
            return Path(path).read_bytes()
        except OSError as error:
            raise InputError(
                "The file cannot be read",
                f"“{Path(path).name}” cannot be read: {error.strerror or 'it is not there'}.",
                "Copy it to this PC, then take it from there.",
                field="photo",
            ) from error

    return read


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, b"PNG")
    return bytes(buffer.data().data())
