"""A thread for each printer that has something to do: it sends, waits for the next try, watches, looks.

No window waits for any of them. A printer that stands still holds up its own queue and no other.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable

from app.domain.changes import Changes
from app.domain.errors import UserError
from app.domain.ids import now_ms
from app.services.print_sending import run_queue
from app.services.print_store import reading
from app.services.print_watching import gave_up, look, next_due, watch, watched
from app.services.turns import Turn
from app.shop import Shop

log = logging.getLogger(__name__)

WATCH_S, PATROL_S, TROUBLE_S, GRACE_S = 2.0, 15.0, 5.0, 4.0
LINGER_S = 600.0
"""So long a thread with nothing to do stays: the next tag finds it ready."""
Told = Callable[[Changes], None]


class PrintWorkers:
    """The threads of this program. ``told`` is called, in any thread, with what a job became."""

    def __init__(self, shop: Shop, turn: Turn, told: Told) -> None:
        self._shop, self._turn, self._told = shop, turn, told
        self._workers: dict[str, _Worker] = {}
        self._closing = threading.Event()
        self._guard = threading.Lock()

    def wake(self, printers: Iterable[str]) -> None:
        """Something waits for these printers, or may."""
        with self._guard:
            for key in printers:
                worker = self._workers.get(key)
                if worker is None or not worker.wake():
                    worker = _Worker(key, self._shop, self._turn, self._told, self._closing)
                    self._workers[key] = worker
                    worker.start()

    def wake_all(self) -> None:
        """Something new waits, for one of them perhaps: those that are there look at once."""
        with self._guard:
            for worker in self._workers.values():
                worker.wake()

    @property
    def busy(self) -> bool:
        """Whether a thread is at work or waits for its next try."""
        return any(worker.at_work for worker in self._workers.values())

    def stop(self, grace_s: float = GRACE_S) -> None:
        """Begin nothing more; what is being sent may end for a moment, then its outcome is in doubt."""
        self._closing.set()
        until = time.monotonic() + grace_s
        for worker in self._workers.values():
            worker.wake()
            worker.join(max(0.0, until - time.monotonic()))
            worker.give_up()
        for worker in self._workers.values():
            worker.join(1.0)


class _Worker(threading.Thread):
    def __init__(
        self, printer: str, shop: Shop, turn: Turn, told: Told, closing: threading.Event
    ) -> None:
        super().__init__(name=f"printer {printer}", daemon=True)
        self._printer, self._shop, self._turn, self._told = printer, shop, turn, told
        self._closing = closing
        self._given_up = threading.Event()
        self._news = threading.Condition()
        self._asked = True
        self._over = False
        self.at_work = True

    def wake(self) -> bool:
        """Look again soon; False where the thread has ended and another one is needed."""
        with self._news:
            self._asked = True
            self._news.notify()
            return not self._over

    def give_up(self) -> None:
        """The program ends now: leave whatever the printer makes of it."""
        self._given_up.set()

    def run(self) -> None:
        while (pause := self._round()) is not None:
            with self._news:
                if not self._asked and not self._closing.is_set():
                    self.at_work = pause < LINGER_S
                    if not self._news.wait(pause) and not self.at_work:
                        self._over = True
                        return
        self.at_work = False

    def _round(self) -> float | None:
        """Do what is to be done now; how long to wait for more, None where nothing is left."""
        with self._news:
            self._asked = False
        try:
            if not self._closing.is_set():
                self._do()
            return self._rest()
        except UserError as refused:
            log.info("printer %s: %s", self._printer, refused.message)
            return self._end() if self._closing.is_set() else TROUBLE_S
        except Exception:
            if self._closing.is_set():
                return self._end()  # the shop is being closed under us
            log.exception("the queue of a printer stopped for a moment")
            return TROUBLE_S

    def _do(self) -> None:
        changes = run_queue(
            self._shop, printer=self._printer, turn=self._turn, stopped=self._given_up.is_set
        )
        with reading(self._shop) as db:
            watching, waiting = watched(db, self._printer), gave_up(db, self._printer)
        if watching:
            changes = changes | watch(self._shop, self._printer, self._turn)
        if waiting:
            changes = changes | look(self._shop, self._printer, self._turn)
        if changes.touched:
            self._told(changes)

    def _rest(self) -> float | None:
        if self._closing.is_set():
            return self._end()
        with reading(self._shop) as db:
            due = next_due(db, self._printer)
            pauses = [
                *([WATCH_S] if watched(db, self._printer) else []),
                *([PATROL_S] if due or gave_up(db, self._printer) else []),
            ]
        if due:
            pauses.append(max(0.05, (due - now_ms()) / 1000))
        return min(pauses) if pauses else LINGER_S

    def _end(self) -> float | None:
        with self._news:
            if self._asked and not self._closing.is_set():
                return 0.0  # something came meanwhile
            self._over = True
            return None
