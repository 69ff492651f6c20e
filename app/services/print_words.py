"""What is told of a print in a moment's notice: that it waits, or that it is out."""

from __future__ import annotations

import json
from collections.abc import Iterable

from app.models.database import Database

WAITS, WAIT = "waits for the printer", "wait for the printer"
WAS_SENT, WERE_SENT = "was sent to the printer", "were sent to the printer"


def all_sent(db: Database, job_ids: Iterable[int]) -> bool:
    """Whether these print jobs have gone out, every one."""
    left = db.value(
        "SELECT count(*) FROM print_job WHERE state <> 'sent'"
        " AND id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(job_ids)),),
    )
    return not left


def out(words: str) -> str:
    """The notice that something waits, once it does so no more."""
    return words.replace(WAITS, WAS_SENT).replace(WAIT, WERE_SENT)
