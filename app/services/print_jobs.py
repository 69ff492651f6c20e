"""Print jobs: what is to be printed is stored, byte for byte, before anything leaves this PC.

A job goes queued → sending → sent, or failed, or doubtful when it broke in the middle: then a person
says what came out. Printing never changes stock, and a reprint needs a reason. Sending itself is in
``print_sending``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.domain.errors import InputError
from app.domain.ids import new_id, now_ms
from app.domain.permissions import print_act, require
from app.models.database import Database
from app.services.print_anew import begun_anew
from app.services.print_drawing import begin_rendering, end_rendering, refuse_cancelled
from app.services.print_once import refuse_twice, require_reason
from app.services.print_parking import in_full_rows
from app.services.print_parts import packed, things_words
from app.services.print_rendering import (
    ON_TILL_ROLL,
    Rendered,
    rendered_document,
    rendered_report,
    rendered_tags,
    tags_title,
)
from app.services.print_sheets import NEXT_FREE, keep_place, start_of
from app.services.print_store import (
    StoredJob,
    head_of,
    insert_job,
    note,
    reading,
    stored_job,
)
from app.services.print_words import waits
from app.services.printer_ways import suits, transport_for
from app.services.printers import (
    FOLDER,
    THERMAL,
    Printer,
    folder_of,
    printer_for,
    printer_of,
    printers,
    purpose_of,
    set_folder,
)
from app.services.turns import Turn, at_once
from app.shop import Shop

MOST_COPIES = 50
AT_ONCE = 24
"""More tags than these are seen in the queue while they are drawn."""


# ---------------------------------------------------------------------- what desks ask for
def print_tags(
    shop: Shop,
    actor: Actor,
    kind: str,
    ids: Sequence[int],
    *,
    title: str = "",
    reason_code: str = "",
    printer: str = "",
    start_at: int = NEXT_FREE,
    turn: Turn = at_once,
) -> Changes:
    """Draw, store and queue tags: ``first("print_job")``. A tag printed before needs a reason.

    ``start_at``: used places of a sheet of labels (ASK: StartAtError tells where it could begin).
    ``turn`` takes the storing, for whoever draws beside a window.
    """
    shop.require(actor, "tags.print")
    if not ids:
        raise InputError("Nothing to print", "No tag was chosen.", "Mark one or more pieces first.")
    with reading(shop) as db:
        to = printer_of(db, printer) if printer else printer_for(db, _for_labels(kind))
        at = start_of(db, to, start_at, len(ids))
    if len(ids) <= AT_ONCE:
        with reading(shop) as db:
            rendered = rendered_tags(db, kind, ids, title=title, printer=to, start_at=at)
        return _enqueue_once(shop, actor, rendered, 1, reason_code, to.key, turn)
    begun = begin_rendering(shop, actor, "tag", title or tags_title(len(ids), kind), to.key, turn)
    try:
        with reading(shop) as db:
            rendered = rendered_tags(db, kind, ids, title=title, printer=to, start_at=at)
        return _enqueue_once(shop, actor, rendered, 1, reason_code, to.key, turn, begun=begun)
    except BaseException:
        end_rendering(shop, begun, turn)
        raise


def _for_labels(kind: str) -> str:
    """What the printer is for that prints the labels of a kind of record."""
    return "labels" if kind == "order" else "tags"


def print_document(
    shop: Shop,
    actor: Actor,
    document_id: int,
    *,
    copies: int = 1,
    reason_code: str = "",
    printer: str = "",
    turn: Turn = at_once,
) -> Changes:
    """Draw, store and queue a document; COPY and a reason from the second printing on."""
    with reading(shop) as db:
        to = document_printer(db, document_id, printer)
        rendered = rendered_document(db, shop.files, document_id, printer=to)
    shop.require(actor, print_act(rendered.kind))
    return _enqueue_once(shop, actor, rendered, copies, reason_code, to.key, turn)


def document_printer(db: Database, document_id: int, printer: str = "") -> Printer:
    """Where a document goes: the printer that was chosen, else the one for papers of its kind."""
    if printer:
        return printer_of(db, printer)
    kind = str(db.value("SELECT document_kind FROM document WHERE id = ?", (document_id,)))
    found = printer_for(db, purpose_of(kind))
    fits = found.kind != THERMAL or kind == ON_TILL_ROLL
    return found if fits else printer_for(db, "documents")


def print_report(
    shop: Shop,
    actor: Actor,
    report_id: int,
    *,
    copies: int = 1,
    reason_code: str = "",
    printer: str = "",
    turn: Turn = at_once,
) -> Changes:
    """Draw, store and queue a signed condition report."""
    shop.require(actor, "documents.print")
    with reading(shop) as db:
        rendered = rendered_report(db, shop.files, report_id)
    return _enqueue_once(shop, actor, rendered, copies, reason_code, printer, turn)


def _enqueue_once(
    shop: Shop,
    actor: Actor,
    rendered: Rendered,
    copies: int,
    reason_code: str,
    printer: str,
    turn: Turn = at_once,
    *,
    reprint_of: int | None = None,
    begun: int = 0,
) -> Changes:
    """As ``enqueue``, but what is on its way is refused, and so is a reprint without a reason."""

    def write() -> Changes:
        with shop.local() as db:
            refuse_cancelled(db, begun)
            refuse_twice(db, rendered.parts, reason_code)
            to = printer_of(db, printer) if printer else None
            full = in_full_rows(db, actor, to, rendered, reason_code) if to else rendered
            if full is None:
                return _waits_for_its_row(db, rendered, begun)
            job_id = store(
                db,
                actor,
                full,
                printer=printer,
                copies=copies,
                reason_code=reason_code,
                reprint_of=reprint_of,
                begun=begun,
            )
        return _waits(full, job_id)

    return turn(write)


def enqueue(
    shop: Shop,
    actor: Actor,
    rendered: Rendered,
    *,
    printer: str = "",
    copies: int = 1,
    reason_code: str = "",
    reprint_of: int | None = None,
) -> Changes:
    """Store a drawn job; no byte has left when this returns."""
    with shop.local() as db:
        job_id = store(
            db,
            actor,
            rendered,
            printer=printer,
            copies=copies,
            reason_code=reason_code,
            reprint_of=reprint_of,
        )
    return _waits(rendered, job_id)


def _waits_for_its_row(db: Database, rendered: Rendered, begun: int) -> Changes:
    db.run("DELETE FROM print_job WHERE id = ?", (begun,))
    return Changes.of(f"{rendered.title} waits until its row is full", printer=1)


def _waits(rendered: Rendered, job_id: int) -> Changes:
    many = sum(1 for part in rendered.parts if part.subject_kind) if rendered.kind == "tag" else 1
    return Changes.of(waits(rendered.title, max(1, many)), print_job=job_id)


def store(
    db: Database,
    actor: Actor,
    rendered: Rendered,
    *,
    printer: str = "",
    copies: int = 1,
    reason_code: str = "",
    reprint_of: int | None = None,
    rule_id: int | None = None,
    begun: int = 0,
) -> int:
    """Store a drawn job inside the caller's transaction; its id.

    ``printer`` "" is the one for its purpose; InputError where that takes nothing of the job.
    ``begun`` is the row that said until now that it was being drawn.
    """
    if not 1 <= copies <= MOST_COPIES:
        raise InputError(
            "How many copies",
            f"{copies} copies cannot be printed at once.",
            f"Choose 1 to {MOST_COPIES}.",
            field="copies",
        )
    to = printer_of(db, printer) if printer else printer_for(db, purpose_of(rendered.kind))
    suits(to, rendered.parts)
    payload, payload_type = packed(
        rendered.parts, rendered.file_name, rendered.subject_kind, rendered.subject_id
    )
    job_id = begun or new_id()
    if begun:
        db.run("DELETE FROM print_job WHERE id = ?", (begun,))
    insert_job(
        db,
        id=job_id,
        job_kind=rendered.kind,
        subject_kind=rendered.subject_kind,
        subject_id=rendered.subject_id,
        title=rendered.title,
        file_name=rendered.file_name,
        printer=to.key,
        copies=copies,
        payload=payload,
        payload_type=payload_type,
        sha256=hashlib.sha256(payload).hexdigest(),
        state="queued",
        reprint_of=reprint_of,
        reason_code=reason_code,
        user_id=actor.user_id,
        created_at=now_ms(),
        stock=rendered.stock,
        dpi=rendered.dpi,
        rule_id=rule_id,
    )
    if rendered.start_at >= 0:
        many = sum(1 for part in rendered.parts if part.subject_kind)
        keep_place(db, to.key, rendered.stock, rendered.start_at + many)
    what = things_words(rendered.kind, rendered.parts, rendered.title)
    note(db, job_id, "stored", f"{what} stored before the first byte")
    return job_id


# ---------------------------------------------------------------------- afterwards
def reprint(shop: Shop, actor: Actor, job_id: int, reason_code: str) -> Changes:
    """Print a job again, with a reason: tags byte for byte with their number, documents as COPY."""
    require_reason(reason_code)
    with reading(shop) as db:
        job = stored_job(db, job_id)
        if job.subject_kind == "document":
            to = document_printer(db, job.subject_id, job.printer)
            rendered = rendered_document(db, shop.files, job.subject_id, printer=to)
        elif job.subject_kind == "report":
            rendered = rendered_report(db, shop.files, job.subject_id)
        else:
            rendered = begun_anew(db, as_rendered(job), job.printer)
    shop.require(actor, job.act)
    return _enqueue_once(
        shop, actor, rendered, job.copies, reason_code, job.printer, reprint_of=job_id
    )


def cancel(shop: Shop, actor: Actor, job_id: int) -> Changes:
    """Take a job that waits, failed or is doubtful out of the queue."""
    return _move_to(shop, actor, job_id, "cancelled", ("rendering", "queued", "failed", "doubtful"))


def retry(shop: Shop, actor: Actor, job_id: int) -> Changes:
    """Let a failed or cancelled job wait again."""
    return _move_to(shop, actor, job_id, "queued", ("failed", "cancelled"))


def _move_to(
    shop: Shop, actor: Actor, job_id: int, state: str, allowed_from: tuple[str, ...]
) -> Changes:
    done_at = now_ms() if state == "cancelled" else None
    with shop.noting_denials(actor), shop.local() as db:
        act, title, before = head_of(db, job_id)
        require(actor.roles, act)
        if before not in allowed_from:
            raise InputError(
                "Not possible now",
                f"This print job is {before} by now.",
                "Look at the queue again.",
            )
        if state == "queued":  # the same may have been printed anew meanwhile
            job = stored_job(db, job_id)
            refuse_twice(db, job.parts, job.reason_code)
        # A cancel that is taken back must find what was known of the job.
        doubt = state == "cancelled" and before == "doubtful"
        failed = state == "cancelled" and before == "failed"
        db.run(
            "UPDATE print_job SET state = ?, done_at = ?, attempts = 0, next_try_at = 0,"
            " error = iif(?, error, ''), fault = '', left_here = iif(?, max(1, left_here), 0),"
            " certain = iif(?, certain, 0) WHERE id = ?",
            (state, done_at, doubt or failed, doubt, doubt, job_id),
        )
        note(db, job_id, state, f"{state} by {actor.display}")
    word = "cancelled" if state == "cancelled" else "waits again"
    return Changes.of(f"{title} {word}", print_job=job_id)


def as_rendered(job: StoredJob) -> Rendered:
    """A stored job as it was drawn, to be stored once more."""
    return Rendered(
        job.kind,
        job.title,
        job.file_name,
        job.subject_kind,
        job.subject_id,
        job.parts,
        job.stock,
        job.dpi,
    )


__all__ = [
    "FOLDER",
    "Printer",
    "StoredJob",
    "as_rendered",
    "cancel",
    "document_printer",
    "enqueue",
    "folder_of",
    "insert_job",
    "note",
    "print_document",
    "print_report",
    "print_tags",
    "printer_for",
    "printer_of",
    "printers",
    "reading",
    "reprint",
    "retry",
    "set_folder",
    "store",
    "stored_job",
    "transport_for",
]
