"""The writer: one after another, whole or not at all, and told to whom it concerns."""

from __future__ import annotations

import logging
import threading
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.domain.changes import Changes
from app.domain.errors import StateError, UserError
from app.models.people import Party
from app.views.bug_report import BugReport
from app.views.frame.desk import Desk
from app.views.writer import Writer
from tests.conftest import PATIENCE_S
from tests.views.let_go import Deaths


class Caller(QObject):
    """Keeps how it went."""

    def __init__(self) -> None:
        super().__init__()
        self.went: list[Any] = []

    def on_done(self, changes: Changes) -> None:
        self.went.append(changes.message)

    def on_failed(self, error: UserError | BugReport) -> None:
        self.went.append(error)


def test_commands_run_in_their_order_in_one_thread(
    qtbot: QtBot, writer: Writer, stub_shop: Any
) -> None:
    caller = Caller()
    names = [f"step {n}" for n in range(20)]
    for name in names:
        writer.run(lambda shop, name=name: shop.run(name), caller.on_done)
    qtbot.waitUntil(lambda: len(caller.went) == 20)
    assert caller.went == [f"{name} done" for name in names]
    assert stub_shop.ran == names
    assert stub_shop.threads == {"writer"}


def test_every_page_is_told_what_was_touched(qtbot: QtBot, writer: Writer) -> None:
    with qtbot.waitSignal(writer.changed) as told:
        writer.run(lambda shop: Changes.of("Moved", piece=[3, 4]))
    assert told.args[0].ids("piece") == (3, 4)


def test_a_refusal_comes_back_as_it_is(qtbot: QtBot, writer: Writer) -> None:
    def refuse(shop: Any) -> Changes:
        raise StateError("Sold", "It is sold.", "Take it back first.")

    caller = Caller()
    writer.run(refuse, caller.on_done, caller.on_failed)
    qtbot.waitUntil(lambda: len(caller.went) == 1)
    assert isinstance(caller.went[0], StateError)
    with qtbot.waitSignal(writer.refused) as told:
        writer.run(refuse)
    assert told.args[0].remedy == "Take it back first."


def test_our_own_fault_is_a_report_without_a_name_in_it(
    qtbot: QtBot, writer: Writer, logged_errors: list[logging.LogRecord]
) -> None:
    def break_down(shop: Any) -> Changes:
        raise KeyError("Olga Marchenko")

    caller = Caller()
    with qtbot.waitSignal(writer.troubled) as told:
        writer.run(break_down, caller.on_done, caller.on_failed, doing="taking in")
    report = told.args[0]
    assert "KeyError" in report.text()
    assert "while: taking in" in report.text()
    assert "Olga" not in report.text()
    assert "Olga" not in logged_errors[0].getMessage()
    assert caller.went == [report]
    writer.run(lambda shop: Changes.of("goes on"), caller.on_done)
    qtbot.waitUntil(lambda: caller.went[-1] == "goes on")
    logged_errors.clear()


def test_closing_writes_what_waits(writer: Writer, stub_shop: Any) -> None:
    gate = threading.Event()

    def first(shop: Any) -> Changes:
        gate.wait(PATIENCE_S)
        return Changes()

    writer.run(first)
    for n in range(10):
        writer.run(lambda shop, n=n: shop.run(str(n)))
    gate.set()
    assert writer.close()
    assert stub_shop.ran == [str(n) for n in range(10)]
    with pytest.raises(RuntimeError):
        writer.run(lambda shop: Changes())


def test_long_work_is_shown_as_busy(qtbot: QtBot, writer: Writer) -> None:
    gate = threading.Event()

    def slow(shop: Any) -> Changes:
        gate.wait(PATIENCE_S)
        return Changes()

    with qtbot.waitSignal(writer.busy) as told:
        writer.run(slow)
    assert told.args == [True]
    with qtbot.waitSignal(writer.busy) as told:
        gate.set()
    assert told.args == [False]


def test_another_thread_can_wait_for_its_command(qtbot: QtBot, writer: Writer) -> None:
    caller = Caller()

    def import_slice() -> None:
        caller.went.append(writer.call(lambda shop: Changes.of("500 orders", order=1)).message)
        try:
            writer.call(lambda shop: (_ for _ in ()).throw(UserError("No", "Not so.")))
        except UserError as error:
            caller.went.append(error.title)

    thread = threading.Thread(target=import_slice)
    thread.start()
    qtbot.waitUntil(lambda: caller.went == ["500 orders", "No"])
    thread.join(PATIENCE_S)


def test_a_service_runs_in_a_unit_of_work_of_whoever_is_signed_in(
    qtbot: QtBot, real_desk: Desk
) -> None:
    caller = Caller()
    real_desk.work(
        "add_party",
        lambda w: Changes.of("Client kept", party=w.add(Party, kind_code="person", display="Ann")),
        caller.on_done,
    )
    qtbot.waitUntil(lambda: caller.went == ["Client kept"])
    answers = Caller()
    newest = "SELECT actor_id, work_kind FROM work ORDER BY hlc DESC"
    real_desk.read(lambda db: db.row(newest), answers.on_failed)
    qtbot.waitUntil(lambda: bool(answers.went))
    assert answers.went[0] == (1001, "add_party")
    assert real_desk.frame.told == ["Client kept"]  # type: ignore[attr-defined]


def test_nobody_signed_in_writes_nothing(qtbot: QtBot, desk: Desk, stub_shop: Any) -> None:
    desk.session.sign_out()
    desk.work("weigh", lambda w: Changes.of("Weighed"))
    refused = desk.frame.refused  # type: ignore[attr-defined]
    assert refused[0].title == "Nobody has signed in"
    assert stub_shop.ran == []


def test_what_a_command_knew_dies_in_the_windows_thread(qtbot: QtBot, writer: Writer) -> None:
    deaths, caller = Deaths(), Caller()

    def weigh(shop: Any, page: QObject) -> Changes:
        return Changes.of(f"{page.objectName()} weighed")

    writer.run(partial(weigh, page=deaths.qt_object()), caller.on_done)
    qtbot.waitUntil(lambda: caller.went == [" weighed"])
    # The next one takes its place in the writer's thread.
    writer.run(lambda shop: Changes.of("moved"), caller.on_done)
    qtbot.waitUntil(lambda: len(caller.went) == 2)
    assert deaths.threads == [threading.main_thread().name]
