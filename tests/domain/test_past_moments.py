"""Moments that have been, as people type them."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.errors import InputError
from app.domain.past_moments import (
    moment_of,
    parse_clock,
    parse_past_day,
    parse_past_moment,
    shifted,
)

TODAY = date(2026, 11, 25)  # a Wednesday


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("today", date(2026, 11, 25)),
        ("yesterday", date(2026, 11, 24)),
        ("fri", date(2026, 11, 20)),
        ("wed", date(2026, 11, 25)),
        ("3 Nov", date(2026, 11, 3)),
        ("3 Dec", date(2025, 12, 3)),
        ("25 Nov", date(2026, 11, 25)),
        ("2026-11-03", date(2026, 11, 3)),
        ("Tue 17 Nov 2026", date(2026, 11, 17)),
        ("Tue Nov 17 2026", date(2026, 11, 17)),
        ("12/31", date(2025, 12, 31)),
        ("29 Feb 2024", date(2024, 2, 29)),
    ],
)
def test_a_day_is_the_last_such_day(typed: str, meant: date) -> None:
    assert parse_past_day(typed, TODAY) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("first of last month", date(2026, 10, 1)),
        ("the first of the month", date(2026, 11, 1)),
        ("1st of last month", date(2026, 10, 1)),
        ("end of last month", date(2026, 10, 31)),
        ("last day of last month", date(2026, 10, 31)),
        ("End of October", date(2026, 10, 31)),
        ("end of oct", date(2026, 10, 31)),
        ("end October", date(2026, 10, 31)),
        ("last of October", date(2026, 10, 31)),
        ("end of November", date(2025, 11, 30)),  # this one is not over
        ("beginning of November", date(2026, 11, 1)),
        ("start of December", date(2025, 12, 1)),
        ("end of February 2024", date(2024, 2, 29)),
        ("end of last year", date(2025, 12, 31)),
        ("start of the year", date(2026, 1, 1)),
        ("end of 2024", date(2024, 12, 31)),
        ("2 weeks ago", date(2026, 11, 11)),
        ("a month ago", date(2026, 10, 25)),
        ("1 day ago", date(2026, 11, 24)),
        ("last fri", date(2026, 11, 20)),
        ("last wednesday", date(2026, 11, 18)),  # today is one, and is not the last one
    ],
)
def test_a_day_as_a_letter_says_it(typed: str, meant: date) -> None:
    assert parse_past_day(typed, TODAY) == meant


def test_months_are_known_in_the_house_s_language() -> None:
    assert parse_past_day("end of octobre", TODAY, locale="fr_FR") == date(2026, 10, 31)


@pytest.mark.parametrize(
    ("typed", "day", "minutes"),
    [
        ("yesterday 18:00", date(2026, 11, 24), 18 * 60),
        ("yesterday, 6 pm", date(2026, 11, 24), 18 * 60),
        ("3 Nov at 9.30", date(2026, 11, 3), 9 * 60 + 30),
        ("end of October 23:59", date(2026, 10, 31), 24 * 60 - 1),
        ("2026-11-03 16:05", date(2026, 11, 3), 16 * 60 + 5),
        ("fri", date(2026, 11, 20), None),
        ("3.11.2026", date(2026, 3, 11), None),
    ],
)
def test_a_day_with_its_time(typed: str, day: date, minutes: int | None) -> None:
    assert parse_past_moment(typed, TODAY) == (day, minutes)


@pytest.mark.parametrize("typed", ["yesterday 25:00", "soon 18:00", "18:00", "end of days"])
def test_a_day_with_a_time_that_is_none(typed: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_past_moment(typed, TODAY)
    assert refused.value.field == "date"


def test_the_sentence_names_what_is_understood_of_the_past() -> None:
    with pytest.raises(InputError) as refused:
        parse_past_day("soon", TODAY)
    assert "end of October" in refused.value.sentence()
    assert "tomorrow" not in refused.value.sentence()


@pytest.mark.parametrize("typed", ["end of this month", "end of the year", "end of 2027"])
def test_an_end_that_has_not_come_is_refused(typed: str) -> None:
    with pytest.raises(InputError, match="not come yet"):
        parse_past_day(typed, TODAY)


@pytest.mark.parametrize("typed", ["tomorrow", "+3", "in 2 weeks", "2026-11-26", "1 Jan 2030"])
def test_what_has_not_come_is_refused(typed: str) -> None:
    with pytest.raises(InputError, match="not come yet") as refused:
        parse_past_day(typed, TODAY)
    assert refused.value.field == "date"


@pytest.mark.parametrize("typed", ["0001-01-01", "1 Jan 1066", "1899-12-31"])
def test_what_no_house_kept_is_refused(typed: str) -> None:
    with pytest.raises(InputError, match="Nothing was kept here") as refused:
        parse_past_day(typed, TODAY)
    assert refused.value.field == "date"
    assert parse_past_day("1900-01-01", TODAY) == date(1900, 1, 1)


@pytest.mark.parametrize("typed", ["", "soon", "31 Feb 2026", "17", "2026-13-01", "Tue"[:1]])
def test_nonsense_is_refused(typed: str) -> None:
    with pytest.raises(InputError):
        parse_past_day(typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("16:05", 965), ("1605", 965), ("4 pm", 960), ("4:05pm", 965), ("12 am", 0), ("9", 540),
     ("0:00", 0), ("23.59", 1439), ("9h30", 570)],
)  # fmt: skip
def test_a_time_of_day(typed: str, minutes: int) -> None:
    assert parse_clock(typed) == minutes


@pytest.mark.parametrize("typed", ["", "24:00", "12:60", "13 pm", "noonish", "-1", "16:5"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_clock(typed)
    assert refused.value.field == "time"


def test_days_keep_their_hour_over_the_change_of_the_clock() -> None:
    zone = "America/New_York"
    at = moment_of(date(2026, 10, 31), 16 * 60, zone)  # a day before the clocks go back
    assert shifted(at, zone, days=1) - at == 25 * 3_600_000
    assert shifted(shifted(at, zone, days=1), zone, days=-1) == at
    assert shifted(moment_of(date(2026, 3, 31), 0, zone), zone, months=-1) == moment_of(
        date(2026, 2, 28), 0, zone
    )


def test_a_minute_that_comes_twice_is_over_when_it_came_the_second_time() -> None:
    zone, day = "America/New_York", date(2026, 11, 1)  # at two the clocks go back to one
    assert moment_of(day, 90, zone) - moment_of(day, 59, zone) == 91 * 60_000
    assert moment_of(day, 120, zone) - moment_of(day, 119, zone) == 60_000
    spring = date(2026, 3, 8)  # at two the clocks go on to three: half past two never comes
    assert moment_of(spring, 150, zone) == moment_of(spring, 210, zone)
