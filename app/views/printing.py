"""Printing from any page: store the job, ask why when it was printed before, send what waits."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.domain.errors import InputError, NotAllowedError, StateError, UserError
from app.domain.reasons import REPRINT
from app.services.counts import prints_on_the_way
from app.services.print_words import all_sent, out
from app.services.turns import Turn
from app.shop import Shop
from app.views.bug_report import BugReport
from app.views.delivery import Postman
from app.views.frame.desk import Desk
from app.views.frame.stay import Stay
from app.views.widgets.reason_sheet import ask_reason

if TYPE_CHECKING:
    from app.services.print_workers import PrintWorkers

Print = Callable[[Shop, str, Turn], Changes]
"""What is printed: ``print(shop, reason_code)``."""
TIDY_MS = 90_000
PATIENCE_MS = 700
"""Most papers are out so soon; of the others it is told that they wait."""


class Printing(QObject):
    """One print that a person asked for. Kept alive by the desk until it is stored or given up."""

    def __init__(
        self,
        desk: Desk,
        what: str,
        run: Print,
        begin_at: Callable[[int], None] | None = None,
    ) -> None:
        super().__init__(desk)
        self._desk = desk
        self._what = what
        self._run = run
        self._begin_at = begin_at
        self._reason = ""
        self._stored = Changes()
        self._stay = Stay(desk.session)
        self._told = False

    def start(self, reason_code: str = "", _note: str = "") -> None:
        """Draw and store it beside the window; refused without a reason where it was printed before."""
        self._reason = reason_code
        run, shop, turn = self._run, self._desk.shop, self._desk.writer.turn("printing")

        # What is stored in a turn is told to every page, also when somebody else is in by then.
        self._desk.start(
            lambda _job: run(shop, reason_code, turn),
            self._on_stored,
            self._on_failed,
            title="Printing",
        )

    def _on_stored(self, changes: Changes) -> None:
        """Stored; what has become of it a moment later is what is told."""
        self._stored, self._stay = changes, Stay(self._desk.session)
        self._desk.writer.changed.connect(self._on_changed)
        QTimer.singleShot(PATIENCE_MS, self, self._tell)

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("print_job"):
            ids = self._stored.ids("print_job")
            self._desk.read(lambda db: all_sent(db, ids), self._on_known)

    def _on_known(self, sent: bool) -> None:
        if sent:
            self._tell(sent)

    def _tell(self, sent: bool = False) -> None:
        if self._told:
            return
        self._told = True
        words = self._stored.message
        if not self._stay.over:
            self._desk.toast(out(words) if sent else words)
        self.deleteLater()

    def _on_failed(self, error: UserError | BugReport) -> None:
        if isinstance(error, UserError) and error.field == "reason":
            sheet = ask_reason(
                self._desk.frame.host(),
                f"Print {self._what} again?",
                "It was printed before. Why once more? The new one is logged as a reprint.",
                f"Print {self._what}",
                self.start,
                reasons=REPRINT,
                note="",
            )
            sheet.closed.connect(self._on_closed)
            return
        if isinstance(error, InputError) and error.field == "start_at":
            from app.views.prints.start_sheet import ask_start

            if asked := ask_start(self._desk.frame.host(), error, self._on_place):
                asked.closed.connect(self._on_closed)
                return
        if _on_its_way(error):
            self._desk.toast(str(error))  # a key pressed twice: nothing that must be mended
        elif isinstance(error, UserError):
            self._desk.frame.show_refusal(error)
        self.deleteLater()

    def _on_place(self, used: int) -> None:
        """The sheet's first free label was said: print from there on."""
        if self._begin_at:
            self._begin_at(used)
        self.start(self._reason)

    def _on_closed(self) -> None:
        # Chosen or cancelled: a chosen reason has already begun the next try.
        QTimer.singleShot(60_000, self, self.deleteLater)


def _on_its_way(error: UserError | BugReport) -> bool:
    from app.services.print_once import OnItsWayError

    return isinstance(error, OnItsWayError)


def print_job_bag(desk: Desk, job_id: int) -> None:
    """Store a job's bag as it stands now, and print it."""
    _print(desk, "job bag", partial(_later("job_bag"), job_id))


