"""Print jobs: what is to be printed is stored, byte for byte, before anything leaves this PC.

A job goes queued → sending → sent, or failed, or doubtful when it broke in the middle: then a person
says what came out. Printing never changes stock, and a reprint needs a reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.models.database import Database
from app.printing.transports.base import Transport
from app.shop import Shop


@dataclass(frozen=True)
class Part:
    """One file of a job: its name, its bytes, and what it is the print of (code or document id)."""

    name: str
    data: bytes
    subject_kind: str = ""
    subject_id: int = 0


@dataclass(frozen=True)
class Rendered:
    """A job that is drawn and not yet stored: title and second line for the queue, its parts."""

    kind: str
    title: str
    file_name: str
    subject_kind: str
    subject_id: int
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Printer:
    """A printer of this PC; this issue knows the folder alone. ``where`` is its folder or address."""

    key: str
    title: str
    kind: str
    where: str
    words: str
    tone: str


def printers(db: Database) -> list[Printer]:
    """The printers of this PC, the folder first."""
    raise NotImplementedError


def set_folder(shop: Shop, folder: Path) -> Changes:
    """Choose the folder that takes what is printed."""
    raise NotImplementedError


def rendered_tags(db: Database, kind: str, ids: Sequence[int], *, title: str = "") -> Rendered:
    """The tags of pieces, jobs or places, drawn at 203 and 300 dpi and read back; UserError else."""
    raise NotImplementedError


def print_tags(
    shop: Shop, actor: Actor, kind: str, ids: Sequence[int], *, reason_code: str = ""
) -> Changes:
    """Draw, store and queue tags: ``first("print_job")``. A tag printed before needs a reason."""
    raise NotImplementedError


def print_document(
    shop: Shop, actor: Actor, document_id: int, *, copies: int = 1, reason_code: str = ""
) -> Changes:
    """Draw, store and queue a document; COPY and a reason from the second printing on."""
    raise NotImplementedError


def print_report(
    shop: Shop, actor: Actor, report_id: int, *, copies: int = 1, reason_code: str = ""
) -> Changes:
    """Draw, store and queue a signed condition report."""
    raise NotImplementedError


def enqueue(
    shop: Shop,
    actor: Actor,
    rendered: Rendered,
    *,
    printer: str = "folder",
    copies: int = 1,
    reason_code: str = "",
    reprint_of: int | None = None,
) -> Changes:
    """Store a drawn job; no byte has left when this returns."""
    raise NotImplementedError


def run_queue(shop: Shop, transport: Transport | None = None, printer: str = "folder") -> Changes:
    """Send every job that waits, oldest first; what became of each is saved before the next."""
    raise NotImplementedError


def after_start(shop: Shop) -> Changes:
    """At the start: what was being sent when the program ended is doubtful now."""
    raise NotImplementedError


def reprint(shop: Shop, actor: Actor, job_id: int, reason_code: str) -> Changes:
    """Print the very same bytes again, with a reason; tags keep their number."""
    raise NotImplementedError


def settle(shop: Shop, actor: Actor, job_id: int, came_out: str) -> Changes:
    """A person says what became of a doubtful job: "all" came out, or "none" (it waits again)."""
    raise NotImplementedError


def cancel(shop: Shop, actor: Actor, job_id: int) -> Changes:
    """Take a job that waits, failed or is doubtful out of the queue."""
    raise NotImplementedError


def retry(shop: Shop, actor: Actor, job_id: int) -> Changes:
    """Let a failed or cancelled job wait again."""
    raise NotImplementedError
