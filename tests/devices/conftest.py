"""The room of the scanner's tests, its ear, and the keys that are sent to it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.devices.scanner import KeyFilter
from tests.devices.typing_room import Ear, Keyboard, Room


@pytest.fixture
def room(qtbot: QtBot) -> Room:
    made = Room()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def ear() -> Ear:
    return Ear()


@pytest.fixture
def keys(qapp: QGuiApplication, room: Room, ear: Ear) -> Iterator[Keyboard]:
    made = KeyFilter()
    made.scanned.connect(ear.on_scan)
    made.watch(qapp)
    yield Keyboard(room)
    made._timer.stop()
    made.deleteLater()
