"""The house and its window for these pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from app.views.scan.wiring import ScanDesk
from tests.views.floor import Floor
from tests.views.floor import sit as sit
from tests.views.scan.scanner_hand import Scanner


@pytest.fixture
def scanner(qtbot: QtBot, sit: Callable[[str], Floor]) -> Scanner:
    floor = sit("mia")
    sounds: list[str] = []
    floor.desk.sounds.play = sounds.append
    floor.window.navigate("today")
    return Scanner(floor, ScanDesk(floor.window), sounds)
