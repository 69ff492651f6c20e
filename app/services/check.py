"""The check of the whole shop: is all there, is nothing changed from outside, do the sums agree."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.shop import Shop


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: which part of the check found it, which row, and what it means."""

    part: str
    where: str
    sentence: str


@dataclass(frozen=True)
class CheckReport:
    """What was looked at and what was found; ``rebuilt`` says that the projections were made anew."""

    parts: tuple[tuple[str, int], ...]
    problems: tuple[Problem, ...]
    rebuilt: bool
    seconds: float

    @property
    def clean(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def check(
    shop: Shop,
    rebuild: bool = False,
    *,
    progress: Callable[[str], None] | None = None,
    files: bool = True,
) -> CheckReport:
    """Check everything; with ``rebuild`` also make the projections anew from the facts."""
    raise NotImplementedError
