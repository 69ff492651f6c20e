"""Sending what waits in the print queue, one writer a printer, each step on the disk before the next."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial

from app.domain.changes import Changes
from app.domain.errors import InputError, UserError
from app.domain.ids import now_ms
from app.models.database import Database
from app.printing.transports.base import (
    WRONG_MEDIA,
    Confirmation,
    Outgoing,
    Progress,
    Transport,
    TransportError,
)
from app.services.print_labels import stock_named
from app.services.print_lease import HOLDER, alone, drop, renewed, sends_elsewhere, take
from app.services.print_parts import Part
from app.services.print_settling import ALL, NONE, keep_outcome, set_state, settle
from app.services.print_store import StoredJob, note, reading, stored_job
from app.services.printer_ways import never_stopped, outgoing, suits, way_to
from app.services.printers import FOLDER, Printer, printer_of
from app.services.turns import Turn, answer_of, at_once
from app.shop import Shop

log = logging.getLogger(__name__)

MOST_TRIES = 8
LONGEST_WAIT_MS = 300_000
_CLAIM = (
    "UPDATE print_job SET state = 'sending', attempts = attempts + 1, holder = ?1, left_here = 1,"
    " certain = 0, fault = '', os_job = 0, os_state = '' WHERE state = 'queued' AND id ="
    " (SELECT id FROM print_job WHERE state = 'queued' AND printer = ?2"
    " AND (next_try_at <= ?3 OR next_try_at > ?3 + 600000)"  # a clock that was ahead
    " AND NOT EXISTS (SELECT 1 FROM printer WHERE key = printer AND paused = 1)"
    " ORDER BY created_at, id LIMIT 1) RETURNING id"
)


def after_start(shop: Shop, turn: Turn = at_once) -> Changes:
    """At the start: what was being sent or drawn when the program ended is told as such."""
    with reading(shop) as db:
        rows = db.rows(
            "SELECT id, state, printer, holder FROM print_job"
            " WHERE state IN ('sending', 'rendering')"
        )
        left = [(row[0], row[1]) for row in rows if not sends_elsewhere(db, row[2], row[3])]
    for job_id, state in left:
        end = _left_over if state == "sending" else _not_drawn
        answer_of(turn, partial(end, shop, job_id))
    return Changes.of(print_job=[job_id for job_id, _ in left])


def _left_over(shop: Shop, job_id: int) -> None:
    try:
        with reading(shop) as db:
            job = stored_job(db, job_id)
    except InputError as damaged:
        _fail_damaged(shop, job_id, damaged)
    else:
        keep_outcome(shop, job, "doubtful", "", "The program ended while it was being sent.")


def _not_drawn(shop: Shop, job_id: int) -> None:
    with shop.local() as db:
        error = "The program ended while it was being drawn. Nothing was printed: print it again."
        set_state(db, job_id, "failed", "", error)
        note(db, job_id, "failed", error)


def _fail_damaged(shop: Shop, job_id: int, damaged: InputError) -> None:
    with shop.local() as db:
        set_state(db, job_id, "failed", "", damaged.sentence())
        note(db, job_id, "failed", damaged.message)


def run_queue(
    shop: Shop,
    transport: Transport | None = None,
    printer: str = FOLDER,
    turn: Turn = at_once,
    stopped: Callable[[], bool] = never_stopped,
) -> Changes:
    """Send every job that waits for a printer, oldest first; what became of each is saved at once.

    ``turn`` takes each saving; what is sent in between holds up nobody. Where another sends to that
    printer just now, nothing is done: it sends this too.
    """
    touched: list[int] = []
    with alone(shop.path, printer) as mine:
        if not mine:
            return Changes()
        with reading(shop) as db:
            known = printer_of(db, printer)
            way = transport or way_to(db, known, stopped)
        while not stopped() and (job := _next(shop, printer, turn)):
            with renewed(shop, printer):
                answer_of(turn, _sent(shop, known, way, job, turn))
            touched.append(job.id)
        if touched:
            answer_of(turn, partial(_drop, shop, printer))
    return Changes.of(print_job=touched)


def waiting(db: Database) -> int:
    """How many jobs wait, also those whose next try is not due yet."""
    return int(db.value("SELECT count(*) FROM print_job WHERE state = 'queued'"))


def _drop(shop: Shop, printer: str) -> None:
    with shop.local() as db:
        drop(db, printer)


def _next(shop: Shop, printer: str, turn: Turn) -> StoredJob | None:
    """Claim the next job, and tell the pages that it is on its way: they follow how far it is."""
    claimed: list[StoredJob] = []

    def claim() -> Changes:
        if (job := _claimed(shop, printer)) is None:
            return Changes()
        claimed.append(job)
        return Changes.of(print_job=job.id)

    turn(claim)
    return claimed[0] if claimed else None


def _claimed(shop: Shop, printer: str) -> StoredJob | None:
    """The next job, ours alone from here on; its state is on the disk before a byte leaves.

    One whose payload is damaged fails at once and holds up no other.
    """
    with shop.local() as db:
        if not take(db, printer):
            return None
        while (found := db.value(_CLAIM, (HOLDER, printer, now_ms()))) is not None:
            try:
                job = stored_job(db, found)
            except InputError as damaged:
                set_state(db, found, "failed", "", damaged.sentence())
                note(db, found, "failed", damaged.message)
            else:
                note(db, found, "sending", "")
                return job
    return None


class _Course:
    """How far a job is, kept as it goes: never less than what may have left, never more than is known."""

    def __init__(
        self, shop: Shop, job: StoredJob, going: list[tuple[Part, Outgoing]], turn: Turn
    ) -> None:
        self._shop, self._job, self._turn = shop, job, turn
        self._parts = [part for part, _ in going]
        self.left, self.certain, self.fault = 1, 0, ""
        self.any_left = False

    def tell(self, progress: Progress) -> None:
        """Called by the transport before each part leaves, and when the printer says something."""
        self.any_left = self.any_left or progress.left > 0
        left = max(1, things_in(self._parts, self._job, progress.left))
        certain = things_in(self._parts, self._job, progress.certain)
        if (left, progress.fault) == (self.left, self.fault):
            self.certain = certain
            return
        said = progress.words if progress.fault and progress.fault != self.fault else ""
        self.left, self.certain, self.fault = left, certain, progress.fault
        self._turn(partial(self._keep, said))

    def _keep(self, said: str) -> Changes:
        with self._shop.local() as db:
            db.run(
                "UPDATE print_job SET left_here = ?, certain = ?, fault = ?, error = ?"
                " WHERE id = ?",
                (self.left, self.certain, self.fault, said, self._job.id),
            )
            if said:
                note(db, self._job.id, "wants", f"{said} at label {self.certain + 1}")
        return Changes.of(print_job=self._job.id) if said or self.fault else Changes()


def things_in(parts: list[Part], job: StoredJob, many: int) -> int:
    """How many of a job's labels or papers its first ``many`` leaving parts stand for."""
    if not any(part.subject_kind for part in parts):  # one file for all: it left, or it did not
        return len(job.things) if many else 0
    begun = [part for part in parts[:many] if part.subject_kind]
    ended = many >= len(parts) or not many or bool(parts[many - 1].subject_kind)
    return len(begun) if ended else len(begun) + 1


