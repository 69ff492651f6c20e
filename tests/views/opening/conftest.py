"""The house, its window, and the start window before any shop is open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from app.views.opening.start_window import StartWindow
from app.views.pool import Pool
from app.views.theme import Theme
from tests.views.floor import sit as sit
from tests.views.opening.opened_shops import Opened


@pytest.fixture
def opened() -> Iterator[Opened]:
    with closing(Opened()) as made:
        yield made


@pytest.fixture
def start(
    qtbot: QtBot,
    pool: Pool,
    dressed: Theme,
    settings_file: QSettings,
    tmp_path: Path,
    opened: Opened,
) -> StartWindow:
    window = StartWindow(pool, settings_file, tmp_path / "mine")
    window.opened.connect(opened.take)
    qtbot.addWidget(window)
    window.show_welcome()
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window