def print_job_bags(desk: Desk, job_ids: Sequence[int]) -> None:
    """As ``print_job_bag`` for several jobs; without one it says how to get one."""
    if not job_ids:
        desk.frame.show_refusal(
            StateError(
                "There is no job bag yet",
                "A bag belongs to a job, and nothing of it was sent to the bench.",
                "Open the order, send it to the bench (F8), then print the bag.",
            )
        )
        return
    what = "job bag" if len(job_ids) == 1 else f"{len(job_ids)} job bags"
    _print(desk, what, partial(_later("job_bags"), list(job_ids)))


def print_document(
    desk: Desk,
    document_id: int,
    what: str = "document",
    *,
    copies: int = 1,
    printer: str = "",
    reason_code: str = "",
) -> None:
    """Print a stored document: COPY from the second time on, and a reason is asked if none is given."""
    run = partial(_later("document"), document_id, copies, printer)
    _print(desk, what, run, reason_code)


def print_report(
    desk: Desk, report_id: int, *, copies: int = 1, printer: str = "", reason_code: str = ""
) -> None:
    """Print a signed condition report, as ``print_document`` prints a document."""
    _print(
        desk, "condition report", partial(_later("report"), report_id, copies, printer), reason_code
    )


def print_tags(desk: Desk, kind: str, ids: Sequence[int]) -> None:
    """Print the tags of pieces, jobs or places."""
    run = _Tags(kind, ids)
    _print(desk, "tag" if len(ids) == 1 else "tags", run, begin_at=run.begin_at)


def print_papers(desk: Desk, document_ids: Sequence[int]) -> None:
    """Print stored documents, each as a job of its own; those printed before share one reason."""
    what = "document" if len(document_ids) == 1 else f"{len(document_ids)} documents"
    _print(desk, what, partial(_later("documents"), list(document_ids)))


def print_packing_slips(desk: Desk, order_ids: Sequence[int]) -> None:
    """Make and print a packing slip for each order."""
    _print(desk, "packing slips", partial(_later("packing_slips"), list(order_ids)))


def _print(
    desk: Desk,
    what: str,
    run: Callable[..., Changes],
    reason_code: str = "",
    *,
    begin_at: Callable[[int], None] | None = None,
) -> None:
    try:
        actor = desk.session.actor
    except NotAllowedError as refusal:
        desk.frame.show_refusal(refusal)
        return

    def told(shop: Shop, reason: str, turn: Turn) -> Changes:
        return run(shop, actor, reason, turn)

    printing = Printing(desk, what, told, begin_at)
    printing.start(reason_code)


def _later(name: str) -> Callable[..., Changes]:
    """A batch of the printing service, loaded when it is wanted: no page waits for it."""

    def run(*args: Any, **more: Any) -> Changes:
        from app.services import print_batches

        done: Changes = getattr(print_batches, name)(*args, **more)
        return done

    return run


class _Tags:
    """Tags of pieces, jobs or places; on a sheet of labels it is asked where they begin."""

    def __init__(self, kind: str, ids: Sequence[int]) -> None:
        self._kind, self._ids = kind, tuple(ids)
        self.used: int | None = None

    def begin_at(self, used: int) -> None:
        """So many labels of the sheet are used."""
        self.used = used

    def __call__(self, shop: Shop, actor: Actor, reason_code: str, turn: Turn) -> Changes:
        from app.services.print_jobs import print_tags
        from app.services.print_sheets import ASK

        at = ASK if self.used is None else self.used
        return print_tags(
            shop, actor, self._kind, self._ids, reason_code=reason_code, start_at=at, turn=turn
        )


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
            self._workers = PrintWorkers(
                self._desk.shop, self._desk.writer.turn("printing"), self._tell
            )
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
            self._desk.toast(changes.message)

    def _on_not_followed(self, error: UserError | BugReport) -> None:
        if isinstance(error, UserError):
            self._desk.frame.show_refusal(error)

    def _tell(self, changes: Changes) -> None:
        """Called in a printer's thread."""
        self._postman.post(lambda: self._on_sent(changes))

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
