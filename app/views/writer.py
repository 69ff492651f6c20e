"""The one thread that writes: commands wait in a row, and each is saved whole or not at all."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.changes import Changes
from app.domain.errors import UserError
from app.views.bug_report import BugReport
from app.views.delivery import Postman, Receiver
from app.views.pool import Cancelled

if TYPE_CHECKING:
    from app.shop import Shop

log = logging.getLogger(__name__)

Command = Callable[["Shop"], Changes]
PATIENCE_MS = 300
"""Work that takes longer than this is shown as progress."""


class _Order:
    """A command that waits, and who is told how it went."""

    def __init__(
        self, command: Command, done: Receiver | None, failed: Receiver | None, doing: str
    ) -> None:
        self.command: Command | None = command
        self.done = done
        self.failed = failed
        self.doing = doing
        self.future: Future[Changes] | None = None

    def let_go(self) -> None:
        """It is over. In the window's thread: the Qt objects that a command knows must not die in another."""
        self.command = None


class _Row:
    """Commands that wait for their turn. Threads that call may keep it: it holds nothing of the window."""

    def __init__(self) -> None:
        self._waiting: deque[_Order] = deque()
        self._closing = False
        self._turn = threading.Condition()

    def put(self, order: _Order) -> bool:
        """Let it wait; returns False when nothing is taken any more."""
        with self._turn:
            if not self._closing:
                self._waiting.append(order)
                self._turn.notify()
            return not self._closing

    def take(self) -> _Order | None:
        """The next one, waited for; None when all is written and no more comes."""
        with self._turn:
            while not self._waiting and not self._closing:
                self._turn.wait()
            return self._waiting.popleft() if self._waiting else None

    def close(self) -> None:
        """Take no more."""
        with self._turn:
            self._closing = True
            self._turn.notify()

    def call(self, command: Command, doing: str) -> Changes:
        """Have it run in its turn, and wait for it."""
        order = _Order(command, None, None, doing)
        order.future = Future()
        if not self.put(order):
            raise Cancelled
        return order.future.result()


class Writer(QObject):
    """Owns the writing. ``changed`` tells every page which records a command touched."""

    changed = Signal(object)
    """Changes, after each command that touched something."""
    refused = Signal(object)
    """A UserError of a command whose caller had no ``failed`` method."""
    troubled = Signal(object)
    """A BugReport of a command that failed by our fault, always (besides ``failed``)."""
    busy = Signal(bool)
    """True when work has taken longer than 300 ms, False when all is written."""

    def __init__(self, shop: Shop, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shop = shop
        self._postman = Postman(self)
        self._row = _Row()
        self._pending = 0
        self._shown_busy = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._on_patience)
        self._thread = threading.Thread(target=self._work, name="writer", daemon=False)
        self._thread.start()

    @property
    def shop(self) -> Shop:
        """The open shop, for work beside the window that only reads its files (photos, papers)."""
        return self._shop

    def run(
        self,
        command: Command,
        done: Callable[[Changes], None] | None = None,
        failed: Callable[[UserError | BugReport], None] | None = None,
        *,
        doing: str = "",
    ) -> None:
        """Have ``command(shop)`` run next in the row; call from the window's thread.

        ``done`` and ``failed`` are bound methods of Qt objects. A refusal reaches ``failed`` as the
        UserError that it is, our own fault as a BugReport. ``doing`` says in words what is done.
        """
        order = _Order(
            command, Receiver(done) if done else None, Receiver(failed) if failed else None, doing
        )
        self._pending += 1
        if not self._patience.isActive() and not self._shown_busy:
            self._patience.start()
        if not self._row.put(order):
            raise RuntimeError("a command came after the writer was closed")

    def call(self, command: Command, doing: str = "") -> Changes:
        """Run a command from a job of the pool, and wait for it (imports do).

        A job that comes when the program ends is cancelled: what it has saved until then stays.
        """
        return self._row.call(command, doing)

    def turn(self, doing: str = "") -> Callable[[Callable[[], Changes]], Changes]:
        """For a service that runs in the pool: each of its writes waits here for its turn."""
        row = self._row
        return lambda write: row.call(lambda _shop: write(), doing)

    def close(self, timeout_s: float = 30.0) -> bool:
        """Write everything that waits, then stop; returns whether all was written in time."""
        self._row.close()
        self._thread.join(timeout_s)
        self._patience.stop()
        return not self._thread.is_alive()

    def _work(self) -> None:
        while order := self._row.take():
            self._carry_out(order)
            self._postman.post(order.let_go)

    def _carry_out(self, order: _Order) -> None:
        assert order.command is not None  # it is let go only after this
        try:
            changes = order.command(self._shop)
        except UserError as error:
            self._end(order, error, None)
        except Exception as error:
            from app.services.troubles import as_refusal  # here: it is seldom needed

            if refusal := as_refusal(error):
                self._end(order, refusal, None)
                return
            report = BugReport.of(error, order.doing)
            log.error("a command failed\n%s", report.text())
            self._end(order, error, report)
        else:
            if order.future:
                order.future.set_result(changes)
            self._postman.post(lambda: self._on_done(order, changes))

    def _end(self, order: _Order, error: Exception, report: BugReport | None) -> None:
        if order.future:
            order.future.set_exception(error)
        else:
            self._postman.post(lambda: self._on_failed(order, error, report))

    # -- in the window's thread

    def _on_done(self, order: _Order, changes: Changes) -> None:
        if not order.future:
            self._settled()
        if order.done:
            order.done(changes)
        if changes.touched:
            self.changed.emit(changes)

    def _on_failed(self, order: _Order, error: Exception, report: BugReport | None) -> None:
        self._settled()
        told = order.failed is not None and order.failed(report or error)
        if report:
            self.troubled.emit(report)
        elif not told:
            self.refused.emit(error)

    def _settled(self) -> None:
        self._pending -= 1
        if self._pending == 0:
            self._patience.stop()
            if self._shown_busy:
                self._shown_busy = False
                self.busy.emit(False)

    def _on_patience(self) -> None:
        if self._pending:
            self._shown_busy = True
            self.busy.emit(True)
