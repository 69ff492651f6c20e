"""Around the window: mistakes that nobody caught, a second start, an empty chair."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer, qWarning
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.views.bug_report import BugReport
from app.views.frame.crash import CrashGuard
from app.views.frame.idle import IdleWatch
from app.views.frame.single_instance import SingleInstance


class Ear(QObject):
    """Keeps the reports that were shown."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[BugReport] = []
        self.started: list[list[str]] = []
        self.idle = 0

    def on_report(self, report: BugReport) -> None:
        self.shown.append(report)

    def on_started(self, arguments: list[str]) -> None:
        self.started.append(arguments)

    def on_idle(self) -> None:
        self.idle += 1


@pytest.fixture
def ear() -> Ear:
    return Ear()


@pytest.fixture
def guard(qapp: QGuiApplication, ear: Ear, tmp_path: Path) -> Iterator[CrashGuard]:
    made = CrashGuard(ear.on_report, tmp_path / "crash.log")
    yield made
    made.close()
    made.deleteLater()


def test_an_error_in_a_slot_is_shown_with_a_report(
    qtbot: QtBot, guard: CrashGuard, ear: Ear, logged_errors: list[logging.LogRecord]
) -> None:
    # pytest-qt has its own hook in place: the guard's is called as Qt for Python would.
    try:
        raise ValueError("for 'Ann'")
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: len(ear.shown) == 1)
    assert "Ann" not in ear.shown[0].text()
    assert "an error that nobody caught" in logged_errors[0].getMessage()
    logged_errors.clear()


def test_one_report_at_a_time(
    qtbot: QtBot, guard: CrashGuard, ear: Ear, logged_errors: list[logging.LogRecord]
) -> None:
    for _ in range(5):
        sys.excepthook(ValueError, ValueError("again"), None)
    sys.excepthook(ValueError, ValueError("last"), None)
    qtbot.waitUntil(lambda: len(logged_errors) == 6 and len(ear.shown) == 1)
    guard.seen()
    sys.excepthook(ValueError, ValueError("new"), None)
    qtbot.waitUntil(lambda: len(ear.shown) == 2)
    logged_errors.clear()


def test_an_error_in_another_thread_is_caught(
    qtbot: QtBot, guard: CrashGuard, ear: Ear, logged_errors: list[logging.LogRecord]
) -> None:
    thread = threading.Thread(target=lambda: 1 // 0)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(ear.shown) == 1)
    assert ear.shown[0].kind == "ZeroDivisionError"
    logged_errors.clear()


def test_qts_messages_go_to_the_log(guard: CrashGuard, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        qWarning("a signal has no slot")
    assert "Qt: a signal has no slot" in caplog.text


def test_closing_puts_everything_back(qapp: QGuiApplication, ear: Ear) -> None:
    before = (sys.excepthook, threading.excepthook)
    made = CrashGuard(ear.on_report)
    assert sys.excepthook != before[0]
    made.close()
    assert (sys.excepthook, threading.excepthook) == before


def test_a_second_start_hands_over_and_ends(qtbot: QtBot, ear: Ear, tmp_path: Path) -> None:
    name = str(tmp_path / "parure.sock")
    first, second = SingleInstance(name), SingleInstance(name)
    first.started.connect(ear.on_started)
    assert first.is_first(["parure"])
    assert not second.is_first(["parure", "--shop", "Höhe"])
    qtbot.waitUntil(lambda: ear.started == [["parure", "--shop", "Höhe"]])
    first.close()
    assert second.is_first()
    second.close()


def test_a_run_stands_for_the_shop_that_it_opened(qtbot: QtBot, ear: Ear, tmp_path: Path) -> None:
    begin, mine, other = (str(tmp_path / name) for name in ("begin", "mine", "other"))
    run, second, elsewhere = SingleInstance(begin), SingleInstance(mine), SingleInstance(other)
    run.started.connect(ear.on_started)
    assert run.is_first()
    assert elsewhere.is_first()
    assert run.move(mine)
    assert not second.is_first()
    qtbot.waitUntil(lambda: ear.started == [[]])
    assert not run.move(other), "another run has that shop"
    assert not second.is_first(), "it still stands for its own"
    for each in (run, elsewhere):
        each.close()


def test_what_a_crash_left_behind_does_not_stop_a_start(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "parure.sock"
    path.write_bytes(b"")
    made = SingleInstance(str(path))
    assert made.is_first()
    made.close()


def test_an_empty_chair_is_noticed(qtbot: QtBot, qapp: QGuiApplication, ear: Ear) -> None:
    watch = IdleWatch(qapp, 0.05 / 60)
    watch.idle.connect(ear.on_idle)
    qtbot.waitUntil(lambda: ear.idle == 1)
    watch.stop()
    watch.deleteLater()


def test_a_key_says_that_somebody_is_there(qtbot: QtBot, qapp: QGuiApplication, ear: Ear) -> None:
    from PySide6.QtCore import QCoreApplication, QEvent, Qt
    from PySide6.QtGui import QKeyEvent

    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    watch = IdleWatch(qapp, 1)
    timer: QTimer = watch._timer
    timer.start(50_000)
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a")
    QCoreApplication.sendEvent(window.windowHandle(), key)
    assert timer.remainingTime() > 49_000
    watch.set_minutes(0)
    assert not timer.isActive()
    watch.deleteLater()
