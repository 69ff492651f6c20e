"""The whole check where a test process dies or stands still: it ends soon, is red, and says where."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DONE = "import pytest\n\n@pytest.mark.parametrize('n', range(4))\ndef test_done(n):\n    assert n >= 0\n"
CRASH = """
import ctypes
from PySide6.QtCore import QThreadPool

def test_before():
    pass

def test_crashes():
    QThreadPool.globalInstance().start(in_a_job)
    QThreadPool.globalInstance().waitForDone()

def in_a_job():
    ctypes.string_at(0)

def test_after():
    pass
"""
STAND_STILL = """
import threading

def test_stands_still():
    nobody_frees_it = threading.Lock()
    nobody_frees_it.acquire()
    nobody_frees_it.acquire()

def test_after():
    pass
"""
LATE = """
import os, signal

def pytest_sessionfinish(session):
    if os.environ.get("PYTEST_XDIST_WORKER") == "gw1":
        os.kill(os.getpid(), signal.SIGSEGV)
"""
Check = Callable[..., "subprocess.CompletedProcess[str]"]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the check is run on Debian")


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """Plays ``.ci/check.sh test`` over a few small files, with stand-ins for what is no test."""
    clone, commands = tmp_path / "clone", tmp_path / "clone" / ".venv" / "bin"
    commands.mkdir(parents=True)
    shutil.copytree(ROOT / ".ci", clone / ".ci")
    (clone / "app").mkdir()
    (clone / "tests").mkdir()
    shutil.copy(ROOT / "tests" / "last_words.py", clone / "tests")
    (clone / "pytest.ini").write_text(
        "[pytest]\naddopts = -q --import-mode=importlib -p no:cacheprovider -p no:pytest-qt"
        " -p no:hypothesispytest\nmarkers = long\n"
    )
    for name, does in {
        "python": f'exec "{sys.executable}" "$@"',
        "ruff": "",
        "mypy": "",
        "lint-imports": "",
    }.items():
        (commands / name).write_text(f"#!/bin/sh\n{does}\n")
        (commands / name).chmod(0o755)

    def play(limit_s: int = 60, **files: str) -> subprocess.CompletedProcess[str]:
        for name, text in files.items():
            (clone / "tests" / f"{name}.py").write_text(text)
        kept = {name: value for name, value in os.environ.items() if "PYTEST" not in name}
        return subprocess.run(
            ["timeout", "90", "bash", clone / ".ci" / "check.sh", "test"],
            env=kept | {"TEST_LIMIT_S": str(limit_s)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    return play


def test_a_crash_late_in_the_run_ends_it_red_with_both_stacks(check: Check) -> None:
    """Files that were done before are what a successor of the dead process would wait over for ever."""
    before = {f"test_{n:02}": DONE for n in range(20)}
    run = check(**before, test_50=CRASH, test_60=DONE, test_61=DONE, test_62=DONE)
    assert run.returncode == 1
    python, native = run.stdout.split("Native stack (most recent call first):")
    assert "its last words:\nFatal Python error: Segmentation fault" in python
    assert 'test_50.py", line 13 in in_a_job' in python
    assert "libQt6Core" in native
    assert "crashed while running 'tests/test_50.py::test_crashes'" in native
    assert "tests were not run any more" in native
    assert "FAILED  tests" in native


def test_a_test_that_stands_still_is_named_and_ended(check: Check) -> None:
    run = check(limit_s=3, test_1=STAND_STILL, test_2=DONE)
    assert run.returncode == 1
    assert "its last words:\nTimeout (0:00:03)!" in run.stdout
    assert 'test_1.py", line 7 in test_stands_still' in run.stdout
    assert "crashed while running 'tests/test_1.py::test_stands_still'" in run.stdout
    assert "1 of 6 tests were not run any more" in run.stdout


def test_a_process_that_dies_after_its_last_test_makes_the_run_red_too(check: Check) -> None:
    run = check(test_1=DONE, test_2=DONE, conftest=LATE)
    assert "8 passed" in run.stdout
    assert "its last words:\nFatal Python error: Segmentation fault" in run.stdout
    assert "0 of 8 tests were not run any more" in run.stdout
    assert run.returncode == 1
