"""What the review page asks of the reader: an order with its checks and what is to be read back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.services.job_cards import differences_of
from app.services.order_checks import Check, checks
from app.services.orders import LineCard, OrderCard, order_card
from app.services.read_back import ReadBack, read_back


@dataclass(frozen=True)
class Asked:
    """What the channel wants otherwise while a job is out."""

    job_id: int
    job_number: str
    differences: tuple[str, ...]


@dataclass(frozen=True)
class Review:
    """An order as the page shows it; ``line_id`` is the line that is marked (0: there is none).

    ``back`` is what is to be read back of that line, or of the goods that its work is done to;
    ``asked`` what the channel has changed under the hands of the bench.
    """

    card: OrderCard
    checks: tuple[Check, ...]
    line_id: int
    back: ReadBack | None
    asked: tuple[Asked, ...] = ()

    def checks_of(self, line_id: int) -> list[Check]:
        """The checks of a line, and those of the order."""
        return [check for check in self.checks if check.line_id in (line_id, None)]

    def open_on(self, line_id: int) -> int:
        """How many checks of a line nobody has made."""
        return sum(not check.done for check in self.checks if check.line_id == line_id)

    def open_elsewhere(self, line_id: int) -> int:
        """How many checks are open on the other lines."""
        others = [check for check in self.checks if check.line_id not in (line_id, None)]
        return sum(not check.done for check in others)

    def next_line(self, line_id: int) -> int:
        """The next line with an open check, 0 when there is none."""
        ids = [line.id for line in self.card.lines]
        at = ids.index(line_id) + 1 if line_id in ids else 0
        return next((i for i in [*ids[at:], *ids[:at]] if self.open_on(i)), 0)


BEFORE_PACKING = ("draft", "imported", "review", "on_hold", "confirmed", "in_work")
"""The states in which work on an order may still be given to the bench, once it is ready for that."""


def wants_bench(card: OrderCard) -> bool:
    """Whether something of an order is for the bench and not there yet."""
    waiting = any(line.work and not line.sent for line in card.lines)
    return waiting and card.state in BEFORE_PACKING


def review(db: Any, order_id: int, line_id: int = 0) -> Review:
    """Read an order for its review; ``line_id`` 0 marks the first line with something to do."""
    card = order_card(db, order_id)
    found = tuple(checks(db, order_id))
    ids = [line.id for line in card.lines]
    if line_id not in ids:
        waiting = {check.line_id for check in found if not check.done}
        line_id = next((i for i in ids if i in waiting), ids[0] if ids else 0)
    return Review(card, found, line_id, back_of(db, card, line_id), asked_of(db, card))


def asked_of(db: Any, card: OrderCard) -> tuple[Asked, ...]:
    """What is asked of the jobs that are out."""
    return tuple(
        Asked(line.job_id, line.job_number, told)
        for line in card.lines
        if line.job_id and line.sent and (told := differences_of(db, line.id))
    )


def back_of(db: Any, card: OrderCard, line_id: int) -> ReadBack | None:
    """What is to be read back of a line; of an engraving it is its ring's."""
    line = line_of(card, line_id)
    if line is None:
        return None
    goods = line.with_line_id or (line.id if line.kind == "goods" else 0)
    return read_back(db, goods) if goods else None


def line_of(card: OrderCard, line_id: int) -> LineCard | None:
    """A line of the order."""
    return next((line for line in card.lines if line.id == line_id), None)
