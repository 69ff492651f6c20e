"""The orders list: saved views with one key each, instant search, any column as its order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.chips import Chip, chip
from app.domain.reasons import reason_words
from app.models.database import Database
from app.services.lists import ListQuery
from app.services.search_text import fts_query


@dataclass(frozen=True)
class SavedView:
    """A saved view of a list: its stable code, its title, the key that opens it."""

    code: str
    title: str
    key: str
    where: str


VIEWS: tuple[SavedView, ...] = (
    SavedView("review", "To review", "1", "state IN ('draft', 'imported', 'review')"),
    SavedView("on_hold", "On hold", "2", "state = 'on_hold'"),
    SavedView("in_work", "In work", "3", "state IN ('confirmed', 'in_work')"),
    SavedView(
        "due",
        "Due this week",
        "4",
        "due_on > '' AND due_on <= :week AND state IN"
        " ('draft', 'imported', 'review', 'on_hold', 'confirmed', 'in_work', 'ready')",
    ),
    SavedView("ready", "Ready", "5", "state IN ('ready', 'part_shipped')"),
    SavedView("all", "All", "6", ""),
)
"""The views in the order of their tabs; ``where`` is over ``order_now`` and knows ``:week``."""

SORTS: dict[str, str] = {
    "placed": "placed_at",
    "client": "client",
    "total": "total_minor",
    "state": "state",
    "due": "due_on",
}
"""What a column heading sorts by."""


@dataclass(frozen=True)
class OrderRow:
    """A row of the orders list. ``total_minor`` is what the channel states, in ``currency``."""

    id: int
    number: str
    client: str
    what: str
    more_lines: int
    chip: Chip
    hold_reason: str
    placed_at: int
    due_on: str
    overdue: bool
    currency: str
    total_minor: int
    difference_minor: int
    financial_status: str
    jobs: int
    rush: bool


def view_of(code: str) -> SavedView:
    """The saved view of a code; the first one for a code that is not known any more."""
    return next((view for view in VIEWS if view.code == code), VIEWS[0])


def orders_list(
    view: str = "review",
    search: str = "",
    sort: str = "placed",
    descending: bool = True,
    *,
    today: str = "",
) -> ListQuery:
    """The orders of a saved view, narrowed by words, in the order of a column.

    ``today`` (ISO) tells what is due this week and what is overdue; the PC's date unless given.
    """
    raise NotImplementedError


def view_counts(db: Database, *, today: str = "") -> dict[str, int]:
    """How many orders each saved view holds."""
    raise NotImplementedError


def _week(today: str) -> str:
    """The last day that still is "this week": the coming Sunday."""
    day = date.fromisoformat(today)
    return (day + timedelta(days=6 - day.weekday())).isoformat()


_ = (chip, reason_words, fts_query)
