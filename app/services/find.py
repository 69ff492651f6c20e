"""Find: one box over pieces, orders, jobs, people, places and papers."""

from __future__ import annotations

from dataclasses import dataclass

from app.models.database import Database

FOUND_KINDS = ("piece", "order", "job", "party", "place", "document", "report", "agreement")


@dataclass(frozen=True)
class Found:
    """A record that was found: what it is, its number, a line of detail, a state for its chip.

    ``machine`` and ``state`` name the chip (``app.domain.chips.chip``); '' where it has none.
    """

    kind: str
    id: int
    title: str
    number: str
    detail: str
    machine: str = ""
    state: str = ""
    photo_sha256: str = ""


def find(db: Database, text: str, per_kind: int = 6) -> list[Found]:
    """What was typed, in every kind of record: exact numbers and codes first, then newest first."""
    raise NotImplementedError
