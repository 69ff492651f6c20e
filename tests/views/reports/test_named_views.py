"""Files that are named after a view go under it in a report; the others go by turn, and beside them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.views.reports.report_page import ReportPage
from tests.views.evidence_fixtures import picture


def files(folder: Path, *names: str) -> list[Path]:
    """Pictures, each of a colour of its own, by these names."""
    made = []
    for name, colour in zip(names, ("green", "red", "purple", "olive", "teal"), strict=False):
        made.append(folder / name)
        made[-1].write_bytes(picture(colour))
    return made


def views(page: ReportPage) -> list[str]:
    return [photo.view for photo in page.writing.form.photos]


def test_named_files_go_under_their_views_and_others_leave_these_free(
    qtbot: QtBot, page: ReportPage, tmp_path: Path
) -> None:
    assert views(page) == ["top"]
    page.work.photos.take_files(
        files(tmp_path, "img_7.jpg", "hallmark.jpg", "front.jpg", "front 2.jpg", "detail.jpg")
    )
    qtbot.waitUntil(lambda: len(views(page)) == 6, timeout=10_000)
    assert views(page) == ["top", "side", "hallmark", "front", "inside", "detail"]


def test_a_view_that_is_there_is_never_given_twice(
    qtbot: QtBot, page: ReportPage, tmp_path: Path
) -> None:
    page.work.photos.take_files(files(tmp_path, "top.jpg"))
    qtbot.waitUntil(lambda: len(views(page)) == 2, timeout=10_000)
    assert views(page) == ["top", "front"], "as a file without a name"


def test_nobody_named_a_view_by_asking_for_the_next_photo(
    qtbot: QtBot, page: ReportPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = [str(path) for path in files(tmp_path, "side.jpg", "inside.jpg")]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *asked: (chosen, ""))
    page.work.take_photo()
    qtbot.waitUntil(lambda: len(views(page)) == 3, timeout=10_000)
    assert views(page) == ["top", "side", "inside"]


def test_who_asks_for_a_view_means_it_whatever_the_file_is_called(
    qtbot: QtBot, page: ReportPage, tmp_path: Path
) -> None:
    page.work.photos.take_files(files(tmp_path, "side.jpg"), "front")
    qtbot.waitUntil(lambda: len(views(page)) == 2, timeout=10_000)
    assert views(page) == ["top", "front"]
