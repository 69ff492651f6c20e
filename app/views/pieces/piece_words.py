"""How a piece's dates, amounts and weights are written on the screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domain.dates import clock_time, day_of, parse_day, short_date
from app.domain.ids import now_ms
from app.domain.mass import shown_g
from app.domain.money import figure, shown
from app.shop import ShopSettings

MISSING = {
    "photo": "photo",
    "weight": "weight",
    "metal": "metal",
    "report": "condition report",
    "price": "price",
}


@dataclass(frozen=True)
class PieceWords:
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
        """A stored day; "" for none."""
        return self.day(parse_day(text)) if text else ""

    def date_of(self, at_ms: int) -> str:
        """The day of a moment."""
        return self.day(day_of(at_ms, self.settings.zone))

    def moment(self, at_ms: int) -> str:
        """A moment in a history: "28 Feb 16:20"."""
        clock = clock_time(at_ms, self.settings.zone, self.settings.locale)
        return f"{self.date_of(at_ms)} {clock}"

    def grams(self, weight_mg: int | None) -> str:
        """ "6.212 g"; "" where it was never weighed."""
        return f"{shown_g(weight_mg, self.settings.locale)} g" if weight_mg else ""

    def amount(self, minor: int | None, currency: str) -> str:
        """ "USD 9,800.00"; "" where nothing was said."""
        return "" if minor is None else shown(minor, currency, self.settings.locale)

    def figure(self, minor: int | None, currency: str) -> str:
        """ "9,800.00" alone."""
        return "" if minor is None else figure(minor, currency, self.settings.locale)
