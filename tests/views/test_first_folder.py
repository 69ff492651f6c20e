"""File dialogs open among the person's own files."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths

from app.views import first_folder


def test_a_dialog_opens_in_the_persons_own_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _place: str(tmp_path))
    assert first_folder.papers("Receipt.pdf") == str(tmp_path / "Receipt.pdf")
    assert first_folder.pictures() == first_folder.downloads() == str(tmp_path)


def test_a_folder_that_is_not_there_is_the_persons_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "Pictures"
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _place: str(gone))
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert first_folder.pictures() == str(tmp_path)
