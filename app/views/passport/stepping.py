"""Where the date cursor goes from where it stands. No widget."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.domain.dates import day_of
from app.domain.past_moments import EARLIEST, moment_of, shifted
from app.services.passport_events import PassportEvent

LAST_MINUTE = 24 * 60 - 1


def by_time(at: int, zone: str, now: int, *, days: int = 0, months: int = 0) -> int:
    """So many days or months on, never past now nor before anything was kept."""
    earliest = moment_of(EARLIEST, 0, zone)
    return max(earliest, min(shifted(at, zone, days=days, months=months), now))


def by_event(events: Sequence[PassportEvent], at: int, by: int) -> int:
    """The moment of the event after (1) or before (-1) a moment; ``at`` where there is none.

    ``events`` are newest first. Those of one moment are one step.
    """
    moments = [event.moment for event in events]
    if by > 0:
        return min((moment for moment in moments if moment > at), default=at)
    return max((moment for moment in moments if moment < at), default=at)


def year_end(now: int, zone: str) -> int:
    """The last minute of the last year that is over."""
    return moment_of(date(day_of(now, zone).year - 1, 12, 31), LAST_MINUTE, zone)
