"""A shop's window at rest: what it does by itself while nobody waits for it."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.actors import Actor
from app.services.clean_close import MARK, mark_open
from app.services.drafts import keep_draft
from app.shop import Shop
from app.views import workplace
from app.views.pool import Pool
from app.views.theme import Theme
from app.views.widgets.sentence_bar import SentenceBar
from app.views.widgets.sheet import Sheet
from app.views.workplace import Workplace


@pytest.fixture
def place(
    qapp: QApplication,
    house: Shop,
    staff: dict[str, Actor],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Workplace]:
    """The house's window, which finds time for tidying at once."""
    assert "mia" in staff
    monkeypatch.setattr(workplace, "TIDY_MS", 1)
    pool = Pool()
    kept = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    made = Workplace(qapp, house, pool, Theme(qapp, "light"), kept)
    yield made
    made.close()
    pool.close()


def bars(place: Workplace) -> list[tuple[str, str]]:
    page = place.window.page
    assert page is not None
    found = page.findChildren(SentenceBar)
    return [(bar.title.text(), bar.sentence.text()) for bar in found if bar.isVisibleTo(page)]


def test_after_a_clean_close_nothing_is_told(qtbot: QtBot, place: Workplace) -> None:
    place.begin("mia")
    assert (place.shop.path / MARK).exists(), "while it is open, the mark lies there"
    qtbot.waitUntil(lambda: place._together is not None)
    assert "Parure had not been closed properly" not in dict(bars(place))


def test_after_a_kill_it_is_told_what_is_there_and_which_drafts_are_offered(
    qtbot: QtBot, place: Workplace, staff: dict[str, Actor]
) -> None:
    assert not mark_open(place.shop.path), "another run of the program, which was killed"
    keep_draft(place.shop, staff["mia"].user_id, "take_in", 0, {"name": "Vey"})
    keep_draft(place.shop, staff["mia"].user_id, "report", 7, {"note": "a chip"})
    place.begin("mia")
    qtbot.waitUntil(lambda: "Parure had not been closed properly" in dict(bars(place)))
    words = dict(bars(place))["Parure had not been closed properly"]
    assert words.startswith("Everything that was said to be saved is there.")
    assert "the condition report and the take-in" in words


def test_a_close_takes_the_mark_away(
    qapp: QApplication, house: Shop, staff: dict[str, Actor], tmp_path: Path
) -> None:
    pool = Pool()
    kept = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    made = Workplace(qapp, house, pool, Theme(qapp, "light"), kept)
    made.begin()
    assert (house.path / MARK).exists()
    made.close()
    pool.close()
    assert not (house.path / MARK).exists()


def test_photos_of_forms_thrown_away_leave_when_the_window_is_quiet(
    qtbot: QtBot, place: Workplace
) -> None:
    files = place.shop.files
    orphan, fresh = files.put(b"of a form thrown away"), files.put(b"taken today")
    long_ago = time.time() - 8 * 86_400
    os.utime(place.shop.path / "files" / orphan[:2] / orphan, (long_ago, long_ago))
    place.begin("mia")
    qtbot.waitUntil(lambda: not files.has(orphan), timeout=15_000)
    assert files.has(fresh)


def test_a_scan_waits_for_the_answer_of_a_question_and_says_so(
    qtbot: QtBot, place: Workplace
) -> None:
    place.begin("mia")
    qtbot.waitUntil(lambda: place.window.page is not None and not place.window.covered)
    sounds: list[str] = []
    place.desk.sounds.play = sounds.append
    answered: list[str] = []
    place.desk.confirm("Sure?", "Really.", "Do it", lambda: answered.append("yes"))
    (sheet,) = [s for s in place.window.findChildren(Sheet) if s.is_open]
    for _ in range(2):
        place.seat.scanned.emit("4006381333931")
    assert sounds == ["wrong", "wrong"]
    assert "2 scans wait until this is answered" in place.window.notice.accessibleName()
    assert bars(place) == []
    sheet.dismiss()
    qtbot.waitUntil(lambda: "4006381333931 is not known here" in dict(bars(place)))


def test_scans_over_a_line_keep_the_window_open(
    qtbot: QtBot, place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.begin("mia")
    qtbot.waitUntil(lambda: place.window.page is not None and not place.window.covered)
    touched: list[bool] = []
    monkeypatch.setattr(place.idle, "touch", lambda: touched.append(True))
    place.seat.scanned.emit("4006381333931")
    assert touched == [True]
    place.door.lock()
    place.seat.scanned.emit("4006381333931")
    assert touched == [True], "a scan before a locked window lets nobody in"
