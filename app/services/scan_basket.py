"""What the book says of the pieces in a scan basket: where they lie, what moving them would mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.chips import chip
from app.domain.codes import spaced
from app.domain.mass import shown_g
from app.domain.money import shown
from app.domain.vocabulary import CONTAINERS
from app.models.database import Database
from app.services.house_rules import house_rules
from app.services.move_rules import contents_of
from app.services.moves import MovePlan, plan_move
from app.services.pieces import PieceRow, piece_rows
from app.services.scanning import Scan, resolve

CARRIED = "carried"


@dataclass(frozen=True)
class Booked:
    """A piece as the book has it: its row, its facts in a line, whether it is inside the source."""

    row: PieceRow
    facts: str
    inside: bool

    @property
    def away(self) -> bool:
        """Whether the book has it outside the house."""
        return self.row.whereabouts not in ("house", "bench")


@dataclass(frozen=True)
class BasketFacts:
    """The whole basket at one moment.

    ``plan`` is what moving it would mean (None while no place is set); ``batch_minor`` the value from
    which a second person confirms; ``expected`` the pieces that the book has in the place, for a
    tray that is looked through.
    """

    pieces: dict[int, Booked]
    plan: MovePlan | None
    batch_minor: int
    currency: str
    expected: tuple[PieceRow, ...]


_BELONG = {
    "order": "SELECT piece_id FROM order_line WHERE order_id = ? AND removed = 0"
    " AND piece_id IS NOT NULL ORDER BY position",
    "job": "SELECT piece_id FROM job WHERE id = ? AND removed = 0 AND piece_id IS NOT NULL",
}
"""Which pieces belong to something that is not a place, in its own order."""
LOOKED_THROUGH = ("place", *_BELONG)
"""Kinds of things that can be looked through: a tray, or an order that is packed."""


def expected_in(db: Database, kind: str, target_id: int) -> list[int]:
    """The pieces that the book has in a place, or that belong to an order or a job."""
    if kind == "place":
        return contents_of(db, target_id)
    return [row[0] for row in db.rows(_BELONG[kind], (target_id,))]


def basket_facts(
    db: Database,
    piece_ids: Sequence[int],
    *,
    source_id: int = 0,
    target_id: int = 0,
    target_kind: str = "place",
    count: bool = False,
) -> BasketFacts:
    """Read the basket; ``count`` asks for what should be there.

    Pieces are moved into places alone; a target of another kind can be looked through.
    """
    rules = house_rules(db)
    source = frozenset(contents_of(db, source_id)) if source_id else None
    rows = piece_rows(db, list(dict.fromkeys(piece_ids)))
    pieces = {
        row.id: Booked(row, _facts(row, rules.locale), source is None or row.id in source)
        for row in rows
    }
    moves = target_id and pieces and not count and target_kind == "place"
    plan = plan_move(db, list(pieces), target_id) if moves else None
    wanted = expected_in(db, target_kind, target_id) if target_id and count else []
    expected = tuple(piece_rows(db, wanted)) if wanted else ()
    return BasketFacts(
        pieces,
        plan,
        rules.limits.batch_minor,
        rules.currency,
        expected,
    )


def heard(db: Database, text: str) -> Scan:
    """What a scan stands for; a tray, box or drawer says in ``value`` that it can be carried."""
    scan = resolve(db, text)
    if scan.kind == "place" and is_container(db, scan.target_id):
        return replace(scan, value=CARRIED)
    return scan


def is_container(db: Database, place_id: int) -> bool:
    """Whether a place can be carried with all that lies in it: a tray, a box, a drawer."""
    kind = db.value("SELECT kind_code FROM place WHERE id = ?", (place_id,))
    return kind in CONTAINERS


def _facts(row: PieceRow, locale: str) -> str:
    parts = [spaced(row.code) if row.code else row.number]
    if row.weight_mg is not None:
        parts.append(f"{shown_g(row.weight_mg, locale)} g")
    if row.value:
        parts.append(shown(row.value.amount_minor, row.value.currency, locale))
    parts.append(chip("piece", row.sale).text.lower())
    return " · ".join(parts)
