"""Times in files: the channel's own, and what spreadsheets make of them."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from app.exchange.dates import AmbiguousDateError, DateError, Dates, date_order

NEW_YORK = ZoneInfo("America/New_York")


def dates(order: str = "") -> Dates:
    return Dates(NEW_YORK, lambda: order)


def utc(*parts: int) -> int:
    return int(datetime(*parts, tzinfo=UTC).timestamp()) * 1000  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2025-12-06 10:37:33 -0500", (2025, 12, 6, 15, 37, 33)),
        ("2025-07-06 10:37:33 -0700", (2025, 7, 6, 17, 37, 33)),
        ("2025-12-06 10:37:33 +0530", (2025, 12, 6, 5, 7, 33)),
        ("2025-12-06T10:37:33Z", (2025, 12, 6, 10, 37, 33)),
        ("2025-12-06T10:37:33.125+01:00", (2025, 12, 6, 9, 37, 33)),
        ("2025-12-06 10:37:33 UTC", (2025, 12, 6, 10, 37, 33)),
    ],
)
def test_times_with_a_zone_are_taken_as_they_are(text: str, moment: tuple[int, ...]) -> None:
    read = dates()
    assert read[text] == utc(*moment)
    assert not read.zone_assumed


def test_a_time_without_a_zone_takes_the_shops_and_says_so() -> None:
    read = dates()
    assert read["2025-12-06 10:37:33"] == utc(2025, 12, 6, 15, 37, 33)
    assert read["2025-07-06"] == utc(2025, 7, 6, 4)
    assert read.zone_assumed
    assert not read.resaved


@pytest.mark.parametrize(
    ("order", "text", "moment"),
    [
        ("dmy", "31/12/2023 22:36", (2024, 1, 1, 3, 36)),
        ("dmy", "03/04/2024 09:00", (2024, 4, 3, 13, 0)),
        ("mdy", "03/04/2024 09:00", (2024, 3, 4, 14, 0)),
        ("mdy", "3/4/24 9:05:07 PM", (2024, 3, 5, 2, 5, 7)),
        ("dmy", "31.12.2023 22:36", (2024, 1, 1, 3, 36)),
        ("", "07/07/2024 10:00", (2024, 7, 7, 14, 0)),
        ("", "31/12/2023 22:36", (2024, 1, 1, 3, 36)),
        ("", "12/31/2023 22:36", (2024, 1, 1, 3, 36)),
    ],
)
def test_spreadsheet_dates(order: str, text: str, moment: tuple[int, ...]) -> None:
    read = dates(order)
    assert read[text] == utc(*moment)
    assert read.resaved


def test_a_date_that_can_be_read_in_two_ways_is_asked() -> None:
    with pytest.raises(AmbiguousDateError):
        dates()["03/04/2024 09:00"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "31/02/2024",
        "2024-02-30 10:00:00 +0000",
        "2025-13-06 10:37:33 -0500",
        "2025-12-06 10:37:33 -2500",
        "2025-12-06 10:37:33 EST5EDT",
        "45291.94",
        "2026-03-02 01:45-00 +0000",
        "13/13/2024",
        "0001-01-01 00:00:00 +0000",
        "3/4/24 13:05 PM",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(DateError):
        dates("dmy")[text]


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["03/04/2024", "31/12/2023"], "dmy"),
        (["03/04/2024", "12/31/2023"], "mdy"),
        (["03/04/2024", "04/03/2024"], ""),
        (["31/12/2023", "12/31/2023"], ""),
        (["2024-04-03 09:00:00 +0000"], ""),
        # newest first: only as month/day do these run in one direction
        (["04/02/2024 10:00", "04/01/2024 9:00", "03/12/2024 8:00", "03/11/2024 7:00"], "mdy"),
        (["02/04/2024 10:00", "01/04/2024 9:00", "12/03/2024 8:00", "11/03/2024 7:00"], "dmy"),
        ([], ""),
    ],
)
def test_the_whole_file_tells_which_number_is_the_day(texts: list[str], order: str) -> None:
    assert date_order(texts) == order


def test_the_order_of_the_file_is_asked_once_and_only_if_needed() -> None:
    asked: list[int] = []

    def ask() -> str:
        asked.append(1)
        return "dmy"

    read = Dates(NEW_YORK, ask)
    assert read["2025-12-06 10:37:33 -0500"]
    assert not asked
    assert read["03/04/2024"] < read["04/04/2024"]
    assert len(asked) == 1
