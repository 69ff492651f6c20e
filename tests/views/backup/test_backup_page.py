"""The page of backups: says what holds, makes one, takes a place on and off, says refusals in words."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.domain.permissions import who_may
from app.services import backups
from app.shop import Shop
from app.views.backup import page as backup_page_module
from app.views.backup.page import BackupPage
from app.views.backup.words import size, title_words
from app.views.widgets.sentence_bar import SentenceBar
from tests.conftest import PATIENCE_S
from tests.views.floor import Floor


def backup_page(qtbot: QtBot, floor: Floor) -> BackupPage:
    floor.window.navigate("backup")
    page = floor.window.page
    assert isinstance(page, BackupPage)
    qtbot.waitUntil(lambda: bool(page.cards))
    return page


def bars(page: BackupPage) -> list[str]:
    found = page.findChildren(SentenceBar)
    return [bar.title.text() for bar in found if bar.isVisibleTo(page)]


def idle(page: BackupPage) -> bool:
    return page._job is None and not page.desk.pool.is_busy


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def test_sizes_are_said_as_disks_are_sold() -> None:
    told = [size(n) for n in (0, 999, 1_000, 12_345_678, 20_000_000_000)]
    assert told == ["0 bytes", "999 bytes", "1.0 kB", "12 MB", "20 GB"]


@pytest.mark.parametrize(("login", "told"), [("mia", True), ("adam", False)])
def test_whoever_may_not_back_up_reads_on_the_page_who_may(
    qtbot: QtBot, sit: Callable[[str], Floor], login: str, told: bool
) -> None:
    page = backup_page(qtbot, sit(login))
    back_up = next(c for c in page.commands() if c.text() == "Back up now")
    assert back_up.isEnabled() is not told
    words = [b.sentence.text() for b in page.findChildren(SentenceBar) if b.isVisibleTo(page)]
    assert (who_may("backup.create") in words) is told


def test_a_place_is_added_backed_up_to_and_removed(
    qtbot: QtBot, sit: Callable[[str], Floor], stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    floor = sit("adam")
    page = backup_page(qtbot, floor)
    assert page.fact.text() == "No backup is proven yet"
    qtbot.waitUntil(lambda: "Backups lie on this PC only" in bars(page))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(stick))
    page.on_add()
    qtbot.waitUntil(lambda: len(page.cards) == 2 and idle(page))
    qtbot.waitUntil(lambda: page.fact.text().startswith("Last proven backup"))
    qtbot.waitUntil(lambda: "Backups lie on this PC only" not in bars(page))
    reader = floor.house.reader()
    found = backups.overview(reader, floor.house)
    assert all(card.proven and card.kept == 1 for card in found.places)
    assert "less than an hour ago" in title_words(found.proven, floor.house.settings)
    reader.close()
    page._remove(found.places[1].place_id or 0)
    qtbot.waitUntil(lambda: len(page.cards) == 1)
    assert page.hint_bar._state.text() == "1 place"
    assert any(stick.rglob("manifest.json")), "what lies there stays"


def test_a_slow_look_at_the_places_does_not_bring_one_back_that_was_removed(
    qtbot: QtBot, sit: Callable[[str], Floor], stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    floor = sit("adam")
    place = backups.add_place(floor.house, floor.desk.session.actor, stick)
    page = backup_page(qtbot, floor)
    qtbot.waitUntil(lambda: len(page.cards) == 2 and idle(page))
    looked, let_go, asked = threading.Event(), threading.Event(), backup_page_module._asked

    def slow(shop: Shop) -> object:
        found = asked(shop)
        if not looked.is_set():
            looked.set()
            let_go.wait(PATIENCE_S)
        return found

    monkeypatch.setattr(backup_page_module, "_asked", slow)
    page.ask()
    qtbot.waitUntil(looked.is_set)
    page._remove(place)
    qtbot.waitUntil(lambda: len(page.cards) == 1)
    let_go.set()
    qtbot.waitUntil(lambda: idle(page))
    assert len(page.cards) == 1


def test_a_refused_place_is_said(qtbot: QtBot, sit: Callable[[str], Floor], stick: Path) -> None:
    floor = sit("adam")
    page = backup_page(qtbot, floor)
    page.add(stick / "nowhere")
    qtbot.waitUntil(lambda: "Not a folder" in bars(page))
    page.add(stick)
    qtbot.waitUntil(lambda: len(page.cards) == 2 and idle(page))
    stick.rename(stick.with_name("pulled"))
    page.on_back_up()
    qtbot.waitUntil(lambda: "The place is not there" in bars(page))
    qtbot.waitUntil(lambda: idle(page))


def test_an_export_is_written_to_an_empty_folder(
    qtbot: QtBot, sit: Callable[[str], Floor], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = backup_page(qtbot, sit("adam"))
    folder = tmp_path / "open"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    page.on_export()
    qtbot.waitUntil(lambda: (folder / "parure-export.json").exists() and idle(page))
    page.on_export()
    qtbot.waitUntil(lambda: "The folder is not empty" in bars(page))


def test_who_may_not_only_looks(qtbot: QtBot, sit: Callable[[str], Floor]) -> None:
    page = backup_page(qtbot, sit("mia"))
    off = {a.text() for a in page.commands() if not a.isEnabled()}
    assert {"Back up now", "Add a place", "Export everything as open files"} <= off
