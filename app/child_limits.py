"""What a child process that reads strangers' files may use: memory, and processor time for each.

Each limit is kept by the system itself, so that a decoder gone astray inside a C library is ended too:
on Linux the address space, on Windows a job object that the child puts itself into. macOS has no limit on
the memory of a process, so a thread looks every few milliseconds how much there is and ends it. Time is
that of the processor, for a PC that is busy with other work makes no picture hostile. The parts for
Windows and macOS are built to the systems' documents and were not tried on a PC with either.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator

LOOK_S = 0.01
"""How often memory is looked at where the system keeps no limit on it."""
TOO_MUCH = 71
"""With this number a child ends itself that has taken more memory than it may."""


def limit_memory(more: int) -> None:
    """At most so many bytes more than this process has now; no dump of it is ever written."""
    if sys.platform == "win32":
        if job := _job():
            with contextlib.suppress(OSError):  # as where Windows refuses the job itself
                job.limit_memory(more)
        return
    import resource

    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with contextlib.suppress(OSError, ValueError), open("/proc/self/statm") as file:
            now = int(file.read().split()[0]) * resource.getpagesize()
            resource.setrlimit(resource.RLIMIT_AS, (now + more, now + more))
    else:
        watch_memory(more)


def watch_memory(more: int, taken: Callable[[], int] | None = None) -> None:
    """End this process as soon as it has had so many bytes more than now; ``taken`` tells the most yet."""
    taken = taken or most_taken
    most = taken() + more

    def look() -> None:
        while taken() <= most:
            time.sleep(LOOK_S)
        os._exit(TOO_MUCH)

    threading.Thread(target=look, daemon=True).start()


def most_taken() -> int:
    """The most memory that this process has had at once, in bytes; not on Windows."""
    if sys.platform == "win32":
        raise NotImplementedError
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


@contextlib.contextmanager
def processor_time(seconds: float) -> Iterator[None]:
    """Whatever is done within ends this process when it has used so much of the processor's time."""
    if sys.platform == "win32":
        job = _job()
        if job:
            with contextlib.suppress(OSError):
                job.limit_time(seconds)
        try:
            yield
        finally:
            if job:
                with contextlib.suppress(OSError):
                    job.limit_time(0)
        return
    signal.signal(signal.SIGPROF, signal.SIG_DFL)  # its end, whatever code is running
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


if sys.platform == "win32":
    from functools import cache

    from app.windows_job import Job

    @cache
    def _job() -> Job | None:
        """The job object of this process; None where Windows refuses it: the clock is left then."""
        with contextlib.suppress(OSError):
            return Job()
        return None
