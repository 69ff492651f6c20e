"""What became of jobs that the system's spooler has, and of printers on whose fault a job gave up."""

from __future__ import annotations

from functools import partial

from app.domain.changes import Changes
from app.domain.errors import UserError
from app.domain.ids import now_ms
from app.domain.wording import counted
from app.models.database import Database
from app.printing.transports.spooling import DONE, GIVEN_UP, GONE, WAITS, OsJob
from app.services.print_settling import set_state
from app.services.print_store import note, reading
from app.services.printer_changes import note_status, try_again
from app.services.printer_ways import os_jobs_of, way_to
from app.services.printers import printer_of
from app.services.turns import Turn, answer_of, at_once
from app.shop import Shop

LONGEST_WATCH_MS = 24 * 3_600_000
_WATCHED = (
    "SELECT id, os_job, fault FROM print_job WHERE printer = ? AND state = 'sent' AND os_job <> 0"
    " AND os_state IN ('', 'waits') AND done_at > ?"
)
_GAVE_UP = (
    "SELECT count(*) FROM print_job WHERE printer = ? AND state = 'failed' AND fault <> ''"
    " AND left_here = 0 AND done_at > ?"
)


def busy_printers(db: Database) -> list[str]:
    """The printers for which something waits, is watched, or gave up and may go again."""
    since = now_ms() - LONGEST_WATCH_MS
    return [
        row[0]
        for row in db.rows(
            "SELECT DISTINCT printer FROM print_job WHERE state = 'queued' OR (state = 'sent'"
            " AND os_job <> 0 AND os_state IN ('', 'waits') AND done_at > ?1) OR (state = 'failed'"
            " AND fault <> '' AND left_here = 0 AND done_at > ?1)",
            (since,),
        )
    ]


def next_due(db: Database, printer: str) -> int:
    """When the next job for a printer is to be tried (ms; 0: none waits)."""
    found = db.value(
        "SELECT min(next_try_at) FROM print_job WHERE state = 'queued' AND printer = ?", (printer,)
    )
    return max(1, int(found)) if found is not None else 0


def watched(db: Database, printer: str) -> bool:
    """Whether the spooler has jobs whose end is not known yet."""
    return bool(db.rows(_WATCHED, (printer, now_ms() - LONGEST_WATCH_MS)))


def gave_up(db: Database, printer: str) -> bool:
    """Whether jobs failed on a fault of the printer, with nothing sent: they go when it is mended."""
    return bool(db.value(_GAVE_UP, (printer, now_ms() - LONGEST_WATCH_MS)))


def watch(shop: Shop, printer: str, turn: Turn = at_once) -> Changes:
    """Ask the spooler about its jobs, and keep what it tells of each."""
    with reading(shop) as db:
        rows = db.rows(_WATCHED, (printer, now_ms() - LONGEST_WATCH_MS))
        known = printer_of(db, printer)
        way = way_to(db, known)
    ask = os_jobs_of(way)
    told = Changes()
    for job_id, os_job, before in rows:
        try:
            job = ask(os_job) if ask else OsJob(GONE)
            tells = (
                bool(way.queue().tells) if job.state == DONE and hasattr(way, "queue") else False
            )
        except UserError:
            continue  # the spooler is away: asked again later
        if job.state == WAITS and job.words == before:
            continue
        told = told | answer_of(turn, partial(_keep, shop, job_id, job, tells))
    return told


def _keep(shop: Shop, job_id: int, job: OsJob, tells: bool) -> Changes:
    with shop.local() as db:
        if job.state == GIVEN_UP:
            error = f"The system gave it up: {job.words}."
            set_state(db, job_id, "doubtful", "", error)
            note(db, job_id, "doubtful", error)
        elif job.state == WAITS:
            note(db, job_id, "wants", job.words or "goes on")
        else:
            sheets = f"{counted(job.sheets, 'page')}, " if job.sheets else ""
            said = f"{sheets}told by the system" if tells else "left the spooler"
            note(db, job_id, "printed" if tells else "left", said)
        db.run(
            "UPDATE print_job SET os_state = ?, fault = ?, confirmed = iif(?, 'device', confirmed),"
            " certain = iif(?, left_here, certain) WHERE id = ?",
            (job.state, job.words if job.state == WAITS else "", tells, tells, job_id),
        )
    return Changes.of(print_job=job_id)


def look(shop: Shop, printer: str, turn: Turn = at_once) -> Changes:
    """Ask a printer how it stands, and keep it; what gave up on its fault goes again once it is ready."""
    with reading(shop) as db:
        known = printer_of(db, printer)
        sends = db.value(
            "SELECT 1 FROM print_job WHERE printer = ? AND state = 'sending'", (printer,)
        )
        if sends or not known.id:
            return Changes()  # whoever sends has the line, and tells
        way = way_to(db, known)
    status = way.status()

    def keep() -> Changes:
        changes = note_status(shop, printer, status.code, status.words, status.tone, status.detail)
        if status.ready:
            changes = changes | _again(shop, printer)
        return changes

    return answer_of(turn, keep)


def _again(shop: Shop, printer: str) -> Changes:
    with shop.local() as db:
        if not db.value(_GAVE_UP, (printer, now_ms() - LONGEST_WATCH_MS)):
            return Changes()
        jobs = try_again(db, printer)
        for job_id in jobs:
            note(db, job_id, "back", "the printer is ready again")
    return Changes.of(print_job=jobs)
