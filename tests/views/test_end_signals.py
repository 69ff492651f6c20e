"""Told to end by the system: the window's loop hears it although no key is pressed."""

from __future__ import annotations

import os
import signal

import pytest
from pytestqt.qtbot import QtBot

from app.views.frame.end_signals import EndSignals


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_signal_of_the_system_is_heard_while_qt_waits(qtbot: QtBot, name: str) -> None:
    number = getattr(signal, name)
    before = signal.signal(number, signal.SIG_DFL)  # who runs the tests with nohup ignores SIGHUP
    told = EndSignals()
    try:
        with qtbot.waitSignal(told.asked, timeout=5000):
            os.kill(os.getpid(), number)
    finally:
        told.close()
        signal.signal(number, before)


def test_afterwards_the_signals_mean_what_they_meant(qtbot: QtBot) -> None:
    before = [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)]
    told = EndSignals()
    assert signal.getsignal(signal.SIGTERM) not in before
    told.close()
    assert [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)] == before
    assert signal.set_wakeup_fd(-1) == -1


def test_what_was_started_to_outlive_its_terminal_does(qtbot: QtBot) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    told = EndSignals()
    try:
        assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
    finally:
        told.close()
        signal.signal(signal.SIGHUP, before)
