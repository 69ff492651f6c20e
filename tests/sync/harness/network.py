"""The way between a PC and its hub when the network is bad: it loses, repeats, delays and damages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from app.domain.errors import UserError
from app.sync.hub import Hub, HubAwayError, Pack, TwinError
from tests.sync.harness.times import Times


@dataclass
class Weather:
    """How bad the network is; shared by all ways to one hub. ``worst`` is a share of all calls."""

    chance: Random
    times: Times
    worst: float = 0.0
    late: list[Callable[[], object]] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)

    def strikes(self, what: str, rarer: float = 1.0) -> bool:
        """Whether this misfortune happens now."""
        happens = self.chance.random() < self.worst * rarer
        self.seen[what] += happens
        return happens

    def deliver_late(self) -> None:
        """What was given up long ago reaches the hub after all."""
        waiting, self.late = self.late, []
        for push in waiting:
            self.seen["arrived late"] += 1
            with suppress(UserError):
                push()


class BadWay:
    """A way to a hub with such weather. ``cut`` is a pulled cable; what is pushed is looked at first."""

    def __init__(
        self, hub: Hub, weather: Weather, look: Callable[[Sequence[Pack]], None] = lambda _: None
    ) -> None:
        self.hub = hub
        self.cut = False
        self._weather = weather
        self._look = look

    def __getattr__(self, name: str) -> Any:
        real = getattr(self.hub, name)
        if not callable(real) or name == "close":
            return real

        def asked(*args: Any, **named: Any) -> Any:
            return self._carry(name, real, *args, **named)

        return asked

    def _carry(self, name: str, real: Callable[..., Any], *args: Any, **named: Any) -> Any:
        if self.cut or self._weather.strikes("lost question"):
            raise _away()
        answer = real(*args, **named)
        if self._weather.strikes("lost answer"):
            raise _away()
        return answer

    def state(self, at: int = 0) -> Any:
        """The hub's own clock is right."""
        found = self._carry("state", self.hub.state, at)
        return replace(found, time_ms=self._weather.times.true_ms())

    def push(self, base: int, packs: Sequence[Pack]) -> bool:
        """A push may be lost, come late, come twice, or come through without anybody hearing of it."""
        if self.cut:
            raise _away()
        self._look(packs)
        hub = self.hub
        if self._weather.strikes("late push"):
            self._weather.late.append(lambda: hub.push(base, packs))
            raise _away()
        done = bool(self._carry("push", hub.push, base, packs))
        if self._weather.strikes("push repeated"):
            with suppress(TwinError):
                assert not hub.push(base, packs), "the same push was taken twice"
        return done

    def fetch(self, after: int, *args: Any, **named: Any) -> list[Pack]:
        """What comes may be cut off, damaged, out of order, twice or old."""
        packs: list[Pack] = self._carry("fetch", self.hub.fetch, after, *args, **named)
        if not packs:
            return packs
        at = self._weather.chance.randrange(len(packs))
        if self._weather.strikes("body cut off"):
            body = packs[at].body
            packs[at] = replace(packs[at], body=body[: self._weather.chance.randrange(len(body))])
        if self._weather.strikes("bit flipped"):
            packs[at] = replace(packs[at], body=_flipped(packs[at].body, self._weather.chance))
        if self._weather.strikes("fetched a part"):
            return packs[: at + 1]
        if len(packs) > 1 and self._weather.strikes("order changed", 2):
            self._weather.chance.shuffle(packs)
        if self._weather.strikes("delivered twice"):
            packs.insert(at, packs[at])
        if at and self._weather.strikes("one left out"):
            del packs[at - 1]
        return packs


def _flipped(body: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(body))
    return body[:at] + bytes([body[at] ^ (1 << chance.randrange(8))]) + body[at + 1 :]


def _away() -> HubAwayError:
    return HubAwayError("The hub does not answer", "The network is bad.", "It tries again.")
