"""A folder whose new pictures belong to what is on screen: a camera's tether, a scanner, a sync."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

LOOK_MS = 700
"""A file that is as long and as old at two looks so far apart is whole."""
EMPTY_S = 30
"""So long a file may stay empty before it is given on, to be refused with its sentence."""
UNFINISHED = (".part", ".partial", ".crdownload", ".download", ".tmp", ".temp", ".filepart")
BESIDE = ("thumbs.db", "desktop.ini", ".ds_store")
Signature = tuple[int, int]
"""How long a file is and when it was changed: who writes another picture over it changes them."""


@dataclass
class _Seen:
    """A file that is not taken yet: since when it has been like this, and for whom it appeared."""

    signature: Signature
    subject: int
    since: float


class FolderWatch(QObject):
    """``arrived(path, subject)`` for each picture that is new and whole, or written over an older one.

    What lay there before (when ``began`` is told) stays out, and so does a file that only got another
    name. ``subject`` says which record is on screen when a file first appears: it is the one that was
    photographed, whatever is on screen once the file is whole. ``lost(sentence)`` when the folder
    cannot be read, ``back(sentence)`` when it can again; one that could not be read at all is given up.
    """

    arrived = Signal(object, object)
    began = Signal()
    lost = Signal(str)
    back = Signal(str)

    def __init__(self, folder: Path, subject: Callable[[], int], parent: QObject) -> None:
        super().__init__(parent)
        self.folder = folder
        self._subject = subject
        self._done: dict[str, Signature] | None = None
        self._growing: dict[str, _Seen] = {}
        self._away = False
        self._looker = _Looker(folder)
        self._timer = QTimer(self)  # a network's folder tells nothing by itself
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Watch from now on: the first look says what is there already."""
        self._looker.start()
        self._timer.start()

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()
        self._looker.stop()
        self._growing.clear()

    @property
    def is_on(self) -> bool:
        """Whether it is watched."""
        return self._timer.isActive()

    def look(self) -> None:
        """Hear what the last look has seen, if it is over, and have the next one begin."""
        found = self._looker.take()
        if found is None:
            return
        there, at = found
        if isinstance(there, OSError):
            self._lose(there)
        elif self._done is None:
            self._done = dict(there)
            self.began.emit()
        else:
            self._return()
            self._compare(there, at)

    def _compare(self, there: dict[str, Signature], at: float) -> None:
        """What is new, and what has become whole since the look before."""
        assert self._done is not None
        gone = {name: self._growing.pop(name) for name in set(self._growing) - set(there)}
        renamed = {self._done[name] for name in set(self._done) - set(there)}
        for name, signature in sorted(there.items(), key=_as_taken):
            if self._done.get(name) == signature:
                continue
            seen = self._growing.get(name)
            if seen is None and name not in self._done and signature in renamed:
                self._done[name] = signature  # one that was taken has another name now
            elif seen is None:
                before = next((one for one in gone.values() if one.signature == signature), None)
                self._growing[name] = before or _Seen(signature, self._subject(), at)
            elif seen.signature != signature:
                seen.signature, seen.since = signature, at
            elif at - seen.since >= (LOOK_MS * 0.9 / 1000 if signature[0] else EMPTY_S):
                del self._growing[name]
                self._done[name] = signature
                self.arrived.emit(self.folder / name, seen.subject)

    def _lose(self, error: OSError) -> None:
        why = f"The folder “{self.folder.name}” cannot be read ({error.strerror or error})."
        if self._done is None:
            self.stop()
            self.lost.emit(f"{why} Photos from it are not taken.")
        elif not self._away:
            self._away = True
            self.lost.emit(f"{why} Its photos are taken again as soon as it is back.")

    def _return(self) -> None:
        if self._away:
            self._away = False
            self.back.emit(f"The folder “{self.folder.name}” is back: its new photos are taken.")


class _Looker:
    """Looks into a folder beside the window: one in a network may take minutes to say that it is gone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._found: tuple[dict[str, Signature] | OSError, float] | None = None
        self._asked = threading.Event()
        self._ended = False

    def start(self) -> None:
        """Take the first look."""
        self._asked.set()
        threading.Thread(target=self._run, name="folder", daemon=True).start()

    def stop(self) -> None:
        """Look no more."""
        self._ended = True
        self._asked.set()

    def take(self) -> tuple[dict[str, Signature] | OSError, float] | None:
        """What was seen and when, once; the next look begins. None while it is not over."""
        found, self._found = self._found, None
        if found is not None:
            self._asked.set()
        return found

    def _run(self) -> None:
        while self._asked.wait():
            self._asked.clear()
            if self._ended:  # asked after the clearing, which may just have taken stop's word away
                return
            at = time.monotonic()
            try:
                self._found = _pictures(self._folder), at
            except OSError as error:
                self._found = error, at


def _as_taken(one: tuple[str, Signature]) -> tuple[int, str]:
    """The order in which pictures were taken: views are asked for in turn, and a folder has no order."""
    name, (_size, changed) = one
    return changed, name


def _pictures(folder: Path) -> dict[str, Signature]:
    """The files that may be pictures: name → size and time of the last change."""
    found: dict[str, Signature] = {}
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
