"""When orders come in, what becomes of them, and how rings go through the bench."""

from __future__ import annotations

from app.services import imports, order_review
from app.services.import_past import remember_name
from app.services.sample import bench
from app.services.sample.bench import BenchOrder
from app.services.sample.diary import Diary
from app.services.sample.market import Market
from app.services.sample.state import DAYS
from app.services.sample.web import WebOrder, orders_file

DAILY = 28
"""In the last weeks orders are imported every morning; before that every Monday."""
HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
_ODD = {150: "price", 90: "phone", 6: "dash", 4: "price", 2: "sum", 1: "size", 0: "address"}
"""How many days ago an order came in that is held, and what is odd about it."""


class OrderDiary:
    """The orders of the eighteen months, each on its way. ``benched``: those at the bench by now."""

    def __init__(self, diary: Diary) -> None:
        self._diary = diary
        self._sample = diary.sample
        self._rng = diary.sample.rng
        self._market = Market(diary.sample, len(_ODD))
        self._waiting: list[WebOrder] = []
        self._shipping: list[WebOrder] = []
        self.benched: list[BenchOrder] = []

    def planned(self) -> None:
        """Orders every day, imports, parcels twice a week."""
        for ago in range(DAYS, -1, -1):
            weekday = self._sample.day(ago).weekday()
            self._diary.plan_day(ago, 0, 1, self._orders_come, ago)
            if ago < DAILY or weekday == 0:
                self._diary.plan_day(ago, 8, 40, self._import, ago)
            if weekday in (1, 4):
                self._diary.plan_day(ago, 17, 10, self._send_parcels)

    # ------------------------------------------------------------------ coming in
    def _orders_come(self, ago: int) -> None:
        if ago in _ODD:
            at = self._sample.at(ago, 7, 30)
            self._waiting.append(self._market.odd_one(at, _ODD[ago]))
        self._waiting += self._market.day(ago)

    def _import(self, ago: int) -> None:
        """Bring in what was placed since the last time, as it stands at the channel by now."""
        now = self._sample.clock.ms
        coming = [order for order in self._waiting if order.placed_at <= now]
        self._waiting = [order for order in self._waiting if order.placed_at > now]
        if not coming:
            return
        for order in coming:
            self._settle(order, ago)
        self._bring(coming)
        self._sample.tell(len(coming))
        for order in coming:
            if order.trait:
                self._diary.plan(now + 2 * DAY_MS, self._release, order, ago)
            elif order.pieces:
                self._begin_bench(BenchOrder(order))

    def _bring(self, orders: list[WebOrder]) -> None:
        """Emma imports the channel's export of these orders."""
        shop, file = self._sample.shop, orders_file(orders)
        imports.apply(shop, self._sample.people["emma"], file)
        day = shop.settings.date_of(self._sample.clock.ms)
        remember_name(shop, file.sha256, f"orders_export_{day}.csv")

    def _settle(self, order: WebOrder, ago: int) -> None:
        """What became of an order of ready goods by the time at which it is imported."""
        rng = self._rng
        if order.pieces or order.trait or ago == 0:
            return
        recent = ago < DAILY
        sent = 0.0 if ago < 3 else 0.6 if recent and self._sample.size <= 2 else 0.96
        fate = rng.random()
        later = min(self._sample.clock.ms, order.placed_at + rng.randint(2, 60) * HOUR_MS)
        if fate < 0.02:
            order.financial, order.cancelled_at = "refunded", later
        elif fate < 0.05 and ago > 3:
            order.financial = rng.choice(("refunded", "partially_refunded"))
            order.fulfilment, order.fulfilled_at = "fulfilled", later
        elif fate < 0.06:
            order.financial = "pending" if ago < 10 else "voided"
        elif rng.random() < sent:
            order.fulfilment, order.fulfilled_at = "fulfilled", later
        else:
            self._shipping.append(order)

    def _release(self, order: WebOrder, ago: int) -> None:
        """Somebody has cleared what was odd about an order of long ago."""
        if ago > DAILY:
            with self._sample.work("mia", "release") as w:
                order_review.release(w, BenchOrder(order).order_id)
            self._shipping.append(order)

    # ------------------------------------------------------------------ going out
    def _send_parcels(self) -> None:
        """Parcels leave; the channel's file says so, and the rings are the clients'."""
        sample, keep = self._sample, self._sample.clock.ms - 3 * DAY_MS
        rings = [one for one in self.benched if one.state == "done" and one.since < keep]
        plain = [order for order in self._shipping if order.placed_at < keep]
        self._shipping = [order for order in self._shipping if order.placed_at >= keep]
        leaving = [*(one.order for one in rings), *plain]
        if not leaving:
            return
        for order in leaving:
            order.fulfilment, order.fulfilled_at = "fulfilled", sample.clock.ms - HOUR_MS // 6
        self._bring(leaving)
        if rings:
            with sample.work("owen", "parcels_sent") as w:
                for one in rings:
                    bench.sent(w, sample, one)
            self.benched = [one for one in self.benched if one.state != "closed"]

    # ------------------------------------------------------------------ bench
    def _begin_bench(self, one: BenchOrder) -> None:
        """Plan the way of a ring through the bench; what lies after now does not happen yet."""
        self.benched.append(one)
        fresh = one.order.placed_at > self._sample.now_ms - 2 * DAY_MS
        self._at_work(one, 26 if fresh else self._rng.choice((1, 1, 26)), self._send)

    def _send(self, one: BenchOrder) -> None:
        bench.review(self._sample, one, self._rng.randint(8, 16))
        bench.send(self._sample, one)
        self._at_work(one, self._rng.randint(3, 40), self._go_on)

    def _go_on(self, one: BenchOrder) -> None:
        if one.state == "passed":
            bench.ready(self._sample, one)
            return
        if one.state == "qc":
            bench.passed(self._sample, one)
        else:
            bench.step(self._sample, one)
        self._at_work(one, self._rng.randint(26, 92), self._go_on)

    def _at_work(self, one: BenchOrder, hours: int, what: object) -> None:
        """In so many hours, or when the house opens again after them."""
        at = self._sample.clock.ms + hours * HOUR_MS
        assert callable(what)
        self._diary.plan(self._sample.opened(at), what, one)
