"""Photos for the views of a report: which picture is of which view, and which one was refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.errors import UserError
from app.domain.vocabulary import VIEWS, views_missing
from app.photos import Photo
from app.services.report_form import ViewPhoto
from app.views.frame.desk import Desk
from app.views.reports.writing import ReportWriting
from app.views.widgets.photo_intake import PhotoIntake

DETAIL = "detail"


class ReportPhotos(QObject):
    """Takes pictures into a writing: the first one as the view asked for, one whose file is named after
    a view that is missing as that, the others as is missing.

    ``refused(view, error)`` for one that cannot be taken.
    """

    refused = Signal(str, object)
    waiting = Signal(int)

    def __init__(
        self, desk: Desk, writing: ReportWriting, parent: QWidget, is_open: Callable[[], bool]
    ) -> None:
        """``is_open()`` says whether the report is still written: to a signed one nothing comes."""
        super().__init__(parent)
        self.writing = writing
        self._desk = desk
        self._is_open = is_open
        self.intake = PhotoIntake(desk, parent)
        self.intake.missing = self._missing
        self.intake.taken.connect(self._on_taken)
        self.intake.refused.connect(self._on_refused)
        self.intake.waiting.connect(self.waiting)

    @property
    def next_missing(self) -> str:
        """The first view that is wanted and not shown yet; "detail" when all are there."""
        ahead = self.intake.named_ahead
        return next((view for view in self._missing() if view not in ahead), DETAIL)

    def _missing(self) -> tuple[str, ...]:
        piece = self.writing.piece
        there = [photo.view for photo in self.writing.form.photos]
        return views_missing(piece.category, there) if piece else ()

    def choose(self, view: str = "") -> None:
        """Ask for files by the system's dialog; the first one shows ``view``."""
        self.begin(view)
        self.intake.choose()

    def take_files(self, paths: Sequence[Path], view: str = "") -> None:
        """Take these files."""
        self.begin(view)
        self.intake.take_files(list(paths))

    def take_mime(self, mime: QMimeData, view: str = "") -> bool:
        """Take what was dropped; whether there was anything."""
        self.begin(view)
        return self.intake.take_mime(mime)

    def paste(self, view: str = "") -> bool:
        """Take the clipboard's picture; whether there was one."""
        self.begin(view)
        return self.intake.paste()

    def begin(self, view: str = "") -> None:
        """What comes next shows ``view``, then the views that are missing, one after another."""
        self.intake.subject_id = self._piece_id
        self.intake.ask_for(view)

    @property
    def next_view(self) -> str:
        """What the next picture shows: the view that was asked for, else the next one missing."""
        return self.intake.asked or self.next_missing

    @property
    def _piece_id(self) -> int:
        return self.writing.piece.id if self.writing.piece else 0

    def _on_taken(self, photo: Photo, piece_id: int, asked: str) -> None:
        if piece_id != self._piece_id:
            self._desk.toast("A photo came too late for its report: take it in there once more")
            return
        if not self._is_open():
            self._desk.toast("The report is signed: a photo that came since is not on it")
            return
        view = asked or self.next_missing
        there = next((p for p in self.writing.form.photos if p.sha256 == photo.sha256), None)
        if there is not None:
            self.writing.show_photo(there.sha256)
            self._say_there(there.view, view)
            return
        self.refused.emit(view, None)
        self.writing.add_photo(
            ViewPhoto(
                photo.sha256,
                view if view in VIEWS else DETAIL,
                photo.width,
                photo.height,
                photo.size,
                photo.mime,
                photo.taken_at,
            )
        )

    def _say_there(self, view: str, asked: str) -> None:
        """A picture that came twice stays what it is; the view that it was to show is missing still."""
        shown = VIEWS.word(view)
        still = (
            f": {VIEWS.word(asked)} is still missing" if asked in VIEWS and asked != view else ""
        )
        self._desk.toast(f"This picture is there already, as {shown}{still}")

    def _on_refused(self, error: UserError) -> None:
        self.refused.emit(self.next_view, error)
