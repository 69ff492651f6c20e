"""A moment that has been, as people type it: a day that is over or today, a time of day."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from app.domain.dates import local_time, long_date, months_later, parse_date, zone_of
from app.domain.errors import InputError
from app.domain.past_words import past_words, split_clock

_TIME = re.compile(r"(\d{1,2})(?:\s*[:.h]?\s*(\d{2}))?\s*(am|pm|a|p)?")
_LAST_MS = 59_999
PAST_DAYS = (
    "Type for example yesterday, fri, 3 Nov, 2026-11-03, 2 weeks ago, end of October or first of last"
    " month."
)
EARLIEST = date(1900, 1, 1)
"""Before it nothing is asked: no house keeps records of its pieces from so early."""


def parse_past_day(text: str, today: date, *, locale: str = "en_US", field: str = "date") -> date:
    """Read a day as ``dates.parse_date`` does, but the last such one: "3 Dec" in November was last year.

    Or as a letter says it: "end of October", "first of last month", "2 weeks ago". InputError where it
    is no date, one that has not come yet, or one before EARLIEST.
    """
    found = _past_day(text, today, locale, field)
    if found < EARLIEST:
        raise InputError(
            "So long ago?",
            f"Nothing was kept here in {found.year}.",
            f"Type a day from {EARLIEST.year} on.",
            field=field,
        )
    return found


def parse_past_moment(
    text: str, today: date, *, locale: str = "en_US", field: str = "date"
) -> tuple[date, int | None]:
    """A day, with the minutes since midnight where a time was typed behind it: "yesterday 18:00"."""
    try:
        return parse_past_day(text, today, locale=locale, field=field), None
    except InputError:
        day, clock = split_clock(text)
        if not clock:
            raise
    return parse_past_day(day, today, locale=locale, field=field), parse_clock(clock, field=field)


def _past_day(text: str, today: date, locale: str, field: str) -> date:
    said = past_words(text, today, locale)
    if said is not None:
        if said > today:
            raise _not_yet(said, locale, field)
        return said
    text = _without_weekday(text, today, locale, field)
    try:
        first = parse_date(text, today, locale=locale, field=field)
    except InputError as error:
        raise InputError(error.title, error.message, PAST_DAYS, field=field) from error
    if first <= today:
        return first
    typed = " ".join(text.casefold().split())
    if any(sign.isdigit() for sign in typed):
        base = months_later(today, -12) + timedelta(days=1)
    else:  # a weekday: the last one
        base = today - timedelta(days=7)
    again = parse_date(text, base, locale=locale, field=field)
    moves_along = again - base == first - today  # "+3" and "tomorrow" can only mean what is to come
    is_weekday = not any(sign.isdigit() for sign in typed) and typed != "tomorrow"
    if again <= today and (is_weekday or not moves_along):
        return again
    raise _not_yet(first, locale, field)


def _not_yet(day: date, locale: str, field: str) -> InputError:
    return InputError(
        "Not yet",
        f"{long_date(day, locale)} has not come yet; nothing is known of it.",
        "Type a day up to today, such as yesterday, fri or 3 Nov.",
        field=field,
    )


def _without_weekday(text: str, today: date, locale: str, field: str) -> str:
    """ "17 Nov 2026" of "Tue 17 Nov 2026": what a field shows can be typed on in."""
    try:
        parse_date(text, today, locale=locale, field=field)
    except InputError:
        return text.strip().partition(" ")[2] if len(text.split()) > 2 else text
    return text


def parse_clock(text: str, *, field: str = "time") -> int:
    """Minutes since midnight of "16:05", "1605", "4 pm" or "9"; InputError for anything else."""
    found = _TIME.fullmatch(text.strip().casefold())
    if found:
        hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "")[:1]
        if half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half == "p" else 0)
            half = ""
        if hour < 24 and minute < 60 and not half:
            return hour * 60 + minute
    raise InputError(
        "Not a time",
        f"“{text.strip()}” is not a time of day." if text.strip() else "A time is missing here.",
        "Type for example 16:05, 1605 or 4 pm.",
        field=field,
    )


def moment_of(day: date, minutes: int, zone: str) -> int:
    """The last millisecond (UTC, since 1970) of a minute of a day in the shop's zone.

    A minute that comes twice as the clocks go back is over when it has come the second time.
    """
    local = datetime(
        day.year, day.month, day.day, minutes // 60, minutes % 60, tzinfo=zone_of(zone)
    )
    last = max(local.timestamp(), local.replace(fold=1).timestamp())
    return int(last) * 1000 + _LAST_MS


def shifted(at: int, zone: str, *, days: int = 0, months: int = 0) -> int:
    """The same time of day so many days or months later (or before, below 0)."""
    local = local_time(at, zone)
    day = months_later(local.date(), months) if months else local.date()
    day += timedelta(days=days)
    there = datetime.combine(day, local.time(), tzinfo=zone_of(zone))
    return int(there.timestamp()) * 1000 + at % 1000
