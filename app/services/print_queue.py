"""The print queue as the page shows it: what is known of each job, never more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from datetime import time as daytime

from app.domain.ids import now_ms
from app.domain.reasons import REPRINT
from app.models.database import Database, Row
from app.services.people import name_of
from app.services.print_jobs import StoredJob, stored_job
from app.services.print_sending import MOST_TRIES
from app.shop import ShopSettings

NEEDS_YOU, WAITING, DONE_TODAY, EARLIER = "Needs you", "Waiting", "Done today", "Earlier"
_GROUPS = {
    "doubtful": NEEDS_YOU,
    "failed": NEEDS_YOU,
    "queued": WAITING,
    "sending": WAITING,
}
_CONFIRMED = {
    "device": ("Printed: confirmed by printer", "ok"),
    "spooler": ("Handed to the spooler", "info"),
    "folder": ("Written to the folder", "ok"),
    "person": ("Printed: seen and confirmed", "ok"),
}
_ACTIONS = {
    "doubtful": ("all_came_out", "none_came_out", "cancel"),
    "failed": ("retry", "cancel"),
    "queued": ("cancel",),
    "sent": ("reprint",),
    "cancelled": ("retry",),
}
_EVENTS = {
    "stored": "Stored",
    "sending": "Sending",
    "sent": "Sent",
    "retry": "Not sent, will try again",
    "failed": "Failed",
    "doubtful": "Not certain",
    "settled": "Settled",
    "cancelled": "Cancelled",
    "queued": "Waits again",
}


@dataclass(frozen=True)
class JobRow:
    """A job in the queue. ``known`` and ``tone`` are its chip; ``at`` when the last thing happened.

    ``next_try_at`` (ms, 0: none) lets a waiting row count down.
    """

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
    next_try_at: int


@dataclass(frozen=True)
class EventLine:
    """Something that happened to a job, in words."""

    at: int
    what: str
    words: str


@dataclass(frozen=True)
class JobCard:
    """One job: its row, its parts (name, size), what happened, a look at it, what may be done.

    ``preview`` are the bytes of a PNG, else of a PDF (``preview_type``); ``labels`` counts what the job
    prints, of which ``certain`` are known to be out.
    """

    row: JobRow
    parts: tuple[tuple[str, int], ...]
    events: tuple[EventLine, ...]
    preview: bytes
    preview_type: str
    error: str
    labels: int
    actions: tuple[str, ...]


_ROWS = """
SELECT j.id, j.title, j.file_name, j.job_kind, j.printer, j.copies, j.state, j.attempts,
  j.next_try_at, j.confirmed, j.error, j.reprint_of, j.reason_code, j.user_id, j.subject_kind,
  j.subject_id, coalesce(j.done_at, (SELECT max(e.at) FROM print_event AS e WHERE e.job_id = j.id),
  j.created_at)
