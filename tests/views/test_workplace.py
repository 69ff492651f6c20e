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
from app.shop import Shop
from app.views import workplace
from app.views.pool import Pool
from app.views.theme import Theme
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
