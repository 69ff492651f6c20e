"""What is wrong with an entry of one of the house's short lists: said beside it, and refused as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.errors import InputError


@dataclass(frozen=True)
class Fault:
    """The entry (from 0), the part of it that must be mended, and a sentence that says how."""

    row: int
    part: str
    sentence: str


def refuse(faults: Sequence[Fault], title: str) -> None:
    """InputError for the first one, which names its line; a list is kept whole or not at all."""
    if faults:
        first = faults[0]
        raise InputError(title, f"Line {first.row + 1} cannot be kept.", first.sentence)
