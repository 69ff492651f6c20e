"""Reading back: what the client heard of a made, sized, engraved or dear line, and its lock."""

from __future__ import annotations

from dataclasses import dataclass

from app.models.database import Database

HOW = {"phone": "by phone", "in_person": "in person", "email": "by e-mail", "message": "by message"}


@dataclass(frozen=True)
class ReadBackField:
    """One thing that was read back: title, the value in words, a muted line, and what it was before.

    ``before`` is the value at the last lock when it has changed since, else ''.
    """

    title: str
    value: str
    note: str = ""
    before: str = ""


@dataclass(frozen=True)
class ReadBack:
    """The read-back card of a line; ``needed`` is False for lines that need none (``why`` says why).

    ``engraving`` is the very stored string, ``dotted`` the same with dots for blanks, ``count`` and
    ``limit`` grapheme clusters. ``locked`` holds as long as no value changed since the lock.
    """

    line_id: int
    needed: bool
    why: str
    engraving: str
    dotted: str
    count: int
    limit: int
    font: str
    fields: tuple[ReadBackField, ...]
    weight_sentence: str
    locked: bool
    who: str
    at: int
    how: str
    value_sha256: str


def read_back(db: Database, line_id: int) -> ReadBack:
    """What is to be read back of a line, and whether it was."""
    raise NotImplementedError
