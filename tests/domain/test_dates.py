"""Dates: typed short, echoed long, in the shop's own zone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import dates
from app.domain.dates import parse_date
from app.domain.errors import InputError

MONDAY = date(2026, 3, 2)
DAYS = st.dates(date(2020, 1, 1), date(2080, 12, 31))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", date(2026, 3, 2)),
        ("Tomorrow", date(2026, 3, 3)),
        ("yesterday", date(2026, 3, 1)),
        ("fri", date(2026, 3, 6)),
        ("next friday", date(2026, 3, 6)),
        ("monday", date(2026, 3, 9)),
        ("+3", date(2026, 3, 5)),
        ("in 3 days", date(2026, 3, 5)),
        ("2 weeks", date(2026, 3, 16)),
        ("1 month", date(2026, 4, 2)),
        ("2026-12-03", date(2026, 12, 3)),
        ("3 Dec", date(2026, 12, 3)),
        ("Dec 3rd, 2027", date(2027, 12, 3)),
        ("3 December 2026", date(2026, 12, 3)),
        ("1 March", date(2027, 3, 1)),
        ("29 feb", date(2028, 2, 29)),
        ("３ Dec", date(2026, 12, 3)),
    ],
)
def test_what_people_type(text: str, day: date) -> None:
    assert parse_date(text, MONDAY) == day


def test_day_and_month_stand_as_in_the_locale() -> None:
    assert parse_date("3/12", MONDAY, locale="en_US") == date(2026, 3, 12)
    assert parse_date("3/12", MONDAY, locale="en_GB") == date(2026, 12, 3)
    assert parse_date("3.12.", MONDAY, locale="de_DE") == date(2026, 12, 3)
    assert parse_date("3/12/27", MONDAY, locale="en_GB") == date(2027, 12, 3)
    assert parse_date("31/12", MONDAY, locale="en_US") == date(2026, 12, 31), "can only be so"
    assert parse_date("5. März", MONDAY, locale="de_DE") == date(2026, 3, 5)
    assert parse_date("Freitag", MONDAY, locale="de_DE") == date(2026, 3, 6)


@pytest.mark.parametrize(
    "text", ["", "soon", "5", "31/2", "2026-13-01", "3 Foo", "Foo 3", "30 Feb"]
)
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_date(text, MONDAY, field="due_on")
    assert refused.value.field == "due_on"


@given(DAYS, st.sampled_from(["en_US", "en_GB", "de_DE", "fr_FR", "es_ES"]))
def test_the_long_form_reads_back(day: date, locale: str) -> None:
    text = dates.long_date(day, locale).replace(" de ", " ").replace("1er", "1")
    assert parse_date(text, MONDAY, locale=locale) == day
    assert parse_date(day.isoformat(), MONDAY) == dates.parse_day(day.isoformat())


@given(DAYS, st.integers(0, 60))
def test_months_later_keep_the_day_or_the_last(day: date, months: int) -> None:
    later = dates.months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


def test_echoes() -> None:
    assert dates.long_date(date(2026, 12, 3), "en_GB") == "3 December 2026"
    assert dates.long_date(date(2026, 12, 3), "en_US") == "December 3, 2026"
    assert "16 March 2026" in dates.full_date(date(2026, 3, 16), "en_GB")
    assert dates.short_date(date(2026, 3, 16), "en_GB") == "16 Mar"
    assert dates.short_date(date(2026, 3, 16)) == "Mar 16"


def test_moments_are_told_in_the_shop_s_zone() -> None:
    at_ms = 1_772_443_860_000  # 2026-03-02T09:31Z
    assert dates.clock_time(at_ms, "Europe/London") == "09:31"
    assert dates.clock_time(at_ms, "America/New_York") == "04:31"
    assert "2026" in dates.medium_moment(at_ms, "America/New_York")
    assert dates.day_of(1_772_431_200_000, "America/New_York") == date(2026, 3, 2)
    assert dates.day_of(1_772_420_000_000, "America/New_York") == date(2026, 3, 1)
    with pytest.raises(InputError, match="Nowhere"):
        dates.zone_of("Nowhere/City")


@given(DAYS, st.sampled_from(["America/New_York", "Europe/London", "Asia/Tokyo", "UTC"]))
def test_a_day_begins_in_its_zone(day: date, zone: str) -> None:
    start = dates.day_start_ms(day, zone)
    assert dates.day_of(start, zone) == day
    assert dates.day_of(start - 1, zone) == day - timedelta(days=1)


def test_due_words() -> None:
    due = dates.due_words
    assert due(date(2026, 3, 1), MONDAY) == "overdue 1 d"
    assert due(MONDAY, MONDAY) == "today"
    assert due(date(2026, 3, 3), MONDAY) == "tomorrow"
    assert due(date(2026, 3, 16), MONDAY, "en_GB") == "16 Mar"


@pytest.mark.parametrize(("locale", "said"), [("en_US", "Nov 2, 2019"), ("en_GB", "2 Nov 2019")])
def test_a_day_with_its_year_in_little_room(locale: str, said: str) -> None:
    assert dates.medium_date(date(2019, 11, 2), locale) == said
