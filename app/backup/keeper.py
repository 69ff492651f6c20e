"""Keeps backups coming while the program runs: hourly here, daily to the chosen places, weekly a check.

A thread of its own; what is due is asked anew every minute, so that a stick that is plugged in gets
its backup soon. Nothing of it waits for a window, and no window for it.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.domain.errors import UserError
from app.domain.ids import now_ms

log = logging.getLogger(__name__)

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS
DAY_MS = 24 * HOUR_MS
RHYTHM_S = 60.0
FIRST_WAIT_S = 30.0
"""The start belongs to the people: the first backup comes when the window has settled."""
AGAIN_MS = 15 * MINUTE_MS
"""How soon a place that refused is tried again; the page shows why it refused."""


@dataclass(frozen=True)
class Task:
    """Something to keep up: ``last_good`` and ``last_try`` are moments in ms, 0 for never.

    ``run(stop)`` does it and tells whether it went well; it knows its own words of failure.
    """

    name: str
    every_ms: int
    last_good: int
    last_try: int
    run: Callable[[Callable[[], bool]], bool]

    def is_due(self, now: int) -> bool:
        """Whether it should be done now; a clock that was set back counts as due."""
        if self.last_good > now:
            return True
        since_try = now - self.last_try
        return now - self.last_good >= self.every_ms and not 0 <= since_try < AGAIN_MS


class BackupKeeper:
    """Owns the thread. ``ask()`` gives the tasks as they stand; ``told(name)`` is called after each.

    ``told`` comes in the keeper's thread: a window's bridge posts it on.
    """

    def __init__(
        self, ask: Callable[[], Sequence[Task]], told: Callable[[str], None] = lambda _name: None
    ) -> None:
        self._ask = ask
        self._told = told
        self._turn = threading.Condition()
        self._stopping = False
        self._wanted: set[str] = set()
        self._running = ""
        self._thread = threading.Thread(target=self._work, name="backups", daemon=True)

    def start(self) -> None:
        """Begin; the first look comes after half a minute."""
        self._thread.start()

    def stop(self, patience_s: float = 20.0) -> bool:
        """Ask what runs to stop at its next step, and wait for it; whether it has ended."""
        with self._turn:
            self._stopping = True
            self._turn.notify()
        if self._thread.is_alive():
            self._thread.join(patience_s)
        return not self._thread.is_alive()

    def do_now(self, name: str = "") -> None:
        """Do a task at once, due or not; "" means all of them."""
        with self._turn:
            self._wanted.add(name)
            self._turn.notify()

    @property
    def running(self) -> str:
        """The name of what is being done, "" for nothing."""
        return self._running

    def look(self) -> None:
        """Do what is due, one after the other; what fails by our own fault is logged, and on it goes."""
        with self._turn:
            wanted, self._wanted = self._wanted, set()
        for task in self._ask():
            if self._is_stopping():
                return
            if "" in wanted or task.name in wanted or task.is_due(now_ms()):
                self._do(task)

    def _do(self, task: Task) -> None:
        self._running = task.name
        self._told(task.name)
        try:
            task.run(self._is_stopping)
        except UserError as refusal:  # the shop's own disk is full, say: its window tells that
            log.warning("%s: %s", task.name, refusal.title)
        except Exception:
            log.exception("%s failed", task.name)
        finally:
            self._running = ""
        self._told(task.name)

    def _is_stopping(self) -> bool:
        return self._stopping

    def _work(self) -> None:
        wait = FIRST_WAIT_S
        while True:
            with self._turn:
                if not self._stopping and not self._wanted:
                    self._turn.wait(wait)
                if self._stopping:
                    return
            wait = RHYTHM_S
            try:
                self.look()
            except Exception:
                log.exception("what is due could not be asked")
