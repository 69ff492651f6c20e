"""What the sample maker knows while it writes: the shop, the day it is, who works, what is free."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from app.domain.actors import Actor
from app.domain.ids import ToldClock
from app.models.work import Work
from app.photos import Photo
from app.services.sample.cast import Variety
from app.shop import Shop

DAYS = 548
"""Eighteen months, the last day being today."""
PIECES = ORDERS = 2_000
CONSIGNORS = 40
Progress = Callable[[int, int], None]


@dataclass
class Sample:
    """The sample while it is made. ``stock`` holds free pieces by SKU, ``consigned`` signed-for ones.

    ``examined`` counts the take-in reports, ``size`` is the scale; ``today`` the shop's date of the moment at which it is made (``now_ms``).
    """

    shop: Shop
    rng: Random
    clock: ToldClock
    size: float
    now_ms: int
    today: date
    progress: Progress | None
    people: dict[str, Actor] = field(default_factory=dict)
    photos: dict[str, Photo] = field(default_factory=dict)
    varieties: tuple[Variety, ...] = ()
    styles: dict[str, int] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    parties: dict[str, list[int]] = field(default_factory=dict)
    stock: dict[str, list[int]] = field(default_factory=dict)
    consigned: list[int] = field(default_factory=list)
    examined: int = 0
    steps_done: int = 0
    steps: int = 1

    def many(self, count: int, least: int = 1) -> int:
        """How many of something that there are ``count`` of in the usual sample."""
        return max(least, round(count * self.size))

    def day(self, ago: int) -> date:
        """The date so many days ago."""
        return self.today - timedelta(days=ago)

    def at(self, ago: int, hour: int, minute: int = 0) -> int:
        """The moment (ms) of a day so many days ago at this time in the shop, never later than now."""
        moment = datetime.combine(self.day(ago), time(hour, minute), self.shop.settings.tz)
        return min(int(moment.timestamp() * 1000), self.now_ms)

    def opened(self, at_ms: int) -> int:
        """A moment, or the next morning at half past nine if the house is closed then."""
        moment = datetime.fromtimestamp(at_ms / 1000, self.shop.settings.tz)
        if 9 <= moment.hour < 18:
            return at_ms
        day = moment.date() + timedelta(days=moment.hour >= 18)
        opens = datetime.combine(day, time(9, 30), self.shop.settings.tz)
        return int(opens.timestamp() * 1000)

    def goes_to(self, ago: int, hour: int, minute: int = 0) -> None:
        """Let the clock show a moment; it never goes back."""
        self.clock.to(self.at(ago, hour, minute))

    @contextmanager
    def work(
        self, who: str, kind: str, reason_code: str = "", *, second: str = ""
    ) -> Iterator[Work]:
        """One unit of work by a person of the shop, a minute after the one before."""
        other = self.people[second] if second else None
        with self.shop.work(self.people[who], kind, reason_code, second=other) as w:
            yield w
        self.clock.to(min(self.clock.ms + 20_000, self.now_ms))

    def tell(self, steps: int = 1) -> None:
        """Say how far it is."""
        self.steps_done += steps
        if self.progress is not None:
            self.progress(min(self.steps_done, self.steps), self.steps)

    def free_piece(self, sku: str) -> int | None:
        """Take a free piece of a SKU out of the stock, None if there is none."""
        left = self.stock.get(sku)
        return left.pop(0) if left else None
