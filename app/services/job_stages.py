"""A job through its stages: in and out with weights, on hold, to the quality check, given up."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.changes import Changes
from app.domain.errors import InputError, NotAllowedError, NotFoundError, StateError
from app.domain.mass import shown_g
from app.domain.permissions import ROLES
from app.domain.reasons import BENCH, reason_words
from app.domain.ring_geometry import weight_fits
from app.domain.states import require, who, word
from app.domain.vocabulary import STAGES
from app.models.jobs import JobStage
from app.models.records import Note
from app.models.work import Work
from app.services.job_spec import JobSpec, spec_of
from app.services.reach import require_on

AT_WORK = ("issued", "at_bench", "rework", "waiting")
SAME_MG = 20
"""Two weighings of one piece may differ by this much without a word."""


@dataclass(frozen=True)
class JobFacts:
    """A job as its steps need it. ``stage`` is the one that it is in, '' between stages."""

    id: int
    number: str
    state: str
    order_id: int | None
    line_id: int | None
    piece_id: int | None
    expected_mg: int | None
    spec: JobSpec
    stage: str
    in_mg: int | None
    last_stage: str
    last_mg: int | None


def job_facts(w: Work, job_id: int) -> JobFacts:
    """Read a job inside a unit of work; NotFoundError when there is none."""
    row = w.row(
        "SELECT number, order_id, line_id, piece_id, expected_mg, specification FROM job"
        " WHERE id = ? AND removed = 0",
        (job_id,),
    )
    if row is None:
        raise NotFoundError(
            "No such job", "There is no such job any more.", "Scan the bag, or search its number."
        )
    stages = w.rows(
        "SELECT stage, direction, weight_mg FROM job_stage WHERE job_id = ? ORDER BY hlc, id",
        (job_id,),
    )
    issued = w.value(
        "SELECT weight_mg FROM job_component WHERE job_id = ? AND direction = 'out'"
        " AND piece_id IS NOT NULL ORDER BY hlc DESC, id DESC LIMIT 1",
        (job_id,),
    )
    inside = bool(stages) and stages[-1][1] == "in"
    weights = [weight for _, _, weight in stages if weight is not None]
    return JobFacts(
        job_id,
        row[0],
        w.state("job", job_id) or "draft",
        row[1],
        row[2],
        row[3],
        row[4],
        spec_of(row[5]),
        stages[-1][0] if inside else "",
        stages[-1][2] if inside else None,
        stages[-1][0] if stages else "",
        weights[-1] if weights else issued,
    )


# ---------------------------------------------------------------------- stages
def stage_in(
    w: Work, job_id: int, stage: str, weight_mg: int | None = None, stones: int | None = None
) -> Changes:
    """Begin a stage, with the weight and stones that go in."""
    job = at_work(w, job_id)
    if stage not in STAGES:
        raise InputError("No such stage", f"“{stage}” is no stage.", "Choose one of the list.")
    if job.stage:
        raise StateError(
            "Another stage is open",
            f"{job.number} is in {STAGES.word(job.stage)} since its last scan.",
            f"End {STAGES.word(job.stage)} first.",
        )
    if job.state != "at_bench":
        take_step(w, job, "at_bench")
    _note_stage(w, job, stage, "in", weight_mg, stones=stones)
    return Changes.of(f"{job.number}: {STAGES.word(stage)} begun", w.id, job=job_id)


def stage_out(
    w: Work,
    job_id: int,
    weight_mg: int | None = None,
    *,
    scrap_mg: int | None = None,
    stones: int | None = None,
    reason_code: str = "",
) -> Changes:
    """End the stage that the job is in, with what came out.

    A weight beyond what is expected asks for a reason (``reasons.BENCH``).
    """
    job = at_work(w, job_id)
    if not job.stage:
        raise StateError(
            "No stage is open", f"{job.number} is in no stage now.", "Begin one first."
        )
    if weight_mg is not None and not reason_code:
        _require_weight(job, weight_mg)
    _note_stage(w, job, job.stage, "out", weight_mg, scrap_mg=scrap_mg, stones=stones)
    if reason_code:
        said = reason_words(reason_code)
        w.add(Note, subject_kind="job", subject_id=job_id, topic="weight", content=said)
    return Changes.of(f"{job.number}: {STAGES.word(job.stage)} ended", w.id, job=job_id)


def next_stage(
    w: Work, job_id: int, weight_mg: int | None = None, reason_code: str = ""
) -> Changes:
    """Out of this stage and into the next planned one; after the last one to the quality check."""
    job = at_work(w, job_id)
    if job.stage:
        stage_out(w, job_id, weight_mg, reason_code=reason_code)
    coming = _after(job)
    if coming:
        return stage_in(w, job_id, coming, weight_mg)
    if w.state("job", job_id) == "waiting":
        take_step(w, job, "at_bench")
    take_step(w, job_facts(w, job_id), "qc")
    return Changes.of(f"{job.number} goes to the quality check", w.id, job=job_id)


def previous_stage(w: Work, job_id: int, reason_code: str = "") -> Changes:
    """Back to the stage before; from the quality check to the last stage, as rework."""
    job = job_facts(w, job_id)
    require_on(w, "jobs.update", "job", job_id)
    if job.state == "qc":
        require_reason(reason_code)
        take_step(w, job, "rework", reason_code)
        back = job.last_stage or (job.spec.stages[-1] if job.spec.stages else "finish")
        return stage_in(w, job_id, back)
    at_work(w, job_id)
    stages = job.spec.stages
    at = stages.index(job.last_stage) if job.last_stage in stages else 0
    if not job.last_stage or (at == 0 and job.last_stage in stages):
        raise StateError(
            "Nothing before it",
            f"{job.number} is in its first stage.",
            "Cancel or hold it instead.",
        )
    if job.stage:
        stage_out(w, job_id, None)
    return stage_in(w, job_id, stages[at - 1] if job.last_stage in stages else stages[0])


def _note_stage(
    w: Work,
    job: JobFacts,
    stage: str,
    direction: str,
    weight_mg: int | None,
    *,
    scrap_mg: int | None = None,
    stones: int | None = None,
) -> None:
    w.add(
        JobStage,
        job_id=job.id,
        stage=stage,
        direction=direction,
        weight_mg=weight_mg,
        scrap_mg=scrap_mg,
        stones=stones,
    )


def _require_weight(job: JobFacts, weight_mg: int) -> None:
    """Refuse a weight that cannot be, unless a reason is given."""
    expected, fits = job.expected_mg, True
    if job.stage == "size" and expected is not None:
        fits = weight_fits(expected, weight_mg)
    elif job.in_mg is not None and job.stage in ("engrave", "plate"):
        expected, fits = job.in_mg, abs(weight_mg - job.in_mg) <= SAME_MG
    elif job.in_mg is not None and job.stage == "polish":
        expected, fits = job.in_mg, weight_mg <= job.in_mg + SAME_MG
    if fits or expected is None:
        return
    raise StateError(
        "The weight needs a reason",
        f"{shown_g(weight_mg)} g came out of {STAGES.word(job.stage)},"
        f" {shown_g(expected)} g were expected.",
        "Weigh it again, or choose a reason.",
        field="weight",
    )


def _after(job: JobFacts) -> str:
    """The planned stage that follows the last one, '' after the last."""
    stages = job.spec.stages
    if not job.last_stage:
        return stages[0] if stages else ""
    if job.last_stage not in stages:
        return stages[0] if stages else ""
    at = stages.index(job.last_stage) + 1
    return stages[at] if at < len(stages) else ""


# ---------------------------------------------------------------------- rules
def at_work(w: Work, job_id: int) -> JobFacts:
    """A job that can go through stages; says what must come first otherwise."""
    require_on(w, "jobs.update", "job", job_id)
    job = job_facts(w, job_id)
    if job.state in ("draft", "quoted", "approved", "kitted"):
        if job.piece_id is None and job.state == "approved":
            w.step("job", job_id, "issued")
            return job_facts(w, job_id)
        raise StateError(
            "Not given out yet",
            f"The piece of {job.number} is not in its bag.",
            "Scan the piece, then the bag.",
        )
    if job.state not in AT_WORK:
        raise StateError(
            "Not at work",
            f"{job.number} is {word(job.state)}.",
            "Resume it first." if job.state == "on_hold" else "Open the job to see its history.",
        )
    return job


def take_step(w: Work, job: JobFacts, to_state: str, reason_code: str = "") -> None:
    """Take a step of the job if it is possible and the person's role takes such steps."""
    before = w.state("job", job.id)
    require("job", before, to_state)
    if not who("job", before, to_state) & w.actor.roles:
        can = [ROLES.word(role) for role in ROLES if role in who("job", before, to_state)]
        raise NotAllowedError(
            "Not allowed",
            f"Your role does not take {job.number} from {word(before)} to {word(to_state)}.",
            f"Ask someone who may: {' or '.join(can)}.",
        )
    w.step("job", job.id, to_state, reason_code)


def require_reason(reason_code: str) -> None:
    if reason_code not in BENCH:
        raise InputError(
            "A reason is missing", "It is not said why.", "Choose a reason.", field="reason"
        )
