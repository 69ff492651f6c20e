"""Slow work beside the window: progress, results, an end when it is asked for."""

from __future__ import annotations

import logging
import threading
from concurrent.futures.thread import _WorkItem
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.domain.errors import FileError
from app.views.bug_report import BugReport
from app.views.pool import Job, Pool, Progress
from app.views.widgets.progress_line import ProgressLine
from tests.conftest import PATIENCE_S
from tests.views.let_go import Deaths


class Caller(QObject):
    """Keeps what came."""

    def __init__(self) -> None:
        super().__init__()
        self.came: list[Any] = []

    def on_value(self, value: Any) -> None:
        self.came.append(value)


def test_a_result_comes_in_the_windows_thread(qtbot: QtBot, pool: Pool) -> None:
    caller = Caller()
    pool.start(lambda job: threading.current_thread().name, caller.on_value)
    qtbot.waitUntil(lambda: len(caller.came) == 1)
    assert caller.came[0].startswith("pool")


def test_progress_is_told_and_shown(qtbot: QtBot, pool: Pool, dress: Any) -> None:
    gate = threading.Event()

    def read(job: Job) -> str:
        job.progress(67, 108, "Reading")
        gate.wait(PATIENCE_S)
        return "read"

    caller, line = Caller(), ProgressLine()
    qtbot.addWidget(line)
    job = pool.start(read, caller.on_value, title="Reading the file")
    job.progressed.connect(caller.on_value)
    line.follow(job)
    qtbot.waitUntil(lambda: caller.came == [Progress(67, 108, "Reading")])
    assert line.words.text() == "Reading 67 of 108"
    assert not line.isHidden()
    gate.set()
    qtbot.waitUntil(lambda: caller.came[-1] == "read")
    assert not line.isVisible()


def test_cancelled_work_stops_and_tells_nothing(qtbot: QtBot, pool: Pool) -> None:
    caller = Caller()
    steps: list[Any] = []
    going = threading.Event()

    def endless(job: Job) -> None:
        while True:
            job.progress(len(steps), 0)
            steps.append(1)
            going.set()

    job = pool.start(endless, caller.on_value, caller.on_value)
    assert going.wait(PATIENCE_S)
    with qtbot.waitSignal(job.ended):
        job.cancel()
    assert caller.came == []


def test_a_newer_question_of_a_topic_drops_the_older_one_that_ends_later(
    qtbot: QtBot, pool: Pool
) -> None:
    caller, begun, gate = Caller(), threading.Event(), threading.Event()

    def slow(job: Job) -> str:
        begun.set()
        gate.wait(PATIENCE_S)
        return "older"

    older = pool.start(slow, caller.on_value, caller.on_value, topic="places")
    assert begun.wait(PATIENCE_S)
    pool.start(lambda job: "newer", caller.on_value, caller.on_value, topic="places")
    qtbot.waitUntil(lambda: caller.came == ["newer"])
    with qtbot.waitSignal(older.ended):
        gate.set()
    assert caller.came == ["newer"]


def test_a_newer_question_of_a_topic_drops_an_answer_on_its_way(qtbot: QtBot, dress: Any) -> None:
    caller, pool = Caller(), Pool(workers=1)
    pool.start(lambda job: "older", caller.on_value, topic="places")
    pool._threads.submit(lambda: None).result()  # its answer has left the one thread by now
    pool.start(lambda job: "newer", caller.on_value, topic="places")
    qtbot.waitUntil(lambda: bool(caller.came))
    assert caller.came == ["newer"]
    pool.close()


def test_other_topics_and_jobs_without_one_are_left_alone(qtbot: QtBot, pool: Pool) -> None:
    caller = Caller()
    pool.start(lambda job: "a", caller.on_value, topic="a")
    pool.start(lambda job: "b", caller.on_value, topic="b")
    pool.start(lambda job: "c", caller.on_value)
    pool.start(lambda job: "d", caller.on_value)
    qtbot.waitUntil(lambda: sorted(caller.came) == ["a", "b", "c", "d"])


def test_a_refusal_and_our_fault(
    qtbot: QtBot, pool: Pool, logged_errors: list[logging.LogRecord]
) -> None:
    caller = Caller()

    def refuse(job: Job) -> None:
        raise FileError("Not a photo", "This file is no photo.")

    pool.start(refuse, caller.on_value, caller.on_value)
    qtbot.waitUntil(lambda: len(caller.came) == 1)
    assert isinstance(caller.came[0], FileError)
    with qtbot.waitSignal(pool.troubled):
        pool.start(lambda job: 1 // 0, caller.on_value, caller.on_value)
    assert isinstance(caller.came[1], BugReport)
    logged_errors.clear()


def test_closing_ends_what_runs(pool: Pool) -> None:
    going = threading.Event()

    def endless(job: Job) -> None:
        while True:
            job.check()
            going.set()

    pool.start(endless)
    assert going.wait(PATIENCE_S)
    pool.close()


def test_what_a_job_held_dies_in_the_windows_thread(
    qtbot: QtBot, pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A thread that is slow to put its job away must not be the last to hold it."""
    deaths, told, own = Deaths(), threading.Event(), _WorkItem.run

    def slow_to_put_away(item: _WorkItem[Any]) -> None:
        own(item)
        told.wait(PATIENCE_S)

    monkeypatch.setattr(_WorkItem, "run", slow_to_put_away)
    caller = Caller()

    def refuse(page: QObject) -> None:
        raise FileError("Not a photo", f"{page.objectName()} is no photo.")

    for work in (lambda page: "done", refuse):
        page = deaths.qt_object()
        deaths.watched(pool.start(lambda job, page=page, work=work: work(page), caller.on_value))
        del page
    qtbot.waitUntil(lambda: not pool.is_busy)
    told.set()
    pool.close()
    assert caller.came == ["done"]
    assert deaths.threads == [threading.main_thread().name] * 4
