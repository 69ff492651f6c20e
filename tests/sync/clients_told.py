"""What PCs tell one another in the tests of a round: clients by name; and a stop at any step."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.actors import SYSTEM
from app.models.people import Party
from tests.sync.pcs import Pc


class StoppedError(Exception):
    """The program is killed here."""


def add(pc: Pc, display: str) -> int:
    with pc.shop.work(SYSTEM, "test") as w:
        return w.add(Party, display=display)


def add_each(pc: Pc, *displays: str) -> None:
    """Clients, each in a unit of work of its own."""
    for display in displays:
        add(pc, display)


def names(pc: Pc) -> set[str]:
    with pc.shop.replaying() as db:
        return {row[0] for row in db.rows("SELECT display FROM party")}


def names_in_order(pc: Pc) -> list[str]:
    with pc.shop.replaying() as db:
        return [row[0] for row in db.rows("SELECT display FROM party ORDER BY id")]


def waiting(pc: Pc) -> int:
    with pc.shop.replaying() as db:
        return int(db.value("SELECT count(*) FROM outbox"))


def stop_at(step: str, turn: int = 1) -> Callable[[str], None]:
    seen = 0

    def at(reached: str) -> None:
        nonlocal seen
        seen += reached == step
        if reached == step and seen == turn:
            raise StoppedError

    return at
