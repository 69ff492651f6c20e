"""Address labels of orders: where a parcel goes, with the order's own code."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.addresses import fewer_lines
from app.domain.errors import NotFoundError
from app.models.database import Database
from app.models.work import Work
from app.printing.tag.values import Said, TagValues
from app.services.house_paper import JURISDICTION
from app.services.order_facts import OrderFacts, order_facts
from app.services.paper_making import code_on
from app.services.sale_content import address_lines
from app.services.settings import get

LINES = 5
USUAL_STOCK = "dymo-99012"
"""What the labels are drawn for where no printer says which roll lies in it."""


def address_values(db: Database, order_ids: Sequence[int]) -> list[TagValues]:
    """What the address labels of these orders say; NotFoundError names one without an address or code."""
    home = get(db, JURISDICTION).partition("-")[0]
    return [_label(db, order_facts(db, order_id), home) for order_id in order_ids]


def has_address(order: OrderFacts) -> bool:
    """Whether there is more than a name and a country to send to."""
    values = order.values
    return any(
        str(values[f"{side}_{part}"] or "").strip()
        for side in ("ship", "bill")
        for part in ("lines", "city", "postcode")
    )


def no_address(order: OrderFacts) -> NotFoundError:
    """The refusal of a label that would say nothing to a carrier."""
    return NotFoundError(
        "No address",
        f"The order {order.number} has no address to send to.",
        "Ask the client for one and save it with the order.",
    )


def give_codes(w: Work, order_ids: Sequence[int]) -> None:
    """Each order that has none gets its code: the label carries it, as its other papers do."""
    w.require("tags.print")
    for order_id in order_ids:
        code_on(w, "order", order_id)


def without_code(db: Database, order_ids: Sequence[int]) -> list[int]:
    """The orders that have no code yet."""
    return [one for one in order_ids if not _code(db, one)]


def _code(db: Database, order_id: int) -> str:
    found = db.value(
        "SELECT code FROM code_now WHERE target_id = ? AND target_kind = 'order' AND alias = 0"
        " AND replaced = 0 ORDER BY code DESC LIMIT 1",
        (order_id,),
    )
    return str(found or "")


def _label(db: Database, order: OrderFacts, home: str) -> TagValues:
    if not has_address(order):
        raise no_address(order)
    code = _code(db, order.id)
    if not code:
        raise NotFoundError(
            "No code",
            f"The order {order.number} has no code yet.",
            "Make its packing slip first; the label carries the same code.",
        )
    lines = fewer_lines(address_lines(order, "ship", home=home), LINES)
    words = {f"address_{n}": Said(line) for n, line in enumerate(lines, 1)}
    return TagValues(code, words, "address")
