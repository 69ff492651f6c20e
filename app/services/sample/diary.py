"""What happens when in the sample shop: events in the order of their time, until now."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from functools import partial
from itertools import count

from app.services.sample.state import Sample


class Diary:
    """The events of a sample, each told once its moment has come; one may plan others."""

    def __init__(self, sample: Sample) -> None:
        self.sample = sample
        self._events: list[tuple[int, int, Callable[[], object]]] = []
        self._counter = count()

    def plan(self, at: int, what: Callable[..., object], *told: object) -> None:
        """``what(*told)`` happens at a moment (ms), or not at all if that lies after now."""
        if at <= self.sample.now_ms:
            event: tuple[int, int, Callable[[], object]] = (
                at,
                next(self._counter),
                partial(what, *told),
            )
            heapq.heappush(self._events, event)

    def plan_day(
        self, ago: int, hour: int, minute: int, what: Callable[..., object], *told: object
    ) -> None:
        """As ``plan``, on a day so many days ago at this time in the shop."""
        self.plan(self.sample.at(ago, hour, minute), what, *told)

    def run(self) -> None:
        """Let it all happen."""
        while self._events:
            at, _, what = heapq.heappop(self._events)
            self.sample.clock.to(at)
            what()
