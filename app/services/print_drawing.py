"""Jobs that are still being drawn: seen in the queue, with nothing in them to send yet."""

from __future__ import annotations

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.domain.errors import InputError
from app.domain.ids import new_id, now_ms
from app.models.database import Database
from app.services.print_store import insert_job, note
from app.services.turns import Turn, answer_of
from app.shop import Shop


def begin_rendering(
    shop: Shop, actor: Actor, kind: str, title: str, printer: str, turn: Turn
) -> int:
    """Say in the queue that a job is being drawn; the id of its row."""

    def write() -> int:
        job_id = new_id()
        with shop.local() as db:
            insert_job(
                db,
                id=job_id,
                job_kind=kind,
                title=title,
                printer=printer,
                payload=b"",
                state="rendering",
                user_id=actor.user_id,
                created_at=now_ms(),
            )
            note(db, job_id, "rendering", "")
        return job_id

    return answer_of(turn, write)


def refuse_cancelled(db: Database, job_id: int) -> None:
    """In the transaction that would store what was drawn: somebody cancelled it meanwhile."""
    if db.value("SELECT 1 FROM print_job WHERE id = ? AND state = 'cancelled'", (job_id,)):
        raise InputError(
            "Cancelled meanwhile",
            "This was cancelled while it was being drawn, so nothing is printed.",
            "Print it again if it is wanted after all.",
        )


def end_rendering(shop: Shop, job_id: int, turn: Turn) -> None:
    """It could not be drawn: the row goes, whoever asked is told why."""

    def write() -> Changes:
        with shop.local() as db:
            db.run("DELETE FROM print_job WHERE id = ? AND state = 'rendering'", (job_id,))
            db.run(
                "DELETE FROM print_event WHERE job_id = ?1"
                " AND NOT EXISTS (SELECT 1 FROM print_job WHERE id = ?1)",
                (job_id,),
            )
        return Changes.of(print_job=job_id)

    turn(write)
