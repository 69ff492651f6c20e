"""One label of a job again: same number, byte for byte, with its reason."""

from __future__ import annotations

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.domain.codes import spaced
from app.domain.errors import InputError
from app.services.print_anew import begun_anew
from app.services.print_jobs import store
from app.services.print_once import refuse_twice, require_reason
from app.services.print_parts import Part
from app.services.print_rendering import Rendered, rest_of_tags
from app.services.print_store import reading, stored_job
from app.services.print_words import waits
from app.shop import Shop


def reprint_one(shop: Shop, actor: Actor, job_id: int, n: int, reason_code: str) -> Changes:
    """Print label ``n`` (from 1) of a job of tags again: ``first("print_job")``."""
    require_reason(reason_code)
    with reading(shop) as db:
        job = stored_job(db, job_id)
    shop.require(actor, job.act)
    if job.kind != "tag" or not 1 <= n <= len(job.things):
        raise InputError(
            "Which label",
            f"This job has no label {n}.",
            "Choose one of its labels.",
            field="label",
        )
    parts = _alone(rest_of_tags(job.parts, n - 1), job.things[n - 1])
    code = job.things[n - 1].name.removeprefix("tag-").partition("-")[0]
    title = job.title if len(job.things) == 1 else f"Tag {spaced(code)}, of {job.title}"
    one = Rendered(
        "tag",
        title,
        parts[0].name,
        job.subject_kind,
        job.subject_id,
        parts,
        job.stock,
        job.dpi,
    )
    with shop.local() as db:
        one = begun_anew(db, one, job.printer)
        refuse_twice(db, parts, reason_code)
        again = store(
            db, actor, one, printer=job.printer, reason_code=reason_code, reprint_of=job_id
        )
    return Changes.of(waits(title), print_job=again)


def _alone(parts: tuple[Part, ...], label: Part) -> tuple[Part, ...]:
    """The pictures of one label, and what is made of that label alone."""
    stem = label.name.rpartition("-")[0]
    pictures = tuple(part for part in parts if part.name.startswith(f"{stem}-"))
    made = [part for part in parts if not part.name.endswith(".png")]
    if not made:
        return pictures
    return rest_of_tags((*pictures, *made), 0)
