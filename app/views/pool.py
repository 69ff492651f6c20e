"""A few threads for what takes its time: photos, papers, imports. Each job can be watched and ended."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any
from weakref import WeakValueDictionary

from PySide6.QtCore import QObject, Signal

from app.domain.errors import UserError
from app.views.bug_report import BugReport
from app.views.delivery import Postman, Receiver

log = logging.getLogger(__name__)

STEP_S = 0.05
"""Progress is told at most twenty times a second."""


SWITCH_S = 0.0005
"""How long a busy job may keep Python to itself while the window waits. With Python's own 5 ms, each
call into Qt that lets go of it costs the window 5 ms: it stood still for 0.7 s while a file of
10,000 orders was read, and for 0.05 s with this, in the same time."""


class Cancelled(Exception):  # noqa: N818  (not an error: somebody pressed Cancel)
    """Raised inside a job by ``check`` after it was cancelled."""


@dataclass(frozen=True)
class Progress:
    """How far a job is: ``done`` of ``total`` (0: not known), and what it is doing in words."""

    done: int
    total: int
    words: str = ""


class Job(QObject):
    """A piece of work in the pool. Signals come in the window's thread."""

    progressed = Signal(object)
    ended = Signal()

    def __init__(self, title: str, postman: Postman) -> None:
        super().__init__()
        self.title = title
        self.cancelled = False
        self.dropped = False
        self.over = False
        self._postman = postman
        self._told = 0.0

    def cancel(self) -> None:
        """Ask the job to stop at its next ``check``; one that was done by then is told all the same."""
        self.cancelled = True

    def drop(self) -> None:
        """Nobody waits for its result any more: stop it, and tell nothing of it, however far it is."""
        self.cancelled = self.dropped = True

    def check(self) -> None:
        """Called by the work at each step; raises ``Cancelled`` after ``cancel``."""
        if self.cancelled:
            raise Cancelled

    def progress(self, done: int, total: int, words: str = "") -> None:
        """Called by the work to tell how far it is; also checks for ``cancel``."""
        self.check()
        now = time.monotonic()
        if now - self._told >= STEP_S or done == total:
            self._told = now
            told = Progress(done, total, words)
            self._postman.post(lambda: self.progressed.emit(told))


class _Task:
    """What a thread is given of a job. The thread never is the last to hold it: see ``empty``."""

    def __init__(
        self,
        job: Job,
        work: Callable[[Job], Any],
        done: Receiver | None,
        failed: Receiver | None,
    ) -> None:
        self.held: tuple[Job, Callable[[Job], Any], Receiver | None, Receiver | None] | None = (
            job,
            work,
            done,
            failed,
        )
        self.told: tuple[Receiver | None, Any] = None, None
        """Who is told what of the end."""

    def empty(self) -> None:
        """Let go of everything. In the window's thread: a Qt object that dies in another is a crash."""
        self.held = None
        self.told = None, None


class Pool(QObject):
    """Runs jobs, four at a time, and brings their results to bound methods of Qt objects."""

    troubled = Signal(object)
    """A BugReport of a job that failed by our fault."""

    def __init__(self, parent: QObject | None = None, workers: int = 4) -> None:
        super().__init__(parent)
        sys.setswitchinterval(SWITCH_S)
        self.is_closed = False
        self._postman = Postman(self)
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="pool")
        self._jobs: set[Job] = set()
        # The last question of each topic for as long as it or its answer is on the way.
        self._newest: WeakValueDictionary[Hashable, Job] = WeakValueDictionary()

    def start(
        self,
        work: Callable[[Job], Any],
        done: Callable[[Any], None] | None = None,
        failed: Callable[[UserError | BugReport], None] | None = None,
        *,
        title: str = "",
        topic: Hashable = None,
    ) -> Job:
        """Run ``work(job)``; ``done(value)`` or ``failed(error)`` follows, unless a ``check`` ended it.

        What only asks says about what: an older question of its ``topic`` is dropped, for two that run
        side by side may end in any order.
        """
        job = Job(title, self._postman)
        if topic is not None:
            if before := self._newest.get(topic):
                before.drop()
            self._newest[topic] = job
        self._jobs.add(job)
        task = _Task(
            job, work, Receiver(done) if done else None, Receiver(failed) if failed else None
        )
        self._threads.submit(self._work, task).add_done_callback(partial(self._post_end, task))
        return job

    @property
    def is_busy(self) -> bool:
        """Whether anything runs or waits."""
        return bool(self._jobs)

    def close(self) -> None:
        """Cancel what runs and wait for it to stop; nothing more is started then."""
        self.is_closed = True
        for job in self._jobs:
            job.cancel()
        self._threads.shutdown(wait=True, cancel_futures=True)
        self._jobs.clear()

    # -- in a thread of the pool

    def _work(self, task: _Task) -> None:
        assert task.held is not None  # it is emptied only after this
        job, work, done, failed = task.held
        try:
            job.check()
            task.told = done, work(job)
        except Cancelled:
            pass
        except UserError as error:
            task.told = failed, error
        except Exception as error:
            from app.services.troubles import as_refusal  # here: it is seldom needed

            meant = as_refusal(error)
            report = BugReport.of(error, job.title)
            if meant is None:
                log.error("a job failed\n%s", report.text())
            task.told = failed, meant or report

    def _post_end(self, task: _Task, future: Future[None]) -> None:
        """Called when ``_work`` has been left: of all that a job works with only the task is held here."""
        if not future.cancelled():
            self._postman.post(partial(self._on_end, task))

    # -- in the window's thread

    def _on_end(self, task: _Task) -> None:
        assert task.held is not None
        job, (receiver, value) = task.held[0], task.told
        task.empty()
        job.over = True
        self._jobs.discard(job)
        if receiver and not job.dropped:
            receiver(value)
        if isinstance(value, BugReport):
            self.troubled.emit(value)
        job.ended.emit()
