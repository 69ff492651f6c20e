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

    ``parts`` are (name of the part, how many things it looked at). ``awaited`` photos and papers are
    known from other PCs and have not come to this one yet: that is no fault.
    """

    parts: tuple[tuple[str, int], ...]
    problems: tuple[Problem, ...]
    rebuilt: bool
    milliseconds: int
    awaited: int = 0

    @property
    def clean(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems

    def sentence(self) -> str:
        """The outcome in one sentence."""
        looked = sum(count for _, count in self.parts)
        if self.clean:
            return f"Everything fits: {looked:,} things looked at.{self._awaited_words()}"
        many = len(self.problems)
        return (
            f"{many} {'problem' if many == 1 else 'problems'} found; {looked:,} things looked at."
            f"{self._awaited_words()}"
        )

    def _awaited_words(self) -> str:
        if not self.awaited:
            return ""
        what = "1 photo or paper" if self.awaited == 1 else f"{self.awaited:,} photos and papers"
        return f" {what} of other PCs {'has' if self.awaited == 1 else 'have'} not come here yet."


def capped(part: str, found: Iterable[Problem]) -> list[Problem]:
    """The first problems of a part by name, the rest as a count."""
    every = list(found)
    if len(every) <= MOST_NAMED:
        return every
    rest = Problem(part, "", f"And {len(every) - MOST_NAMED:,} more of this kind.")
    return [*every[:MOST_NAMED], rest]
