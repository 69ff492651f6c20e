"""A job object of Windows around this process: it holds it to its memory and its processor time.

Built to the documents of ``kernel32``; tried against a stand-in of it, not yet on a PC with Windows.
"""

from __future__ import annotations

import ctypes
from ctypes import byref, c_int64, c_size_t, c_uint32, c_uint64, c_void_p, sizeof
from typing import Any

PROCESS_TIME, ACTIVE_PROCESS, PROCESS_MEMORY = 0x2, 0x8, 0x100
DIE_QUIETLY = 0x400
"""A fault ends it without a window that waits for somebody."""
EXTENDED_LIMITS = 9
TICKS = 10_000_000
"""Windows counts processor time in ten millionths of a second."""


class BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION"""

    _fields_ = (
        ("process_time", c_int64),
        ("job_time", c_int64),
        ("flags", c_uint32),
        ("least_working_set", c_size_t),
        ("most_working_set", c_size_t),
        ("processes", c_uint32),
        ("affinity", c_size_t),
        ("priority", c_uint32),
        ("scheduling", c_uint32),
    )


class ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION"""

    _fields_ = (
        ("basic", BasicLimits),
        ("io", c_uint64 * 6),
        ("process_memory", c_size_t),
        ("job_memory", c_size_t),
        ("peak_process_memory", c_size_t),
        ("peak_job_memory", c_size_t),
    )


class Memory(ctypes.Structure):
    """PROCESS_MEMORY_COUNTERS"""

    _fields_ = (
        ("size", c_uint32),
        ("faults", c_uint32),
        ("peak_working_set", c_size_t),
        ("working_set", c_size_t),
        ("peak_paged_pool", c_size_t),
        ("paged_pool", c_size_t),
        ("peak_nonpaged_pool", c_size_t),
        ("nonpaged_pool", c_size_t),
        ("committed", c_size_t),
        ("peak_committed", c_size_t),
    )


class Job:
    """This process in a job of its own: alone in it, it starts no other. OSError where it cannot be."""

    def __init__(self, kernel: Any = None) -> None:
        self._kernel = kernel or _kernel32()
        self._self = c_void_p(self._kernel.GetCurrentProcess())
        self._limits = ExtendedLimits()
        self._limits.basic.flags = ACTIVE_PROCESS | DIE_QUIETLY
        self._limits.basic.processes = 1
        handle = self._kernel.CreateJobObjectW(None, None)
        if not handle:
            raise _refused("CreateJobObject")
        self._handle = c_void_p(handle)
        self._set()
        if not self._kernel.AssignProcessToJobObject(self._handle, self._self):
            raise _refused("AssignProcessToJobObject")

    def limit_memory(self, more: int) -> None:
        """At most so many bytes more than are committed now; to ask for more fails."""
        memory = Memory(size=sizeof(Memory))
        if not self._kernel.K32GetProcessMemoryInfo(self._self, byref(memory), sizeof(Memory)):
            raise _refused("GetProcessMemoryInfo")
        self._limits.process_memory = memory.committed + more
        self._limits.basic.flags |= PROCESS_MEMORY
        self._set()

    def limit_time(self, seconds: float) -> None:
        """So much of the processor's time from now on; 0 for as much as it takes."""
        self._limits.basic.flags &= ~PROCESS_TIME
        if seconds:
            self._limits.basic.process_time = self._used() + round(seconds * TICKS)
            self._limits.basic.flags |= PROCESS_TIME
        self._set()

    def _used(self) -> int:
        """The time that this process has used so far outside the kernel, in ticks."""
        times = [c_uint64() for _ in range(4)]  # begun, ended, in the kernel, outside it
        if not self._kernel.GetProcessTimes(self._self, *(byref(one) for one in times)):
            raise _refused("GetProcessTimes")
        return times[3].value

    def _set(self) -> None:
        if not self._kernel.SetInformationJobObject(
            self._handle, EXTENDED_LIMITS, byref(self._limits), sizeof(self._limits)
        ):
            raise _refused("SetInformationJobObject")


def _kernel32() -> Any:
    """The library; handles are pointers, which a plain call would cut to 32 bits."""
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore]
    kernel.GetCurrentProcess.restype = c_void_p
    kernel.CreateJobObjectW.restype = c_void_p
    kernel.CreateJobObjectW.argtypes = (c_void_p, c_void_p)
    return kernel


def _refused(call: str) -> OSError:
    number = getattr(ctypes, "get_last_error", lambda: 0)()
    return OSError(number, f"{call} was refused ({number})")
