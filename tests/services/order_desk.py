"""The counter of the order desk for tests: the house with its ring and chains, and who works there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.domain.actors import Actor
from app.exchange.orders import OrdersFile
from app.models.pieces import Measured, Metal, Move, Piece, Stone
from app.models.shopwide import Style
from app.models.work import Work
from app.services import imports, order_review
from app.services.order_checks import Check, checks
from app.services.orders import OrderCard, order_by_number, order_card
from app.shop import Shop


@dataclass
class Counter:
    """Olga's counter: the house with its ring and chains, and the file of the day."""

    house: Shop
    staff: dict[str, Actor]
    ring: int
    tag: str

    def say(self, work: str, who: str, do: Callable[..., Any], **named: Any) -> Any:
        """One unit of work by a person of the house."""
        with self.house.work(self.staff[who], work) as w:
            return do(w, **named)

    def read(self, ask: Callable[..., Any], *params: Any) -> Any:
        """Something read with a connection of its own."""
        db = self.house.reader()
        try:
            return ask(db, *params)
        finally:
            db.close()

    def value(self, sql: str, *params: Any) -> Any:
        """One value by SQL."""
        return self.read(lambda db: db.value(sql, params))

    def bring(self, file: OrdersFile) -> int:
        """Import a file as Olga and say which order #1042 is."""
        imports.apply(self.house, self.staff["olga"], file)
        found = self.read(order_by_number, "#1042")
        assert found is not None
        return int(found)

    def card(self, order_id: int) -> OrderCard:
        return self.read(order_card, order_id)

    def checks(self, order_id: int, line_id: int | None = None) -> dict[str, Check]:
        return {check.point: check for check in self.read(checks, order_id, line_id)}


def furnished_counter(house: Shop, staff: dict[str, Actor]) -> Counter:
    """The house with the ring of W06 (3 850 mg, US 6) and three chains in tray 7."""
    with house.work(staff["mia"], "stock") as w:
        ring_style = w.add(
            Style, sku="SOL-Y-6", title="Solitaire Ring", category="ring", metal="gold_yellow",
            fineness=750, list_price_minor=148_000, currency="USD", size_system="US",
            size_min="4", size_max="9",
        )  # fmt: skip
        chain = w.add(
            Style, sku="CHN-45", title="Fine Cable Chain", category="chain", metal="silver",
            fineness=925, list_price_minor=12_000, currency="USD",
        )  # fmt: skip
        safe = w.value("SELECT id FROM place WHERE name = 'TRAY-07'")
        ring = _piece(w, ring_style, "P10-26-00418", "Solitaire ring, 18 K yellow gold", safe)
        w.edit(Piece, ring, ring_size="6", ring_system="US", ring_circumference_um=51_868)
        w.add(Metal, piece_id=ring, position=1, metal="gold_yellow", fineness=750)
        w.add(
            Stone, piece_id=ring, position=1, role="centre", species="diamond", shape="round",
            growth="natural", count=1, stone_mct=400, method="formula",
        )  # fmt: skip
        for what, value in (
            ("gross_weight_mg", 3_850),
            ("shank_width_um", 2_200),
            ("shank_um", 1_600),
        ):
            w.add(
                Measured, subject_kind="piece", subject_id=ring, what=what, value=value,
                method="scale",
            )  # fmt: skip
        for nth in range(3):
            _piece(w, chain, f"P10-26-0050{nth}", "Fine cable chain 45 cm", safe)
        tag = w.code("piece", ring)
    return Counter(house, staff, ring, tag)


def _piece(w: Work, style: int, number: str, description: str, place: int) -> int:
    made = w.add(
        Piece,
        category="ring" if "ring" in description else "chain",
        description=description,
        style_id=style,
        number=number,
    )
    w.step("piece", made, "intake")
    w.step("piece", made, "free")
    w.add(Move, subject_kind="piece", subject_id=made, to_place_id=place)
    return int(made)


def line_of(card: OrderCard, position: int) -> int:
    return card.lines[position - 1].id


def reviewed(counter: Counter, order_id: int) -> int:
    """Olga reserves the ring by its tag, ticks what the bench asks for, reads back by telephone."""
    ring = line_of(counter.card(order_id), 1)
    counter.say("reserve", "olga", order_review.set_piece_by_code, line_id=ring, code=counter.tag)
    for point in ("sku", "available", "size", "metal", "stones", "engraving"):
        counter.say("tick", "olga", order_review.tick, order_id=order_id, point=point, line_id=ring)
    counter.say("read_back", "olga", order_review.lock_read_back, line_id=ring, how="phone")
    return ring
