"""Where the system's file dialogs open: among the person's own files, not where the program lies."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths

_Place = QStandardPaths.StandardLocation


def papers(name: str = "") -> str:
    """The person's folder for documents, or a file of this name in it."""
    return str(_folder(_Place.DocumentsLocation) / name)


def pictures() -> str:
    """The person's folder for pictures."""
    return str(_folder(_Place.PicturesLocation))


def downloads() -> str:
    """Where a browser puts what was exported from a web shop."""
    return str(_folder(_Place.DownloadLocation))


def _folder(place: QStandardPaths.StandardLocation) -> Path:
    named = Path(QStandardPaths.writableLocation(place) or Path.home())
    return named if named.is_dir() else Path.home()
