"""What is told of a print: how it ended, and in a moment's notice that it waits or is out."""

from __future__ import annotations

import json
from collections.abc import Iterable

from app.domain.terms import vocabulary
from app.models.database import Database
from app.services.printers import FOLDER

WAITS, WAIT = "waits for the printer", "wait for the printer"
SENT = {"printer": "sent to the printer", "folder": "written to the folder"}
"""What became of a print that is out, by where it went."""
OUTCOMES = vocabulary(
    "How a print ended",
    "sent | sent",
    "doubtful | not certain",
    "not_printed | did not come out",
    "destroyed | destroyed",
    "outdated | says an older price",
)
"""As the fact of a print keeps it; what was sent is not said to have come out."""


def sent_to(db: Database, job_ids: Iterable[int]) -> str:
    """Where these print jobs went, a key of ``SENT``; "" while one of them is not out."""
    left, printed = db.row(
        "SELECT coalesce(sum(state <> 'sent'), 0), coalesce(sum(printer <> ?), 0) FROM print_job"
        " WHERE id IN (SELECT value FROM json_each(?))",
        (FOLDER, json.dumps(list(job_ids))),
    ) or (0, 0)
    if left:
        return ""
    return "printer" if printed else "folder"


def waits(title: str, many: int = 1) -> str:
    """The notice that a print is stored: "Tags of 2 pieces wait for the printer"."""
    return f"{title} {WAITS if many == 1 else WAIT}"


def out(words: str, to: str = "printer") -> str:
    """The notice that something waits, once it does so no more and went ``to`` where it should."""
    return words.replace(WAITS, f"was {SENT[to]}").replace(WAIT, f"were {SENT[to]}")
