"""Days and moments as the shop writes them, for every list and panel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domain.dates import clock_time, day_of, full_date, local_time, parse_day, short_date
from app.domain.ids import now_ms
from app.shop import ShopSettings


@dataclass(frozen=True)
class ShopWords:
    """Writes in the shop's locale and zone; the desks' own words build on it."""

    settings: ShopSettings

    @property
    def today(self) -> date:
        """The day in the shop's zone."""
        return day_of(now_ms(), self.settings.zone)

    def day(self, day: date) -> str:
        """ "4 Dec", with the year when it is another one."""
        words = short_date(day, self.settings.locale)
        return words if day.year == self.today.year else f"{words} {day.year}"

    def iso(self, text: str) -> str:
        """A stored day as a list shows it; "" for none."""
        return self.day(parse_day(text)) if text else ""

    def promise(self, text: str) -> str:
        """A promised day in its long form: "Monday 16 March 2026"; "" for none."""
        return full_date(parse_day(text), self.settings.locale) if text else ""

    def date_of(self, at_ms: int) -> str:
        """The day of a moment as a list shows it."""
        return self.day(day_of(at_ms, self.settings.zone))

    def second(self, at_ms: int) -> str:
        """Hours, minutes and seconds, for what follows each other within a minute."""
        return f"{local_time(at_ms, self.settings.zone):%H:%M:%S}"

    def clock(self, at_ms: int) -> str:
        """Hours and minutes."""
        return clock_time(at_ms, self.settings.zone, self.settings.locale)
