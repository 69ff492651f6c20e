"""Print jobs: what is to be printed is stored, byte for byte, before anything leaves this PC.

A job goes queued → sending → sent, or failed, or doubtful when it broke in the middle: then a person
says what came out. Printing never changes stock, and a reprint needs a reason. Sending itself is in
``print_sending``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.domain.errors import InputError, NotFoundError
from app.domain.ids import new_id, now_ms
from app.domain.permissions import print_act, require
from app.models.database import Database
from app.models.local import PrintJob
from app.models.shapes import shape_of
from app.printing.transports.base import Transport
from app.printing.transports.file import FolderTransport
from app.services.print_once import refuse_twice, require_reason
from app.services.print_parts import Part, packed, things_words, unpacked
from app.services.print_rendering import (
    Rendered,
    rendered_document,
    rendered_report,
    rendered_tags,
)
from app.services.print_words import WAITS
from app.services.settings import PRINT_FOLDER, get_here, put_here
from app.services.turns import Turn, at_once
from app.shop import Shop

FOLDER = "folder"
MOST_COPIES = 50
_EVENT_SQL = "INSERT INTO print_event (job_id, at, what, detail) VALUES (?, ?, ?, ?)"


@dataclass(frozen=True)
class Printer:
    """A printer of this PC; this version knows the folder alone. ``where`` is its folder or address."""

    key: str
    title: str
    kind: str
    where: str
    words: str
    tone: str


def printers(db: Database) -> list[Printer]:
    """The printers of this PC, the folder first."""
    folder = folder_of(db)
    return [Printer(FOLDER, "Folder", "PNG, ZPL and PDF files", str(folder), "Ready", "ok")]


def folder_of(db: Database) -> Path:
    """The folder that takes what is printed on this PC."""
    chosen = get_here(db, PRINT_FOLDER)
    return Path(chosen) if chosen else platformdirs.user_documents_path() / "Parure"


def set_folder(shop: Shop, folder: Path) -> Changes:
    """Choose the folder that takes what is printed."""
    if not folder.is_absolute():
        raise InputError(
            "Not a folder",
            f"“{folder}” is not the full path of a folder.",
            "Choose a folder of this PC or of the network.",
            field="folder",
        )
    return put_here(shop, PRINT_FOLDER, str(folder))


def transport_for(db: Database, printer: str) -> Transport:
    """The way to a printer; InputError for one that this PC does not have."""
    if printer != FOLDER:
        raise InputError(
            "No such printer",
            f"This PC has no printer “{printer}”.",
            "Choose one of its printers.",
            field="printer",
        )
    return FolderTransport(folder_of(db))


# ---------------------------------------------------------------------- what desks ask for
def print_tags(
    shop: Shop,
    actor: Actor,
    kind: str,
    ids: Sequence[int],
    *,
    title: str = "",
    reason_code: str = "",
    printer: str = FOLDER,
    turn: Turn = at_once,
) -> Changes:
    """Draw, store and queue tags: ``first("print_job")``. A tag printed before needs a reason.

    ``turn`` takes the storing, for whoever draws beside a window.
    """
    shop.require(actor, "tags.print")
    if not ids:
        raise InputError("Nothing to print", "No tag was chosen.", "Mark one or more pieces first.")
    with reading(shop) as db:
        rendered = rendered_tags(db, kind, ids, title=title)
    return _enqueue_once(shop, actor, rendered, 1, reason_code, printer, turn)


def print_document(
    shop: Shop,
    actor: Actor,
    document_id: int,
    *,
    copies: int = 1,
    reason_code: str = "",
    printer: str = FOLDER,
    turn: Turn = at_once,
) -> Changes:
    """Draw, store and queue a document; COPY and a reason from the second printing on."""
    with reading(shop) as db:
        rendered = rendered_document(db, shop.files, document_id)
    shop.require(actor, print_act(rendered.kind))
    return _enqueue_once(shop, actor, rendered, copies, reason_code, printer, turn)


def print_report(
    shop: Shop,
    actor: Actor,
    report_id: int,
    *,
    copies: int = 1,
    reason_code: str = "",
    printer: str = FOLDER,
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
) -> Changes:
    """As ``enqueue``, but what is on its way is refused, and so is a reprint without a reason."""

    def write() -> Changes:
        with shop.local() as db:
            refuse_twice(db, rendered.parts, reason_code)
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

    return turn(write)


def enqueue(
    shop: Shop,
    actor: Actor,
    rendered: Rendered,
    *,
    printer: str = FOLDER,
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


def _waits(rendered: Rendered, job_id: int) -> Changes:
    return Changes.of(f"{rendered.title} {WAITS}", print_job=job_id)


def store(
    db: Database,
    actor: Actor,
    rendered: Rendered,
    *,
    printer: str = FOLDER,
    copies: int = 1,
    reason_code: str = "",
    reprint_of: int | None = None,
) -> int:
    """Store a drawn job inside the caller's transaction; its id."""
    if not 1 <= copies <= MOST_COPIES:
        raise InputError(
            "How many copies",
            f"{copies} copies cannot be printed at once.",
            f"Choose 1 to {MOST_COPIES}.",
            field="copies",
        )
    payload, payload_type = packed(rendered.parts)
    job_id = new_id()
    insert_job(
        db,
        id=job_id,
        job_kind=rendered.kind,
        subject_kind=rendered.subject_kind,
        subject_id=rendered.subject_id,
        title=rendered.title,
        file_name=rendered.file_name,
        printer=printer,
        copies=copies,
        payload=payload,
        payload_type=payload_type,
        sha256=hashlib.sha256(payload).hexdigest(),
        state="queued",
        reprint_of=reprint_of,
        reason_code=reason_code,
        user_id=actor.user_id,
        created_at=now_ms(),
    )
    what = things_words(rendered.kind, rendered.parts)
    note(db, job_id, "stored", f"{what} stored before the first byte")
    return job_id


