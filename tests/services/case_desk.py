"""Two PCs of the house with a ring, three chains and two orders of that ring: what cases come from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.domain.actors import Actor
from app.services import imports, order_review
from app.services.check import check
from app.services.places import PlaceForm, add_place
from app.shop import Shop
from tests.exchange.make_files import w06
from tests.exchange.reading import file_of
from tests.services.order_desk import Counter, furnished_counter
from tests.services.two_pcs import meet, second_pc

SECOND_ORDER = {
    "Name": "#1043",
    "Id": "5550000001043",
    "Email": "c.haddad@example.com",
    "Billing_Name": "Clara Haddad",
    "Shipping_Name": "Clara Haddad",
}


@dataclass
class Twins:
    """The counter here and the one at the other PC; ``first`` and ``second`` are the two orders."""

    here: Counter
    there: Counter
    first: int
    second: int

    @property
    def both(self) -> tuple[Counter, Counter]:
        return self.here, self.there

    @property
    def ring(self) -> int:
        return self.here.ring

    def meet(self) -> list[int]:
        """Let both know all; the ids of the cases, the same on both, and both shops are sound."""
        meet(self.here.house, self.there.house)
        meet(self.there.house, self.here.house)
        found = [cases_of(counter) for counter in self.both]
        assert found[0] == found[1]
        for counter in self.both:
            report = check(counter.house, files=False)
            assert report.problems == (), [one.sentence for one in report.problems]
        return found[0]

    def kinds(self) -> list[tuple[str, str, int]]:
        """Kind, kind of subject and subject of each case after both met."""
        self.meet()
        rows = self.here.read(
            lambda db: db.rows(
                "SELECT case_kind, subject_kind, subject_id FROM case_file ORDER BY id"
            )
        )
        return [(row[0], row[1], row[2]) for row in rows]


def cases_of(counter: Counter) -> list[int]:
    """The ids of all cases that a PC knows."""
    return [row[0] for row in counter.read(lambda db: db.rows("SELECT id FROM case_file"))]


def order_of(counter: Counter, number: str) -> int:
    return int(counter.value("SELECT id FROM sales_order WHERE number = ?", number))


def ring_line(counter: Counter, order_id: int) -> int:
    """The line of the ring."""
    sql = "SELECT id FROM order_line WHERE order_id = ? AND position = 1"
    return int(counter.value(sql, order_id))


def piece_of(counter: Counter, line_id: int) -> int | None:
    found: int | None = counter.value("SELECT piece_id FROM order_line WHERE id = ?", line_id)
    return found


def state(counter: Counter, machine: str, subject: int) -> str:
    sql = "SELECT state FROM state_now WHERE machine = ? AND subject_id = ?"
    return str(counter.value(sql, machine, subject) or "")


def reserve(counter: Counter, order_id: int, piece_id: int) -> None:
    """Olga sets a piece aside for the ring's line of an order."""
    counter.say(
        "reserve", "olga", order_review.set_piece, line_id=ring_line(counter, order_id),
        piece_id=piece_id,
    )  # fmt: skip


def place(counter: Counter, name: str) -> int:
    return int(counter.value("SELECT id FROM place WHERE name = ?", name))


@contextmanager
def twins(house: Shop, staff: dict[str, Actor], folder: Path) -> Iterator[Twins]:
    """The house on two PCs with both orders, and an empty place TRAY-99."""
    here = furnished_counter(house, staff)
    with house.work(staff["adam"], "add_place") as w:
        vitrine = w.value("SELECT id FROM place WHERE name = 'VIT-A'")
        add_place(w, PlaceForm("TRAY-99", "tray", parent_id=vitrine))
    imports.apply(house, staff["olga"], file_of(w06(), w06(**SECOND_ORDER)))
    other = second_pc(house, folder / "other")
    there = Counter(other, staff, here.ring, here.tag)
    made = Twins(here, there, order_of(here, "#1042"), order_of(here, "#1043"))
    try:
        yield made
    finally:
        other.close()


def facts(counter: Counter, case_id: int) -> tuple[Any, ...]:
    """(first, second) fact of a case."""
    found = counter.read(
        lambda db: db.row(
            "SELECT first_fact_id, second_fact_id FROM case_file WHERE id = ?", (case_id,)
        )
    )
    return tuple(found)
