"""What is told of a print: how it ended, and in a moment's notice that it waits or is out."""

from __future__ import annotations

import json
from collections.abc import Iterable

from app.domain.terms import vocabulary
from app.models.database import Database

WAITS, WAIT = "waits for the printer", "wait for the printer"
WAS_SENT, WERE_SENT = "was sent to the printer", "were sent to the printer"
OUTCOMES = vocabulary(
    "How a print ended",
    "sent | sent",
    "doubtful | not certain",
    "not_printed | did not come out",
    "destroyed | destroyed",
    "outdated | says an older price",
)
"""As the fact of a print keeps it; what was sent is not said to have come out."""


def all_sent(db: Database, job_ids: Iterable[int]) -> bool:
    """Whether these print jobs have gone out, every one."""
    left = db.value(
        "SELECT count(*) FROM print_job WHERE state <> 'sent'"
        " AND id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(job_ids)),),
    )
    return not left


def waits(title: str, many: int = 1) -> str:
    """The notice that a print is stored: "Tags of 2 pieces wait for the printer"."""
    return f"{title} {WAITS if many == 1 else WAIT}"


def out(words: str) -> str:
    """The notice that something waits, once it does so no more."""
    return words.replace(WAITS, WAS_SENT).replace(WAIT, WERE_SENT)
