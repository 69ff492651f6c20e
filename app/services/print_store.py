"""The print queue's rows: stored jobs, what is noted of them, and reading both."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from app.domain.errors import InputError, NotFoundError
from app.domain.ids import now_ms
from app.domain.permissions import print_act
from app.models.database import Database
from app.models.local import PrintJob
from app.models.shapes import shape_of
from app.services.print_parts import Part, unpacked
from app.shop import Shop

_EVENT_SQL = "INSERT INTO print_event (job_id, at, what, detail) VALUES (?, ?, ?, ?)"


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
    stock: str
    dpi: int
    left_here: int
    certain: int
    parts: tuple[Part, ...]

    @property
    def act(self) -> str:
        """What somebody must be allowed to do who sees to it."""
        return print_act(self.kind, self.subject_kind)

    @property
    def things(self) -> list[Part]:
        """The parts that are the print of something (a tag, a document)."""
        return [part for part in self.parts if part.subject_kind]


_JOB_COLUMNS = tuple(StoredJob.__dataclass_fields__)[:-1]


def stored_job(db: Database, job_id: int) -> StoredJob:
    """One job; NotFoundError if it is not on this PC, and refuses a payload that was changed."""
    row = db.row(
        "SELECT id, job_kind, subject_kind, subject_id, title, file_name, printer, copies, state,"
        " attempts, reason_code, user_id, sha256, stock, dpi, left_here, certain, payload, payload_type"
        " FROM print_job WHERE id = ?",
        (job_id,),
    )
    if row is None:
        raise not_here()
    payload = bytes(row[-2])
    if hashlib.sha256(payload).hexdigest() != row[12]:
        raise InputError(
            "The print job is damaged",
            "What was stored for the printer is no longer what was drawn.",
            "Cancel it and print again.",
        )
    parts = unpacked(payload, row[-1], row[5], row[2], row[3])
    values = dict(zip(_JOB_COLUMNS, row, strict=False))
    return StoredJob(parts=parts, **values)


def head_of(db: Database, job_id: int) -> tuple[str, str, str]:
    """(act, title, state) of a job, also of one whose payload is damaged: that one can be cancelled.

    The act is what somebody must be allowed to do who sees to it.
    """
    row = db.row(
        "SELECT job_kind, subject_kind, title, state FROM print_job WHERE id = ?", (job_id,)
    )
    if row is None:
        raise not_here()
    return print_act(row[0], row[1]), row[2], row[3]


def not_here() -> NotFoundError:
    """The job is another PC's, or none."""
    return NotFoundError(
        "No such print job", "This print job is not on this PC.", "Print it again here."
    )


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
