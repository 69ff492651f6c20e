"""Days that have been, as an insurer's letter says them: "end of October", "first of last month"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from app.domain.dates import months_later, parse_date
from app.domain.decimals import ascii_digits
from app.domain.errors import InputError

_EDGE = re.compile(r"(?:the )?(first|1st|start|beginning|begin|last|end)(?: day)?(?: of)? (.+)")
_FIRST = frozenset({"first", "1st", "start", "beginning", "begin"})
_MONTHS_ON = {"last month": -1, "this month": 0, "month": 0}
_YEARS_ON = {"last year": -1, "this year": 0, "year": 0}
_YEAR = re.compile(r"\d{4}")
_AGO = re.compile(r"(an?|\d{1,3}) (day|week|month|year)s? ago")
_CLOCK = re.compile(r"(.*\S)\s+(\d{1,2}[:.h]\d{2}\s*(?:am|pm)?|\d{1,2}\s*(?:am|pm))")


def past_words(text: str, today: date, locale: str) -> date | None:
    """The day of "end of October", "first of last month", "last fri", "2 weeks ago"; None for others.

    Where no year is said it is the last such day; ``today`` itself is one, a day to come is refused
    by whoever asked.
    """
    typed = " ".join(ascii_digits(text).casefold().replace(",", " ").split())
    found = _AGO.fullmatch(typed)
    if found:
        return _ago(1 if found[1].startswith("a") else int(found[1]), found[2], today)
    if typed.startswith("last ") and " of " not in typed:
        weekday = _last_weekday(typed.removeprefix("last "), today, locale)
        if weekday is not None:
            return weekday
    found = _EDGE.fullmatch(typed)
    if not found or (found[1] == "last" and " of " not in typed):
        return None  # "last October" may be its first day or its last one
    return _edge(found[2].removeprefix("the "), found[1] in _FIRST, today, locale)


def split_clock(text: str) -> tuple[str, str]:
    """("yesterday", "18:00") of "yesterday 18:00"; a day alone has no time of day."""
    found = _CLOCK.fullmatch(" ".join(text.casefold().split()))
    return (found[1].removesuffix(" at").rstrip(" ,"), found[2]) if found else (text, "")


def _ago(number: int, unit: str, today: date) -> date:
    if unit in ("month", "year"):
        return months_later(today, -number * (12 if unit == "year" else 1))
    return today - timedelta(days=number * (7 if unit == "week" else 1))


def _last_weekday(word: str, today: date, locale: str) -> date | None:
    """The last such weekday before today."""
    if any(sign.isdigit() for sign in word) or word in ("today", "tomorrow", "yesterday"):
        return None
    base = today - timedelta(days=8)
    try:
        first = parse_date(word, base, locale=locale)  # it is the next one after that day
    except InputError:
        return None
    return first if first < today else None


def _edge(whole: str, first: bool, today: date, locale: str) -> date | None:
    """The first or the last day of a month or a year; its last one that is over or has begun."""
    if whole in _MONTHS_ON:
        begins = months_later(today.replace(day=1), _MONTHS_ON[whole])
        return begins if first else _month_end(begins)
    if whole in _YEARS_ON or _YEAR.fullmatch(whole):
        year = today.year + _YEARS_ON[whole] if whole in _YEARS_ON else int(whole)
        return None if year < 1 else date(year, 1, 1) if first else date(year, 12, 31)
    name, _, said = whole.partition(" ")
    if said and not _YEAR.fullmatch(said):
        return None
    try:
        begins = parse_date(f"1 {name} {said or today.year}", today, locale=locale)
    except InputError:
        return None
    found = begins if first else _month_end(begins)
    if not said and found > today:
        begins = months_later(begins, -12)
        found = begins if first else _month_end(begins)
    return found


def _month_end(begins: date) -> date:
    return months_later(begins, 1) - timedelta(days=1)