def _sent(
    shop: Shop, printer: Printer, way: Transport, job: StoredJob, turn: Turn
) -> Callable[[], None]:
    """Send a job; how to keep what became of it."""
    going = outgoing(printer, job.parts, job.copies)
    course = _Course(shop, job, going, turn)
    try:
        suits(printer, job.parts)
        _refuse_other_roll(shop, printer, job)
        confirmation = way.send_all([out for _, out in going], job.title, course.tell)
    except TransportError as error:
        done = things_in([part for part, _ in going], job, error.certain)
        return partial(_failed, shop, job, error, course, max(done, course.certain))
    except UserError as error:
        refused = TransportError(error.title, error.message, error.remedy)
        return partial(_failed, shop, job, refused, course, 0)
    except Exception:
        log.exception("a print job could not be sent")
        wrong = TransportError(
            "Not sent",
            "Parure could not prepare this for the printer.",
            "Print it again; if it fails again, send us the report.",
            sent_bytes=int(course.any_left),
        )
        return partial(_failed, shop, job, wrong, course, course.certain)
    return partial(_out, shop, job, confirmation)


def _refuse_other_roll(shop: Shop, printer: Printer, job: StoredJob) -> None:
    """A job that was drawn for another roll waits until that one is said to be in the printer."""
    if not printer.takes_labels or not job.stock:
        return
    with reading(shop) as db:
        there = stock_named(db, printer.stock)
        if there.key == job.stock and (not job.dpi or job.dpi == printer.dpi):
            return
        wanted = stock_named(db, job.stock).name
    if job.dpi and job.dpi != printer.dpi:
        raise InputError(
            "Drawn for other dots",
            f"This was drawn at {job.dpi} dpi, and {printer.title} has {printer.dpi}.",
            "Cancel it and print it again.",
        )
    raise TransportError(
        "Another roll is wanted",
        f"{wanted} wanted, and {there.name} is in {printer.title}.",
        "Put it in and say so on the printer's card; the job then goes by itself.",
        retry=True,
        fault=WRONG_MEDIA,
    )


