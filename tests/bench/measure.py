"""How every benchmark is measured and told: our figure, the floor or peer of the same run, the ratio."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One line of a benchmark's report. Times in milliseconds; ``limit`` is what we promise."""

    name: str
    ours_ms: float
    floor_ms: float | None
    limit: str
    kept: bool

    def line(self) -> str:
        """The figure as one line for people."""
        ratio = f"{self.ours_ms / self.floor_ms:6.2f}x" if self.floor_ms else "      -"
        floor = f"{self.floor_ms:10.3f}" if self.floor_ms is not None else "         -"
        mark = "ok  " if self.kept else "OVER"
        return f"{mark} {self.name:<58} {self.ours_ms:10.3f} {floor} {ratio}   {self.limit}"


HEAD = f"     {'':<58} {'ours ms':>10} {'floor ms':>10} {'ratio':>7}   promised"


def once(call: Callable[[], object]) -> float:
    """Milliseconds of one call."""
    begun = time.perf_counter()
    call()
    return (time.perf_counter() - begun) * 1000


def interleaved(ours: Callable[[], object], floor: Callable[[], object], rounds: int) -> tuple:
    """Medians of both in milliseconds, measured turn by turn so that a busy machine hits both."""
    mine, theirs = [], []
    for _ in range(rounds):
        theirs.append(once(floor))
        mine.append(once(ours))
    return statistics.median(mine), statistics.median(theirs)


def against(name: str, ours_ms: float, floor_ms: float, most: float) -> Figure:
    """A figure that is promised as a ratio to the floor."""
    return Figure(name, ours_ms, floor_ms, f"<= {most:.1f}x", ours_ms <= most * floor_ms)


def within(name: str, ours_ms: float, most_ms: float) -> Figure:
    """A figure that is promised in milliseconds."""
    return Figure(name, ours_ms, None, f"<= {most_ms:.0f} ms", ours_ms <= most_ms)


def told(name: str, ours_ms: float, floor_ms: float | None = None) -> Figure:
    """A figure without a promise."""
    return Figure(name, ours_ms, floor_ms, "", True)


def amount(name: str, ours: float, floor: float | None = None) -> Figure:
    """What is no time: bytes, connections; the name says what. Without a promise."""
    return Figure(name, ours, floor, "(no time)", True)
