"""The list of pieces with its saved views, and a piece as a row."""

from __future__ import annotations

from dataclasses import dataclass

from app.models.database import Database
from app.services.lists import ListQuery

PIECE_VIEWS = ("free", "reserved", "to_complete", "bench", "out", "held", "all")
PIECE_SORTS = ("came", "description", "price", "weight", "place", "availability")


@dataclass(frozen=True)
class PieceRow:
    """A piece as a row: its three answers, what it is, where, worth what, and what is missing.

    ``place`` is the path of place names from the top; ``missing`` codes are photo, weight, metal,
    report, price. Weight in mg, amounts in minor units, ``came_at`` UTC ms.
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
    agreed_minor: int | None
    currency: str
    photo_sha256: str
    missing: tuple[str, ...]
    hold_until: str
    open_cases: int
    came_at: int


def pieces_list(
    view: str = "all",
    search: str = "",
    sort: str = "came",
    descending: bool = True,
    *,
    place_id: int | None = None,
) -> ListQuery:
    """The list of pieces as a query; rows are ``PieceRow``. ``place_id``: only what lies in this place."""
    raise NotImplementedError


def piece_row(db: Database, piece_id: int) -> PieceRow:
    """One piece as a row; NotFoundError if there is none."""
    raise NotImplementedError


def view_counts(db: Database) -> dict[str, int]:
    """How many pieces each saved view has."""
    raise NotImplementedError
