"""The list of pieces with its saved views, and a piece as a row."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.errors import NotFoundError
from app.domain.money import Money
from app.models.database import Database, Row
from app.services.for_sale import for_sale
from app.services.lent import AWAY, KIND, went_by
from app.services.lists import ListQuery
from app.services.search_text import NOTHING, fts_query

PIECE_VIEWS = ("free", "reserved", "to_complete", "bench", "out", "held", "all")
PIECE_SORTS = ("came", "description", "price", "weight", "place", "availability")
GONE = ("delivered", "returned_to_owner", "written_off", "broken_up")
"""Availabilities of pieces that have left the house for good."""
_GONE = "('" + "', '".join(GONE) + "')"


@dataclass(frozen=True)
class PieceRow:
    """A piece as a row: its three answers, what it is, where, worth what, and what is missing.

    ``place`` is the path of place names from the top; ``missing`` codes are photo, weight, metal,
    report, price. Weight in mg, amounts in minor units of the currency beside them, ``came_at`` UTC ms.
    ``lent_to`` is who has it by the paper of a hand-over, ``due_on`` (ISO) until when; "" for neither.
    """

    id: int
    number: str
    item_number: str
    code: str
    category: str
    description: str
    ownership: str
    availability: str
    whereabouts: str
    quality: str
    place_id: int | None
    place: str
    weight_mg: int | None
    price_minor: int | None
    price_currency: str
    agreed_minor: int | None
    agreed_currency: str
    photo_sha256: str
    missing: tuple[str, ...]
    hold_until: str
    open_cases: int
    came_at: int
    lent_to: str = ""
    due_on: str = ""

    @property
    def sale(self) -> str:
        """What answers whether it may be sold: its availability, or that a client's own never is."""
        return for_sale(self.availability, self.ownership)

    @property
    def asked(self) -> Money | None:
        """What is asked for it: its price, else what was agreed; None where neither was said."""
        if self.price_minor is not None:
            return Money(self.price_minor, self.price_currency)
        if self.agreed_minor is not None:
            return Money(self.agreed_minor, self.agreed_currency)
        return None

    @property
    def value(self) -> Money | None:
        """What it stands in the books for: its price, else what was agreed; None where that is nothing."""
        if self.price_minor:
            return Money(self.price_minor, self.price_currency)
        return Money(self.agreed_minor, self.agreed_currency) if self.agreed_minor else None


_ROWS = f"""
SELECT p.id, p.number, p.item_number, p.code, p.category, p.description, p.ownership,
  p.availability,
  CASE WHEN p.availability IN {_GONE} THEN 'gone'
    WHEN t.id IS NULL AND p.keeper_id IS NOT NULL THEN 'out'
    ELSE coalesce(t.whereabouts, 'house') END,
  p.quality, p.place_id, coalesce(t.path, ''), p.weight_mg, p.price_minor, p.price_currency,
  p.agreed_minor, p.agreed_currency, p.photo_sha256, p.missing, p.hold_until, p.open_cases, p.came_at,
  coalesce(json_extract(d.content, '$.to[0]'), ''), coalesce(json_extract(d.content, '$.due_on'), '')
FROM piece_now AS p LEFT JOIN place_tree AS t ON t.id = p.place_id
LEFT JOIN document AS d ON t.whereabouts IN {AWAY} AND d.document_kind = '{KIND}'
  AND d.id = {went_by("p.id")}
WHERE p.removed = 0 AND p.id IN (SELECT value FROM json_each(?))
"""
_AT = "p.place_id IN (SELECT id FROM place_tree WHERE whereabouts IN ({kinds}))"
_VIEWS = {
    "free": "p.availability = 'free'",
    "reserved": "p.availability = 'reserved'",
    "to_complete": f"p.missing <> '' AND p.availability NOT IN {_GONE}",
    "bench": f"{_AT.format(kinds=repr('bench'))} AND p.availability NOT IN {_GONE}",
    "out": f"p.availability NOT IN {_GONE} AND ("
    + _AT.format(kinds="'out', 'event', 'transit', 'missing'")
    + " OR (p.place_id IS NULL AND p.keeper_id IS NOT NULL))",
    "held": "p.availability = 'hold'",
    "all": "1",
}
_SORTS = {
    "came": "p.came_at {way}, p.id {way}",
    "description": "p.description {way}, p.id",
    "price": "p.price_currency {way}, p.price_minor {way}, p.id",  # no currency among another
    "weight": "p.weight_mg {way}, p.id",
    "place": "(SELECT path FROM place_tree AS t WHERE t.id = p.place_id) {way}, p.id",
    "availability": "p.availability {way}, p.came_at DESC",
}


