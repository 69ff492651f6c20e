"""Dates as people type them, days in the shop's own zone, and the long form that echoes them."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.dates import format_date, format_datetime, format_time, get_day_names, get_month_names

from app.domain.decimals import ascii_digits, locale_of
from app.domain.errors import InputError

_WORDS = {"today": 0, "tomorrow": 1, "yesterday": -1}
_IN = re.compile(r"\+?\s*(\d{1,3})\s*(d|days?|w|weeks?|m|months?)?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_PARTS = re.compile(r"(\d{1,2})\s*[./\- ]\s*(\d{1,2})(?:\s*[./\- ]\s*(\d{2}|\d{4}))?\.?")
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?\s*([^\W\d]+)\.?,?\s*(\d{4})?", re.IGNORECASE)
_NAMED_FIRST = re.compile(r"([^\W\d]+)\.?\s*(\d{1,2})(?:st|nd|rd|th)?,?\s*(\d{4})?", re.IGNORECASE)


def zone_of(name: str) -> ZoneInfo:
    """The time zone of a name such as "America/New_York"; InputError for an unknown one."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InputError(
            "Unknown time zone",
            f"“{name}” is not a time zone.",
            "Use a name such as Europe/London or America/New_York.",
            field="zone",
        ) from error


def day_of(at_ms: int, zone: str) -> date:
    """The day in the shop's zone at a moment (UTC milliseconds since 1970)."""
    return local_time(at_ms, zone).date()


def local_time(at_ms: int, zone: str) -> datetime:
    """The shop's wall clock at a moment."""
    seconds, ms = divmod(at_ms, 1000)
    moment = datetime.fromtimestamp(seconds, UTC) + timedelta(milliseconds=ms)
    return moment.astimezone(zone_of(zone))


def day_start_ms(day: date, zone: str) -> int:
    """The moment at which a day begins in the shop's zone."""
    start = datetime(day.year, day.month, day.day, tzinfo=zone_of(zone))
    return int(start.timestamp()) * 1000


def month_first(locale: str) -> bool:
    """Whether a locale writes the month before the day in short dates (3/12 is 12 March)."""
    pattern: str = locale_of(locale).date_formats["short"].pattern
    return pattern.upper().find("M") < pattern.upper().find("D")


def parse_date(text: str, today: date, *, locale: str = "en_US", field: str = "date") -> date:
    """Read "tomorrow", "fri", "+3", "2 weeks", "3/12", "3 Dec 2026" or "2026-12-03".

    Without a year it is the next such day from ``today`` on, and a weekday is the next one after
    today. Day and month of "3/12" stand as in ``locale``. InputError if it is no date.
    """
    typed = " ".join(ascii_digits(text).casefold().split())
    if typed in _WORDS:
        return today + timedelta(days=_WORDS[typed])
    weekday = _weekday(typed, locale)
    if weekday is not None:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    found = (
        _iso(typed) or _numeric(typed, today, locale) or _named(typed, today, locale)
    ) or _from_now(typed, today)
    if found is None:
        raise InputError(
            "Not a date",
            f"“{text.strip()}” is not a date." if text.strip() else "A date is missing here.",
            "Type for example tomorrow, fri, +3, 3 Dec or 2026-12-03.",
            field=field,
        )
    return found


def _iso(typed: str) -> date | None:
    found = _ISO.fullmatch(typed)
    return _date(int(found[1]), int(found[2]), int(found[3])) if found else None


def _numeric(typed: str, today: date, locale: str) -> date | None:
    found = _PARTS.fullmatch(typed)
    if not found:
        return None
    first, second = int(found[1]), int(found[2])
    month, day = (first, second) if month_first(locale) else (second, first)
    if month > 12 >= day:  # can only be meant the other way round
        month, day = day, month
    return _with_year(found[3], month, day, today)


