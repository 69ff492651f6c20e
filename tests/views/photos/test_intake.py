"""What is dropped and pasted: whole cards, scanners' pages, copied pictures, and what is no photo."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from threading import current_thread, main_thread

import pytest
from PySide6.QtCore import QMimeData, QObject, QUrl
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.domain.errors import UserError
from app.photos import Photo
from app.views.frame.window import MainWindow
from app.views.widgets import photo_intake
from app.views.widgets.photo_intake import PhotoIntake
from tests.picture_files import ring as drawn
from tests.picture_files import saved


class Hand(QObject):
    """Somebody who drops and pastes, and what came of it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self.intake = PhotoIntake(window.desk, window)
        self.taken: list[Photo] = []
        self.refused: list[UserError] = []
        self.subjects: set[object] = set()
        self.intake.taken.connect(lambda photo, _subject: self.taken.append(photo))
        self.intake.taken.connect(lambda _photo, subject: self.subjects.add(subject))
        self.intake.refused.connect(self.refused.append)
        self.shop = window.desk.shop

    def drop(self, *paths: Path) -> None:
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        assert PhotoIntake.holds_pictures(mime)
        assert self.intake.take_mime(mime)

    def wait(self, qtbot: QtBot) -> None:
        qtbot.waitUntil(lambda: self.intake.on_their_way == 0)


@pytest.fixture
def hand(evidence_window: MainWindow) -> Hand:
    return Hand(evidence_window)


def test_card_that_is_dropped_gives_its_pictures_in_order(
    qtbot: QtBot, hand: Hand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder, name, wide in (("101", "b.JPG", 30), ("100", "z.jpg", 20), ("100", "a.jpg", 10)):
        place = tmp_path / "DCIM" / folder
        place.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(saved(drawn(wide, 10), "JPEG"))
        (place / "._a.jpg").write_bytes(b"beside it")
        (place / "film.mp4").write_bytes(b"film")
    threads: list[bool] = []
    look = photo_intake.pictures_in

    def seen(folder: Path) -> tuple[list[Path], bool]:
        threads.append(current_thread() is main_thread())
        return look(folder)

    monkeypatch.setattr(photo_intake, "pictures_in", seen)
    hand.drop(tmp_path)
    hand.intake.subject_id = 7  # who goes on to another record still gets them with their own
    hand.wait(qtbot)
    assert threads == [False]  # a slow share stops no window
    assert [photo.width for photo in hand.taken] == [10, 20, 30]
    assert hand.subjects == {0}
    assert hand.refused == []


def test_folder_without_pictures_or_with_too_many_says_so(
    qtbot: QtBot, hand: Hand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand.drop(tmp_path)
    hand.wait(qtbot)
    assert "is a folder: no picture was found in it" in hand.refused[0].message
    monkeypatch.setattr(photo_intake, "MOST_OF_FOLDER", 2)
    for n in range(3):
        (tmp_path / f"{n}.png").write_bytes(saved(drawn(10 + n, 10), "PNG"))
    hand.drop(tmp_path)
    hand.wait(qtbot)
    assert [photo.width for photo in hand.taken] == [10, 11]
    assert "the first 2 of its pictures are taken" in hand.refused[1].message


def test_film_of_many_gigabytes_is_refused_unread(
    qtbot: QtBot, hand: Hand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    film = tmp_path / "film.mov"
    with film.open("wb") as file:
        file.truncate(40 << 30)  # no byte of it is on the disk

    def read(self: Path) -> bytes:
        raise AssertionError("it was read")

    monkeypatch.setattr(Path, "read_bytes", read)
    hand.drop(film)
    hand.wait(qtbot)
    assert [error.title for error in hand.refused] == ["Too large a file"]
    assert "40960 MB" in hand.refused[0].message


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes among its files")
def test_pipe_that_never_ends_is_refused(qtbot: QtBot, hand: Hand, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    hand.drop(tmp_path / "pipe.jpg", Path("/dev/zero"))
    hand.wait(qtbot)
    assert [error.title for error in hand.refused] == ["The file cannot be read"] * 2


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_copied_picture_is_kept_as_its_owner_offers_it(
    qtbot: QtBot, hand: Hand, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its bytes are decoded by the child alone, and the original is kept as it came."""
    data, mime = saved(drawn(), form), QMimeData()
    mime.setData(f"image/{form.lower()}", data)
    monkeypatch.setattr(photo_intake, "as_png", never("a stranger's bytes in the window"))
    QGuiApplication.clipboard().setMimeData(mime)
    assert hand.intake.paste()
    hand.wait(qtbot)
    assert hand.shop.files.get(hand.taken[0].sha256) == data


def test_copied_files_are_taken_as_files(qtbot: QtBot, hand: Hand, tmp_path: Path) -> None:
    files = [tmp_path / "a.heic.jpg", tmp_path / "b.png"]
    files[0].write_bytes(saved(drawn(40, 30), "JPEG"))
    files[1].write_bytes(saved(drawn(50, 30), "PNG"))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in files])
    QGuiApplication.clipboard().setMimeData(mime)
    assert hand.intake.paste()
    hand.wait(qtbot)
    assert [photo.width for photo in hand.taken] == [40, 50]


def test_clipboard_without_a_picture_gives_none(hand: Hand) -> None:
    QGuiApplication.clipboard().setText("a ring")
    assert not hand.intake.paste()


def test_pages_of_a_scan_come_one_after_another(qtbot: QtBot, hand: Hand, tmp_path: Path) -> None:
    pages = [drawn(60, 40), drawn(50, 40)]
    (tmp_path / "scan.tif").write_bytes(
        saved(drawn(70, 40), "TIFF", save_all=True, append_images=pages)
    )
    (tmp_path / "next.jpg").write_bytes(saved(drawn(20, 20), "JPEG"))
    hand.drop(tmp_path / "scan.tif", tmp_path / "next.jpg")
    hand.wait(qtbot)
    assert [photo.width for photo in hand.taken] == [70, 60, 50, 20]


def never(what: str) -> Callable[..., bytes]:
    def called(*_: object) -> bytes:
        raise AssertionError(what)

    return called
