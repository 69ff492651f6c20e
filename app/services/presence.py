"""Who has what open on another PC: told sealed through the hub, shown quietly, never in the way."""

from __future__ import annotations

import json
from collections.abc import Sequence

from app.models.database import Database
from app.services.key_changes import KEY
from app.sync.status import OtherPc

PAGES = {"order": "sales_order", "piece": "piece", "job": "job", "report": "report"}
"""Pages whose record is told of, with its table."""
LONG_MS = 600_000
"""A PC that was not heard of for so long is not believed any more."""
_WORDS = {
    "order": ("order", "SELECT number FROM sales_order WHERE id = ?"),
    "job": ("job", "SELECT number FROM job WHERE id = ?"),
    "piece": ("", "SELECT description FROM piece WHERE id = ?"),
    "report": (
        "the report of",
        "SELECT description FROM piece WHERE id = ?1 OR id ="
        " (SELECT piece_id FROM report WHERE id = ?1)",
    ),
}


def told(who: str, page: str, record_id: int, key: int = 0) -> str:
    """What this PC tells the others (JSON): who has which record open; nothing open where none is.

    ``key`` is what it tells of its database's key (``key_changes.told_key``).
    """
    said: dict[str, str | int] = {KEY: key} if key else {}
    if not who or page not in PAGES or not record_id:
        return json.dumps(said)
    return json.dumps({"who": who, "page": page, "id": record_id, **said})


def _of(pc: OtherPc, now: int) -> tuple[str, str, int] | None:
    """(who, page, record) of another PC, if it is believed."""
    if pc.revoked_at or now - pc.heard_at > LONG_MS or not pc.presence:
        return None
    try:
        said = json.loads(pc.presence)
        who, page, record = str(said["who"]), str(said["page"]), int(said["id"])
    except (ValueError, KeyError, TypeError):  # a newer program tells it in another way
        return None
    return who, page, record


def open_elsewhere(others: Sequence[OtherPc], page: str, record_id: int, now: int) -> str:
    """ "Sara Okafor has this order open, Back office", "" where nobody has."""
    found = []
    for pc in others:
        seen = _of(pc, now)
        if seen and seen[1:] == (page, record_id):
            found.append(f"{seen[0]} has this {page} open, {pc.name or f'PC {pc.station}'}")
    return "; ".join(found)


def seen_words(db: Database, pc: OtherPc, now: int) -> str:
    """What is open on another PC: "Sara Okafor has order #1042 open"."""
    seen = _of(pc, now)
    if seen is None or seen[1] not in _WORDS:
        return ""
    who, page, record = seen
    noun, asked = _WORDS[page]
    name = db.value(asked, (record,))
    return f"{who} has {f'{noun} {name}'.strip()} open" if name else ""