def pieces_list(
    view: str = "all",
    search: str = "",
    sort: str = "came",
    descending: bool = True,
    *,
    place_id: int | None = None,
) -> ListQuery:
    """The list of pieces as a query; rows are ``PieceRow``. ``place_id``: only what lies in this place.

    While searching, sorted by arrival, the index's own order (newest first) is used: it streams.
    """
    where = f"p.removed = 0 AND {_VIEWS[view]}"
    params: tuple[object, ...] = ()
    if place_id is not None:
        where += " AND p.place_id = ?"
        params = (place_id,)
    order = _SORTS[sort].format(way="DESC" if descending else "ASC")
    if not search.strip():
        ids = f"SELECT p.id FROM piece_now AS p WHERE {where} ORDER BY {order}"
        return ListQuery("pieces", ids, _ROWS, params, piece_of)
    if sort == "came":
        order = f"s.rowid {'DESC' if descending else 'ASC'}"
    ids = (
        "SELECT p.id FROM piece_search AS s"
        " CROSS JOIN search_row AS r ON r.kind_code = 'piece' AND r.row = s.rowid"
        " CROSS JOIN piece_now AS p ON p.id = r.target_id"
        f" WHERE piece_search MATCH ? AND {where} ORDER BY {order}"
    )
    return ListQuery("pieces", ids, _ROWS, (fts_query(search) or NOTHING, *params), piece_of)


def piece_of(values: Row) -> PieceRow:
    """A row of the list from its columns."""
    missing = tuple(word for word in values[18].split(",") if word)
    return PieceRow(*(*values[:18], missing, *values[19:]))


def piece_rows(db: Database, piece_ids: Sequence[int]) -> list[PieceRow]:
    """Pieces as rows, in the order of their ids; one that is not there is left out."""
    found = {row[0]: piece_of(row) for row in db.rows(_ROWS, (json.dumps(list(piece_ids)),))}
    return [found[piece_id] for piece_id in piece_ids if piece_id in found]


def piece_row(db: Database, piece_id: int) -> PieceRow:
    """One piece as a row; NotFoundError if there is none."""
    found = piece_rows(db, [piece_id])
    if not found:
        raise NotFoundError(
            "Not found",
            "There is no such piece here.",
            "It was taken back, or it is on another PC and not synced yet.",
        )
    return found[0]


def in_intake(db: Database) -> int:
    """How many pieces were taken in and are not yet held, free or reserved; a client's own never are."""
    sql = (
        "SELECT count(*) FROM piece_now WHERE availability = 'intake' AND removed = 0"
        " AND ownership <> 'customer_property'"
    )
    return int(db.value(sql))


def in_the_books(db: Database) -> int:
    """How many pieces the house has: all but those that left it for good."""
    sql = f"SELECT count(*) FROM piece_now WHERE availability NOT IN {_GONE} AND removed = 0"
    return int(db.value(sql))


def view_counts(db: Database) -> dict[str, int]:
    """How many pieces each saved view has."""
    columns = ", ".join(f"count(*) FILTER (WHERE {_VIEWS[view]})" for view in PIECE_VIEWS)
    row = db.row(f"SELECT {columns} FROM piece_now AS p WHERE p.removed = 0")
    assert row is not None
    return dict(zip(PIECE_VIEWS, row, strict=True))
