"""What a test process says when it dies or stands still, and that its run is red then.

A plugin of the whole check (``-p tests.last_words``). Python's faulthandler tells the lines of every
thread; below them stands the native stack of the thread that failed, as deep in Qt as it was. A test
that takes longer than ``TEST_LIMIT_S`` seconds ends its process, which tells the lines too.
"""

from __future__ import annotations

import ctypes
import faulthandler
import mmap
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

FATAL = (signal.SIGSEGV, signal.SIGABRT, signal.SIGFPE, signal.SIGILL, signal.SIGBUS)
"""What faulthandler speaks of: when it has, it calls the handler that was there before its own."""
DEEPEST = 200
ROOM_BYTES = 1 << 20
"""Python runs in the handler: it needs more than faulthandler's few KiB."""


class _SignalStack(ctypes.Structure):
    _fields_ = (("start", ctypes.c_void_p), ("flags", ctypes.c_int), ("size", ctypes.c_size_t))


class NativeStack:
    """Stands below faulthandler: writes the C frames of the thread that failed, then lets it die."""

    def __init__(self, out: int) -> None:
        self._out = out
        self._libc = ctypes.CDLL(None)
        self._frames = (ctypes.c_void_p * DEEPEST)()
        self._libc.backtrace(self._frames, DEEPEST)  # loads now what it could not load then
        self._handler = ctypes.CFUNCTYPE(None, ctypes.c_int)(self._tell)
        for fatal in FATAL:
            self._libc.sysv_signal(int(fatal), self._handler)  # once: a failure in it is the end
        self._room = mmap.mmap(-1, ROOM_BYTES)

    def make_room(self) -> None:
        """Give the main thread's handlers more room; after faulthandler has given them its own."""
        start = ctypes.addressof(ctypes.c_char.from_buffer(self._room))
        self._libc.sigaltstack(ctypes.byref(_SignalStack(start, 0, ROOM_BYTES)), None)

    def _tell(self, fatal: int) -> None:
        count = self._libc.backtrace(self._frames, DEEPEST)
        os.write(self._out, b"\nNative stack (most recent call first):\n")
        self._libc.backtrace_symbols_fd(self._frames, count, self._out)
        self._libc["raise"](fatal)


class InTestProcess:
    """In a process that runs tests: its last words are ready all the time, in a file of its own."""

    def __init__(self, words: Path, limit_s: float) -> None:
        self._out = os.open(words, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self._limit_s = limit_s
        self._native = NativeStack(self._out) if sys.platform == "linux" else None

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self) -> Generator[None, object, object]:
        faulthandler.enable(self._out)  # a program under test has its own file, and ends it
        if self._native:
            self._native.make_room()
        self._watch()
        try:
            return (yield)
        finally:
            faulthandler.cancel_dump_traceback_later()

    @pytest.hookimpl(trylast=True)
    def pytest_exception_interact(self) -> None:
        """A test that failed has its limit too: what it leaves may stand still."""
        self._watch()

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self) -> None:
        self._watch()

    def pytest_unconfigure(self) -> None:
        faulthandler.cancel_dump_traceback_later()

    def _watch(self) -> None:
        faulthandler.dump_traceback_later(self._limit_s, file=self._out, exit=True)


class AboveTestProcesses:
    """In the process that hands the tests out: who died, with which words, and how much was not run."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._folder = Path(tempfile.mkdtemp(prefix="last-words-"))
        self._died: list[str] = []
        self._run: set[str] = set()

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        node.workerinput["last_words"] = str(self._folder / node.gateway.id)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any, error: object) -> None:
        if error:
            name = node.gateway.id
            self._died.append(name)
            words = self._folder / name
            told = words.read_text("utf-8", "replace") if words.exists() else ""
            self._say(f"\ntest process {name} died; its last words:\n{told or 'none'}")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._run.add(report.nodeid)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self._died:
            left = session.testscollected - len(self._run)
            self._say(f"\n{left} of {session.testscollected} tests were not run any more")
            if session.exitstatus == pytest.ExitCode.OK:
                session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_unconfigure(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)

    def _say(self, words: str) -> None:
        self._config.get_terminal_writer().line(words)


def pytest_configure(config: pytest.Config) -> None:
    """Take the part that this process has."""
    given = getattr(config, "workerinput", {})
    if "last_words" in given:
        limit_s = float(os.environ["TEST_LIMIT_S"])
        config.pluginmanager.register(InTestProcess(Path(given["last_words"]), limit_s))
    elif config.getoption("numprocesses", None):
        config.pluginmanager.register(AboveTestProcesses(config))
