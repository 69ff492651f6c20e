"""Taking a job out of the queue, and back into it where that was a mistake."""

from __future__ import annotations

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.domain.errors import InputError
from app.domain.ids import now_ms
from app.services.print_once import refuse_twice
from app.services.print_store import note, reading, stored_job
from app.shop import Shop


def take_back_cancel(shop: Shop, actor: Actor, job_id: int) -> Changes:
    """Let a cancelled job stand where it stood: in doubt with what was known of it, failed, or waiting.

    Refused where the same was printed anew meanwhile.
    """
    with reading(shop) as db:
        shop.require(actor, stored_job(db, job_id).act)
    with shop.local() as db:
        job = stored_job(db, job_id)
        error = str(db.value("SELECT error FROM print_job WHERE id = ?", (job_id,)))
        if job.state != "cancelled":
            raise InputError(
                "Not possible now",
                f"This print job is {job.state} by now.",
                "Look at the queue again.",
            )
        state = "doubtful" if job.left_here else "failed" if error else "queued"
        if state == "queued":
            refuse_twice(db, job.parts, job.reason_code)
        db.run(
            "UPDATE print_job SET state = ?, done_at = ?, attempts = 0, next_try_at = 0 WHERE id = ?",
            (state, None if state == "queued" else now_ms(), job_id),
        )
        note(db, job_id, "uncancelled", f"by {actor.display}")
    return Changes.of(f"{job.title} is back in the queue", print_job=job_id)
