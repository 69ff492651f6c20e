"""The numbers beside the pages' names, asked at every start: plain counts that load nothing else."""

from __future__ import annotations

from app.models.database import Database


def prints_needing_someone(db: Database) -> int:
    """How many print jobs failed or are in doubt."""
    return int(
        db.value("SELECT count(*) FROM print_job WHERE state IN ('failed', 'doubtful')") or 0
    )


def prints_on_the_way(db: Database) -> int:
    """How many print jobs wait or were being sent when the program last ended."""
    return int(
        db.value("SELECT count(*) FROM print_job WHERE state IN ('queued', 'sending', 'rendering')")
        or 0
    )


def report_drafts(db: Database, user_id: int) -> int:
    """How many drafts of condition reports of a person lie on this PC, as the list shows them."""
    sql = (
        "SELECT count(*) FROM draft AS d JOIN piece AS p ON p.id = d.subject_id"
        " WHERE d.user_id = ? AND d.draft_kind = 'report' AND p.removed = 0"
    )
    return int(db.value(sql, (user_id,)) or 0)


def open_cases(db: Database) -> int:
    """How many cases nobody has decided."""
    sql = (
        "SELECT count(*) FROM case_file AS c LEFT JOIN state_now AS s ON s.subject_id = c.id"
        " AND s.machine = 'case' WHERE coalesce(s.state, '') <> 'settled'"
    )
    return int(db.value(sql) or 0)
