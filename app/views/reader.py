"""The one thread that reads for the windows, over one read-only connection.

A page asks a question (a reading function of a service) and gets the answer as a call of one of
its methods. A newer question of the same topic drops the older one, whether it waits, runs, or its
answer is on the way. Whatever SQLite says, the thread lives on: a search box that goes silent is
worse than any error.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Hashable, Iterator
from typing import Any
from weakref import WeakValueDictionary

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.errors import UserError
from app.views.bug_report import BugReport
from app.views.delivery import Postman, Receiver

log = logging.getLogger(__name__)

AGAIN_MS = 20

Question = Callable[[Any], Any]
"""A reading function over the read-only database; a generator function answers several times."""


class Ticket:
    """One asked question. ``drop`` means that nobody waits for its answer any more."""

    def __init__(self, question: Question, answer: Receiver, failed: Receiver | None) -> None:
        self.question: Question | None = question
        self.answer = answer
        self.failed = failed
        self.dropped = False

    def let_go(self) -> None:
        """It is over. In the window's thread: the Qt objects that a question knows must not die in another."""
        self.question = None


class Reader(QObject):
    """Asks questions of the shop's file without making the window wait.

    ``open_connection`` is called in the reader's thread and returns the database that questions
    get; ``warm`` runs first on each new connection (the first use of the search index must not be
    interrupted: SQLite then says "vtable constructor failed" rather than "interrupted").
    """

    refused = Signal(object)
    """A UserError of a question whose asker had no ``failed`` method (a damaged database, say)."""
    troubled = Signal(object)
    """A BugReport of a question that failed twice and whose asker had no ``failed`` method."""

    def __init__(
        self,
        open_connection: Callable[[], Any],
        parent: QObject | None = None,
        *,
        warm: Callable[[Any], object] | None = None,
    ) -> None:
        super().__init__(parent)
        self._open = open_connection
        self._warm = warm
        self._postman = Postman(self)
        self._waiting: deque[Ticket] = deque()
        self._running: Ticket | None = None
        # The last question of each topic for as long as it or its answer is on the way.
        self._newest: WeakValueDictionary[Hashable, Ticket] = WeakValueDictionary()
        self._handle: Any = None  # what ``interrupt`` is called on, from the window's thread
        self._closing = False
        self._turn = threading.Condition()
        # An interrupt between two statements is lost: it is repeated until the question has ended.
        self._again = QTimer(self)
        self._again.setInterval(AGAIN_MS)
        self._again.timeout.connect(self._interrupt_dropped)
        self._thread = threading.Thread(target=self._work, name="reader", daemon=True)
        self._thread.start()

    def ask(
        self,
        question: Question,
        answer: Callable[[Any], None],
        failed: Callable[[Exception], None] | None = None,
        *,
        topic: Hashable = None,
        urgent: bool = False,
    ) -> Ticket:
        """Have ``question(db)`` answered by ``answer(value)``, a bound method of a Qt object.

        A question of the same ``topic`` asked before is dropped. ``failed`` gets a UserError as it
        is, anything else as the exception that it was. ``urgent`` (a scan) goes before the rest.
        """
        ticket = Ticket(question, Receiver(answer), Receiver(failed) if failed else None)
        with self._turn:
            if topic is not None:
                if before := self._newest.get(topic):
                    self._drop(before)
                self._newest[topic] = ticket
            if urgent:
                self._waiting.appendleft(ticket)
            else:
                self._waiting.append(ticket)
            self._turn.notify()
        self._interrupt_dropped()
        return ticket

    def drop(self, ticket: Ticket) -> None:
        """Nobody waits for this answer any more: forget it, or interrupt it."""
        with self._turn:
            self._drop(ticket)
        self._interrupt_dropped()

    @property
    def is_busy(self) -> bool:
        """Whether a question waits or is being answered."""
        with self._turn:
            return bool(self._waiting or self._running)

    def close(self, timeout_s: float = 5.0) -> None:
        """Stop reading and close the connection; answers still on their way are dropped."""
        with self._turn:
            self._closing = True
            for ticket in self._waiting:
                ticket.dropped = True
            self._waiting.clear()
            if self._running:
                self._running.dropped = True
            self._turn.notify()
        self._again.stop()
        deadline = time.monotonic() + timeout_s
        while self._thread.is_alive() and time.monotonic() < deadline:
            self._interrupt_dropped(again=False)
            self._thread.join(AGAIN_MS / 1000)

    def _interrupt_dropped(self, again: bool = True) -> None:
        """Interrupt what runs if nobody waits for it any more."""
        with self._turn:
            dropped = self._running is not None and self._running.dropped
            if dropped and self._handle is not None:
                self._handle.interrupt()
        if not dropped:
            self._again.stop()
        elif again and not self._again.isActive():
            self._again.start()

    # -- under the lock

    def _drop(self, ticket: Ticket) -> None:
        ticket.dropped = True
        if ticket in self._waiting:
            self._waiting.remove(ticket)

    # -- in the reader's thread

    def _work(self) -> None:
        database: Any = None
        while True:
            with self._turn:
                while not self._waiting and not self._closing:
                    self._turn.wait()
                if self._closing:
                    break
            # The connection is opened before a question runs, so that no interrupt meets it.
            try:
                database = self._checked(database)
            except Exception as error:
                log.error(
                    "the shop could not be opened for reading\n%s", BugReport.of(error).text()
                )
                self._give_up(error)
                continue
            with self._turn:
                ticket = self._waiting.popleft() if self._waiting else None
                self._running = ticket
            if ticket:
                self._answer(ticket, database)
                with self._turn:
                    self._running = None
                self._postman.post(ticket.let_go)
        self._shut(database)

    def _answer(self, ticket: Ticket, database: Any) -> None:
        assert ticket.question is not None  # it is let go only after this
        for attempt in (1, 2):
            try:
                for value in _answers(ticket.question(database)):
                    if ticket.dropped:
                        return None
                    self._postman.post(_Call(ticket, ticket.answer, value))
                return None
            except UserError as error:
                return self._fail(ticket, error)
            except Exception as error:
                from app.services.troubles import as_refusal  # here: it is seldom needed

                # Judged by the ticket, not by what SQLite calls it: an interrupt has many names.
                if ticket.dropped:
                    return None
                if attempt == 2:
                    self._handle = None  # makes the next question try the connection first
                    if refusal := as_refusal(error):
                        return self._fail(ticket, refusal)
                    log.error("a question failed twice\n%s", BugReport.of(error).text())
                    return self._fail(ticket, error)
        return None

    def _checked(self, database: Any) -> Any:
        if database is not None and self._handle is not None:
            return database
        self._shut(database)
        database = self._open()
        if self._warm:
            self._warm(database)
        connection = getattr(database, "connection", None)
        self._handle = connection() if callable(connection) else database
        return database

    def _shut(self, database: Any) -> None:
        self._handle = None
        if database is not None:
            try:
                database.close()
            except Exception as error:
                log.error("the shop could not be closed\n%s", BugReport.of(error).text())

    def _give_up(self, error: Exception) -> None:
        with self._turn:
            tickets, self._waiting = list(self._waiting), deque()
        for ticket in tickets:
            self._fail(ticket, error)
            self._postman.post(ticket.let_go)

    def _fail(self, ticket: Ticket, error: Exception) -> None:
        if ticket.failed:
            self._postman.post(_Call(ticket, ticket.failed, error))
        elif isinstance(error, UserError):
            refusal = error
            self._postman.post(lambda: self.refused.emit(refusal))
        else:
            report = BugReport.of(error, "reading")
            self._postman.post(lambda: self.troubled.emit(report))


class _Call:
    """An answer on its way; it is not given when the question was dropped meanwhile."""

    def __init__(self, ticket: Ticket, receiver: Receiver, value: object) -> None:
        self._ticket = ticket
        self._receiver = receiver
        self._value = value

    def __call__(self) -> None:
        if not self._ticket.dropped:
            self._receiver(self._value)


def _answers(value: Any) -> Iterator[Any]:
    """A plain answer once, a generator's answers one after another; the generator is closed."""
    if not isinstance(value, Iterator):
        yield value
        return
    try:
        yield from value
    finally:
        close = getattr(value, "close", None)
        if close:
            close()
