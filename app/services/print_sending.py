"""Sending what waits in the print queue, and settling what nobody is sure of."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from app.domain.actors import CLI, CLI_USER_ID, SYSTEM, Actor
from app.domain.changes import Changes
from app.domain.errors import InputError, NotFoundError
from app.domain.ids import now_ms
from app.domain.permissions import print_act
from app.models.database import Database
from app.models.records import Printed
from app.models.work import Work
from app.printing.transports.base import Confirmation, Transport, TransportError
from app.services.people import person
from app.services.print_jobs import (
    FOLDER,
    StoredJob,
    note,
    reading,
    store,
    stored_job,
    transport_for,
)
from app.services.print_once import require_reason
from app.services.print_rendering import Rendered, rest_of_tags, tags_title
from app.services.turns import Turn, answer_of, at_once
from app.shop import Shop

MOST_TRIES = 8
LONGEST_WAIT_MS = 300_000
ALL, NONE = "all", "none"
_CLAIM = (
    "UPDATE print_job SET state = 'sending', attempts = attempts + 1 WHERE state = 'queued' AND id ="
    " (SELECT id FROM print_job WHERE state = 'queued' AND printer = ? AND next_try_at <= ?"
    " ORDER BY created_at, id LIMIT 1) RETURNING id"
)


def after_start(shop: Shop, turn: Turn = at_once) -> Changes:
    """At the start: what was being sent when the program ended is doubtful now."""
    with reading(shop) as db:
        left = [row[0] for row in db.rows("SELECT id FROM print_job WHERE state = 'sending'")]
    for job_id in left:
        answer_of(turn, partial(_left_over, shop, job_id))
    return Changes.of(print_job=left)


def _left_over(shop: Shop, job_id: int) -> None:
    try:
        with reading(shop) as db:
            job = stored_job(db, job_id)
    except InputError as damaged:
        with shop.local() as db:
            _set(db, job_id, "failed", "", damaged.sentence())
            note(db, job_id, "failed", damaged.message)
    else:
        _keep(shop, job, "doubtful", "", "The program ended while it was being sent.")


def run_queue(
    shop: Shop,
    transport: Transport | None = None,
    printer: str = FOLDER,
    turn: Turn = at_once,
) -> Changes:
    """Send every job that waits, oldest first; what became of each is saved before the next.

    ``turn`` takes each saving; what is sent in between holds up nobody.
    """
    touched: list[int] = []
    with reading(shop) as db:
        way = transport or transport_for(db, printer)
    while (job := answer_of(turn, partial(_claimed, shop, printer))) is not None:
        answer_of(turn, _sent(shop, way, job))
        touched.append(job.id)
    return Changes.of(print_job=touched)


def waiting(db: Database) -> int:
    """How many jobs wait, also those whose next try is not due yet."""
    return int(db.value("SELECT count(*) FROM print_job WHERE state = 'queued'"))


def settle(
    shop: Shop, actor: Actor, job_id: int, came_out: str | int, reason_code: str = "jam"
) -> Changes:
    """A person says what became of a doubtful job: "all", "none", or how many tags are good.

    "none" lets it wait again; a number stores the rest as a job of its own.
    """
    with reading(shop) as db:
        job = stored_job(db, job_id)
    if job.state != "doubtful":
        raise InputError(
            "Nothing is in doubt",
            f"This print job is {job.state} by now.",
            "Look at the queue again.",
        )
    good = {ALL: len(job.things), NONE: 0}.get(str(came_out), came_out)
    if not isinstance(good, int) or not 0 <= good <= len(job.things):
        raise InputError(
            "How many came out",
            f"{came_out} of {len(job.things)} cannot be.",
            "Scan the last good label, or say that all or none came out.",
            field="came_out",
        )
    require_reason(reason_code)
    settled = [job_id]
    with shop.work(actor, "settle_print", reason_code) as w:
        w.require(print_act(job.kind))
        for part in job.things[good:]:
            _printed(w, job, part.subject_kind, part.subject_id, "not_printed", reason_code)
        state, said = ("queued", "none came out") if not good else ("sent", f"{good} came out")
        _set(w.db, job.id, state, "" if not good else "person", "")
        note(w.db, job.id, "settled", f"{said}, said by {actor.display}")
        if 0 < good < len(job.things):
            settled.append(_store_rest(w, actor, job, good, reason_code))
    return Changes.of(f"{job.title}: {said}", print_job=settled)


def _store_rest(w: Work, actor: Actor, job: StoredJob, good: int, reason_code: str) -> int:
    """What did not come out, as a job of its own: kept with the word that it did not, or not at all."""
    title, name = job.title, job.file_name
    if job.kind == "tag":
        parts = rest_of_tags(job.parts, good)
        left = len(job.things) - good
        name = next((part.name for part in parts if part.name.endswith(".zpl")), name)
        if title == tags_title(len(job.things), job.subject_kind):
            title = tags_title(left, job.subject_kind)
    else:
        parts = job.parts[job.parts.index(job.things[good]) :]
    rest = Rendered(job.kind, title, name, job.subject_kind, job.subject_id, parts)
    return store(w.db, actor, rest, printer=job.printer, reason_code=reason_code, reprint_of=job.id)


def _claimed(shop: Shop, printer: str) -> StoredJob | None:
    """The next job, ours alone from here on; its state is on the disk before a byte leaves.

    One whose payload is damaged fails at once and holds up no other.
    """
    with shop.local() as db:
        while (found := db.value(_CLAIM, (printer, now_ms()))) is not None:
            try:
                job = stored_job(db, found)
            except InputError as damaged:
                _set(db, found, "failed", "", damaged.sentence())
                note(db, found, "failed", damaged.message)
            else:
                note(db, found, "sending", "")
                return job
    return None


def _sent(shop: Shop, way: Transport, job: StoredJob) -> Callable[[], None]:
    """Send a job; how to keep what became of it."""
    sent = 0
    confirmation = Confirmation("nobody", "")
    try:
        for _ in range(job.copies):
            for part in job.parts:
                confirmation = way.send(part.data, part.name)
                sent += 1
    except TransportError as error:
        return partial(_failed, shop, job, error, sent)
    return partial(_keep, shop, job, "sent", confirmation.by, "", confirmation.where)


def _failed(shop: Shop, job: StoredJob, error: TransportError, sent: int) -> None:
    """Nothing has left: try later or give up. Something has: nobody knows, so a person looks."""
    if sent or error.sent_bytes:
        done = sum(1 for part in job.parts[:sent] if part.subject_kind)
        at = f"Stopped at about {min(done + 1, len(job.things))} of {len(job.things)}."
        _keep(shop, job, "doubtful", "", f"{at} {error.message}")
    elif error.retry and job.attempts < MOST_TRIES:
        with shop.local() as db:
            wait = min(LONGEST_WAIT_MS, 1000 * 2**job.attempts)
            db.run(
                "UPDATE print_job SET state = 'queued', next_try_at = ?, error = ? WHERE id = ?",
                (now_ms() + wait, error.message, job.id),
            )
            note(db, job.id, "retry", error.message)
    else:
        with shop.local() as db:
            _set(db, job.id, "failed", "", error.sentence())
            note(db, job.id, "failed", error.message)


def _keep(
    shop: Shop, job: StoredJob, outcome: str, confirmed: str, error: str, where: str = ""
) -> None:
    """The outcome and the facts that something was printed, in one unit of work."""
    with shop.work(_who(shop, job), "print", job.reason_code) as w:
        for part in job.things:
            _printed(w, job, part.subject_kind, part.subject_id, outcome, job.reason_code)
        _set(w.db, job.id, outcome, confirmed, error)
        note(w.db, job.id, outcome, error or where)


def _printed(
    w: Work, job: StoredJob, subject_kind: str, subject_id: int, outcome: str, reason_code: str
) -> None:
    w.add(
        Printed,
        subject_kind=subject_kind,
        subject_id=subject_id,
        copies=job.copies,
        printer=job.printer,
        outcome=outcome,
        reason_code=reason_code,
    )


def _set(db: Database, job_id: int, state: str, confirmed: str, error: str) -> None:
    done_at = now_ms() if state in ("sent", "failed", "doubtful") else None
    db.run(
        "UPDATE print_job SET state = ?, confirmed = ?, error = ?, done_at = ?,"
        " attempts = iif(? = 'queued', 0, attempts), next_try_at = 0 WHERE id = ?",
        (state, confirmed, error, done_at, state, job_id),
    )


def _who(shop: Shop, job: StoredJob) -> Actor:
    """Who asked for the print: the facts carry their name."""
    if job.user_id == CLI_USER_ID:
        return CLI
    with reading(shop) as db:
        try:
            return person(db, job.user_id).actor
        except NotFoundError:
            return SYSTEM
