"""The axis of time under the lanes: which months are named, and where a moment lies. No widget."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import format_date

from app.domain.dates import day_of, day_start_ms, months_later
from app.domain.decimals import locale_of

DAY_MS = 86_400_000
ROOM = 78
"""A named tick has at least so much room, px."""
_STEPS = ((1, 0), (7, 0), (0, 1), (0, 3), (0, 6), (0, 12), (0, 24), (0, 60), (0, 120))
"""(days, months) between two ticks, the smallest first."""


@dataclass(frozen=True)
class Axis:
    """Time from ``begin`` to ``end`` (UTC ms) laid from ``left`` over ``width`` px."""

    begin: int
    end: int
    left: float
    width: float

    def x(self, at: int) -> float:
        """Where a moment lies; what is outside lies at the edge."""
        part = (at - self.begin) / max(1, self.end - self.begin)
        return self.left + self.width * min(1.0, max(0.0, part))

    def at(self, x: float) -> int:
        """The moment at a place."""
        part = min(1.0, max(0.0, (x - self.left) / max(1.0, self.width)))
        return self.begin + round(part * (self.end - self.begin))


def axis_over(first: int, last: int, left: float, width: float) -> Axis:
    """The axis of a life from its first fact to now, with some room at both ends."""
    span = max(last - first, DAY_MS)
    return Axis(first - span // 12, last + span // 30, left, width)


def ticks(axis: Axis, zone: str, locale: str) -> list[tuple[int, str]]:
    """(moment, name) of the ticks: days, weeks or months, as there is room."""
    per_tick = (axis.end - axis.begin) * ROOM / max(1.0, axis.width)
    days, months = next(
        (step for step in _STEPS if (step[0] + step[1] * 28) * DAY_MS >= per_tick), _STEPS[-1]
    )
    begin, end = day_of(axis.begin, zone), day_of(axis.end, zone)
    at = _first(begin, days, months)
    found: list[tuple[int, str]] = []
    while at <= end:
        moment = day_start_ms(at, zone)
        if moment >= axis.begin:
            new_year = not found or at.year != day_of(found[-1][0], zone).year
            found.append((moment, _name(at, locale, by_day=bool(days), year=new_year)))
        at = at + timedelta(days=days) if days else months_later(at, months)
    return found


def _first(begin: date, days: int, months: int) -> date:
    if days == 7:
        return begin - timedelta(days=begin.weekday())
    if days:
        return begin
    if months > 12:
        return date(begin.year - begin.year % (months // 12), 1, 1)
    return date(begin.year, (begin.month - 1) // months * months + 1, 1)


def _name(day: date, locale: str, *, by_day: bool, year: bool) -> str:
    pattern = "d MMM" if by_day else "LLL"
    return str(format_date(day, f"{pattern} y" if year else pattern, locale=locale_of(locale)))
