"""A window with two pages of the tests' own in it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from app.views.frame.desk import Desk
from app.views.frame.window import MainWindow
from app.views.theme import Theme
from tests.views.frame.stones import SPECS, found


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, dressed: Theme, settings_file: QSettings) -> MainWindow:
    made = MainWindow(desk, SPECS, dressed, settings_file, find=found)
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.navigate("stones")
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    return made
