"""Times in files: the channel's own form with its zone, and what spreadsheets make of it.

``12/31/2023 22:36`` has no zone and may be American or not: the zone is the shop's, and which
number is the day is decided by the whole file, never by one cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

_EPOCH = datetime(1970, 1, 1)
_OFFSET = re.compile(r"^\s*(?:Z|UTC|GMT|([+-])(\d\d):?(\d\d))?$", re.IGNORECASE)
_LOCAL = re.compile(
    r"^(\d{1,2})([/.\-])(\d{1,2})\2(\d{4}|\d{2})"
    r"(?:,?[ T]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*([AaPp])\.?[Mm]\.?)?)?$"
)
_ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
YEARS = range(1990, 2100)


class DateError(ValueError):
    """No date can be read in the text."""


class AmbiguousDateError(DateError):
    """Day and month cannot be told apart, in this cell nor by the rest of the file."""


def is_local(text: str) -> bool:
    """Whether the text is a date of the kind that spreadsheets write: 31/12/2023 22:36."""
    return _LOCAL.match(text) is not None


def date_order(texts: Iterable[str]) -> str:
    """``dmy`` or ``mdy`` if all these dates together tell which, else "".

    A number above 12 is a day. Where there is none, the rows of an export run by time: if only one
    reading leaves them in order, that one is right.
    """
    dmy_ok = mdy_ok = True
    rows: list[tuple[int, int, int, int, int]] = []
    for text in texts:
        found = _LOCAL.match(text)
        if found is None:
            continue
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        dmy_ok, mdy_ok = dmy_ok and second <= 12, mdy_ok and first <= 12
        hour = int(found[5] or 0)
        if found[8]:
            hour = hour % 12 + (12 if found[8] in "Pp" else 0)
        rows.append((year, second, first, hour, int(found[6] or 0)))
    if dmy_ok != mdy_ok:
        return "dmy" if dmy_ok else "mdy"
    if not dmy_ok or len({row[:3] for row in rows}) < 3:
        return ""
    dmy, mdy = _in_order(rows), _in_order([(y, b, a, h, m) for y, a, b, h, m in rows])
    return "" if dmy == mdy else "dmy" if dmy else "mdy"


def _in_order(rows: list[tuple[int, int, int, int, int]]) -> bool:
    """Whether times run in one direction, newest first or oldest first."""
    pairs = list(pairwise(rows))
    return all(a >= b for a, b in pairs) or all(a <= b for a, b in pairs)


class Dates(dict[str, int]):
    """Text → UTC milliseconds, remembered: ``dates[text]`` raises DateError or AmbiguousDateError.

    ``order`` is asked once, and only when a date of a spreadsheet turns up; ``zone_assumed`` tells
    afterwards whether a time without a zone was read in the shop's.
    """

    def __init__(self, zone: ZoneInfo, order: Callable[[], str]) -> None:
        super().__init__()
        self._zone = zone
        self._ask = order
        self._order: str | None = None
        self.zone_assumed = False
        self.resaved = False

    def __missing__(self, text: str) -> int:
        made = self[text] = self._read(text)
        return made

    def _read(self, text: str) -> int:
        try:
            if text[4:5] == "-" and (len(text) == 25 or len(text) > 18):
                return self._iso(text)
            return self._other(text)
        except (ValueError, OverflowError) as error:
            if isinstance(error, DateError):
                raise
            raise DateError(text) from error

    def _iso(self, text: str) -> int:
        """``2025-12-06 10:37:33 -0500`` and its relatives."""
        moment = datetime.fromisoformat(text[:19])
        if moment.tzinfo is not None:  # an offset where the seconds should be
            raise DateError(text)
        rest = text[19:]
        if rest.startswith("."):
            rest = rest[1:].lstrip("0123456789")
        offset = _OFFSET.match(rest)
        if offset is None:
            raise DateError(text)
        if not rest.strip():
            return self._in_zone(moment)
        if moment.year not in YEARS:
            raise DateError(text)
        minutes = int(offset[2] or 0) * 60 + int(offset[3] or 0)
        if minutes > 14 * 60 + 59:
            raise DateError(text)
        moment -= timedelta(minutes=-minutes if offset[1] == "-" else minutes)
        since = moment - _EPOCH
        return (since.days * 86_400 + since.seconds) * 1000

    def _other(self, text: str) -> int:
        found = _LOCAL.match(text)
        if found is None:
            if _ISO.match(text) is None:
                raise DateError(text)
            day, _, clock = (
                text.replace("/", "-").replace(".", "-").replace("T", " ").partition(" ")
            )
            year, month, date = (int(part) for part in day.split("-"))
            hour, minute = (int(part) for part in (clock or "0:00").split(":")[:2])
            return self._in_zone(datetime(year, month, date, hour, minute))
        self.resaved = True
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        if year < 100:
            year += 2000
        hour, half = int(found[5] or 0), (found[8] or "").lower()
        if half:
            if not 1 <= hour <= 12:
                raise DateError(text)
            hour = hour % 12 + (12 if half == "p" else 0)
        if self._order is None:
            self._order = self._ask()
        order = self._order or ("mdy" if second > 12 else "dmy")
        if not self._order and first != second and max(first, second) <= 12:
            raise AmbiguousDateError(text)
        date, month = (second, first) if order == "mdy" else (first, second)
        return self._in_zone(
            datetime(year, month, date, hour, int(found[6] or 0), int(found[7] or 0))
        )

    def _in_zone(self, moment: datetime) -> int:
        """A time without zone, read by the shop's clock."""
        if moment.year not in YEARS:
            raise DateError(str(moment))
        self.zone_assumed = True
        return int(moment.replace(tzinfo=self._zone).astimezone(UTC).timestamp()) * 1000
