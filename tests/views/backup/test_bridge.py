"""The window's end of the keeper: backups come by themselves, and the page is told."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.domain.changes import Changes
from app.services import backups
from app.views.backup.bridge import BackupBridge
from tests.views.floor import Floor


def test_what_is_due_is_done_and_told(qtbot: QtBot, sit: Callable[[str], Floor]) -> None:
    floor = sit("adam")
    told: list[Changes] = []
    owner = QObject()
    floor.desk.writer.changed.connect(told.append)
    bridge = BackupBridge(floor.desk, owner)
    bridge.begin()
    bridge.keeper.do_now()
    qtbot.waitUntil(lambda: len(told) >= 4, timeout=20_000)
    bridge.stop()
    assert all(changes.touches("backup") for changes in told)
    reader = floor.house.reader()
    assert backups.last_proven(reader) is not None
    reader.close()
