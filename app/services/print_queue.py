"""The print queue as the page shows it: what is known of each job, never more."""

from __future__ import annotations

from dataclasses import dataclass

from app.models.database import Database
from app.shop import ShopSettings

NEEDS_YOU, WAITING, DONE_TODAY = "Needs you", "Waiting", "Done today"


@dataclass(frozen=True)
class JobRow:
    """A job in the queue. ``known`` and ``tone`` are its chip; ``at`` when the last thing happened."""

    id: int
    group: str
    title: str
    detail: str
    kind: str
    printer: str
    known: str
    tone: str
    at: int
    by: str
    state: str
    copies: int
    subject_kind: str
    subject_id: int
    is_reprint: bool


@dataclass(frozen=True)
class EventLine:
    """Something that happened to a job, in words."""

    at: int
    what: str
    words: str


@dataclass(frozen=True)
class JobCard:
    """One job: its row, its parts (name, size), what happened, a look at it, what may be done."""

    row: JobRow
    parts: tuple[tuple[str, int], ...]
    events: tuple[EventLine, ...]
    preview_png: bytes
    error: str
    actions: tuple[str, ...]


def print_queue(db: Database, settings: ShopSettings, *, everything: bool = False) -> list[JobRow]:
    """The queue in its three groups; with ``everything`` the jobs of earlier days too."""
    raise NotImplementedError


def queue_counts(db: Database, settings: ShopSettings) -> dict[str, int]:
    """How many jobs each group has."""
    raise NotImplementedError


def job_card(db: Database, job_id: int) -> JobCard:
    """One print job; ``actions`` are of reprint, retry, cancel, all_came_out, none_came_out."""
    raise NotImplementedError
