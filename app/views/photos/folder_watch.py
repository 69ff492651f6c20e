"""A folder whose new pictures belong to what is on screen: a camera's tether, a scanner, a sync."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

LOOK_MS = 700
"""A file that is as long and as old at two looks so far apart is whole."""
EMPTY_S = 30
"""So long a file may stay empty before it is given on, to be refused with its sentence."""
UNFINISHED = (".part", ".partial", ".crdownload", ".download", ".tmp", ".temp", ".filepart")
BESIDE = ("thumbs.db", "desktop.ini", ".ds_store")


@dataclass
class _Seen:
    size: int
    changed: int
    subject: int
    since: float


class FolderWatch(QObject):
    """``arrived(path, subject)`` for each picture that is new and whole; ``lost(sentence)`` at its end.

    What lay there before stays out. ``subject`` says which record is on screen when a file first
    appears: it is the one that was photographed, whatever is on screen once the file is whole.
    """

    arrived = Signal(object, object)
    lost = Signal(str)

    def __init__(self, folder: Path, subject: Callable[[], int], parent: QObject) -> None:
        super().__init__(parent)
        self.folder = folder
        self._subject = subject
        self._done: set[str] = set()
        self._growing: dict[str, _Seen] = {}
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self.look)
        self._timer = QTimer(self)  # a network's folder tells nothing by itself
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> bool:
        """Watch from now on; False where the folder cannot be read (``lost`` says it)."""
        try:
            self._done = set(_pictures(self.folder))
        except OSError as error:
            self._lose(error)
            return False
        self._watcher.addPath(str(self.folder))
        self._timer.start()
        return True

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()
        self._watcher.removePaths(self._watcher.directories() or [str(self.folder)])
        self._growing.clear()

    @property
    def is_on(self) -> bool:
        """Whether it is watched."""
        return self._timer.isActive()

    def look(self) -> None:
        """See what is new, and what has become whole since the last look."""
        try:
            there = _pictures(self.folder)
        except OSError as error:
            self.stop()
            self._lose(error)
            return
        for name in list(self._growing):
            if name not in there:
                del self._growing[name]
        self._done &= set(there)
        now = time.monotonic()
        for name, (size, changed) in there.items():
            if name in self._done:
                continue
            seen = self._growing.get(name)
            if seen is None:
                self._growing[name] = _Seen(size, changed, self._subject(), now)
            elif (seen.size, seen.changed) != (size, changed):
                seen.size, seen.changed, seen.since = size, changed, now
            elif now - seen.since >= (LOOK_MS * 0.9 / 1000 if size else EMPTY_S):
                del self._growing[name]
                self._done.add(name)
                self.arrived.emit(self.folder / name, seen.subject)

    def _lose(self, error: OSError) -> None:
        self.lost.emit(
            f"The folder “{self.folder.name}” cannot be read any more "
            f"({error.strerror or error}). Photos from it are no longer taken."
        )


def _pictures(folder: Path) -> dict[str, tuple[int, int]]:
    """The files that may be pictures: name → size and time of the last change."""
    found: dict[str, tuple[int, int]] = {}
    with os.scandir(folder) as entries:
        for entry in entries:
            name = entry.name.lower()
            if name.startswith((".", "~")) or name.endswith(UNFINISHED) or name in BESIDE:
                continue
            try:
                if entry.is_file():
                    info = entry.stat()
                    found[entry.name] = (info.st_size, info.st_mtime_ns)
            except OSError:
                continue  # gone between the list and the look
    return found
