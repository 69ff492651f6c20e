"""How an order's dates, moments and amounts are written on the screen."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.dates import day_of
from app.domain.money import figure, symbol
from app.views.shop_words import ShopWords

MINUS = "\u2212"


@dataclass(frozen=True)
class Words(ShopWords):
    """What an order's page writes besides its days."""

    def moment(self, at_ms: int) -> str:
        """A moment in a history: "10:31" today, else its day."""
        if day_of(at_ms, self.settings.zone) == self.today:
            return self.clock(at_ms)
        return self.date_of(at_ms)

    def when(self, at_ms: int) -> str:
        """A moment in a sentence: "today 09:14", "2 Mar 09:14"."""
        today = day_of(at_ms, self.settings.zone) == self.today
        return f"{'today' if today else self.date_of(at_ms)} {self.clock(at_ms)}"

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
