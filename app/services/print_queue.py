"""The print queue as the page shows it: what is known of each job, never more."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.domain.codes import spaced
from app.domain.dates import day_of, day_start_ms
from app.domain.ids import now_ms
from app.domain.reasons import REPRINT
from app.models.database import Database, Row
from app.printing.transports.base import HEAD_OPEN, PAPER_OUT, PAUSED, RIBBON_OUT, WRONG_MEDIA
from app.services.people import name_of
from app.services.print_jobs import StoredJob, stored_job
from app.services.print_parts import many_things
from app.services.print_sending import MOST_TRIES
from app.shop import ShopSettings

NEEDS_YOU, WAITING, DONE_TODAY, EARLIER = "Needs you", "Waiting", "Done today", "Earlier"
_LABEL = re.compile(r"tag-(\d{10})-\d+dpi\.png")
_TAGS = re.compile(r"(tags?)-(\d{10})(?:-\d+dpi)?\.(?:png|zpl|pdf)")
_NAMES = ("CUPS", "Windows", "Parure")
_WANTS_SOMEBODY = (PAPER_OUT, RIBBON_OUT, HEAD_OPEN, PAUSED, WRONG_MEDIA, "take_label")
"""Faults that no waiting mends: somebody must go to the printer."""
_CONFIRMED = {
    "device": ("Printed: confirmed by printer", "ok"),
    "spooler": ("Handed to the spooler", "info"),
    "folder": ("Written to the folder", "ok"),
    "person": ("Printed: seen and confirmed", "ok"),
}
_ACTIONS = {
    "doubtful": ("all_came_out", "none_came_out", "cancel"),
    "failed": ("retry", "move", "cancel"),
    "queued": ("move", "cancel"),
    "rendering": ("cancel",),
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
    "rendering": "Drawing",
    "wants": "The printer says",
    "certain": "Certain",
    "printed": "Printed",
    "left": "Left the queue",
    "back": "Tried again",
    "moved": "Moved",
    "late": "Told too late",
    "uncancelled": "Back in the queue",
}


@dataclass(frozen=True)
class JobRow:
    """A job in the queue. ``known`` and ``tone`` are its chip; ``at`` when the last thing happened.

    ``next_try_at`` (ms, 0: none) lets a waiting row count down. ``printer`` is what it is called,
    ``printer_key`` the word by which it is known.
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
    printer_key: str = ""


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
    prints, of which ``left`` may have left this PC and ``certain`` are known to be out. ``codes`` are
    those of its labels in their order, ``stock`` and ``dpi`` what it was drawn for.
    """

    row: JobRow
    parts: tuple[tuple[str, int], ...]
    events: tuple[EventLine, ...]
    preview: bytes
    preview_type: str
    error: str
    labels: int
    actions: tuple[str, ...]
    left: int = 0
    certain: int = 0
    codes: tuple[str, ...] = ()
    previews: tuple[bytes, ...] = ()


_WANTS_SQL = ", ".join(f"'{one}'" for one in _WANTS_SOMEBODY)
_GROUP_SQL = f"""CASE
  WHEN j.state IN ('doubtful', 'failed') THEN '{NEEDS_YOU}'
  WHEN j.state IN ('queued', 'sending') AND j.fault IN ({_WANTS_SQL}) THEN '{NEEDS_YOU}'
  WHEN j.state IN ('queued', 'sending', 'rendering') THEN '{WAITING}'
  WHEN j.state = 'sent' AND j.os_state = 'waits' AND j.fault <> '' THEN '{NEEDS_YOU}'
  WHEN coalesce(j.done_at, j.created_at) >= ? THEN '{DONE_TODAY}' ELSE '{EARLIER}' END"""
_ROWS = f"""
SELECT j.id, j.title, j.file_name, j.job_kind, j.printer, j.copies, j.state, j.attempts,
  j.next_try_at, j.confirmed, j.error, j.reprint_of, j.reason_code, j.user_id, j.subject_kind,
  j.subject_id, coalesce(j.done_at, (SELECT max(e.at) FROM print_event AS e WHERE e.job_id = j.id),
  j.created_at), {_GROUP_SQL}, j.fault, j.os_job, j.os_state, j.left_here, j.certain, p.title,
  p.paused, CASE WHEN j.state = 'queued' THEN (SELECT b.title FROM print_job AS b
  WHERE b.printer = j.printer AND b.state IN ('queued', 'sending')
  AND (b.created_at, b.id) < (j.created_at, j.id) ORDER BY b.created_at, b.id LIMIT 1) END
