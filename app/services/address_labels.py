"""Address labels of orders: where a parcel goes, with the order's own code."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.errors import NotFoundError
from app.models.database import Database
from app.printing.tag.values import Said, TagValues
from app.services.orders import AddressCard, order_card
from app.services.tags import code_of

LINES = 5


def address_values(db: Database, order_ids: Sequence[int]) -> list[TagValues]:
    """What the address labels of these orders say; NotFoundError names an order without an address
    or without a code (its packing slip gives it one)."""
    return [_label(db, order_id) for order_id in order_ids]


def _label(db: Database, order_id: int) -> TagValues:
    card = order_card(db, order_id)
    to = card.ship_to if card.ship_to.lines else card.bill_to
    code = code_of(db, "order", order_id)
    if not to.lines:
        raise NotFoundError(
            "No address",
            f"The order {card.number} has no address to send to.",
            "Ask the client for one and save it with the order.",
        )
    if not code:
        raise NotFoundError(
            "No code",
            f"The order {card.number} has no code yet.",
            "Make its packing slip first; the label carries the same code.",
        )
    words = {f"address_{n}": Said(line) for n, line in enumerate(lines_of(to), 1)}
    return TagValues(code, words, "address")


def lines_of(to: AddressCard) -> list[str]:
    """Name, street, town and country in at most five lines; what is more shares the fourth."""
    lines = [line for line in (to.name, *to.lines, to.country) if line.strip()]
    if len(lines) > LINES:
        shared = ", ".join(lines[LINES - 2 : -1])
        lines = [*lines[: LINES - 2], shared, lines[-1]]
    return lines
