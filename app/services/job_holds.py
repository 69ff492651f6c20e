"""A job that waits, is stopped, goes on, is given up or given to another hand."""

from __future__ import annotations

from app.domain.changes import Changes
from app.domain.errors import StateError
from app.domain.reasons import reason_words
from app.domain.states import word
from app.models.jobs import Job
from app.models.records import Note
from app.models.work import Work
from app.services.job_check import come_back
from app.services.job_stages import at_work, job_facts, require_reason, take_step
from app.services.reach import require_on


def wait(w: Work, job_id: int, reason_code: str) -> Changes:
    """The job waits for a client, a stone, metal or a supplier."""
    job = at_work(w, job_id)
    require_reason(reason_code)
    take_step(w, job, "waiting", reason_code)
    return Changes.of(f"{job.number} waits: {reason_words(reason_code)}", w.id, job=job_id)


def hold_job(w: Work, job_id: int, reason_code: str, note: str = "") -> Changes:
    """Stop a job with a reason."""
    require_on(w, "jobs.update", "job", job_id)
    job = job_facts(w, job_id)
    require_reason(reason_code)
    w.step("job", job_id, "on_hold", reason_code)
    if note.strip():
        w.add(Note, subject_kind="job", subject_id=job_id, topic="hold", content=note.strip())
    return Changes.of(f"{job.number} on hold: {reason_words(reason_code)}", w.id, job=job_id)


def resume_job(w: Work, job_id: int) -> Changes:
    """Go on with a job where it was stopped."""
    require_on(w, "jobs.update", "job", job_id)
    job = job_facts(w, job_id)
    before = w.value(
        "SELECT from_state FROM transition WHERE subject_id = ? AND machine = 'job'"
        " AND to_state = ? ORDER BY hlc DESC, id DESC LIMIT 1",
        (job_id, job.state),
    )
    if job.state not in ("on_hold", "waiting") or not before:
        raise StateError(
            "It goes on already",
            f"{job.number} is {word(job.state)}.",
            "There is nothing to resume.",
        )
    to_state = "at_bench" if job.state == "waiting" else before
    take_step(w, job, to_state)
    return Changes.of(f"{job.number} goes on, {word(to_state)}", w.id, job=job_id)


def cancel_job(w: Work, job_id: int, reason_code: str, note: str = "") -> Changes:
    """Give a job up; its piece comes back and its line asks again. Work that is out: a manager."""
    require_on(w, "jobs.update", "job", job_id)
    job = job_facts(w, job_id)
    require_reason(reason_code)
    take_step(w, job, "cancelled", reason_code)
    if job.piece_id is not None and job.state not in ("draft", "quoted", "approved"):
        come_back(w, job, None)
    if job.line_id is not None and w.state("line", job.line_id) == "in_job":
        w.step("line", job.line_id, "verified", reason_code)
        if job.piece_id is not None:
            w.step("line", job.line_id, "reserved")
    if note.strip():
        w.add(Note, subject_kind="job", subject_id=job_id, topic="cancel", content=note.strip())
    return Changes.of(
        f"{job.number} cancelled",
        w.id,
        job=job_id,
        order=job.order_id or (),
        piece=job.piece_id or (),
    )


def set_artisan(w: Work, job_id: int, artisan_id: int | None) -> Changes:
    """Say who works on a job."""
    require_on(w, "jobs.update", "job", job_id)
    job = job_facts(w, job_id)
    w.edit(Job, job_id, artisan_id=artisan_id)
    return Changes.of(f"{job.number} given to another hand", w.id, job=job_id)
