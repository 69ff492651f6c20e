"""A camera is asked of the system before it is looked through."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Qt
from pytestqt.qtbot import QtBot

from app.devices import camera
from app.devices.camera import NOT_ALLOWED, CodeCamera

Status = Qt.PermissionStatus


class Program:
    """A program on a system that asks before a camera may be used."""

    def __init__(self, status: Status, answer: Status = Status.Undetermined) -> None:
        self.status, self.answer = status, answer
        self.asked = 0

    def checkPermission(self, _wish: object) -> Status:
        return self.status

    def requestPermission(
        self, _wish: object, _context: QObject, then: Callable[[object], None]
    ) -> None:
        self.asked += 1
        self.status = self.answer
        then(object())


def failures(monkeypatch: pytest.MonkeyPatch, program: Program) -> list[str]:
    class Core:
        @staticmethod
        def instance() -> Program:
            return program

    monkeypatch.setattr(camera, "QCoreApplication", Core)
    said: list[str] = []
    lens = CodeCamera()
    lens.failed.connect(said.append)
    lens.start("no such camera")
    lens.stop()
    return said


def test_camera_that_the_system_forbids_says_where_to_allow_it(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert failures(monkeypatch, Program(Status.Denied)) == [NOT_ALLOWED]


@pytest.mark.parametrize(
    ("answer", "said"),
    [(Status.Denied, [NOT_ALLOWED]), (Status.Undetermined, [])],
)
def test_system_that_asks_first_is_asked_once(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, answer: Status, said: list[str]
) -> None:
    program = Program(Status.Undetermined, answer)
    assert failures(monkeypatch, program) == said
    assert program.asked == 1
