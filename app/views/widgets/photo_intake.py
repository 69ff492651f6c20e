"""Pictures on their way in: chosen, dropped or pasted, decoded beside the window, kept sealed."""

from __future__ import annotations

import errno
import os
import stat
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.errors import FileError, InputError, UserError
from app.photos import Photo, refuse_too_large, shown_name, warm_up
from app.services.photos import Kept, keep_photos
from app.services.view_names import view_named
from app.views import first_folder
from app.views.bug_report import BugReport
from app.views.frame.desk import Desk
from app.views.photos import cards

if TYPE_CHECKING:
    from app.shop import Shop

PICTURES = "Pictures (*.jpg *.jpeg *.heic *.heif *.png *.webp *.tif *.tiff);;All files (*)"
PASTED = "The pasted picture"
ENDS = (".jpg", ".jpeg", ".jpe", ".heic", ".heif", ".png", ".webp", ".tif", ".tiff")
MOST_OF_FOLDER, MOST_LOOKED_AT = 200, 5_000
"""So many pictures of a dropped folder are taken, from so many files and folders in it."""
COPIED_AS = ("image/jpeg", "image/png", "image/webp", "image/tiff", "image/heic")
"""What a copied picture's bytes are called. They are taken as they are, and no stranger's bytes are
decoded in this process, where its owner offers them; what only the window can read becomes a PNG."""


DETAIL = "detail"
"""The view of which a piece may have any number."""
MOST_SAID = 4
"""So many refused pictures are named where several come together."""
AT_ONCE = 3
"""So many pictures are on their way at the same time: two are decoded, each in a process of its own,
and the third is read or written meanwhile."""