# ---------------------------------------------------------------------- afterwards
def reprint(shop: Shop, actor: Actor, job_id: int, reason_code: str) -> Changes:
    """Print a job again, with a reason: tags byte for byte with their number, documents as COPY."""
    require_reason(reason_code)
    with reading(shop) as db:
        job = stored_job(db, job_id)
        if job.subject_kind == "document":
            rendered = rendered_document(db, shop.files, job.subject_id)
        elif job.subject_kind == "report":
            rendered = rendered_report(db, shop.files, job.subject_id)
        else:
            rendered = Rendered(
                job.kind, job.title, job.file_name, job.subject_kind, job.subject_id, job.parts
            )
    shop.require(actor, print_act(job.kind))
    return _enqueue_once(
        shop, actor, rendered, job.copies, reason_code, job.printer, reprint_of=job_id
    )


def cancel(shop: Shop, actor: Actor, job_id: int) -> Changes:
    """Take a job that waits, failed or is doubtful out of the queue."""
    return _move_to(shop, actor, job_id, "cancelled", ("queued", "failed", "doubtful"))


def retry(shop: Shop, actor: Actor, job_id: int) -> Changes:
    """Let a failed or cancelled job wait again."""
    return _move_to(shop, actor, job_id, "queued", ("failed", "cancelled"))


def _move_to(
    shop: Shop, actor: Actor, job_id: int, state: str, allowed_from: tuple[str, ...]
) -> Changes:
    done_at = now_ms() if state == "cancelled" else None
    with shop.noting_denials(actor), shop.local() as db:
        kind, title, before = _head(db, job_id)
        require(actor.roles, print_act(kind))
        if before not in allowed_from:
            raise InputError(
                "Not possible now",
                f"This print job is {before} by now.",
                "Look at the queue again.",
            )
        if state == "queued":  # the same may have been printed anew meanwhile
            job = stored_job(db, job_id)
            refuse_twice(db, job.parts, job.reason_code)
        db.run(
            "UPDATE print_job SET state = ?, done_at = ?, attempts = 0, next_try_at = 0,"
            " error = '' WHERE id = ?",
            (state, done_at, job_id),
        )
        note(db, job_id, state, f"{state} by {actor.display}")
    word = "cancelled" if state == "cancelled" else "waits again"
    return Changes.of(f"{title} {word}", print_job=job_id)


def _head(db: Database, job_id: int) -> tuple[str, str, str]:
    """(kind, title, state) of a job, also of one whose payload is damaged: that one can be cancelled."""
    row = db.row("SELECT job_kind, title, state FROM print_job WHERE id = ?", (job_id,))
    if row is None:
        raise _not_here()
    return row[0], row[1], row[2]


def _not_here() -> NotFoundError:
    return NotFoundError(
        "No such print job", "This print job is not on this PC.", "Print it again here."
    )


# ---------------------------------------------------------------------- the stored job
@dataclass(frozen=True)
class StoredJob:
    """A print job as it lies in the queue, with its parts unpacked."""

    id: int
    kind: str
    subject_kind: str
    subject_id: int
    title: str
    file_name: str
    printer: str
    copies: int
    state: str
    attempts: int
    reason_code: str
    user_id: int
    sha256: str
    parts: tuple[Part, ...]

    @property
    def things(self) -> list[Part]:
        """The parts that are the print of something (a tag, a document)."""
        return [part for part in self.parts if part.subject_kind]


_JOB_COLUMNS = tuple(StoredJob.__dataclass_fields__)[:-1]


def stored_job(db: Database, job_id: int) -> StoredJob:
    """One job; NotFoundError if it is not on this PC, and refuses a payload that was changed."""
    row = db.row(
        "SELECT id, job_kind, subject_kind, subject_id, title, file_name, printer, copies, state,"
        " attempts, reason_code, user_id, sha256, payload, payload_type FROM print_job WHERE id = ?",
        (job_id,),
    )
    if row is None:
        raise _not_here()
    payload = bytes(row[13])
    if hashlib.sha256(payload).hexdigest() != row[12]:
        raise InputError(
            "The print job is damaged",
            "What was stored for the printer is no longer what was drawn.",
            "Cancel it and print again.",
        )
    parts = unpacked(payload, row[14], row[5], row[2], row[3])
    values = dict(zip(_JOB_COLUMNS, row, strict=False))
    return StoredJob(parts=parts, **values)


def insert_job(db: Database, **values: object) -> None:
    """Store a job's row; columns that are not given have their usual value."""
    shape = shape_of(PrintJob)
    row = list(shape.defaults)
    for name, value in values.items():
        row[shape.positions[name]] = value
    db.run(shape.sql, row)


def note(db: Database, job_id: int, what: str, detail: str) -> None:
    """Log something that happened to a job."""
    db.run(_EVENT_SQL, (job_id, now_ms(), what, detail))


@contextmanager
def reading(shop: Shop) -> Iterator[Database]:
    """A reader for the length of a block."""
    db = shop.reader()
    try:
        yield db
    finally:
        db.close()
