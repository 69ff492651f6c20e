"""Ages and counts as Today says them: "2 h 26 min", "4 days"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

_MINUTE, _HOUR, _DAY = 60_000, 3_600_000, 86_400_000


def age_words(ms: int) -> str:
    """How long something has waited: "12 min", "2 h 26 min", "3 days"."""
    if ms < _HOUR:
        return f"{max(1, ms // _MINUTE)} min"
    if ms < _DAY:
        hours, minutes = ms // _HOUR, ms % _HOUR // _MINUTE
        return f"{hours} h {minutes} min" if minutes and hours < 10 else f"{hours} h"
    return days_words(ms // _DAY)


def days_words(days: int) -> str:
    """ "1 day", "4 days"."""
    return f"{days} day" if days == 1 else f"{days} days"


def days_past(due_on: str, today: str) -> int:
    """Whole days from a due date to today (ISO dates); negative while it lies ahead."""
    return (date.fromisoformat(today) - date.fromisoformat(due_on)).days


def listed(parts: Sequence[str], most: int = 2, *, total: int = 0) -> str:
    """The first few of a list and how many more: "a · b · 3 more"; ``total`` if there are more still."""
    shown = list(parts[:most])
    more = max(total, len(parts)) - len(shown)
    return " · ".join([*shown, f"{more} more"] if more else shown)
