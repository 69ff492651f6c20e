"""Dates, times and numbers on paper, in the document's language and the shop's zone."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime, format_skeleton
from babel.numbers import format_decimal

from app.domain import lengths, mass, money


class Local:
    """How a document writes what the content holds as plain values."""

    def __init__(self, language: str, zone: str) -> None:
        locale = Locale.parse(language, sep="-")
        self.locale = str(locale)
        self.runs_left = locale.text_direction == "rtl"
        self.zone = ZoneInfo(zone)

    def utc(self, at: int) -> datetime:
        """UTC milliseconds since 1970 as a time."""
        return datetime.fromtimestamp(at / 1000, UTC)

    def day(self, on: str | int, parts: str = "yMMMd") -> str:
        """A date as people of this language write it: ``16 Nov 2026``; from ISO text or UTC ms.

        ``parts`` is a CLDR skeleton: which parts are said; the language gives their order.
        """
        if isinstance(on, int):
            moment = self.utc(on).astimezone(self.zone).date()
        else:
            moment = date.fromisoformat(on)
        return str(format_skeleton(parts, moment, locale=self.locale))

    def long_day(self, on: str) -> str:
        """An ISO date in words: ``2 March 2026``, ``March 2, 2026``."""
        return str(format_date(date.fromisoformat(on), "long", locale=self.locale))

    def iso_day(self, at: int) -> str:
        """The ISO date of a moment in the shop's zone."""
        return self.utc(at).astimezone(self.zone).date().isoformat()

    def moment(self, at: int, *, seconds: bool = False) -> str:
        """A moment in the shop's zone: ``16 Nov 2026, 09:41``.

        In the hour that comes twice as the clocks go back, which of both it was: ``02:30 CEST``.
        """
        local = self.utc(at).astimezone(self.zone)
        time = format_datetime(local, "HH:mm:ss" if seconds else "HH:mm", locale=self.locale)
        if local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset():
            time = f"{time} {local.tzname()}"
        return f"{self.day(at)}{'،' if self.locale.startswith('ar') else ','} {time}"

    def count(self, value: int) -> str:
        """A whole number with its groups: ``5,480``."""
        return str(format_decimal(value, locale=self.locale))

    def step(self, difference: int) -> str:
        """How much something went up or down: ``−60``, ``+55``, ``0``."""
        sign = "+" if difference > 0 else "−" if difference < 0 else ""
        return f"{sign}{self.count(abs(difference))}"

    def grams(self, weight_mg: int) -> str:
        return mass.shown_g(weight_mg, self.locale)

    def carats(self, stone_mct: int, *, estimated: bool = False) -> str:
        if estimated:
            return mass.estimate_figure(stone_mct, self.locale)
        return mass.shown_ct(stone_mct, self.locale)

    def percent(self, rate_ppm: int) -> str:
        """A rate as people read it: 88 750 ppm is ``8.875 %``, in German ``8,875 %``."""
        return f"{format_decimal(Decimal(rate_ppm).scaleb(-4), '#,##0.####', self.locale)} %"

    def mm(self, um: int, places: int = 2) -> str:
        return lengths.shown_mm(um, places, self.locale)

    def amount(self, amount_minor: int, currency: str) -> str:
        return money.figure(amount_minor, currency, self.locale)
