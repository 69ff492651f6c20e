"""Today: what needs somebody now, what waits for others, what can wait; each with its list."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.actors import Actor
from app.models.database import Database
from app.shop import ShopSettings

NOW, WAITING, QUIET = "Needs you now", "Waiting for someone else", "When there is a quiet moment"


@dataclass(frozen=True)
class Preview:
    """A line of the list behind a row: which record, its words, the reason as a chip."""

    kind: str
    id: int
    title: str
    detail: str
    chip: str
    tone: str
    at: int | None


@dataclass(frozen=True)
class TodayRow:
    """A row: how many, what, the worst case named; ``page`` and ``view`` open the saved view behind it.

    ``tone`` is bad for a passed promise, warn for goods outside too long, else neutral; ``since`` is
    the oldest one's time (ms).
    """

    key: str
    group: str
    count: int
    title: str
    sentence: str
    right: str
    tone: str
    page: str
    view: str
    since: int | None = None


@dataclass(frozen=True)
class Today:
    """The page: rows in their groups, and the foot's sentence."""

    rows: tuple[TodayRow, ...]
    foot: str


def today(db: Database, settings: ShopSettings, actor: Actor, now: int = 0) -> Today:
    """What stands on Today for this person; a row with nothing in it is left out."""
    raise NotImplementedError


def preview(
    db: Database, settings: ShopSettings, actor: Actor, key: str, limit: int = 20
) -> list[Preview]:
    """The list behind a row, exceptions first."""
    raise NotImplementedError