def _named(typed: str, today: date, locale: str) -> date | None:
    found, swapped = _NAMED.fullmatch(typed), _NAMED_FIRST.fullmatch(typed)
    if found and (month := _month(found[2], locale)):
        return _with_year(found[3], month, int(found[1]), today)
    if swapped and (month := _month(swapped[1], locale)):
        return _with_year(swapped[3], month, int(swapped[2]), today)
    return None


def _from_now(typed: str, today: date) -> date | None:
    found = _IN.fullmatch(typed.removeprefix("in "))
    if not found or not (found[2] or typed.startswith("+")):
        return None
    number, unit = int(found[1]), (found[2] or "d")[0]
    if unit == "m":
        return months_later(today, number)
    return today + timedelta(days=number * (7 if unit == "w" else 1))


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last one of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _with_year(year: str | None, month: int, day: int, today: date) -> date | None:
    if year:
        return _date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    for candidate in range(today.year, today.year + 9):  # the 29th of February can be 8 years off
        found = _date(candidate, month, day)
        if found and found >= today:
            return found
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(word: str, locale: str) -> int:
    return _named_in(word, 3, [get_month_names(w, locale=x) for w, x in _name_lists(locale)])


def _weekday(word: str, locale: str) -> int | None:
    lists = [get_day_names(w, locale=x) for w, x in _name_lists(locale)]
    found = _named_in(word.removeprefix("next "), 2, lists, none=-1)
    return None if found < 0 else found


def _name_lists(locale: str) -> list[tuple[str, str]]:
    return [(w, x) for x in (locale_of(locale).language, "en") for w in ("wide", "abbreviated")]


def _named_in(word: str, least: int, lists: list[dict[int, str]], none: int = 0) -> int:
    for names in lists:
        for number, name in names.items():
            full = name.casefold().rstrip(".")
            if word == full or (len(word) >= least and full.startswith(word)):
                return number
    return none


def parse_day(text: str) -> date:
    """A stored ISO day; ValueError if it is none."""
    return date.fromisoformat(text)


def long_date(day: date, locale: str = "en_US") -> str:
    """A day in its long form: "3 December 2026" (en_GB), "December 3, 2026" (en_US)."""
    return str(format_date(day, "long", locale=locale_of(locale)))


def medium_date(day: date, locale: str = "en_US") -> str:
    """A day with its year where there is little room: "Nov 2, 2019", "2 Nov 2019"."""
    return str(format_date(day, "medium", locale=locale_of(locale)))


def full_date(day: date, locale: str = "en_US") -> str:
    """A day with its weekday, for promises: "Monday 16 March 2026"."""
    return str(format_date(day, "full", locale=locale_of(locale)))


def short_date(day: date, locale: str = "en_US") -> str:
    """Day and month, as a list shows it: "16 Mar", "Mar 16"."""
    pattern = "MMM d" if month_first(locale) else "d MMM"
    return str(format_date(day, pattern, locale=locale_of(locale)))


def medium_moment(at_ms: int, zone: str, locale: str = "en_US") -> str:
    """A moment in the shop's zone, with the year: "Mar 2, 2026, 10:31:00 AM"."""
    local = local_time(at_ms, zone)
    return str(format_datetime(local, "medium", tzinfo=local.tzinfo, locale=locale_of(locale)))


def clock_time(at_ms: int, zone: str, locale: str = "en_GB") -> str:
    """Hours and minutes in the shop's zone: "10:31"."""
    local = local_time(at_ms, zone)
    return str(format_time(local, "HH:mm", tzinfo=local.tzinfo, locale=locale_of(locale)))


def due_words(due_on: date, today: date, locale: str = "en_US") -> str:
    """A due date as a card shows it: "today", "tomorrow", "overdue 2 d", else "16 Mar"."""
    days = (due_on - today).days
    if days < 0:
        return f"overdue {-days} d"
    if days < 2:
        return ("today", "tomorrow")[days]
    return short_date(due_on, locale)
