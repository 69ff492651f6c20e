"""What the book says of the pieces in a scan basket: where they lie, what moving them would mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.chips import chip
from app.domain.codes import spaced
from app.domain.mass import shown_g
from app.domain.money import shown
from app.domain.vocabulary import CONTAINERS, whereabouts
from app.models.database import Database
from app.services.house_rules import house_rules
from app.services.move_rules import contents_of, path_of
from app.services.moves import MovePlan, plan_move
from app.services.pieces import PieceRow, piece_rows


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
    tray that is looked through; ``containers`` the place ids that can be carried.
    """

    pieces: dict[int, Booked]
    plan: MovePlan | None
    batch_minor: int
    currency: str
    expected: tuple[PieceRow, ...]
    containers: frozenset[int]


def basket_facts(
    db: Database,
    piece_ids: Sequence[int],
    place_ids: Sequence[int] = (),
    *,
    source_id: int = 0,
    target_id: int = 0,
    count: bool = False,
) -> BasketFacts:
    """Read the basket; ``place_ids`` are trays in it, ``count`` asks for what should be there."""
    rules = house_rules(db)
    source = frozenset(contents_of(db, source_id)) if source_id else None
    rows = piece_rows(db, list(dict.fromkeys(piece_ids)))
    pieces = {
        row.id: Booked(row, _facts(row, rules.locale), source is None or row.id in source)
        for row in rows
    }
    plan = plan_move(db, list(pieces), target_id) if target_id and pieces and not count else None
    expected = tuple(piece_rows(db, contents_of(db, target_id))) if target_id and count else ()
    return BasketFacts(
        pieces,
        plan,
        rules.limits.batch_minor,
        rules.currency,
        expected,
        frozenset(i for i in place_ids if is_container(db, i)),
    )


def is_container(db: Database, place_id: int) -> bool:
    """Whether a place can be carried with all that lies in it: a tray, a box, a drawer."""
    kind = db.value("SELECT kind_code FROM place WHERE id = ?", (place_id,))
    return kind in CONTAINERS


def place_line(db: Database, place_id: int) -> tuple[str, str]:
    """How a place is called in the mode bar, and whether it lies inside or outside the house."""
    path = path_of(db, place_id)
    if not path:
        return "", "house"
    told = next((w for _, kind, *_ in path if (w := whereabouts(kind)) != "house"), "house")
    return path[0][2], told


def _facts(row: PieceRow, locale: str) -> str:
    parts = [spaced(row.code) if row.code else row.number]
    if row.weight_mg is not None:
        parts.append(f"{shown_g(row.weight_mg, locale)} g")
    if row.value_minor:
        parts.append(shown(row.value_minor, row.currency, locale))
    parts.append(chip("piece", row.availability).text.lower())
    return " · ".join(parts)
