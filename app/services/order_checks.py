"""The checks of an order: what each says, what we expect, and what is blocked while it is open."""

from __future__ import annotations

from dataclasses import dataclass

from app.models.database import Database

OPEN, OK, DOUBT, PROBLEM = "open", "ok", "doubt", "problem"


@dataclass(frozen=True)
class Check:
    """A point to look at before the work begins.

    ``state``: "open" nobody has looked, "doubt" nobody has looked and something is odd, "ok" ticked
    (or true by itself, ``who`` is then "SYS"), "problem" a person said no. ``value`` is what stands
    there in words, ``explanation`` what is odd and ``blocks`` what waits for it ("bench",
    "packing", ""). ``proposal`` is a value that would be right ("-" for "—"), '' if none.
    ``value_sha256`` is the digest that a tick keeps: another value asks again.
    """

    point: str
    title: str
    line_id: int | None
    value: str
    state: str
    explanation: str
    blocks: str
    proposal: str
    who: str
    at: int
    value_sha256: str

    @property
    def done(self) -> bool:
        """Whether nothing is to be done about it."""
        return self.state == OK


def checks(db: Database, order_id: int, line_id: int | None = None) -> list[Check]:
    """The checks of an order: of all its lines, or of one, and those of the order itself."""
    raise NotImplementedError
