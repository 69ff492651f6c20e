"""Saving a paper as a file where somebody wants it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.errors import FileError
from app.services.documents import Paper
from app.views.frame.desk import Desk


def ask_path(parent: QWidget, name: str) -> str:
    """The system's own dialog for a place to save at."""
    return QFileDialog.getSaveFileName(parent, "Save the paper as", name, "PDF (*.pdf)")[0]


def save_paper(
    desk: Desk,
    parent: QWidget,
    paper: Paper,
    say: Callable[[str], object],
    ask: Callable[[QWidget, str], str] | None = None,
) -> None:
    """Ask where, and save there: whole, or not at all."""
    chosen = (ask or ask_path)(parent, paper.file_name)
    if not chosen:
        return
    path = Path(chosen)
    if path.suffix.lower() != ".pdf":
        path = path.with_name(f"{path.name}.pdf")
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(paper.pdf)
        os.replace(part, path)
    except OSError as error:
        part.unlink(missing_ok=True) if path.parent.is_dir() else None
        refusal = FileError(
            "Not saved",
            f"“{path.name}” cannot be saved there: {error.strerror or 'the folder is not in reach'}.",
            "Choose another folder.",
        )
        desk.frame.show_refusal(refusal)
        return
    say(f"Saved as {path.name}")