FROM print_job AS j WHERE {where} ORDER BY 17 DESC, j.id DESC
"""


def print_queue(db: Database, settings: ShopSettings, *, everything: bool = False) -> list[JobRow]:
    """The queue in its three groups; with ``everything`` the jobs of earlier days too."""
    since = start_of_day(settings)
    where = "1" if everything else "j.state NOT IN ('sent', 'cancelled') OR j.done_at >= ?"
    rows = db.rows(_ROWS.format(where=where), () if everything else (since,))
    made = [_row(db, row, since) for row in rows]
    order = (NEEDS_YOU, WAITING, DONE_TODAY, EARLIER)
    return sorted(made, key=lambda row: order.index(row.group))


def queue_counts(db: Database, settings: ShopSettings) -> dict[str, int]:
    """How many jobs each group has."""
    rows = db.rows(
        "SELECT state, count(*) FROM print_job WHERE state NOT IN ('sent', 'cancelled')"
        " OR done_at >= ? GROUP BY state",
        (start_of_day(settings),),
    )
    counts = dict.fromkeys((NEEDS_YOU, WAITING, DONE_TODAY), 0)
    for state, count in rows:
        counts[_GROUPS.get(state, DONE_TODAY)] += count
    return counts


def job_card(db: Database, settings: ShopSettings, job_id: int) -> JobCard:
    """One print job; ``actions`` are of reprint, retry, cancel, all_came_out, none_came_out."""
    job = stored_job(db, job_id)
    found = db.rows(_ROWS.format(where="j.id = ?"), (job_id,))
    events = db.rows(
        "SELECT at, what, detail FROM print_event WHERE job_id = ? ORDER BY id", (job_id,)
    )
    preview, preview_type = _preview(job)
    return JobCard(
        _row(db, found[0], start_of_day(settings)),
        tuple((part.name, len(part.data)) for part in job.parts),
        tuple(EventLine(at, what, _event(what, detail)) for at, what, detail in events),
        preview,
        preview_type,
        found[0][10],
        len(job.things),
        _ACTIONS.get(job.state, ()),
    )


def start_of_day(settings: ShopSettings) -> int:
    """The first moment (ms) of today in the shop's zone."""
    today = datetime.fromtimestamp(now_ms() / 1000, settings.tz).date()
    return int(datetime.combine(today, daytime(), settings.tz).timestamp() * 1000)


def _row(db: Database, row: Row, since: int) -> JobRow:
    known, tone = _known(row[6], row[7], row[8], row[9], row[10])
    group = _GROUPS.get(row[6], DONE_TODAY if row[16] >= since else EARLIER)
    return JobRow(
        id=row[0],
        group=group,
        title=row[1],
        detail=_detail(row[2], row[5], row[11], row[12]),
        kind=row[3],
        printer=row[4],
        known=known,
        tone=tone,
        at=row[16],
        by=name_of(db, row[13]),
        state=row[6],
        copies=row[5],
        subject_kind=row[14],
        subject_id=row[15],
        is_reprint=row[11] is not None or bool(row[12]),
        next_try_at=row[8],
    )


def _known(
    state: str, attempts: int, next_try_at: int, confirmed: str, error: str
) -> tuple[str, str]:
    """The chip: never more than the evidence."""
    if state == "sent":
        return _CONFIRMED.get(confirmed, ("Sent: nobody confirms", "info"))
    if state == "doubtful":
        first = error.partition(".")[0]
        return f"Doubtful: {first[:1].lower()}{first[1:]}", "warn"
    if state == "failed":
        return f"Failed: {error.partition('.')[0]}", "bad"
    if state == "queued" and attempts:
        wait = max(0, next_try_at - now_ms()) // 1000
        return f"Retry {attempts + 1} of {MOST_TRIES} in {wait // 60}:{wait % 60:02d}", "neutral"
    return {"queued": "Waiting", "sending": "Sending"}.get(state, state.capitalize()), "neutral"


def _detail(file_name: str, copies: int, reprint_of: int | None, reason: str) -> str:
    said = [file_name]
    if copies > 1:
        said.append(f"{copies} copies")
    if reprint_of is not None or reason:
        said.append(f"again: {REPRINT.word(reason)}")
    return " · ".join(said)


def _event(what: str, detail: str) -> str:
    word = _EVENTS.get(what, what)
    return f"{word}: {detail}" if detail else word


def _preview(job: StoredJob) -> tuple[bytes, str]:
    for kind in ("png", "pdf"):
        named = [part for part in job.parts if part.name.endswith(f".{kind}")]
        shown = next((part for part in named if part.subject_kind), named[0] if named else None)
        if shown:
            return shown.data, kind
    return b"", ""


__all__ = [
    "DONE_TODAY",
    "EARLIER",
    "NEEDS_YOU",
    "WAITING",
    "EventLine",
    "JobCard",
    "JobRow",
    "job_card",
    "print_queue",
    "queue_counts",
    "start_of_day",
]