FROM print_job AS j LEFT JOIN printer AS p ON p.key = j.printer WHERE {{where}}
ORDER BY 17 DESC, j.id DESC
"""


_OPEN = "j.state NOT IN ('sent', 'cancelled') OR (j.state = 'sent' AND j.os_state = 'waits')"


def print_queue(db: Database, settings: ShopSettings, *, everything: bool = False) -> list[JobRow]:
    """The queue in its three groups; with ``everything`` the jobs of earlier days too."""
    since = start_of_day(settings)
    where = "1" if everything else f"{_OPEN} OR j.done_at >= ?"
    rows = db.rows(_ROWS.format(where=where), (since,) if everything else (since, since))
    made = [_row(db, row) for row in rows]
    order = (NEEDS_YOU, WAITING, DONE_TODAY, EARLIER)
    return sorted(made, key=lambda row: order.index(row.group))


def queue_counts(db: Database, settings: ShopSettings) -> dict[str, int]:
    """How many jobs each group has."""
    since = start_of_day(settings)
    rows = db.rows(
        f"SELECT {_GROUP_SQL}, count(*) FROM print_job AS j WHERE {_OPEN} OR j.done_at >= ?"
        " GROUP BY 1",
        (since, since),
    )
    return {**dict.fromkeys((NEEDS_YOU, WAITING, DONE_TODAY), 0), **dict(rows)}


def job_card(db: Database, settings: ShopSettings, job_id: int) -> JobCard:
    """One print job; ``actions`` are of reprint, retry, move, cancel, all_came_out, none_came_out."""
    job = stored_job(db, job_id)
    since = start_of_day(settings)
    found = db.rows(_ROWS.format(where="j.id = ?"), (since, job_id))
    events = db.rows(
        "SELECT at, what, detail FROM print_event WHERE job_id = ? ORDER BY id", (job_id,)
    )
    preview, preview_type = _preview(job)
    return JobCard(
        _row(db, found[0]),
        tuple((part.name, len(part.data)) for part in job.parts),
        tuple(EventLine(at, what, _event(what, detail)) for at, what, detail in events),
        preview,
        preview_type,
        found[0][10],
        len(job.things),
        _ACTIONS.get(job.state, ()),
        min(job.left_here, len(job.things)),
        min(job.certain, len(job.things)),
        tuple(label[1] for part in job.things if (label := _LABEL.fullmatch(part.name))),
        tuple(part.data for part in job.things if part.name.endswith(".png")),
    )


def start_of_day(settings: ShopSettings) -> int:
    """The first moment (ms) of today in the shop's zone."""
    return day_start_ms(day_of(now_ms(), settings.zone), settings.zone)


def _row(db: Database, row: Row) -> JobRow:
    known, tone = _sending(db, row) if row[6] == "sending" and not row[18] else _known(row)
    return JobRow(
        id=row[0],
        group=row[17],
        title=row[1],
        detail=_detail(row[2], row[5], row[11], row[12]),
        kind=row[3],
        printer=row[23] or row[4].capitalize(),
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
        printer_key=row[4],
    )


def _known(row: Row) -> tuple[str, str]:
    """The chip: never more than the evidence."""
    state, confirmed, error, os_job = row[6], row[9], row[10], row[19]
    if state == "sent":
        if row[20] == "waits" and row[18]:
            return f"{row[18]}: will it finish?", "warn"
        if confirmed == "device" and os_job:
            return "Printed: told by the system", "ok"
        return _CONFIRMED.get(confirmed, ("Sent: nobody confirms", "info"))
    if state == "doubtful":
        return f"Doubtful: {_lower(error.partition('.')[0])}", "warn"
    if state == "failed":
        return f"Failed: {_lower(error.partition('.')[0])}", "bad"
    if state == "queued":
        return _waits(row)
    if state == "sending" and row[18]:
        return f"{error or 'The printer wants somebody'}: goes on by itself", "bad"
    return ("Drawing" if state == "rendering" else state.capitalize()), "neutral"


def _sending(db: Database, row: Row) -> tuple[str, str]:
    """How far it is, where its labels leave one by one: "Sending 6 of 24, 4 printed".

    What left is told before it leaves, what is printed only when the printer has said so.
    """
    left, certain = row[21], row[22]
    payload = db.value(
        "SELECT payload FROM print_job WHERE id = ? AND payload_type = 'zip'", (row[0],)
    )
    many = many_things(bytes(payload)) if payload else 0
    if many < 2 or (left >= many and not certain):  # one file for all says nothing of each
        return "Sending", "neutral"
    printed = f", {min(certain, many)} printed" if certain else ""
    return f"Sending {min(left, many)} of {many}{printed}", "neutral"


def _waits(row: Row) -> tuple[str, str]:
    attempts, next_try_at, error, fault = row[7], row[8], row[10], row[18]
    if row[24]:
        return "Waiting: the printer is paused", "neutral"
    if fault in _WANTS_SOMEBODY:
        return error.partition(".")[0], "bad"
    if attempts:
        wait = max(0, next_try_at - now_ms()) // 1000
        return f"Retry {attempts + 1} of {MOST_TRIES} in {wait // 60}:{wait % 60:02d}", "neutral"
    return (f"Waiting behind {row[25]}" if row[25] else "Waiting"), "neutral"


def _lower(words: str) -> str:
    """A sentence's beginning inside another one; names keep their capital."""
    first = words.partition(" ")[0]
    if first in _NAMES or words.endswith(" wanted") or " wanted," in words:
        return words
    return f"{words[:1].lower()}{words[1:]}"


def _detail(file_name: str, copies: int, reprint_of: int | None, reason: str) -> str:
    said = [_called(file_name)]
    if copies > 1:
        said.append(f"{copies} copies")
    if reprint_of is not None or reason:
        said.append(f"again: {REPRINT.word(reason)}")
    return " · ".join(said)


def _called(file_name: str) -> str:
    """What a job's file is to a person: "Tag 10 000 026 83", else its name."""
    found = _TAGS.fullmatch(file_name)
    if not found:
        return file_name
    return f"Tag {spaced(found[2])}" if found[1] == "tag" else f"Tags from {spaced(found[2])} on"


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
