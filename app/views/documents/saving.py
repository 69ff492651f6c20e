"""Saving a paper or a list as a file where somebody wants it, beside the window."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.errors import FileError, UserError
from app.services.documents import Paper
from app.views import first_folder
from app.views.bug_report import BugReport
from app.views.frame.desk import Desk


def ask_path(parent: QWidget, name: str) -> str:
    """The system's own dialog for a place to save at."""
    proposed = first_folder.papers(name)
    return QFileDialog.getSaveFileName(parent, "Save the paper as", proposed, "PDF (*.pdf)")[0]


def save_paper(
    desk: Desk,
    parent: QWidget,
    paper: Paper,
    say: Callable[[str], object],
    ask: Callable[[QWidget, str], str] | None = None,
) -> None:
    """Ask where, and save there: whole, or not at all. A slow folder never holds up the window."""
    chosen = (ask or ask_path)(parent, paper.file_name)
    if not chosen:
        return
    path = Path(chosen)
    if path.suffix.lower() != ".pdf":
        path = path.with_name(f"{path.name}.pdf")
    saving = _Saving(desk, say)
    say(f"Saving {path.name}")
    job = desk.start(
        lambda _job: save_file(path, paper.pdf), saving.on_saved, saving.on_failed, title="Saving"
    )
    job.ended.connect(saving.deleteLater)


def save_file(path: Path, data: bytes) -> Path:
    """Write a file whole, or leave what was there; FileError says why not. For jobs of the pool."""
    part = path.with_name(f".{path.name}.part")
    try:
        try:
            part.write_bytes(data)
            os.replace(part, path)
        except OSError:
            part.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise FileError(
            "Not saved",
            f"“{path.name}” cannot be saved there: {error.strerror or 'the folder is not in reach'}.",
            "Choose another folder.",
        ) from error
    return path


class _Saving(QObject):
    """Tells how it went."""

    def __init__(self, desk: Desk, say: Callable[[str], object]) -> None:
        super().__init__(desk)
        self._desk, self._say = desk, say

    def on_saved(self, path: Path) -> None:
        """The file lies there."""
        self._say(f"Saved as {path.name}")

    def on_failed(self, error: UserError | BugReport) -> None:
        """It does not: said over the page."""
        self._say("")
        if isinstance(error, UserError):
            self._desk.frame.show_refusal(error)
