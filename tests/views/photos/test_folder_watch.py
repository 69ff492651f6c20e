"""A watched folder: half-written files, new names, files written over, a folder that goes and returns."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.views.photos import folder_watch
from app.views.photos.folder_watch import FolderWatch


class Watched(QObject):
    """A folder that is watched, what was heard of it, and which piece is on screen."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder, self.piece = folder, 7
        self.files: list[tuple[str, int]] = []
        self.sentences: list[str] = []
        self.begun = False
        self.looks = 0
        self.watch = FolderWatch(folder, lambda: self.piece, self)
        self.watch.arrived.connect(lambda path, piece: self.files.append((path.name, piece)))
        self.watch.began.connect(self._on_began)
        self.watch.lost.connect(self.sentences.append)
        self.watch.back.connect(self.sentences.append)
        self.watch.start()

    def _on_began(self) -> None:
        self.begun = True

    def write(self, name: str, data: bytes = b"picture") -> None:
        (self.folder / name).write_bytes(data)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "Tether"
    made.mkdir()
    (made / "old.jpg").write_bytes(b"old")
    return made


@pytest.fixture
def watched(qtbot: QtBot, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watched]:
    monkeypatch.setattr(folder_watch, "LOOK_MS", 40)
    made = Watched(folder)
    qtbot.waitUntil(lambda: made.begun)
    yield made
    made.watch.stop()


def has_been_looked_at(qtbot: QtBot, watched: Watched, name: str = "next.jpg") -> None:
    """Whatever was to be told of the files of now has been told: a later file came after them."""
    watched.write(name)
    qtbot.waitUntil(lambda: name in [file for file, _ in watched.files])


def test_file_that_still_grows_waits_and_stays_with_the_piece_it_began_with(
    folder: Path,
) -> None:
    piece, heard = [7], QObject()
    watch = FolderWatch(folder, lambda: piece[0], heard)
    files: list[tuple[str, int]] = []
    watch.arrived.connect(lambda path, subject: files.append((path.name, subject)))
    watch._done = {}
    for at, size in ((0.0, 1000), (0.7, 2000), (1.4, 3000), (1.8, 3000)):
        watch._compare({"slow.jpg": (size, size)}, at)
        piece[0] = 8
        assert files == []
    watch._compare({"slow.tmp.jpg": (3000, 3000)}, 1.9)  # its writer gives it its name at the end
    assert files == []
    watch._compare({"slow.tmp.jpg": (3000, 3000)}, 2.1)
    assert files == [("slow.tmp.jpg", 7)]


def test_pictures_that_come_together_are_taken_in_the_order_in_which_they_were_made(
    folder: Path,
) -> None:
    """The first is of the view that is asked for first, whatever the folder's own order."""
    heard = QObject()
    watch = FolderWatch(folder, lambda: 7, heard)
    files: list[str] = []
    watch.arrived.connect(lambda path, _subject: files.append(path.name))
    watch._done = {}
    card = {"c.jpg": (9, 300), "b.jpg": (5, 100), "d.jpg": (7, 200), "a.jpg": (3, 300)}
    watch._compare(card, 0.0)
    watch._compare(card, 0.7)
    assert files == ["b.jpg", "d.jpg", "a.jpg", "c.jpg"]


def test_file_that_is_written_over_is_a_new_picture(qtbot: QtBot, watched: Watched) -> None:
    """A scanner's program may call each page the same."""
    watched.write("scan.jpg", b"first")
    qtbot.waitUntil(lambda: watched.files == [("scan.jpg", 7)])
    watched.write("scan.jpg", b"the second")
    qtbot.waitUntil(lambda: watched.files == [("scan.jpg", 7)] * 2)
    fresh = watched.folder / ".fresh"
    fresh.write_bytes(b"the third one")
    fresh.replace(watched.folder / "scan.jpg")
    qtbot.waitUntil(lambda: watched.files == [("scan.jpg", 7)] * 3)
    watched.write("old.jpg", b"written over as well")
    qtbot.waitUntil(lambda: watched.files[-1] == ("old.jpg", 7))