def _is_ours(shop: Shop, job: StoredJob) -> bool:
    """Whether the job is still the one that is sent here: another program may have given us up."""
    with shop.local() as db:
        found = db.value(
            "SELECT 1 FROM print_job WHERE id = ? AND state = 'sending' AND holder = ?",
            (job.id, HOLDER),
        )
        if not found:
            note(db, job.id, "late", "how it ended here came after somebody had settled it")
    return bool(found)


def _out(shop: Shop, job: StoredJob, confirmation: Confirmation) -> None:
    if not _is_ours(shop, job):
        return
    keep_outcome(
        shop,
        job,
        "sent",
        confirmation.by,
        "",
        confirmation.where,
        left=len(job.things),
        certain=len(job.things) if confirmation.by in ("device", "folder") else 0,
        os_job=confirmation.os_job,
    )


def _failed(
    shop: Shop, job: StoredJob, error: TransportError, course: _Course, certain: int
) -> None:
    """Nothing has left: try later or give up. Something has: nobody knows, so a person looks."""
    if not _is_ours(shop, job):
        return
    many = len(job.things)
    if error.sent_bytes:
        at = f"Stopped at about {min(max(certain + 1, course.left), many)} of {many}."
        left = min(course.left, many)
        keep_outcome(shop, job, "doubtful", "", f"{at} {error.message}", left=left, certain=certain)
    elif error.retry and job.attempts < MOST_TRIES:
        with shop.local() as db:
            wait = min(LONGEST_WAIT_MS, 1000 * 2**job.attempts)
            db.run(
                "UPDATE print_job SET state = 'queued', next_try_at = ?, error = ?, fault = ?,"
                " left_here = 0, certain = 0 WHERE id = ?",
                (now_ms() + wait, error.message, error.fault, job.id),
            )
            note(db, job.id, "retry", error.message)
    else:
        with shop.local() as db:
            set_state(db, job.id, "failed", "", error.sentence())
            db.run(
                "UPDATE print_job SET fault = ?, left_here = 0, certain = 0 WHERE id = ?",
                (error.fault, job.id),
            )
            note(db, job.id, "failed", error.message)


__all__ = [
    "ALL",
    "MOST_TRIES",
    "NONE",
    "after_start",
    "run_queue",
    "settle",
    "things_in",
    "waiting",
]
