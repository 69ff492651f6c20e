"""What pieces are worth as last said, each value in its own currency: what the house's limits judge."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from app.domain.money import Money
from app.domain.worth import Worth
from app.services.house_rules import Asks

STANDS_FOR = ("price", "agreed", "insured", "declared")
"""Kinds of value that a piece is worth by; the first of them that was said stands for it in the books."""


def covered_as(ownership: str) -> str:
    """The kind of value that a piece of this ownership is covered for: what its owner states of their
    own piece, which nobody insured, else the insured value."""
    return "declared" if ownership == "customer_property" else "insured"


def last_values(
    db: Asks, piece_ids: Iterable[int], house: str, kinds: Sequence[str] = STANDS_FOR
) -> dict[int, tuple[Money, ...]]:
    """The last value of each kind, in the order of ``kinds``; one of nothing is none.

    From the facts, so that a unit of work sees what it has written. A value without a currency is
    one in the ``house``'s.
    """
    rows = db.rows(
        "SELECT subject_id, what, amount_minor, currency FROM (SELECT subject_id, what, amount_minor,"
        " currency, row_number() OVER (PARTITION BY subject_id, what ORDER BY hlc DESC, id DESC) AS nth"
        " FROM priced WHERE subject_id IN (SELECT value FROM json_each(?1))"
        " AND what IN (SELECT value FROM json_each(?2))) WHERE nth = 1 AND amount_minor > 0",
        (json.dumps(list(piece_ids)), json.dumps(list(kinds))),
    )
    said: dict[int, dict[str, Money]] = {}
    for piece_id, what, minor, currency in rows:
        said.setdefault(piece_id, {})[what] = Money(minor, currency or house)
    return {
        piece_id: tuple(values[what] for what in kinds if what in values)
        for piece_id, values in said.items()
    }


def dearest(values: Iterable[Money]) -> Worth:
    """The highest of a piece's values in each currency."""
    found: dict[str, Money] = {}
    for one in values:
        known = found.get(one.currency)
        if known is None or one.amount_minor > known.amount_minor:
            found[one.currency] = one
    return Worth.of(found.values())


_OF_NOW = "CASE WHEN n.price_minor > 0 THEN n.price_{0} WHEN n.agreed_minor > 0 THEN n.agreed_{0}"
_OF_NOW += " ELSE n.insured_{0} END"
IN_BOOKS = f"{_OF_NOW.format('currency')} AS currency, {_OF_NOW.format('minor')} AS minor"
"""SQL: by what a piece of ``piece_now AS n`` stands in the books, its currency first."""


def worth_of_rows(db: Asks, pieces: str, params: dict[str, object], house: str) -> Worth:
    """What pieces come to as they stood in the books before this unit, many added up at once.

    ``pieces`` is a query that gives ``IN_BOOKS`` of each.
    """
    rows = db.rows(
        f"SELECT currency, sum(minor) FROM ({pieces}) WHERE minor > 0 GROUP BY currency", params
    )
    return Worth.of(Money(int(minor), currency or house) for currency, minor in rows)