def test_file_that_only_gets_another_name_is_not_taken_again(
    qtbot: QtBot, watched: Watched
) -> None:
    watched.write("IMG_1.jpg", b"a ring")
    qtbot.waitUntil(lambda: watched.files == [("IMG_1.jpg", 7)])
    (watched.folder / "IMG_1.jpg").rename(watched.folder / "ring top.jpg")
    (watched.folder / "old.jpg").rename(watched.folder / "older.jpg")
    has_been_looked_at(qtbot, watched)
    assert watched.files == [("IMG_1.jpg", 7), ("next.jpg", 7)]


def test_empty_and_unfinished_files_and_folders_wait(qtbot: QtBot, watched: Watched) -> None:
    for name in ("x.part", "y.crdownload", ".hidden.jpg", "Thumbs.db", "~lock.jpg"):
        watched.write(name)
    watched.write("empty.jpg", b"")
    (watched.folder / "folder.jpg").mkdir()
    os.symlink(watched.folder / "gone.jpg", watched.folder / "dangling.jpg")
    has_been_looked_at(qtbot, watched)
    assert watched.files == [("next.jpg", 7)]


def test_folder_that_goes_away_is_told_once_and_taken_up_again(
    qtbot: QtBot, watched: Watched, tmp_path: Path
) -> None:
    watched.write("one.jpg", b"1")
    qtbot.waitUntil(lambda: watched.files == [("one.jpg", 7)])
    watched.folder.rename(tmp_path / "pulled out")
    qtbot.waitUntil(lambda: len(watched.sentences) == 1)
    assert "“Tether” cannot be read" in watched.sentences[0]
    assert "as soon as it is back" in watched.sentences[0]
    assert watched.watch.is_on
    (tmp_path / "pulled out" / "two.jpg").write_bytes(b"22")
    (tmp_path / "pulled out").rename(watched.folder)
    qtbot.waitUntil(lambda: watched.files == [("one.jpg", 7), ("two.jpg", 7)])
    assert watched.sentences[1:] == ["The folder “Tether” is back: its new photos are taken."]


def test_card_that_is_pulled_out_and_put_in_again_brings_no_old_picture(
    qtbot: QtBot, watched: Watched, tmp_path: Path
) -> None:
    """Where a drive is mounted an empty folder is left."""
    (watched.folder / "old.jpg").rename(tmp_path / "kept.jpg")
    has_been_looked_at(qtbot, watched)
    (tmp_path / "kept.jpg").rename(watched.folder / "old.jpg")
    has_been_looked_at(qtbot, watched, "later.jpg")
    assert watched.files == [("next.jpg", 7), ("later.jpg", 7)]


def test_folder_that_cannot_be_read_at_all_is_given_up(qtbot: QtBot, tmp_path: Path) -> None:
    gone = Watched(tmp_path / "Card")
    qtbot.waitUntil(lambda: len(gone.sentences) == 1)
    assert "Photos from it are not taken" in gone.sentences[0]
    assert not gone.watch.is_on


def test_folder_that_does_not_answer_stops_nobody(
    qtbot: QtBot, watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A dead network folder may keep whoever asks it for minutes."""
    asked, answered = threading.Event(), threading.Event()
    real = folder_watch._pictures

    def hanging(folder: Path) -> dict[str, tuple[int, int]]:
        asked.set()
        answered.wait()
        return real(folder)

    monkeypatch.setattr(folder_watch, "_pictures", hanging)
    qtbot.waitUntil(asked.is_set)
    watched.watch.look()  # would hang here if it were the window that asks
    assert watched.files == []
    watched.write("late.jpg")
    answered.set()
    qtbot.waitUntil(lambda: watched.files == [("late.jpg", 7)])


class StoppedJustThen(threading.Event):
    """Somebody stops the looker between its waking and its next look."""

    def __init__(self, looker: folder_watch._Looker) -> None:
        super().__init__()
        self.looker = looker

    def clear(self) -> None:
        self.looker.stop()
        super().clear()


def test_a_looker_that_is_stopped_as_it_wakes_ends(folder: Path) -> None:
    looker = folder_watch._Looker(folder)
    looker._asked = StoppedJustThen(looker)
    looker._asked.set()
    thread = threading.Thread(target=looker._run, daemon=True)
    thread.start()
    thread.join(5)
    assert not thread.is_alive()
