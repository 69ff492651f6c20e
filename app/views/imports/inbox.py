"""Where a file waits that was dropped on another page, until the import page takes it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal

ENDINGS = (".csv", ".tsv", ".txt")


class Inbox(QObject):
    """One for each desk: ``put`` a file, and the import page hears ``arrived``."""

    arrived = Signal()

    def __init__(self, desk: QObject) -> None:
        super().__init__(desk)
        self._waiting: Path | None = None

    @classmethod
    def of(cls, desk: QObject) -> Inbox:
        """The inbox of a desk, made when it is first asked for."""
        return desk.findChild(cls) or cls(desk)

    def put(self, path: Path) -> None:
        """A file is to be read."""
        self._waiting = path
        self.arrived.emit()

    def take(self) -> Path | None:
        """The file that waits, once."""
        path, self._waiting = self._waiting, None
        return path


def dropped_file(data: QMimeData) -> Path | None:
    """The first file of a drop, None when there is none on this PC; any ending may be tried."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    likely = [path for path in paths if path.suffix.casefold() in ENDINGS]
    return next(iter([*likely, *paths]), None)