class PhotoIntake(QObject):
    """Takes pictures in, some at a time, so that they come out in their order.

    ``taken(Photo, subject_id, view)`` for each that was kept, ``refused(UserError)`` for each that
    cannot be, ``refusals(UserError)`` with all of those that came together in one, ``waiting(n)`` how
    many are on their way. ``subject_id`` is the record for which pictures are
    chosen: who has gone on to another one meanwhile still gets each picture with its own record.
    ``view`` is what was asked for when it came, else the view that its file is named after where
    that one is missing still, "" where nobody said what it shows.
    """

    taken = Signal(object, object, str)
    refused = Signal(object)
    refusals = Signal(object)
    waiting = Signal(int)
    _last = ""
    """The folder of the pictures that were chosen last, on any page."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._window = parent
        self.subject_id = 0
        self.asked = ""
        """The view that the next picture is to show; one that is refused leaves it asked for."""
        self.missing: Callable[[], Sequence[str]] = tuple
        """The views that the record still wants, for files that are named after one of them."""
        self._row: deque[_Coming] = deque()
        self._turns: deque[_Turn] = deque()
        self._refused: list[UserError] = []
        self._folders = 0

    @property
    def on_their_way(self) -> int:
        """How many pictures are not yet kept; a folder that is looked through counts as one."""
        return self._folders + len(self._row) + len(self._turns)

    def ask_for(self, view: str = "") -> None:
        """The next picture shows this view, and those behind it none in particular."""
        self.asked = view

    def hand_in(self, photo: Photo, subject_id: int) -> None:
        """Give on a picture that somebody else has kept already, such as one of a phone."""
        self.taken.emit(photo, subject_id, self._shows(photo, subject_id, self._view()))

    def _view(self) -> str:
        view, self.asked = self.asked, ""
        return view

    @property
    def named_ahead(self) -> frozenset[str]:
        """The views that files on their way are named after: one without a name leaves them free."""
        waiting = {coming.named for coming in self._row}
        return frozenset(waiting | {turn.named for turn in self._turns})

    def _shows(self, photo: Photo, subject_id: int, asked: str) -> str:
        """What was asked for; else what the file is named after, if no photo shows that yet."""
        if asked or subject_id != self.subject_id:
            return asked
        named, missing = view_named(photo.name), self.missing()
        return named if named in missing or (named == DETAIL and missing) else ""

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
        """Take these files in, for the record of now or for this one.

        The view that was asked for is shown by the one that is named after it, else by the first that
        is named after none.
        """
        if not paths:
            return
        asked = self._view()
        named = [view_named(path.name) for path in paths]
        at = next((named.index(view) for view in (asked, "") if view in named), 0)
        for n, path in enumerate(paths):
            self._put(
                lambda path=path: (picture_file(path), path.name),  # type: ignore[misc]
                subject_id,
                asked if n == at else "",
                named[n],
            )

    def take_image(self, image: QImage, name: str) -> None:
        """Take in what a camera sees."""
        self._put(lambda: (as_png(image), name), view=self._view())

    @staticmethod
    def holds_pictures(mime: QMimeData) -> bool:
        """Whether something that is dragged or copied may be taken in."""
        copied = mime.hasImage() or any(mime.hasFormat(kind) for kind in COPIED_AS)
        return copied or any(url.isLocalFile() for url in mime.urls())

    @staticmethod
    def means_pictures(mime: QMimeData) -> bool:
        """Whether who pastes this beside a field means its picture and not its words, as of a copied
        file, which has its path for words."""
        files = [url.fileName() for url in mime.urls() if url.isLocalFile()]
        return any(map(_is_picture, files)) or (mime.hasImage() and not mime.hasText())

    def take_mime(self, mime: QMimeData) -> bool:
        """Take in what was dropped or copied; whether there was anything."""
        files = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        self.take_files([path for path in files if not path.is_dir()])
        for path in files:
            if path.is_dir():
                self._look_through(path)
        if files:
            return True
        if copied := copied_bytes(mime):
            self._put(lambda: (copied, PASTED), view=self._view())
        elif mime.hasImage():
            self.take_image(QImage(mime.imageData()), PASTED)
        return bool(copied) or mime.hasImage()

    def _look_through(self, path: Path) -> None:
        """On a slow share its thousands of files take a while."""
        look = partial(_looked, path, self.subject_id)
        self._folders += 1
        job = self._desk.start(look, self._on_folder, title="looking through a folder")
        job.ended.connect(self._on_looked)
        self.waiting.emit(self.on_their_way)

    def _on_folder(self, looked: tuple[Path, int, list[Path], bool]) -> None:
        path, subject_id, found, all_of_them = looked
        self.take_files(found, subject_id)
        if not found or not all_of_them:
            self._put(partial(_refuse_folder, path, len(found)), subject_id)

    def _on_looked(self) -> None:
        self._folders -= 1
        self._next()

    def paste(self) -> bool:
        """Take the clipboard's picture in; whether there was one."""
        return self.take_mime(QGuiApplication.clipboard().mimeData())

    # -- some at a time, told in their order

    def _put(
        self,
        read: Callable[[], tuple[bytes, str]],
        subject_id: int | None = None,
        view: str = "",
        named: str = "",
    ) -> None:
        if not self.on_their_way:
            self._refused = []  # what comes now did not come with those
        subject = self.subject_id if subject_id is None else subject_id
        self._row.append(_Coming(read, subject, view, named))
        self._next()

    def _next(self) -> None:
        shop = self._desk.shop
        while self._row and len(self._turns) < AT_ONCE:
            coming = self._row.popleft()
            turn = _Turn(coming, self)
            self._turns.append(turn)
            job = self._desk.start(
                partial(_keep, shop, coming.read),
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
            for n, photo in enumerate(turn.photos):  # pages behind the first show something else
                view = "" if n else self._shows(photo, turn.subject_id, turn.view)
                self.taken.emit(photo, turn.subject_id, view)
            if turn.refusal is not None:
                self.asked = self.asked or ("" if turn.photos else turn.view)
                self._refused.append(turn.refusal)
                self.refused.emit(turn.refusal)
                self.refusals.emit(in_one(self._refused))
            turn.deleteLater()
        self._next()


@dataclass(frozen=True)
class _Coming:
    """A picture that waits to be read: for which record and view, and what its file is named after."""

    read: Callable[[], tuple[bytes, str]]
    subject_id: int
    view: str
    named: str


class _Turn(QObject):
    """One picture on its way: what has become of it, for which record and view it came."""

    def __init__(self, coming: _Coming, intake: PhotoIntake) -> None:
        super().__init__(intake)
        self.subject_id, self.view, self.named = coming.subject_id, coming.view, coming.named
        self.photos: tuple[Photo, ...] = ()
        self.refusal: UserError | None = None
        self.is_over = False
        self._intake = intake

    def on_kept(self, kept: Kept) -> None:
        """It is in the store, with all its pages."""
        self.photos, self.refusal = kept.photos, kept.refusal

    def on_refused(self, error: UserError | BugReport) -> None:
        """It is not, and why."""
        if isinstance(error, UserError):
            self.refusal = error

    def on_over(self) -> None:
        """Nothing more is heard of it, be it that whoever chose it has gone."""
        self.is_over = True
        self._intake.tell()


def _looked(folder: Path, subject_id: int, _job: object) -> tuple[Path, int, list[Path], bool]:
    return folder, subject_id, *pictures_in(folder)


def in_one(refused: Sequence[UserError]) -> UserError:
    """What several pictures are refused for, as one refusal: the first few by name, the rest counted."""
    if len(refused) == 1:
        return refused[0]
    said = [error.message for error in refused[:MOST_SAID]]
    more = len(refused) - len(said)
    if more:
        said.append(f"{more} more {'was' if more == 1 else 'were'} not taken either.")
    return InputError(
        f"{len(refused)} pictures were not taken",
        " ".join(said),
        "Mend them, or take them again.",
        field="photo",
    )


def _keep(shop: Shop, read: Callable[[], tuple[bytes, str]], _job: object) -> Kept:
    return keep_photos(shop, *read())


def picture_file(path: Path) -> bytes:
    """The bytes of a chosen picture; FileError where they cannot be read, InputError for too many."""
    try:
        info = path.stat()  # a film of many GB is not read to be refused, and a pipe never ends
        if not stat.S_ISREG(info.st_mode):
            raise OSError(errno.EINVAL, "it is no file")
        refuse_too_large(info.st_size, path.name)
        return path.read_bytes()
    except OSError as error:
        raise FileError(
            "The file cannot be read",
            f"“{path.name}” cannot be read ({error.strerror or error}).",
            "Copy it to this PC, then take it from there.",
            field="photo",
        ) from error


def pictures_in(folder: Path) -> tuple[list[Path], bool]:
    """The pictures of a folder such as a card's, by name, and whether these are all.

    Folders within it are looked through as well: a card has one for each thousand pictures.
    """
    found: list[Path] = []
    seen = 0
    for place, folders, files in os.walk(folder):
        folders.sort()
        seen += len(files) + 1
        found += (Path(place, name) for name in sorted(files) if _is_picture(name))
        if len(found) > MOST_OF_FOLDER or seen > MOST_LOOKED_AT:
            return found[:MOST_OF_FOLDER], False
    return found, True


def _is_picture(name: str) -> bool:
    return name.lower().endswith(ENDS) and not name.startswith(".")


def _refuse_folder(folder: Path, taken: int) -> tuple[bytes, str]:
    many = f"the first {taken} of its pictures are taken" if taken else "no picture was found in it"
    raise InputError(
        "A folder",
        f"“{shown_name(str(folder))}” is a folder: {many}.",
        "Open it and drop the pictures that you want.",
        field="photo",
    )


def copied_bytes(mime: QMimeData) -> bytes:
    """A copied picture as the bytes of its file, b"" where they are not offered."""
    offered = next((kind for kind in COPIED_AS if mime.hasFormat(kind)), "")
    return bytes(mime.data(offered).data()) if offered else b""


def as_png(image: QImage) -> bytes:
    """A picture of the clipboard as the bytes of a file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub wants bytes, Qt a text
    return bytes(buffer.data().data())
