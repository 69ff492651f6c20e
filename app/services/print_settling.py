"""What became of a print job: kept with the facts of it, and settled by a person where nobody knows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from app.domain.actors import CLI, CLI_USER_ID, SYSTEM, Actor
from app.domain.changes import Changes
from app.domain.errors import InputError, NotFoundError, StateError
from app.domain.ids import now_ms
from app.models.database import Database
from app.models.records import Printed
from app.models.work import Work
from app.printing.transports.base import BUSY, HEAD_OPEN, PAPER_OUT, PAUSED, RIBBON_OUT
from app.services.people import person
from app.services.print_anew import begun_anew
from app.services.print_jobs import store
from app.services.print_once import require_reason
from app.services.print_outdated import OUTDATED, says_an_older_price
from app.services.print_parts import UNUSED, Part, facts_of
from app.services.print_rendering import Rendered, tags_title
from app.services.print_store import StoredJob, note, reading, stored_job
from app.services.print_unowned import codes_of_unused, unused_title
from app.services.printer_ways import way_to
from app.services.printers import ZEBRA_TCP, printers
from app.services.turns import Turn, at_once
from app.shop import Shop

ALL, NONE = "all", "none"
_HOLDS = (BUSY, PAPER_OUT, RIBBON_OUT, HEAD_OPEN, PAUSED, "buffer_full", "take_label", "too_hot")
"""How a printer stands that goes on with what it holds as soon as it can."""


def settle_looking(
    shop: Shop,
    actor: Actor,
    job_id: int,
    came_out: str | int,
    reason_code: str = "jam",
    *,
    turn: Turn = at_once,
) -> Changes:
    """As ``settle``, after a look at the printer: one that still holds labels prints them later.

    Refused then, for the label that is the last one now would not be the last one in the end.
    """
    with reading(shop) as db:
        job = stored_job(db, job_id)
        printer = next((one for one in printers(db) if one.key == job.printer), None)
        way = way_to(db, printer) if printer and printer.kind == ZEBRA_TCP else None
    status = way.status() if way and job.state == "doubtful" and came_out != ALL else None
    if status and status.code in _HOLDS:
        raise StateError(
            "The printer is not done",
            f"{printer.title if printer else ''}: {status.words.lower()}. It may still hold labels of"
            " this job and print them later.",
            "Make it ready and let it finish; then scan the last label that came out.",
        )
    return turn(partial(settle, shop, actor, job_id, came_out, reason_code))


def settle(
    shop: Shop, actor: Actor, job_id: int, came_out: str | int, reason_code: str = "jam"
) -> Changes:
    """A person says what became of a doubtful job: "all", "none", or how many tags are good.

    "none" lets it wait again; a number stores the rest as a job of its own.
    """
    with reading(shop) as db:
        job = stored_job(db, job_id)
    if job.state != "doubtful":
        raise _settled(job.state)
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
        w.require(job.act)
        if (now := w.value("SELECT state FROM print_job WHERE id = ?", (job_id,))) != "doubtful":
            raise _settled(now)  # two people stood at the printer
        for part in facts_of(job.things[good:]):
            add_printed(w, job, part.subject_kind, part.subject_id, "not_printed", reason_code)
        none = not good and came_out != ALL  # a test tag is the print of no thing
        state, said = ("queued", "none came out") if none else ("sent", f"{good or 'all'} came out")
        _destroyed(w, job, job.things[:good])
        set_state(w.db, job.id, state, "" if none else "person", "")
        w.db.run("UPDATE print_job SET certain = ?, fault = '' WHERE id = ?", (good, job.id))
        note(w.db, job.id, "settled", f"{said}, said by {actor.display}")
        if 0 < good < len(job.things):
            settled.append(_store_rest(w, actor, job, good, reason_code))
    return Changes.of(f"{job.title}: {said}", print_job=settled)


def _settled(state: str) -> InputError:
    return InputError(
        "Nothing is in doubt", f"This print job is {state} by now.", "Look at the queue again."
    )


def _store_rest(w: Work, actor: Actor, job: StoredJob, good: int, reason_code: str) -> int:
    """What did not come out, as a job of its own: kept with the word that it did not, or not at all."""
    title, name, start_at = job.title, job.file_name, -1
    if job.kind == "tag":
        whole = Rendered(
            job.kind, title, name, job.subject_kind, job.subject_id, job.parts, job.stock, job.dpi
        )
        # A sheet that got stuck is not fed again: what is left of its tags begins a new one.
        rest = begun_anew(w.db, whole, job.printer, good=good, start_at=0)
        parts, start_at = rest.parts, rest.start_at
        left = len(job.things) - good
        made = [part.name for part in parts if not part.name.endswith(".png")]
        name = made[0] if made else parts[0].name
        if title == tags_title(len(job.things), job.subject_kind):
            title = tags_title(left, job.subject_kind)
        elif job.subject_kind == UNUSED:
            title = unused_title(codes_of_unused(job.things[good:]))
    else:
        parts = job.parts[job.parts.index(job.things[good]) :]
    head = (job.kind, title, name, job.subject_kind, job.subject_id)
    rest = Rendered(*head, parts, job.stock, job.dpi, start_at)
    return store(
        w.db,
        actor,
        rest,
        printer=job.printer,
        copies=job.copies,
        reason_code=reason_code,
        reprint_of=job.id,
    )


def keep_outcome(
    shop: Shop,
    job: StoredJob,
    outcome: str,
    confirmed: str,
    error: str,
    where: str = "",
    *,
    left: int | None = None,
    certain: int | None = None,
    os_job: int = 0,
) -> None:
    """The outcome and the facts that something was printed, in one unit of work."""
    with shop.work(_who(shop, job), "print", job.reason_code) as w:
        for part in facts_of(job.things):
            add_printed(w, job, part.subject_kind, part.subject_id, outcome, job.reason_code)
            if job.kind == "tag" and says_an_older_price(w.db, job.id, part.subject_id):
                add_printed(w, job, part.subject_kind, part.subject_id, OUTDATED, "changed", 0)
        if outcome == "sent":
            _destroyed(w, job, job.things)
        set_state(w.db, job.id, outcome, confirmed, error)
        w.db.run(
            "UPDATE print_job SET left_here = coalesce(?, left_here),"
            " certain = coalesce(?, certain), os_job = ? WHERE id = ?",
            (left, certain, os_job, job.id),
        )
        if outcome == "doubtful" and certain:
            note(w.db, job.id, "certain", f"{certain} of {len(job.things)} known to be out")
        note(w.db, job.id, outcome, error or where)


def add_printed(
    w: Work,
    job: StoredJob,
    subject_kind: str,
    subject_id: int,
    outcome: str,
    reason_code: str,
    copies: int | None = None,
) -> None:
    """The fact that a tag or paper went to a printer, and how that ended."""
    w.add(
        Printed,
        subject_kind=subject_kind,
        subject_id=subject_id,
        copies=job.copies if copies is None else copies,
        printer=job.printer,
        outcome=outcome,
        reason_code=reason_code,
    )


def _destroyed(w: Work, job: StoredJob, out: Sequence[Part]) -> None:
    """A tag that says something new is out: the old one counts as destroyed, as a fact of its own."""
    if job.kind == "tag" and job.reason_code == "changed":
        for part in facts_of(out):
            w.add(
                Printed,
                subject_kind=part.subject_kind,
                subject_id=part.subject_id,
                copies=0,
                printer=job.printer,
                outcome="destroyed",
                reason_code=job.reason_code,
            )


def set_state(db: Database, job_id: int, state: str, confirmed: str, error: str) -> None:
    """Inside a transaction: where a job is now."""
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
