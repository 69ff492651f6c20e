"""Printing into a folder: plain names, nothing overwritten, nothing half."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest

from app.printing.transports.base import BY_FOLDER, TransportError
from app.printing.transports.file import FolderTransport


@pytest.fixture
def prints(tmp_path: Path) -> Path:
    """An empty folder to print to."""
    folder = tmp_path / "prints"
    folder.mkdir()
    return folder


def test_a_payload_becomes_a_file_in_a_folder_that_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "prints" / "tags"
    done = FolderTransport(folder).send(b"dots", "1000223164.zpl")
    assert done.by == BY_FOLDER
    assert Path(done.where).read_bytes() == b"dots"
    assert os.listdir(folder) == ["1000223164.zpl"]


def test_no_file_is_ever_overwritten(tmp_path: Path) -> None:
    folder = FolderTransport(tmp_path)
    (tmp_path / "J10-26-00031.pdf").write_bytes(b"someone's")
    names = [Path(folder.send(b"%d" % n, "J10-26-00031.pdf").where).name for n in (1, 2)]
    assert names == ["J10-26-00031-2.pdf", "J10-26-00031-3.pdf"]
    assert (tmp_path / "J10-26-00031.pdf").read_bytes() == b"someone's"
    assert (tmp_path / "J10-26-00031-3.pdf").read_bytes() == b"2"


def test_a_folder_without_hard_links_is_as_careful(
    prints: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no hard links here")

    monkeypatch.setattr(os, "link", refuse)
    folder = FolderTransport(prints)
    (prints / "a.png").write_bytes(b"old")
    assert Path(folder.send(b"new", "a.png").where).name == "a-2.png"
    assert (prints / "a.png").read_bytes() == b"old"
    assert (prints / "a-2.png").read_bytes() == b"new"
    assert sorted(os.listdir(prints)) == ["a-2.png", "a.png"]


def test_a_full_disk_leaves_nothing_behind(prints: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(TransportError, match="No space left") as failed:
        FolderTransport(prints).send(b"x", "a.pdf")
    assert failed.value.sent_bytes == 0
    assert os.listdir(prints) == []


def test_a_folder_that_cannot_be_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(TransportError, match="could not be written") as failed:
        FolderTransport(tmp_path / "file" / "below").send(b"x", "a.pdf")
    assert "another folder" in failed.value.remedy


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".hidden",
        "../up.pdf",
        "a/b.pdf",
        "a\\b.pdf",
        "C:x.pdf",
        "con",
        "COM1.zpl",
        "a.",
        "x\n",
        "é.pdf",
        "a" * 200,
    ],
)
def test_names_are_plain(prints: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not a file name"):
        FolderTransport(prints).send(b"x", name)
    assert os.listdir(prints) == []


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_the_file_is_for_its_owner(tmp_path: Path) -> None:
    done = FolderTransport(tmp_path).send(b"x", "a.pdf")
    assert Path(done.where).stat().st_mode & 0o077 == 0
