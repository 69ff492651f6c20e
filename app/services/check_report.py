"""What the check of a shop finds: problems as sentences, counted by the part that found them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

MOST_NAMED = 20


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: which part of the check found it, which row, and what it means."""

    part: str
    where: str
    sentence: str


@dataclass(frozen=True)
class CheckReport:
    """What was looked at and what was found; ``rebuilt`` says that the projections were made anew.

    ``parts`` are (name of the part, how many things it looked at).
    """

    parts: tuple[tuple[str, int], ...]
    problems: tuple[Problem, ...]
    rebuilt: bool
    milliseconds: int

    @property
    def clean(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems

    def sentence(self) -> str:
        """The outcome in one sentence."""
        looked = sum(count for _, count in self.parts)
        if self.clean:
            return f"Everything fits: {looked:,} things looked at."
        many = len(self.problems)
        return (
            f"{many} {'problem' if many == 1 else 'problems'} found; {looked:,} things looked at."
        )


def capped(part: str, found: Iterable[Problem]) -> list[Problem]:
    """The first problems of a part by name, the rest as a count."""
    every = list(found)
    if len(every) <= MOST_NAMED:
        return every
    rest = Problem(part, "", f"And {len(every) - MOST_NAMED:,} more of this kind.")
    return [*every[:MOST_NAMED], rest]
