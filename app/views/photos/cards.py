"""A camera's card in this PC: where the dialog for photos opens while one is plugged in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStorageInfo

FOLDER = "DCIM"
"""Every camera and phone keeps its pictures under this name."""


def newest(drives: list[Path] | None = None) -> str:
    """The folder with the newest pictures of a camera's card or a plugged-in phone, "" without one."""
    found: list[tuple[float, str]] = []
    for drive in mounted() if drives is None else drives:
        try:
            folders = [one for one in (drive / FOLDER).iterdir() if one.is_dir()]
            found += [(one.stat().st_mtime, str(one)) for one in folders]
        except OSError:
            continue  # no card, or it is being pulled out
    return max(found)[1] if found else ""


def mounted() -> list[Path]:
    """All drives but the system's own."""
    root = QStorageInfo.root().rootPath()
    return [
        Path(one.rootPath())
        for one in QStorageInfo.mountedVolumes()
        if one.isReady() and one.rootPath() != root
    ]
