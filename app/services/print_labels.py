"""Labels drawn for a printer: of its roll, at its dots, each read back before it may leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image

from app.models.database import Database
from app.printing.tag.stock import Stock
from app.printing.tag.stock import dots as _dots
from app.services.tags import roll_of, tag_values


@dataclass(frozen=True)
class DrawnLabel:
    """A label that reads as its code, and the fact in which the code was given."""

    code: str
    code_id: int
    rasters: dict[int, Image.Image]


def stock_named(db: Database, key: str) -> Stock:
    """The roll of that key; the shop's usual one for ""."""
    return roll_of(db, key).stock


def drawn_labels(
    db: Database, kind: str, ids: Sequence[int], *, stock: str = "", dpi: Sequence[int]
) -> list[DrawnLabel]:
    """The labels of pieces, jobs or places in their order, at each resolution; UserError else."""
    roll = roll_of(db, stock)
    return [
        DrawnLabel(
            values.code,
            _code_fact(db, values.code),
            {one: roll.raster(values, one) for one in dpi},
        )
        for values in tag_values(db, kind, ids)
    ]


def dots(length_um: int, dpi: int) -> int:
    """A length, also to the left or up, in whole dots of a printer."""
    return _dots(length_um, dpi) if length_um >= 0 else -_dots(-length_um, dpi)


def _code_fact(db: Database, code: str) -> int:
    return int(db.value("SELECT id FROM code WHERE text_value = ? ORDER BY hlc LIMIT 1", (code,)))
