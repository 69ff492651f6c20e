"""A shop at work, blindly: any service in any order by anybody, as a seed has it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from app.domain.actors import Actor
from app.domain.errors import UserError
from app.exchange.orders import OrdersFile
from app.photos import Photo
from app.services import undo
from app.shop import Shop

Step = Callable[["Shopful"], Any]
STEPS: dict[str, tuple[Step, int]] = {}
"""Every step by name, and how often it is taken beside the others."""


class NothingThereError(Exception):
    """The shop has nothing yet that this step could be taken with."""


def step(often: int = 1) -> Callable[[Step], Step]:
    """Let a function be one of the steps."""

    def keep(function: Step) -> Step:
        STEPS[function.__name__] = (function, often)
        return function

    return keep


@dataclass
class Shopful:
    """The house, its people, photos and files, and what was done in it so far."""

    house: Shop
    staff: dict[str, Actor]
    random: Random
    photos: list[Photo]
    files: list[OrdersFile]
    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    sentences: list[tuple[str, str, str]] = field(default_factory=list)
    last: str = ""

    def take(self, name: str) -> None:
        """Take one step; a refusal with a sentence is an answer too, anything else a fault."""
        self.last = name
        try:
            STEPS[name][0](self)
        except NothingThereError:
            return
        except UserError as refusal:
            self.refused[name] += 1
            self.sentences.append((name, refusal.title, refusal.message))
        else:
            self.done[name] += 1

    def take_any(self) -> None:
        """Take a step by chance."""
        names = list(STEPS)
        self.take(self.random.choices(names, [STEPS[name][1] for name in names])[0])

    # ------------------------------------------------------------------ for the steps
    def say(
        self, who: str, do: Callable[..., Any], *what: Any, second: str = "", reason_code: str = ""
    ) -> Any:
        """One unit of work by somebody."""
        other = self.staff[second] if second else None
        with self.house.work(self.staff[who], do.__name__, reason_code, second=other) as w:
            return do(w, *what)

    def read(self, ask: Callable[..., Any], *what: Any) -> Any:
        """A question to a reader of its own."""
        db = self.house.reader()
        try:
            return ask(db, *what)
        finally:
            db.close()

    def one(self, sql: str, *params: Any) -> Any:
        """Any row of a query, its only value if it has one column."""
        rows = self.read(lambda db: db.rows(sql, params))
        if not rows:
            raise NothingThereError
        row = self.random.choice(rows)
        return row[0] if len(row) == 1 else row

    def some(self, sql: str, most: int = 3) -> list[Any]:
        """One to ``most`` values of a query."""
        rows = [row[0] for row in self.read(lambda db: db.rows(sql))]
        if not rows:
            raise NothingThereError
        return self.random.sample(rows, min(len(rows), self.random.randint(1, most)))

    def any(self, *choices: Any) -> Any:
        """One of these."""
        return self.random.choice(choices)

    def anybody(self) -> str:
        """Somebody of the house."""
        return str(self.random.choice(sorted(self.staff)))

    def piece(self) -> int:
        """Any piece."""
        return int(self.one("SELECT id FROM piece WHERE removed = 0"))

    def order(self) -> int:
        """Any order that is here."""
        return int(self.one("SELECT id FROM sales_order WHERE removed = 0"))

    def take_back(self, who: str, work_id: int) -> None:
        """Undo a unit of work."""
        undo.undo(self.house, self.staff[who], work_id)
