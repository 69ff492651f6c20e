"""What the other side's own report lists, typed as places and kinds, to be laid beside our findings."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.domain.errors import InputError, UserError
from app.domain.finding_terms import TYPES, location_words, parse_location

MOST = 60


@dataclass(frozen=True)
class TheirFinding:
    """A finding of theirs: codes of the place and of the kind."""

    location: str
    type: str

    @property
    def words(self) -> str:
        """ "scratch at shank, bottom"."""
        return f"{TYPES.word(self.type)} at {location_words(self.location)}"


def parse_findings(text: str) -> tuple[TheirFinding, ...]:
    """ "PR-3 prong worn; shk-b scratch" as findings; InputError names the part that is none."""
    parts = [part.strip() for part in re.split(r"[;\n]", text) if part.strip()]
    if len(parts) > MOST:
        raise InputError(
            "Too many", f"A list has up to {MOST} findings.", "Name the worst.", field="findings"
        )
    return tuple(dict.fromkeys(_finding(part) for part in parts))


def _finding(part: str) -> TheirFinding:
    place, _, kind = part.partition(" ")
    kind = kind.strip(" ,:").casefold()
    try:
        location = parse_location(place.strip(",:"))
    except UserError:
        location = ""
    found = next(
        (t.code for t in TYPES.terms if kind in (t.word.casefold(), t.code, t.title.casefold())), ""
    )
    if not location or not found:
        raise InputError(
            "Not a finding",
            f"“{part[:60]}” names no place and kind.",
            "Type for example PR-3 prong worn; SHK-B scratch.",
            field="findings",
        )
    return TheirFinding(location, found)
