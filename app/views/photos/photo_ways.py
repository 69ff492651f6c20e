"""All ways in which photos come to a page's record, besides dropping and pasting them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QWidget

from app.domain.vocabulary import VIEWS
from app.views import first_folder
from app.views.frame.desk import Desk
from app.views.photos.folder_watch import FolderWatch
from app.views.widgets.button import Button
from app.views.widgets.photo_intake import PhotoIntake
from app.views.widgets.sheet import Sheet

OTHER_WAYS = "Shift+F7"


class PhotoWays(QObject):
    """For one intake. ``watching(folder's name)`` as a folder is watched, "" when no more.

    ``view()`` is the view that the next photo is to show ("" where there are none), ``ghost(view)``
    the digest of the photo that it should look like, ``before(view)`` is called as pictures are about to
    come, of that view first ("" where none was asked for). Files of a watched folder go by ``take_files``.
    """

    watching = Signal(str)
    _last = ""

    def __init__(
        self,
        desk: Desk,
        page: QWidget,
        intake: PhotoIntake,
        *,
        view: Callable[[], str] = lambda: "",
        ghost: Callable[[str], str] = lambda _view: "",
        before: Callable[[str], object] = lambda _view: None,
    ) -> None:
        super().__init__(page)
        self._desk, self._page, self.intake = desk, page, intake
        self.next_view, self.like, self._before = view, ghost, before
        self.watch: FolderWatch | None = None
        page.installEventFilter(self)
        self._ended = ""
        desk.session.changed.connect(self._on_session)

    def ask(self, view: str = "") -> None:
        """Which way: a digit each. The first picture is to show ``view``."""
        WaysSheet(self._desk, self, view).open()

    def choose(self, view: str = "") -> None:
        """Files, by the system's own dialog."""
        self._before(view)
        self.intake.choose()

    def paste(self, view: str = "") -> None:
        """The picture that was copied."""
        if not self.take_mime(QGuiApplication.clipboard().mimeData(), view):
            self._desk.toast("There is no picture in the clipboard")

    def take_mime(self, mime: QMimeData, view: str = "") -> bool:
        """What was copied or dropped; whether there was a picture in it."""
        self._before(view)
        return self.intake.take_mime(mime)

    def by_phone(self, view: str = "") -> None:
        """A code on the screen for the phone."""
        from app.views.photos.phone_sheet import PhoneSheet  # here: the page's server comes with it

        self._before(view)
        PhoneSheet(self._desk, self.intake).open()

    def by_camera(self, view: str = "") -> None:
        """A webcam or a microscope."""
        from app.views.photos.camera_sheet import PhotoCameraSheet  # here: video comes with it

        self._before(view)
        PhotoCameraSheet(self._desk, self.intake, self.next_view, self.like).open()

    # -- a folder

    @property
    def watched(self) -> str:
        """The name of the folder that is watched, "" for none."""
        return self.watch.folder.name or str(self.watch.folder) if self.watch else ""

    def by_folder(self, view: str = "") -> None:
        """Watch a folder. One that is watched gives the view that was asked for, else it is let go."""
        if self.watch is not None and view:
            self._before(view)
            self._desk.toast(f"The next photo in “{self.watched}” is the {VIEWS.word(view)} view")
            return
        if self.watch is not None:
            self.stop_watching()
            return
        where = PhotoWays._last or first_folder.pictures()
        chosen = QFileDialog.getExistingDirectory(
            self._page, "Photos that arrive in this folder belong to what is on screen", where
        )
        if chosen:
            self.watch_folder(Path(chosen), view)

    def watch_folder(self, folder: Path, view: str = "") -> None:
        """New pictures in it are taken from now on, until the page is left or the screen locked."""
        self.stop_watching()
        self._ended = ""
        PhotoWays._last = str(folder)
        watch = FolderWatch(folder, lambda: self.intake.subject_id, self)
        watch.arrived.connect(self._on_arrived)
        watch.began.connect(self._on_began)
        watch.lost.connect(self._on_lost)
        watch.back.connect(self._desk.toast)
        self._before(view)
        self.watch = watch
        watch.start()

    def _on_began(self) -> None:
        self.watching.emit(self.watched)
        self._desk.toast(f"Photos that arrive in “{self.watched}” are taken")

    def _on_session(self, actor: object) -> None:
        """A locked screen takes nothing; who comes back is told that the folder waits to be chosen."""
        if self.watch is not None:
            self._ended = self.watched
            self.stop_watching()
        if actor is not None and self._ended:
            self._desk.toast(f"“{self._ended}” is not watched since the lock: choose it anew")
            self._ended = ""

    def stop_watching(self) -> None:
        """Pictures that arrive from now on stay where they are."""
        watch, self.watch = self.watch, None
        if watch is not None:
            watch.stop()
            watch.deleteLater()
            self.watching.emit("")

    def _on_arrived(self, path: Path, subject: int) -> None:
        self.intake.take_files([path], subject)

    def _on_lost(self, sentence: str) -> None:
        if self.watch is not None and not self.watch.is_on:
            self.stop_watching()
        self._desk.toast(sentence)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Hide and not event.spontaneous() and self.watch:
            name = self.watched
            self.stop_watching()
            self._desk.toast(f"“{name}” is no longer watched: its page was left")
        return False


def declare_ways(page: Any, ways: Callable[[], PhotoWays]) -> list[Any]:
    """Put them among a page's commands, where the palette finds them; ``ways`` when one is taken."""
    command = page.command
    return [
        command("Other ways to take photos", lambda: ways().ask(), OTHER_WAYS, icon="images"),
        command("Take photos by phone", lambda: ways().by_phone(), icon="qr-code"),
        command(
            "Take photos with a camera or microscope", lambda: ways().by_camera(), icon="camera"
        ),
        command(
            "Take the photos that arrive in a folder",
            lambda: ways().by_folder(),
            icon="folder-open",
        ),
    ]


class WaysSheet(Sheet):
    """Five ways, each with a digit; ``view`` is what the first picture is to show.

    What is dropped on it, or pasted, is taken at once.
    """

    def __init__(self, desk: Desk, ways: PhotoWays, view: str = "") -> None:
        title = f"Take a photo: {VIEWS.word(view)}" if view in VIEWS else "Take photos"
        super().__init__(desk.frame.host(), title, "Or drop them here.", width=440)
        self._view, self._ways = view, ways
        self.setAcceptDrops(True)
        folder = "From a watched folder"
        if ways.watched:
            what = "Wait for it in" if view else "Stop watching"
            folder = f"{what} “{ways.watched}”"
        self.ways: list[Button] = []
        for n, (words, icon, run) in enumerate(
            (
                ("Choose files", "images", ways.choose),
                ("By phone", "qr-code", ways.by_phone),
                ("Camera or microscope", "camera", ways.by_camera),
                (folder, "folder-open", ways.by_folder),
                ("Paste what was copied", "clipboard-paste", ways.paste),
            ),
            1,
        ):
            button = Button(words, icon=icon, key=str(n))
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.clicked.connect(self._then(run))
            self.ways.append(button)
            self.body.addWidget(button)
        self.add_way("Cancel", key="Esc")
        self.closed.connect(self.deleteLater)

    def _then(self, run: Callable[[str], None]) -> Callable[[], None]:
        def take() -> None:
            self.dismiss()
            run(self._view)

        return take

    def focus_first(self) -> None:
        """The first way; a digit takes one wherever the focus is."""
        self.ways[0].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = "12345".find(event.text()) if event.text() else -1
        if event.matches(QKeySequence.StandardKey.Paste):
            at = len(self.ways) - 1
        if 0 <= at < len(self.ways):
            self.ways[at].click()
            event.accept()
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if PhotoIntake.holds_pictures(event.mimeData()):
            event.acceptProposedAction()
            self._ways.intake.get_ready()

    def dropEvent(self, event: QDropEvent) -> None:
        self.dismiss()
        if self._ways.take_mime(event.mimeData(), self._view):
            event.acceptProposedAction()
