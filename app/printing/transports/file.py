"""Printing to a folder: each payload becomes a file that is whole or not there.

An existing file is never overwritten: a reprint is a further file, ``J10-26-00031-2.pdf``.
"""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

from app.printing.transports.base import BY_FOLDER, Confirmation, OneByOne, TransportError

MOST_OF_A_NAME = 10_000
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,119}")
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


class FolderTransport(OneByOne):
    """Writes payloads into one folder, which is made if need be."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, payload: bytes, name: str) -> Confirmation:
        """Write a payload under ``name``, or the next free name; the path is in the confirmation."""
        if not _NAME.fullmatch(name) or _DEVICES.fullmatch(name) or name.endswith((".", " ")):
            raise ValueError(f"not a file name that every system takes: {name!r}")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            return Confirmation(BY_FOLDER, str(self._write(payload, name)))
        except OSError as error:
            raise TransportError(
                "Not written",
                f"The file {name} could not be written to {self.folder}: {error.strerror}.",
                "Choose another folder or free some space, then print again.",
                retry=False,
            ) from error

    def _write(self, payload: bytes, name: str) -> Path:
        handle, temporary = tempfile.mkstemp(prefix=".parure-", suffix=".part", dir=self.folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(payload)
                file.flush()
                os.fsync(file.fileno())
            return self._claim(Path(temporary), name)
        finally:
            Path(temporary).unlink(missing_ok=True)

    def _claim(self, temporary: Path, name: str) -> Path:
        """Give the finished file its name without ever replacing another one."""
        stem, suffix = os.path.splitext(name)
        for count in range(1, MOST_OF_A_NAME):
            target = self.folder / (name if count == 1 else f"{stem}-{count}{suffix}")
            try:
                _name_exclusively(temporary, target)
            except FileExistsError:
                continue
            _sync_folder(self.folder)
            return target
        raise FileExistsError(17, f"there are {MOST_OF_A_NAME} files of that name already")


def _name_exclusively(temporary: Path, target: Path) -> None:
    """Rename, or FileExistsError: rename itself refuses on Windows, a hard link does elsewhere."""
    if os.name == "nt":
        os.rename(temporary, target)
        return
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError:  # a folder without hard links (FAT, some shares): reserve the name first
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        os.replace(temporary, target)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
