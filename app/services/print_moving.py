"""A job that waits or failed goes to another printer: drawn again for its roll, with the same numbers."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.domain.errors import InputError
from app.files import FileStore
from app.models.database import Database
from app.services.print_jobs import as_rendered
from app.services.print_labels import stock_named
from app.services.print_once import refuse_twice
from app.services.print_parts import TRIAL, UNUSED, packed
from app.services.print_rendering import Rendered, rendered_document, rendered_tags
from app.services.print_sheets import NEXT_FREE, keep_place, sheet_of, start_of
from app.services.print_store import StoredJob, note, reading, stored_job
from app.services.print_unowned import codes_of_unused, rendered_unused
from app.services.printer_ways import suits
from app.services.printers import THERMAL, Printer, printer_of, printers
from app.services.turns import Turn, at_once
from app.shop import Shop

MOVABLE = ("queued", "failed")
"""The states in which nothing of a job has left this PC: nothing is printed twice, so no reason."""


def may_take(db: Database, job_id: int) -> list[Printer]:
    """The printers that a job can go to, its own left out."""
    job = stored_job(db, job_id)
    return [one for one in printers(db) if one.key != job.printer and _takes(job, one)]


def move_job(
    shop: Shop,
    actor: Actor,
    job_id: int,
    printer: str,
    *,
    start_at: int = NEXT_FREE,
    turn: Turn = at_once,
) -> Changes:
    """Let a job that waits or failed go to another printer; tags are drawn again for its roll and dots.

    Refused for a job that a printer has begun. ``start_at`` as in ``print_tags``.
    """
    with reading(shop) as db:
        job = stored_job(db, job_id)
        shop.require(actor, job.act)
        _refuse_begun(job)
        to = printer_of(db, printer)
        if to.key == job.printer:
            raise InputError(
                "It goes there already",
                f"{job.title} waits for {to.title}.",
                "Choose another printer.",
                field="printer",
            )
        drawn = _drawn(db, shop.files, job, to, start_at)
        suits(to, drawn.parts)

    def write() -> Changes:
        with shop.local() as local:
            _refuse_begun(now := stored_job(local, job_id))
            if now.state == "failed":  # the same may have been printed anew meanwhile
                refuse_twice(local, drawn.parts, job.reason_code)
            _store(local, actor, job_id, drawn, to)
        return Changes.of(f"{job.title} goes to {to.title}", print_job=job_id)

    return turn(write)


def _refuse_begun(job: StoredJob) -> None:
    if job.state not in MOVABLE:
        raise InputError(
            "Not possible now",
            f"This print job is {job.state} by now: a part of it may be at its printer.",
            "Look at the queue again; what is in doubt is settled by a scan.",
        )


def _takes(job: StoredJob, to: Printer) -> bool:
    if job.kind == "tag":
        return to.kind != THERMAL and job.subject_kind not in ("", TRIAL)
    if to.takes_labels:
        return False
    return to.kind != THERMAL or job.kind == "sales_receipt"


def _drawn(db: Database, files: FileStore, job: StoredJob, to: Printer, start_at: int) -> Rendered:
    """The job as the other printer wants it; the stored dots where those fit."""
    if not _takes(job, to):
        raise InputError(
            "Not for this printer",
            f"{to.title} cannot print {job.title}.",
            "Choose another printer, or cancel it and print it there.",
            field="printer",
        )
    if job.subject_kind == "document":
        return rendered_document(db, files, job.subject_id, printer=to)
    if job.kind != "tag":
        return as_rendered(job)
    roll = stock_named(db, to.stock).key
    if to.takes_labels and (job.stock, job.dpi) == (roll, to.dpi) and sheet_of(db, to) is None:
        labels = tuple(part for part in job.things if part.name.endswith(f"-{to.dpi}dpi.png"))
        if len(labels) == len(job.things):
            return replace(as_rendered(job), parts=labels, file_name=labels[0].name)
    if job.subject_kind == UNUSED:
        return rendered_unused(db, codes_of_unused(job.things), to, start_at)
    ids = _of_codes(db, job)
    at = start_of(db, to, start_at, len(ids))
    return rendered_tags(db, job.subject_kind, ids, title=job.title, printer=to, start_at=at)


def _of_codes(db: Database, job: StoredJob) -> list[int]:
    """What the job's labels are the tags of, in their order."""
    found = [
        db.value("SELECT target_id FROM code WHERE id = ?", (part.subject_id,))
        for part in job.things
    ]
    if any(one is None for one in found):
        raise InputError(
            "Nothing to draw",
            "What these tags belong to is not known on this PC.",
            "Cancel the job and print the tags from their pieces.",
        )
    return [int(one) for one in found]


def _store(db: Database, actor: Actor, job_id: int, drawn: Rendered, to: Printer) -> None:
    payload, payload_type = packed(
        drawn.parts, drawn.file_name, drawn.subject_kind, drawn.subject_id
    )
    db.run(
        "UPDATE print_job SET printer = ?, payload = ?, payload_type = ?, sha256 = ?, file_name = ?,"
        " stock = ?, dpi = ?, state = 'queued', done_at = NULL, attempts = 0, next_try_at = 0,"
        " error = '', fault = '', left_here = 0, certain = 0 WHERE id = ?",
        (
            *(to.key, payload, payload_type, hashlib.sha256(payload).hexdigest()),
            *(drawn.file_name, drawn.stock, drawn.dpi, job_id),
        ),
    )
    if drawn.start_at >= 0:
        many = sum(1 for part in drawn.parts if part.subject_kind)
        keep_place(db, to.key, drawn.stock, drawn.start_at + many)
    note(db, job_id, "moved", f"to {to.title} by {actor.display}")
