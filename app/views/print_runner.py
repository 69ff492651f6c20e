"""The print queue of this PC at work beside the window: it begins with the program, sends, follows the rules."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.domain.errors import UserError
from app.services.counts import prints_on_the_way
from app.services.turns import Turn
from app.shop import Shop
from app.views.bringing import bringing
from app.views.bug_report import BugReport
from app.views.delivery import Postman
from app.views.frame.desk import Desk
from app.views.print_notice import tell_print

if TYPE_CHECKING:
    from app.services.print_workers import PrintWorkers

TIDY_MS = 90_000


class PrintRunner(QObject):
    """Sends what waits in the queue, beside the window: a thread for each printer that has a job."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._workers: PrintWorkers | None = None
        self._stopped = False
        self._postman = Postman(self)
        desk.writer.changed.connect(self._on_changed)

    def begin(self) -> None:
        """At the start: what was being sent when the program ended is doubtful; then go on.

        Where nothing waits, printing is not even loaded: the first page has the PC to itself.
        """
        self._desk.read(prints_on_the_way, self._on_known)
        self._desk.read(_printer_keys, self._on_keys)
        QTimer.singleShot(TIDY_MS, self, self._tidy)

    def _on_keys(self, keys: list[str]) -> None:
        """Where there are printers, the first tag finds all that it needs loaded."""
        if keys and not self._stopped:
            shop = self._desk.shop
            self._desk.pool.start(lambda _job: _warmed(shop, keys), self._on_busy)

    def _tidy(self) -> None:
        if not self._stopped:
            shop, turn = self._desk.shop, self._desk.writer.turn("printing")
            self._desk.pool.start(lambda _job: _drop_old(shop, turn), self._on_sent)

    def _on_known(self, count: int) -> None:
        if count and not self._stopped:
            shop, turn = self._desk.shop, self._desk.writer.turn("printing")
            # Of the PC, not of a person: it goes on whoever works here.
            self._desk.pool.start(
                lambda _job: _after_start(shop, turn), self._on_started, title="Printing"
            )

    def _on_started(self, changes: Changes) -> None:
        self._on_sent(changes)
        self.run()

    def run(self) -> None:
        """Send what waits now."""
        if not self._stopped:
            self._desk.read(_busy_printers, self._on_busy, topic="printers at work")

    def stop(self) -> None:
        """Send nothing more; what is being sent may end first, for a moment."""
        self._stopped = True
        if self._workers:
            self._workers.stop()

    def _on_busy(self, keys: list[str]) -> None:
        if not keys or self._stopped:
            return
        if self._workers is None:
            from app.services.print_workers import PrintWorkers

            if sys.platform == "win32":  # there the driver is reached by Qt
                from app.printing.qt.os_printing import QtPrinting
                from app.printing.transports import by_qt

                by_qt.use(QtPrinting())
            told = bringing(self._postman, self._on_sent)
            self._workers = PrintWorkers(self._desk.shop, self._desk.writer.turn("printing"), told)
        self._workers.wake(keys)

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("print_job", "printer"):
            if self._workers:
                self._workers.wake_all()
            self.run()
        if changes.work_id and changes.touches("piece", "job", "print_rule"):
            work_id = changes.work_id
            self._desk.read(lambda db: _ruled(db, work_id), self._on_ruled)

    def _on_ruled(self, work_id: int) -> None:
        """What was done here may have a rule: print by it, for whoever did it."""
        if not work_id or self._stopped or not self._desk.session.signed_in:
            return
        shop, turn = self._desk.shop, self._desk.writer.turn("printing")
        actor = self._desk.session.actor
        self._desk.pool.start(
            lambda _job: _follow(shop, actor, work_id, turn),
            self._on_followed,
            self._on_not_followed,
            title="Printing",
        )

    def _on_followed(self, changes: Changes) -> None:
        if changes.message:
            tell_print(self._desk, changes)

    def _on_not_followed(self, error: UserError | BugReport) -> None:
        if isinstance(error, UserError):
            self._desk.frame.show_refusal(error)

    def _on_sent(self, changes: Changes) -> None:
        if changes.touched:
            self._desk.writer.changed.emit(changes)


def _after_start(shop: Shop, turn: Turn) -> Changes:
    from app.services.print_sending import after_start

    return after_start(shop, turn)


def _drop_old(shop: Shop, turn: Turn) -> Changes:
    from app.services.paper_mail import drop_old_drafts
    from app.services.print_keeping import drop_old

    drop_old_drafts()
    return drop_old(shop, turn)


def _busy_printers(db: Any) -> list[str]:
    from app.services.print_watching import busy_printers

    return busy_printers(db)


def _ruled(db: Any, work_id: int) -> int:
    """The unit of work, where this PC has rules and it was one of their events; else 0."""
    from app.services.print_rules import has_rules, what_happened

    return work_id if has_rules(db) and what_happened(db, work_id) else 0


def _follow(shop: Shop, actor: Actor, work_id: int, turn: Turn) -> Changes:
    from app.services.print_rules import follow

    return follow(shop, actor, work_id, turn)


def _printer_keys(db: Any) -> list[str]:
    return [row[0] for row in db.rows("SELECT key FROM printer WHERE paused = 0")]


def _warmed(shop: Shop, keys: list[str]) -> list[str]:
    """Load what draws and sends, and draw a tag of nothing; which threads are to be there."""
    from app.services.print_test import drawn_for_nothing

    drawn_for_nothing(shop)
    return keys
