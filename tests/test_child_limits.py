"""The limits of a child process that reads strangers' files."""

from __future__ import annotations

import ctypes
import signal
import subprocess
import sys
from typing import Any

import pytest

from app.child_limits import TOO_MUCH
from app.windows_job import (
    ACTIVE_PROCESS,
    PROCESS_MEMORY,
    PROCESS_TIME,
    ExtendedLimits,
    Job,
    Memory,
)

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has a job object instead")


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


@pytest.mark.skipif(sys.platform != "linux", reason="Linux alone limits the address space")
def test_child_may_not_take_more_memory_than_its_limit() -> None:
    child = run(
        "from app.child_limits import limit_memory\n"
        "limit_memory(512 << 20)\n"
        "taken = bytearray(400 << 20)\n"
        "try:\n    bytearray(200 << 20)\nexcept MemoryError:\n    print('held')\n"
    )
    assert (child.stdout, child.returncode) == ("held\n", 0)


@posix
def test_where_the_system_keeps_no_limit_the_child_ends_itself() -> None:
    child = run(
        "from app.child_limits import watch_memory\n"
        "watch_memory(64 << 20)\n"
        "taken = [b'x' * (32 << 20)]\n"
        "print('little', flush=True)\n"
        "while True:\n    taken.append(b'x' * (1 << 20))\n"
    )
    assert (child.stdout, child.returncode) == ("little\n", TOO_MUCH)


@posix
def test_processor_time_ends_the_child_inside_a_librarys_loop_too() -> None:
    child = run(
        "from app.child_limits import processor_time\n"
        "with processor_time(0.3):\n    print('begun', flush=True)\n    10 ** 10 ** 8\n"
    )
    assert (child.stdout, child.returncode) == ("begun\n", -signal.SIGPROF)


@posix
def test_time_that_the_processor_was_elsewhere_is_not_counted() -> None:
    child = run(
        "import time\n"
        "from app.child_limits import processor_time\n"
        "with processor_time(0.3):\n    time.sleep(0.6)\n"
        "until = time.process_time() + 0.5\n"
        "while time.process_time() < until:\n    pass\n"  # afterwards no limit is left
        "print('well')\n"
    )
    assert (child.stdout, child.returncode) == ("well\n", 0)


class Kernel:
    """What ``kernel32`` would be asked, written down."""

    committed, used = 90 << 20, 3_000_000

    def __init__(self, refuses: str = "") -> None:
        self.refuses = refuses
        self.assigned: list[tuple[Any, Any]] = []
        self.limits: list[tuple[int, int, int, int]] = []

    def GetCurrentProcess(self) -> int:
        return 2**64 - 1

    def CreateJobObjectW(self, _security: None, _name: None) -> int:
        return 0 if self.refuses == "create" else 0x1_0000_0040

    def AssignProcessToJobObject(self, job: Any, process: Any) -> int:
        self.assigned.append((job.value, process.value))
        return int(self.refuses != "assign")

    def K32GetProcessMemoryInfo(self, _process: Any, into: Any, size: int) -> int:
        assert size == ctypes.sizeof(Memory) == 8 * (1 + 8) + 0
        into._obj.committed = self.committed
        return 1

    def GetProcessTimes(self, _process: Any, *times: Any) -> int:
        times[3]._obj.value = self.used
        return 1

    def SetInformationJobObject(self, _job: Any, what: int, limits: Any, size: int) -> int:
        assert (what, size) == (9, ctypes.sizeof(ExtendedLimits))
        said: ExtendedLimits = limits._obj
        self.limits.append(
            (
                said.basic.flags,
                said.basic.processes,
                said.process_memory,
                said.basic.process_time,
            )
        )
        return 1


@pytest.mark.skipif(ctypes.sizeof(ctypes.c_void_p) != 8, reason="sizes of 64 bits")
def test_windows_structures_are_as_long_as_its_headers_say() -> None:
    assert ctypes.sizeof(ExtendedLimits) == 144
    assert ExtendedLimits.process_memory.offset == 112
    assert ctypes.sizeof(Memory) == 72


def test_job_of_windows_holds_the_child_to_memory_and_time() -> None:
    kernel = Kernel()
    job = Job(kernel)
    assert kernel.assigned == [(0x1_0000_0040, 2**64 - 1)]
    job.limit_memory(512 << 20)
    flags, processes, memory, _ = kernel.limits[-1]
    assert flags & PROCESS_MEMORY
    assert flags & ACTIVE_PROCESS
    assert (processes, memory) == (1, (512 + 90) << 20)
    job.limit_time(10)
    flags, _, memory, time = kernel.limits[-1]
    assert flags & PROCESS_TIME
    assert (memory, time) == ((512 + 90) << 20, 103_000_000)
    job.limit_time(0)
    assert not kernel.limits[-1][0] & PROCESS_TIME


@pytest.mark.parametrize("refuses", ["create", "assign"])
def test_job_that_windows_refuses_says_so(refuses: str) -> None:
    with pytest.raises(OSError, match="was refused"):
        Job(Kernel(refuses))
