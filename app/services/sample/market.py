"""Who orders what in the sample shop's eighteen months: one day's orders after the other's."""

from __future__ import annotations

from itertools import accumulate

from app.services.sample.cast import Variety, countries, country
from app.services.sample.phones import phone
from app.services.sample.state import DAYS, ORDERS, Sample
from app.services.sample.web import FIRST_NUMBER, Client, WebOrder

_TEXTS = (
    "Always", "For ever yours", "E & M 14.06.25", "Carpe diem", "To Ada, with love", "Nur du",
    "A & J", "Toujours", "Per sempre", "12 - 09 - 2025", "My heart", "Amor vincit omnia", "L. + T.",
)  # fmt: skip
_FONTS = ("Script", "Garamond Italic", "Block capitals")
_GIFTS = (
    "Happy birthday, Mum!",
    "With all my love,\nT.",
    "Herzlichen Glückwunsch!",
    "Pour tes trente ans",
    "お誕生日おめでとう",
)
_NOTES = ("Please ring the bell twice.", "Deliver after 5 pm.", "A small box, please.", "")
WISHES = frozenset({"dash", "size"})
"""What is odd about a wish for the bench; everything else is odd about ready goods."""
RECENT = 30
"""In so many days up to today more orders ask for work, so that the bench is full."""
MOST_WISHES = 240
"""In a bigger sample about so many orders of long ago ask for work at the bench."""


class Market:
    """Makes orders for a sample. Clients come again; what they buy follows the styles' shares.

    ``odd`` of all orders are asked for by name (``odd_one``), the others come day by day.
    """

    def __init__(self, sample: Sample, odd: int) -> None:
        self._sample = sample
        self._rng = sample.rng
        self._clients: list[Client] = []
        self._number = FIRST_NUMBER
        self._lived = list(accumulate(one.weight for one in countries()))
        self._shares = list(accumulate(one.share for one in sample.varieties))
        total = sample.many(ORDERS) - odd
        self._wish = min(0.08, MOST_WISHES / total)
        self._wish_now = min(0.55, 120 / (total * RECENT / DAYS))
        self._left = total
        self._total = total

    def day(self, ago: int) -> list[WebOrder]:
        """The orders placed on a day; together with all other days as many as wanted."""
        done = self._total * (DAYS - ago) // DAYS
        wanted = max(0, done - (self._total - self._left)) if ago else self._left
        self._left -= wanted
        hour, minute = (23, 50) if ago else (8, 20)
        opened, closed = self._sample.at(ago, 0, 5), self._sample.at(ago, hour, minute)
        times = sorted(self._rng.randint(opened, closed) for _ in range(wanted))
        wish = self._wish_now if ago < RECENT else self._wish
        return [self._order(at, wish) for at in times]

    def odd_one(self, at: int, trait: str) -> WebOrder:
        """An order with something odd about it; a wish for the bench needs a ring that is free."""
        order = self._begun(at, "US")
        if trait in WISHES and not self._ring():
            trait = "price"
        order.trait = trait
        if trait in WISHES:
            self._add_wish(order)
        else:
            self._add_goods(order)
        return order

    def _order(self, at: int, wish: float) -> WebOrder:
        order = self._begun(at)
        if not (self._rng.random() < wish and self._add_wish(order)):
            self._add_goods(order)
        return order

    def _begun(self, at: int, home: str = "") -> WebOrder:
        rng = self._rng
        order = WebOrder(self._number, at, self._client(home), [])
        self._number += 1
        order.shipping = rng.choice((0, 0, 1_500, 3_500))
        order.discount = "WELCOME10" if rng.random() < 0.12 else ""
        order.tip = rng.randrange(500, 4_000, 100) if rng.random() < 0.05 else 0
        order.gift = rng.choice(_GIFTS) if rng.random() < 0.08 else ""
        order.note = rng.choice(_NOTES) if rng.random() < 0.1 else ""
        return order

    def _add_goods(self, order: WebOrder) -> None:
        rng = self._rng
        count = rng.choice((1, 1, 1, 1, 1, 2, 2, 3))
        chosen = rng.choices(self._sample.varieties, cum_weights=self._shares, k=count)
        for variety in chosen:
            cheap = variety.price_minor < 20_000
            order.lines.append((variety, rng.choice((1, 1, 2)) if cheap else 1))

    def _add_wish(self, order: WebOrder) -> bool:
        """A ring of the stock with an engraving, another size, or both."""
        rng = self._rng
        variety = self._ring()
        if variety is None:
            return False
        piece = self._sample.free_piece(variety.sku)
        if piece is None or variety.size is None:
            return False
        order.pieces[1] = piece
        order.lines.append((variety, 1))
        if rng.random() < 0.25:
            order.lines.append((self._sample.varieties[_chain(self._sample)], rng.choice((1, 2))))
        kinds = rng.choice(("size", "engraving", "both", "both"))
        if kinds != "engraving" or not variety.engraving:
            half = rng.choice(("½", "¼", "¾"))
            order.size = f"US {variety.size.stated}{half}"
        if kinds != "size" and variety.engraving:
            fitting = [text for text in _TEXTS if len(text) <= variety.engraving]
            order.engraving, order.font = rng.choice(fitting), rng.choice(_FONTS)
        if order.trait == "size":
            order.size = "US 14¼"
        if order.trait == "dash":
            order.engraving, order.font = "Always — A & B", "Script"
        return True

    def _ring(self) -> Variety | None:
        for _ in range(30):
            one = self._rng.choices(self._sample.varieties, cum_weights=self._shares)[0]
            long = one.engraving is None or one.engraving >= 14
            if one.category == "ring" and one.size and long and self._sample.stock.get(one.sku):
                return one
        return None

    def _client(self, code: str = "") -> Client:
        rng = self._rng
        if self._clients and not code and rng.random() < 0.42:
            return self._clients[-rng.randint(1, min(len(self._clients), 4_000))]
        home = country(code) if code else rng.choices(countries(), cum_weights=self._lived)[0]
        name = home.display(rng.choice(home.given), rng.choice(home.family))
        number = len(self._clients) + 1
        made = Client(
            name,
            home,
            rng.randrange(len(home.cities)),
            rng.choice(home.streets),
            f"client{number}@example.com",
            phone(home.code, rng),
        )
        self._clients.append(made)
        return made


def _chain(sample: Sample) -> int:
    return next(at for at, one in enumerate(sample.varieties) if one.sku == "CHN-45")
