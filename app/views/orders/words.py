"""How an order's dates, moments and amounts are written on the screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domain.dates import clock_time, day_of, full_date, parse_day, short_date
from app.domain.ids import now_ms
from app.domain.money import figure, symbol
from app.shop import ShopSettings

MINUS = "\u2212"


@dataclass(frozen=True)
class Words:
    """Writes in the shop's locale and zone."""

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

    def placed(self, at_ms: int) -> str:
        """The day of a moment as a list shows it."""
        return self.day(day_of(at_ms, self.settings.zone))

    def moment(self, at_ms: int) -> str:
        """A moment in a history: "10:31" today, else its day."""
        if day_of(at_ms, self.settings.zone) == self.today:
            return self.clock(at_ms)
        return self.placed(at_ms)

    def clock(self, at_ms: int) -> str:
        """Hours and minutes."""
        return clock_time(at_ms, self.settings.zone, self.settings.locale)

    def when(self, at_ms: int) -> str:
        """A moment in a sentence: "today 09:14", "2 Mar 09:14"."""
        today = day_of(at_ms, self.settings.zone) == self.today
        return f"{'today' if today else self.placed(at_ms)} {self.clock(at_ms)}"

    def amount(self, minor: int, currency: str) -> str:
        """An amount with its currency's sign: "$1,628.00", "TRY 12,000.00"."""
        sign, words = symbol(currency, self.settings.locale), self.figure(abs(minor), currency)
        gap = "\u00a0" if sign[-1:].isalpha() else ""
        return f"{MINUS if minor < 0 else ''}{sign}{gap}{words}"

    def figure(self, minor: int, currency: str) -> str:
        """An amount as a bare figure, with a real minus: "−172.00"."""
        words = figure(abs(minor), currency, self.settings.locale)
        return f"{MINUS}{words}" if minor < 0 else words

    def signed(self, minor: int, currency: str) -> str:
        """A difference: "+12.50", "−0.01", "0.00"."""
        return f"+{self.figure(minor, currency)}" if minor > 0 else self.figure(minor, currency)
