"""What the channel wants otherwise while a job is out: taken over for the bench, or left as it is."""

from __future__ import annotations

import json
from dataclasses import replace

from app.domain.changes import Changes
from app.domain.errors import StateError
from app.models.chain import canonical
from app.models.jobs import Job
from app.models.orders import Customisation
from app.models.records import Note
from app.models.work import Work
from app.services.job_spec import snapshot
from app.services.job_stages import JobFacts, job_facts
from app.services.order_facts import WISHES, LineFacts, line_order, order_facts
from app.services.reach import require_on
from app.services.read_back import expected_mg
from app.services.style_rules import checked_engraving, read_size, size_doubt

SETTLED = "asked_settled"
"""Topic of the note that answers the differences told before it."""


def accept_difference(w: Work, job_id: int) -> Changes:
    """Give the bench what the channel wants now: wishes, specification and expected weight change.

    The checks that vouched for the old values, and the reading back, are open again.
    """
    require_on(w, "jobs.update", "job", job_id)
    job = job_facts(w, job_id)
    asked = _asked(w, job)
    assert job.line_id is not None
    order = order_facts(w, line_order(w, job.line_id))
    require_on(w, "orders.update", "order", order.id)
    line = order.line(job.line_id)
    for told in asked:
        _take(w, line, told["label"], told["new"])
    line = order_facts(w, order.id).line(job.line_id)
    spec = snapshot(order, line, line.bench_work or job.spec.kinds)
    spec = replace(spec, stages=_stages(job, spec.stages))
    w.edit(
        Job,
        job_id,
        specification=spec.to_text(),
        expected_mg=expected_mg(w, line) if "sizing" in spec.kinds else None,
    )
    _settle(w, job, "accepted")
    said = f"{job.number} follows the shop: {spec.work[:1].lower()}{spec.work[1:]}"
    return Changes.of(said, w.id, job=job_id, order=order.id)


def keep_difference(w: Work, job_id: int) -> Changes:
    """Leave the job as it is; the difference is not shown again unless the channel changes anew."""
    require_on(w, "jobs.update", "job", job_id)
    job = job_facts(w, job_id)
    _asked(w, job)
    _settle(w, job, "kept")
    return Changes.of(f"{job.number} stays as it is", w.id, job=job_id)


def _asked(w: Work, job: JobFacts) -> list[dict[str, str]]:
    """The open differences of a job's line, oldest first; the last word on a field counts."""
    rows = w.rows(
        "SELECT content FROM note WHERE subject_id = ? AND topic = 'asked' AND content IS NOT NULL"
        " AND hlc > coalesce((SELECT max(s.hlc) FROM note AS s WHERE s.subject_id = ?"
        "  AND s.topic = ?), 0) ORDER BY hlc, id",
        (job.line_id, job.line_id, SETTLED),
    )
    told = {t["label"]: t for t in (json.loads(content) for (content,) in rows)}
    if not told:
        raise StateError(
            "Nothing differs",
            f"The shop wants nothing else of {job.number}.",
            "Somebody may have answered it already.",
        )
    return list(told.values())


def _take(w: Work, line: LineFacts, label: str, new: str) -> None:
    """Put one wanted value to the line."""
    name = label.partition(", ")[2]
    kind = next((code for code, word in WISHES.items() if word == name), "")
    if not kind:
        raise StateError(
            "Not to be taken over alone",
            f"{label}: the shop has put another line in its place.",
            "Cancel the job, then send the new line to the bench.",
        )
    wish = line.wish(kind)
    if new == "none":
        if wish is not None:
            w.remove(Customisation, wish.id)
        return
    values: dict[str, object] = {"text_value": new}
    if kind == "ring_size":
        size = read_size(line.style, new)
        _refuse(size_doubt(line.style, size))
        values |= {"value": size.circumference_um, "system": size.system}
    if kind == "engraving":
        check = checked_engraving(line.style, new)
        _refuse(" ".join(check.problems).rstrip("."))
    if wish is None:
        w.add(Customisation, line_id=line.id, kind_code=kind, **values)
    else:
        w.edit(Customisation, wish.id, **values)


def _refuse(odd: str) -> None:
    if odd:
        raise StateError("The bench cannot do it", f"{odd}.", "Ask the client first.")


def _stages(job: JobFacts, planned: tuple[str, ...]) -> tuple[str, ...]:
    """The new plan with the stages that were entered already kept in it."""
    done = [stage for stage in job.spec.stages if stage not in planned]
    return (*[s for s in done if s == job.last_stage], *planned)


def _settle(w: Work, job: JobFacts, answer: str) -> None:
    w.add(
        Note,
        subject_kind="order_line",
        subject_id=job.line_id,
        topic=SETTLED,
        content=canonical({"answer": answer, "job": job.number}),
    )
