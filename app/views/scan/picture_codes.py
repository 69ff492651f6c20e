"""Codes from pictures: a file, the clipboard, something dropped. Each code is then a scan."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.errors import UserError
from app.services.code_pictures import codes_in_picture
from app.views import first_folder
from app.views.bug_report import BugReport
from app.views.frame.desk import Desk
from app.views.scanner.seat import ScannerSeat
from app.views.widgets.photo_intake import PASTED, PICTURES, as_png, picture_file


class PictureCodes(QObject):
    """Reads pictures beside the window, one after the other; what is in them is heard as scans."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window

    def choose(self) -> None:
        """Ask for pictures by the system's own dialog."""
        names, _ = QFileDialog.getOpenFileNames(
            self._window, "Read codes from pictures", first_folder.pictures(), PICTURES
        )
        self.take_files([Path(name) for name in names])

    def paste(self) -> None:
        """The picture in the clipboard."""
        if not self.take_mime(QGuiApplication.clipboard().mimeData()):
            self._desk.toast("There is no picture in the clipboard")

    def take_mime(self, mime: QMimeData) -> bool:
        """What was dropped or copied; whether there was a picture."""
        files = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        if files:
            self.take_files(files)
        elif mime.hasImage():
            image = QImage(mime.imageData())
            self._desk.start(
                lambda _job: codes_in_picture(as_png(image), PASTED), self._on_codes, self._on_none
            )
        return bool(files) or mime.hasImage()

    def take_files(self, paths: list[Path]) -> None:
        """These files, in their order."""
        if paths:
            self._desk.start(
                lambda _job: [c for path in paths for c in _codes(path)],
                self._on_codes,
                self._on_none,
            )

    def _on_codes(self, codes: list[str]) -> None:
        seat = ScannerSeat.of(self._desk)
        for code in codes:
            seat.scanned.emit(code)

    def _on_none(self, error: UserError | BugReport) -> None:
        self._desk.play("wrong")
        if isinstance(error, UserError):
            self._desk.frame.show_refusal(error)


def _codes(path: Path) -> list[str]:
    return codes_in_picture(picture_file(path), path.name)
