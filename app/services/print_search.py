"""Searching the print queue: by a job's words, its printer, a tag's digits, a piece."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.codes import clean
from app.models.database import Database
from app.services.print_queue import JobRow

_LEAST_DIGITS = 3
_MOST = 40
_CODES = """
SELECT c.text_value FROM code AS c WHERE c.alias = 0 AND length(?1) >= ?3 AND c.text_value LIKE ?2
UNION
SELECT c.text_value FROM piece AS p JOIN code AS c ON c.target_id = p.id AND c.target_kind = 'piece'
WHERE p.number LIKE ?4 OR p.description LIKE ?4 LIMIT ?5
"""


def search_jobs(db: Database, jobs: Sequence[JobRow], text: str) -> list[JobRow]:
    """Those of the jobs that a text means: each of its words in a job's line, or a tag of the job."""
    words = text.casefold().split()
    if not words:
        return list(jobs)
    tagged = _with_tag(db, text.strip())
    return [job for job in jobs if job.id in tagged or all(word in _line(job) for word in words)]


def _line(job: JobRow) -> str:
    # Not all that is known of it: "Waiting behind …" names another job.
    return " ".join((job.title, job.detail, job.printer, job.state, job.by)).casefold()


def _with_tag(db: Database, text: str) -> set[int]:
    """The jobs that have a label of a code which ends in these digits, or of such a piece."""
    digits = clean(text) if text.replace(" ", "").isdigit() else ""
    like = text.replace("%", "").replace("_", "")
    codes = [
        row[0] for row in db.rows(_CODES, (digits, f"%{digits}", _LEAST_DIGITS, f"%{like}%", _MOST))
    ]
    found: set[int] = set()
    for code in codes:
        # The names of a job's files stand in its payload as they are.
        found.update(
            row[0]
            for row in db.rows(
                "SELECT id FROM print_job WHERE job_kind = 'tag' AND instr(payload, ?) > 0",
                (f"tag-{code}-".encode(),),
            )
        )
    return found
