"""The quality check of a job, and its piece coming back out of the bag."""

from __future__ import annotations

from app.domain.changes import Changes
from app.domain.errors import NotAllowedError, StateError
from app.domain.report_demand import BENCH_IN
from app.domain.states import word
from app.models.jobs import JobComponent
from app.models.work import Work
from app.services.job_stages import JobFacts, job_facts, take_step
from app.services.piece_rows import put_weight
from app.services.reach import require_on
from app.services.report_demand import demand_report, told


def pass_check(w: Work, job_id: int, weight_mg: int | None = None) -> Changes:
    """The work is right: the job is passed and its line can be packed. Not by who made it.

    Where the house demands a condition report of what comes back from the bench, it comes first.
    """
    require_on(w, "qc.sign", "job", job_id)
    job = job_facts(w, job_id)
    if job.state != "qc":
        raise StateError(
            "Not at the quality check",
            f"{job.number} is {word(job.state)}.",
            "It comes here after its last stage.",
        )
    maker = w.value(
        "SELECT count(*) FROM job_stage AS s JOIN work AS k ON k.id = s.work_id"
        " WHERE s.job_id = ? AND k.actor_id = ?",
        (job_id, w.actor.user_id),
    )
    others = w.value("SELECT count(*) FROM user WHERE active = 1 AND removed = 0 AND id > 2")
    if maker and others >= 4:
        raise NotAllowedError(
            "Another person checks",
            f"You worked on {job.number}; whoever made a thing does not pass it.",
            "Ask a colleague who may sign the quality check.",
        )
    lacking = demand_report(w, job.piece_id, BENCH_IN) if job.piece_id else ""
    take_step(w, job, "passed")
    if job.piece_id is not None:
        come_back(w, job, weight_mg)
    if job.line_id is not None and w.state("line", job.line_id) == "in_job":
        w.step("line", job.line_id, "qc_pass")
    passed = Changes.of(f"{job.number} passed", w.id, job=job_id, order=job.order_id or ())
    return told(passed, lacking)


def come_back(w: Work, job: JobFacts, weight_mg: int | None) -> None:
    """The piece is out of the bag; it weighs what was read last unless it was weighed now."""
    w.add(
        JobComponent,
        job_id=job.id,
        piece_id=job.piece_id,
        direction="in",
        weight_mg=weight_mg if weight_mg is not None else job.last_mg,
        count=1,
    )
    weight = weight_mg if weight_mg is not None else job.last_mg
    if job.piece_id is not None:
        put_weight(w, job.piece_id, weight, "scale", "")
