"""How a piece's dates, amounts and weights are written on the screen."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.mass import shown_g
from app.domain.money import Money, said, shown
from app.views.shop_words import ShopWords

MISSING = {
    "photo": "photo",
    "weight": "weight",
    "metal": "metal",
    "report": "condition report",
    "price": "price",
}


@dataclass(frozen=True)
class PieceWords(ShopWords):
    """What a piece's page writes besides its days."""

    def moment(self, at_ms: int) -> str:
        """A moment in a history: "28 Feb 16:20"."""
        return f"{self.date_of(at_ms)} {self.clock(at_ms)}"

    def grams(self, weight_mg: int | None) -> str:
        """ "6.212 g"; "" where it was never weighed."""
        return f"{shown_g(weight_mg, self.settings.locale)} g" if weight_mg else ""

    def amount(self, minor: int | None, currency: str) -> str:
        """ "USD 9,800.00"; "" where nothing was said."""
        return "" if minor is None else shown(minor, currency, self.settings.locale)

    def figure(self, amount: Money | None) -> str:
        """ "9,800.00" alone where it is in the house's currency, else with its own: "EUR 9,800.00"."""
        settings = self.settings
        return said(amount, settings.currency, settings.locale) if amount else ""
