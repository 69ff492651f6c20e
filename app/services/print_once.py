"""One press, one print: what is on its way is not queued twice, what was printed needs a reason."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence

from app.domain.errors import InputError, StateError
from app.domain.reasons import REPRINT
from app.models.database import Database
from app.services.documents import times_printed
from app.services.print_parts import Part, unpacked

Things = set[tuple[str, int]]
"""What is printed: (kind, id) of codes, documents and reports."""


class OnItsWayError(StateError):
    """The very thing waits for the printer already, or is being sent: a second press prints nothing."""


def refuse_twice(db: Database, parts: Sequence[Part], reason_code: str) -> None:
    """Refuse a print of what is on its way, and one without a reason of what was printed.

    To be asked in the transaction that stores the job: of two presses at once, one comes second.
    """
    wanted = things_of(parts)
    for title, there in _on_their_way(db):
        if wanted & there:
            raise OnItsWayError(
                "On its way already",
                f"“{title}” waits for the printer already, so nothing was added.",
                "Look under Printing what became of it; cancelled there, it can be printed anew.",
            )
    for kind, thing in wanted:
        if kind == "code" and db.value("SELECT 1 FROM parked_label WHERE code_id = ?", (thing,)):
            raise OnItsWayError(
                "On its way already",
                "This tag waits already until the row of its roll is full. Under Tags and printing"
                " “Print what waits for a full row” lets it out.",
                "Print more tags, or print what waits now.",
            )
    if any(times_printed(db, kind, thing) for kind, thing in wanted):
        require_reason(reason_code)


def require_reason(reason_code: str) -> None:
    """Refuse a reprint without a reason."""
    if reason_code not in REPRINT:
        raise InputError(
            "Why again?",
            "This was printed before; a reprint needs a reason.",
            f"Choose one: {', '.join(term.word for term in REPRINT.terms)}.",
            field="reason",
        )


def things_of(parts: Sequence[Part]) -> Things:
    """What the parts of a job are the print of."""
    return {(part.subject_kind, part.subject_id) for part in parts if part.subject_kind}


def _on_their_way(db: Database) -> list[tuple[str, Things]]:
    """(title, what it prints) of each job that waits or is being sent; a damaged one holds up none."""
    found: list[tuple[str, Things]] = []
    for title, payload, *rest in db.rows(
        "SELECT title, payload, payload_type, file_name, subject_kind, subject_id"
        " FROM print_job WHERE state IN ('queued', 'sending')"
    ):
        try:
            found.append((title, things_of(unpacked(bytes(payload), *rest))))
        except (zipfile.BadZipFile, KeyError, ValueError):
            continue
    return found
